"""Two people entered the same match: both results side by side, and which of them holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tournament_app.commands.meanwhile import entered_meanwhile, result_seen
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.score_pad import typed_as
from tournament_app.queries.event_state import event_state
from tournament_app.queries.matches import match_row
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.gui.pages.score import ScorePage
    from tournament_app.queries.matches import MatchRow


class Conflict(QDialog):
    """``mine()`` or ``theirs()``; Esc goes back to the match, with everything that was typed."""

    mine = Signal()
    theirs = Signal()

    def __init__(self, theirs: str, typed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Somebody else entered this match"))
        self.setMinimumWidth(520)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(Label(tr("Somebody else entered this match"), "title"))
        box.addWidget(Label(theirs, wrap=True))
        box.addWidget(Label(tr("You typed: {score}", score=typed), "heading", wrap=True))
        line = QHBoxLayout()
        self.buttons = {
            "back": Button(tr("Back"), "quiet"),
            "theirs": Button(tr("Take theirs"), "secondary"),
            "mine": Button(tr("Mine holds, as a correction"), "primary"),
        }
        line.addStretch(1)
        for button in self.buttons.values():
            line.addWidget(button)
        box.addLayout(line)
        self.buttons["back"].clicked.connect(self.reject)
        for name, chosen in (("theirs", self.theirs), ("mine", self.mine)):
            self.buttons[name].clicked.connect(self.accept)
            self.buttons[name].clicked.connect(lambda _=False, chosen=chosen: chosen.emit())
        self.buttons["back"].setDefault(True)  # nobody overwrites another by typing on


def asked(page: ScorePage, match: MatchRow) -> bool:
    """Whether somebody entered another result than the one typing began at; then the dialog is open."""
    with page.desk.reading() as db:
        now = result_seen(db, match.event_id, match.contest)
        if now == page.saw.get(match.key, now):
            return False
        theirs = str(entered_meanwhile(db, match.event_id, match.contest))
        stored, scoring = match_row(db, *match.key).outcome, event_state(db, match.event_id).scoring[match.stage]
    if page.pad.line.text().strip() == typed_as(stored, scoring):  # both saw the same match
        page.take_theirs(match)
        return True

    def mine() -> None:
        page.saw[match.key] = now
        page.save()

    dialog = page.asking = Conflict(theirs, page.pad.line.text(), page)
    dialog.mine.connect(mine)
    dialog.theirs.connect(lambda: page.take_theirs(match))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()
    return True
