"""What may be chosen for a document, as rows of words and a list; made from data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from tournament_app.gui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.queries.print_options import PrintOptions

Choices = tuple[str, str, tuple[tuple[Any, str], ...]]
"""Field of the options, its words, and the choices as (value, words)."""


class OptionRows(QWidget):
    """One row for each choice; ``changed(field, value)`` when somebody takes another."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._rows: Sequence[Choices] = ()
        self.boxes: dict[str, QComboBox] = {}

    def show_choices(self, rows: Sequence[Choices], options: PrintOptions) -> None:
        """Show these rows with what *options* has chosen; says nothing of it."""
        if rows != self._rows:
            self._rows = rows
            self._rebuild()
        for field, box in self.boxes.items():
            values = next(choices for name, _, choices in rows if name == field)
            at = next((n for n, (value, _) in enumerate(values) if value == getattr(options, field)), 0)
            box.blockSignals(True)
            box.setCurrentIndex(at)
            box.blockSignals(False)
            box.setToolTip(box.currentText())

    def words(self, *fields: str) -> tuple[str, ...]:
        """What is chosen for *fields*, in words; nothing for "all" and for what cannot be chosen."""
        boxes = (self.boxes[field] for field in fields if field in self.boxes)
        return tuple(box.currentText() for box in boxes if box.currentData() is not None)

    def _rebuild(self) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.boxes = {}
        for row, (field, title, choices) in enumerate(self._rows):
            box = QComboBox()
            box.setAccessibleName(title)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            for value, words in choices:
                box.addItem(words, value)
            wide = max((box.fontMetrics().horizontalAdvance(words) for _, words in choices), default=0) + 40
            box.view().setMinimumWidth(min(420, wide))
            values = [value for value, _ in choices]
            box.currentIndexChanged.connect(lambda at, name=field, known=values: self.changed.emit(name, known[at]))
            label = Label(title)
            label.setBuddy(box)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(box, row, 1)
            self.boxes[field] = box
