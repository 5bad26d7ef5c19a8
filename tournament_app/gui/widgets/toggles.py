"""Pills of which one is chosen: a day, a view, a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


class Toggles(QWidget):
    """Pills side by side; ``chosen(key)`` is emitted when the user takes another one."""

    chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[Any, str]] = (), key: Any = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._line.addStretch(1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(lambda _: self.chosen.emit(self.key))
        self._choices: list[tuple[Any, str]] = []
        self.set_choices(choices, key)

    @property
    def key(self) -> Any:
        """The key of the chosen pill, ``None`` if there are no pills."""
        at = self._group.checkedId()
        return self._choices[at][0] if 0 <= at < len(self._choices) else None

    def set_choices(self, choices: Sequence[tuple[Any, str]], key: Any = None) -> None:
        """Offer other pills; the one chosen stays chosen if it is still there (or *key*, or the first)."""
        wanted = key if key is not None else self.key
        if list(choices) != self._choices:
            self._choices = list(choices)
            for old in self._group.buttons():
                self._group.removeButton(old)
                self._line.removeWidget(old)
                old.hide()
                old.deleteLater()
            for at, (_, words) in enumerate(choices):
                pill = QPushButton(words)
                pill.setProperty("kind", "pill")
                pill.setCheckable(True)
                self._group.addButton(pill, at)
                pill.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
                self._line.insertWidget(at, pill)
        self.choose(wanted if any(key == wanted for key, _ in choices) else choices[0][0] if choices else None)

    def choose(self, key: Any) -> None:
        """Choose the pill *key* without telling anybody."""
        for at, (each, _) in enumerate(self._choices):
            if each == key:
                self._group.button(at).setChecked(True)
