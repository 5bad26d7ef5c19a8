"""The criteria of a ranking in order, to be moved up and down; some look only at the matches among those level."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QGridLayout, QListWidget, QVBoxLayout, QWidget

from tournament_app.domain.tiebreaks import CRITERIA
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.label import Label
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tournament_app.domain.standings import Step

Line = tuple[str, bool]
"""A criterion, and whether it looks at the matches among those level only."""


def lines_of(criteria: Sequence[Step]) -> list[Line]:
    """The criteria of a rule as lines; those of a block stand below each other."""
    blocks = [(step,) if isinstance(step, str) else step for step in criteria]
    return [(code, block is step) for block, step in zip(blocks, criteria, strict=True) for code in block]


def criteria_of(lines: Sequence[Line]) -> tuple[Step, ...]:
    """The criteria lines say: neighbours that look at those level only are one block."""
    steps: list[Step] = []
    for among, block in groupby(lines, lambda line: line[1]):
        codes = tuple(code for code, _ in block)
        steps += [codes] if among else codes
    return tuple(steps)


class RankingSteps(QWidget):
    """The lines; ``edited()`` at every change.

    Alt+Up and Alt+Down move one, Space lets it look at those level only or at all, Del removes it.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self.lines: list[Line] = []
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Criteria in order"))
        self.list.setMinimumHeight(140)
        self.list.installEventFilter(self)
        self._keys: dict[QKeySequence, Callable[[], None]] = {}
        self.more = QComboBox()
        self.more.setAccessibleName(tr("Add a criterion"))
        self.more.setMinimumContentsLength(8)
        self.more.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.more.addItem(tr("Add a criterion…"))
        for code, criterion in CRITERIA.items():
            if code != "completed":
                self.more.addItem(str(criterion.name), code)
        self.more.activated.connect(self._add)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Label(tr("Criteria in order"), "heading"))
        box.addWidget(self.list, 1)
        box.addLayout(self._buttons())
        box.addWidget(self.more)

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(4)
        acts = (
            (tr("Up"), "Alt+Up", lambda: self._move(-1)),
            (tr("Down"), "Alt+Down", lambda: self._move(1)),
            (tr("Only among those level"), "Space", self._turn),
            (tr("Remove"), "Del", self._remove),
        )
        for at, (words, key, slot) in enumerate(acts):
            button = Button(words)
            button.setToolTip(f"{words}  {key}")
            button.clicked.connect(lambda _=False, slot=slot: slot())
            self._keys[QKeySequence(key)] = slot
            grid.addWidget(button, at // 2, at % 2)
        return grid

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the buttons while the list has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            slot = self._keys.get(QKeySequence(event.keyCombination()))
            if slot is not None:
                slot()
                return True
        return False

    @property
    def criteria(self) -> tuple[Step, ...]:
        """The criteria as a ranking rule writes them."""
        return criteria_of(self.lines)

    def show_criteria(self, criteria: Sequence[Step]) -> None:
        """Show *criteria* without telling anybody."""
        self.lines = lines_of(criteria)
        self._fill(0)

    def _fill(self, row: int) -> None:
        self.list.clear()
        for at, (code, among) in enumerate(self.lines, 1):
            name = str(CRITERIA[code].name)
            words = tr("among those level: {criterion}", criterion=name) if among else name
            self.list.addItem(f"{at}.  {words}")
        self.list.addItem(tr("{n}.  lots", n=len(self.lines) + 1))
        for at in range(self.list.count()):
            self.list.item(at).setSizeHint(QSize(0, 28))
        self.list.setCurrentRow(max(0, min(row, len(self.lines) - 1)))

    def _changed(self, row: int) -> None:
        self._fill(row)
        self.edited.emit()

    def _row(self) -> int | None:
        row = self.list.currentRow()
        return row if 0 <= row < len(self.lines) else None

    def _move(self, by: int) -> None:
        row = self._row()
        if row is not None and 0 <= row + by < len(self.lines):
            self.lines.insert(row + by, self.lines.pop(row))
            self._changed(row + by)

    def _turn(self) -> None:
        row = self._row()
        if row is not None:
            code, among = self.lines[row]
            self.lines[row] = code, not among
            self._changed(row)

    def _remove(self) -> None:
        row = self._row()
        if row is not None:
            del self.lines[row]
            self._changed(row)

    def _add(self, at: int) -> None:
        if at:
            row = self._row()
            where = len(self.lines) if row is None else row + 1
            self.lines.insert(where, (self.more.itemData(at), False))
            self.more.setCurrentIndex(0)
            self._changed(where)
