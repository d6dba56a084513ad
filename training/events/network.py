"""The event reader: the fast reader's network, and heads that name words and say which belong together.

`names` says what a word is: an event's type, a way of holding somebody responsible, a kind of toll, or nothing.
`pairs` gives for a named word and any other a score a role; `parts` and `news` tell what of a text is its news.
"""

import torch
from heads import DISTANCES
from labels import NAMES, OF_CLAIM, OF_EVENT, OF_TOLL, PAIRS, PARTS, CLAIMS, EVENTS, UNKNOWN
from markup import STATUSES
from torch import nn
from torch.nn import functional

BETWEEN, RELATIONS = 64, 12


class Pairs(nn.Module):
    """Scores of a named word with every word of its window."""

    def __init__(self, width: int):
        super().__init__()
        self.asking = nn.Linear(width, BETWEEN)
        self.asked = nn.Linear(width, BETWEEN)
        self.roles = nn.Parameter(torch.randn(len(PAIRS), BETWEEN + 1, BETWEEN + 1) * 0.02)
        self.distance = nn.Parameter(torch.zeros(len(PAIRS), 2 * len(DISTANCES) + 1))
        self.tree = nn.Parameter(torch.zeros(len(PAIRS), RELATIONS))
        self.register_buffer("steps", torch.tensor(DISTANCES), persistent=False)
        with torch.no_grad():
            self.roles[:, -1, -1] = -4.0

    def forward(self, rows, batch, windows, words, dropout=lambda rows: rows):
        """Scores [asking words, words, roles]."""
        asking = with_one(dropout(functional.relu(self.asking(rows[windows, words]))))
        asked = with_one(dropout(functional.relu(self.asked(rows))))
        turned = torch.einsum("nd,rde->nre", asking, self.roles)
        scores = torch.einsum("nre,nte->ntr", turned, asked[windows])
        way = torch.arange(rows.shape[1]) - words[:, None]
        bucket = torch.bucketize(way.abs(), self.steps, right=True) * way.sign() + len(DISTANCES)
        return scores + self.distance.T[bucket] + self.tree.T[relations(batch, windows, words)]


def with_one(rows):
    return torch.cat([rows, torch.ones_like(rows[..., :1])], -1)


def relations(batch, windows, words):
    """How each word j of the window hangs together with the asking word i in the parse: the first that applies."""
    own, head, over, governor, root, block = (
        batch["way"][key] for key in ("own", "head", "over", "governor", "root", "block")
    )
    pick = lambda rows: (rows[windows, words][:, None], rows[windows])
    (i, j), (head_i, head_j), (over_i, over_j) = pick(own), pick(head), pick(over)
    (governor_i, governor_j), (root_i, root_j), (block_i, block_j) = pick(governor), pick(root), pick(block)
    cases = [
        i == j, head_j == i, head_i == j, head_i == head_j, over_j == i, over_i == j,
        governor_j == i, governor_i == j, governor_i == governor_j, root_i == root_j, block_i == block_j,
    ]  # fmt: skip
    result = torch.full(cases[0].shape, RELATIONS - 1)
    for number in reversed(range(len(cases))):
        result = torch.where(cases[number], number, result)
    return result


class EventReader(nn.Module):
    def __init__(self, network: nn.Module, width: int, dropout: float):
        super().__init__()
        self.network, self.dropout = network, nn.Dropout(dropout)
        self.names = nn.Linear(width, len(NAMES))
        self.statuses = nn.Linear(width, len(STATUSES))
        self.pairs = Pairs(width)
        self.parts = nn.Linear(width, len(PARTS))
        self.news = nn.Linear(width, 1)
        with torch.no_grad():
            self.parts.bias -= 3.0

    def losses(self, batch) -> dict[str, torch.Tensor]:
        rows = self.dropout(self.network(batch))
        labels = batch["names"]
        named = (0 < labels).sum().clamp(min=1)
        names = functional.cross_entropy(
            self.names(rows).flatten(0, 1), labels.flatten(), ignore_index=UNKNOWN, reduction="sum"
        )
        statuses = known_cross(self.statuses(rows), batch["statuses"])
        parts = known_binary(self.parts(rows), batch["parts"]).sum() / (0.02 * batch["mask"].sum())
        news = known_binary(self.news(rows)[..., 0], batch["news"]).sum() / (batch["news"] >= 0).sum().clamp(min=1)
        pairs = rows.new_zeros(())
        if len(batch["asking"][0]):
            scores = self.pairs(rows, batch, *batch["asking"], self.dropout)
            pairs = known_binary(scores, batch["pairs"]).sum() / len(batch["asking"][0])
        return {"names": names / named, "statuses": statuses, "pairs": pairs, "parts": parts, "news": news}


def known_cross(scores, labels):
    known = labels >= 0
    if not known.any():
        return scores.new_zeros(())
    return functional.cross_entropy(scores[known], labels[known])


def known_binary(scores, labels):
    loss = functional.binary_cross_entropy_with_logits(scores, labels.clamp(min=0).float(), reduction="none")
    return loss * (labels >= 0)


def roles_of(name: int) -> tuple[int, ...]:
    """The roles that a word so named can ask for."""
    if EVENTS.start <= name < EVENTS.stop:
        return OF_EVENT
    return OF_CLAIM if CLAIMS.start <= name < CLAIMS.stop else OF_TOLL
