"""The schedule of a day as it is printed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.print_head import chosen_day, match_sides, print_edition, print_head, stage_words
from tournament_app.queries.prints import ScheduleGroup, SchedulePrint, ScheduleRow
from tournament_app.queries.tournament import DAY, clock, court_rows, sport_rows, tournament_row

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Reading


def day_matches(db: Reading, day: int, venue: int | None = None) -> tuple[MatchRow, ...]:
    """The matches of a day (from 0), of one venue or of all, by time and then court."""
    courts = {court.id: at for at, court in enumerate(court_rows(db))}
    placed = [
        (m.start, courts[m.court.id], m.number, m)
        for m in match_rows(db)
        if m.start is not None and m.court is not None and m.start // DAY == day and venue in (None, m.court.venue_id)
    ]
    return tuple(row[-1] for row in sorted(placed, key=lambda row: row[:-1]))


def playing_days(db: Reading) -> tuple[int, ...]:
    """The days (from 0) that have matches."""
    return tuple(sorted({m.start // DAY for m in match_rows(db) if m.start is not None}))


def schedule_print(db: Reading, options: PrintOptions, now: datetime) -> SchedulePrint:
    """The matches of the chosen day, court by court, venue by venue or time by time; each once."""
    day = chosen_day(db, options, now)
    matches = day_matches(db, day, options.venue)
    sports = {code: sport.name for code, sport in sport_rows(db).items()}
    keys: dict[object, list[MatchRow]] = {}
    for match in matches:
        assert match.court is not None  # day_matches takes placed matches only
        keys.setdefault({"court": match.court, "venue": match.court.venue, "time": match.start}[options.by], []).append(
            match
        )
    order = [*court_rows(db), *dict.fromkeys(court.venue for court in court_rows(db))]
    ordered = sorted(keys, key=order.index) if options.by != "time" else list(keys)
    groups = tuple(
        ScheduleGroup(
            _title(keys[key], options, sports), tuple(_row(db, match, options, sports) for match in keys[key])
        )
        for key in ordered
    )
    venue = next((c.venue for c in court_rows(db) if c.venue_id == options.venue), "")
    return SchedulePrint(
        print_head(db, options, now),
        print_edition(db, now),
        tournament_row(db).first_day + timedelta(days=day),
        groups,
        venue,
        options.by,
        options.page_each,
        options.paper or "A4-landscape",
    )


def _title(matches: list[MatchRow], options: PrintOptions, sports: dict[str, str]) -> str:
    court = matches[0].court
    assert court is not None
    if options.by == "time":
        return clock(matches[0].start or 0)
    where = f"{court.name} - {court.venue}" if options.by == "court" else court.venue
    played = list(dict.fromkeys(sports[match.sport] for match in matches))
    return f"{where} ({played[0]})" if len(played) == 1 else where


def _row(db: Reading, match: MatchRow, options: PrintOptions, sports: dict[str, str]) -> ScheduleRow:
    a, b = match_sides(db, match)
    name = match.event_name if options.by != "time" else f"{sports[match.sport]} - {match.event_name}"
    court = match.court.name if match.court else ""
    return ScheduleRow(match.number, clock(match.start or 0), court, name, stage_words(db, match), a, b)
