"""Windows of articles as tensors, and an epoch's batches in their order."""

import random

import torch

from data import NONE, Article, legal
from windows import cut_windows

Item = tuple[Article, int, int]


def make_batch(items: list[Item], network_inputs) -> dict:
    """The tensors of a batch. `network_inputs` makes those that only the network knows."""
    width = max(end - start for _, start, end in items)
    labels = torch.zeros(len(items), width, dtype=torch.long)
    mask = torch.zeros(len(items), width, dtype=torch.bool)
    sources, cues = [], []
    for number, (article, start, end) in enumerate(items):
        labels[number, : end - start] = torch.tensor(legal(article.labels[start:end]) or [0] * (end - start))
        mask[number, : end - start] = True
        add_links(article, number, start, end, sources, cues)
    batch = {"labels": labels, "mask": mask, "sources": triples(sources), "cues": triples(cues)}
    return batch | network_inputs(items, width)


def add_links(article: Article, number: int, start: int, end: int, sources: list, cues: list) -> None:
    """Adds the links whose both ends stand in the window."""
    for links in article.links:
        if not start <= links.cue < end:
            continue
        cue = links.cue - start
        if links.source == NONE or start <= links.source < end:
            sources.append((number, cue, NONE if links.source == NONE else links.source - start))
        cues += [(number, content - start, cue) for content in links.contents if start <= content < end]


def triples(rows: list[tuple[int, int, int]]) -> torch.Tensor:
    return torch.tensor(rows, dtype=torch.long).reshape(-1, 3).T


def epoch_batches(articles: list[Article], budget: int, size: int, shuffle: random.Random) -> list[list[Item]]:
    """The windows of all articles, those of like length together, in random order. The cuts differ each time."""
    items = []
    for article in articles:
        first = shuffle.randint(budget // 4, budget)
        windows = cut_windows(article.features["sizes"], article.blocks, budget, 0, first)
        items += [(article, window.context, window.end) for window in windows]
    shuffle.shuffle(items)
    batches = []
    for chunk in chunks(items, 40 * size):
        chunk.sort(key=cost)
        of_like_length = chunks(chunk, size)
        shuffle.shuffle(of_like_length)
        batches += of_like_length
    return batches


def chunks(items: list, size: int) -> list[list]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def cost(item: Item) -> int:
    article, start, end = item
    return sum(article.features["sizes"][start:end])
