"""How well PERP: ORGANIZATION CONFIDENCE is told where the organisation is right, and a bootstrap interval of F.

    ascribe-eval predict muc4 MESSAGES > ANSWERS
    python confidence.py BENCH/muc4 KEY ANSWERS

Prints accuracy and macro-F1 over the organisations that the kit's scorer aligns, beside what the commonest value of
these keys would get, and F over all templates with the interval of 95 of 100 draws of messages.
"""

import random
import sys
from collections import Counter, defaultdict


def main():
    bench, key, answers = sys.argv[1:]
    sys.path.insert(0, bench)
    import muc4_score

    keys, responses = muc4_score.read_templates(key), muc4_score.read_templates(answers, True)
    report = muc4_score.Scorer().score(keys, responses)
    low, high = interval(muc4_score, report)
    print(f"all templates F {report.overall.f():.2f} ({low:.2f} to {high:.2f})")
    pairs = confidences(muc4_score, keys, responses, report)
    common = Counter(truth for truths, _ in pairs for truth in sorted(truths)[:1]).most_common(1)[0][0]
    show("told", pairs)
    show(f"always {common}", [(truths, common) for truths, _ in pairs])


def confidences(score, keys, responses, report):
    """What may be right and what was answered, for each organisation that is right."""
    key_of = {(one.message, one.id): one for one in keys}
    response_of = {(one.message, one.id): one for one in responses}
    scorer, found = score.Scorer(), []
    slot = score.BY_NAME["perp-org-id"]
    for message, key, response, status, _ in report.templates:
        if status != "matched":
            continue
        one, two, aligned = key_of[message, key], response_of[message, response], {}
        scorer.score_slot(slot, one.slots[slot.name], two.slots[slot.name], aligned, (message, key))
        for answer, truth, _ in aligned.get(slot.name, []):
            truths, told = values(score, one, truth), values(score, two, answer)
            if truths and told:
                found.append((truths, sorted(told)[0]))
    return found


def values(score, template, organisation) -> set[str]:
    names = {score.normalise(name) for name in organisation.values()}
    fills = template.slots["perp-org-conf"]
    own = [fill for fill in fills if names & {score.normalise(tag) for tag in fill.tags()}]
    return {value for fill in own or (fills if len(fills) == 1 else []) for value in fill.values()}


def show(name: str, pairs):
    counts = defaultdict(Counter)
    for truths, told in pairs:
        truth = told if told in truths else sorted(truths)[0]
        counts[truth]["right" if truth == told else "missed"] += 1
        if truth != told:
            counts[told]["wrong"] += 1
    kinds = [kind for kind in counts if counts[kind]["right"] + counts[kind]["missed"]]
    share = [2 * c["right"] / (2 * c["right"] + c["missed"] + c["wrong"]) for c in (counts[kind] for kind in kinds)]
    right = sum(counts[kind]["right"] for kind in kinds)
    print(f"{name}: accuracy {right / len(pairs):.3f}, macro-F1 {sum(share) / len(share):.3f} of {len(pairs)}")


def interval(score, report):
    messages = defaultdict(score.Tally)
    for message, *_, tallies in report.templates:
        for tally in tallies.values():
            messages[message].add(tally)
    names, draw, figures = sorted(messages), random.Random(1), []
    for _ in range(1000):
        total = score.Tally()
        for name in draw.choices(names, k=len(names)):
            total.add(messages[name])
        figures.append(total.f())
    figures.sort()
    return figures[25], figures[974]


if __name__ == "__main__":
    main()
