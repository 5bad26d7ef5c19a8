"""The public display: a second window for the hall, with what is on, what comes next and the newest results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from tournament_app.gui.desk import Desk

SECONDS = 8
"""How long a board stands still before it shows its next rows."""
HALL = 1.5
"""How much larger than at a desk the type is on a window 1280 wide; a larger screen makes it larger."""
Boards = tuple["Sequence[ListItem]", "Sequence[ListItem]", "Sequence[ListItem]"]


class PublicDisplay(QMainWindow):
    """Three boards in big type: on court now, next, results. F11 fills the screen, Esc leaves it.

    A board with more rows than fit turns its pages by itself.
    """

    def __init__(self, desk: Desk, source: Callable[[Desk], Boards], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._source = desk, source
        self.setWindowTitle(tr("Public display"))
        self._seconds = 0
        page = QWidget()
        page.setProperty("kind", "window")
        box = QVBoxLayout(page)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(16)
        self._clock = Label("", "number")
        box.addWidget(self._clock)
        line = QHBoxLayout()
        line.setSpacing(16)
        self._lists = [ListRows(name) for name in (tr("On court now"), tr("Next"), tr("Results"))]
        for each in self._lists:
            each.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line.addWidget(Card(each.accessibleName(), each, flush=True))
        box.addLayout(line, 1)
        self.setCentralWidget(page)
        self.resize(1280, 720)
        desk.changed.connect(lambda _: self.refresh())
        desk.ticked.connect(self._tick)
        self.refresh()
        self._tick()

    def refresh(self) -> None:
        """Read the boards anew."""
        if self.isVisible() or not any(each.items for each in self._lists):
            for each, items in zip(self._lists, self._source(self.desk), strict=True):
                each.set_items(items)
                each.clearSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for each in self._lists:
            each.set_scale(round(max(1.0, HALL * self.width() / 1280), 2))

    def turn(self) -> None:
        """Show the next rows of each board, after the last ones the first again."""
        for each in self._lists:
            bar = each.verticalScrollBar()
            bar.setValue(0 if bar.value() >= bar.maximum() else bar.value() + bar.pageStep())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _tick(self) -> None:
        self._clock.setText(f"{self.desk.now():%H:%M}")
        self._seconds += 1
        if self._seconds % SECONDS == 0:
            self.turn()
