"""The score pad: the referee types what referees write, and reads it back at once as a scoreline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from tournament_app.domain.outcome import Kind
from tournament_app.domain.rubbers import tie_words
from tournament_app.domain.scoring import finished, score_words, winner_side
from tournament_app.domain.written_score import read_score
from tournament_app.gui.theme import TOUCH
from tournament_app.gui.widgets.buttons import restyle
from tournament_app.gui.widgets.label import Label, Rule
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.domain.outcome import Games, Outcome
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.written_score import ReadScore

WORDS = {Kind.WALKOVER: "wo", Kind.RETIRED: "ret", Kind.DISQUALIFIED: "dsq"}
NOT_SAYABLE = frozenset({"unreadable_score", "no_loser", "no_score"})
"""Problems no reason helps against: nobody can say what the result would be."""


GAMES, SETS = "21-17 19-21 21-15 · 17 -19 15 · wo · ret · dsq", "7-6(3) 4-6 6-2 · wo · ret · dsq"
TIE = "21-17 21-15; 12-21 14-21; wo2 · 2-1"
EXAMPLES = {"goals": "2-1 · 1-1 (4-3) · wo · dsq", "board": "1-0 · ½-½ · 0-1 · wo · dsq"}


class ScorePad(QWidget):
    """Two sides, a box for each game, one line to type in, and what the sport's rules say about it.

    ``typed`` comes with each key as a :class:`ReadScore` (or ``None`` for an empty line); ``entered`` with Enter.
    """

    typed = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self.scoring: Scoring | None = None
        self._draw_allowed = True
        self.read: ReadScore | None = None
        self._boxes: list[tuple[QLabel, QLabel]] = []
        self._games: int | None = None
        self._names = (Label("", "side", wrap=True, parent=self), Label("", "side", wrap=True, parent=self))
        self._people = (Label("", "muted", wrap=True, parent=self), Label("", "muted", wrap=True, parent=self))
        self._won = (_won_label(), _won_label())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.line = QLineEdit()
        self.line.setProperty("kind", "score")
        self.line.setAccessibleName(tr("Score"))
        self.line.setPlaceholderText(GAMES)
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self.entered)
        self.verdict = Label("", "verdict", wrap=True)
        self.verdict.hide()
        self.reason = QLineEdit()
        self.reason.setFixedHeight(TOUCH)
        self.reason.setPlaceholderText(tr("Reason, if this score stands against the rules"))
        self.reason.setAccessibleName(tr("Reason for an exception"))
        self.reason.hide()
        self.reason.textChanged.connect(lambda _: self.typed.emit(self.read))
        self.reason.returnPressed.connect(self.entered)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addLayout(self._grid)
        for widget in (self.line, self.verdict, self.reason):
            box.addWidget(widget)

    def show_match(
        self,
        scoring: Scoring,
        sides: tuple[str, str],
        people: tuple[str, str],
        text: str,
        reason: str = "",
        *,
        draw_allowed: bool = True,
    ) -> None:
        """Show a match: its sides, and the score as it is typed or stored. The cursor stays if the words do."""
        self.scoring, self._draw_allowed = scoring, draw_allowed
        for label, words in zip((*self._names, *self._people), (*sides, *people), strict=True):
            label.setText(words)
            label.setVisible(bool(words))
        example = TIE if scoring.rubbers else EXAMPLES.get(scoring.kind) or (SETS if scoring.tie_break else GAMES)
        self.line.setPlaceholderText(example)
        self._lay_out(scoring.best_of)
        self._name_rubbers(scoring)
        if self.line.text() != text:
            self.line.setText(text)
        if self.reason.text() != reason:
            self.reason.setText(reason)
        self._typed(text)

    @property
    def blocked(self) -> bool:
        """Whether what is typed says no result at all, for whatever reason."""
        return self.read is None or any(problem.code in NOT_SAYABLE for problem in self.read.problems)

    # ---------------------------------------------------------------------------------------------------------- inside
    def _lay_out(self, games: int) -> None:
        if games == self._games:
            return
        self._games = games
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in self._won:
                for label in (*self._names, *self._people):
                    if label.parent() is widget:
                        label.setParent(self)
                widget.hide()
                widget.deleteLater()
        self._boxes = []
        for n in range(games):
            self._grid.addWidget(_heading(tr("Game {n}", n=n + 1) if games > 1 else tr("Score")), 0, n + 1)
            pair = (_box(), _box())
            self._grid.addWidget(pair[0], 1, n + 1)
            self._grid.addWidget(pair[1], 3, n + 1)
            self._boxes.append(pair)
        self._grid.addWidget(_heading(tr("Won")), 0, games + 1)
        self._grid.addWidget(Rule(), 2, 0, 1, games + 2)
        for side, row in ((0, 1), (1, 3)):
            self._grid.addWidget(self._side(side), row, 0)
            self._grid.addWidget(self._won[side], row, games + 1)

    def _name_rubbers(self, scoring: Scoring) -> None:
        """Over the boxes of a team tie stands which rubber each is."""
        for n in range(len(self._boxes)):
            item = self._grid.itemAtPosition(0, n + 1)
            heading = item.widget() if item else None
            if isinstance(heading, QLabel) and self._games is not None:
                named = n < len(scoring.rubbers)
                game = tr("Game {n}", n=n + 1) if self._games > 1 else tr("Score")
                heading.setText(scoring.rubbers[n].name if named else game)

    def _side(self, side: int) -> QWidget:
        cell = QWidget()
        cell.setProperty("kind", "plain")
        lines = QVBoxLayout(cell)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addStretch(1)
        lines.addWidget(self._names[side])
        lines.addWidget(self._people[side])
        lines.addStretch(1)
        return cell

    def _typed(self, text: str) -> None:
        if self.scoring is None:
            return
        self.read = read_score(text, self.scoring, draw_allowed=self._draw_allowed) if text.strip() else None
        games = self.read.games if self.read else ()
        self._lay_out(max(self.scoring.best_of, len(games)))
        for n, pair in enumerate(self._boxes):
            for side, box in enumerate(pair):
                if n >= len(games):
                    box.setText("–")
                    _mark(box, "now" if n == len(games) and self._next_game(games) else "none")
                else:
                    points, other = games[n][side], games[n][1 - side]
                    box.setText(_points(points, self.scoring))
                    done = finished(self.scoring, n, games[n])
                    _mark(box, "now" if not done else "won" if points > other else "lost")
        for side, label in enumerate(self._won):
            label.setText(_won(games, side, self.scoring))
        self._judge()
        self.typed.emit(self.read)

    def _next_game(self, games: Games) -> bool:
        """Whether another game begins after *games*."""
        if self.scoring is None or self.read is None or not games:
            return True
        return self.read.kind is Kind.PLAYING and finished(self.scoring, len(games) - 1, games[-1])

    def _judge(self) -> None:
        """Say aloud what was understood: against which rule it is, that play goes on, or who wins."""
        read = self.read
        if read is None:
            words, says = "", "info"
        elif read.problems:
            words, says = "\n".join(map(str, read.problems)), "warning"
        elif read.kind is Kind.PLAYING:
            words, says = tr("Not over yet: saved as the score of a match being played."), "info"
        elif (winner := self.winner()) is None:
            words, says = (tr("A draw.") if read.kind is Kind.PLAYED else tr("Both sides lose: nobody came.")), "ok"
        else:
            words, says = tr("{side} wins.", side=self._names[winner].text()), "ok"
        self.verdict.setText(words)
        self.verdict.setVisible(bool(words))
        if self.verdict.property("says") != says:
            self.verdict.setProperty("says", says)
            restyle(self.verdict)
        self.reason.setVisible(bool(read and read.problems) and not self.blocked)

    def winner(self) -> int | None:
        """The side that wins by what is typed: 0, 1, or ``None``."""
        if self.read is None or self.scoring is None:
            return None
        if self.read.loser is not None:
            return 1 - self.read.loser
        return winner_side(self.scoring, self.read.games, self.read.detail) if self.read.kind is Kind.PLAYED else None


def typed_as(outcome: Outcome | None, scoring: Scoring) -> str:
    """A stored outcome as a referee would have typed it."""
    if outcome is None:
        return ""
    games = score_words(outcome.games, scoring, outcome.detail).replace(", ", " ")
    if outcome.detail.rubbers:
        games = tie_words(scoring, outcome.detail).replace(", ", " ")
        games += ";" if len(outcome.detail.rubbers) == 1 else ""
    if outcome.detail.extra_time:
        games += " hp"
    if outcome.detail.through is not None:
        games += f" qua{outcome.detail.through + 1}"
    if outcome.kind is Kind.BOTH_ABSENT:
        return "wo12"
    word = WORDS.get(outcome.kind)
    if word is None:
        return games
    return f"{games} {word}{2 if outcome.loser == outcome.b else 1}".strip()


def _points(points: int, scoring: Scoring) -> str:
    if scoring.kind != "board":
        return str(points)
    return {0: "0", 1: "½", 2: "1"}.get(points, str(points))


def _won(games: Games, side: int, scoring: Scoring) -> str:
    if scoring.rubbers:
        return score_words(games, scoring).split("-")[side] if games else "0"
    if scoring.kind != "games":
        return ""
    return str(sum(finished(scoring, i, game) and game[side] > game[1 - side] for i, game in enumerate(games)))


def _heading(text: str) -> Label:
    label = Label(text, "small")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _won_label() -> Label:
    label = Label("0", "won")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMinimumWidth(48)
    return label


def _box() -> QLabel:
    box = QLabel("–")
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    box.setProperty("kind", "game")
    box.setProperty("mark", "none")
    box.setFixedHeight(48)
    box.setFixedWidth(70)
    return box


def _mark(box: QLabel, mark: str) -> None:
    if box.property("mark") != mark:
        box.setProperty("mark", mark)
        restyle(box)
