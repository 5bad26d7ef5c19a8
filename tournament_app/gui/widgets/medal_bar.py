"""A bar of gold, silver and bronze, as long as a delegation has medals; the figures stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QStyledItemDelegate, QTableView

from tournament_app.gui.table_model import ROW
from tournament_app.gui.theme import token

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

UNIT = 15
HEIGHT = 8


class MedalBar(QStyledItemDelegate):
    """Draws the row's medals; the row has ``gold``, ``silver`` and ``bronze``."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        row = index.data(ROW)
        if row is None:
            return
        counts = (("gold", row.gold), ("silver", row.silver), ("bronze", row.bronze))
        total = sum(n for _, n in counts) or 1
        unit = min(UNIT, (option.rect.width() - 20) / total)
        x = option.rect.left() + 10.0
        y = option.rect.center().y() - HEIGHT / 2
        for name, n in counts:
            painter.fillRect(QRectF(x, y, unit * n, HEIGHT), token(name))
            x += unit * n
