"""How many times as fast two threads are as one: by wall, so only on a machine with nothing else to do.

    python3 threads.py --ours target/release/examples/throughput --compiled FILE.pipeline texts.jsonl

Both load first; then they annotate the same texts in turns, `--pairs` times, each time in a fresh process, so
that neither has met the words before. Prints the seconds of both, the ratio, the load of the machine before
each pair, and the smallest, median and largest ratio. A load near 0 makes the figures worth something.
"""

import argparse
import os
import statistics
import subprocess


def seconds(program, compiled, threads, texts):
    """From the strings to the last document, as the program says it."""
    command = [program, compiled, str(threads)]
    out = subprocess.run(command, input=f"{texts}\n", capture_output=True, text=True, check=True).stdout
    return float(out.split()[0])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--ours", required=True, help="the example `throughput`")
    arguments.add_argument("--compiled", required=True, help="a compiled pipeline")
    arguments.add_argument("--pairs", type=int, default=3)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("texts", help='lines of {"id", "text"}')
    options = arguments.parse_args()
    ratios = []
    for _ in range(options.pairs):
        load = os.getloadavg()[0]
        one, more = (seconds(options.ours, options.compiled, n, options.texts) for n in (1, options.threads))
        ratios.append(one / more)
        print(f"one {one:.2f} s, {options.threads} {more:.2f} s, ratio {one / more:.3f}, load {load:.2f}", flush=True)
    print(f"ratio: smallest {min(ratios):.3f}, median {statistics.median(ratios):.3f}, largest {max(ratios):.3f}")


if __name__ == "__main__":
    main()
