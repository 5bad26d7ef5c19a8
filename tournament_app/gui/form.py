"""Dialogs as forms over commands: fields as data, what the rules say no to beside the field it is about.

::

    form = Form(tr("Change the entry"), (
        TextField("name", tr("Name"), row.name),
        NumberField("seed", tr("Seed"), row.seed or 0, least=0, most=64),
        ChoiceField("event", tr("Event"), choices=((1, "Đôi nam"), (2, "Đơn nữ")), value=1),
    ), act=lambda values: desk.try_run(ChangeEntry(row.id, **values)), parent=self)
    form.opened()                   # done_with(Done) is emitted when it was carried out

``act`` may raise :class:`Refused`; each problem is shown beside the field its ``field`` names, or at the foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tournament_app.errors import Problem, Refused, Unavailable
from tournament_app.gui.widgets.buttons import Button, restyle
from tournament_app.gui.widgets.fields import DayBox, NumberBox
from tournament_app.gui.widgets.label import Label
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QCloseEvent


@dataclass(frozen=True)
class Field:
    """One field: its *key* in the values, its words, what it holds at first, and a hint below it."""

    key: str
    label: str
    value: Any = ""
    hint: str = ""

    def widget(self) -> QWidget:
        """The widget somebody fills in."""
        raise NotImplementedError

    def read(self, widget: Any) -> Any:
        """What was filled in."""
        raise NotImplementedError


@dataclass(frozen=True)
class TextField(Field):
    """A line of text."""

    def widget(self) -> QWidget:
        field = QLineEdit(str(self.value))
        field.setCursorPosition(0)
        return field

    def read(self, widget: Any) -> str:
        return str(widget.text()).strip()


@dataclass(frozen=True)
class LongField(Field):
    """Several lines of text."""

    def widget(self) -> QWidget:
        field = QPlainTextEdit(str(self.value))
        field.setTabChangesFocus(True)
        field.setFixedHeight(64)
        return field

    def read(self, widget: Any) -> str:
        return str(widget.toPlainText()).strip()


@dataclass(frozen=True)
class NumberField(Field):
    """A whole number from *least* to *most*."""

    value: int = 0
    least: int = 0
    most: int = 9999

    def widget(self) -> QWidget:
        return NumberBox(self.value, self.least, self.most)

    def read(self, widget: Any) -> int:
        return int(widget.value())


@dataclass(frozen=True)
class CheckField(Field):
    """Yes or no; its words stand beside the box."""

    value: bool = False

    def widget(self) -> QWidget:
        field = QCheckBox(self.label)
        field.setChecked(self.value)
        return field

    def read(self, widget: Any) -> bool:
        return bool(widget.isChecked())


@dataclass(frozen=True)
class ChoiceField(Field):
    """One of several: *choices* are pairs of a key and its words."""

    value: Any = None
    choices: tuple[tuple[Any, str], ...] = ()

    def widget(self) -> QWidget:
        field = QComboBox()
        for _, words in self.choices:
            field.addItem(words)
        field.setCurrentIndex(next((at for at, (key, _) in enumerate(self.choices) if key == self.value), 0))
        return field

    def read(self, widget: Any) -> Any:
        return self.choices[widget.currentIndex()][0] if self.choices else None


@dataclass(frozen=True)
class DateField(Field):
    """A day, written 26/10/2024."""

    value: date | None = None

    def widget(self) -> QWidget:
        field = DayBox()
        if self.value is not None:
            field.setDate(QDate(self.value.year, self.value.month, self.value.day))
        return field

    def read(self, widget: Any) -> date:
        day: date = widget.date().toPython()
        return day


FRAME = 60
"""Pixels of the screen a window's own frame and title bar need."""


class Form(QDialog):
    """The dialog. Enter carries it out, Esc asks once before what was typed is thrown away."""

    done_with = Signal(object)

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        act: Callable[[dict[str, Any]], Any],
        *,
        confirm: str = "",
        intro: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.fields = tuple(fields)
        self._act = act
        self._sure: dict[str, Any] | None = None
        self.widgets: dict[str, Any] = {}
        self._problems: dict[str, Label] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(Label(title, "title"))
        if intro:
            box.addWidget(Label(intro, "muted", wrap=True))
        self._holder = QWidget()
        self._holder.setProperty("kind", "plain")
        self._holder.setLayout(self._grid())
        box.addWidget(self._holder)
        self._foot = Label("", "problem", wrap=True)
        self._foot.hide()
        box.addWidget(self._foot)
        box.addLayout(self._buttons(confirm or tr("Save")))
        self._before = self.values()

    def values(self) -> dict[str, Any]:
        """What is filled in now, by key."""
        return {field.key: field.read(self.widgets[field.key]) for field in self.fields}

    def opened(self) -> None:
        """Show the form over its window; the rest of the program goes on. On a low screen its fields scroll."""
        self.ensurePolished()
        box, most = self.layout(), self.screen().availableGeometry().height() - FRAME
        wide = max(self.sizeHint().width(), self.minimumWidth())
        tall = box.totalHeightForWidth(wide) if box is not None else 0
        self.resize(wide, min(tall, most))
        if isinstance(box, QVBoxLayout) and tall > most:
            scroll = QScrollArea()
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setWidgetResizable(True)
            scroll.setMinimumWidth(self._holder.minimumSizeHint().width() + 14)
            box.replaceWidget(self._holder, scroll)
            scroll.setWidget(self._holder)
            box.setStretchFactor(scroll, 1)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.open()

    def problem_at(self, key: str) -> str:
        """What stands beside the field *key*, or at the foot for ``""``."""
        label = self._problems.get(key, self._foot)
        return "" if label.isHidden() else label.text()

    def accept(self) -> None:
        self._show(())
        try:
            value = self._act(self.values())
        except Refused as no:
            self._show(no.problems)
        except Unavailable as no:
            self._foot.setText(str(no))
            self._foot.show()
        else:
            super().accept()
            self.done_with.emit(value)

    def reject(self) -> None:
        now = self.values()
        if now not in (self._before, self._sure):
            self._sure = now
            self._foot.setText(tr("What you typed is not saved yet. Esc again throws it away, Enter saves it."))
            self._foot.show()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible():
            self.reject()
        event.setAccepted(not self.isVisible())

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, field in enumerate(self.fields):
            widget = field.widget()
            widget.setAccessibleName(field.label)
            words = Label("" if isinstance(field, CheckField) else field.label)
            tall = widget.sizeHint().height() > 60
            words.setBuddy(widget)
            problem = Label("", "problem", wrap=True)
            problem.hide()
            grid.addWidget(words, at * 3, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(widget, at * 3, 1)
            if field.hint:
                grid.addWidget(Label(field.hint, "small", wrap=True), at * 3 + 1, 1)
            grid.addWidget(problem, at * 3 + 2, 1)
            self.widgets[field.key], self._problems[field.key] = widget, problem
        return grid

    def _buttons(self, confirm: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        cancel, go = Button(tr("Cancel"), "quiet"), Button(confirm, "primary")
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        go.setDefault(True)
        self.confirm = go
        line.addWidget(cancel)
        line.addWidget(go)
        return line

    def _show(self, problems: Sequence[Problem]) -> None:
        for key, label in self._problems.items():
            said = [str(problem) for problem in problems if problem.field == key]
            label.setText("\n".join(said))
            label.setVisible(bool(said))
            self.widgets[key].setProperty("problem", "true" if said else "false")
            restyle(self.widgets[key])
        rest = [str(problem) for problem in problems if problem.field not in self._problems]
        self._foot.setText("\n".join(rest))
        self._foot.setVisible(bool(rest))
        first = next((problem.field for problem in problems if problem.field in self.widgets), None)
        if first:
            self.widgets[first].setFocus()
