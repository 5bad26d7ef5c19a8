"""The knockout part of a plan as a drawing: one geometry for the screen, the sheet of paper and the web."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from tournament_app.domain.plan_words import PARTS, ROUNDS, contest_label_of, part_label, part_of
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.domain.plan import Contest, Plan


@dataclass(frozen=True, slots=True)
class BracketBox:
    """A contest, or an entry that is free in the first round (*bye*, *ref* is then empty and *b_side* too).

    *column* counts from 0 at the left; *y* is the middle of the box, 1.0 being the distance of two boxes of column 0.
    """

    ref: str
    column: int
    y: float
    a_side: str
    b_side: str
    bye: bool = False


@dataclass(frozen=True, slots=True)
class Bracket:
    """Boxes and the lines between them: *edges* are (index of the feeding box, index of the fed box).

    The drawing is ``len(headings)`` columns wide and *height* units high; the first box's middle is at 0.5. *title*
    says which part of the format it is.
    """

    boxes: tuple[BracketBox, ...] = ()
    edges: tuple[tuple[int, int], ...] = ()
    headings: tuple[Text, ...] = ()
    height: float = 0.0
    title: Text = PARTS[""]


def knockout_lines(plan: Plan) -> list[str | None]:
    """The sides that enter the knockout, top to bottom, ``None`` for a bye; empty without a knockout.

    They are read from the contests that lead to the final, so that any plan whose knockout is a tree will do; of a
    double elimination it is the winners' bracket. A bye is below its entry in the upper half, above it in the lower.
    """
    contests = {f"W:{contest.ref}": contest for contest in plan.contests if not contest.group}
    final = contests.get("W:F")
    top = "W:F" if final is None or part_of(final.a[2:]) != "WB" else final.a
    level: list[str | None] = [top] if top in contests else []
    while any(side in contests for side in level):
        below: list[str | None] = []
        for index, side in enumerate(level):
            contest = contests.get(side or "")
            free = [side, None] if index < len(level) / 2 else [None, side]
            below += [contest.a, contest.b] if contest else free
        level = below
    return level


def brackets(plan: Plan) -> tuple[Bracket, ...]:
    """Every contest of no group in the drawing of its part: the main one first, then those the losers play."""
    of: dict[str, str] = {}
    for contest in plan.contests:
        if not contest.group:
            of[contest.ref] = _section(contest, of)
    names = sorted(dict.fromkeys(of.values()), key=_part_order)
    sections = {name: [c for c in plan.contests if of.get(c.ref) == name] for name in names}
    if "WB" in sections or "F" not in of:
        return tuple(_drawn(contests, part_label(name)) for name, contests in sections.items())
    main = bracket_lines(plan, sections.pop(""))
    return (main, *(_drawn(contests, part_label(name)) for name, contests in sections.items()))


def _part_order(part: str) -> tuple[int, int]:
    """The brackets first, then what is played for lower and lower places."""
    first = part[1:].partition("-")[0]
    return ("", "WB", "LB", "F", "C", part).index(part), int(first) if first.isdigit() else 0


def _section(contest: Contest, of: dict[str, str]) -> str:
    """The part a contest is drawn in: a single match for a place stands where its entries come from."""
    part = part_of(contest.ref)
    if contest.ref in ("F", "F2") and "WB" in of.values():
        return "F"
    if part != contest.ref:
        return part
    own = next((name for name in of.values() if name.startswith(f"{part}-")), "")
    return own or of.get(contest.a[2:], "")


def _drawn(contests: Sequence[Contest], title: Text) -> Bracket:
    """Trees of contests beside the matches their losers play, each tree closing in the last column."""
    boxes: dict[str, BracketBox] = {}
    feeding = {c.ref: [f for f in contests if f"W:{f.ref}" in (c.a, c.b)] for c in contests}
    fed = {f.ref for found in feeding.values() for f in found}
    free = count()

    def deep(contest: Contest) -> int:
        return 1 + max(map(deep, feeding[contest.ref]), default=0)

    def stand(contest: Contest, column: int) -> float:
        ys = [stand(each, column - 1) for each in feeding[contest.ref]]
        y = sum(ys) / len(ys) if ys else next(free) + 0.5
        boxes[contest.ref] = BracketBox(contest.ref, column, y, contest.a, contest.b)
        return y

    tops = [contest for contest in contests if contest.ref not in fed]
    columns = max(map(deep, tops))
    for contest in sorted(tops, key=deep, reverse=True):
        stand(contest, columns - 1)
    at = {ref: index for index, ref in enumerate(boxes)}
    edges = tuple((at[f.ref], at[ref]) for ref in boxes for f in feeding[ref])
    of = {contest.ref: contest for contest in contests}
    of_column = {box.column: of[box.ref] for box in reversed(boxes.values())}
    headings = tuple(_heading(of_column[column], columns - column) for column in range(columns))
    return Bracket(tuple(boxes.values()), edges, headings, float(next(free)), title)


def _heading(contest: Contest, left: int) -> Text:
    """What stands above a column with *left* columns from it to the end."""
    if part_of(contest.ref) in ("WB", "LB"):
        return Text("Bracket round {n}", n=contest.round)
    named = left == 1 or contest.ref == "F"
    return contest_label_of(contest.ref) if named else ROUNDS[2**left]


def bracket_lines(plan: Plan, shown: Sequence[Contest] | None = None) -> Bracket:
    """Where the contests of the main knockout stand; matches for places stand below the final.

    *shown* are the contests of the main part where the plan has others.
    """
    lines = knockout_lines(plan)
    if not lines:
        return Bracket()
    contests: dict[tuple[str, str], Contest] = {(c.a, c.b): c for c in plan.contests if not c.group}
    boxes: list[BracketBox] = []
    edges: list[tuple[int, int]] = []
    sides = lines
    feeding: list[int | None] = [None] * len(lines)
    column = 0
    while len(sides) > 1:
        after: list[str | None] = []
        fed: list[int | None] = []
        for index in range(0, len(sides), 2):
            a, b = sides[index], sides[index + 1]
            y = (index // 2 + 0.5) * 2**column
            edges += [(box, len(boxes)) for box in feeding[index : index + 2] if box is not None]
            fed.append(len(boxes))
            if a and b:
                contest = contests[a, b]
                boxes.append(BracketBox(contest.ref, column, y, a, b))
                after.append(f"W:{contest.ref}")
            else:
                boxes.append(BracketBox("", column, y, a or b or "", "", bye=True))
                after.append(a or b)
        sides, feeding, column = after, fed, column + 1
    last = boxes[-1].y
    alone = [contest for contest in shown or plan.contests if part_of(contest.ref) == contest.ref]
    alone.sort(key=lambda contest: int(contest.ref[1:]))
    boxes += [
        BracketBox(contest.ref, column - 1, last + index, contest.a, contest.b)
        for index, contest in enumerate(alone, 1)
    ]
    headings = tuple(ROUNDS[2 ** (column - left)] for left in range(column))
    return Bracket(tuple(boxes), tuple(edges), headings, max(box.y for box in boxes) + 0.5)
