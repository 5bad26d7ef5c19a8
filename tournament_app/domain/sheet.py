"""The sheet that is drawn upon: its lines and sections, and the places kept for seeds, as any plan has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.bracket import knockout_lines
from tournament_app.domain.lines import line_order, opponent
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.plan import Plan

Lines = list[int | None]
WHERE = {
    "group": Text("group"),
    "half": Text("half"),
    "quarter": Text("quarter"),
    "first": Text("first round"),
    "tree": Text("bracket"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """The sheet cut into sections: groups (*lines* is 0) or *lines* neighbouring lines; *of*: draw number → section.

    A part that is only *wished* does not count against a draw. In one that has a *top*, only so many of the strongest
    of each delegation are counted.
    """

    where: Text
    lines: int
    of: Mapping[int, int]
    sections: int
    wished: bool = False
    top: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """The places of the next *seeds* seeds; without *lot* they take them in the order given."""

    places: tuple[int, ...]
    seeds: int
    lot: bool


def drawn_lines(plan: Plan) -> list[Lines]:
    """The knockouts that draw numbers enter, each from top to bottom and of equal size, ``None`` for a bye.

    A knockout is a tree of contests between winners; what losers play does not matter to the draw.
    """
    trees: dict[str, tuple[str, str]] = {}
    for contest in plan.contests:
        sides = contest.a, contest.b
        if not contest.group and all(side.isdigit() or (side[:2] == "W:" and side[2:] in trees) for side in sides):
            trees[contest.ref] = sides
    fed = {side[2:] for sides in trees.values() for side in sides}
    levels: list[list[str | None]] = [[f"W:{ref}"] for ref in trees if ref not in fed]
    while any(side and side[0] == "W" for level in levels for side in level):
        levels = [_below(level, trees) for level in levels]
    return [[int(side) if side else None for side in level] for level in levels]


def _below(level: list[str | None], trees: Mapping[str, tuple[str, str]]) -> list[str | None]:
    below: list[str | None] = []
    for index, side in enumerate(level):
        bye = (side, None) if index < len(level) / 2 else (None, side)
        below += trees[side[2:]] if side and side[0] == "W" else bye
    return below


def parts(plan: Plan, depth: str) -> list[Part]:
    """The parts of *plan* in which delegations are kept apart to *depth*, the widest sections first."""
    if plan.groups:
        return _group_parts(plan, depth)
    trees = drawn_lines(plan)
    if depth == "none" or not trees:
        return []
    size = len(trees[0])
    lines = [number for tree in trees for number in tree]
    sizes = asked(size, depth) if len(trees) == 1 else [size, *asked(size, depth)]
    return [
        Part(_name(each, size), each, {n: i // each for i, n in enumerate(lines) if n}, len(lines) // each)
        for each in sizes
    ]


def asked(size: int, depth: str) -> list[int]:
    """The sizes of the sections that are kept clear of mates on a sheet of *size* lines, widest first."""
    sizes = [size >> halvings for halvings in range(1, size.bit_length() - 1)]
    wanted = {"none": [], "first_round": sizes[-1:], "quarters": [*sizes[:2], *sizes[2:][-1:]], "full": sizes}
    return wanted[depth]


def _name(size: int, lines: int) -> Text:
    if size == 2:
        return WHERE["first"]
    part = {1: "tree", 2: "half", 4: "quarter"}.get(lines // size)
    return WHERE[part] if part else Text("section of {n} lines", n=size)


def _group_parts(plan: Plan, depth: str) -> list[Part]:
    if len(plan.groups) == 1 or depth == "none":
        return []
    of = {number: at for at, numbers in enumerate(plan.groups.values()) for number in numbers}
    found = [Part(WHERE["group"], 0, of, len(plan.groups))]
    halves = group_halves(plan)
    if depth != "first_round" and len(set(halves.values())) == 2:
        of = {number: half for name, half in halves.items() for number in plan.groups[name]}
        found.insert(0, Part(WHERE["half"], 0, of, 2, wished=True))
    return found


def group_halves(plan: Plan) -> dict[str, int]:
    """The half of the knockout, 0 or 1, that the winner of each group goes to; empty when none go on."""
    lines = knockout_lines(plan)
    firsts = {f"{name}#1": name for name in plan.groups}
    return {firsts[side]: 2 * line // len(lines) for line, side in enumerate(lines) if side in firsts}


def seed_rows(plan: Plan, rule: str, seeds: int) -> list[Row]:
    """The places of the first *seeds* seeds by the *rule* of seeding, in the order in which they are drawn.

    Draw numbers that skip the groups come first, in order. A knockout has tiers of 1, 1, 2, 4, 8 by lot, the better
    ones with the byes (``snake``: 3 in the half of 2, 4 in that of 1, and so on, nothing by lot); several knockouts and
    ``pots`` of groups draw row by row by lot; other groups by snake.
    """
    rows = _group_rows(plan, rule) if plan.groups else _line_rows(drawn_lines(plan), rule)
    inside = {place for row in rows for place in row}
    alone = [(number,) for number in range(1, plan.size + 1) if number not in inside] if rows else []
    lot = rule == "pots" if plan.groups else rule != "snake"
    made: list[Row] = []
    left = seeds
    for row in (*alone, *rows):
        if left > 0:
            made.append(Row(row, min(left, len(row)), lot=lot))
            left -= len(row)
    return made


def _group_rows(plan: Plan, rule: str) -> list[tuple[int, ...]]:
    """One row per place in the groups; every other one runs back, unless pots are drawn."""
    deepest = max(len(numbers) for numbers in plan.groups.values())
    rows = [[numbers[at] for numbers in plan.groups.values() if len(numbers) > at] for at in range(deepest)]
    return [tuple(row[::-1] if at % 2 and rule != "pots" else row) for at, row in enumerate(rows)]


def _line_rows(trees: Sequence[Lines], rule: str) -> list[tuple[int, ...]]:
    if not trees:
        return []
    order = line_order(len(trees[0]), rule)
    if len(trees) > 1:
        ordered = [_in_order(tree, order) for tree in trees]
        return [tuple(one[at] for one in ordered if len(one) > at) for at in range(max(map(len, ordered)))]
    tree = trees[0]
    beside_bye = {a or b for a, b in zip(tree[::2], tree[1::2], strict=True) if a is None or b is None}
    numbers = _in_order(tree, order)
    rows: list[tuple[int, ...]] = []
    low, high = 0, 1
    while low < len(numbers):
        tier = numbers[low:high]
        if rule == "snake":
            rows.append(tuple(tier))
        else:
            rows.append(tuple(number for number in tier if number in beside_bye))
            rows.append(tuple(number for number in tier if number not in beside_bye))
        low, high = high, 2 * high
    return [row for row in rows if row]


def _in_order(tree: Lines, order: Sequence[int]) -> list[int]:
    """The draw numbers in the order of the seed lines; that beside a bye wherever the plan has turned it to."""
    found = [tree[line - 1] or tree[opponent(line) - 1] for line in order]
    return list(dict.fromkeys(number for number in found if number is not None))
