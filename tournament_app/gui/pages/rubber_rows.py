"""The rubbers of a team tie as lines to fill in: a name, how it is scored, and who plays on each side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from tournament_app.gui.form import Field
from tournament_app.gui.widgets.buttons import Button, IconButton
from tournament_app.gui.widgets.fields import NumberBox
from tournament_app.gui.widgets.label import Label
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

Rubbers = list[dict[str, Any]]
MOST = 9


class RubberRows(QWidget):
    """The lines; ``valueChanged()`` at every change."""

    valueChanged = Signal()

    def __init__(self, scorings: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self.scorings = scorings
        self.lines: list[tuple[QLineEdit, QComboBox, NumberBox, NumberBox, IconButton]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        for at, words in enumerate((tr("Name"), tr("Scored by"), tr("Men"), tr("Women"))):
            self._grid.addWidget(Label(words, "small"), 0, at)
        self.add = Button(tr("One more rubber"), "quiet", "add")
        self.add.clicked.connect(lambda _=False: self._more())
        self.setFocusProxy(self.add)

    def value(self) -> Rubbers:
        """The rubbers as a scoring rule writes them."""
        return [
            {"name": name.text().strip(), "scoring": scoring.currentData(), "men": men.value(), "women": women.value()}
            for name, scoring, men, women, _ in self.lines
        ]

    def set_value(self, rubbers: Rubbers) -> None:
        """Show *rubbers*."""
        for line in self.lines:
            for widget in line:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.lines = []
        for rubber in rubbers:
            self._line(rubber)
        self._place()

    def _line(self, rubber: dict[str, Any]) -> None:
        name, scoring = QLineEdit(rubber["name"]), QComboBox()
        for code, words in self.scorings:
            scoring.addItem(words, code)
        scoring.setMinimumContentsLength(6)
        scoring.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        scoring.setCurrentIndex(scoring.findData(rubber["scoring"]))
        men, women = (NumberBox(rubber.get(key, least), 0, 9) for key, least in (("men", 1), ("women", 0)))
        remove = IconButton("remove", tr("Without this rubber"))
        spoken = (tr("Name"), tr("Scored by"), tr("Men"), tr("Women"))
        for widget, words in zip((name, scoring, men, women), spoken, strict=True):
            widget.setAccessibleName(f"{words} {len(self.lines) + 1}")
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        men.setFixedWidth(52)
        women.setFixedWidth(52)
        name.textChanged.connect(self.valueChanged)
        scoring.currentIndexChanged.connect(self.valueChanged)
        men.valueChanged.connect(self.valueChanged)
        women.valueChanged.connect(self.valueChanged)
        self.lines.append((name, scoring, men, women, remove))
        remove.clicked.connect(lambda _=False: self._without(remove))

    def _place(self) -> None:
        before: QWidget | None = None
        for row, line in enumerate(self.lines, 1):
            for column, widget in enumerate(line):
                self._grid.addWidget(widget, row, column)
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget
        self._grid.addWidget(self.add, len(self.lines) + 1, 0, 1, 5, Qt.AlignmentFlag.AlignLeft)
        self.add.setEnabled(len(self.lines) < MOST)

    def _more(self) -> None:
        last = self.value()[-1:] or [{"scoring": self.scorings[0][0]}]
        self._line({**last[0], "name": tr("Rubber {n}", n=len(self.lines) + 1)})
        self._place()
        self.valueChanged.emit()

    def _without(self, remove: IconButton) -> None:
        rest = [rubber for rubber, line in zip(self.value(), self.lines, strict=True) if line[-1] is not remove]
        self.set_value(rest)
        self.valueChanged.emit()


@dataclass(frozen=True)
class RubbersField(Field):
    """The rubbers; *scorings* are those a rubber can be played by."""

    value: Any = ()
    scorings: tuple[tuple[str, str], ...] = ()

    def widget(self) -> QWidget:
        rows = RubberRows(self.scorings)
        rows.set_value(list(self.value))
        return rows

    def read(self, widget: Any) -> Any:
        return widget.value()
