"""A key as it is printed on a keyboard, beside what it does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from tournament_app.gui.widgets.label import Label


class Key(QLabel):
    """One key cap."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setProperty("kind", "key")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)


class KeyHint(QWidget):
    """Key caps and words side by side: ``KeyHint("↑", "↓", text="choose")``."""

    def __init__(self, *keys: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for each in keys:
            line.addWidget(Key(each))
        line.addWidget(Label(text, "muted"))
        line.addStretch(1)
