"""A window for the screen of the hall: large words, keys along the foot, F11 for the whole screen, Esc closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from tournament_app.gui.widgets.key_hint import KeyHint
from tournament_app.gui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

LARGE, MIDDLE, SMALL = 30, 18, 14
"""Points of type that are read from the back of a hall."""


def large(text: str, points: int, kind: str = "", *, bold: bool = False) -> Label:
    """Words of *points*, wrapped."""
    label = Label(text, kind, wrap=True)
    label.setStyleSheet(f"font-size: {points}pt;" + (" font-weight: 700;" if bold else ""))
    return label


class HallWindow(QMainWindow):
    """The frame: *title*, a count at its right, what the window is for in :attr:`box`, and its keys."""

    def __init__(self, title: str, keys: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(1280, 720)
        page = QWidget()
        page.setProperty("kind", "window")
        outer = QVBoxLayout(page)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Label(title, "number"))
        head.addStretch(1)
        self.count = large("", MIDDLE, "muted")
        self.count.setWordWrap(False)
        head.addWidget(self.count)
        outer.addLayout(head)
        self.box = QVBoxLayout()
        outer.addLayout(self.box, 1)
        foot = QHBoxLayout()
        for cap, words in keys:
            foot.addWidget(KeyHint(cap, text=words))
        foot.addStretch(1)
        outer.addLayout(foot)
        self.setCentralWidget(page)

    def open_on(self, other: QWidget) -> None:
        """Show it on a second screen where there is one, so that *other* stays on the first."""
        others = [screen for screen in other.screen().virtualSiblings() if screen is not other.screen()]
        if others:
            self.setGeometry(others[0].availableGeometry())
            self.showFullScreen()
        else:
            self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
