"""At the right of the people page: what is known of a delegation, and every problem with its file, sheet and cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tournament_app.commands.delegation import SettleProblem
from tournament_app.gui.pages.problem_words import kind_words
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem
from tournament_app.gui.widgets.painted import Lines, TodoLines
from tournament_app.queries.people import CHECKED, ProblemRow
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.entries import DelegationRow


class UnitSide(QWidget):
    """``wanted(ProblemRow)`` when a problem is clicked, ``changing()`` and ``removing()`` for the delegation itself."""

    wanted = Signal(object)
    changing = Signal()
    removing = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self.desk = desk
        self.problems: Sequence[ProblemRow] = ()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(16)
        lines.addWidget(self._about())
        lines.addWidget(self._problem_card(), 1)

    def show_unit(self, unit: DelegationRow | None, problems: Sequence[ProblemRow]) -> None:
        """Show one delegation and its problems; without one the problems of all."""
        self.about.setVisible(unit is not None)
        if unit is not None:
            self.about.title = unit.short_name or unit.name
            guest = tr("Guest from outside the bloc") if unit.guest else ""
            self.facts.setText("\n".join(filter(None, (unit.name, unit_counts(unit), guest))))
        self.problems = problems
        self.list.set_items([_item(at, problem, named=unit is None) for at, problem in enumerate(problems)])
        self.card.title = tr("Problems ({n})", n=len(problems))
        self.nothing.setVisible(not problems)
        self._moved()

    def accept_problem(self) -> None:
        """Let a problem that only the form has stand as it is."""
        problem = self.problem
        if problem is not None and self.desk.run(SettleProblem(problem.id)):
            self.desk.say(tr("The problem is settled. Ctrl+Z brings it back."), "ok")

    @property
    def problem(self) -> ProblemRow | None:
        """The problem the user is on."""
        at = self.list.key
        return self.problems[at] if at is not None and at < len(self.problems) else None

    def _about(self) -> QWidget:
        self.about = Card(tr("Delegation"))
        self.facts = Label("", "muted", wrap=True)
        self.about.box.addWidget(self.facts)
        buttons = QHBoxLayout()
        for words, signal, kind in (
            (tr("Change…"), self.changing, "secondary"),
            (tr("Remove…"), self.removing, "quiet"),
        ):
            button = Button(words, kind)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.about.box.addLayout(buttons)
        return self.about

    def _problem_card(self) -> QWidget:
        self.list = Lines(tr("Problems"), TodoLines)
        self.list.wanted.connect(lambda at: self.wanted.emit(self.problems[at]))
        self.list.chosen.connect(lambda _: self._moved())
        self.nothing = Label(tr("Nothing to settle."), "muted", wrap=True)
        self.nothing.setContentsMargins(14, 14, 14, 14)
        self.settle = Button(tr("Accept"), "quiet")
        self.settle.setToolTip(
            tr("What the form alone says may stand as it is. What the rules find must be corrected.")
        )
        self.settle.clicked.connect(lambda _=False: self.accept_problem())
        self.card = Card(tr("Problems"), flush=True)
        self.card.header.addWidget(self.settle)
        self.card.box.addWidget(self.nothing)
        self.card.box.addWidget(self.list, 1)
        return self.card

    def _moved(self) -> None:
        problem = self.problem
        self.settle.setVisible(bool(self.problems))
        self.settle.setEnabled(problem is not None and problem.kind not in CHECKED)


def unit_counts(unit: DelegationRow) -> str:
    """How many a delegation sends."""
    return tr("{n} athletes · {m} entries", n=unit.athletes, m=unit.entries)


def _item(at: int, problem: ProblemRow, *, named: bool) -> ListItem:
    lines = tuple(filter(None, (problem.unit if named else "", problem.where)))
    return ListItem(at, problem.who or problem.event, problem.detail, kind_words(problem.kind), "warning", lines)
