"""Start lists and result tables of heats as they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.mark_rules import mark_rule
from tournament_app.queries.event_state import event_states
from tournament_app.queries.heats import RankRow, final_rows, heat_rows
from tournament_app.queries.matches import matches_by_key
from tournament_app.queries.print_head import entry_side, print_edition, print_head
from tournament_app.queries.tournament import clock, sport_rows, tournament_row

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.queries.event_state import EventState
    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.queries.prints import DocumentHead, Edition, Side
    from tournament_app.store.rowlog import Reading


PLAIN = ("time", "best", "height", "total", "ranks", "marks", "open")
"""What the result beside a place says by itself, so that paper needs no reason."""


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A line of a heat: the lane or order of start, who, and once it is run the place, the result, Q or q, and why."""

    lane: str
    side: Side
    place: str = ""
    result: str = ""
    through: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HeatTable:
    """One heat with its *title* (``Đợt 2``) and where and when it is."""

    title: str
    when: str
    lines: tuple[HeatLine, ...]


@dataclass(frozen=True, slots=True)
class StartList:
    """The heats of one event whose entries are known."""

    event: str
    sport: str
    rule: str
    heats: tuple[HeatTable, ...]


@dataclass(frozen=True, slots=True)
class StartListPrint:
    """Start lists (danh sách xuất phát), event by event."""

    head: DocumentHead
    edition: Edition
    events: tuple[StartList, ...]


def start_lists_print(db: Reading, options: PrintOptions, now: datetime) -> StartListPrint:
    """The heats of one event or of all that are drawn in heats, with room for the marks to be written."""
    sports = sport_rows(db)
    events = []
    for state in event_states(db).values():
        heats = _tables(db, state, run=False)
        if heats and options.event in (None, state.id):
            rule = mark_rule(state.rules.play, state.rules.marks).words().say("vi")
            events.append(StartList(state.rules.name, sports[state.rules.sport].name, rule, heats))
    return StartListPrint(print_head(db, options, now, number=None), print_edition(db, now), tuple(events))


def heat_tables(db: Reading, state: EventState) -> tuple[HeatTable, ...]:
    """The heats that have marks, as result tables, and at last the final ranking with its reasons."""
    heats = _tables(db, state, run=True)
    finals = final_rows(db, state)
    if len(heats) > 1 and finals:
        heats = (*heats, HeatTable("Xếp hạng chung", "", tuple(_line(row) for row in finals)))
    return heats


def _tables(db: Reading, state: EventState, *, run: bool) -> tuple[HeatTable, ...]:
    matches = matches_by_key(db)
    found = []
    for heat in heat_rows(db, state):
        if not heat.lanes or (run and heat.status not in ("playing", "done", "stale")):
            continue
        match = matches[state.id, heat.ref]
        when = ""
        if match.start is not None:
            when = f"{clock(match.start)} ngày {tournament_row(db).date_of(match.start):%d/%m}"
        where = ", ".join(filter(None, (when, match.court.name if match.court else "")))
        if run:
            lines = tuple(_line(row) for row in heat.ranking)
        else:
            lines = tuple(HeatLine(str(lane), entry_side(entry)) for lane, entry in heat.lanes)
        found.append(HeatTable(heat.label.say("vi"), where, lines))
    return tuple(found)


def _line(row: RankRow) -> HeatLine:
    place = "" if row.place is None else str(row.place)
    reason = "" if row.code in PLAIN else row.reason.say("vi")
    return HeatLine(str(row.lane or ""), entry_side(row.entry), place, row.result, row.through, reason)
