"""What is seen of an event before its draw: the plan in words, and its entries with their seed numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tournament_app.commands.entry import SetSeed
from tournament_app.gui.form import Form, NumberField
from tournament_app.gui.pages.draw_dialogs import show_form
from tournament_app.gui.pages.draw_words import plan_in_words
from tournament_app.gui.table import Table
from tournament_app.gui.table_model import Column, number
from tournament_app.gui.widgets.label import Label
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.draw import DrawRow
    from tournament_app.queries.entries import EntryRow


class SeedsPanel(QWidget):
    """Enter asks for the seed number of the selected entry, Delete takes it away."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setProperty("kind", "plain")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.plan = Label("", wrap=True)
        self.plan.setContentsMargins(14, 12, 14, 4)
        hint = Label(tr("Enter gives the selected entry its seed number, Delete takes it away."), "small", wrap=True)
        hint.setContentsMargins(14, 0, 14, 8)
        self.table = Table(
            "draw.seeds",
            (
                Column("people", tr("Entry"), lambda row: row.people or row.label, 240, stretch=True),
                Column("unit", tr("Delegation"), lambda row: row.unit, 240),
                number("seed", tr("Seed"), lambda row: row.seed, 90),
            ),
            desk.settings,
        )
        self.table.setAccessibleName(tr("Entries and seeds"))
        self.table.row_activated.connect(self.seed)
        for widget, stretch in ((self.plan, 0), (hint, 0), (self.table, 1)):
            box.addWidget(widget, stretch)

    def show_event(self, row: DrawRow, entries: Sequence[EntryRow]) -> None:
        """Show the plan and the entries of an event."""
        self.table.set_rows(entries)
        self.plan.setText(plan_in_words(row.plan, row.form.separation) if row.plan is not None else "")

    def seed(self, row: EntryRow | None) -> None:
        """Ask for the seed number of an entry."""
        if row is not None:
            form = Form(
                tr("Seed number"),
                (NumberField("seed", row.full, row.seed or 0, tr("0: not seeded"), most=64),),
                act=lambda values: self.desk.try_run(SetSeed(row.id, values["seed"] or None)),
                parent=self,
            )
            show_form(form)

    def unseed(self) -> None:
        """Take the seed number of the selected entry away."""
        row = self.table.current_row()
        if row is not None and row.seed is not None and self.table.hasFocus():
            self.desk.run(SetSeed(row.id, None))
