"""The rule for the marks of an event, whichever kind it is, and a ranking by it for whoever wants to check us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tournament_app.domain.judged import Judged
from tournament_app.domain.marks import Mark
from tournament_app.domain.measured import Measured
from tournament_app.domain.ranked_list import RankedList
from tournament_app.errors import Problem, Refused, refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: dict[str, type[Measured | Judged | RankedList]] = {
    "measured": Measured,
    "judged": Judged,
    "list": RankedList,
}


def mark_rule(play: str, marks: Mapping[str, Any]) -> Measured | Judged | RankedList:
    """The rule an event *play*ed in heats has for its *marks*; refuses what it does not know."""
    if play not in KINDS:
        raise refuse("play", Text("An event is played in matches, measured, judged or listed."), "play")
    try:
        return KINDS[play].of(dict(marks))
    except (TypeError, ValueError, AttributeError) as error:
        raise refuse("marks", Text("The rule for the marks is wrong: {why}", why=str(error)), "marks") from error


RULES: dict[str, tuple[str, dict[str, Any]]] = {
    "athletics_track": ("measured", {"kind": "time"}),
    "athletics_field": ("measured", {"kind": "distance", "attempts": 6, "best": 8}),
    "athletics_vertical": ("measured", {"kind": "height"}),
    "swimming": ("measured", {"kind": "time", "thousandths": False}),
    "judged": ("judged", {}),
    "judged_ranks": ("judged", {"method": "ranks"}),
    "quiz": ("list", {}),
}
"""Rules by name for checking a list: kind of play and what differs from its plain rule."""


def rank_marks(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A list ranked by a rule, as plain JSON in and out.

    *given*: ``{"rules": "athletics_field" | {"play": "judged", "judges": 3}, "marks": [{"name": "A", "attempts":
    ["8.42", "x"], "status": "", "heat": ""}]}``. Out: ``[{"name", "place", "result", "reason", "reason_vi"}]``, best
    first. Refuses an unknown rule and marks that cannot be.
    """
    rules = given["rules"]
    if isinstance(rules, str):
        if rules not in RULES:
            known = ", ".join(RULES)
            raise refuse("unknown_rule", Text("{value} is none of: {names}", value=repr(rules), names=known), "rules")
        play, marks = RULES[rules]
    else:
        play, marks = rules.get("play", ""), {key: value for key, value in rules.items() if key != "play"}
    rule = mark_rule(play, marks)
    names: dict[int, str] = {}
    listed: list[Mark] = []
    for number, line in enumerate(given["marks"], 1):
        names[number] = str(line["name"])
        attempts = tuple(map(str, line.get("attempts", ())))
        listed.append(Mark(number, attempts, line.get("status", ""), line.get("note", ""), line.get("heat", "")))
    wrong = [
        Problem(problem.code, Text("{who}: {why}", who=names[mark.entry], why=problem.text), problem.field)
        for mark in listed
        for problem in rule.problems(mark)
    ]
    if wrong:
        raise Refused(*wrong)
    return [
        {
            "name": names[row.entry],
            "place": row.place,
            "result": row.result,
            "reason": row.reason.say(names),
            "reason_vi": row.reason.say(names, "vi"),
        }
        for row in rule.rank(listed)
    ]
