"""The score pad: the referee types what referees write, and reads it back at once as a scoreline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from tournament_app.domain.outcome import Kind
from tournament_app.domain.scoring import finished, read_score, winner_side
from tournament_app.gui.widgets.buttons import restyle
from tournament_app.gui.widgets.label import Label, Rule
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.domain.outcome import Outcome
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.scoring import ReadScore

KINDS = {Kind.WALKOVER: "wo", Kind.RETIRED: "ret", Kind.DISQUALIFIED: "dsq"}


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
        self.read: ReadScore | None = None
        self._boxes: list[tuple[QLabel, QLabel]] = []
        self._names = (Label("", "side", wrap=True), Label("", "side", wrap=True))
        self._people = (Label("", "muted", wrap=True), Label("", "muted", wrap=True))
        self._won = (Label("0", "won"), Label("0", "won"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self.line = QLineEdit()
        self.line.setProperty("kind", "score")
        self.line.setAccessibleName(tr("Score"))
        self.line.setPlaceholderText(tr("21-17 19-21 21-15 · 17 -19 15 · wo · ret · dsq"))
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self.entered)
        self.verdict = Label("", "verdict", wrap=True)
        self.verdict.setVisible(False)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Reason, if this score stands against the rules"))
        self.reason.setAccessibleName(tr("Reason for an exception"))
        self.reason.setVisible(False)
        self.reason.returnPressed.connect(self.entered)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(self._grid)
        box.addWidget(self.line)
        box.addWidget(self.verdict)
        box.addWidget(self.reason)

    def show_match(
        self, scoring: Scoring, sides: tuple[str, str], people: tuple[str, str], outcome: Outcome | None
    ) -> None:
        """Another match: its sides and what is known of its score."""
        self.scoring = scoring
        for label, text in zip((*self._names, *self._people), (*sides, *people), strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self._lay_out(scoring.best_of if scoring.kind == "games" else 1)
        self.line.setText(typed_as(outcome) if outcome else "")
        self.reason.setText(outcome.override if outcome else "")
        self._typed(self.line.text())

    def _lay_out(self, games: int) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in (*self._names, *self._people, *self._won):
                widget.deleteLater()
        self._boxes = []
        for n in range(games):
            title = Label(tr("Game {n}", n=n + 1) if games > 1 else tr("Score"), "small")
            title.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(title, 0, n + 1)
            pair = (_box(), _box())
            self._grid.addWidget(pair[0], 1, n + 1)
            self._grid.addWidget(pair[1], 3, n + 1)
            self._boxes.append(pair)
        head = Label(tr("Won"), "small")
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._grid.addWidget(head, 0, games + 1)
        self._grid.addWidget(Rule(), 2, 0, 1, games + 2)
        for side, row in ((0, 1), (1, 3)):
            cell = QWidget()
            cell.setProperty("kind", "plain")
            lines = QVBoxLayout(cell)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(2)
            lines.addStretch(1)
            lines.addWidget(self._names[side])
            lines.addWidget(self._people[side])
            lines.addStretch(1)
            self._grid.addWidget(cell, row, 0)
            self._won[side].setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(self._won[side], row, games + 1)
        self._grid.setColumnStretch(0, 1)

    def _typed(self, text: str) -> None:
        if self.scoring is None:
            return
        self.read = read_score(text, self.scoring) if text.strip() else None
        games = self.read.games if self.read else ()
        for n, pair in enumerate(self._boxes):
            for side, box in enumerate(pair):
                known = n < len(games)
                points = games[n][side] if known else None
                box.setText("–" if points is None else _points(points, self.scoring))
                winner = known and games[n][side] > games[n][1 - side]
                _mark(box, "won" if winner else "now" if n == len(games) - 1 and known else "")
        for side, label in enumerate(self._won):
            label.setText(_won(games, side, self.scoring))
        self._judge()
        self.typed.emit(self.read)

    def _judge(self) -> None:
        read = self.read
        problems = read.problems if read else ()
        self.verdict.setText("\n".join(str(problem) for problem in problems))
        self.verdict.setVisible(bool(problems))
        self.reason.setVisible(bool(problems) or bool(self.reason.text()))

    def winner(self) -> int | None:
        """The side that wins by what is typed: 0, 1, or ``None``."""
        if self.read is None or self.scoring is None:
            return None
        if self.read.loser is not None:
            return 1 - self.read.loser
        return winner_side(self.scoring, self.read.games) if self.read.kind is Kind.PLAYED else None


def typed_as(outcome: Outcome) -> str:
    """A stored outcome as a referee would have typed it."""
    games = " ".join(f"{a}-{b}" for a, b in outcome.games)
    word = KINDS.get(outcome.kind)
    if word is None:
        return games
    side = "2" if outcome.loser == outcome.b else "1"
    return f"{games} {word}{side}".strip()


def _points(points: int, scoring: Scoring) -> str:
    if scoring.kind != "board":
        return str(points)
    return {0: "0", 1: "½", 2: "1"}.get(points, str(points))


def _won(games: tuple[tuple[int, int], ...], side: int, scoring: Scoring) -> str:
    if scoring.kind == "board":
        return ""
    return str(sum(finished(scoring, i, game) and game[side] > game[1 - side] for i, game in enumerate(games)))


def _box() -> QLabel:
    box = QLabel("–")
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    box.setProperty("kind", "game")
    box.setFixedHeight(56)
    box.setMinimumWidth(48)
    box.setMaximumWidth(74)
    return box


def _mark(box: QLabel, mark: str) -> None:
    if box.property("mark") != mark:
        box.setProperty("mark", mark)
        restyle(box)

