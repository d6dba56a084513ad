"""The fast reader's network: what the analysis knows of a word, looked at along the sentence and up the tree.

A word begins as the analysis's row for it, its tag and dependency, and embeddings of its form. Tree layers show it
its neighbours, its head and the governor of its clause; recurrent layers then read the window both ways.
"""

import json
import pickle
from pathlib import Path

import torch
from safetensors.torch import load
from torch import nn
from torch.nn import functional

import flags
from data import Article, mark, read_lines
from encoder import package_file
from heads import DISTANCES

VECTOR, WORD, HASHED, TAG, DEP, DISTANCE, FLAG = 96, 64, 64, 16, 16, 8, 8
HASH_ROWS = 4096
INPUT = VECTOR + WORD + HASHED + TAG + DEP + DISTANCE + FLAG
WIDTH, HIDDEN = 128, 128


def hash_rows(word: str) -> tuple[int, int]:
    """Two rows for any form: both halves of its FNV-1a hash of 64 bits."""
    value = 0xCBF29CE484222325
    for byte in word.encode("utf-8"):
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value % HASH_ROWS, (value >> 32) % HASH_ROWS


def lexicon_words() -> list[tuple[str, int]]:
    """The whole words among the encoder's pieces, with their numbers."""
    pieces = json.loads(package_file("tokenizer.json"))["model"]["vocab"]
    return sorted(((piece, row) for piece, row in pieces.items() if piece.isalnum()), key=lambda item: item[1])


def lexicon_rows(words: list[tuple[str, int]]) -> torch.Tensor:
    """The encoder's vectors of the words, turned so that few numbers keep most; the first row is the unknown word."""
    vectors = load(package_file("model.safetensors"))["embeddings.word_embeddings.weight"][[row for _, row in words]]
    vectors = vectors - vectors.mean(0)
    _, _, axes = torch.linalg.svd(vectors, full_matrices=False)
    turned = vectors @ axes[:WORD].T
    return torch.cat([torch.zeros(1, WORD), turned / turned.std() * 0.3])


class BothWays(nn.Module):
    """Two recurrent layers, one of which reads each window from its end."""

    def __init__(self, width: int):
        super().__init__()
        self.forwards, self.backwards = (nn.LSTM(width, HIDDEN, batch_first=True) for _ in range(2))

    def forward(self, rows, mask):
        turned = turn(mask)
        back = pick(self.backwards(pick(rows, turned))[0], turned)
        return torch.cat([self.forwards(rows)[0], back], 2)


def turn(mask):
    """The places of each window's words from last to first; what pads stays where it is."""
    place = torch.arange(mask.shape[1]).expand_as(mask)
    return torch.where(mask, mask.sum(1, keepdim=True) - 1 - place, place)


class Tree(nn.Module):
    def __init__(self, names: dict, rows: torch.Tensor, layers: int, recurrent: int, dropout: float):
        super().__init__()
        self.lexicon_rows = nn.Embedding.from_pretrained(rows, freeze=False)
        self.hashed = small_embedding(HASH_ROWS, HASHED)
        self.tags = small_embedding(len(names["tags"]) + 1, TAG)
        self.deps = small_embedding(len(names["deps"]) + 1, DEP)
        self.distances = small_embedding(2 * len(DISTANCES) + 1, DISTANCE)
        self.flags = nn.Embedding(flags.COUNT, FLAG, padding_idx=flags.NOTHING)
        self.mix, self.mix_norm = nn.Linear(INPUT, WIDTH), nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList([nn.Linear(5 * WIDTH, WIDTH) for _ in range(layers)])
        self.norms = nn.ModuleList([nn.LayerNorm(WIDTH) for _ in range(layers)])
        inputs = [WIDTH, *[2 * HIDDEN] * recurrent]
        self.recurrent = nn.ModuleList([BothWays(inputs[n]) for n in range(recurrent)])
        self.dropout = nn.Dropout(dropout)
        self.width = inputs[-1]

    def forward(self, batch):
        mask = batch["mask"][:, :, None]
        rows = self.dropout(self.mix_norm(self.mix(self.dropout(self.embed(batch))))) * mask
        for layer, norm in zip(self.layers, self.norms):
            seen = torch.cat(
                [before(rows), rows, after(rows), pick(rows, batch["heads"]), pick(rows, batch["governors"])], 2
            )
            rows = (rows + self.dropout(norm(functional.relu(layer(seen))))) * mask
        for layer in self.recurrent:
            rows = self.dropout(layer(rows, batch["mask"]))
        return rows

    def embed(self, batch):
        parts = [
            batch["vectors"],
            self.lexicon_rows(batch["words"]),
            self.hashed(batch["hashes"]).sum(2),
            self.tags(batch["tags"]),
            self.deps(batch["deps"]),
            self.distances(batch["distances"]),
            self.flags(batch["flags"]).sum(2),
        ]
        return torch.cat(parts, 2)


def small_embedding(rows: int, width: int) -> nn.Embedding:
    embedding = nn.Embedding(rows, width)
    nn.init.normal_(embedding.weight, std=0.1)
    return embedding


def before(rows):
    return functional.pad(rows[:, :-1], (0, 0, 1, 0))


def after(rows):
    return functional.pad(rows[:, 1:], (0, 0, 0, 1))


def pick(rows, places):
    return rows.gather(1, places[:, :, None].expand(-1, -1, rows.shape[2]))


class Forms:
    """The rows of words in the lexicon and in the table of hashes."""

    def __init__(self, lexicon: list[str]):
        self.rows = {word: row for row, word in enumerate(lexicon, 1)}
        self.hashes: dict[str, tuple[int, int]] = {}

    def prepare(self, article: Article) -> None:
        """Adds what the analysis did not store; every word costs one."""
        words = [word.lower() for word in article.words]
        article.features["words"] = [self.rows.get(word, 0) for word in words]
        article.features["hashes"] = [self.hash(word) for word in words]
        article.features["distances"] = distances(article.features["heads"])
        article.features["sizes"] = [1] * len(words)
        for name in ("tags", "deps", "heads", "governors", "words", "hashes", "distances", "flags"):
            width = {"hashes": 2, "flags": 4}.get(name)
            column = torch.tensor(article.features[name], dtype=torch.long)
            article.features[name] = column.reshape(-1, width) if width else column
        article.features["vectors"] = torch.tensor(article.features["vectors"], dtype=torch.float32)

    def hash(self, word: str) -> tuple[int, int]:
        if word not in self.hashes:
            self.hashes[word] = hash_rows(word)
        return self.hashes[word]


def distances(heads: list[int]) -> list[int]:
    """The bucket of the way from each word to its head."""
    way = torch.tensor(heads, dtype=torch.long) - torch.arange(len(heads))
    return (torch.bucketize(way.abs(), torch.tensor(DISTANCES), right=True) * way.sign() + len(DISTANCES)).tolist()


def read_stored(features: Path, gold: Path | None):
    """The names and articles that `features.py` stored, marked where there is a gold file."""
    with features.open("rb") as stored:
        stored = pickle.load(stored)
    attributions = {row["doc"]: row["attributions"] for row in read_lines(gold)} if gold else {}
    for article in stored["articles"]:
        mark(article, attributions.get(article.name, []))
    return stored["names"], stored["articles"]


def read_names(features: Path) -> dict[str, list[str]]:
    """The names of tags and dependencies, in the order of their rows."""
    with (features / "dev.features").open("rb") as stored:
        return pickle.load(stored)["names"]


def tree_inputs(items, width: int) -> dict[str, torch.Tensor]:
    """The tensors of a batch of (article, first word, end)."""
    inputs = {}
    for name in ("vectors", "words", "hashes", "tags", "deps", "distances", "flags"):
        column = items[0][0].features[name]
        filled = torch.zeros((len(items), width, *column.shape[1:]), dtype=column.dtype)
        for number, (article, start, end) in enumerate(items):
            filled[number, : end - start] = article.features[name][start:end]
        inputs[name] = filled
    for name in ("heads", "governors"):
        inputs[name] = torch.stack(
            [places(article.features[name], start, end, width) for article, start, end in items]
        )
    return inputs


def places(targets: torch.Tensor, start: int, end: int, width: int) -> torch.Tensor:
    """Where each word's target stands in the window; the word itself where that is outside."""
    own = torch.arange(width)
    here = targets[start:end] - start
    inside = (0 <= here) & (here < end - start)
    own[: end - start] = torch.where(inside, here, own[: end - start])
    return own
