"""What was printed so far, and which of it is out of date, below the list of documents."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from tournament_app.gui.print_watch import PrintWatch
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.gui.desk import Desk
    from tournament_app.issue import PrintState

SOON = 300
"""Milliseconds after a change before the papers are looked through."""
EMPTY, WHOLE = 100, 16_777_215
"""Pixels it is high at most while nothing is printed, and when something is: as high as there is room."""


class PrintedList(Card):
    """``chosen(state)`` when a paper is picked, ``again(states)`` to print those out of date again."""

    chosen = Signal(object)
    again = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Printed so far"), flush=True)
        self._desk = desk
        self.states: tuple[PrintState, ...] = ()
        self.watch = PrintWatch(desk, SOON, self)
        self.watch.found.connect(self._found)
        self.none = Label(tr("Nothing is printed yet."), "muted", wrap=True)
        self.none.setMargin(14)
        self.list = ListRows(tr("Printed so far"))
        self.list.chosen.connect(self._chosen)
        self.list.clicked.connect(lambda _: self._chosen(self.list.key))
        self.button = Button("")
        self.button.clicked.connect(lambda _=False: self.again.emit(self.outdated()))
        self.box.addWidget(self.none)
        self.box.addWidget(self.list, 1)
        self.box.addWidget(self.button)
        self._found(())

    def outdated(self) -> tuple[PrintState, ...]:
        """The papers that would look different now."""
        return tuple(state for state in self.states if state.outdated)

    def _found(self, states: tuple[PrintState, ...]) -> None:
        self.states = tuple(sorted(states, key=lambda state: not state.outdated))
        self.list.blockSignals(True)
        self.list.set_items([self._item(state) for state in self.states])
        self.list.blockSignals(False)
        self.list.setVisible(bool(states))
        self.none.setVisible(not states)
        self.setMaximumHeight(WHOLE if states else EMPTY)
        old = len(self.outdated())
        self.button.setText(tr("Print {n} again…", n=old))
        self.button.setVisible(bool(old))
        self.set_badge(tr("{n} out of date", n=old) if old else "", "warning")

    def _item(self, state: PrintState) -> ListItem:
        row = state.row
        copy = tr("copy {n} · {at}", n=row.revision, at=self._at(row.at))
        lines = [*filter(None, [state.what]), copy if not row.who else f"{copy} · {row.who}"]
        if state.since is not None:
            lines.append(tr("since {at}: {act}", at=self._at(state.since.at), act=state.since.words))
        badge, role = (tr("Out of date"), "warning") if state.outdated else (tr("Up to date"), "ok")
        return ListItem(row.id, str(state.title), badge=badge, role=role, lines=tuple(lines))

    def _at(self, at: str) -> str:
        return f"{datetime.fromisoformat(at).astimezone(self._desk.now().tzinfo):%H:%M %d/%m}"

    def _chosen(self, key: object) -> None:
        state = next((state for state in self.states if state.row.id == key), None)
        if state is not None:
            self.chosen.emit(state)
