"""After the draw: an entry withdraws or takes part again, others play for it, one comes late."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tournament_app.commands.withdraw import AddLateEntry, ReplaceMembers, ReturnEntry, WithdrawEntry
from tournament_app.errors import Refused
from tournament_app.gui.correction import Correction, correct
from tournament_app.gui.form import ChoiceField, Form, TextField
from tournament_app.gui.pages.people_forms import MembersField, birth_words, sex_words
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tournament_app.gui.desk import Desk
    from tournament_app.gui.pages.people import PeoplePage
    from tournament_app.queries.entries import AthleteRow, EntryRow


class AfterDraw:
    """What may be done on the people page to entries of events that are drawn."""

    def __init__(self, page: PeoplePage) -> None:
        self.page = page

    def menu(self) -> QMenu:
        """One line for each, with its key."""
        menu = QMenu(self.page)
        for words, slot in (
            (f"{tr('Withdraw the entry…')}\tF6", self.withdraw),
            (tr("Takes part again"), self.take_part_again),
            (tr("Replace athletes…"), self.replace_athletes),
            (tr("Late entry…"), self.enter_late),
            (tr("What was changed here"), self.history),
        ):
            menu.addAction(words, slot)
        return menu

    @property
    def entry(self) -> EntryRow | None:
        """The entry the user is on; a word in the banner where it is none."""
        line = self.page.table.current_row() if self.page.view.key == "entries" else None
        if line is None:
            self.page.desk.say(tr("Choose an entry first: F4 shows the entries."))
        return line.entry if line else None

    def history(self) -> None:
        """The journal about the athlete or entry the user is on, else about the delegation."""
        page, line = self.page, self.page.table.current_row()
        if line is not None:
            page.desk.open("journal", "athlete" if page.view.key == "athletes" else "entry", line.id)
        elif page.unit is not None:
            page.desk.open("journal", "delegation", page.unit.id)

    def withdraw(self) -> Form | None:
        """The entry the user is on withdraws."""
        entry = self.entry
        return withdraw_form(self.page.desk, entry, self.page) if entry else None

    def take_part_again(self) -> Correction | None:
        """The entry the user is on, which withdrew, plays on."""
        entry = self.entry
        return take_part_again(self.page.desk, entry, self.page) if entry else None

    def replace_athletes(self) -> Form | None:
        """Others play for the entry the user is on."""
        entry = self.entry
        mine = [a for a in self.page.athletes if entry and a.delegation_id == entry.delegation_id]
        return replace_form(self.page.desk, entry, mine, self.page) if entry else None

    def enter_late(self) -> Form | None:
        """One more entry of the chosen delegation in an event that is drawn."""
        page = self.page
        if page.unit is None:
            page.desk.say(tr("Choose a delegation at the left first."))
            return None
        mine = [a for a in page.athletes if a.delegation_id == page.unit.id]
        events = [(event_id, f"{page.codes[event_id]} {page.events[event_id]}") for event_id in page.drawn]
        gone = [e for e in page.entries.values() if e.state == "withdrawn" and e.event_id in page.drawn]
        return late_form(page.desk, page.unit.id, mine, events, gone, page)


def withdraw_form(desk: Desk, entry: EntryRow, parent: QWidget) -> Form:
    """Say why an entry withdraws; what follows by the event's rule is shown before it is done."""

    def act(values: dict[str, Any]) -> Any:
        command = WithdrawEntry(entry.id, values["reason"])
        title = tr("{entry} withdraws", entry=entry.label)
        asked = correct(desk, lambda later: replace(command, later=later), title, parent, confirm=tr("Withdraw"))
        return asked or desk.try_run(command)

    intro = tr("{entry} ({event}). What becomes of its matches follows from the rule of the event.", **_names(entry))
    fields = (TextField("reason", tr("Reason"), "", tr("For instance injured, ill, did not come.")),)
    return _opened(Form(tr("Withdraw the entry"), fields, act, confirm=tr("Withdraw"), intro=intro, parent=parent))


def take_part_again(desk: Desk, entry: EntryRow, parent: QWidget) -> Correction | None:
    """An entry that withdrew plays on: at once, or after the dialog says what follows."""
    command = ReturnEntry(entry.id)
    title = tr("{entry} takes part again", entry=entry.label)
    try:
        again = tr("Takes part again")
        dialog = correct(desk, lambda later: replace(command, later=later), title, parent, confirm=again)
    except Refused as no:
        desk.say(str(no), "warning")
        return None
    if dialog is None:
        desk.run(command)
    return dialog


def replace_form(desk: Desk, entry: EntryRow, athletes: Sequence[AthleteRow], parent: QWidget) -> Form:
    """Others of the delegation play for an entry; it keeps its line."""

    def act(values: dict[str, Any]) -> Any:
        return desk.try_run(ReplaceMembers(entry.id, values["members"], values["reason"]))

    fields = (
        MembersField("members", tr("Members"), entry.member_ids, tr("Space ticks a member."), _people(athletes)),
        TextField("reason", tr("Reason")),
    )
    intro = tr("{entry} ({event}) keeps its line in the draw and its results.", **_names(entry))
    return _opened(Form(tr("Replace athletes"), fields, act, confirm=tr("Replace"), intro=intro, parent=parent))


def late_form(
    desk: Desk,
    delegation_id: int,
    athletes: Sequence[AthleteRow],
    events: Sequence[tuple[int, str]],
    gone: Sequence[EntryRow],
    parent: QWidget,
) -> Form:
    """Enter somebody in an event that is drawn; *gone* are entries that withdrew, whose lines may be taken over."""

    def act(values: dict[str, Any]) -> Any:
        instead = values["instead_of"]
        event_id = next((e.event_id for e in gone if e.id == instead), values["event"])
        return desk.try_run(AddLateEntry(event_id, delegation_id, values["members"], values["reason"], instead))

    lines = ((None, tr("A free line: a bye or the smaller group")), *((e.id, f"{e.event} {e.label}") for e in gone))
    fields = (
        ChoiceField("event", tr("Event"), choices=tuple(events)),
        MembersField("members", tr("Members"), (), tr("Space ticks a member."), _people(athletes)),
        ChoiceField("instead_of", tr("Line"), hint=tr("Or the line of an entry that withdrew."), choices=lines),
        TextField("reason", tr("Reason")),
    )
    return _opened(Form(tr("Late entry"), fields, act, confirm=tr("Enter"), parent=parent))


def _names(entry: EntryRow) -> dict[str, str]:
    return {"entry": entry.full, "event": entry.event}


def _people(athletes: Sequence[AthleteRow]) -> tuple[tuple[int, str], ...]:
    return tuple((a.id, " · ".join(filter(None, (a.name, sex_words(a.sex), birth_words(a))))) for a in athletes)


def _opened(form: Form) -> Form:
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    form.opened()
    return form
