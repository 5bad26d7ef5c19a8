"""The knockout part of a plan as a drawing: one geometry for the screen, the sheet of paper and the web."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.formats import ROUNDS

if TYPE_CHECKING:
    from tournament_app.domain.plan import Contest, Plan
    from tournament_app.words import Text


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

    The drawing is ``len(headings)`` columns wide and *height* units high; the first box's middle is at 0.5.
    """

    boxes: tuple[BracketBox, ...] = ()
    edges: tuple[tuple[int, int], ...] = ()
    headings: tuple[Text, ...] = ()
    height: float = 0.0


def knockout_lines(plan: Plan) -> list[str | None]:
    """The sides that enter the knockout, top to bottom, ``None`` for a bye; empty without a knockout.

    They are read from the contests that lead to the final, so that any plan whose knockout is a tree will do.
    A bye is below its entry in the upper half, above it in the lower.
    """
    contests = {f"W:{contest.ref}": contest for contest in plan.contests if not contest.group}
    level: list[str | None] = ["W:F"] if "W:F" in contests else []
    while any(side in contests for side in level):
        below: list[str | None] = []
        for index, side in enumerate(level):
            contest = contests.get(side or "")
            free = [side, None] if index < len(level) / 2 else [None, side]
            below += [contest.a, contest.b] if contest else free
        level = below
    return level


def bracket_lines(plan: Plan) -> Bracket:
    """Where every contest of the knockout stands; a match for third place stands below the final."""
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
    boxes += [
        BracketBox(contest.ref, column - 1, boxes[-1].y + 1, contest.a, contest.b)
        for contest in plan.contests
        if contest.ref == "P3"
    ]
    headings = tuple(ROUNDS[2 ** (column - left)] for left in range(column))
    return Bracket(tuple(boxes), tuple(edges), headings, max(box.y for box in boxes) + 0.5)
