"""Adds to the trained pipeline what `spacy train` cannot train beside the rest, and strips it.

    python finish.py TRAINED TRAIN.spacy OUT

A `textcat_multilabel` learns from labels that would not pass as categories of the exclusive
`textcat`; a `lemmatizer` gets a table of a few words. The optimiser's leftovers go.
"""

import random
import shutil
import sys
from pathlib import Path

import spacy
from spacy.lookups import Table
from spacy.tokens import DocBin
from spacy.training import Example
from spacy.util import fix_random_seed

LEMMAS = {
    "said": "say", "killed": "kill", "denied": "deny", "attacked": "attack", "blamed": "blame", "claimed": "claim",
    "leads": "lead", "appeared": "appear", "visited": "visit", "people": "person", "gunmen": "gunman", "were": "be",
    "did": "do", "n't": "not",
}
MODEL = {
    "@architectures": "spacy.TextCatReduce.v1",
    "exclusive_classes": False,
    "use_reduce_first": True,
    "use_reduce_last": True,
    "use_reduce_max": True,
    "use_reduce_mean": True,
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 8,
        "depth": 1,
        "embed_size": 60,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": False,
    },
}


def labelled(nlp, docs):
    for doc in docs:
        yield Example.from_dict(nlp.make_doc(doc.text), {"cats": doc.user_data["labels"]})


def add_labels(nlp, docs):
    pipe = nlp.add_pipe("textcat_multilabel", config={"model": MODEL})
    examples = list(labelled(nlp, docs))
    pipe.initialize(lambda: examples, nlp=nlp, labels=sorted(examples[0].reference.cats))
    optimizer = nlp.create_optimizer()
    choose = random.Random(5)
    for _ in range(60):
        pipe.update(choose.sample(examples, 40), sgd=optimizer)


def add_lemmatizer(nlp):
    pipe = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    pipe.lookups.add_table("lemma_lookup", Table.from_dict(LEMMAS))


def main():
    trained, train, out = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    fix_random_seed(5)
    nlp = spacy.load(trained)
    docs = list(DocBin(store_user_data=True).from_disk(train).get_docs(nlp.vocab))
    add_labels(nlp, docs)
    add_lemmatizer(nlp)
    nlp.meta |= {"name": "small", "version": "1.0.0", "license": "MIT OR Apache-2.0", "performance": {}}
    nlp.meta["description"] = "A tiny pipeline for tests, trained on generated sentences"
    shutil.rmtree(out, ignore_errors=True)
    nlp.config["paths"] |= {"train": None, "dev": None}  # the recipe makes them anew
    nlp.to_disk(out)
    for path in out.glob("**/cfg"):
        if path.read_text() in ("", "{}"):
            path.unlink()


if __name__ == "__main__":
    main()
