"""What an empty screen says: what goes here, and the one action that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable


class EmptyState(QWidget):
    """A sentence in the middle and a button below it."""

    def __init__(
        self, text: str, action: str = "", slot: Callable[[], object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(16)
        words = Label(text, "empty", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addStretch(1)
        box.addWidget(words)
        if action and slot is not None:
            button = Button(action, "primary")
            button.clicked.connect(lambda _=False: slot())
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(button)
            line.addStretch(1)
            box.addLayout(line)
        box.addStretch(1)
