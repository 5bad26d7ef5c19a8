"""A line above the page that says what happened; never a dialog in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tournament_app.gui.widgets.buttons import Button, IconButton, restyle
from tournament_app.gui.widgets.label import Label
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.gui.desk import Notice

SHORT_MS = 4000


class Banner(QFrame):
    """Shows one notice at a time; good news go by themselves, trouble stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", "info")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 16, 4, 4)
        self._words = Label("", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = Button("", "secondary")
        self._close = IconButton("close", tr("Close"))
        self._close.clicked.connect(self.hide)
        self._action.clicked.connect(self._act)
        line.addWidget(self._words, 1)
        line.addWidget(self._action)
        line.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._notice: Notice | None = None
        self.hide()

    @property
    def text(self) -> str:
        """What the banner says, empty when it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def show_notice(self, notice: Notice) -> None:
        """Say *notice*."""
        self._notice = notice
        self._words.setText(notice.text)
        self.setAccessibleName(notice.text)
        self._action.setVisible(notice.action is not None)
        if notice.action is not None:
            self._action.setText(notice.action[0])
        self.setProperty("banner", notice.role)
        for widget in (self, self._words):
            restyle(widget)
        self.show()
        self._timer.stop()
        if notice.role in {"ok", "info"} and notice.action is None:
            self._timer.start(SHORT_MS)

    def _act(self) -> None:
        self.hide()
        if self._notice is not None and self._notice.action is not None:
            self._notice.action[1]()
