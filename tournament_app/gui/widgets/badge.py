"""A pill with a word in it: the word says the state, the colour only helps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from tournament_app.gui.widgets.buttons import restyle

ROLES = ("neutral", "ok", "warning", "live", "primary")


class Badge(QLabel):
    """A pill; *role* is ``neutral``, ``ok``, ``warning``, ``live`` or ``primary``. Without text it is not there."""

    def __init__(self, text: str = "", role: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "badge")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set(text, role)

    def set(self, text: str, role: str = "neutral") -> None:
        """Say *text* in the colours of *role*."""
        if role not in ROLES:
            raise ValueError(role)
        self.setText(text)
        if self.parent() is not None or not text:  # without a parent it would open as a window
            self.setVisible(bool(text))
        if self.property("badge") != role:
            self.setProperty("badge", role)
            restyle(self)
