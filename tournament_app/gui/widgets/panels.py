"""Panels beside the middle of a screen; where the window is narrow they share its place and pills choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

GAP = 16


class SidePanels(QWidget):
    """*center* with a panel left and right of it.

    When the middle would get narrower than *min_center* pixels, the right panel moves behind a pill above the middle,
    then the left one too. :meth:`show_panel` brings ``left``, ``center`` or ``right`` to the front then (after a
    choice in the list at the left: ``panels.show_panel("center")``); with room for all it does nothing.
    """

    def __init__(
        self,
        center: QWidget,
        left: QWidget | None = None,
        right: QWidget | None = None,
        *,
        widths: tuple[int, int] = (250, 250),
        titles: tuple[str, str, str] = ("", "", ""),
        min_center: int = 480,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.setMinimumSize(1, 1)  # what is inside must not keep the window from getting narrow
        self._parts = {"left": left, "center": center, "right": right}
        self._widths = {"left": widths[0] if left else 0, "right": widths[1] if right else 0}
        words = (tr("List"), tr("Main"), tr("Details"))
        chosen = (title or word for title, word in zip(titles, words, strict=True))
        self._titles = dict(zip(("left", "center", "right"), chosen, strict=True))
        self._min_center = min_center
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GAP)
        middle = QVBoxLayout()
        middle.setSpacing(8)
        self._pills = Toggles()
        self._pills.chosen.connect(self.show_panel)
        self._stack = QStackedWidget()
        self._stack.setMinimumWidth(1)
        pills = QHBoxLayout()
        pills.addWidget(self._pills)
        pills.addStretch(1)
        middle.addLayout(pills)
        middle.addWidget(self._stack, 1)
        self._line.addLayout(middle, 1)
        self._stack.addWidget(center)
        self._folded: tuple[str, ...] | None = None
        self._fold(())

    @property
    def folded(self) -> tuple[str, ...]:
        """Which panels stand behind a pill now."""
        return self._folded or ()

    def show_panel(self, name: str) -> None:
        """Bring ``left``, ``center`` or ``right`` to the front, if it shares the middle's place."""
        part = self._parts[name]
        if part is not None and self._stack.indexOf(part) >= 0:
            self._stack.setCurrentWidget(part)
            self._pills.choose(name)

    def need(self, min_center: int) -> None:
        """From now on the middle needs *min_center* pixels."""
        self._min_center = min_center
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        taken = {name: width + GAP if width else 0 for name, width in self._widths.items()}
        folded: tuple[str, ...] = ()
        if self.width() - taken["left"] - taken["right"] < self._min_center:
            folded = ("right",) if taken["right"] else ()
            if self.width() - taken["left"] < self._min_center and taken["left"]:
                folded = ("left", *folded)
        self._fold(folded)

    def _fold(self, folded: tuple[str, ...]) -> None:
        if folded == self._folded:
            return
        self._folded = folded
        for at, name in ((0, "left"), (-1, "right")):
            part = self._parts[name]
            if part is None:
                continue
            self._stack.removeWidget(part)
            self._line.removeWidget(part)
            if name in folded:
                part.setMinimumWidth(0)
                part.setMaximumWidth(16777215)
                self._stack.addWidget(part)
            else:
                part.setFixedWidth(self._widths[name])
                self._line.insertWidget(at, part)
                part.show()
        shown = [name for name in ("left", "center", "right") if name == "center" or name in folded]
        self._pills.set_choices([(name, self._titles[name]) for name in shown], "center")
        self._pills.setVisible(bool(folded))
        self.show_panel("center")
