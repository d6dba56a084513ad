"""What a text's words are and which belong together: from the marks of our reports, and from MUC-4's keys.

Everything is told of head words: the word of a phrase that hangs highest in the parse. A number is -1 where nobody
knows, so that nothing is learnt there.
"""

import re
from dataclasses import dataclass, field

import torch
from markup import MODES, STATUSES, TOLLS, TYPES, Marked

NAMES = ["-", *TYPES, *(f"r:{mode}" for mode in MODES), *(f"t:{kind}" for kind in TOLLS)]
EVENTS = slice(1, 1 + len(TYPES))
CLAIMS = slice(EVENTS.stop, EVENTS.stop + len(MODES))
TOLL_NAMES = slice(CLAIMS.stop, len(NAMES))
PAIRS = ["perpetrator", "target", "victim", "authority", "weapon", "place", "time", "actor", "holder", "event", "same"]
PARTS = ["perpetrator", "target", "victim", "weapon"]
OF_EVENT, OF_CLAIM, OF_TOLL = (0, 1, 2, 3, 4, 5, 6, 10), (7, 8, 9), (9,)
AS_NEWS = ("actual", "attempted", "foiled", "planned", "threatened")
UNKNOWN = -1


@dataclass
class Labels:
    """The numbers of names and statuses, a word each; `pairs` holds of a named word what is true (1) or unknown (-1)
    of (other word, role); `parts` a row a word; `news` of event words."""

    names: torch.Tensor
    statuses: torch.Tensor
    parts: torch.Tensor
    news: torch.Tensor
    pairs: dict[int, dict[tuple[int, int], int]] = field(default_factory=dict)


class Places:
    """Finds words by characters, and the head of a stretch of words."""

    def __init__(self, article):
        self.heads = article.features["heads"].tolist()
        self.word_at = {}
        for number, (start, end) in enumerate(article.spans):
            for place in range(start, end):
                self.word_at[place] = number
        self.depths = [self.depth(word) for word in range(len(self.heads))]
        self.roots = [self.root(word) for word in range(len(self.heads))]

    def depth(self, word: int) -> int:
        steps = 0
        while self.heads[word] != word and steps < 500:
            word, steps = self.heads[word], steps + 1
        return steps

    def root(self, word: int) -> int:
        steps = 0
        while self.heads[word] != word and steps < 500:
            word, steps = self.heads[word], steps + 1
        return word

    def head(self, start: int, end: int) -> int | None:
        """The highest word that shares a character with the stretch; of equals the first."""
        words = sorted({self.word_at[place] for place in range(start, end) if place in self.word_at})
        outside = [word for word in words if self.heads[word] == word or self.heads[word] not in words]
        return min(outside, key=lambda word: self.depths[word], default=None)


def unknown(article) -> Labels:
    words = len(article.spans)
    return Labels(
        torch.full((words,), UNKNOWN),
        torch.full((words,), UNKNOWN),
        torch.full((words, len(PARTS)), UNKNOWN),
        torch.full((words,), UNKNOWN),
    )


def own(article, marked: Marked) -> Labels:
    """The labels of a report of ours."""
    labels, places = unknown(article), Places(article)
    labels.names[:], labels.parts[:] = 0, 0
    heads = [(mark, places.head(mark.start, mark.end)) for mark in marked.marks]
    heads = [(mark, word) for mark, word in heads if word is not None]
    mentions, cues = {}, {}
    for mark, word in heads:
        if mark.label == "event" and labels.names[word] == 0:
            name_event(labels, word, mark)
            mentions.setdefault(mark.id, []).append(word)
    for mark, word in heads:
        if mark.label == "cue" and labels.names[word] == 0:
            labels.names[word] = CLAIMS.start + MODES.index(mark.name)
            cues.setdefault(mark.id, []).append(word)
    for mark, word in heads:
        if mark.label == "toll" and labels.names[word] == 0:
            labels.names[word] = TOLL_NAMES.start + TOLLS.index(mark.name)
    link = Linking(labels, places, mentions, cues)
    for mark, word in heads:
        link.add(mark, word)
    link.add_same()
    mark_parts(labels, heads)
    return labels


def name_event(labels: Labels, word: int, mark) -> None:
    labels.names[word] = EVENTS.start + TYPES.index(mark.name)
    labels.statuses[word] = STATUSES.index(mark.status)
    family = mark.name.split("/")[0]
    if family in ("violence", "explosion"):
        labels.news[word] = int(mark.status in AS_NEWS)
    elif family != "battle":
        labels.news[word] = 0


def mark_parts(labels: Labels, heads) -> None:
    """A part in violence that is told as news; nobody knows of battles and riots, which MUC-4 takes or leaves."""
    kinds = {mark.id: (mark.name.split("/")[0], mark.status) for mark, _ in heads if mark.label == "event"}
    for mark, word in heads:
        role = "perpetrator" if mark.name == "perp" else mark.name
        if mark.label != "role" or role not in PARTS:
            continue
        for one in mark.of:
            family, status = kinds.get(one, ("", ""))
            if family in ("violence", "explosion") and status in AS_NEWS:
                labels.parts[word, PARTS.index(role)] = 1
            elif family in ("battle", "riot") and labels.parts[word, PARTS.index(role)] != 1:
                labels.parts[word, PARTS.index(role)] = UNKNOWN


class Linking:
    def __init__(self, labels: Labels, places: Places, mentions: dict, cues: dict):
        self.labels, self.places, self.mentions, self.cues = labels, places, mentions, cues

    def add(self, mark, word: int) -> None:
        """Links a marked phrase with the mentions of what it belongs to."""
        if mark.label == "role":
            role = PAIRS.index("perpetrator" if mark.name == "perp" else mark.name)
            for one in mark.of:
                self.link_all(self.mentions.get(one, []), word, role)
        elif mark.label in ("actor", "holder"):
            for one in mark.of:
                self.link_all(self.cues.get(one, []), word, PAIRS.index(mark.label))
        elif self.labels.names[word] != 0 and mark.label in ("cue", "toll"):
            for one in mark.of:
                self.link_nearest(word, self.mentions.get(one, []), PAIRS.index("event"))

    def link_all(self, named: list[int], word: int, role: int) -> None:
        """With every mention in the phrase's sentence, else with the nearest; of the rest nobody knows."""
        roots = self.places.roots
        near = [one for one in named if roots[one] == roots[word]]
        near = near or sorted(named, key=lambda one: abs(one - word))[:1]
        for one in named:
            self.put(one, word, role, 1 if one in near else UNKNOWN)

    def link_nearest(self, word: int, mentions: list[int], role: int) -> None:
        roots = self.places.roots
        order = sorted(mentions, key=lambda one: (roots[one] != roots[word], abs(one - word)))
        for rank, one in enumerate(order):
            self.put(word, one, role, 1 if rank == 0 else UNKNOWN)

    def add_same(self) -> None:
        for words in self.mentions.values():
            words = sorted(words)
            for rank, word in enumerate(words[1:], 1):
                for other in words[:rank]:
                    self.put(word, other, PAIRS.index("same"), 1 if other == words[rank - 1] else UNKNOWN)

    def put(self, word: int, other: int, role: int, value: int) -> None:
        pairs = self.labels.pairs.setdefault(word, {})
        pairs[other, role] = max(value, pairs.get((other, role), UNKNOWN))


def muc(article, templates) -> Labels:
    """What a message's key names, wherever the string stands."""
    labels, places = unknown(article), Places(article)
    labels.parts[:] = 0
    article.fills = fills_of(article, places, templates)
    for role, words, optional in article.fills:
        for word in words:
            before = labels.parts[word, role]
            labels.parts[word, role] = max(int(before), 1) if not optional else (1 if before == 1 else UNKNOWN)
    return labels


FITTING = {
    "BOMBING": ("explosion",),
    "KIDNAPPING": ("violence/abduction", "violence/hostage"),
    "ATTACK": ("violence", "explosion", "battle"),
    "ARSON": ("violence/arson",),
    "ROBBERY": ("violence/robbery",),
    "HIJACKING": ("violence/hijacking",),
}


def correct(article, templates) -> None:
    """Sets what a teacher says of a message right by its key: parts, and which events are its news."""
    told = article.labels
    told.parts = muc(article, templates).parts
    roots = Places(article).roots
    for word in range(len(roots)):
        if EVENTS.start <= told.names[word] < EVENTS.stop:
            told.news[word] = news_of(article, templates, NAMES[int(told.names[word])], roots[word], roots)


def places_of(article, string: str) -> list[int]:
    known = article.__dict__.setdefault("found_at", {})
    if string not in known:
        known[string] = occurrences(article.text, article.__dict__.setdefault("places", Places(article)), string)
    return known[string]


def news_of(article, templates, kind: str, root: int, roots) -> int:
    """1 where the sentence holds a fill of a template that the event fits, 0 where it fits none."""
    fitting = [one for one in templates if kind.startswith(FITTING.get(one.kind.split()[0], ("?",)))]
    if not fitting:
        return 0
    strings = {string for one in fitting for _, string, _ in one.fills}
    held = {roots[word] for string in strings for word in places_of(article, string)}
    return 1 if root in held else UNKNOWN


def fills_of(article, places: Places, templates) -> list[tuple[int, list[int], bool]]:
    """Each different fill's role, the heads of its occurrences, and whether it may be left out."""
    found = {}
    for template in templates:
        for role, string, optional in template.fills:
            key = (PARTS.index(role), string)
            found[key] = found.get(key, True) and optional
    return [
        (role, occurrences(article.text, places, string), optional) for (role, string), optional in found.items()
    ]


def occurrences(text: str, places: Places, string: str) -> list[int]:
    words = re.findall(r"\w+", string)
    if not words:
        return []
    pattern = r"\b" + r"\W{1,6}".join(map(re.escape, words)) + r"\b"
    heads = (places.head(*match.span()) for match in re.finditer(pattern, text, re.IGNORECASE))
    return [head for head in heads if head is not None]
