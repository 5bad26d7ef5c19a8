"""The groups and the knockout of an event as they are printed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tournament_app.domain.bracket import Bracket, brackets
from tournament_app.domain.bracket import BracketBox as Box
from tournament_app.domain.formats import describe, group_label
from tournament_app.domain.outcome import Kind
from tournament_app.domain.scoring import score_words
from tournament_app.domain.tiebreaks import number_words
from tournament_app.queries.adjustments import adjustment_rows
from tournament_app.queries.carried import carried_contests
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import EventState, event_state, event_states
from tournament_app.queries.matches import MatchRow, matches_by_key
from tournament_app.queries.print_head import (
    detail_of,
    ending_text,
    entry_side,
    games_of,
    match_sides,
    print_edition,
    print_head,
    ref_side,
    score_text,
    winner_of,
)
from tournament_app.queries.prints import BracketBox, BracketPrint, GroupRow, GroupTable
from tournament_app.queries.results import StandingRow, standing_rows
from tournament_app.queries.tournament import clock, sport_rows, tournament_row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from tournament_app.domain.plan import Contest, Plan
    from tournament_app.domain.standings import Standing
    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Reading

ONE = Fraction(1)
CELLS = {
    Kind.WALKOVER: ("thắng W.O.", "vắng mặt"),
    Kind.RETIRED: ("thắng", "bỏ cuộc"),
    Kind.DISQUALIFIED: ("thắng", "truất quyền"),
}
"""What stands in a cross table for the winner and for the loser of a match that was not played out."""


def bracket_prints(db: Reading, options: PrintOptions, now: datetime) -> tuple[BracketPrint, ...]:
    """One print for each event that is drawn, or for the one chosen."""
    return tuple(
        bracket_print(db, state, options, now)
        for state in event_states(db).values()
        if state.plan is not None
        and state.meet is None
        and state.state != "cancelled"
        and options.event in (None, state.id)
    )


def bracket_print(db: Reading, state: EventState, options: PrintOptions, now: datetime) -> BracketPrint:
    """The groups and the knockout of one drawn event with the results so far."""
    assert state.plan is not None  # bracket_prints asked
    first, *more = brackets(state.plan) or (Bracket(),)
    whole = BracketPrint(
        print_head(db, options, now),
        print_edition(db, now),
        state.rules.name,
        sport_rows(db)[state.rules.sport].name,
        group_tables(db, state.id),
        paper=options.paper or "A4-landscape",
    )
    parts = tuple(_part(db, state, whole, part, several=bool(more)) for part in (first, *more))
    return replace(parts[0], groups=whole.groups, more=parts[1:])


def _part(db: Reading, state: EventState, whole: BracketPrint, part: Bracket, *, several: bool) -> BracketPrint:
    """One part of the format, without the groups; named where there are others."""
    return replace(
        whole,
        groups=(),
        boxes=tuple(_box(db, state, box) for box in part.boxes),
        edges=part.edges,
        headings=tuple(heading.say("vi") for heading in part.headings),
        part=part.title.say("vi") if several else "",
    )


def _box(db: Reading, state: EventState, box: Box) -> BracketBox:
    if box.bye:
        return BracketBox(box.column, box.y, ref_side(db, state, box.a_side), bye=True)
    match = matches_by_key(db)[state.id, box.ref]
    a, b = match_sides(db, match)
    label = f"Trận {match.number}" + (f" · {match.label.say('vi')}" if box.ref[0] == "P" and "." not in box.ref else "")
    winner = winner_of(match)
    return BracketBox(
        box.column,
        box.y,
        a,
        b,
        label,
        when(db, match),
        score_text(db, match),
        "a" if winner == "a" else "b" if winner else "",
    )


def when(db: Reading, match: MatchRow) -> str:
    """``26/10 07:30 · Sân 1``; empty before it is scheduled."""
    if match.start is None or match.court is None:
        return ""
    return f"{tournament_row(db).date_of(match.start):%d/%m} {clock(match.start)} · {match.court.name}"


# --------------------------------------------------------------------------------------------------------------- groups
def group_tables(db: Reading, event_id: int) -> tuple[GroupTable, ...]:
    """The groups of an event as cross tables, with figures and ranks once play has begun."""
    state = event_state(db, event_id)
    if state.plan is None:
        return ()
    standings = standing_rows(db, event_id)
    plan = state.plan
    decided = adjustment_rows(db, event_id)
    members = {name: {row.entry.id for row in rows} for name, rows in standings.items()}
    made = tuple(
        GroupTable(
            describe(plan).say("vi") if len(plan.tables) == 1 else group_label(plan, name).say("vi"),
            tuple(_group_row(db, state, name, side, standings.get(name, ())) for side in plan.members(name)),
            tuple(title for title, _ in _figures(db, state)),
            rounds=_rounds(plan, name),
            notes=tuple(row.text.say("vi") for row in decided if row.entry.id in members.get(name, ())),
        )
        for name in plan.tables
    )
    compared = tuple(_compared(plan, standings, one.scope) for one in plan.across if standings.get(one.scope))
    return (*made[:-1], replace(made[-1], notes=(*made[-1].notes, *compared))) if made and compared else made


def _compared(plan: Plan, standings: Mapping[str, tuple[StandingRow, ...]], scope: str) -> str:
    """A comparison across groups in a line: who stands where, and why."""
    rows = [f"{row.standing.rank}. {row.entry.label} ({row.reason.say('vi')})" for row in standings[scope]]
    return f"{group_label(plan, scope).say('vi')}: {'; '.join(rows)}"


def _rounds(plan: Plan, group: str) -> int:
    """How many rounds a group that is paired round by round has so far, 0 for one where everybody meets."""
    return max((c.round for c in plan.contests if c.group == group), default=1) if group in plan.rounds else 0


def _group_row(db: Reading, state: EventState, name: str, side: str, standings: tuple[StandingRow, ...]) -> GroupRow:
    assert state.plan is not None  # group_tables asked
    assert state.resolved is not None
    members = state.plan.members(name)
    position = members.index(side) + 1
    rounds = _rounds(state.plan, name)
    entry = coming.entry if (coming := state.resolved.known.get(side)) else None
    if entry is None:
        who = ref_side(db, state, side)
        return GroupRow(position, who, (None,) * (rounds or len(members)), ("",) * len(_figures(db, state)))
    own = [c for c in state.plan.contests if c.group == name and side in (c.a, c.b)]
    if rounds:
        cells: tuple[str | None, ...] = tuple(
            _met(db, state, [c for c in own if c.round == turn], side, entry, members) for turn in range(1, rounds + 1)
        )
    else:
        cells = tuple(
            None
            if other == side
            else _met(db, state, _meetings(own, side, other) or carried_contests(state, name, side, other), side, entry)
            for other in members
        )
    row = next((row for row in standings if row.entry.id == entry), None)
    who = entry_side(entry_rows(db)[entry])
    begun = any((o := state.live(c.ref)) and o.over for c in state.plan.contests if c.group == name)
    if row is None or not (begun or any(each.standing.played for each in standings)):  # carried results stand before
        return GroupRow(position, who, cells, ("",) * len(_figures(db, state)))
    values = tuple(figure(row.standing) for _, figure in _figures(db, state))
    return GroupRow(position, who, cells, values, str(row.standing.rank), _reason(state, row))


def _meetings(own: Sequence[Contest], side: str, other: str) -> list[Contest]:
    """The matches of *side* against *other*; of several legs those in which *side* is named first."""
    first = [c for c in own if (c.a, c.b) == (side, other)]
    return first or [c for c in own if (c.b, c.a) == (side, other)]


def _met(
    db: Reading, state: EventState, contests: Sequence[Contest], side: str, entry: int, members: Sequence[str] = ()
) -> str:
    """What stands in a cell; with *members* after the number of the other among them."""
    found = []
    for contest in contests:
        text = _cell(state, matches_by_key(db)[state.id, contest.ref], entry)
        other = contest.b if contest.a == side else contest.a
        found.append(f"{members.index(other) + 1}: {text}" if members else text)
    return " / ".join(filter(None, found))


def _cell(state: EventState, match: MatchRow, entry: int) -> str:
    """The result as the row's entry sees it."""
    outcome = match.outcome
    if outcome is None or match.status == "stale" or match.side_a is None:
        return ""
    first = match.side_a.id == entry
    games = games_of(match) if first else tuple((b, a) for a, b in games_of(match))
    if outcome.kind is Kind.BOTH_ABSENT:
        return "vắng mặt"
    ending = CELLS[outcome.kind][outcome.winner != entry] if outcome.kind in CELLS else ""
    if outcome.kind is Kind.PLAYING:
        ending = ending_text(match)
    detail = detail_of(match) if first else detail_of(match).turned()
    return "; ".join(filter(None, (score_words(games, state.scoring["group"], detail), ending)))


def _reason(state: EventState, row: StandingRow) -> str:
    """Why it has this rank, where more than the first criterion had to say so."""
    first = state.ranking.criteria[0]
    return "" if row.standing.reason.code in ("", first) else row.reason.say("vi")


def _figures(db: Reading, state: EventState) -> tuple[tuple[str, Callable[[Standing], str]], ...]:
    """The columns beside the cross table: their titles, and how each is read off a standing."""
    game = str(sport_rows(db)[state.rules.sport].body.get("game", "ván"))
    scoring, ranking = state.scoring["group"], state.ranking
    columns: list[tuple[str, Callable[[Standing], str]]] = [("Thắng", lambda row: str(row.won))]
    if scoring.kind == "board":
        columns.append(("Hòa", lambda row: str(row.drawn)))
    else:
        if scoring.best_of > 1:
            columns.append((f"HS {game}", lambda row: f"{row.games_for - row.games_against:+d}"))
        columns.append(("HS điểm", lambda row: f"{row.points_for - row.points_against:+d}"))
    if scoring.kind == "board" or (ranking.win, ranking.win_close, ranking.loss) != (ONE, ONE, Fraction()):
        columns.append(("Điểm", lambda row: number_words(row.points)))
    return tuple(columns)
