"""How the draw page says things: formats, numbers of entries, states, and the plan of a draw in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.bracket import bracket_lines
from tournament_app.domain.formats import describe
from tournament_app.gui.widgets.list_rows import ListItem
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from tournament_app.domain.plan import Plan
    from tournament_app.queries.draw import DrawRow

STATES = {
    "empty": (Text("Too few entries"), "neutral"),
    "open": (Text("Not drawn"), "warning"),
    "drawn": (Text("Drawn"), "primary"),
    "locked": (Text("Locked"), "ok"),
    "cancelled": (Text("Cancelled"), "neutral"),
}
KINDS = (
    ("auto", Text("Automatic: round robin up to 5, else groups and knockout")),
    ("round_robin", Text("Round robin")),
    ("groups", Text("Groups, then knockout")),
    ("knockout", Text("Knockout")),
    ("double_elimination", Text("Double elimination")),
    ("zones", Text("Qualifying zones, then a final stage")),
    ("swiss", Text("Swiss")),
)
DEPTHS = (
    ("full", Text("As late as possible, round by round")),
    ("quarters", Text("Different halves and quarters")),
    ("first_round", Text("Not in the first round")),
    ("none", Text("Not kept apart")),
)
METHODS = (
    ("seed", Text("By the program, from a seed")),
    ("hall", Text("In public: the hash of the list, then what the hall gives")),
    ("balls", Text("By hand: balls drawn in the hall")),
)
SEEDINGS = (
    ("standard", Text("All numbered seeds, on the BWF lines")),
    ("bwf", Text("BWF: 2, 4, 8 or 16 seeds")),
    ("ittf", Text("ITTF: whole tiers of seeds")),
    ("itf", Text("ITF (tennis): a quarter of the sheet")),
    ("snake", Text("By strength: 1 meets the last, nothing by lot")),
    ("pots", Text("Groups: one pot after the other by lot")),
)


def entries_in_words(row: DrawRow) -> str:
    """``16 pairs``, ``31 athletes``, ``12 teams``."""
    if row.team:
        return tr("{n} teams", n=row.entries)
    return tr("{n} pairs", n=row.entries) if row.members == 2 else tr("{n} athletes", n=row.entries)


def format_in_words(plan: Plan | None) -> str:
    """The format in the few letters a list has room for."""
    if plan is None:
        return ""
    knockout = any(not contest.group for contest in plan.contests)
    if plan.groups and knockout:
        return tr("groups + KO")
    if plan.groups:
        return str(describe(plan)) if plan.later or plan.rounds else tr("round robin")
    return tr("knockout")


def plan_in_words(plan: Plan, separation: str) -> str:
    """What this plan means for the hall: format, matches, byes, and how delegations are kept apart."""
    parts = [str(describe(plan)), tr("{n} matches", n=len(plan.contests))]
    if byes := sum(box.bye for box in bracket_lines(plan).boxes):
        parts.append(tr("{n} byes", n=byes))
    if plan.groups and len(plan.groups) > 1:
        sizes = sorted({len(members) for members in plan.groups.values()}, reverse=True)
        counts = {size: sum(len(m) == size for m in plan.groups.values()) for size in sizes}
        parts.append(", ".join(tr("{k} groups of {n}", k=counts[size], n=size) for size in sizes))
    depth = next(str(text) for key, text in DEPTHS if key == separation)
    return " · ".join(parts) + "\n" + tr("Delegations: {how}", how=depth)


def draw_item(row: DrawRow) -> ListItem:
    """The event as a row of the list, with the badge that says how far its draw is."""
    word, role = STATES[row.state]
    badge = str(word)
    if row.state == "locked" and row.round and row.members == 1:
        badge = tr("Round {n}/{m}", n=row.round, m=row.rounds)
    subtitle = " · ".join(filter(None, (entries_in_words(row), format_in_words(row.plan))))
    return ListItem(row.event_id, row.name, subtitle, badge, role)


def state_badge(row: DrawRow) -> tuple[str, str]:
    """The badge beside the event's name above the canvas."""
    word, role = STATES[row.state]
    if row.code_of_draw:
        return tr("{state} · draw code {code}", state=word, code=row.code_of_draw), role
    return str(word), role


def quality_note(row: DrawRow) -> str:
    """Seeds and how well delegations are apart, with a mark when nobody could do better."""
    if not row.code_of_draw:
        return ""
    seeds = tr("Seeds {n}", n=row.seeds)
    apart = tr("delegations apart: as far as possible ✓") if row.apart else tr("delegations apart: not fully")
    return f"{seeds} · {apart}"
