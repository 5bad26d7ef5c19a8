"""A small tournament: the XXV's rules, a handful of delegations whose entries fit every event, drawn and placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.forms import DelegationForm, FormAthlete, FormEntry, ImportForms
from tournament_app.commands.schedule import BuildSchedule
from tournament_app.commands.tournament import CreateTournament
from tournament_app.queries.event_state import event_ids
from tournament_app.store.catalogue import load_template
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from pathlib import Path

AN = Actor("An", "organiser", "bàn 1", 1)
EVENTS = ("CL-05", "BB-02", "CT-01", "BCH-01")
UNITS = (
    "Sở Y tế",
    "Sở Nội vụ",
    "Báo Thái Nguyên",
    "Tòa án nhân dân tỉnh",
    "Kho bạc Nhà nước",
    "Sở Tư pháp",
    "Ban Dân tộc",
)


def unit_form(unit: str, number: int = 0) -> DelegationForm:
    """A form with nine men of 40: two pairs, two singles, a chess player and a team; one is in no entry."""
    athletes = tuple(
        FormAthlete(f"Nguyễn Văn {chr(65 + number)}{chr(97 + i)}", "M", 1984, f"1984-05-{i + 1:02}", leader=i == 0)
        for i in range(9)
    )
    entries = (
        FormEntry("CL-05", 1, (0, 1)),
        FormEntry("BB-02", 1, (2,)),
        FormEntry("BB-02", 2, (3,)),
        FormEntry("CT-01", 1, (4,)),
        FormEntry("BCH-01", 1, (1, 2, 3, 4, 5, 6, 7)),
        FormEntry("BB-04", 1, (0, 5)),
    )
    return DelegationForm(unit, f"{unit}.xlsx", f"digest {unit}", "list", athletes, entries)


def entered(where: Path | str, units: int = len(UNITS)) -> Store:
    """The tournament with its delegations entered, nothing drawn."""
    store = Store.create(where)
    store.run(CreateTournament(load_template("xxv")), AN)
    store.run(ImportForms(tuple(unit_form(unit, n) for n, unit in enumerate(UNITS[:units]))), AN)
    return store


def drawn(where: Path | str, units: int = len(UNITS)) -> Store:
    """The same with its events drawn and scheduled."""
    store = entered(where, units)
    with store.reading() as db:
        events = event_ids(db)
    for code in EVENTS:
        store.run(DrawEvent(events[code], f"gieo {code}"), AN)
    store.run(BuildSchedule(), AN)
    return store
