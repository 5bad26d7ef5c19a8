"""A drawing that can be made larger and smaller, moved, and fitted to its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QHBoxLayout, QWidget

from tournament_app.gui.widgets.buttons import IconButton
from tournament_app.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent

LEAST, MOST = 0.2, 3.0
READABLE = 0.66
"""Below this nobody reads the names; a drawing that would need less is scrolled instead."""


class ZoomView(QGraphicsView):
    """Ctrl and the wheel zoom, dragging moves; three small buttons do it for who has no wheel.

    As long as the user has not zoomed (*mine*), the drawing goes with the size of the window.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mine = False
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setMouseTracking(True)
        self.setMinimumSize(1, 1)
        self.tools = self._make_tools()

    def _make_tools(self) -> QWidget:
        tools = QFrame(self)
        tools.setProperty("kind", "card")
        line = QHBoxLayout(tools)
        line.setContentsMargins(3, 3, 3, 3)
        line.setSpacing(2)
        for icon, name, slot in (
            ("zoom_out", tr("Smaller  -"), lambda: self.zoom(1 / 1.2)),
            ("zoom_in", tr("Larger  +"), lambda: self.zoom(1.2)),
            ("fit", tr("Fit the window  0"), self.fit),
        ):
            button = IconButton(icon, name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            line.addWidget(button)
        return tools

    @property
    def scale_now(self) -> float:
        """How large it is shown; 1 is the size of the rest of the window."""
        return self.transform().m11()

    def zoom(self, factor: float) -> None:
        """Show it larger or smaller."""
        self.mine = True
        wanted = min(MOST, max(LEAST, self.scale_now * factor))
        self.scale(wanted / self.scale_now, wanted / self.scale_now)

    def fit(self) -> None:
        """Show all of it."""
        self.mine = False
        self._set_scale(min(1.4, max(LEAST, self._fitting())))

    def settle(self) -> None:
        """All of it if the names can still be read then, else from its beginning."""
        whole, across = self._fitting(), (self.maximumViewportSize().width() - 16) / max(1.0, self.sceneRect().width())
        self._set_scale(min(1.0, whole if whole >= READABLE else max(READABLE, across)))
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().minimum())
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())

    def _fitting(self) -> float:
        area, room = self.sceneRect(), self.maximumViewportSize()
        if area.isEmpty():
            return 1.0
        return min((room.width() - 2) / area.width(), (room.height() - 2) / area.height())

    def _set_scale(self, scale: float) -> None:
        self.resetTransform()
        self.scale(scale, scale)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.0015 ** event.angleDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.tools.sizeHint()
        corner = QRectF(self.width() - size.width() - 16.0, self.height() - size.height() - 14.0, 0, 0)
        corner.setSize(QSizeF(size))
        self.tools.setGeometry(corner.toRect())
        if not self.mine:
            self.settle()
