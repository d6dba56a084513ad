"""Page to record against page to annotated text: ours beside trafilatura and spaCy, in turns.

    python speed.py --ours target/release/ascribe ../shared/bench/article/dev/html testdata/pages/html

Ours is the whole program: pages to records with the `fast` reader, on one thread. Theirs takes each
page's main text with trafilatura and annotates it with spaCy, on one thread, and finds nothing. All
pages are read as English by both, so that neither leaves out work that the other does.

Start-up is timed apart: ours is what reading one small page takes, and is taken off; theirs is the
import and loading, before the clock starts. Both clocks are given, the processor's and the wall's.
What is in the pages is not judged, and the texts of both sides need not be the same: words are counted
in trafilatura's, once.
"""

import argparse
import gzip
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"
sys.path.insert(0, str(Path(__file__).parent.parent / "parity"))

import trafilatura  # noqa: E402 (after the variables are set)
from reference import load  # noqa: E402

SMALL = b"<html><body><article><p>The mayor said that the bridge was closed.</p></article></body></html>"


def pages_of(folders):
    """The bytes of every page, unpacked."""
    for folder in folders:
        for path in sorted(path for path in folder.iterdir() if ".html" in path.name):
            content = path.read_bytes()
            yield gzip.decompress(content) if path.suffix == ".gz" else content


def timed(who, work):
    """Seconds of the processor and of the wall; `who` is this process or its children."""
    def processor():
        used = resource.getrusage(who)
        return used.ru_utime + used.ru_stime

    before, start = processor(), time.perf_counter()
    result = work()
    return processor() - before, time.perf_counter() - start, result


def ours(program, paths):
    command = [program, "read", "--threads", "1", "--reader", "fast", "--language", "en"]
    command += ["--input-format", "html", "--format", "jsonl", *map(str, paths)]
    run = lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return timed(resource.RUSAGE_CHILDREN, run)[:2]


def theirs(nlp, pages, batch):
    def run():
        texts = [trafilatura.extract(page, include_comments=False) or "" for page in pages]
        for _ in nlp.pipe(texts, batch_size=batch):
            pass
        return sum(len(text.split()) for text in texts)

    return timed(resource.RUSAGE_SELF, run)


def report(clock, words, count, mine, others):
    """The line of one clock: speeds by the medians, ratios of the pairs."""
    ratios = sorted(other / own for own, other in zip(mine, others))
    own, other = statistics.median(mine), statistics.median(others)
    print(
        f"{clock:<10} ours {count / own:,.1f} pages/s {words / own:,.0f} words/s; "
        f"theirs {count / other:,.1f} pages/s {words / other:,.0f} words/s; "
        f"ratio {ratios[0]:.2f}, {statistics.median(ratios):.2f}, {ratios[-1]:.2f} (smallest, median, largest)"
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folders", nargs="+", type=Path, help="folders of .html and .html.gz pages")
    arguments.add_argument("--ours", required=True, help="the program ascribe, a release build")
    arguments.add_argument("--pipeline", default="en_core_web_sm")
    arguments.add_argument("--pairs", type=int, default=5)
    arguments.add_argument("--batch", type=int, default=64, help="spaCy's batch size")
    options = arguments.parse_args()
    pages = list(pages_of(options.folders))
    nlp = load(options.pipeline)
    theirs(nlp, pages[:5], options.batch)
    mine, others = [], []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:04}.html" for number in range(len(pages))]
        for path, page in zip(paths, pages):
            path.write_bytes(page)
        small = Path(folder) / "small.html"
        small.write_bytes(SMALL)
        starts = [ours(options.ours, [small]) for _ in range(5)]
        start = [statistics.median(clock) for clock in zip(*starts)]
        for _ in range(options.pairs):
            mine.append([seconds - least for seconds, least in zip(ours(options.ours, paths), start)])
            *seconds, words = theirs(nlp, pages, options.batch)
            others.append(seconds)
    print(f"{len(pages)} pages, {words} words of main text, {options.pairs} pairs, one thread each")
    print(f"our start-up, taken off: {start[0]:.3f} s by the processor, {start[1]:.3f} s by the wall")
    for number, clock in enumerate(("processor", "wall")):
        report(clock, words, len(pages), [pair[number] for pair in mine], [pair[number] for pair in others])


if __name__ == "__main__":
    main()
