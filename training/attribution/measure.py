"""Scores a checkpoint, or exported weights, on dev.

    python measure.py fast --data BENCH --features WORK --weights WORK/fast-1.12.pt [--search]

`--search` shows what each choice of decoding brings. The figures: exact F1 of source/cue/content on the published
segments, then on whole articles, then the linked attributions, as the bench's scorer defines them.
"""

import argparse
import importlib.util
from itertools import groupby
from pathlib import Path

import torch

import readers
from data import ROLES, read_lines
from decode import Decoding, read_article, score_windows
from export import load_exported, load_mean

SEARCH = {
    "nothing": Decoding(),
    "nearest": Decoding(nearest=True),
    "content may point to none": Decoding(content_none=True),
    "source never none": Decoding(source_none=False),
    "even quotes": Decoding(quotes=True),
    "outside -0.4": Decoding(outside_bias=-0.4),
    "outside -0.2": Decoding(outside_bias=-0.2),
    "outside +0.2": Decoding(outside_bias=0.2),
    "incomplete kept": Decoding(incomplete=True),
    "context 0": Decoding(context=0),
    "context 80": Decoding(context=80),
    "context 128": Decoding(context=128),
}


def main() -> None:
    options = parse_options()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    kind = readers.KINDS[options.reader]
    articles = kind.read(options, "dev")
    reader = kind.build(options)
    load_weights(reader, options.weights)
    board = Board(options.data, articles)
    scored = {}
    for name, decoding in (SEARCH if options.search else {"nothing": Decoding()}).items():
        if decoding.context not in scored:
            scored[decoding.context] = score_windows(reader, kind, articles, decoding.context)
        print(f"{name:26} {board.line(reader, scored[decoding.context], decoding)}", flush=True)


def load_weights(reader, paths: list[Path]) -> None:
    exported = paths[0].suffix == ".safetensors"
    reader.load_state_dict(load_exported(paths[0]) if exported else load_mean(paths))


class Board:
    """The gold data of dev and its scorer."""

    def __init__(self, folder: Path, articles):
        self.articles = articles
        self.scorer = load_scorer(folder / "score.py")
        self.inputs = read_lines(folder / "dev" / "inputs.jsonl")
        self.gold = read_lines(folder / "dev" / "gold.jsonl")
        self.segments = read_lines(folder / "dev" / "segments.jsonl")

    def line(self, reader, scored, decoding: Decoding) -> str:
        found = self.read(reader, scored, decoding)
        whole = (
            found
            if decoding.incomplete
            else self.read(reader, scored, Decoding(**(vars(decoding) | {"incomplete": True})))
        )
        segments = self.scorer.score_segments(self.segments, whole)
        documents = self.scorer.score_documents(self.gold, self.inputs, found)
        linked, contents = documents["linked"], documents["linked_content_only"]
        return (
            f"segments {exact(segments)}  articles {exact(documents)}  linked {100 * linked['f1']:.1f} "
            f"(P {100 * linked['p']:.1f}, R {100 * linked['r']:.1f}), content only {100 * contents['f1']:.1f}"
        )

    def read(self, reader, scored, decoding: Decoding) -> list[dict]:
        """The attributions of every article."""
        found = [{"doc": article.name, "attributions": []} for article in self.articles]
        for number, windows in groupby(scored, key=lambda one: one.article):
            found[number]["attributions"] = read_article(reader, self.articles[number], list(windows), decoding)
        return found


def load_scorer(path: Path):
    spec = importlib.util.spec_from_file_location("attribution_score", path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def exact(scores: dict) -> str:
    return "/".join(f"{100 * scores['roles'][role]['exact']['f1']:.1f}" for role in ROLES)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", choices=readers.KINDS)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--features", type=Path)
    parser.add_argument(
        "--weights", type=Path, nargs="+", required=True, help="exported weights, or checkpoints to average"
    )
    parser.add_argument("--search", action="store_true")
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--recurrent", type=int, default=1)
    parser.set_defaults(dropout=0.0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
