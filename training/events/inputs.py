"""Writes texts as lines for Ascribe's example `analysed`.

    python inputs.py own TEXTS > own.jsonl        # our reports, as they are
    python inputs.py capitals TEXTS > capitals.jsonl
    python inputs.py muc BENCH/muc4 > muc.jsonl   # dev, tst1, tst2
"""

import json
import sys
from pathlib import Path

import markup
import muc


def main() -> None:
    what, *folders = sys.argv[1:]
    rows = muc_rows(Path(folders[0])) if what == "muc" else own_rows(folders, what == "capitals")
    for name, text in rows:
        print(json.dumps({"doc": name, "text": text}))


def own_rows(folders: list[str], capitals: bool):
    for one in markup.read_all(folders):
        text = "".join(upper(letter) for letter in one.text) if capitals else one.text
        yield one.name, text


def upper(letter: str) -> str:
    """In capitals where that is one letter too."""
    return letter.upper() if len(letter.upper()) == 1 else letter


def muc_rows(folder: Path):
    for part in ("dev", "tst1", "tst2"):
        for name, (text, _) in muc.read(folder, part).items():
            yield name, text


if __name__ == "__main__":
    main()
