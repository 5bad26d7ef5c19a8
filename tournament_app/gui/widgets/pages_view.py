"""The real pages of a document, one below the other, drawn beside the window as they come into view."""

from __future__ import annotations

from bisect import bisect_right
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from tournament_app.gui.theme import theme, token
from tournament_app.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from tournament_app.documents.sheets import Sheets

GAP = 16
INCH = 96 / 72
"""Pixels a point at 100 %."""
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)
WIDEST = 1.5
KEPT = 12
"""Pages that are kept drawn."""


PAINTER = ThreadPoolExecutor(1, "pages")
"""Draws for all views: there is never more than one page in work anyway."""


class _Drawn(QObject):
    """Carries a page from the thread that drew it; it outlives a view that is gone by then."""

    done = Signal(object, int, float, QImage)


def _draw(drawn: _Drawn, wanted: set[int], sheets: Sheets, page: int, scale: float) -> None:
    """Draw one page, unless nobody wants it any more when its turn comes."""
    picture = sheets.picture(page, scale) if page in wanted else None
    image = QImage()
    if picture is not None:
        form = QImage.Format.Format_RGB32
        image = QImage(picture.pixels, picture.width, picture.height, picture.stride, form).copy()
    drawn.done.emit(sheets, page, scale, image)


class PagesView(QAbstractScrollArea):
    """Shows :class:`Sheets`. ``moved(page, pages, percent)`` says what is seen; pages count from 1."""

    moved = Signal(int, int, int)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumSize(1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.wanted: set[int] = set()
        self.drawn = _Drawn()
        self.drawn.done.connect(self._drew)
        self._sheets: Sheets | None = None
        self._asked: set[tuple[int, float]] = set()
        self._images: dict[int, tuple[float, QImage]] = {}
        self._zoom: float | None = None
        self._tops: list[int] = []
        self.verticalScrollBar().valueChanged.connect(self._tell)
        theme.changed.connect(self.viewport().update)
        if app := QCoreApplication.instance():
            app.aboutToQuit.connect(self.clear)

    # --------------------------------------------------------------------------------------------------- what it shows
    @property
    def sheets(self) -> Sheets | None:
        """The document shown now."""
        return self._sheets

    def show_sheets(self, sheets: Sheets | None, *, keep_place: bool = False) -> None:
        """Show another document (or its newer state, staying at the same place); the one before is closed."""
        place = self.verticalScrollBar().value() if keep_place else 0
        if self._sheets is not None:
            self._sheets.close()
        self._sheets = sheets
        self._asked.clear()
        if not keep_place:
            self._images.clear()
        else:  # what was drawn stays until the new picture is there
            self._images = {page: (0.0, image) for page, (_, image) in self._images.items()}
        self._place()
        self.verticalScrollBar().setValue(place)
        self._tell()

    def clear(self) -> None:
        """Show nothing."""
        self.show_sheets(None)

    @property
    def zoom(self) -> float:
        """1.0 is the size on paper."""
        if self._zoom is not None:
            return self._zoom
        widest = max((width for width, _ in self._sheets.sizes), default=1.0) if self._sheets else 595.0
        return max(0.1, min(WIDEST, (self.viewport().width() - 2 * GAP) / (widest * INCH)))

    def set_zoom(self, zoom: float | None) -> None:
        """Show the pages at *zoom*, or as wide as there is room (``None``); the page in view stays."""
        page = self.page
        self._zoom = zoom
        self._place()
        self.go_to(page)
        self._tell()

    def zoom_by(self, steps: int) -> None:
        """A step larger or smaller."""
        at = bisect_right(STEPS, self.zoom + 1e-6) + (steps - 1 if steps > 0 else 0)
        if steps < 0:
            at = max((n for n, step in enumerate(STEPS) if step < self.zoom - 1e-6), default=0)
        self.set_zoom(STEPS[max(0, min(len(STEPS) - 1, at))])

    @property
    def page(self) -> int:
        """The page most in view, from 0."""
        bar = self.verticalScrollBar()
        if self._tops and bar.value() == bar.maximum() > 0:
            return len(self._tops) - 1
        middle = bar.value() + self.viewport().height() // 3
        return max(0, bisect_right(self._tops, middle) - 1)

    def go_to(self, page: int) -> None:
        """Bring *page* (from 0) to the top."""
        if 0 <= page < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[page] - GAP)

    # ---------------------------------------------------------------------------------------------------------- places
    def _place(self) -> None:
        self._tops = []
        height, width = GAP, 0
        for page in range(len(self._sheets or ())):
            size = self._size(page)
            self._tops.append(height)
            height += size[1] + GAP
            width = max(width, size[0] + 2 * GAP)
        port = self.viewport().size()
        for bar, whole, seen in (
            (self.verticalScrollBar(), height, port.height()),
            (self.horizontalScrollBar(), width, port.width()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(40)
        self.viewport().update()

    def _size(self, page: int) -> tuple[int, int]:
        assert self._sheets is not None
        width, height = self._sheets.sizes[page]
        scale = self.zoom * INCH
        return round(width * scale), round(height * scale)

    def _rect(self, page: int) -> QRect:
        width, height = self._size(page)
        port = self.viewport().width()
        left = (port - width) // 2 if width + 2 * GAP <= port else GAP - self.horizontalScrollBar().value()
        return QRect(left, self._tops[page] - self.verticalScrollBar().value(), width, height)

    def _tell(self) -> None:
        pages = len(self._sheets or ())
        if pages:
            self.setAccessibleDescription(tr("Page {n} of {pages}", n=self.page + 1, pages=pages))
            self.moved.emit(self.page + 1, pages, round(self.zoom * 100))

    # --------------------------------------------------------------------------------------------------------- drawing
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        port = self.viewport().rect()
        painter.fillRect(port, token("track"))
        scale = self.zoom * INCH * self.devicePixelRatioF()
        seen = {page for page in range(len(self._tops)) if self._rect(page).intersects(port)}
        self.wanted.clear()
        self.wanted.update(seen)
        for page in sorted(seen):
            rect = self._rect(page)
            painter.fillRect(rect, Qt.GlobalColor.white)
            drawn, image = self._images.get(page, (0.0, QImage()))
            if not image.isNull():
                painter.drawImage(rect, image)
            painter.setPen(token("line"))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
            if drawn != scale:
                self._ask(page, scale)
        painter.end()

    def _ask(self, page: int, scale: float) -> None:
        if self._sheets is not None and (page, scale) not in self._asked:
            self._asked.add((page, scale))
            PAINTER.submit(_draw, self.drawn, self.wanted, self._sheets, page, scale)

    def _drew(self, sheets: Sheets, page: int, scale: float, image: QImage) -> None:
        if sheets is not self._sheets:
            return
        self._asked.discard((page, scale))
        if image.isNull():
            return
        self._images[page] = (scale, image)
        while len(self._images) > KEPT:
            far = max(self._images, key=lambda other: abs(other - self.page))
            del self._images[far]
        self.viewport().update()

    def is_drawn(self) -> bool:
        """Whether every page in view is drawn at the size it has now."""
        scale = self.zoom * INCH * self.devicePixelRatioF()
        return bool(self.wanted) and all(self._images.get(page, (0.0,))[0] == scale for page in self.wanted)

    # -------------------------------------------------------------------------------------------------------- the user
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page, at = self.page, self.verticalScrollBar().value()
        inside = at - self._tops[page] if self._tops else 0
        self._place()
        if self._tops:
            self.verticalScrollBar().setValue(self._tops[page] + inside)
        self._tell()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom_by(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_by(-1)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(len(self._tops) - 1)
        else:
            super().keyPressEvent(event)
