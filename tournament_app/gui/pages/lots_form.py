"""The dialog that settles a tie no rule can break: by lots drawn before witnesses, or by a decision with its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QRadioButton, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from tournament_app.commands.score import DrawLots
from tournament_app.domain.formats import group_label
from tournament_app.gui.correction import correct
from tournament_app.gui.form import Field, Form, TextField
from tournament_app.gui.widgets.buttons import Button
from tournament_app.queries.checks import open_ties
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import event_state
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.gui.correction import Correction
    from tournament_app.gui.desk import Desk

ROW = 40


class Order(Widget):
    """Entries in an order that is changed by dragging or by the two buttons."""

    def __init__(self, entries: tuple[tuple[int, str], ...]) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Order"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumWidth(380)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(ROW * min(6, len(entries)) + 6)
        for key, words in entries:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.up, self.down = Button(tr("Up")), Button(tr("Down"))
        line = QHBoxLayout()
        for button, step in ((self.up, -1), (self.down, 1)):
            button.clicked.connect(lambda _=False, by=step: self.move_by(by))
            line.addWidget(button)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.list)
        box.addLayout(line)
        self.setFocusProxy(self.list)

    def order(self) -> tuple[int, ...]:
        """The entries from the top."""
        return tuple(int(self.list.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(self.list.count()))

    def move_by(self, step: int) -> None:
        """The chosen entry one place up or down."""
        at = self.list.currentRow()
        if 0 <= at + step < self.list.count():
            item = self.list.takeItem(at)
            self.list.insertItem(at + step, item)
            self.list.setCurrentRow(at + step)


@dataclass(frozen=True)
class OrderField(Field):
    """Entries to be put in order: *entries* are pairs of an id and words."""

    entries: tuple[tuple[int, str], ...] = ()

    def widget(self) -> Widget:
        return Order(self.entries)

    def read(self, widget: Any) -> tuple[int, ...]:
        return tuple(widget.order())


class How(Widget):
    """Lots or a decision."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.lots, self.decision = QRadioButton(tr("Lots drawn")), QRadioButton(tr("Decision with a reason"))
        self.lots.setChecked(True)
        box.addWidget(self.lots)
        box.addWidget(self.decision)
        box.addStretch(1)
        self.setFocusProxy(self.lots)


@dataclass(frozen=True)
class HowField(Field):
    """Whether lots were drawn or the organiser decided."""

    def widget(self) -> Widget:
        return How()

    def read(self, widget: Any) -> str:
        return "decision" if widget.decision.isChecked() else "lots"


class LotsForm(Form):
    """The dialog; :attr:`asking` is the one about what follows, if anything does."""

    asking: Correction | None = None


def lots_form(desk: Desk, parent: Widget, event_id: int) -> LotsForm | None:
    """The dialog for the first open tie of an event; ``None`` where there is none."""
    with desk.reading() as db:
        state = event_state(db, event_id)
        entries = [entry for entry in entry_rows(db).values() if entry.event_id == event_id]
    names, short = {one.id: one.full for one in entries}, {one.id: f"{one.label} · {one.people}" for one in entries}
    ties = open_ties(state)
    if not ties or state.plan is None:
        return None
    scope = ties[0]
    tied = [row for row in state.tables[scope] if not row.settled]
    said = [
        tr(
            "Rank {n}: {names} are level by every rule.",
            n=rank,
            names=", ".join(names[row.entry] for row in tied if row.rank == rank),
        )
        for rank in dict.fromkeys(row.rank for row in tied)
    ]
    fields = (
        OrderField(
            "order",
            tr("Order, the best first"),
            hint=tr("drag, or choose one and press Up or Down"),
            entries=tuple((row.entry, short[row.entry]) for row in tied),
        ),
        HowField("how", tr("Settled by")),
        TextField("note", tr("Witnesses"), "", tr("who drew, who was there")),
        TextField("reason", tr("Reason"), "", tr("for a decision: it stands under the table")),
    )

    def done(values: Mapping[str, Any]) -> object:
        command = DrawLots(event_id, scope, values["order"], values["note"], values["how"], values["reason"])
        form.asking = correct(desk, lambda later: replace(command, later=later), title, parent, grave=True)
        return form.asking or desk.try_run(command)

    title = tr("Tie in {group}", group=group_label(state.plan, scope))
    form = LotsForm(title, fields, done, intro="\n".join(said), parent=parent)
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return form
