"""A figure of the day on a small card: what, how many, and a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Stat(Card):
    """A big number with its name above and a note below."""

    def __init__(self, name: str, value: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.box.setContentsMargins(16, 12, 16, 10)
        self.box.setSpacing(0)
        self._name, self._value, self._small = Label(name, "small"), Label(value, "number"), Label(note, "small")
        for label in (self._name, self._value, self._small):
            self.box.addWidget(label)
        self.setFixedHeight(97)
        self.setAccessibleName(name)

    def set(self, value: str, note: str = "") -> None:
        """Show *value* and *note*."""
        self._value.setText(value)
        self._small.setText(note)
        self.setAccessibleDescription(f"{value} {note}")
