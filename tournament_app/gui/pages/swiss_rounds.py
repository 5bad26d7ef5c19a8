"""A Swiss event on the draw page: the boards of each round, the table with its tie-breaks, and the next round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from tournament_app.commands.swiss import BYE_WORDS, AskBye, PairRound, UnpairRound
from tournament_app.domain.swiss import Mark
from tournament_app.domain.swiss_criteria import SHORT
from tournament_app.errors import Refused
from tournament_app.gui.desk import Notice
from tournament_app.gui.form import ChoiceField, Form
from tournament_app.gui.pages.draw_dialogs import show_form
from tournament_app.gui.pages.swiss_pairs import PairsDialog
from tournament_app.gui.table import Table
from tournament_app.gui.table_model import Column, number
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.queries.event_state import event_state
from tournament_app.queries.swiss import BoardRow, ByeRow, RoundRow, SwissEvent, swiss_field
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.gui.desk import Desk
    from tournament_app.store.store import Done

ASKED = (Mark.ZERO, Mark.HALF, Mark.FULL)


class SwissPanel(QWidget):
    """The rounds of one Swiss event; a double click on a board opens its match."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.swiss: SwissEvent | None = None
        self.setProperty("kind", "plain")
        self.rounds = Toggles()
        self.rounds.chosen.connect(lambda _: self._show_round())
        self.note = Label("", "muted", wrap=True)
        self.note.setContentsMargins(14, 0, 14, 6)
        self.boards = Table("swiss.boards", _board_columns(), desk.settings, lambda row: row.board)
        self.boards.setAccessibleName(tr("Boards of the round"))
        self.boards.row_activated.connect(self._open)
        self.standings = self._standings(())
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.boards)
        self.split.addWidget(self.standings)
        self.legend = Label("", "small", wrap=True)
        self.legend.setContentsMargins(14, 4, 14, 8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._bar())
        box.addWidget(self.note)
        box.addWidget(self.split, 1)
        box.addWidget(self.legend)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 10, 14, 8)
        bar.setSpacing(8)
        self.next_button = Button("", "primary")
        self.next_button.clicked.connect(lambda _=False: self.pair_next())
        self.hand_button = Button(tr("Change pairs…"), "secondary")
        self.hand_button.clicked.connect(lambda _=False: self.change_pairs())
        self.back_button = Button(tr("Take back"), "secondary")
        self.back_button.clicked.connect(lambda _=False: self.take_back())
        self.bye_button = Button(tr("Byes…"), "secondary")
        self.bye_button.clicked.connect(lambda _=False: self.ask_bye())
        bar.addWidget(self.rounds, 1)
        for button in (self.bye_button, self.back_button, self.hand_button, self.next_button):
            bar.addWidget(button)
        return bar

    def _standings(self, heads: tuple[tuple[str, str], ...]) -> Table:
        """The table of the event; its columns are the tie-breaks of its rule."""
        table = Table("swiss.table", _standing_columns(heads), self.desk.settings, lambda row: row.entry.id)
        table.setAccessibleName(tr("Standings"))
        return table

    # ---------------------------------------------------------------------------------------------------- what is seen
    def show_event(self, event: SwissEvent) -> None:
        """Show an event; its newest round unless another one of it is being looked at."""
        same = self.swiss is not None and self.swiss.event_id == event.event_id
        stay = same and self.swiss is not None and len(self.swiss.rounds) == len(event.rounds)
        heads = tuple((code, SHORT[code]) for code in event.heads)
        if self.swiss is None or list(event.heads) != list(self.swiss.heads):
            self.standings.setParent(None)
            self.standings.deleteLater()
            self.standings = self._standings(heads)
            self.split.insertWidget(1, self.standings)
        self.swiss = event
        choices = [(row.number, tr("Round {n}", n=row.number)) for row in event.rounds]
        self.rounds.set_choices(choices, self.rounds.key if stay else len(event.rounds) or None)
        self.standings.set_rows(event.table)
        self.legend.setText(" · ".join(f"{short}: {event.heads[code]}" for code, short in heads))
        self.next_button.setVisible(event.next is not None)
        self.next_button.setText(tr("Pair round {n}", n=event.next))
        self.next_button.setEnabled(not event.open)
        self.bye_button.setEnabled(event.next is not None)
        self.back_button.setEnabled(bool(event.rounds))
        self.hand_button.setEnabled(bool(event.rounds))
        self._show_round()

    @property
    def shown(self) -> RoundRow | None:
        """The round that is looked at."""
        if self.swiss is None or not self.swiss.rounds:
            return None
        return next((row for row in self.swiss.rounds if row.number == self.rounds.key), self.swiss.rounds[-1])

    def _show_round(self) -> None:
        row = self.shown
        self.boards.set_rows(row.boards if row else ())
        self.note.setText(" · ".join(self._notes(row)))

    def _notes(self, row: RoundRow | None) -> list[str]:
        assert self.swiss is not None
        if row is None:
            asked = byes_in_words(self.swiss.asked)
            return [tr("No round is paired yet; the draw gave the pairing numbers."), *([asked] if asked else [])]
        words = [tr("Round {n} of {last}", n=row.number, last=self.swiss.last)]
        words.append(tr("{n} matches not over", n=row.open) if row.open else tr("all matches over"))
        if row.byes:
            words.append(byes_in_words(row.byes))
        if row is self.swiss.rounds[-1] and self.swiss.asked:
            words.append(tr("Next round: {who}", who=byes_in_words(self.swiss.asked)))
        return words

    def _open(self, row: BoardRow | None) -> None:
        if row is not None:
            self.desk.open("score", "contest", row.match.key)

    # ---------------------------------------------------------------------------------------------------- what is done
    def pair_next(self) -> None:
        """Let the engine pair the next round beside the window; without a legal pairing offer to do it by hand."""
        event = self.swiss
        if event is None or event.next is None or event.open:
            return
        self.next_button.setEnabled(False)
        desk, command = self.desk, PairRound(event.event_id)

        def work(_: object) -> Done | Refused:
            try:
                return desk.store.run(command, desk.actor)
            except Refused as no:
                return no

        desk.start(tr("Pairing round {n}", n=event.next), work, self._paired)

    def _paired(self, done: Any) -> None:
        if isinstance(done, Refused):
            self.next_button.setEnabled(True)
            by_hand = any(problem.code == "no_pairing" for problem in done.problems)
            action = (tr("Pair by hand…"), self.pair_by_hand) if by_hand else None
            self.desk.noticed.emit(Notice("warning", str(done), action))
        else:
            self.desk.say(tr("Round {n} is paired. Ctrl+Z takes it back.", n=done.value), "ok")

    def pair_by_hand(self) -> None:
        """Pair the next round by hand, beginning with neighbours of the table."""
        self._dialog(None)

    def change_pairs(self) -> None:
        """Change the pairs of the newest round by hand."""
        if self.swiss is not None and self.swiss.rounds:
            self._dialog(self.swiss.rounds[-1])

    def _dialog(self, row: RoundRow | None) -> None:
        assert self.swiss is not None
        with self.desk.reading() as db:
            state = event_state(db, self.swiss.event_id)
            field = swiss_field(db, state, row.number if row else None)
        self.dialog = PairsDialog(self.desk, self.swiss, field, row, self)
        self.dialog.opened()

    def take_back(self) -> None:
        """Take back the pairing of the newest round."""
        if self.swiss is not None:
            done = self.desk.run(UnpairRound(self.swiss.event_id))
            if done is not None:
                self.desk.say(tr("The pairing of round {n} is taken back. Ctrl+Z brings it back.", n=done.value))

    def ask_bye(self) -> None:
        """Say who does not play the next round, and what it gets."""
        event = self.swiss
        if event is None or event.next is None:
            return
        turn = event.next
        entries = tuple((row.entry.id, row.entry.full) for row in event.table)
        marks = tuple((mark, str(BYE_WORDS[mark])) for mark in ASKED)
        form = Form(
            tr("Does not play round {n}", n=turn),
            (
                ChoiceField("entry", tr("Entry"), entries[0][0], choices=entries),
                ChoiceField("mark", tr("Gets"), Mark.ZERO, choices=(*marks, (None, tr("plays after all")))),
            ),
            act=lambda values: self.desk.try_run(AskBye(event.event_id, values["entry"], turn, values["mark"])),
            intro=byes_in_words(event.asked),
            parent=self,
        )
        show_form(form)


def byes_in_words(byes: tuple[ByeRow, ...]) -> str:
    """Who does not play and what it gets, in one line."""
    return ", ".join(f"{row.entry.label}: {BYE_WORDS[row.mark]}" for row in byes)


def _board_columns() -> tuple[Column, ...]:
    return (
        number("board", tr("Board"), lambda row: row.board, 70),
        Column("white", tr("White"), lambda row: _side(row.match.side_a), 220, stretch=True, strong=True),
        Column("black", tr("Black"), lambda row: _side(row.match.side_b), 220, stretch=True, strong=True),
        Column("score", tr("Result"), lambda row: row.match.score, 90),
        Column("why", tr("Why"), lambda row: str(row.reason), 220),
    )


def _side(entry: Any) -> str:
    return str(entry.full) if entry else ""


def _standing_columns(heads: tuple[tuple[str, str], ...]) -> tuple[Column, ...]:
    return (
        number("rank", tr("Rank"), lambda row: row.standing.rank, 60),
        Column("entry", tr("Entry"), lambda row: row.entry.full, 260, stretch=True, tip=lambda row: str(row.reason)),
        number("points", tr("Points"), lambda row: row.points, 70, strong=True, order=lambda row: row.standing.points),
        *(_figure(code, name) for code, name in heads),
    )


def _figure(code: str, name: str) -> Column:
    return number(code, name, lambda row: row.figures.get(code, ""), 78)
