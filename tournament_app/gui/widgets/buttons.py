"""Buttons of three weights: the one thing to do now, the others, and the quiet ones."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from tournament_app.gui.icons import icon
from tournament_app.gui.theme import theme

_INK = {"primary": "on_primary", "secondary": "text", "quiet": "muted", "danger": "live_text"}


class Button(QPushButton):
    """A button: *kind* is ``primary`` (one a screen), ``secondary``, ``quiet`` or ``danger``."""

    def __init__(self, text: str, kind: str = "secondary", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._icon, self._ink = icon_name, _INK[kind]
        self._tint()
        if icon_name:
            theme.changed.connect(self._tint)

    def set_menu(self, menu: QMenu) -> None:
        """Open *menu* on a click; a small arrow says so."""
        self.setMenu(menu)
        self.setProperty("menu", "true")

    def _tint(self) -> None:
        if self._icon:
            self.setIcon(icon(self._icon, self._ink))
            self.setIconSize(QSize(16, 16))


class IconButton(QToolButton):
    """A small square button with an icon; *name* is what it is called aloud and in its tip."""

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon_name
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setIconSize(QSize(18, 18))
        self.setFixedSize(34, 34)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._tint()
        theme.changed.connect(self._tint)

    def _tint(self) -> None:
        self.setIcon(icon(self._icon, "muted"))


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget again after a property of it changed; it has yet to look at a new one."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
