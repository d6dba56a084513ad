"""Runs the analysis over the texts that Ascribe's example `analysed` printed, as Ascribe does.

    python analyse.py ANALYSED.jsonl OUT.features

A text without `blocks` is cut at its line breaks. Needs spaCy, and the modules of `../attribution` on PYTHONPATH.
"""

import pickle
import sys
from pathlib import Path

from data import read_lines
from features import Analysis, blocks_of


def main() -> None:
    given, out = map(Path, sys.argv[1:])
    analysis, articles = Analysis(), []
    for row in read_lines(given):
        blocks = [tuple(block) for block in row.get("blocks", [])] or blocks_of(row["text"])
        articles.append(analysis.article(row["doc"], row["text"], blocks))
    with out.open("wb") as file:
        pickle.dump({"names": analysis.names, "articles": articles}, file, protocol=4)


if __name__ == "__main__":
    main()
