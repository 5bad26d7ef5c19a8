"""Muted words beside a title that give way when there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from tournament_app.gui.theme import theme, token

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Aside(QWidget):
    """Muted words that take what room is left: cut with an ellipsis, gone when only a few letters would remain."""

    def __init__(self, *, right: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._align = int(side | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def say(self, text: str) -> None:
        """Show *text*."""
        self.text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() < 80:
            return
        painter = QPainter(self)
        painter.setPen(token("muted"))
        words = painter.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self._align, words)
