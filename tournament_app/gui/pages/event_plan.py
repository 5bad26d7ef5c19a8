"""An event's plan in words: what its number of entries leads to, stage by stage."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tournament_app.domain.formats import ROUNDS, describe, plan_for
from tournament_app.domain.plan_words import contest_label_of, part_label, part_of
from tournament_app.errors import Refused
from tournament_app.gui.pages.event_marks import heats_words
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from tournament_app.domain.plan import Contest, Plan
    from tournament_app.domain.rules import EventRules


def plan_words(rules: EventRules, entries: int) -> tuple[str, ...]:
    """The format, its stages with their matches, and the time they take on one court; or why there is no plan."""
    if rules.play != "matches":
        return heats_words(rules, entries)
    try:
        plan = plan_for(rules.format, entries)
    except Refused as no:
        return (str(no),)
    minutes = sum(rules.at(rules.minutes, contest.stage) or 0 for contest in plan.contests)
    head = tr("{n} entries: {format}", n=entries, format=describe(plan))
    total = tr("{n} matches, {hours} on one court", n=len(plan.contests), hours=hours(minutes))
    return head, stage_words(plan), total


def stage_words(plan: Plan) -> str:
    """``Groups 16 → Quarter-finals 4 → Semi-finals 2 → Final 1``."""
    counts = Counter(_stage(contest) for contest in plan.contests)
    return " → ".join(f"{stage} {n}" for stage, n in counts.items())


def hours(minutes: int) -> str:
    """A length of play as people say it: ``7:20``."""
    return tr("{hours} h {minutes:02d}", hours=minutes // 60, minutes=minutes % 60)


def _stage(contest: Contest) -> Text:
    if contest.group:
        return Text("Groups")
    part = part_of(contest.ref)
    if part or contest.ref == "F2":
        return contest_label_of(contest.ref) if part in ("", contest.ref) else part_label(part)
    size = {"F": 2, "S": 4, "Q": 8}.get(contest.ref[0]) or int(contest.ref[1:].partition("-")[0])
    return ROUNDS[size]
