"""The line above the page: its title, where in the tournament it is, search, its actions, and the window's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QStackedWidget, QWidget

from tournament_app.gui.actions import ACTIONS
from tournament_app.gui.icons import icon
from tournament_app.gui.widgets.buttons import IconButton
from tournament_app.gui.widgets.label import Label, ShortLabel
from tournament_app.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class _Slot(QStackedWidget):
    """Shows the action buttons of one page at a time, as wide as those."""

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Header(QFrame):
    """Title and subtitle at the left; search, the page's actions and the menu at the right."""

    search_wanted = Signal()

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.beside = 0
        """The room something else takes at the right: who is signed in."""
        self.setProperty("kind", "header")
        self.setFixedHeight(56)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 0, 16, 0)
        line.setSpacing(12)
        self._title, self._subtitle = Label("", "title"), ShortLabel("", "muted")
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search = QPushButton(tr("Find a match, a person… Ctrl+K"))
        self.search.setProperty("kind", "search")
        self.search.setAccessibleName(tr("Find a match, athlete, delegation or command"))
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(250)
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search.clicked.connect(self.search_wanted)
        self._slot = _Slot()
        self._slot.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.menu = IconButton("menu", tr("Menu"))
        self.menu.setMenu(self._menu(actions))
        for widget, stretch in (
            (self._title, 0),
            (self._subtitle, 1),
            (self.search, 0),
            (self._slot, 0),
            (self.menu, 0),
        ):
            line.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)

    def show_page(self, title: str, subtitle: str, buttons: QWidget) -> None:
        """Speak of another page and offer its buttons."""
        self._title.setText(title)
        self.set_subtitle(subtitle)
        if self._slot.indexOf(buttons) < 0:
            self._slot.addWidget(buttons)
        self._slot.setCurrentWidget(buttons)
        self._slot.updateGeometry()
        self.set_crowded(crowded=self.width() < 900)

    def set_subtitle(self, text: str) -> None:
        """Where in the tournament the page is."""
        self._subtitle.setText(text)

    def set_crowded(self, *, crowded: bool) -> None:
        """With several buttons in a narrow window the search shows only that it is there."""
        buttons = self._slot.sizeHint().width()
        room = self.width() - buttons - self._title.sizeHint().width() - self.beside - 90
        short = crowded or room < 330
        self.search.setText("Ctrl+K" if short else tr("Find a match, a person… Ctrl+K"))
        self.search.setFixedWidth(84 if short else 250)

    def _menu(self, actions: dict[str, QAction]) -> QMenu:
        def draw() -> None:
            """When it opens, for drawing them takes a while, and in the colours of that moment."""
            for spec in ACTIONS:
                if spec.menu and spec.icon:
                    actions[spec.key].setIcon(icon(spec.icon))

        menu = QMenu(self)
        menu.aboutToShow.connect(draw)
        for spec in ACTIONS:
            if spec.menu:
                if spec.separated:
                    menu.addSeparator()
                menu.addAction(actions[spec.key])
        return menu
