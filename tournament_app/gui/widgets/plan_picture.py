"""A format as a picture before anybody is drawn: its groups and brackets with draw numbers in the places of entries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tournament_app.domain.formats import contest_label, group_label, side_label
from tournament_app.domain.plan_words import part_of
from tournament_app.gui.widgets.bracket_data import Box, Canvas, Cell, Group, Line, Row, plan_canvas
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from tournament_app.domain.bracket import BracketBox
    from tournament_app.domain.plan import Plan

MOST_MATCHES = 600
"""Beyond this nobody reads a picture, and it would keep the window waiting."""


def plan_picture(plan: Plan) -> Canvas | None:
    """The canvas of *plan*; ``None`` if it is too large for a picture."""
    if len(plan.contests) > MOST_MATCHES or max(map(len, plan.groups.values()), default=0) > MOST_MATCHES // 10:
        return None
    meetings: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for contest in plan.contests:
        if contest.group:
            meetings[contest.group, frozenset((contest.a, contest.b))].append(str(contest.round))

    numbers = {contest.ref: Text("Match {n}", n=at) for at, contest in enumerate(plan.contests, 1)}

    def line(side: str) -> Line:
        ref, words = side[2:], side_label(plan, side)
        if side.startswith(("W:", "L:")) and _long(ref):  # "Losers' bracket, round 2, match 1" has no room here
            words = words.filled(contest=numbers[ref])
        return Line(None, str(words), muted=not side.isdigit(), full=str(side_label(plan, side)))

    def box(drawn: BracketBox) -> Box:
        if drawn.bye:
            return Box("", drawn.column, drawn.y, "", (line(drawn.a_side), Line(None, tr("bye"))), "bye")
        header = str(numbers[drawn.ref] if _long(drawn.ref) else contest_label(plan, drawn.ref))
        return Box(drawn.ref, drawn.column, drawn.y, header, (line(drawn.a_side), line(drawn.b_side)))

    def cell(group: str, one: str, other: str) -> Cell | None:
        return None if one == other else Cell("", ", ".join(meetings[group, frozenset((one, other))]))

    def group(name: str) -> Group:
        members, rounds = plan.members(name), plan.rounds.get(name, 0)
        rows = (
            Row(line(one), (Cell("", ""),) * rounds or tuple(cell(name, one, two) for two in members), "", "", "")
            for one in members
        )
        return Group(str(group_label(plan, name)), tuple(rows), rounds)

    return plan_canvas(0, plan, box, group)


def _long(ref: str) -> bool:
    """Whether the name of a contest begins with that of its part; its number stands for it in the picture."""
    return part_of(ref) not in ("", ref)
