"""Texts with their labels, and batches of their windows."""

import hashlib
import pickle
import random
from pathlib import Path

import labels
import markup
import muc
import torch
from labels import PAIRS, UNKNOWN
from network import roles_of
from encoder import Pieces, encoder_inputs
from tree import Forms, lexicon_words, tree_inputs

DEV_SHARE = 12


def share(name: str) -> int:
    """From 0 to 99, by the name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 100


class Store:
    """Reads stored analyses and prepares them."""

    def __init__(self, work: Path, encoder: bool = False):
        self.pieces = Pieces() if encoder else None
        self.work, self.names = work, None
        self.forms = Forms([word for word, _ in lexicon_words()])

    def articles(self, name: str):
        with (self.work / f"{name}.features").open("rb") as stored:
            stored = pickle.load(stored)
        self.names = stored["names"]
        for article in stored["articles"]:
            if article.spans:
                if self.pieces:
                    for key in ("heads", "governors"):
                        article.features[key] = torch.tensor(article.features[key], dtype=torch.long)
                    article.features.pop("vectors", None)
                    self.pieces.prepare(article)
                else:
                    self.forms.prepare(article)
                add_ways(article)
                yield article

    def own(self, name: str, folders):
        """Our reports: those to learn from, and those held out."""
        marked = {one.name: one for one in markup.read_all(folders)}
        learn, held = [], []
        for article in self.articles(name):
            one = marked.get(article.name)
            if one is None or one.text.lower() != article.text.lower():
                print(f"{article.name}: the text is another one")
                continue
            article.labels = labels.own(article, one)
            (held if share(one.name) < DEV_SHARE else learn).append(article)
        return learn, held

    def silver(self, name: str, told: dict, folder: Path | None = None):
        """Texts that nobody marked, with what a teacher is sure of; MUC-4's with what their keys say."""
        keys = {}
        if folder:
            keys = {name: key for name, (_, key) in muc.read(folder, "dev").items()}
        for article in self.articles(name):
            if article.name in told:
                article.labels = told[article.name]
                if article.name in keys:
                    labels.correct(article, keys[article.name])
                yield article

    def muc(self, folder: Path):
        """MUC-4's messages: those to learn from, a tenth held out of the same part, and the two old tests."""
        keys = {part: muc.read(folder, part) for part in ("dev", "tst1", "tst2")}
        keys = {name: key for part in keys.values() for name, (_, key) in part.items()}
        learn, held, tests = [], [], []
        for article in self.articles("muc"):
            article.labels = labels.muc(article, keys[article.name])
            article.templates = keys[article.name]
            if article.name.startswith("TST"):
                tests.append(article)
            else:
                (held if share(article.name) < 10 else learn).append(article)
        return learn, held, tests


def add_ways(article) -> None:
    """What the pairs' relations ask for, counted from the text's first word."""
    heads = article.features["heads"]
    root = heads
    for _ in range(12):
        root = root[root]
    block = torch.zeros(len(heads), dtype=torch.long)
    block[[start for start in article.blocks if start]] = 1
    article.way = {
        "own": torch.arange(len(heads)),
        "head": heads,
        "over": heads[heads],
        "governor": article.features["governors"],
        "root": root,
        "block": block.cumsum(0),
    }


def make_batch(items, hide=None) -> dict:
    """The tensors of windows (article, first word, end); `hide` is the share of words made unknown."""
    width = max(end - start for _, start, end in items)
    encoded = "pieces" in items[0][0].features
    batch = encoder_inputs(items, width) if encoded else tree_inputs(items, width)
    batch["mask"] = filled([torch.ones(end - start, dtype=torch.bool) for _, start, end in items], width, False)
    batch["way"] = {
        key: filled([article.way[key][start:end] for article, start, end in items], width, -9)
        for key in items[0][0].way
    }
    if hide is not None and encoded:
        mask_pieces(batch)
    elif hide is not None:
        hide_words(batch, hide)
    if items[0][0].labels:
        add_labels(batch, items, width)
    return batch


def filled(rows, width: int, with_):
    result = torch.full((len(rows), width, *rows[0].shape[1:]), with_, dtype=rows[0].dtype)
    for number, row in enumerate(rows):
        result[number, : len(row)] = row
    return result


def mask_pieces(batch) -> None:
    """Puts the mask in the place of some pieces."""
    pieces = batch["pieces"]
    gone = (torch.rand(pieces.shape) < 0.06) & (pieces > 103) 
    batch["pieces"] = torch.where(gone, 103, pieces)


def hide_words(batch, hide) -> None:
    """Takes from some words what they are: the lexicon's row, or that and the hashed rows. Names more than others."""
    shape = batch["words"].shape
    share = torch.where(torch.isin(batch["tags"], hide.tags), hide.names, hide.words)
    gone = torch.rand(shape) < share
    batch["words"][gone] = 0
    strange = gone & (torch.rand(shape) < 0.5)
    batch["hashes"] = torch.where(strange[..., None], torch.randint(0, 4096, (*shape, 2)), batch["hashes"])


def add_labels(batch, items, width: int) -> None:
    for key in ("names", "statuses", "parts", "news"):
        batch[key] = filled([getattr(article.labels, key)[start:end] for article, start, end in items], width, UNKNOWN)
    windows, words, golds = [], [], []
    for number, (article, start, end) in enumerate(items):
        for word in (article.labels.names[start:end] > 0).nonzero()[:, 0].tolist():
            windows.append(number)
            words.append(word)
            golds.append(pairs_of(article, start, end, start + word, width))
    batch["asking"] = torch.tensor(windows, dtype=torch.long), torch.tensor(words, dtype=torch.long)
    batch["pairs"] = torch.stack(golds) if golds else None


def pairs_of(article, start: int, end: int, word: int, width: int):
    """What is true of the word and each word of the window, [words, roles]."""
    gold = torch.full((width, len(PAIRS)), UNKNOWN, dtype=torch.int8)
    gold[: end - start, list(roles_of(int(article.labels.names[word])))] = 0
    gold[word - start, -2:] = UNKNOWN
    for (other, role), value in article.labels.pairs.get(word, {}).items():
        if start <= other < end and gold[other - start, role] == 0:
            gold[other - start, role] = value
    return gold


def shuffled(articles, seed: int):
    articles = list(articles)
    random.Random(seed).shuffle(articles)
    return articles
