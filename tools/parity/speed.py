"""Words a second of spaCy and of ours, one thread each, in turns.

    python speed.py --ours target/release/examples/throughput --compiled FILE.pipeline texts.jsonl

Both load first; then they annotate the same texts in turns, so that a busy moment of the machine hits
both. Every pair has texts of its own, that neither side has met before; a portion that is not counted
goes before the first pair. Prints the median words a second of both and the smallest, median and largest
ratio of the pairs.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

from reference import load  # noqa: E402 (spaCy reads the variables when it is imported)


def spacy_seconds(nlp, texts, batch, clock):
    start = clock(os.getpid())
    for _ in nlp.pipe(texts, batch_size=batch):
        pass
    return clock(os.getpid()) - start


def our_seconds(child, path, clock):
    """As the child says it; by the processor's clock, with its reading of the file."""
    start = clock(child.pid)
    child.stdin.write(f"{path}\n")
    child.stdin.flush()
    said = float(child.stdout.readline().split()[0])
    return said if clock is wall_clock else clock(child.pid) - start


def wall_clock(_):
    return time.perf_counter()


def processor_clock(process):
    """The seconds that a process has been on a processor (Linux)."""
    with open(f"/proc/{process}/schedstat", encoding="ascii") as stat:
        return int(stat.read().split()[0]) / 1e9


def deal(lines, count, words):
    """Gives the lines out in turn, until every portion has as many words."""
    portions, sizes = [[] for _ in range(count)], [0] * count
    for number, line in enumerate(lines):
        place = number % count
        if sizes[place] < words:
            portions[place].append(line)
            sizes[place] += len(line["text"].split())
    return list(zip(portions, sizes))


def write(folder, number, portion):
    path = os.path.join(folder, f"{number}.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in portion)
    return path


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("texts", help="a file of {id, text} lines")
    arguments.add_argument("--ours", required=True, help="the program throughput, an example of ascribe-nlp")
    arguments.add_argument("--compiled", required=True, help="the compiled pipeline that it loads")
    arguments.add_argument("--pipeline", default="en_core_web_sm")
    arguments.add_argument("--words", type=int, default=30_000, help="how many words a pair has")
    arguments.add_argument("--pairs", type=int, default=5)
    arguments.add_argument("--batch", type=int, default=256, help="spaCy's batch size")
    arguments.add_argument("--processor", action="store_true", help="count the processor's time: for a busy machine")
    options = arguments.parse_args()
    clock = processor_clock if options.processor else wall_clock
    with open(options.texts, encoding="utf-8") as lines:
        lines = [line for line in map(json.loads, lines) if not line["id"].startswith("damaged:")]
    nlp = load(options.pipeline)
    command = [options.ours, options.compiled]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    pairs = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (portion, words) in enumerate(deal(lines, options.pairs + 1, options.words)):
            theirs = spacy_seconds(nlp, [line["text"] for line in portion], options.batch, clock)
            pairs.append((words, theirs, our_seconds(child, write(folder, number, portion), clock)))
    child.stdin.close()
    child.wait()
    pairs = pairs[1:]
    ratios = sorted(theirs / ours for _, theirs, ours in pairs)
    theirs = statistics.median(words / seconds for words, seconds, _ in pairs)
    ours = statistics.median(words / seconds for words, _, seconds in pairs)
    print(f"{sum(words for words, _, _ in pairs)} words, {len(pairs)} pairs, one thread each")
    print(f"spaCy {theirs:,.0f} words/s, ours {ours:,.0f} words/s (medians)")
    print(f"ratio: smallest {ratios[0]:.2f}, median {statistics.median(ratios):.2f}, largest {ratios[-1]:.2f}")


if __name__ == "__main__":
    main()
