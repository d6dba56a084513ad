"""Cuts a text in windows that a network can read: whole blocks, packed, with some of what came before.

`sizes` says what each word costs. A window reads the words from `context` to `end`; only runs that begin at `core`
or later are its own, those before were read by the window before.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Window:
    context: int
    core: int
    end: int


def cut_windows(
    sizes: list[int], blocks: list[int], budget: int, context: int, first_budget: int = 0
) -> list[Window]:
    """Windows that cover every word once as core. `first_budget` shortens the first one, which moves the rest."""
    total = [0, *accumulate(sizes)]
    units = cut_units(total, blocks, budget - context)
    windows, unit, limit = [], 0, first_budget or budget
    while unit < len(units):
        core = units[unit][0]
        left = left_context(total, units, unit, context)
        last = unit
        while last + 1 < len(units) and total[units[last + 1][1]] - total[left] <= limit:
            last += 1
        windows.append(Window(left, core, units[last][1]))
        unit, limit = last + 1, budget
    return windows


def cut_units(total: list[int], blocks: list[int], most: int) -> list[tuple[int, int]]:
    """The blocks, those that cost more than `most` in parts of at most that."""
    units = []
    for start, end in zip(blocks, [*blocks[1:], len(total) - 1]):
        while total[end] - total[start] > most:
            middle = bisect_right(total, total[start] + most) - 1
            units.append((start, middle))
            start = middle
        units.append((start, end))
    return units


def left_context(total: list[int], units, unit: int, context: int) -> int:
    """The first word of the context: whole units where one fits, else as many words as fit."""
    core = units[unit][0]
    left = core
    for start, _ in reversed(units[:unit]):
        if total[core] - total[start] > context:
            break
        left = start
    if left == core and 0 < unit and 0 < context:
        left = bisect_left(total, total[core] - context)
    return left
