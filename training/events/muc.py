"""The messages of MUC-4 and what their keys name: strings of perpetrators, targets, victims and weapons.

Reads the folder `muc4` of the benchmark kit. Knows nothing of words' places: see `labels.py`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

HEAD = re.compile(r"^((?:DEV-MUC|TST\d-MUC)\S*-\d{4})\b")
ROLES = {6: "weapon", 9: "perpetrator", 10: "perpetrator", 12: "target", 18: "victim", 19: "victim"}
STRING = re.compile(r'(\?)?\s*(?:"([^"]+)"|\()')


@dataclass
class Template:
    kind: str
    optional: bool
    fills: list[tuple[str, str, bool]] = field(default_factory=list)  # role, string, optional


def messages(path: Path) -> dict[str, str]:
    """The texts of a file by their names."""
    found: dict[str, list[str]] = {}
    lines = None
    for line in path.read_text(encoding="latin-1").splitlines():
        if head := HEAD.match(line):
            lines = found.setdefault(head[1], [])
        elif lines is not None:
            lines.append(line)
    return {name: "\n".join(lines).strip() for name, lines in found.items()}


def templates(path: Path) -> dict[str, list[Template]]:
    """The templates of each message of a key; an irrelevant message has none."""
    found: dict[str, list[Template]] = {}
    for part in re.split(r"(?m)^\s*0\.\s+MESSAGE: ID", path.read_text(encoding="latin-1"))[1:]:
        slots = slots_of("0. MESSAGE: ID" + part)
        name = slots[0][0].split()[0]
        made = found.setdefault(name, [])
        if slots[1][0].strip() != "*":
            made.append(template(slots))
    return found


def slots_of(part: str) -> dict[int, list[str]]:
    """The lines of each slot, by its number."""
    slots, number = {}, None
    for line in part.splitlines():
        if line.startswith(";"):
            continue
        if slot := re.match(r"\s*(\d+)\.\s+[A-Z ]+: [A-Z ]+?(?:\s{2,}|$)(.*)", line):
            number = int(slot[1])
            slots[number] = [slot[2]]
        elif slot := re.match(r"\s*0\. MESSAGE: ID\s+(.*)", line):
            number = 0
            slots[0] = [slot[1]]
        elif number is not None and line.strip():
            slots[number].append(line.strip())
    return slots


def template(slots: dict[int, list[str]]) -> Template:
    kind = next(iter(re.findall(r"[A-Z]+", " ".join(slots.get(4, [""])))), "")
    made = Template(kind, "OPTIONAL" in slots[1][0])
    for number, role in ROLES.items():
        for line in slots.get(number, []):
            optional = made.optional
            for mark, string in STRING.findall(line):
                optional = made.optional or bool(mark) or (optional and not string)
                if string:
                    made.fills.append((role, string, optional))
    return made


def read(folder: Path, part: str) -> dict[str, tuple[str, list[Template]]]:
    """The messages of a part (dev, tst1, tst2) with their templates."""
    keys = {}
    for path in sorted((folder / part).glob("key-*")):
        keys |= templates(path)
    texts = {}
    for path in sorted((folder / part).iterdir()):
        if path.name.startswith(("dev-muc3", "tst")) and not path.name.startswith("key"):
            texts |= messages(path)
    return {name: (text, keys[name]) for name, text in texts.items() if name in keys}
