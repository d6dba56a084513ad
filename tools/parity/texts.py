"""Collects texts to compare on: one JSON object a line, {"id", "text"}.

    python3 texts.py --kit ../shared/bench --own testdata/texts --words 1300000 > texts.jsonl

With --folder DIR the manuals, licences, change logs, web pages and sources of programs below that folder
count as one more kind of text; the option may be given many times. With --damaged N there follow N lines of our texts with characters put in, dropped, doubled and swapped:
tokens that nobody writes, which try the tokenizer's rules against one another.

Takes the sources in turn, each up to an equal share of the words, so that no kind of text
dominates; a source that runs out leaves its share to the others. Our own texts always come first,
whole and line by line. A text that came before is left out. Same input, same output.

It does not annotate, and it writes other people's texts: its output stays out of the project.
"""

import argparse
import gzip
import html
import json
import random
import re
import sys
from pathlib import Path

ODD = "\u0000\u0085\u00a0\u00ad\u0130\u0131\u00df\u03a3\u03c2\u0301\u200b\u200d\u200e\u2028\u202e\u3000\ufeff\uff01\U0001f468\U0001f3fd"
PROSE = (
    "attribution/train",
    "attribution/dev",
    "place/train",
    "police/dev",
    "incidents/dev",
    "time/train",
    "factuality/train",
    "factuality/dev",
    "location_link/train",
)
# What may be found below a --folder, by the end of the name.
READABLE = re.compile(r"(\.(md|rst|txt|html|py)|/(copyright|README[^/]*|changelog[^/]*|NEWS[^/]*|TODO))(\.gz)?$")
LONGEST = 20_000
MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def own_texts(folder):
    """Each file whole, and each of its lines by itself: line by line there is less context to lean on."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        yield path.stem, text
        for number, line in enumerate(text.split("\n"), 1):
            yield f"{path.stem}:{number}", line


def damaged(lines, count):
    """Lines with a few characters changed, by a fixed seed."""
    choose = random.Random(11)
    characters = sorted({character for line in lines for character in line} | set(ODD))
    for number in range(count):
        line = list(choose.choice(lines))
        for _ in range(choose.randint(1, 12)):
            at = choose.randrange(len(line) + 1)
            match choose.randrange(4):
                case 0:
                    line[at:at] = choose.choice(characters)
                case 1:
                    del line[at : at + 1]
                case 2:
                    line[at:at] = line[at : at + choose.randint(1, 4)]
                case 3:
                    other = choose.randrange(len(line) + 1)
                    line[at : at + 1], line[other : other + 1] = line[other : other + 1], line[at : at + 1]
        yield f"damaged:{number}", "".join(line)


def prose(folder):
    """A task's inputs."""
    for path in sorted(folder.glob("inputs.jsonl*")):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                yield document["doc"], document["text"]


def capitals(folder):
    """The messages of MUC-4's training part, all in capitals and wrapped at 80 columns."""
    for path in sorted(folder.glob("dev-muc3-*")):
        parts = MESSAGE.split(path.read_text(encoding="latin-1"))
        yield from zip(parts[1::2], parts[2::2])


def pages(folder):
    """Web pages with their tags cut out but not cleaned: menus, scraps, other languages."""
    for path in sorted(folder.glob("*.html.gz")):
        page = gzip.decompress(path.read_bytes()).decode("utf-8", errors="replace")
        yield path.name.split(".")[0], MARKUP.sub("", page)[:LONGEST]


def readable(folder):
    """The files of a folder that hold text, in an order that is no alphabet's but always the same."""
    paths = sorted(path for path in folder.rglob("*") if READABLE.search(str(path)) and path.is_file())
    random.Random(11).shuffle(paths)
    for path in paths:
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8", errors="replace")
        if ".html" in path.name:
            text = html.unescape(MARKUP.sub("", text))
        yield str(path.relative_to(folder)), text[:LONGEST]


def sources(kit):
    """Name and texts of every part of the kit that is there."""
    for name in PROSE:
        if (kit / name).is_dir():
            yield name, prose(kit / name)
    if (kit / "muc4/dev").is_dir():
        yield "muc4/dev", capitals(kit / "muc4/dev")
    if (kit / "article/dev/html").is_dir():
        yield "article/dev", pages(kit / "article/dev/html")


def take_in_turn(open_sources, words):
    """Draws from the source that has given the fewest words, until there are enough."""
    given = {name: 0 for name, _ in open_sources}
    texts = dict(open_sources)
    seen = set()
    while texts and sum(given.values()) < words:
        name = min(texts, key=given.get)
        try:
            document, text = next(texts[name])
        except StopIteration:
            del texts[name]
            continue
        if text in seen:
            continue
        seen.add(text)
        given[name] += len(text.split())
        yield f"{name}/{document}", text
    for name, count in given.items():
        print(f"{name}: {count} words", file=sys.stderr)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--kit", type=Path, help="the folder of the benchmark kit")
    arguments.add_argument("--own", type=Path, help="a folder of .txt files")
    arguments.add_argument("--folder", type=Path, action="append", default=[], help="a folder of other texts")
    arguments.add_argument("--words", type=int, default=500_000)
    arguments.add_argument("--damaged", type=int, default=0, metavar="N")
    options = arguments.parse_args()
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False)
    write = lambda document, text: print(json.dumps({"id": document, "text": text}, ensure_ascii=False), file=out)
    if options.own:
        for document, text in own_texts(options.own):
            write(document, text)
        lines = [text for document, text in own_texts(options.own) if ":" in document and text]
        for document, text in damaged(lines, options.damaged):
            write(document, text)
    others = [(str(folder), readable(folder)) for folder in options.folder if folder.is_dir()]
    kit = list(sources(options.kit)) if options.kit else []
    for document, text in take_in_turn(kit + others, options.words):
        write(document, text)


if __name__ == "__main__":
    main()
