"""The rules of one event as fields. What is filled in is told at once; the page keeps it, there is nothing to save."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from tournament_app.domain.rules import STAGES, EventRules, Prizes
from tournament_app.domain.withdrawal import POLICIES
from tournament_app.gui.pages.event_marks import add_marks_fields, marks_filled, marks_flat, show_fitting
from tournament_app.gui.widgets.buttons import Button, restyle
from tournament_app.gui.widgets.fields import NumberBox
from tournament_app.gui.widgets.label import Label
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.errors import Problem

Choices = tuple[tuple[Any, str], ...]
OPTIONAL = ("age_min", "age_max", "format.seeds", "squad.least", "squad.most", "minutes.knockout", "minutes.final")
"""Numbers that may be left out; the field shows a dash then."""
_EARLIER = ((None, Text("as the stage before")),)


@dataclass(frozen=True, slots=True)
class RuleChoices:
    """What the tournament has its own copy of: sports, scoring rules and ranking rules, code and name."""

    sports: Choices
    scorings: Choices
    rankings: Choices


def flat(rules: EventRules) -> dict[str, Any]:
    """The rules as the fields show them: one value a field, ``None`` for what is left out."""
    least, most = rules.squad or (None, None)
    values: dict[str, Any] = {
        key: getattr(rules, key)
        for key in ("name", "code", "sport", "men", "women", "age_min", "age_max", "leaders_only", "ranking")
    }
    values |= {"withdrawal": rules.withdrawal, "second_look": rules.second_look}
    values |= marks_flat(rules)
    values |= {"squad.least": least, "squad.most": most}
    values |= {f"format.{key}": value for key, value in rules.format.data().items()}
    values |= {f"prizes.{key}": value for key, value in rules.prizes.data().items()}
    for stage in STAGES:
        values |= {f"scoring.{stage}": rules.scoring.get(stage), f"minutes.{stage}": rules.minutes.get(stage)}
    return values


def filled(before: EventRules, values: dict[str, Any]) -> EventRules:
    """*before* with what the fields say."""

    def part(name: str) -> dict[str, Any]:
        return {key.partition(".")[2]: value for key, value in values.items() if key.startswith(f"{name}.")}

    least, most = values["squad.least"], values["squad.most"]
    return replace(
        before,
        **{key: value for key, value in values.items() if "." not in key},
        squad=(min(least or most, most), most) if most else None,
        format=replace(before.format, **part("format")),
        prizes=Prizes(**part("prizes")),
        scoring={stage: code for stage, code in part("scoring").items() if code},
        minutes={stage: minutes for stage, minutes in part("minutes").items() if minutes},
        marks=marks_filled(before, values),
    )


class EventForm(QWidget):
    """The fields; ``edited()`` when somebody has finished one of them and the rules it gives are other than before.

    ``wanted(str)`` asks for an editor: ``format``, ``scoring`` or ``ranking``.
    """

    edited = Signal()
    wanted = Signal(str)

    def __init__(self, choices: RuleChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self.fields: dict[str, Any] = {}
        self._lines: dict[str, list[QWidget]] = {}
        self._rules: EventRules | None = None
        self._choices: RuleChoices | None = None
        self._quiet = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 4, 14, 14)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 2)
        self.problem = Label("", "problem", wrap=True)
        self.criteria = Label("", "small", wrap=True)
        self._row = 0
        self._entrants()
        self._play()
        self._format()
        self._stages()
        self._prizes()
        self.set_choices(choices)
        self._grid.setRowStretch(self._row, 1)

    # ---------------------------------------------------------------------------------------------------------- values
    def set_choices(self, choices: RuleChoices) -> None:
        """Offer these sports and rules: the tournament may have got more."""
        if choices == self._choices:
            return
        self._choices, self._quiet = choices, True
        before = {"scoring.knockout": _EARLIER, "scoring.final": _EARLIER}
        offered = {"sport": choices.sports, "ranking": choices.rankings}
        offered |= {f"scoring.{stage}": choices.scorings for stage in STAGES}
        for key, rows in offered.items():
            kept = self.fields[key].currentData()
            self.fields[key].clear()
            for code, words in (*before.get(key, ()), *rows):
                self.fields[key].addItem(str(words), code)
            _write(self.fields[key], kept)
        self._quiet = False

    def rules(self) -> EventRules | None:
        """The rules as they are filled in now; ``None`` before any are shown."""
        if self._rules is None:
            return None
        return filled(self._rules, {key: _read(field, key) for key, field in self.fields.items()})

    def show_rules(self, rules: EventRules) -> None:
        """Show *rules*; what was typed and refused is gone."""
        self._rules, self._quiet = rules, True
        self.show_problems(())
        for key, value in flat(rules).items():
            if key in self.fields:
                _write(self.fields[key], value)
        show_fitting(self._lines, rules.play, str(rules.marks.get("kind", "time")))
        self._quiet = False

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what the rules have against the fields, and mark those it is about."""
        self.problem.setText("\n".join(str(each) for each in problems))
        self.problem.setVisible(bool(problems))
        names = {each.field for each in problems if each.field}
        for key, field in self.fields.items():
            wrong = any(key == name or key.startswith((f"{name}.", f"{name}_")) for name in names)
            if field.property("problem") != str(wrong).lower():
                field.setProperty("problem", str(wrong).lower())
                restyle(field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form and never turns a rule by accident."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False

    def _finished(self) -> None:
        if self._rules is not None and not self._quiet and self.rules() != self._rules:
            self.edited.emit()

    # -------------------------------------------------------------------------------------------------------- building
    def _entrants(self) -> None:
        self._heading(tr("Who may enter"))
        self._grid.addWidget(self.problem, self._row, 0, 1, 4)
        self._row += 1
        self._line(("name", tr("Name"), QLineEdit()))
        self._line(("code", tr("Code"), QLineEdit()), ("sport", tr("Sport"), _combo(())))
        self._line(("men", tr("Men in each"), _spin(0, 99)), ("women", tr("Women in each"), _spin(0, 99)))
        self._line(
            ("squad.least", tr("Squad from"), _spin(0, 99, tr("no squad"))),
            ("squad.most", tr("Squad to"), _spin(0, 99, tr("no squad"))),
        )
        self._line(
            ("age_min", tr("Age from"), _spin(0, 120, tr("any age"))),
            ("age_max", tr("Age to"), _spin(0, 120, tr("any age"))),
        )
        self._line(("leaders_only", "", QCheckBox(tr("Only for leaders"))))

    def _play(self) -> None:
        kinds = (
            ("matches", tr("Matches")),
            ("measured", tr("Measured: time, distance, height")),
            ("judged", tr("Judged by a panel")),
            ("list", tr("A list of marks, imported")),
        )
        self._heading(tr("What it consists of"))
        self._line(("play", tr("Played in"), _combo(kinds)))
        add_marks_fields(self._line, _combo, _spin)

    def _format(self) -> None:
        kinds = (
            ("auto", tr("By the number of entries")),
            ("round_robin", tr("Round robin")),
            ("groups", tr("Groups, then knockout")),
            ("knockout", tr("Knockout")),
            ("double_elimination", tr("Double elimination")),
            ("zones", tr("Qualifying zones, then a final stage")),
            ("swiss", tr("Swiss")),
        )
        apart = (
            ("full", tr("As far apart as possible")),
            ("quarters", tr("In different quarters")),
            ("first_round", tr("Not in the first round")),
            ("none", tr("Not kept apart")),
        )
        self._heading(tr("How it is played"), format=tr("Format in a picture…"))
        self._line(("format.kind", tr("Format"), _combo(kinds)))
        self._line(
            ("format.group_size", tr("Smallest group"), _spin(2, 32)),
            ("format.qualifiers", tr("Through from each"), _spin(1, 16)),
        )
        self._line(
            ("format.seeds", tr("Seeds"), _spin(0, 64, tr("by rule"))),
            ("format.third_place", "", QCheckBox(tr("Match for third"))),
        )
        self._line(("format.separation", tr("One delegation"), _combo(apart)))
        policies = tuple((key, str(said)) for key, said in POLICIES.items())
        self._line(("withdrawal", tr("Who withdraws"), _combo(policies)))
        looks = (
            ("none", tr("Nobody: it counts at once")),
            ("final", tr("Finals: a second person types it too")),
            ("all", tr("Every match: a second person types it too")),
        )
        self._line(("second_look", tr("Typed twice"), _combo(looks)))

    def _stages(self) -> None:
        heading = tr("Scoring and minutes of each stage")
        self._heading(heading, scoring=tr("Scoring rule…"), ranking=tr("Ranking rule…"))
        words = {"group": tr("Groups"), "knockout": tr("Knockout"), "final": tr("Final")}
        for stage in STAGES:
            least = tr("as before") if stage != "group" else ""
            self._line(
                (f"scoring.{stage}", words[stage], _combo(())),
                (f"minutes.{stage}", tr("Minutes"), _spin(0 if least else 1, 300, least)),
            )
        self._line(("ranking", tr("Ranking rule"), _combo(())))
        self._grid.addWidget(self.criteria, self._row, 1, 1, 3)
        self._row += 1

    def _prizes(self) -> None:
        self._heading(tr("Prizes"))
        self._line(
            ("prizes.first", tr("First"), _spin(0, 20)),
            ("prizes.second", tr("Second"), _spin(0, 20)),
        )
        self._line(
            ("prizes.third", tr("Third"), _spin(0, 20)),
            ("prizes.consolation", tr("Consolation"), _spin(-1, 20, tr("all others"))),
        )

    def _heading(self, words: str, **editors: str) -> None:
        """A line of words, at its end the buttons of the *editors* for what stands below."""
        heading = Label(words, "heading")
        line = QHBoxLayout()
        line.setContentsMargins(0, 8 if self._row else 4, 0, 0)
        line.addWidget(heading)
        line.addStretch(1)
        for key, said in editors.items():
            button = Button(said, "quiet")
            button.clicked.connect(lambda _=False, key=key: self.wanted.emit(key))
            line.addWidget(button)
            self._lines[f"{key}.editor"] = [button]
        self._grid.addLayout(line, self._row, 0, 1, 4)
        self._row += 1

    def _line(self, *fields: tuple[str, str, Any]) -> None:
        for at, (key, words, widget) in enumerate(fields):
            label = Label(words, "muted")
            label.setBuddy(widget)
            widget.setAccessibleName(words or widget.text())
            widget.installEventFilter(self)
            wide = 3 if len(fields) == 1 else 1
            self._grid.addWidget(label, self._row, at * 2)
            self._grid.addWidget(widget, self._row, at * 2 + 1, 1, wide)
            self.fields[key] = widget
            self._lines[key] = [label, widget]
            _done_signal(widget).connect(self._finished)
        self._row += 1


def _combo(choices: Choices) -> QComboBox:
    combo = QComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for key, words in choices:
        combo.addItem(words, key)
    return combo


def _spin(least: int, most: int, none: str = "") -> QSpinBox:
    spin = NumberBox()
    spin.setRange(least, most)
    spin.setKeyboardTracking(False)
    spin.setSpecialValueText(none)
    spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    spin.setMinimumWidth(64)
    return spin


def _done_signal(widget: Any) -> Any:
    if isinstance(widget, QComboBox):
        return widget.activated
    if isinstance(widget, QSpinBox):
        return widget.valueChanged
    return widget.clicked if isinstance(widget, QCheckBox) else widget.editingFinished


def _read(widget: Any, key: str) -> Any:
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    if isinstance(widget, QLineEdit):
        return widget.text().strip()
    return None if key in OPTIONAL and not widget.value() else widget.value()


def _write(widget: Any, value: Any) -> None:
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(0, widget.findData(value)))
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    elif isinstance(widget, QLineEdit):
        if widget.text() != value:
            widget.setText(value)
    else:
        widget.setValue(value or 0)
