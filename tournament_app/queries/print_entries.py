"""The lists of participants as they are printed: delegation by delegation, or event by event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tournament_app.domain.people import collation_key, person_key
from tournament_app.queries.entries import AthleteRow, athlete_rows, entry_rows, event_entries
from tournament_app.queries.event_state import event_states
from tournament_app.queries.print_head import print_edition, print_head
from tournament_app.queries.prints import EntryGroup, EntryListPrint, EntryRow
from tournament_app.queries.tournament import sport_rows

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Reading

SEXES = {"M": "Nam", "F": "Nữ"}


def entries_print(db: Reading, options: PrintOptions, now: datetime) -> EntryListPrint:
    """Who takes part. One event asks for the list by event."""
    by = "event" if options.event is not None else options.lists
    groups = _by_event(db, options.event) if by == "event" else _by_delegation(db)
    people = len({row.id for row in athlete_rows(db) if row.events})
    return EntryListPrint(
        print_head(db, options, now),
        print_edition(db, now),
        groups,
        "" if by == "event" else f"{len(groups)} đoàn, {people} vận động viên",
        by,
        options.page_each,
        options.paper or "A4",
    )


def _by_delegation(db: Reading) -> tuple[EntryGroup, ...]:
    names = event_names(db)
    units: dict[str, list[AthleteRow]] = {}
    for row in athlete_rows(db):
        if row.events:
            units.setdefault(row.unit, []).append(row)
    return tuple(
        EntryGroup(
            unit,
            tuple(
                _row(row, "; ".join(names[code] for code in row.events))
                for row in sorted(units[unit], key=lambda row: person_key(row.name))
            ),
        )
        for unit in sorted(units, key=collation_key)
    )


def _by_event(db: Reading, event: int | None) -> tuple[EntryGroup, ...]:
    athletes = {row.id: row for row in athlete_rows(db)}
    names = event_names(db)
    groups = []
    for state in event_states(db).values():
        rows = [
            _row(athletes[member], entry.unit, f"Đôi {number}" if len(entry.members) == 2 else "")
            for number, entry in enumerate(event_entries(db, state.id), 1)
            for member in entry.member_ids
        ]
        if rows and event in (None, state.id):
            groups.append(EntryGroup(names[state.rules.code], tuple(rows)))
    return tuple(groups)


def event_names(db: Reading) -> dict[str, str]:
    """Event code → sport and name, as lists print it."""
    sports = sport_rows(db)
    return {
        state.rules.code: f"{sports[state.rules.sport].name} - {state.rules.name}"
        for state in event_states(db).values()
    }


def entered(db: Reading) -> int:
    """How many entries take part."""
    return sum(entry.state != "withdrawn" for entry in entry_rows(db).values())


def _row(athlete: AthleteRow, last: str, note: str = "") -> EntryRow:
    born = f"{date.fromisoformat(athlete.birth_date):%d/%m/%Y}" if athlete.birth_date else str(athlete.birth_year or "")
    return EntryRow(athlete.name, SEXES.get(athlete.sex, ""), born, athlete.post, last, note or athlete.note)
