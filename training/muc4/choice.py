"""Learns which incidents get a template of MUC-4: logistic regression on what is known of each.

    ascribe-eval predict muc4-candidates MESSAGES > CANDIDATES        # for each part of the messages
    python choice.py BENCH/muc4 KEY=CANDIDATES ... --held KEY=CANDIDATES ... --out eval/muc4/choice.toml

A candidate is right where the kit's scorer aligns it with a template of the key. The least sum is the one with the
best F over all templates on the held-out messages, the mean over their parts. TST1 with TST2 were held out: they hold more relevant messages than dev, as the later tests do.
A thousand messages of dev were learnt from, all but the 300 that come first by the SHA-256 of their names. The reader of
events learnt from all of these, so that its likelihoods are surer here than on other messages. Needs numpy.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np


def main():
    arguments = parse()
    sys.path.insert(0, str(arguments.bench))
    import muc4_score

    parts = [Part(muc4_score, part) for part in arguments.parts]
    held = [Part(muc4_score, part) for part in arguments.held]
    names = sorted({name for part in parts for known in part.known for name in known})
    rows = np.vstack([part.rows(names) for part in parts])
    right = np.concatenate([part.right for part in parts])
    weights = fitted(rows, right, arguments.decay)
    least = best_least([(part, part.rows(names) @ weights) for part in held])
    arguments.out.write_text(table(names, weights, least), encoding="utf-8")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("parts", nargs="+")
    parser.add_argument("--held", nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--decay", type=float, default=3.0)
    return parser.parse_args()


class Part:
    """The keys and candidates of one file of messages, and which candidates are right."""

    def __init__(self, score, files: str):
        key, candidates = files.split("=")
        self.score = score
        text = Path(candidates).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line.startswith("; ")]
        self.known = [dict(json.loads(line[2:])) for line in lines]
        plain = "\n".join(line for line in text.splitlines() if not line.startswith("; ")) + "\n"
        self.responses = score.parse_templates(plain, True)
        self.keys = score.read_templates(key)
        self.right = np.zeros(len(self.responses))
        place = {(one.message, one.id): at for at, one in enumerate(self.responses)}
        for message, _, response, status, _ in self.report(self.responses).templates:
            if status == "matched":
                self.right[place[message, response]] = 1

    def report(self, responses):
        return self.score.Scorer().score(self.keys, responses)

    def rows(self, names: list[str]) -> np.ndarray:
        return np.array([[known.get(name, 0.0) for name in names] for known in self.known])


def fitted(rows, right, decay: float) -> np.ndarray:
    """The weights by Newton's steps, held small by `decay`."""
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - likely) - decay * weights
        curve = rows.T @ (rows * (likely * (1 - likely))[:, None]) + decay * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def best_least(held: list[tuple[Part, np.ndarray]]) -> float:
    best = (0.0, 0.0)
    for least in np.arange(-2.5, 1.5, 0.1):
        figures = [score_from(part, sums, least) for part, sums in held]
        print(f"{least:5.1f}", *(f"{figure:6.2f}" for figure in figures))
        best = max(best, (sum(figures) / len(figures), least))
    return best[1]


def score_from(part: Part, sums, least: float) -> float:
    chosen = [one for one, value in zip(part.responses, sums, strict=True) if least <= value]
    return part.report(chosen).overall.f()


def table(names, weights, least: float) -> str:
    head = "# Made by training/muc4/choice.py: which incidents get a template of MUC-4.\n"
    lines = "".join(f'"{name}" = {weight:.2f}\n' for name, weight in zip(names, weights, strict=True))
    return f"{head}\nleast = {least:.2f}\n\n[weights]\n{lines}"


if __name__ == "__main__":
    main()
