"""The public draw before it is made: the list and its hash for everybody to see, then what the hall gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tournament_app.commands.draw import DrawEvent
from tournament_app.domain.protocol import in_fours
from tournament_app.errors import Refused, Unavailable
from tournament_app.gui.table import Table
from tournament_app.gui.table_model import Column, number
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.hall_window import LARGE, MIDDLE, SMALL, HallWindow, large
from tournament_app.gui.widgets.label import Label
from tournament_app.queries.draw_list import draw_list
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.domain.rules import Format
    from tournament_app.gui.desk import Desk
    from tournament_app.queries.draw import DrawRow


class DrawHall(HallWindow):
    """Hash first, then the hall speaks, then Enter draws; :attr:`drawn` is emitted with the code."""

    drawn = Signal(str)

    def __init__(self, desk: Desk, row: DrawRow, form: Format, parent: QWidget | None = None) -> None:
        super().__init__(
            row.name,
            (("Enter", tr("draw")), ("F11", tr("whole screen")), ("Esc", tr("close"))),
            parent,
        )
        self.desk, self.event_id, self.form = desk, row.event_id, form
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(Card(tr("1. The list"), self._list(), flush=True), 7)
        body.addLayout(self._right(), 6)
        self.box.addLayout(body, 1)
        self.show_list()
        self.hall.setFocus()

    def _list(self) -> QWidget:
        self.table = Table(
            "draw.hall",
            (
                number("n", tr("No."), lambda row: self.entries.index(row) + 1, 50),
                Column("people", tr("Entry"), lambda row: row.people or row.label, 200, stretch=True),
                Column("unit", tr("Delegation"), lambda row: row.short, 190),
                number("seed", tr("Seed"), lambda row: row.seed, 90),
            ),
            self.desk.settings,
        )
        self.table.setStyleSheet("font-size: 12pt;")
        return self.table

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(12)
        self.groups = [large("", 26, bold=True) for _ in range(16)]
        grid = QGridLayout()
        grid.setContentsMargins(14, 4, 14, 4)
        for at, label in enumerate(self.groups):
            label.setStyleSheet("font-family: Consolas, 'DejaVu Sans Mono', monospace; font-size: 26pt;")
            grid.addWidget(label, at // 4, at % 4)
        digest = QWidget()
        digest.setLayout(grid)
        card = Card(tr("2. Hash of the list (SHA-256)"), digest)
        card.box.addWidget(
            Label(tr("Write it down or photograph it: it fixes the list before the number is known."), wrap=True)
        )
        right.addWidget(card)
        ask = Card(tr("3. What the hall gives"))
        ask.box.addWidget(
            large(tr("Throw dice or call out numbers; several are separated by a semicolon."), SMALL, "muted")
        )
        self.hall = QLineEdit()
        self.hall.setAccessibleName(tr("What the hall gives"))
        self.hall.setStyleSheet(f"font-size: {LARGE}pt; padding: 8px;")
        self.hall.returnPressed.connect(self.act)
        self.go = Button(tr("Draw"), "primary")
        self.go.setStyleSheet(f"font-size: {MIDDLE}pt; padding: 10px 24px;")
        self.go.clicked.connect(self.act)
        line = QHBoxLayout()
        line.addWidget(self.hall, 1)
        line.addWidget(self.go)
        ask.box.addLayout(line)
        self.problem = Label("", "problem", wrap=True)
        ask.box.addWidget(self.problem)
        right.addWidget(ask)
        right.addStretch(1)
        return right

    def show_list(self) -> None:
        """Show the list as it is now, with its hash; this moment goes into the record."""
        with self.desk.reading() as db:
            self.list = draw_list(db, self.event_id, self.form)
        self.entries = self.list.entries
        self.shown = self.desk.now().isoformat()
        self.table.set_rows(self.entries)
        for label, four in zip(self.groups, in_fours(self.list.digest).split(), strict=True):
            label.setText(four)
        self.count.setText(tr("{n} entries", n=len(self.entries)))

    def act(self) -> None:
        """Draw from the hash and what the hall gave."""
        hall = tuple(part for given in self.hall.text().split(";") if (part := given.strip()))
        if not hall:
            self.problem.setText(tr("Type what the hall threw or called out."))
            return
        command = DrawEvent(self.event_id, "", self.form, hall, self.list.digest, self.shown)
        try:
            done = self.desk.try_run(command)
        except (Refused, Unavailable) as no:
            self.problem.setText(str(no))
            self.show_list()
            return
        self.close()
        self.drawn.emit(str(done.value))
