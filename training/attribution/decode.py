"""From a reader's rows to attributions: the labels of each window, runs of words, links, and all over the whole text.

Knows nothing of what was marked: `measure.py` compares.
"""

from dataclasses import dataclass, replace

import torch

from batches import chunks, make_batch
from data import NONE, ROLES, Article
from heads import Reader
from windows import Window, cut_windows

SOURCE, CUE, CONTENT = range(3)


@dataclass(frozen=True)
class Decoding:
    """What may be chosen on dev."""

    context: int | None = None
    source_none: bool = True
    content_none: bool = False
    nearest: bool = False
    outside_bias: float = 0.0
    incomplete: bool = False
    quotes: bool = False


@dataclass(frozen=True)
class Run:
    """A run of words with one role; `target` is the first word of the run that it points to."""

    role: int
    start: int
    end: int
    target: int = NONE


@dataclass
class Scores:
    """What the network says of one window."""

    article: int
    window: Window
    rows: torch.Tensor
    emissions: torch.Tensor


@torch.no_grad()
def score_windows(reader: Reader, kind, articles: list[Article], context: int | None = None) -> list[Scores]:
    """Reads every window of the articles, those of like length together."""
    reader.eval()
    context = kind.context if context is None else context
    jobs = [
        (number, window)
        for number, article in enumerate(articles)
        for window in cut_windows(article.features["sizes"], article.blocks, kind.budget, context)
        if article.spans
    ]
    jobs.sort(key=lambda job: job[1].end - job[1].context)
    scored = []
    for part in chunks(jobs, 8):
        batch = make_batch([(articles[number], window.context, window.end) for number, window in part], kind.inputs)
        rows = reader.network(batch)
        emissions = reader.labels(rows)
        for place, (number, window) in enumerate(part):
            length = window.end - window.context
            scored.append(Scores(number, window, rows[place, :length].clone(), emissions[place, :length].clone()))
    return sorted(scored, key=lambda one: (one.article, one.window.core))


def runs_of(labels: list[int]) -> list[Run]:
    """The runs that the legal labels of a window make, in order: each begins with an odd label."""
    begins = [place for place, label in enumerate(labels) if label % 2]
    return [Run(labels[start] // 2, start, run_end(labels, start)) for start in begins]


def run_end(labels: list[int], start: int) -> int:
    end = start + 1
    while end < len(labels) and labels[end] == labels[start] + 1:
        end += 1
    return end


@torch.no_grad()
def read_window(reader: Reader, scores: Scores, decoding: Decoding) -> list[Run]:
    """The runs of a window's core with what they point to, by words of the article."""
    emissions = scores.emissions.clone()
    emissions[:, 0] += decoding.outside_bias
    runs = runs_of(reader.chain.best(emissions))
    by_role = [[run for run in runs if run.role == role] for role in range(len(ROLES))]
    sources = choose(reader.source, scores.rows, by_role[CUE], by_role[SOURCE], decoding.source_none)
    cues = choose(reader.cue, scores.rows, by_role[CONTENT], by_role[CUE], decoding.content_none)
    targets = sources | cues
    left, core = scores.window.context, scores.window.core
    found = []
    for run in runs:
        target = targets.get(run.start, NONE)
        target = NONE if target == NONE else target + left
        if core <= run.start + left:
            found.append(replace(run, start=run.start + left, end=run.end + left, target=target))
    return found


def choose(pointer, rows, asking: list[Run], offered: list[Run], none: bool) -> dict[int, int]:
    """The first word of the best offered run for each asking run, by its first word."""
    if not asking or not offered:
        return {}
    starts = torch.tensor([run.start for run in asking])
    scores = pointer(rows[None], torch.zeros(len(asking), dtype=torch.long), starts)
    columns = [run.start for run in offered] + ([rows.shape[0]] if none else [])
    best = scores[:, columns].argmax(1).tolist()
    return {run.start: offered[place].start if place < len(offered) else NONE for run, place in zip(asking, best)}


def read_article(reader: Reader, article: Article, windows: list[Scores], decoding: Decoding) -> list[dict]:
    """The attributions of an article, by characters."""
    runs = [run for scores in windows for run in read_window(reader, scores, decoding)]
    if decoding.quotes:
        runs = [even_quotes(article, run) if run.role == CONTENT else run for run in runs]
    if decoding.nearest:
        runs = point_to_nearest(article, runs)
    return attributions_of(article, runs, decoding.incomplete)


def attributions_of(article: Article, runs: list[Run], incomplete: bool) -> list[dict]:
    """One attribution a cue, with its source and contents. Those without a cue or content only where asked for."""
    sources = {run.start: run for run in runs if run.role == SOURCE}
    contents: dict[int, list[Run]] = {}
    for run in runs:
        if run.role == CONTENT:
            contents.setdefault(run.target, []).append(run)
    found, used = [], set()
    for cue in (run for run in runs if run.role == CUE):
        if incomplete or cue.start in contents:
            source = sources.get(cue.target)
            used |= {cue.target}
            found.append(attribution(article, [source] if source else [], [cue], contents.pop(cue.start, [])))
    if incomplete:
        found += [attribution(article, [], [], [run]) for group in contents.values() for run in group]
        found += [attribution(article, [run], [], []) for run in sources.values() if run.start not in used]
    return found


def attribution(article: Article, *roles: list[Run]) -> dict:
    def pieces(runs):
        return [[article.spans[run.start][0], article.spans[run.end - 1][1]] for run in runs]

    return {role: pieces(runs) for role, runs in zip(ROLES, roles)}


def point_to_nearest(article: Article, runs: list[Run]) -> list[Run]:
    """Links by nearness within the block instead of by the pointers."""
    block = block_numbers(article)
    cues = [run for run in runs if run.role == CUE]
    sources = [run for run in runs if run.role == SOURCE]
    offered = {SOURCE: [], CUE: sources, CONTENT: cues}
    return [replace(run, target=nearest(run, offered[run.role], block)) for run in runs]


def nearest(run: Run, offered: list[Run], block: list[int]) -> int:
    here = [
        other
        for other in offered
        if block[other.start] == block[run.start] and gap(run, other) <= 25 + 1000 * (run.role == CONTENT)
    ]
    return min(here, key=lambda other: gap(run, other)).start if here else NONE


def gap(one: Run, other: Run) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def block_numbers(article: Article) -> list[int]:
    numbers, starts = [], set(article.blocks)
    for word in range(len(article.spans)):
        numbers.append((numbers[-1] if numbers else 0) + (word in starts))
    return numbers


def even_quotes(article: Article, run: Run) -> Run:
    """Takes in the quotation mark that a content lacks, where it stands right beside it."""
    words = [article.text[start:end] for start, end in article.spans[run.start : run.end + 1]]
    inside = words[: run.end - run.start]
    balance = inside.count("“") - inside.count("”")
    if balance == 1 and words[len(inside) :] == ["”"]:
        return replace(run, end=run.end + 1)
    if balance == -1 and run.start and article.text[slice(*article.spans[run.start - 1])] == "“":
        return replace(run, start=run.start - 1)
    return run
