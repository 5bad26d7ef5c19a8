"""Heats in tables: who starts in which lane (the draw page), and how all stand with the reason (the results page)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.commands.draw import DrawEvent
from tournament_app.gui.form import Form, TextField
from tournament_app.gui.pages.draw_dialogs import hall_seed, seed_hint
from tournament_app.gui.table_model import Column, number
from tournament_app.queries.heats import RankRow, final_rows, heat_rows
from tournament_app.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.draw import DrawRow
    from tournament_app.queries.event_state import EventState
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A line of either table, with an id for it; *prize* in words."""

    id: tuple[str, int]
    heat: str
    rank: RankRow
    prize: str = ""


def start_lines(db: Reading, state: EventState) -> tuple[HeatLine, ...]:
    """Every heat whose entries are known, lane by lane."""
    found = []
    for heat in heat_rows(db, state):
        ranks = {row.entry.id: row for row in heat.ranking}
        found += [HeatLine((heat.ref, entry.id), str(heat.label), ranks[entry.id]) for _, entry in heat.lanes]
    return tuple(found)


def ranked_lines(db: Reading, state: EventState, prizes: dict[int, str], *, final: bool) -> tuple[HeatLine, ...]:
    """The *final* ranking with its reasons, or that of each heat."""
    if final:
        rows = final_rows(db, state)
        return tuple(HeatLine(("", row.entry.id), "", row, prizes.get(row.entry.id, "")) for row in rows)
    return tuple(
        HeatLine((heat.ref, row.entry.id), str(heat.label), row)
        for heat in heat_rows(db, state)
        for row in heat.ranking
    )


def start_columns() -> tuple[Column, ...]:
    """The columns of a start list."""
    return (
        Column("heat", tr("Heat"), lambda r: r.heat, 110),
        number("lane", tr("Lane"), lambda r: r.rank.lane, 60),
        Column("people", tr("Athletes"), lambda r: r.rank.entry.people or r.rank.entry.label, 220, stretch=True),
        Column("unit", tr("Delegation"), lambda r: r.rank.entry.unit, 220),
        Column("result", tr("Mark"), lambda r: f"{r.rank.result} {r.rank.through}".strip(), 110, strong=True),
    )


def rank_columns() -> tuple[Column, ...]:
    """The columns of a ranking."""
    return (
        Column("heat", tr("Heat"), lambda r: r.heat, 70),
        number("place", tr("Rank"), lambda r: r.rank.place or "–", 66, strong=True),
        Column("people", tr("Athletes"), _who, 150, stretch=True, tip=lambda r: r.rank.entry.full),
        Column("unit", tr("Delegation"), lambda r: r.rank.entry.unit, 120, tip=lambda r: r.rank.entry.unit),
        Column("result", tr("Mark"), lambda r: f"{r.rank.result} {r.rank.through}".strip(), 92, strong=True),
        Column("prize", tr("Prize"), lambda r: r.prize, 112, strong=True, tip=lambda r: str(r.rank.reason)),
    )


def _who(row: HeatLine) -> str:
    return row.rank.entry.people or row.rank.entry.label


def heats_form(desk: Desk, row: DrawRow, parent: QWidget) -> Form:
    """Ask for the seed, and draw the heats of an event from it."""
    intro = tr("{n} entries are drawn into heats and lanes by the rule of the event.", n=row.entries)
    return Form(
        tr("Draw {event}", event=row.name),
        (TextField("seed", tr("Seed of the hall"), hint=seed_hint()),),
        lambda values: desk.try_run(DrawEvent(row.event_id, values["seed"] or hall_seed())),
        confirm=tr("Draw"),
        intro=intro,
        parent=parent,
    )
