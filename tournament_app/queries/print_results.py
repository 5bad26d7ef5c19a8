"""Results, certificates and the medal table as they are printed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tournament_app.queries.event_state import EventState, event_states
from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.medals import medal_rows, overall_of, overall_rule, special_awards
from tournament_app.queries.print_bracket import group_tables
from tournament_app.queries.print_head import (
    entry_side,
    match_sides,
    print_edition,
    print_head,
    score_text,
    stage_words,
    winner_of,
)
from tournament_app.queries.print_heats import heat_tables
from tournament_app.queries.prints import (
    Certificate,
    CertificatePrint,
    EventResults,
    MedalRow,
    MedalTablePrint,
    PlaceRow,
    ResultsPrint,
    ScoreRow,
)
from tournament_app.queries.results import AwardRow, award_rows, place_rows
from tournament_app.queries.stand import stand
from tournament_app.queries.tournament import DAY, sport_rows, tournament_row

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Reading

PRIZES = {"first": "Nhất", "second": "Nhì", "third": "Ba", "consolation": "Khuyến khích"}
STATES = {
    "official": "Chính thức",
    "protest": "Đang khiếu nại",
    "provisional": "Tạm tính",
    "amended": "Đã sửa lại, chờ xác nhận",
}


# -------------------------------------------------------------------------------------------------------------- results
def results_print(db: Reading, options: PrintOptions, now: datetime) -> ResultsPrint:
    """Results of one event or of all, of one day or of all days; events without a match played are left out."""
    played: dict[int, list[MatchRow]] = {}
    for match in match_rows(db):
        wanted = options.event in (None, match.event_id) and options.day in (None, (match.start or 0) // DAY)
        if wanted and (match.outcome or match.heat) and match.status in ("done", "playing"):
            played.setdefault(match.event_id, []).append(match)
    events = tuple(
        _event(db, state, played[state.id], STATES[stand(db, state.id).state])
        for state in event_states(db).values()
        if state.id in played
    )
    day = "" if options.day is None else tournament_row(db).first_day + timedelta(days=options.day)
    return ResultsPrint(
        print_head(db, options, now),
        print_edition(db, now),
        events,
        f"Ngày {day:%d/%m/%Y}" if day else "",
        options.page_each,
    )


def _event(db: Reading, state: EventState, matches: list[MatchRow], said: str) -> EventResults:
    rows = place_rows(db, state.id)
    sharing = {place: sum(row.place == place for row in rows) for place in {row.place for row in rows}}
    return EventResults(
        state.rules.name,
        sport_rows(db)[state.rules.sport].name,
        said,
        tuple(
            PlaceRow(
                f"{row.place}-{row.place + sharing[row.place] - 1}"
                if row.place > 3 and sharing[row.place] > 1
                else str(row.place),
                entry_side(row.entry),
                PRIZES[row.award.prize] if row.award else "",
            )
            for row in rows
        ),
        group_tables(db, state.id),
        tuple(_score(db, match) for match in matches if match.heat is None),
        heat_tables(db, state),
    )


def _score(db: Reading, match: MatchRow) -> ScoreRow:
    a, b = match_sides(db, match)
    return ScoreRow(match.number, stage_words(db, match), a, b, score_text(db, match), winner_of(match))


# --------------------------------------------------------------------------------------------------------- certificates
def certificates_print(db: Reading, options: PrintOptions, now: datetime) -> CertificatePrint:
    """A certificate for every athlete of every prize, or one for a pair or team together, by event and prize.

    A team's own certificate names the delegation; the book's number is left to be written.
    """
    sports = {code: sport.name for code, sport in sport_rows(db).items()}
    won = [row for row in award_rows(db) if options.event in (None, row.event_id)]
    return CertificatePrint(
        print_head(db, options, now, number=None),
        print_edition(db, now),
        tuple(made for row in won for made in _certificates(row, sports[row.sport], each=options.each == "athlete")),
        tournament_row(db).first_day.year,
    )


def _certificates(row: AwardRow, sport: str, *, each: bool) -> tuple[Certificate, ...]:
    entry, prize = row.entry, PRIZES[row.award.prize]
    if each and entry.members:
        return tuple(Certificate((name,), entry.unit, prize, row.event_name, sport) for name in entry.members)
    side = entry_side(entry)
    return (Certificate(side.names or (side.who,), side.whose, prize, row.event_name, sport),)


# --------------------------------------------------------------------------------------------------------------- medals
def medals_print(db: Reading, options: PrintOptions, now: datetime) -> MedalTablePrint:
    """The medal table by the tournament's own rule; points only where the rule counts them."""
    by_points = overall_of(db).by == "points"
    states = [state for state in event_states(db).values() if state.state != "cancelled"]
    done = sum(state.finished for state in states)
    rows = tuple(
        MedalRow(
            str(row.rank or "–"),
            row.unit,
            row.gold,
            row.silver,
            row.bronze,
            sum(award.award.medal is None for award in row.awards),
            row.points if by_points else None,
        )
        for row in medal_rows(db)
    )
    return MedalTablePrint(
        print_head(db, options, now),
        print_edition(db, now),
        rows,
        overall_rule(db).say("vi"),
        state="" if done == len(states) else f"Tạm tính: {done}/{len(states)} nội dung đã kết thúc",
        special=tuple(award.line for award in special_awards(db)),
    )
