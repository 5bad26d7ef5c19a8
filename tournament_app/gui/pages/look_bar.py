"""Below the score pad: that a score waits for a second person, or what two people typed differently."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tournament_app.commands.second_look import AcceptLook
from tournament_app.gui.correction import correct
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.label import Label
from tournament_app.queries.looks import LookRow, look_rows, same_person
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.gui.correction import Correction
    from tournament_app.gui.desk import Desk
    from tournament_app.queries.matches import MatchRow
    from tournament_app.store.rowlog import Reading


class LookBar(QWidget):
    """Hidden where nothing waits. A single score is never shown: whoever types second does not see it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._desk = desk
        self.asking: Correction | None = None
        self.words = Label("", "strong", wrap=True)
        self.lines: QWidget | None = None
        self.buttons: dict[int, Button] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.words)
        self.hide()

    def show_match(self, db: Reading, match: MatchRow) -> None:
        """Fill for *match*."""
        rows = look_rows(db, *match.key) if match.look else ()
        self.setVisible(bool(rows))
        if self.lines is not None:
            self._box.removeWidget(self.lines)
            self.lines.hide()
            self.lines.deleteLater()
            self.lines = None
        self.buttons = {}
        if len(rows) == 1:
            self.words.setText(self._waiting(rows[0]))
        elif rows:
            self.words.setText(
                tr("! Two people typed different scores. One of them types again, or accepts the other.")
            )
            self._both(match, rows)

    def _waiting(self, row: LookRow) -> str:
        at = f"{datetime.fromisoformat(row.at).astimezone(self._desk.now().tzinfo):%H:%M}"
        if self._mine(row):
            return tr("You typed the score at {at}. It counts when somebody else types the same.", at=at)
        return tr(
            "{who} typed a score at {at}. Type it too, without asking: it counts if both agree.", who=row.by, at=at
        )

    def _both(self, match: MatchRow, rows: tuple[LookRow, ...]) -> None:
        self.lines = QWidget()
        self.lines.setProperty("kind", "plain")
        column = QVBoxLayout(self.lines)
        column.setContentsMargins(0, 0, 0, 0)
        for row in rows:
            line = QHBoxLayout()
            line.addWidget(Label(f"{row.by}: {row.score}", wrap=True), 1)
            button = Button(tr("Accept this one"))
            button.setAccessibleName(f"{button.text()} {row.score}")
            button.setEnabled(not self._mine(row))
            button.clicked.connect(lambda _=False, id_=row.id: self._accept(match, id_))
            self.buttons[row.id] = button
            line.addWidget(button)
            column.addLayout(line)
        self._box.addWidget(self.lines)

    def _mine(self, row: LookRow) -> bool:
        actor = self._desk.actor
        return same_person((row.who, row.station), (actor.name, actor.station))

    def _accept(self, match: MatchRow, look_id: int) -> None:
        self._desk.attempt(lambda: self._accepted(match, look_id))

    def _accepted(self, match: MatchRow, look_id: int) -> None:
        command = AcceptLook(*match.key, look_id)
        title = tr("Correct match {n}", n=match.number)
        if match.outcome is not None and match.outcome.over:
            self.asking = correct(self._desk, lambda later: replace(command, later=later), title, self)
            if self.asking is not None:
                return
        self._desk.try_run(command)
