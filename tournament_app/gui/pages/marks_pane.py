"""The middle of the score desk for a heat: its grid, the rule, what is wrong, who is level for the last place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from tournament_app.commands.marks import ClearMarks, MarkLine, RecordMarks, SettlePlaces
from tournament_app.domain.judged import Judged
from tournament_app.domain.mark_rules import mark_rule
from tournament_app.domain.measured import Measured
from tournament_app.errors import Refused, TournamentError
from tournament_app.gui.form import Form, TextField
from tournament_app.gui.pages.marks_grid import MarksGrid
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.queries.event_state import event_state
from tournament_app.queries.heats import TieRow, heat_row, tie_rows
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.matches import MatchRow


class MarksPane(Card):
    """What is typed is kept line by line; a line the rule says no to stays as typed and says why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Marks"), flush=True)
        self.desk = desk
        self.match: MatchRow | None = None
        self.play = ""
        self.heights: dict[tuple[int, str], list[str]] = {}
        self.grid = MarksGrid()
        self.grid.typed.connect(self._typed)
        self.rule = Label("", "small", wrap=True)
        self.wrong = Label("", "problem", wrap=True)
        self.stale = Label("", "problem", wrap=True)
        self.tie = Label("", wrap=True)
        for label in (self.rule, self.wrong, self.stale, self.tie):
            label.setContentsMargins(14, 6, 14, 6)
        self.buttons = {
            "height": (Button(tr("New height…"), "secondary"), self.new_height),
            "list": (Button(tr("Import a list…"), "secondary"), self.import_list),
            "settle": (Button(tr("Who goes on…"), "primary"), self.settle),
            "clear": (Button(tr("Clear the heat"), "quiet"), self.clear),
        }
        line = QHBoxLayout()
        line.setContentsMargins(14, 4, 14, 10)
        for button, slot in self.buttons.values():
            button.clicked.connect(lambda _=False, slot=slot: slot())
            line.addWidget(button)
        line.addStretch(1)
        self.box.addWidget(self.grid, 1)
        for label in (self.wrong, self.stale, self.tie, self.rule):
            self.box.addWidget(label)
        self.box.addLayout(line)

    # ---------------------------------------------------------------------------------------------------- what is seen
    def show_match(self, match: MatchRow) -> None:
        """Show the heat that *match* is."""
        other = self.match is None or self.match.key != match.key
        self.match = match
        with self.desk.reading() as db:
            state = event_state(db, match.event_id)
            if state.meet is None or match.contest not in state.meet.heats:
                return
            heat, inside = heat_row(db, state, match.contest), state.meet.heats[match.contest]
            ties = tie_rows(db, state)
        rule = mark_rule(state.rules.play, state.rules.marks)
        self.grid.show_heat(rule, heat, dict(inside.marks), self.heights.get(match.key, ()))
        self.title = tr("Match {n} · {event} · {label}", n=match.number, event=match.event_name, label=match.label)
        self.rule.setText("\n".join(filter(None, (str(rule.words()), _legend(rule)))))
        if other:
            self._say("")
        self.stale.setText(
            tr("Marks stand here of entries that are not in this heat any more.") if heat.status == "stale" else ""
        )
        self.stale.setVisible(heat.status == "stale")
        self._tie(ties)
        self.play = state.rules.play
        self.buttons["height"][0].setVisible(state.rules.marks.get("kind") == "height")
        self.buttons["list"][0].setVisible(self.play == "list")
        self.buttons["clear"][0].setEnabled(bool(inside.marks))

    def _tie(self, ties: tuple[TieRow, ...]) -> None:
        lines = [
            tr(
                "Level for the last {n} of the next round: {names}",
                n=tie.room,
                names=", ".join(e.full for e in tie.entries),
            )
            for tie in ties
        ]
        self.tie.setText("\n".join(lines))
        self.tie.setVisible(bool(ties))
        self.buttons["settle"][0].setVisible(bool(ties))

    def _say(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    # ---------------------------------------------------------------------------------------------------- what is done
    def _typed(self, entry: int) -> None:
        """Keep the line of *entry*, or say at its cells what is wrong."""
        match = self.match
        if match is None:
            return
        attempts, status, note = self.grid.line(entry)
        line = MarkLine(entry, attempts, status, note)
        self.grid.show_problems(entry, ())
        try:
            self.desk.try_run(RecordMarks(match.event_id, match.contest, (line,)))
        except Refused as no:
            if any(problem.code == "voids_marks" for problem in no.problems):
                self._ask(str(no), RecordMarks(match.event_id, match.contest, (line,), voids=True))
                return
            self._say(str(no))
            self.grid.show_problems(entry, no.problems)
        except TournamentError as no:
            self._say(str(no))
        else:
            self._say("")

    def _ask(self, why: str, command: RecordMarks | ClearMarks) -> None:
        """Before a correction sends others on than have run in the next round."""
        self.form = Form(
            tr("Others go on by this"),
            (),
            lambda _: self.desk.try_run(command),
            confirm=tr("Correct all the same"),
            intro=why,
            parent=self,
        )
        self._open(self._again)

    def _again(self) -> None:
        """Show what is stored, not what was typed."""
        if self.match is not None:
            self.show_match(self.match)

    def _open(self, after: Any = None) -> None:
        self.form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if after is not None:
            self.form.finished.connect(lambda _: after())
        self.form.opened()

    def new_height(self) -> None:
        """Announce the next height of the bar: a column for it."""
        match = self.match
        if match is None:
            return

        def done(values: Mapping[str, Any]) -> object:
            self.heights.setdefault(match.key, []).append(values["height"])
            self.show_match(match)
            return True

        self.form = Form(tr("New height"), (TextField("height", tr("Height, as 1.85")),), done, parent=self)
        self._open()

    def clear(self) -> None:
        """Take all marks of the heat away; Ctrl+Z brings them back."""
        match = self.match
        if match is None:
            return
        try:
            self.desk.try_run(ClearMarks(match.event_id, match.contest))
        except Refused as no:
            if any(problem.code == "voids_marks" for problem in no.problems):
                self._ask(str(no), ClearMarks(match.event_id, match.contest, voids=True))
            else:
                self._say(str(no))

    def settle(self) -> None:
        """Who goes on of those level for the last place, as lots or a swim-off put them."""
        match = self.match
        if match is None:
            return
        with self.desk.reading() as db:
            ties = tie_rows(db, event_state(db, match.event_id))
        if not ties:
            return
        tie = ties[0]
        names = "\n".join(f"{n}. {entry.full}" for n, entry in enumerate(tie.entries, 1))

        def done(values: Mapping[str, Any]) -> object:
            numbers = [int(word) for word in str(values["order"]).replace(",", " ").split() if word.isdigit()]
            order = tuple(tie.entries[n - 1].id for n in numbers if 1 <= n <= len(tie.entries))
            return self.desk.try_run(SettlePlaces(match.event_id, tie.scope, order, values["note"]))

        fields = (
            TextField("order", tr("Who goes on, by number (2 1)")),
            TextField("note", tr("How it was decided, who was there")),
        )
        self.form = Form(tr("The last places of the next round"), fields, done, intro=names, parent=self)
        self._open()

    def import_list(self) -> None:
        """Take the marks of a list another program made; names not found are told, never dropped."""
        match = self.match
        if match is None:
            return
        kinds = tr("Lists") + " (*.xlsx *.xlsm *.csv *.txt)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Import a list…"), "", kinds)
        if name:
            self.take_list(name)

    def take_list(self, name: str) -> None:
        """Take the list in the file *name*."""
        from pathlib import Path

        from tournament_app.exchange.mark_list import match_list, read_list

        match = self.match
        if match is None or match.heat is None:
            return
        try:
            taken = match_list(read_list(Path(name)), [entry for _, entry in match.heat.lanes])
            if taken.lines:
                lines = tuple(MarkLine(line.entry, line.attempts) for line in taken.lines)
                self.desk.try_run(RecordMarks(match.event_id, match.contest, lines))
        except TournamentError as no:
            self._say(str(no))
            return
        said = tr("{n} lines taken.", n=len(taken.lines))
        self._say("\n".join((said, *map(str, taken.problems))) if taken.problems else "")
        self.desk.say(said, "ok")


def _legend(rule: object) -> str:
    """What stands behind the headings of the cells, where they are short."""
    if isinstance(rule, Judged) and rule.criteria:
        names = ", ".join(f"{n} {c.name} (0–{c.most})" for n, c in enumerate(rule.criteria, 1))
        return tr("1.2: judge 1, criterion 2. Criteria: {names}", names=names)
    if isinstance(rule, Measured) and rule.kind == "height":
        return tr("o over, x failed, - passed, r retired; jump-off: o or x for each jump")
    if isinstance(rule, Measured) and rule.kind == "distance":
        return tr("x failed, - passed, r retired")
    return ""
