"""The rule for the marks of an event, whichever kind it is, and a ranking by it for whoever wants to check us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tournament_app.domain.heats import advance
from tournament_app.domain.judged import Judged
from tournament_app.domain.marks import STATUSES, Mark
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


def rank_marks(given: Mapping[str, Any], rules: str | None = None) -> list[dict[str, Any]]:
    """A list ranked by a rule, as plain JSON in and out, best first.

    *given*: ``{"rules": "athletics_field" | {"play": "judged", "judges": 3}, "marks": [{"name": "A", "attempts":
    ["8.42", "x"], "status": "", "heat": "1"}]}``; *rules* goes before. Instead of attempts a line may have one
    ``mark``, which may be DNS, DNF, DSQ or NM. With heats, ``"by_place": 3, "by_mark": 2`` say who goes on (Q, q).
    Refuses an unknown rule and marks that cannot be.
    """
    rule = _rule_of(rules or given.get("rules", ""))
    names: dict[int, str] = {}
    listed: list[Mark] = []
    lines = given.get("marks")
    if not isinstance(lines, list) or not all(isinstance(line, dict) and "name" in line for line in lines):
        raise refuse("bad_marks", Text("marks is a list of objects, each with a name and its attempts."), "marks")
    for number, line in enumerate(lines, 1):
        names[number] = str(line["name"])
        listed.append(_mark(number, line))
    wrong = [
        Problem(problem.code, Text("{who}: {why}", who=names[mark.entry], why=problem.text), problem.field)
        for mark in listed
        for problem in rule.problems(mark)
    ]
    if wrong:
        raise Refused(*wrong)
    rows = rule.rank(listed)
    codes: dict[int, str] = {}
    if "by_place" in given or "by_mark" in given:
        by_heat = [[m for m in listed if m.heat == heat] for heat in dict.fromkeys(m.heat for m in listed)]
        by_place, by_mark = int(given.get("by_place", 0)), int(given.get("by_mark", 0))
        ranked = [rule.rank(heat) for heat in by_heat]
        codes = advance(ranked, rows, by_place * len(by_heat) + by_mark, by_place).codes
    return [
        {
            "rank": row.place,
            "name": names[row.entry],
            "result": row.result,
            "decided_by": row.reason.code,
            **{f"reason_{code}": row.reason.say(names, code) for code in ("vi", "en")},
            **({"through": codes.get(row.entry, "")} if codes else {}),
        }
        for row in rows
    ]


def _rule_of(rules: Any) -> Measured | Judged | RankedList:
    if isinstance(rules, dict):
        return mark_rule(rules.get("play", ""), {key: value for key, value in rules.items() if key != "play"})
    if rules not in RULES:
        known = ", ".join(RULES)
        raise refuse("unknown_rule", Text("{value} is none of: {names}", value=repr(rules), names=known), "rules")
    return mark_rule(*RULES[rules])


def _mark(number: int, line: Mapping[str, Any]) -> Mark:
    """A line of the list; a heat's order of equal times is the ``place`` beside the mark."""
    attempts = [str(text) for text in line.get("attempts", ())]
    status = str(line.get("status", "")).upper().replace("DQ", "DSQ")
    if not attempts and (one := str(line.get("mark", ""))):
        code = {"DQ": "DSQ"}.get(one.upper(), one.upper())
        if code in STATUSES:
            status = code
        elif code != "NM":
            attempts = [one, *([str(line["place"])] if line.get("place") else [])]
    return Mark(number, tuple(attempts), status, str(line.get("note", "")), str(line.get("heat", "")))
