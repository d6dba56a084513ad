"""How well a reader reads: figures on held out reports, and on held out messages of MUC-4."""

from collections import Counter

import torch
from feed import make_batch
from labels import CLAIMS, EVENTS, PAIRS, PARTS, TOLL_NAMES
from windows import cut_windows

BUDGET, CONTEXT = 320, 48
ENCODED = 254, 80


@torch.no_grad()
def windows_of(reader, articles):
    """Each window's article, place and batch, and the rows of its words."""
    reader.eval()
    for article in articles:
        for window in cut_windows(article.features["sizes"], article.blocks, *(ENCODED if "pieces" in article.features else (BUDGET, CONTEXT))):
            batch = make_batch([(article, window.context, window.end)])

            yield article, window, batch, reader.network(batch)


class Count:
    def __init__(self):
        self.right, self.found, self.there = Counter(), Counter(), Counter()

    def add(self, key: str, found: set, there: set) -> None:
        self.right[key] += len(found & there)
        self.found[key] += len(found)
        self.there[key] += len(there)

    def figures(self) -> dict:
        return {
            key: tuple(
                round(100 * part, 1)
                for part in (self.right[key] / max(1, self.found[key]), self.right[key] / max(1, self.there[key]),
                             2 * self.right[key] / max(1, self.found[key] + self.there[key]))
            )
            for key in self.there
        }  # fmt: skip


@torch.no_grad()
def own(reader, articles, threshold: float = 0.5) -> dict:
    count = Count()
    for article, window, batch, rows in windows_of(reader, articles):
        core = window.core - window.context
        names = reader.names(rows)[0].softmax(1)
        gold = batch["names"][0]
        judge_names(count, names[core:], gold[core:])
        judge_statuses(count, reader.statuses(rows)[0][core:].argmax(1), batch["statuses"][0][core:])
        judge_pairs(reader, count, batch, rows, names, gold, core, threshold)
        parts, truth = reader.parts(rows)[0][core:].sigmoid() > 0.5, batch["parts"][0][core:]
        for role, name in enumerate(PARTS):
            there = set((truth[:, role] == 1).nonzero()[:, 0].tolist())
            known = set((truth[:, role] >= 0).nonzero()[:, 0].tolist())
            count.add(f"part {name}", set(parts[:, role].nonzero()[:, 0].tolist()) & known, there)
        news, truth = reader.news(rows)[0, core:, 0].sigmoid() > 0.5, batch["news"][0][core:]
        count.add("news", set(((news) & (truth >= 0)).nonzero()[:, 0].tolist()), set((truth == 1).nonzero()[:, 0].tolist()))
    return count.figures()


def judge_names(count: Count, scores, gold) -> None:
    for key, group in (("event", EVENTS), ("claim", CLAIMS), ("toll", TOLL_NAMES)):
        sums, best = scores[:, group].sum(1), scores[:, group].argmax(1) + group.start
        found = {word for word in range(len(gold)) if sums[word] >= 0.5}
        there = {word for word in range(len(gold)) if group.start <= gold[word] < group.stop}
        count.add(key, found, there)
        kinds = {(word, int(best[word])) for word in found}
        count.add(f"{key} kind", kinds, {(word, int(gold[word])) for word in there})


def judge_statuses(count: Count, best, gold) -> None:
    known = (gold >= 0).nonzero()[:, 0].tolist()
    count.add("status", {(word, int(best[word])) for word in known}, {(word, int(gold[word])) for word in known})
    odd = [word for word in known if gold[word] != 0 or best[word] != 0]
    count.add("status not actual", {(word, int(best[word])) for word in odd if best[word]},
              {(word, int(gold[word])) for word in odd if gold[word]})  # fmt: skip


def judge_pairs(reader, count, batch, rows, names, gold, core, threshold) -> None:
    """With the marked words asking, then with those that the reader itself names."""
    windows, words = batch["asking"]
    keep = (words >= core).nonzero()[:, 0]
    there = {}
    if len(keep):
        scores = reader.pairs(rows, batch, windows[keep], words[keep]).sigmoid()
        for number, place in enumerate(keep.tolist()):
            add_pairs(count, "gold", scores[number], batch["pairs"][place], threshold)
            there[int(words[place])] = batch["pairs"][place]
    named = {}
    for group in (EVENTS, CLAIMS, TOLL_NAMES):
        for word in (names[core:, group].sum(1) >= 0.5).nonzero()[:, 0].tolist():
            named[word + core] = group
    unnamed = [word for word in there if word not in named]
    for word in unnamed:
        add_pairs(count, "own", torch.zeros(there[word].shape), there[word], threshold)
    if named:
        asking = torch.tensor(list(named))
        scores = reader.pairs(rows, batch, torch.zeros(len(asking), dtype=torch.long), asking).sigmoid()
        for number, (word, group) in enumerate(named.items()):
            pairs = there.get(word)
            if pairs is None:
                pairs = torch.zeros(scores[number].shape) - 1
                pairs[:, list(roles_of_group(group))] = 0
            add_pairs(count, "own", scores[number], pairs, threshold)


def roles_of_group(group):
    from network import roles_of

    return roles_of(group.start)


def add_pairs(count: Count, key: str, scores, gold, threshold: float) -> None:
    for role, name in enumerate(PAIRS):
        column = gold[:, role]
        if (column >= 0).any():
            found = set(((scores[:, role] >= threshold) & (column >= 0)).nonzero()[:, 0].tolist())
            there = set((column == 1).nonzero()[:, 0].tolist())
            count.add(f"{key} {name}", found, there)
            if role < 7:
                count.add(f"{key} roles", found, there)


@torch.no_grad()
def muc(reader, articles) -> dict:
    """Of each message the different words that head a fill somewhere, by role, at the best threshold."""
    rows = [[] for _ in PARTS]
    for article in articles:
        best = [dict() for _ in PARTS]
        for one, window, batch, hidden in windows_of(reader, [article]):
            scores = reader.parts(hidden)[0].sigmoid()
            for word in range(window.core - window.context, len(scores)):
                start, end = article.spans[window.context + word]
                form = article.text[start:end].lower()
                for role in range(len(PARTS)):
                    best[role][form] = max(best[role].get(form, 0.0), float(scores[word, role]))
        add_message(rows, article, best)
    return {f"muc {name}": best_threshold(rows[role]) for role, name in enumerate(PARTS)}


def add_message(rows, article, best) -> None:
    words = article.words
    for role in range(len(PARTS)):
        there = {words[word].lower() for r, heads, optional in article.fills if r == role and not optional for word in heads}
        maybe = {words[word].lower() for r, heads, optional in article.fills if r == role and optional for word in heads}
        for form in best[role].keys() | there:
            if form in there or form not in maybe:
                rows[role].append((best[role].get(form, 0.0), form in there))


def best_threshold(rows) -> tuple:
    """Threshold, precision, recall, F1."""
    rows = sorted(rows, reverse=True)
    there, right, best = sum(true for _, true in rows), 0, (0.0, 0.0, 0.0, 0.0)
    for found, (score, true) in enumerate(rows, 1):
        right += true
        f1 = 2 * right / (found + there)
        if best[3] < f1:
            best = (score, right / found, right / max(1, there), f1)
    return tuple(round(100 * part, 1) for part in best)


def line(figures: dict) -> str:
    return "; ".join(f"{key} " + "/".join(str(part) for part in parts) for key, parts in figures.items())
