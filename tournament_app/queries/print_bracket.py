"""The groups and the knockout of an event as they are printed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tournament_app.domain.bracket import BracketBox as Box
from tournament_app.domain.bracket import bracket_lines
from tournament_app.domain.outcome import Kind
from tournament_app.domain.scoring import score_words
from tournament_app.domain.tiebreaks import number_words
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
from tournament_app.queries.prints import BracketBox, BracketPrint, GroupRow, GroupTable, Side
from tournament_app.queries.results import StandingRow, standing_rows
from tournament_app.queries.tournament import clock, sport_rows, tournament_row

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

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
        if state.plan is not None and state.state != "cancelled" and options.event in (None, state.id)
    )


def bracket_print(db: Reading, state: EventState, options: PrintOptions, now: datetime) -> BracketPrint:
    """The groups and the knockout of one drawn event with the results so far."""
    assert state.plan is not None  # bracket_prints asked
    bracket = bracket_lines(state.plan)
    return BracketPrint(
        print_head(db, options, now),
        print_edition(db, now),
        state.rules.name,
        sport_rows(db)[state.rules.sport].name,
        group_tables(db, state.id),
        tuple(_box(db, state, box) for box in bracket.boxes),
        bracket.edges,
        tuple(heading.say("vi") for heading in bracket.headings),
        paper=options.paper or "A4-landscape",
    )


def _box(db: Reading, state: EventState, box: Box) -> BracketBox:
    if box.bye:
        return BracketBox(box.column, box.y, ref_side(db, state, box.a_side), bye=True)
    match = matches_by_key(db)[state.id, box.ref]
    a, b = match_sides(db, match)
    label = f"Trận {match.number}" + (" · Tranh hạng ba" if box.ref == "P3" else "")
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
    one = len(state.plan.groups) == 1
    return tuple(
        GroupTable(
            "Vòng tròn một lượt" if one else f"Bảng {name}",
            tuple(_group_row(db, state, name, number, standings.get(name, ())) for number in state.plan.groups[name]),
            tuple(title for title, _ in _figures(db, state)),
        )
        for name in state.plan.groups
    )


def _group_row(db: Reading, state: EventState, name: str, number: int, standings: tuple[StandingRow, ...]) -> GroupRow:
    assert state.plan is not None  # group_tables asked
    numbers = state.plan.groups[name]
    contests = {frozenset((c.a, c.b)): c.ref for c in state.plan.contests if c.group == name}
    position = numbers.index(number) + 1
    entry = state.numbers.get(number)
    if entry is None:
        return GroupRow(position, Side(), (None,) * len(numbers), ("",) * len(_figures(db, state)))
    matches = matches_by_key(db)
    cells = tuple(
        None
        if other == number
        else _cell(state, matches[state.id, contests[frozenset((str(number), str(other)))]], entry)
        for other in numbers
    )
    row = next((row for row in standings if row.entry.id == entry), None)
    side = entry_side(entry_rows(db)[entry])
    if row is None or not any(each.standing.played for each in standings):
        return GroupRow(position, side, cells, ("",) * len(_figures(db, state)))
    values = tuple(figure(row.standing) for _, figure in _figures(db, state))
    return GroupRow(position, side, cells, values, str(row.standing.rank), _reason(state, row))


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
