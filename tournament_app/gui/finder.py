"""Ctrl+K: finds any match, athlete, delegation or command as it is typed, with or without accents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from tournament_app.gui.search import fold
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

MOST = 40
KINDS = {
    "match": Text("Match"),
    "athlete": Text("Athlete"),
    "delegation": Text("Delegation"),
    "event": Text("Event"),
    "command": Text("Command"),
}


@dataclass(frozen=True, slots=True)
class FinderItem:
    """One thing that can be found: its *kind*, what it is called, what it says below, and where it leads."""

    kind: str
    title: str
    subtitle: str
    target: Any


def find(items: Sequence[FinderItem], words: str) -> list[FinderItem]:
    """The items that contain every word, those whose title begins with what was typed first."""
    folded = fold(words)
    each = folded.split()
    if not each:
        return list(items[:MOST])
    hits: list[tuple[int, int, FinderItem]] = []
    for at, item in enumerate(items):
        title = fold(item.title)
        text = f"{title} {fold(item.subtitle)}"
        if all(word in text for word in each):
            hits.append((0 if title.startswith(folded) else 1 if folded in title else 2, at, item))
    return [item for _, _, item in sorted(hits, key=lambda hit: hit[:2])[:MOST]]


class Finder(QDialog):
    """A field and what it finds; ``picked(FinderItem)`` on Enter or a click. Esc closes it."""

    picked = Signal(object)

    def __init__(self, source: Callable[[], Sequence[FinderItem]], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._items = source()
        self._found: list[FinderItem] = []
        self.setAccessibleName(tr("Find"))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Match number, name, delegation, event or command"))
        self.field.setAccessibleName(tr("Find"))
        self.list = ListRows(tr("Found"))
        self._none = Label(tr("Nothing has these words. Fewer letters find more."), "muted")
        for widget in (self.field, self.list, self._none):
            box.addWidget(widget)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda _: self._pick())
        self.list.opened.connect(lambda _: self._pick())
        self._search("")
        if parent is not None:
            width = min(640, parent.width() - 40)
            self.setFixedSize(width, min(440, parent.height() - 80))
            self.move(parent.mapToGlobal(parent.rect().topLeft()).x() + (parent.width() - width) // 2, self.y())

    @property
    def found(self) -> Sequence[FinderItem]:
        """What the words typed so far find."""
        return tuple(self._found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            key: QKeyEvent = event  # type: ignore[assignment]
            if key.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                step = 1 if key.key() == Qt.Key.Key_Down else -1
                at = max(0, min(len(self._found) - 1, (self.list.key or 0) + step))
                self.list.choose(at)
                return True
            if key.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._pick()
                return True
        return super().eventFilter(watched, event)

    def _search(self, words: str) -> None:
        self._found = find(self._items, words)
        self.list.set_items(
            [
                ListItem(at, item.title, item.subtitle or " ", str(KINDS.get(item.kind, item.kind)))
                for at, item in enumerate(self._found)
            ]
        )
        self.list.choose(0)
        self.list.setVisible(bool(self._found))
        self._none.setVisible(not self._found)

    def _pick(self) -> None:
        at = self.list.key
        if at is not None and at < len(self._found):
            self.accept()
            self.picked.emit(self._found[at])
