"""Compares our annotation with spaCy's, layer by layer.

    python3 compare.py reference.jsonl ours.jsonl --examples differences.txt [--margins margins.jsonl]

Both files hold {"id", "text", "tokens", ...} a line, in the same order (see reference.py). Tokens are
paired by their offsets, so that one token cut otherwise does not spoil the rest of its text.
Prints one line a layer and, for what differs, how much of it is of each kind:

    tokenisation  a token within the networks' reach (8 tokens) or in the same sentence is cut otherwise
    near tie      spaCy's own choice won by less than --tie (needs --margins)
    knock-on      a layer before it differs at the same token, or an earlier decision of the same
                  greedy parser differs in the same sentence
    other         everything else: a mistake, until it is explained

It knows the layers' order of dependence and nothing else about how either side works.
"""

import argparse
import json
import sys
from collections import Counter

REACH = 8
# Layer, its fields, the layers that it is computed from at the same token, its margin's name.
LAYERS = (
    ("space", ("ws",), (), None),
    ("tag", ("tag",), (), "tag"),
    ("pos", ("pos",), ("tag", "dep"), None),
    ("morph", ("morph",), ("tag", "pos", "dep"), None),
    ("lemma", ("lemma",), ("tag", "pos", "morph"), None),
    ("head", ("head_span",), (), "dep"),
    ("dep", ("dep",), ("head",), "dep"),
    ("sentence", ("sent_start",), ("head", "dep"), "dep"),
    ("entity", ("ent_iob", "ent_type"), (), "ent"),
)
GREEDY = {"head", "dep", "sentence", "entity"}
KINDS = ("tokenisation", "near tie", "knock-on", "other")


class Tally:
    def __init__(self):
        self.compared = self.equal = 0
        self.kinds = Counter()


def spans_of(tokens):
    return [(token["start"], token["end"]) for token in tokens]


def add_derived(tokens, spans):
    """The head by its offsets; the number of the sentence."""
    sentence = -1
    for token in tokens:
        sentence += token["sent_start"]
        token["sentence"] = sentence
        token["head_span"] = spans[token["head"]]


def cut_otherwise(tokens, spans, other_spans):
    """Indices of tokens near or in one sentence with a token that the other side cuts otherwise."""
    odd = [index for index, span in enumerate(spans) if span not in other_spans]
    near = {at for index in odd for at in range(max(index - REACH, 0), min(index + REACH + 1, len(tokens)))}
    sentences = {tokens[index]["sentence"] for index in near}
    return {index for index, token in enumerate(tokens) if token["sentence"] in sentences}


def kind_of(layer, token, different, earlier, shaky, tie):
    """Why a token differs in a layer; `different` are the layers in which it differs too."""
    name, _, sources, margin = layer
    if shaky:
        return "tokenisation"
    if any(source in different for source in sources) or (name in GREEDY and earlier):
        return "knock-on"
    if margin and token.get("margin", {}).get(margin, tie) < tie:
        return "near tie"
    return "other"


def compare_document(reference, ours, tallies, tie, report):
    theirs, mine = reference["tokens"], ours["tokens"]
    their_spans, my_spans = spans_of(theirs), spans_of(mine)
    my_index = {span: index for index, span in enumerate(my_spans)}
    their_set = set(their_spans)
    add_derived(theirs, their_spans)
    add_derived(mine, my_spans)
    tallies["token"].compared += len(theirs)
    tallies["token"].equal += sum(span in my_index for span in their_spans)
    extra = [span for span in my_spans if span not in their_set]
    missed = [span for span in their_spans if span not in my_index]
    tallies["token"].kinds["other"] += len(missed)
    for span in missed + extra:
        side = "only spaCy" if span in their_set else "only ours"
        report("token", "other", reference, span, side, reference["text"][slice(*span)])
    shaky = cut_otherwise(theirs, their_spans, my_index) if missed or extra else set()
    broken = {}
    for index, token in enumerate(theirs):
        if their_spans[index] in my_index:
            twin = mine[my_index[their_spans[index]]]
            compare_token(reference, index, token, twin, tallies, tie, index in shaky, broken, report)
    hulls = [hull_of(their_spans), hull_of(my_spans)]
    kind = "tokenisation" if shaky else "knock-on" if broken else "other"
    chunks = [map(hull, side.get("noun_chunks", [])) for side, hull in zip((reference, ours), hulls)]
    compare_sets("chunk", reference, *chunks, tallies, kind, report)
    spans = [scored_spans(side, hull) for side, hull in zip((reference, ours), hulls)]
    compare_sets("span", reference, *spans, tallies, kind, report)
    categories = [scored_categories(side) for side in (reference, ours)]
    compare_sets("category", reference, *categories, tallies, kind, report)


def compare_token(reference, index, token, twin, tallies, tie, shaky, broken, report):
    """`broken` holds, by greedy group and sentence, where the first difference was seen."""
    different = set()
    for layer in LAYERS:
        name, fields, _, _ = layer
        tally = tallies[name]
        tally.compared += 1
        if all(token[field] == twin[field] for field in fields):
            tally.equal += 1
            continue
        group = ("entity" if name == "entity" else "tree", token["sentence"])
        first = broken.setdefault(group, index) if name in GREEDY else index
        kind = kind_of(layer, token, different, first < index, shaky, tie)
        different.add(name)
        tally.kinds[kind] += 1
        values = ["/".join(str(side[field]) for field in fields) for side in (token, twin)]
        report(name, kind, reference, (token["start"], token["end"]), *values)


def hull_of(spans):
    """Turns a range of tokens into offsets."""
    return lambda tokens: (spans[tokens[0]][0], spans[tokens[1] - 1][1])


def scored_spans(document, hull):
    return [(*hull(span), span[2], round(span[3], 3)) for span in document.get("spans", [])]


def scored_categories(document):
    return [(0, len(document["text"]), label, round(score, 3)) for label, score in document.get("cats", [])]


def compare_sets(layer, reference, theirs, mine, tallies, kind, report):
    """Things that belong to no one token; each begins with its offsets."""
    theirs, mine = set(theirs), set(mine)
    tally = tallies[layer]
    tally.compared += len(theirs | mine)
    tally.equal += len(theirs & mine)
    for thing in sorted(theirs ^ mine):
        tally.kinds[kind] += 1
        side = "only spaCy" if thing in theirs else "only ours"
        report(layer, kind, reference, thing[:2], side, (reference["text"][slice(*thing[:2])], *thing[2:]))


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def print_table(tallies):
    print(f"{'layer':<10}{'compared':>10}{'equal':>10}{'%':>10}   " + "".join(f"{kind:>14}" for kind in KINDS))
    for name, tally in tallies.items():
        if not tally.compared:
            continue
        share = 100 * tally.equal / max(tally.compared, 1)
        kinds = "".join(f"{tally.kinds[kind]:>14}" for kind in KINDS)
        print(f"{name:<10}{tally.compared:>10}{tally.equal:>10}{share:>10.4f}   {kinds}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("reference")
    arguments.add_argument("ours")
    arguments.add_argument("--margins", help="reference.py --margins for the texts that differ")
    arguments.add_argument("--tie", type=float, default=1e-3)
    arguments.add_argument("--examples", help="where to write every difference")
    arguments.add_argument("--differing", help="where to write the ids of texts that differ")
    arguments.add_argument("--floor", type=float, default=99.95, help="fail where a layer's share is below")
    options = arguments.parse_args()
    tallies = {name: Tally() for name in ["token", *(layer[0] for layer in LAYERS), "chunk", "span", "category"]}
    margins = {document["id"]: document for document in read_lines(options.margins)} if options.margins else {}
    examples, differing = [], {}

    def report(layer, kind, reference, span, theirs, mine):
        differing[reference["id"]] = True
        context = reference["text"][max(span[0] - 40, 0) : span[1] + 40]
        examples.append(f"{layer}\t{kind}\t{reference['id']}:{span[0]}\t{theirs!r}\t{mine!r}\t{context!r}")

    texts = words = 0
    for reference, ours in zip(read_lines(options.reference), read_lines(options.ours), strict=True):
        if (reference["id"], reference["text"]) != (ours["id"], ours["text"]):
            sys.exit(f"{reference['id']} and {ours['id']} are not the same text: make both files from one")
        texts, words = texts + 1, words + len(reference["text"].split())
        compare_document(margins.get(reference["id"], reference), ours, tallies, options.tie, report)
    print(f"{texts} texts, {words} words, {len(differing)} texts differ")
    print_table(tallies)
    if options.examples:
        with open(options.examples, "w", encoding="utf-8") as out:
            out.writelines(example + "\n" for example in sorted(examples))
    if options.differing:
        with open(options.differing, "w", encoding="utf-8") as out:
            out.writelines(document + "\n" for document in differing)
    low = [name for name, tally in tallies.items() if 100 * tally.equal < options.floor * tally.compared]
    if low:
        sys.exit(f"below {options.floor} %: {', '.join(low)}")


if __name__ == "__main__":
    main()
