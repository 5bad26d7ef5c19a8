"""A button with the key that does the same printed on it, high enough for a thumb."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tournament_app.gui.theme import TOUCH
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.key_hint import Key
from tournament_app.gui.widgets.label import Label


class KeyButton(Button):
    """What it does and, on a key cap, its key: ``KeyButton(tr("Call"), "F3")``."""

    def __init__(self, text: str, key: str, kind: str = "secondary", parent: QWidget | None = None) -> None:
        super().__init__("", kind, parent=parent)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})")
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 0, 8, 0)
        line.setSpacing(6)
        for label in (Label(text, "button"), Key(key)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.addWidget(label, 0, Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(TOUCH)

    def sizeHint(self) -> QSize:
        line = self.layout()
        return QSize(line.sizeHint().width() if line is not None else 0, TOUCH)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
