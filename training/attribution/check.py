"""Writes what the exported weights give for a few sentences of our own, for Ascribe's tests to compare with.

    python features.py texts WORK/texts.features
    python check.py fast --features WORK --weights models/attribution/fast.safetensors --out testdata/attribution/fast.json

The texts stand in `texts/inputs.jsonl`; all people and groups in them are invented.
"""

import argparse
import json
from itertools import groupby
from pathlib import Path

import torch

import readers
from data import LABELS, Article, block_starts, read_lines, split_words
from decode import Decoding, read_article, score_windows
from encoder import Pieces
from export import load_exported
from tree import Forms, lexicon_words, read_stored

TEXTS = Path(__file__).parent / "texts" / "inputs.jsonl"
SHOWN = {
    "accurate": ("pieces", "flags"),
    "fast": ("vectors", "words", "hashes", "tags", "deps", "distances", "flags", "heads", "governors"),
}


def main() -> None:
    options = parse_options()
    torch.set_num_threads(1)
    kind = readers.KINDS[options.reader]
    articles = read_texts(options)
    reader = kind.build(options)
    reader.load_state_dict(load_exported(options.weights))
    scored = score_windows(reader, kind, articles)
    texts = [
        show(options.reader, reader, articles[number], list(windows))
        for number, windows in groupby(scored, key=lambda one: one.article)
    ]
    with options.out.open("w", encoding="utf-8") as out:
        made_by = f"training/attribution/check.py {options.reader}, torch {torch.__version__}"
        json.dump(
            {"made_by": made_by, "labels": LABELS, "texts": texts}, out, ensure_ascii=False, separators=(",", ":")
        )
        out.write("\n")


def read_texts(options) -> list[Article]:
    if options.reader == "fast":
        options.names, articles = read_stored(options.features / "texts.features", None)
        preparer = Forms([word for word, _ in lexicon_words()])
    else:
        articles, preparer = [cut(row["doc"], row["text"]) for row in read_lines(TEXTS)], Pieces()
    for article in articles:
        preparer.prepare(article)
    return articles


def cut(name: str, text: str) -> Article:
    spans = split_words(text)
    return Article(name, text, spans, block_starts(text, spans), [0] * len(spans))


def show(kind: str, reader, article: Article, windows) -> dict:
    """All that a test compares, spans in characters of the text."""
    return {
        "name": article.name,
        "text": article.text,
        "blocks": article.blocks,
        "tokens": article.spans,
        "features": {name: plain(article.features[name]) for name in SHOWN[kind]},
        "windows": [show_window(reader, scores) for scores in windows],
        "attributions": read_article(reader, article, windows, Decoding()),
    }


def show_window(reader, scores) -> dict:
    window = scores.window
    return {
        "context": window.context,
        "core": window.core,
        "end": window.end,
        "emissions": plain(scores.emissions),
        "labels": reader.chain.best(scores.emissions),
    }


def plain(values):
    """Lists for JSON, numbers to five decimals."""
    values = values.tolist() if isinstance(values, torch.Tensor) else values
    if isinstance(values, list | tuple):
        return [plain(value) for value in values]
    return round(values, 5) if isinstance(values, float) else values


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", choices=readers.KINDS)
    parser.add_argument("--features", type=Path, help="the folder of texts.features (fast)")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--recurrent", type=int, default=1)
    parser.set_defaults(dropout=0.0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
