"""The window: side bar, header, banner, pages, status line. It knows no page's inside."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from tournament_app.gui import sources
from tournament_app.gui.actions import UndoKeys, make_actions, redo_typing, undo_typing
from tournament_app.gui.header import Header
from tournament_app.gui.page import Page
from tournament_app.gui.pages import PAGES, PageSpec
from tournament_app.gui.runner import JobBar
from tournament_app.gui.sidebar import SideBar
from tournament_app.gui.status import StatusLine
from tournament_app.gui.widgets.banner import Banner
from tournament_app.gui.widgets.empty import EmptyState
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from tournament_app.gui.desk import Desk, Notice, Target
    from tournament_app.gui.finder import FinderItem
    from tournament_app.gui.runner import Job

NARROW = 1180
_SPECS = {spec.key: spec for spec in PAGES}


class Unwritten(Page):
    """Stands where a screen is not written yet."""

    def build(self) -> None:
        self.layout_with(EmptyState(tr("This screen is not there yet.")))


class MainWindow(QMainWindow):
    """One tournament in a window; ``wants(key)`` is emitted for what only the program can do: open, new, language."""

    wants = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setMinimumSize(900, 560)
        self.resize(1366, 768)
        self.actions_by_key = make_actions(self, self._slots())
        self._undo_keys = UndoKeys(self)
        self._pages: dict[str, Page] = {}
        self._states: dict[str, Any] = {}
        self.key = desk.settings.page if desk.settings.page in _SPECS else PAGES[0].key
        self.restoreGeometry(QByteArray.fromBase64(desk.settings.geometry.encode()))
        self._build()
        desk.changed.connect(self._changed)
        desk.noticed.connect(self._noticed)
        desk.asked_for.connect(self.go_to)
        desk.started.connect(self._job_started)
        desk.ticked.connect(self._ticked)

    # ----------------------------------------------------------------------------------------------------------- pages
    def page(self, key: str) -> Page:
        """The page *key*, made when it is first asked for."""
        if key not in self._pages:
            made = _factory(_SPECS[key])(self.desk, key)
            made.setAccessibleName(str(_SPECS[key].title))
            made.restore(self._states.get(key, {}))
            made.subtitle_changed.connect(self._subtitle)
            self.stack.addWidget(self._pages.setdefault(key, made))
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Bring the page *key* to the front."""
        page, self.key = self.page(key), key
        self.desk.settings.page = key
        self.side_bar.choose(key)
        self.header.show_page(str(_SPECS[key].title), page.subtitle, page.header_actions)
        self.stack.setCurrentWidget(page)
        page.setFocus()

    def go_to(self, target: Target) -> None:
        """Show the page of *target* and there what it names."""
        self.show_page(target.page)
        self.page(target.page).go_to(target)

    def retranslate(self) -> None:
        """Build everything anew in the language of now; each page takes up what it remembers."""
        self._states |= {key: page.state() for key, page in self._pages.items()}
        for action in self.actions_by_key.values():
            self.removeAction(action)
        self.actions_by_key = make_actions(self, self._slots())
        for page in self._pages.values():
            self.desk.changed.disconnect(page.on_changed)
        self._pages.clear()
        self._build()

    # -------------------------------------------------------------------------------------------------------- building
    def _build(self) -> None:
        self.side_bar, self.header = SideBar(), Header(self.actions_by_key)
        self.banner, self.status, self.stack = Banner(), StatusLine(), QStackedWidget()
        self.stack.setMinimumSize(1, 1)
        self.side_bar.chosen.connect(self.show_page)
        self.header.search_wanted.connect(self._find)
        right = QVBoxLayout()
        right.setSpacing(0)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(20, 0, 20, 0)
        self._lines.addWidget(self.banner)
        right.addWidget(self.header)
        right.addLayout(self._lines)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        whole = QWidget()
        whole.setProperty("kind", "window")
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.side_bar)
        line.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.side_bar.set_narrow(narrow=self.width() < NARROW)
        self.show_page(self.key)
        self._changed()

    def _slots(self) -> dict[str, Callable[[], object]]:
        correction = partial(import_module, "tournament_app.gui.correction")  # not needed for the window to come
        dialogs = partial(import_module, "tournament_app.gui.dialogs")
        slots: dict[str, Callable[[], object]] = {f"page:{at.key}": partial(self.show_page, at.key) for at in PAGES}
        slots |= {key: partial(self.wants.emit, key) for key in ("new", "open", "roles", "language", "theme")}
        return slots | {
            "find": self._find,
            "undo": lambda: undo_typing() or correction().undo(self.desk, self),
            "redo": lambda: redo_typing() or correction().redo(self.desk, self),
            "copy": lambda: dialogs().save_copy(self.desk, self),
            "tournament": lambda: dialogs().tournament(self.desk, self),
            "settings": lambda: dialogs().settings(self.desk, self, self.wants.emit),
            "display": lambda: dialogs().display(self.desk, self),
            "help": lambda: dialogs().help_for(self.page(self.key), self),
            "keys": lambda: dialogs().keys_for(self.page(self.key), str(_SPECS[self.key].title), self),
            "about": lambda: dialogs().about(self),
            "quit": self.close,
        }

    # -------------------------------------------------------------------------------------------------------- changes
    def _changed(self, _: object = None) -> None:
        name, edition = sources.name_lines(self.desk)
        self.setWindowTitle(name or tr("Tournament desk"))
        self.side_bar.set_tournament(name, edition)
        self.side_bar.set_foot(sources.day_line(self.desk))
        self.status.refresh(self.desk)

    def _noticed(self, notice: Notice) -> None:
        self.banner.show_notice(notice)

    def _ticked(self) -> None:
        self.status.refresh(self.desk)

    def _subtitle(self, text: str) -> None:
        if self.sender() is self._pages.get(self.key):
            self.header.set_subtitle(text)

    def _job_started(self, job: Job) -> None:
        self._lines.addWidget(JobBar(job))

    def _find(self) -> None:
        from tournament_app.gui.finder import Finder

        finder = Finder(lambda: sources.findable(self.desk), self)
        finder.picked.connect(self._found)
        finder.open()
        finder.field.setFocus()

    def _found(self, item: FinderItem) -> None:
        if item.kind == "command":
            self.actions_by_key[item.target].trigger()
        else:
            self.go_to(item.target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side_bar.set_narrow(narrow=self.width() < NARROW)
        self.header.set_crowded(crowded=self.width() < NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.settings.geometry = self.saveGeometry().toBase64().toStdString()
        self.desk.settings.save()
        super().closeEvent(event)


def _factory(spec: PageSpec) -> Callable[[Desk, str], Page]:
    module, name = spec.factory.split(":")
    made: Callable[[Desk, str], Page] = getattr(import_module(module), name) if find_spec(module) else Unwritten
    return made
