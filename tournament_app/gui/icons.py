"""The program's own icons, drawn in a colour of the scheme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from tournament_app import paths
from tournament_app.gui.theme import token


def icon(name: str, colour: str = "muted") -> QIcon:
    """The icon *name* in the colour token *colour* of the scheme shown now."""
    return _icon(name, token(colour).name())


def pixmap(name: str, colour: str = "muted", size: int = 16, ratio: float = 2.0) -> QPixmap:
    """The same as a picture of *size* logical pixels."""
    return _pixmap(name, token(colour).name(), size, ratio)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str) -> QIcon:
    return QIcon(_pixmap(name, colour, 20, 2.0))


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawing = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
