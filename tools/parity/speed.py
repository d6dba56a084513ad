"""Words a second of spaCy and of ours, one thread each, in turns.

    python speed.py --ours target/release/ascribe-eval texts.jsonl

Both load first; then they annotate the same texts in turns, five times each, so that a busy moment of
the machine hits both. Prints the median words a second of both and the smallest, median and largest
ratio of the pairs. Neither side keeps anything from one round to the next but its caches.
"""

import argparse
import json
import os
import statistics
import subprocess
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

from reference import load  # noqa: E402 (spaCy reads the variables when it is imported)


def spacy_seconds(nlp, texts):
    start = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - start


def our_seconds(child):
    child.stdin.write("\n")
    child.stdin.flush()
    return float(child.stdout.readline().split()[0])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("texts", help="a file of {id, text} lines")
    arguments.add_argument("--ours", required=True, help="the program ascribe-eval")
    arguments.add_argument("--pipeline", default="en_core_web_sm")
    arguments.add_argument("--words", type=int, default=30_000, help="how many words of the texts to use")
    arguments.add_argument("--pairs", type=int, default=5)
    options = arguments.parse_args()
    texts, words = [], 0
    with open(options.texts, encoding="utf-8") as lines, open(options.texts + ".part", "w", encoding="utf-8") as part:
        for line in lines:
            if words >= options.words:
                break
            text = json.loads(line)["text"]
            texts.append(text)
            words += len(text.split())
            part.write(line)
    nlp = load(options.pipeline)
    command = [options.ours, "speed", part.name]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    # One round each that is not counted: caches fill, memory is claimed.
    spacy_seconds(nlp, texts), our_seconds(child)
    pairs = [(spacy_seconds(nlp, texts), our_seconds(child)) for _ in range(options.pairs)]
    child.stdin.close()
    child.wait()
    ratios = sorted(theirs / ours for theirs, ours in pairs)
    theirs, ours = (statistics.median(words / seconds for seconds in side) for side in zip(*pairs))
    print(f"{words} words, {options.pairs} pairs, one thread each")
    print(f"spaCy {theirs:,.0f} words/s, ours {ours:,.0f} words/s (medians)")
    print(f"ratio: smallest {ratios[0]:.2f}, median {statistics.median(ratios):.2f}, largest {ratios[-1]:.2f}")


if __name__ == "__main__":
    main()
