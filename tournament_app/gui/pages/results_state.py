"""Where the results of an event stand, its protests and its ties: the panel beside the tables."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tournament_app.domain.formats import group_label
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.queries.checks import open_ties
from tournament_app.queries.print_head import venue_time
from tournament_app.queries.protests import PROTEST_STATES, ProtestRow, protest_rows
from tournament_app.queries.results import criteria_words
from tournament_app.queries.stand import Stand, stand
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.queries.event_state import EventState
    from tournament_app.store.rowlog import Reading

STAND_BADGES = {"official": "ok", "protest": "live", "amended": "warning"}


def stand_badge(state: str) -> tuple[str, str] | None:
    """The badge of an event's results, words and role; none while they are provisional."""
    words = {"official": tr("Official"), "protest": tr("Protest"), "amended": tr("Amended")}
    return (words[state], STAND_BADGES[state]) if state in words else None


class StandCard(Card):
    """``confirmed(state)``, ``protested()``, ``decided(protest id)``, ``settled()`` (a tie), ``adjusted()``."""

    confirmed = Signal(str)
    protested = Signal()
    decided = Signal(int)
    settled = Signal()
    adjusted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("State of the results"))
        self.words = Label("", wrap=True)
        self.box.addWidget(self.words)
        self.buttons: dict[str, Button] = {}
        for state, text, kind in (
            ("official", tr("Make official"), "primary"),
            ("protest", tr("Take down a protest…"), "secondary"),
            ("provisional", tr("Back to provisional"), "quiet"),
        ):
            button = Button(text, kind)
            button.clicked.connect(partial(self._clicked, state))
            self.buttons[state] = button
            self.box.addWidget(button)
        self._protests = self.section(tr("Protests"))
        self.lines: QWidget | None = None
        self.decide_buttons: dict[int, Button] = {}
        self.criteria = Label("", "muted", wrap=True)
        self.section(tr("Order of criteria")).addWidget(self.criteria)
        ties = self.section(tr("Ties"))
        self.tie_words = Label("", wrap=True)
        self.lots_button = Button(tr("Settle the tie…"))
        self.lots_button.clicked.connect(lambda _=False: self.settled.emit())
        self.adjust_button = Button(tr("Deductions, annulled results…"), "quiet")
        self.adjust_button.clicked.connect(lambda _=False: self.adjusted.emit())
        for widget in (self.tie_words, self.lots_button, self.adjust_button):
            ties.addWidget(widget)

    def fill(self, db: Reading, state: EventState) -> None:
        """Show where the results of *state* stand."""
        now = stand(db, state.id)
        self.words.setText(_stands(db, now))
        badge = stand_badge(now.state)
        self.set_badge(*(badge or ("", "neutral")))
        self.buttons["official"].setVisible(state.finished and now.state in ("provisional", "amended"))
        self.buttons["protest"].setVisible(state.plan is not None)
        self.buttons["provisional"].setVisible(now.state in ("official", "amended"))
        self._show_protests(db, protest_rows(db, state.id))
        said = criteria_words(state.ranking) if state.meet is None else (state.meet.rule.words(),)
        self.criteria.setText(" → ".join(str(word) for word in said))
        ties = open_ties(state)
        names = ", ".join(str(group_label(state.plan, scope)) for scope in ties) if state.plan else ""
        self.tie_words.setText(
            tr("Level by every rule: {groups}. Nobody goes on from there before it is settled.", groups=names)
            if ties
            else tr("No open tie.")
        )
        self.lots_button.setVisible(bool(ties))

    def _clicked(self, state: str, _: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own
        if state == "protest":
            self.protested.emit()
        else:
            self.confirmed.emit(state)

    def _show_protests(self, db: Reading, rows: tuple[ProtestRow, ...]) -> None:
        if self.lines is not None:
            self._protests.removeWidget(self.lines)
            self.lines.hide()
            self.lines.deleteLater()
        self.lines, self.decide_buttons = QWidget(), {}
        self.lines.setProperty("kind", "plain")
        box = QVBoxLayout(self.lines)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for row in reversed(rows):
            box.addWidget(Label(_protest(db, row), wrap=True))
            if row.open:
                button = Button(tr("Decide…"))
                button.setAccessibleName(f"{button.text()} {row.text}")
                button.clicked.connect(partial(self._decide, row.id))
                self.decide_buttons[row.id] = button
                box.addWidget(button)
        if not rows:
            box.addWidget(Label(tr("No protest."), "muted"))
        self._protests.addWidget(self.lines)

    def _decide(self, protest_id: int, _: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own
        self.decided.emit(protest_id)


def _at(db: Reading, moment: str) -> str:
    return f"{venue_time(db, datetime.fromisoformat(moment)):%H:%M %d/%m/%Y}" if moment else "–"


def _stands(db: Reading, now: Stand) -> str:
    at, who = _at(db, now.at), now.who or "–"
    if now.state == "official":
        return tr("Official since {at}, by {who}.", at=at, who=who)
    if now.state == "protest":
        return tr("Under protest since {at}, noted by {who}. Not official before it is decided.", at=at, who=who)
    if now.state == "amended":
        return tr("Corrected at {at} by {who} after they were official: confirm them again.", at=at, who=who)
    if now.at:
        return tr("Provisional again since {at}, by {who}.", at=at, who=who)
    return tr("Provisional: scores may still be corrected.")


def _protest(db: Reading, row: ProtestRow) -> str:
    """A protest in a few lines: who and what, when and the deposit, what became of it."""
    lines = [str(row.text), tr("lodged at {at}", at=_at(db, row.lodged))]
    if row.deposit:
        lines[-1] += " · " + tr("deposit {amount}", amount=row.deposit)
    state = str(PROTEST_STATES[row.state])
    if row.open:
        lines.append(f"→ {state}")
    else:
        by = tr("{at}, {who}", at=_at(db, row.decided_at), who=row.decided_by or "–")
        lines.append(" · ".join(filter(None, (f"→ {state}", row.decision, by))))
    if row.to_correct:
        lines.append("! " + tr("The result is still to be corrected."))
    return "\n".join(lines)
