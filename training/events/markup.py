"""Reports with marked events: reads the markup, says what is wrong with it, counts.

    python markup.py FILE...

Reports stand one after the other, each begun by a line `=== name | kind of text | YYYY-MM-DD`. Marks are brackets
around words, and may nest:

    [a=violence/attack stormed]            a word that names event `a`, with its type; a later mention repeats id and type
    [a=violence/attack:planned raid]       the same with a status; without one it is `actual`
    [perp@a gunmen]  [victim@a,b guards]   who or what has a part in an event (perp target victim authority weapon place time)
    [killed@a four]                        a figure of people: the words that count
    [r=claimed@a claimed responsibility]   the words that make somebody responsible, with mode and event
    [actor@r the Front] [holder@r police]  who is said to have done it, and who says so
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

STATUSES = "actual attempted foiled planned threatened hypothetical negated historical".split()
ROLES = "perp target victim authority weapon place time".split()
TOLLS = "killed injured missing abducted detained displaced released".split()
MODES = "claimed denied accused suspected reported none_claimed disavowed cleared false_flag".split()
TYPES = """battle battle/armed_clash battle/government_regains_territory battle/non_state_overtakes_territory explosion
explosion/air_drone_strike explosion/shelling_artillery_missile explosion/remote_explosive_ied explosion/suicide_bomb
explosion/grenade explosion/chemical_weapon violence violence/attack violence/assassination violence/abduction
violence/hostage_situation violence/hijacking violence/sexual_violence violence/torture_execution violence/arson
violence/robbery protest protest/peaceful protest/intervention protest/excessive_force protest/strike_boycott
protest/hunger_strike riot riot/violent_demonstration riot/mob_violence strategic/agreement strategic/arrests
strategic/group_change strategic/disrupted_weapons_use strategic/base_established strategic/looting_destruction
strategic/territory_transfer strategic/mobilisation strategic/release strategic/legal_action strategic/repression
strategic/alert strategic/displacement strategic/aid_obstruction strategic/cyber""".split()


@dataclass
class Mark:
    start: int
    end: int
    label: str  # "event", "cue", "role", "toll", "actor", "holder"
    name: str  # type, mode, role or kind of toll
    id: str | None = None
    of: list[str] = field(default_factory=list)
    status: str = "actual"


@dataclass
class Marked:
    name: str
    kind: str
    published: str
    text: str
    marks: list[Mark]


HEAD = re.compile(r"\[([a-z0-9]+(?:=[a-z/_]+(?::[a-z]+)?(?:@[a-z0-9,]+)?|@[a-z0-9,]+))\s+")


def mark_of(label: str, start: int) -> Mark:
    left, _, of = label.partition("@")
    of = [one for one in of.split(",") if one]
    if "=" in left:
        id, _, name = left.partition("=")
        name, _, status = name.partition(":")
        if name in MODES:
            return Mark(start, start, "cue", name, id, of)
        if name not in TYPES:
            raise ValueError(f"no type or mode {name!r}")
        if status and status not in STATUSES:
            raise ValueError(f"no status {status!r}")
        return Mark(start, start, "event", name, id, [], status or "actual")
    for label, names in (("role", ROLES), ("toll", TOLLS), ("actor", ["actor"]), ("holder", ["holder"])):
        if left in names:
            return Mark(start, start, label, left, None, of)
    raise ValueError(f"no label {left!r}")


def parse(body: str) -> tuple[str, list[Mark]]:
    text, marks, open_, at = [], [], [], 0
    length = 0
    while at < len(body):
        if body[at] == "[":
            head = HEAD.match(body, at)
            if not head:
                raise ValueError(f"not a mark: {body[at:at + 40]!r}")
            open_.append(mark_of(head[1], length))
            at = head.end()
            continue
        if body[at] == "]":
            if not open_:
                raise ValueError(f"a bracket too many before {body[at:at + 40]!r}")
            mark = open_.pop()
            mark.end = length
            marks.append(mark)
            at += 1
            continue
        text.append(body[at])
        length += 1
        at += 1
    if open_:
        raise ValueError(f"a bracket is not closed: {open_[-1]}")
    check(marks)
    return "".join(text), sorted(marks, key=lambda mark: (mark.start, -mark.end))


def check(marks: list[Mark]):
    events = {}
    for mark in marks:
        if mark.label == "event" and events.setdefault(mark.id, mark.name) != mark.name:
            raise ValueError(f"event {mark.id} has two types")
    cues = {mark.id for mark in marks if mark.label == "cue"}
    for mark in marks:
        wanted = cues if mark.label in ("actor", "holder") else events
        for one in mark.of:
            if one not in wanted:
                raise ValueError(f"{mark.name}@{one}: there is no {one}")
    if both := cues & set(events):
        raise ValueError(f"{both} name both an event and a cue")


def reports(lines: str) -> list[Marked]:
    found = []
    for number, part in enumerate(re.split(r"(?m)^=== ", lines)[1:], 1):
        head, _, body = part.partition("\n")
        fields = [one.strip() for one in head.split("|")]
        try:
            name, kind, published = fields
            found.append(Marked(name, kind, published, *parse(body.strip("\n"))))
        except ValueError as error:
            raise ValueError(f"report {number} ({head}): {error}") from error
    return found


def read_all(folders, rejected=None) -> list[Marked]:
    """The reports of all files that can be read; of a name used twice, the first. `rejected` gets what cannot."""
    found, names = [], set()
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*.txt")):
        for part in re.split(r"(?m)^(?==== )", path.read_text(encoding="utf-8")):
            try:
                made = reports(part)
            except ValueError as error:
                if rejected is not None:
                    rejected.append((path, str(error)))
                continue
            found += [one for one in made if one.name not in names]
            names |= {one.name for one in made}
    return found


def main():
    all_ = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            try:
                all_ += reports(file.read())
            except ValueError as error:
                sys.exit(f"{path}: {error}")
    names = Counter(one.name for one in all_)
    if twice := [name for name, count in names.items() if count > 1]:
        sys.exit(f"names used twice: {twice}")
    words = sum(len(one.text.split()) for one in all_)
    print(f"{len(all_)} reports, {words} words, {sum(len(one.marks) for one in all_)} marks")
    for label in ("event", "cue", "toll", "role"):
        counts = Counter(mark.name for one in all_ for mark in one.marks if mark.label == label)
        print(label, dict(counts.most_common()))
    print("status", dict(Counter(mark.status for one in all_ for mark in one.marks if mark.label == "event")))
    print("types never used:", [one for one in TYPES if not any(one == m.name for r in all_ for m in r.marks)])


if __name__ == "__main__":
    main()
