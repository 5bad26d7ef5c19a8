"""Text in the few styles the pictures use."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


class Label(QLabel):
    """Plain text of a *kind*: ``title``, ``heading``, ``strong``, ``muted``, ``small``, ``number``, ``problem``."""

    def __init__(self, text: str = "", kind: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if kind:
            self.setProperty("kind", kind)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class Rule(QFrame):
    """A thin line between two parts."""

    def __init__(self, kind: str = "rule", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
