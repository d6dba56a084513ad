"""Articles marked with attributions, as words with labels and links.

A word is a run of letters, digits and underscores, or one other character that is not space. Every word gets one
of seven labels; the roles hardly ever overlap in the data, so one row of labels serves for all three. An
attribution is held by its cue, which nearly always is a single run of words: the link of a cue is its source, the
link of a content its cue. Knows nothing of models.
"""

import json
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from pathlib import Path

ROLES = ("source", "cue", "content")
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
WORD = re.compile(r"\w+|[^\w\s]")
NONE = -1


@dataclass
class Links:
    """One attribution, by the first words of its runs."""

    cue: int
    source: int
    contents: list[int]


@dataclass
class Article:
    """One text cut in words. `blocks` holds the first word of each paragraph."""

    name: str
    text: str
    spans: list[tuple[int, int]]
    blocks: list[int]
    labels: list[int] = field(default_factory=list)
    links: list[Links] = field(default_factory=list)
    features: dict = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        return [self.text[start:end] for start, end in self.spans]


def split_words(text: str) -> list[tuple[int, int]]:
    """The character spans of the words of a text."""
    return [match.span() for match in WORD.finditer(text)]


def block_starts(text: str, spans: list[tuple[int, int]]) -> list[int]:
    """The words that come first after a line break."""
    starts, previous = [], 0
    for index, (start, end) in enumerate(spans):
        if index == 0 or "\n" in text[previous:start]:
            starts.append(index)
        previous = end
    return starts


def read_articles(folder: Path, cut=split_words) -> list[Article]:
    """The articles of one part of the data, in the order of the file."""
    gold = {row["doc"]: row["attributions"] for row in read_lines(folder / "gold.jsonl")}
    articles = []
    for row in read_lines(folder / "inputs.jsonl"):
        spans = cut(row["text"])
        article = Article(row["doc"], row["text"], spans, block_starts(row["text"], spans))
        mark(article, gold[row["doc"]])
        articles.append(article)
    return articles


def read_lines(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def mark(article: Article, attributions: list[dict]) -> None:
    """Writes the labels and links of the marked attributions into the article."""
    starts = [start for start, _ in article.spans]
    ends = [end for _, end in article.spans]
    article.labels = [0] * len(starts)
    for attribution in attributions:
        runs = {role: word_runs(attribution[role], starts, ends) for role in ROLES}
        for number, role in enumerate(ROLES):
            for run in runs[role]:
                label_run(article.labels, run, number)
        if runs["cue"]:
            article.links.append(links_of(runs))


def word_runs(pieces, starts, ends) -> list[tuple[int, int]]:
    """The runs of words that share a character with the pieces."""
    runs = [(bisect_right(ends, start), bisect_left(starts, end)) for start, end in pieces]
    return [(first, last) for first, last in runs if first < last]


def label_run(labels: list[int], run: tuple[int, int], role: int) -> None:
    first, last = run
    labels[first:last] = [1 + 2 * role] + [2 + 2 * role] * (last - first - 1)


def links_of(runs) -> Links:
    cue = runs["cue"][0][0]
    source = min((first for first, _ in runs["source"]), key=lambda first: abs(first - cue), default=NONE)
    return Links(cue, source, [first for first, _ in runs["content"]])


def legal(labels: list[int]) -> list[int]:
    """The labels of a window, where a run that the window's border or an overlap beheaded begins anew."""
    result, previous = [], 0
    for label in labels:
        inside = label in (2, 4, 6)
        previous = label - 1 if inside and previous not in (label, label - 1) else label
        result.append(previous)
    return result
