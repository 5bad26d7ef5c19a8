'''A page of the window: the base class of the ten screens.

A page declares which tables it watches, builds its widgets in :meth:`Page.build` and fills them in ``refresh``.
The window calls ``build`` once before the page is first shown (and again after a change of language), and ``refresh``
when the page comes into view stale or is in view when a table it watches changed. An example, complete::

    from tournament_app.commands.entries import SeedEntry
    from tournament_app.gui.page import Page
    from tournament_app.gui.table_model import Column, number
    from tournament_app.gui.table import Table
    from tournament_app.gui.widgets.card import Card
    from tournament_app.gui.widgets.list_rows import ListItem, ListRows
    from tournament_app.gui.widgets.panels import SidePanels
    from tournament_app.queries.people import athletes, delegations

    class PeoplePage(Page):
        """Delegations at the left, the athletes of one at the right."""

        watches = frozenset({"delegation", "athlete", "entry"})
        help_topic = "people"

        def build(self) -> None:
            self.list = ListRows()                       # two-line rows with a badge
            self.list.chosen.connect(self._chosen)       # emits the ListItem's key
            left = Card(tr("Delegations"), body=self.list, flush=True)
            self.table = Table("people.athletes", (      # the name under which its columns are remembered
                Column("name", tr("Name"), lambda row: row.name, width=240, stretch=True),
                number("birth", tr("Born"), lambda row: row.birth_year, width=70),
            ), self.desk.settings)
            self.table.row_activated.connect(lambda row: self.desk.open("score", "athlete", row.id))
            self.card = Card(tr("Athletes"), body=self.table, flush=True)
            self.add_action(tr("Import forms…"), self._import, kind="primary", icon="import")   # top right
            self.add_shortcut("F3", tr("Make the selected entry first seed"), self._seed)       # in the "?" sheet too
            self.layout_with(SidePanels(self.card, left=left, widths=(250, 0)))

        def refresh(self) -> None:
            with self.desk.reading() as reading:         # one reading: all rows of one moment
                units = delegations(reading)
                rows = athletes(reading, self.list.key)
            self.list.set_items([ListItem(u.id, u.name, tr("{n} athletes", n=u.athletes)) for u in units])
            self.table.set_rows(rows)                    # rows are diffed by row.id; selection and scrolling stay
            self.card.note = tr("{n} athletes", n=len(rows))
            self.subtitle = tr("{n} delegations", n=len(units))

        def _chosen(self, key: object) -> None:
            self.refresh()

        def _seed(self) -> None:
            row = self.table.current_row()
            if row is not None:
                self.desk.run(SeedEntry(row.entry_id, 1))    # refused → the banner says why, None comes back

        def show_target(self, target: Target) -> None:       # desk.open("people", "delegation", 12) from anywhere
            self.list.choose(target.item)

Nothing else is needed: no signal of the store to connect, no colour to choose, no widget to retranslate.
'''

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tournament_app.gui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QShowEvent

    from tournament_app.gui.desk import Desk, Target
    from tournament_app.store.store import Changes


class Page(QWidget):
    """One screen of the window. Subclasses give ``watches``, ``build`` and ``refresh``."""

    watches: ClassVar[frozenset[str]] = frozenset()
    """Tables whose change makes the page stale; ``{"*"}`` watches all."""
    help_topic: ClassVar[str] = ""
    """The name of the help page under ``resources/help/<language>/``; the page's key if empty."""

    subtitle_changed = Signal(str)

    def __init__(self, desk: Desk, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.key = key
        self.keys: list[tuple[str, str]] = []
        self.header_actions = QWidget()
        self.header_actions.setProperty("kind", "plain")
        bar = QHBoxLayout(self.header_actions)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(12)
        self._subtitle = ""
        self._stale = True
        self._waiting: Target | None = None
        self.build()
        desk.changed.connect(self.on_changed)

    # ----------------------------------------------------------------------------------------------- for subclasses
    def build(self) -> None:
        """Make the widgets, once; texts are said in the language of the moment."""

    def refresh(self) -> None:
        """Fill the widgets from the tournament; called only when somebody can see the page."""

    def show_target(self, target: Target) -> None:
        """Show what somebody asked for with ``desk.open(page, kind, item)``; the page is fresh then."""

    def state(self) -> Mapping[str, Any]:
        """What the page wants to remember when it is built anew in another language: the chosen row, the day."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up what :meth:`state` said; called before the first refresh."""

    # ------------------------------------------------------------------------------------------------ from subclasses
    @property
    def subtitle(self) -> str:
        """The words beside the title: where in the tournament this is."""
        return self._subtitle

    @subtitle.setter
    def subtitle(self, text: str) -> None:
        if text != self._subtitle:
            self._subtitle = text
            self.subtitle_changed.emit(text)

    def layout_with(self, content: QWidget) -> None:
        """Let *content* fill the page, with the margins all pages have."""
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(16)
        box.addWidget(content)

    def add_action(self, text: str, slot: Callable[[], object], kind: str = "secondary", icon: str = "") -> Button:
        """A button at the top right of the window while this page is shown: ``primary`` or ``secondary``."""
        button = Button(text, kind, icon)
        button.clicked.connect(lambda _=False: slot())
        self.add_header_widget(button)
        return button

    def add_header_widget(self, widget: QWidget) -> None:
        """Any other widget at the top right of the window while this page is shown."""
        bar = self.header_actions.layout()
        assert bar is not None
        bar.addWidget(widget)

    def add_shortcut(self, keys: str, text: str, slot: Callable[[], object]) -> QShortcut:
        """A key of this screen; *text* says in the ``?`` sheet what it does."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
        self.keys.append((keys, text))
        return shortcut

    # -------------------------------------------------------------------------------------------------- for the window
    def refresh_now(self) -> None:
        """Fill the page now if it can be seen, else when it is next shown."""
        self._stale = True
        if self.isVisible():
            self._stale = False
            self.refresh()
            if self._waiting is not None:
                target, self._waiting = self._waiting, None
                self.show_target(target)

    def go_to(self, target: Target) -> None:
        """Show *target* as soon as the page is fresh and in view."""
        if self.isVisible() and not self._stale:
            self.show_target(target)
        else:
            self._waiting = target

    def on_changed(self, changes: Changes) -> None:
        """Fill the page if what somebody changed is about it."""
        if "*" in self.watches or self.watches & changes.tables:
            self.refresh_now()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or self._waiting:
            self.refresh_now()
