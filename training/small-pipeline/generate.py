"""Writes the sentences that the small pipeline is trained on, and the texts that it is tested on.

    python generate.py WORK

Every sentence is a template with invented names put in; its tags, tree, names, categories and spans
follow from the template. Same program, same sentences. They teach the pipeline little English: it
exists to test that every supported architecture is read and run as spaCy runs it.
"""

import json
import random
import sys
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span

NAMES = {
    "PERSON": ["Ilka Dvornu", "Bado Terrvane", "Mirela Osk", "Joren Halvik", "Senna Aldrove", "Tarn", "Lida Karsk"],
    "ORG": ["Free Kesh Brigades", "Ember Column", "Lantern Committee", "Open Door", "Northern Courier", "KDF"],
    "GPE": ["Orshanta", "Sant Obel", "Lower Amsel", "Teppe", "Dorn", "Velmara"],
    "DATE": ["Monday", "Tuesday", "Thursday", "Sunday", "14 March", "22 May"],
    "CARDINAL": ["three", "12", "23", "forty", "1,200"],
}
TAGS = {"PERSON": "NNP", "ORG": "NNPS", "GPE": "NNP", "DATE": "NNP", "CARDINAL": "CD"}

# A document is of one category; any of the labels may hold for it.
CATEGORIES = ("attack", "denial", "other")
LABELS = ("claim", "violence")

# A sentence is `form/tag/head/relation`, the head counted from 0 among the template's items; a form in
# capitals that is a kind of name stands for one. Then its category, its labels, and its spans as
# label:item. The last but one crosses arcs, so that the parser learns labels of lifted arcs.
SENTENCES = (
    ("PERSON//1/nsubj said/VBD/1/ROOT the/DT/3/det attack/NN/4/nsubj killed/VBD/1/ccomp CARDINAL//6/nummod people/NNS/4/dobj ././1/punct",
     "attack", ["violence", "claim"], ["SOURCE:0", "CUE:1"]),
    ("ORG//1/nsubj denied/VBD/1/ROOT the/DT/3/det attack/NN/1/dobj ././1/punct",
     "denial", ["claim"], ["SOURCE:0", "CUE:1"]),
    ("ORG//1/nsubj attacked/VBD/1/ROOT GPE//1/dobj on/IN/1/prep DATE//3/pobj ././1/punct",
     "attack", ["violence"], []),
    ("On/IN/4/prep DATE//0/pobj ,/,/4/punct gunmen/NNS/4/nsubj attacked/VBD/4/ROOT GPE//4/dobj ././4/punct",
     "attack", ["violence"], []),
    ("Police/NNS/1/nsubj blamed/VBD/1/ROOT the/DT/3/det ORG//1/dobj ././1/punct",
     "other", ["claim"], ["SOURCE:0", "CUE:1"]),
    ("No/DT/1/det group/NN/2/nsubj claimed/VBD/2/ROOT the/DT/4/det attack/NN/2/dobj ././2/punct",
     "denial", [], []),
    ("We/PRP/3/nsubj did/VBD/3/aux n't/RB/3/neg attack/VB/6/ccomp GPE//3/dobj ,/,/6/punct said/VBD/6/ROOT PERSON//6/nsubj ././6/punct",
     "denial", ["claim"], ["SOURCE:7", "CUE:6"]),
    ("CARDINAL//1/nummod people/NNS/3/nsubjpass were/VBD/3/auxpass killed/VBN/3/ROOT in/IN/3/prep GPE//4/pobj ././3/punct",
     "attack", ["violence"], []),
    ("PERSON//1/nsubj leads/VBZ/1/ROOT the/DT/3/det ORG//1/dobj ././1/punct",
     "other", [], []),
    ("A/DT/1/det statement/NN/2/nsubj appeared/VBD/2/ROOT on/IN/2/prep DATE//3/pobj about/IN/1/prep GPE//5/pobj ././2/punct",
     "other", ["claim"], []),
    ("PERSON//1/nsubj visited/VBD/1/ROOT GPE//1/dobj on/IN/1/prep DATE//3/pobj ././1/punct",
     "other", [], []),
)

# What the trained pipeline is compared on: seen, unseen, odd. The empty text is not among them: spaCy's
# own reduce_first fails on it.
TEST_TEXTS = (
    "Ilka Dvornu said the attack killed 23 people. Ember Column denied the attack.",
    "On Monday, gunmen attacked Sant Obel. No group claimed the attack. Police blamed the Free Kesh Brigades.",
    "A statement appeared on 14 March about Teppe. A statement appeared on Sunday about Lower Amsel.",
    "We didn't attack Dorn, said Commander Tarn of the northern front.",
    "The minister, who had been in Velmara since the spring, said nothing at all about the 1,200 people.",
    ".",
    "   \n\t ",
    "Orshanta",
    "On Tuesday,  gunmen\n\nattacked the school in Dorn.  KDF denied it , again !",
    "people people people people people people people people people people people people",
    "Теппе attacked 東の村 \U0001f631 on Monday. zoë@kesh.example said: see https://kesh.example/a?b=c",
)


def expand(item, names):
    """The tokens of one item, with the kind of name they are, if any."""
    form, tag, head, relation = item.split("/") if not item.startswith("./") else (".", ".", *item.split("/")[2:])
    if form in NAMES:
        return names[form].split(" "), TAGS[form], form, int(head), relation
    return [form], tag, "", int(head), relation


class Builder:
    """Collects the columns of one document."""

    def __init__(self):
        self.words, self.tags, self.heads, self.relations, self.starts = [], [], [], [], []
        self.names, self.spans, self.category, self.labels = [], [], "", set()

    def add(self, sentence, choose):
        template, self.category, labels, spans = sentence
        names = {kind: choose.choice(values) for kind, values in NAMES.items()}
        items = [expand(item, names) for item in template.split(" ")]
        first = []
        for forms, *_ in items:
            first.append(len(self.words))
            self.words += forms
            self.starts += [False] * len(forms)
        self.starts[first[0]] = True
        last = [at + len(item[0]) - 1 for at, item in zip(first, items)]
        for at, end, (forms, tag, kind, head, relation) in zip(first, last, items):
            self.tags += [tag] * len(forms)
            self.heads += [end] * (len(forms) - 1) + [last[head]]
            self.relations += ["compound"] * (len(forms) - 1) + [relation]
            if kind:
                self.names.append((at, end + 1, kind))
        self.labels |= set(labels)
        for label, item in (span.split(":") for span in spans):
            self.spans.append((first[int(item)], last[int(item)] + 1, label))

    def doc(self, vocab):
        tight = {".", ",", "n't"}
        spaces = [following not in tight for following in self.words[1:]] + [False]
        doc = Doc(vocab, self.words, spaces, tags=self.tags, heads=self.heads, deps=self.relations)
        for token, start in zip(doc, self.starts):
            assert token.is_sent_start == start, f"{doc.text}: {token}"
        doc.ents = [Span(doc, *name) for name in self.names]
        doc.spans["sc"] = [Span(doc, *span) for span in self.spans]
        doc.cats = {name: float(name == self.category) for name in CATEGORIES}
        doc.user_data["labels"] = {name: float(name in self.labels) for name in LABELS}
        return doc


def documents(count, seed, vocab):
    choose = random.Random(seed)
    for _ in range(count):
        builder = Builder()
        for _ in range(choose.randint(1, 3)):
            builder.add(choose.choice(SENTENCES), choose)
        yield builder.doc(vocab)


def main():
    work = Path(sys.argv[1])
    vocab = spacy.blank("en").vocab
    for name, count, seed in (("train", 400, 1), ("dev", 60, 2)):
        DocBin(docs=documents(count, seed, vocab), store_user_data=True).to_disk(work / f"{name}.spacy")
    with open(work / "texts.jsonl", "w", encoding="utf-8") as out:
        for number, text in enumerate(TEST_TEXTS):
            print(json.dumps({"id": f"small-{number}", "text": text}, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
