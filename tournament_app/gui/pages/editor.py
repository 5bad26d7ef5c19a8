"""What the editors of rules have in common: fields at the left, what comes of them at the right, live."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from tournament_app.errors import Problem, Refused, Unavailable
from tournament_app.gui.form import CheckField, NumberField
from tournament_app.gui.widgets.buttons import Button, restyle
from tournament_app.gui.widgets.fields import NumberBox
from tournament_app.gui.widgets.label import Label
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from PySide6.QtGui import QCloseEvent

    from tournament_app.gui.form import Field

WIDE, HIGH = 1240, 680
PAUSE_MS = 120
"""Between the last key and the picture of what was typed."""


@dataclass(frozen=True)
class OptionalField(NumberField):
    """A number that may be left out; *none* is what the field shows then. It reads *empty* in that case."""

    none: str = ""
    empty: int | None = None

    def widget(self) -> QWidget:
        field = NumberBox(self.value, self.least, self.most)
        field.setSpecialValueText(self.none)
        return field

    def read(self, widget: Any) -> Any:
        return self.empty if widget.value() == self.least else int(widget.value())


class Fields(QWidget):
    """Fields below each other, each with its hint and what is wrong with it; ``edited(key)`` at every change."""

    edited = Signal(str)

    def __init__(self, fields: Iterable[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self.fields = {field.key: field for field in fields}
        self.widgets: dict[str, Any] = {}
        self._lines: dict[str, list[QWidget]] = {}
        self._problems: dict[str, Label] = {}
        self._shown = set(self.fields)
        self._quiet = False
        grid = QGridLayout(self)
        grid.setContentsMargins(2, 2, 10, 2)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 120)
        for at, field in enumerate(self.fields.values()):
            self._add(grid, at * 3, field)
        grid.setRowStretch(len(self.fields) * 3, 1)

    def values(self) -> dict[str, Any]:
        """What is filled in now, by key, of the fields that are shown."""
        return {key: field.read(self.widgets[key]) for key, field in self.fields.items() if key in self._shown}

    def write(self, values: Mapping[str, Any]) -> None:
        """Fill in *values* without telling anybody."""
        self._quiet = True
        for key, value in values.items():
            if key in self.widgets:
                fill(self.fields[key], self.widgets[key], value)
        self._quiet = False

    def show_only(self, keys: Collection[str]) -> None:
        """Show these fields and hide the others."""
        self._shown = set(keys)
        for key, widgets in self._lines.items():
            for widget in widgets:
                widget.setVisible(key in self._shown)

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Say each problem at its field; those of no field shown come back."""
        for key, label in self._problems.items():
            said = [str(each) for each in problems if each.field == key and key in self._shown]
            label.setText("\n".join(said))
            label.setVisible(bool(said))
            if self.widgets[key].property("problem") != str(bool(said)).lower():
                self.widgets[key].setProperty("problem", str(bool(said)).lower())
                restyle(self.widgets[key])
        return [each for each in problems if each.field not in self._shown]

    def problem_at(self, key: str) -> str:
        """What is said at the field *key*."""
        return self._problems[key].text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the fields and never turns a rule by accident."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False

    def _add(self, grid: QGridLayout, row: int, field: Field) -> None:
        widget = field.widget()
        widget.setAccessibleName(field.label)
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if isinstance(widget, QComboBox):
            widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            widget.setMinimumContentsLength(8)
        if not isinstance(widget, QPlainTextEdit):
            widget.installEventFilter(self)
        words = Label("" if isinstance(field, CheckField) else field.label, "muted", wrap=True)
        words.setBuddy(widget)
        hint, problem = Label(field.hint, "small", wrap=True), Label("", "problem", wrap=True)
        problem.hide()
        wide = hasattr(widget, "set_value")  # lines of their own need the whole column
        grid.addWidget(words, row, 0, 1, 2 if wide else 1)
        grid.addWidget(widget, row + wide, 0 if wide else 1, 1, 2 if wide else 1)
        self._lines[field.key] = [words, widget]
        if field.hint:
            grid.addWidget(hint, row + 1, 1)
            self._lines[field.key].append(hint)
        grid.addWidget(problem, row + 2, 1)
        self.widgets[field.key], self._problems[field.key] = widget, problem
        changed(widget).connect(partial(self._edited, field.key))

    def _edited(self, key: str, *_: object) -> None:
        if not self._quiet:
            self.edited.emit(key)


def fill(field: Field, widget: Any, value: Any) -> None:
    """Put *value* into the widget of *field*."""
    if hasattr(widget, "set_value"):
        widget.set_value(value)
    elif isinstance(widget, QComboBox):
        keys = [key for key, _ in field.choices]  # type: ignore[attr-defined]
        widget.setCurrentIndex(keys.index(value) if value in keys else -1)
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    elif isinstance(widget, QSpinBox):
        widget.setValue(widget.minimum() if value is None else int(value))
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(str(value))
    else:
        widget.setText(str(value))
        widget.setCursorPosition(0)  # a long name is read from its beginning


def changed(widget: Any) -> Any:
    """The signal of *widget* that something else is filled in."""
    if isinstance(widget, QComboBox):
        return widget.currentIndexChanged
    if isinstance(widget, QCheckBox):
        return widget.toggled
    return widget.textChanged if isinstance(widget, QLineEdit | QPlainTextEdit) else widget.valueChanged


class Editor(QDialog):
    """The dialog. Its *picture* follows what is typed; Enter keeps it, Esc asks once before it is thrown away."""

    kept = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(20, 14, 20, 14)
        self.box.setSpacing(10)
        self.heading = Label(title, "title")
        self.box.addWidget(self.heading)
        self.body = QHBoxLayout()
        self.body.setSpacing(16)
        self.box.addLayout(self.body, 1)
        self.foot = Label("", "problem", wrap=True)
        self.foot.hide()
        self.box.addWidget(self.foot)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        cancel, self.confirm = Button(tr("Cancel"), "quiet"), Button(tr("Save"), "primary")
        cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self.confirm.setDefault(True)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.confirm)
        self.box.addLayout(self.buttons)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.show_picture)
        self._before: Any = None
        self._sure: Any = None
        room = parent.window().size() if parent is not None else QSize(WIDE, HIGH)
        self.resize(room.boundedTo(QSize(WIDE + 40, HIGH + 40)) - QSize(40, 40))

    # ------------------------------------------------------------------------------------- what the editors fill in
    def typed(self) -> Any:
        """What is filled in now, to know whether something would be lost."""
        raise NotImplementedError

    def show_picture(self) -> None:
        """Show what comes of what is filled in."""
        raise NotImplementedError

    def keep(self) -> None:
        """Carry it out; raises :class:`Refused` or :class:`Unavailable`."""
        raise NotImplementedError

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong, here at the foot."""
        self.say("\n".join(map(str, problems)))

    # --------------------------------------------------------------------------------------------------------- running
    def opened(self) -> None:
        """Show it over its window; the rest of the program goes on."""
        self._before = self.typed()
        self.show_picture()
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.open()

    def later(self) -> None:
        """Show the picture when nothing was typed for a moment."""
        self._timer.start()

    def say(self, words: str) -> None:
        """Say *words* at the foot; nothing without any."""
        self.foot.setText(words)
        self.foot.setVisible(bool(words))

    def scrolled(self, fields: QWidget, width: int = 400) -> QScrollArea:
        """*fields* in a column that scrolls."""
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(fields)
        area.setFixedWidth(width)
        return area

    def accept(self) -> None:
        self._timer.stop()
        self.show_picture()
        try:
            self.keep()
        except Refused as no:
            self.show_problems(no.problems)
        except Unavailable as no:
            self.say(str(no))
        else:
            super().accept()
            self.kept.emit()

    def reject(self) -> None:
        now = self.typed()
        if now not in (self._before, self._sure):
            self._sure = now
            self.say(tr("What you typed is not saved yet. Esc again throws it away, Enter saves it."))
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible():
            self.reject()
        event.setAccepted(not self.isVisible())
