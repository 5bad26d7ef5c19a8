"""What was recognised of one sheet of a form, for a person to look at and correct."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tournament_app.exchange.sheets import address
from tournament_app.gui.widgets.fields import NumberBox
from tournament_app.gui.widgets.label import Label
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.exchange.columns import Column, Recognition
    from tournament_app.exchange.forms import SheetRead

MEANINGS = {
    None: Text("not used"),
    "number": Text("Number of the row"),
    "name": Text("Full name"),
    "family": Text("Family name"),
    "sex": Text("Sex"),
    "male": Text("Tick for men"),
    "female": Text("Tick for women"),
    "birth": Text("Date or year of birth"),
    "birth_male": Text("Birth, men"),
    "birth_female": Text("Birth, women"),
    "age": Text("Age in years"),
    "post": Text("Post"),
    "leader": Text("Leader or not"),
    "sport": Text("Sport"),
    "event": Text("Events"),
    "entry_number": Text("Number of the pair or team"),
    "unit": Text("Delegation"),
    "note": Text("Note"),
    "other": Text("something else"),
}
LAYOUTS = {
    "list": Text("one row an athlete, all events in it"),
    "rows": Text("one row an athlete and event"),
    "matrix": Text("a column an event"),
}
EXAMPLES = 3


class SheetView(QWidget):
    """One sheet; ``corrected(key, Recognition)`` when somebody says that something in it means another thing."""

    corrected = Signal(str, object)

    def __init__(self, events: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self.sheet: SheetRead | None = None
        self._choices: list[tuple[tuple[str | None, str], str]] = [
            *(((meaning, ""), str(words)) for meaning, words in MEANINGS.items()),
            *((("tick", code), f"✓ {code} {name}") for code, name in events),
        ]
        self.unit, self.first = QLineEdit(), NumberBox()
        self.unit.editingFinished.connect(self._changed)
        self.first.setRange(2, 200)
        self.first.setKeyboardTracking(False)
        self.first.valueChanged.connect(lambda _: self._changed())
        self.layout_words = Label("", "muted")
        self.columns = self._table()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for at, (words, widget) in enumerate(
            (
                (tr("Delegation"), self.unit),
                (tr("First athlete in row"), self.first),
                (tr("Layout"), self.layout_words),
            )
        ):
            label = Label(words, "muted")
            label.setBuddy(widget)
            widget.setAccessibleName(words)
            grid.addWidget(label, at, 0)
            grid.addWidget(widget, at, 1)
        grid.setColumnStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 0)
        box.setSpacing(12)
        box.addLayout(grid)
        box.addWidget(self.columns, 1)

    def show_sheet(self, sheet: SheetRead) -> None:
        """Show what was recognised of *sheet*."""
        self.sheet = None  # nobody corrects anything meanwhile
        form = sheet.recognition
        self.unit.setText(form.unit)
        self.first.setValue(form.header[-1] + 2)
        self.layout_words.setText(str(LAYOUTS[form.layout]))
        self.columns.setRowCount(len(form.columns))
        for at, column in enumerate(form.columns):
            self._row(at, column, _examples(sheet, column))
        self.sheet = sheet

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the columns and changes none of them."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False

    def recognition(self) -> Recognition | None:
        """What the fields say now."""
        if self.sheet is None:
            return None
        form = self.sheet.recognition
        meant: list[Column] = []
        for at, column in enumerate(form.columns):
            combo: Any = self.columns.cellWidget(at, 2)
            meaning, event = combo.currentData()
            meant.append(replace(column, meaning=meaning, event=event))
        header = tuple(range(min(form.header[0], self.first.value() - 2), self.first.value() - 1))
        layout = "matrix" if any(c.meaning == "tick" for c in meant) else form.layout
        layout = "rows" if layout == "matrix" and not any(c.meaning == "tick" for c in meant) else layout
        return replace(form, layout=layout, header=header, columns=tuple(meant), unit=self.unit.text().strip())

    def _table(self) -> QTableWidget:
        titles = (tr("Column"), tr("Title"), tr("Means"), tr("For example"))
        table = QTableWidget(0, len(titles))
        table.setHorizontalHeaderLabels(list(titles))
        table.setAccessibleName(tr("What the columns mean"))
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(40)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, width in ((0, 76), (2, 240)):
            table.setColumnWidth(at, width)
        for at in (1, 3):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        return table

    def _row(self, at: int, column: Column, examples: str) -> None:
        letters = address(0, column.index).rstrip("0123456789")
        for place, words in ((0, letters), (1, column.title), (3, examples)):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            self.columns.setItem(at, place, item)
        combo = QComboBox()
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.installEventFilter(self)
        combo.setAccessibleName(tr("Meaning of column {column}", column=letters))
        for data, words in self._choices:
            combo.addItem(words, data)
        known = (column.meaning, column.event if column.meaning == "tick" else "")
        place = next((n for n, (data, _) in enumerate(self._choices) if data == known), -1)
        if place < 0:  # a column of an event nobody could name
            combo.insertItem(0, tr("an event, but which?"), known)
            place = 0
        combo.setCurrentIndex(place)
        combo.activated.connect(lambda _: self._changed())
        self.columns.setCellWidget(at, 2, combo)

    def _changed(self) -> None:
        form = self.recognition()
        if self.sheet is not None and form is not None and form != self.sheet.recognition:
            self.corrected.emit(self.sheet.key, form)


def _examples(sheet: SheetRead, column: Column) -> str:
    rows = sheet.head[sheet.recognition.header[-1] + 1 :]
    cells = [str(row[column.index]).removesuffix(".0") for row in rows if column.index < len(row)]
    return "; ".join([" ".join(cell.split()) for cell in cells if cell.strip()][:EXAMPLES])
