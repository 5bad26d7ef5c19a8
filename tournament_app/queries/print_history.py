"""The history as it leaves the program: who did what when, with what stood there before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.queries.changed_rows import changed_rows
from tournament_app.queries.print_head import print_edition, print_head, venue_time
from tournament_app.queries.print_options import PrintOptions
from tournament_app.words import Text, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from tournament_app.queries.changed_rows import ChangedRow
    from tournament_app.queries.history import ActRow
    from tournament_app.queries.prints import DocumentHead, Edition
    from tournament_app.store.rowlog import Reading

ROLES = {
    "organiser": Text("Organiser"),
    "referee": Text("Referee"),
    "secretary": Text("Secretariat"),
    "viewer": Text("Viewer"),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act; *changes* has a line for each row and field, before → after."""

    number: int
    at: datetime
    who: str
    role: str
    station: str
    what: str
    undone: bool
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryPrint:
    """Acts as a document, oldest first; *subtitle* says what they are about."""

    head: DocumentHead
    edition: Edition
    rows: tuple[HistoryLine, ...]
    subtitle: str = ""


def history_print(db: Reading, acts: Sequence[ActRow], now: datetime, subtitle: Text | str = "") -> HistoryPrint:
    """*acts* (newest first, as :func:`history_rows` gives them) in Vietnamese, as every document."""
    with spoken("vi"):
        lines, about = tuple(_lines(db, acts)), str(subtitle)
    return HistoryPrint(print_head(db, PrintOptions(), now, number=None), print_edition(db, now), lines, about)


def _lines(db: Reading, acts: Sequence[ActRow]) -> Iterator[HistoryLine]:
    for act in reversed(acts):
        yield HistoryLine(
            act.id,
            venue_time(db, datetime_of(act)),
            act.actor,
            str(ROLES.get(act.role, act.role)),
            act.station,
            str(act.words),
            act.undone,
            tuple(line for row in changed_rows(db, act)[0] for line in change_lines(row)),
        )


def datetime_of(act: ActRow) -> datetime:
    """When an act was done."""
    from datetime import datetime

    return datetime.fromisoformat(act.at)


def change_lines(row: ChangedRow) -> tuple[str, ...]:
    """What one row is and what stood in its fields before and after."""
    return (row.title, *(f"  {name}: {arrow(was, now)}" for name, was, now in row.fields))


def arrow(before: str, after: str) -> str:
    """What stood there and what stands there; a dash for nothing."""
    return f"{before or '–'} → {after or '–'}" if before else f"→ {after}"
