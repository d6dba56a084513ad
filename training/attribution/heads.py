"""What both readers put on top of a network's row a word: labels in a chain, and two pointers.

The chain (a conditional random field) scores whole rows of labels; what may not follow is banned. The source
pointer goes from a cue's first word to its source's, or to none; the content pointer from a content's first word to
its cue's, or to none.
"""

import torch
from torch import nn
from torch.nn import functional

from data import LABELS, NONE

BANNED = -1e4
DISTANCES = (1, 2, 3, 4, 5, 6, 9, 12, 17, 24, 34, 48, 68, 96, 136, 192)
POINTER_WIDTH = 64


def banned_labels() -> tuple[torch.Tensor, torch.Tensor]:
    """What may not begin a window, and what may not follow what: an inside without its run."""
    start, follow = torch.zeros(len(LABELS)), torch.zeros(len(LABELS), len(LABELS))
    for inside in (2, 4, 6):
        start[inside] = BANNED
        follow[:, inside] = BANNED
        follow[[inside - 1, inside], inside] = 0
    return start, follow


class Chain(nn.Module):
    """A linear-chain conditional random field over the labels."""

    def __init__(self):
        super().__init__()
        start, follow = banned_labels()
        self.start_weight, self.follow_weight = (
            nn.Parameter(torch.zeros_like(start)),
            nn.Parameter(torch.zeros_like(follow)),
        )
        self.register_buffer("start_ban", start)
        self.register_buffer("follow_ban", follow)

    @property
    def start(self):
        return self.start_weight + self.start_ban

    @property
    def follow(self):
        return self.follow_weight + self.follow_ban

    def loss(self, scores, labels, mask):
        """Negative log likelihood of the labels, summed over the windows. scores [windows, words, labels]."""
        follow = self.follow
        total = self.start + scores[:, 0]
        for word in range(1, scores.shape[1]):
            longer = torch.logsumexp(total[:, :, None] + follow, 1) + scores[:, word]
            total = torch.where(mask[:, word, None], longer, total)
        chosen = (scores.gather(2, labels[:, :, None])[:, :, 0] * mask).sum(1) + self.start[labels[:, 0]]
        chosen = chosen + (follow[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        return (torch.logsumexp(total, 1) - chosen).sum()

    def best(self, scores) -> list[int]:
        """The likeliest labels of one window. scores [words, labels]; of equals the lower label wins."""
        follow, total, back = self.follow, self.start + scores[0], []
        for row in scores[1:]:
            best, origin = (total[:, None] + follow).max(0)
            back.append(origin)
            total = best + row
        label = int(total.argmax())
        labels = [label]
        for origin in reversed(back):
            label = int(origin[label])
            labels.append(label)
        return labels[::-1]


class Pointer(nn.Module):
    """From one word to another of the window, or to none."""

    def __init__(self, width: int):
        super().__init__()
        self.query, self.key, self.none = (
            nn.Linear(width, POINTER_WIDTH),
            nn.Linear(width, POINTER_WIDTH),
            nn.Linear(width, 1),
        )
        self.distance = nn.Embedding(2 * len(DISTANCES) + 1, 1)
        nn.init.zeros_(self.distance.weight)
        self.register_buffer("steps", torch.tensor(DISTANCES), persistent=False)

    def forward(self, rows, windows, words):
        """Scores [queries, words + 1] of every word, and of none in the last column."""
        asking = rows[windows, words]
        scores = torch.einsum("qw,qtw->qt", self.query(asking), self.key(rows)[windows]) * POINTER_WIDTH**-0.5
        distance = torch.arange(rows.shape[1]) - words[:, None]
        bucket = torch.bucketize(distance.abs(), self.steps, right=True) * distance.sign() + len(DISTANCES)
        return torch.cat([scores + self.distance(bucket)[:, :, 0], self.none(asking)], 1)


class Reader(nn.Module):
    """A network that gives every word a row, and the heads that read labels and links from the rows."""

    def __init__(self, network: nn.Module, width: int, dropout: float):
        super().__init__()
        self.network = network
        self.dropout = nn.Dropout(dropout)
        self.labels = nn.Linear(width, len(LABELS))
        self.chain = Chain()
        self.source, self.cue = Pointer(width), Pointer(width)

    def losses(self, batch) -> dict[str, torch.Tensor]:
        """The loss of the chain and of single labels, a word each, and of the links."""
        rows = self.dropout(self.network(batch))
        scores, mask = self.labels(rows), batch["mask"]
        return {
            "chain": self.chain.loss(scores, batch["labels"], mask) / mask.sum(),
            "labels": functional.cross_entropy(scores[mask], batch["labels"][mask]),
            "links": link_loss(self.source, rows, mask, batch["sources"])
            + link_loss(self.cue, rows, mask, batch["cues"]),
        }


def link_loss(pointer: Pointer, rows, mask, links):
    """Cross-entropy of the linked words. links [3, n]: window, word, linked word or none."""
    windows, words, targets = links
    if len(windows) == 0:
        return rows.new_zeros(())
    scores = pointer(rows, windows, words)
    allowed = torch.cat([mask[windows], torch.ones(len(windows), 1, dtype=torch.bool)], 1)
    targets = torch.where(targets == NONE, rows.shape[1], targets)
    return functional.cross_entropy(scores.masked_fill(~allowed, BANNED), targets)
