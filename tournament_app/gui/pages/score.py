"""The score desk: courts at the left, the match in the middle, what it decides below, its group at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tournament_app.commands.meanwhile import entered_meanwhile, result_seen
from tournament_app.commands.score import CallMatch, ClearResult, RecordScore
from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.errors import Refused
from tournament_app.gui.correction import correct
from tournament_app.gui.page import Page
from tournament_app.gui.pages.look_bar import LookBar
from tournament_app.gui.pages.marks_pane import MarksPane
from tournament_app.gui.pages.score_list import CourtList, Key, badge_of, order
from tournament_app.gui.pages.score_side import Surroundings
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.key_button import KeyButton
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.gui.widgets.score_pad import ScorePad, typed_as
from tournament_app.queries.decides import decides
from tournament_app.queries.event_state import event_state
from tournament_app.queries.matches import MatchRow, match_rows, matches_by_key
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.commands.meanwhile import Seen
    from tournament_app.domain.rules import Scoring
    from tournament_app.gui.desk import Target
    from tournament_app.store.rowlog import Reading

MOST_LINES = 12


class ScorePage(Page):
    """Two keys and done: choose the match, type, Ctrl+Enter. What is typed and not saved yet waits with its match."""

    watches = frozenset({
        "result", "mark", "slot", "call", "draw", "draw_place", "lot", "adjustment", "member", "athlete", "delegation",
        "look", "protest",
    })  # fmt: skip
    help_topic = "score"

    def build(self) -> None:
        self.key_now: Key | None = None
        self.matches: dict[Key, MatchRow] = {}
        self.drafts: dict[Key, tuple[str, str]] = {}
        self.saw: dict[Key, Seen] = {}
        """The result of each match as it was before anything was typed that is not saved yet."""
        self._told: Seen | None = None
        self.asking: QDialog | None = None
        self._sides: tuple[int, int] | None = None
        self._stored = ("", "")
        self._filling = False
        self.courts = CourtList()
        self.courts.chosen.connect(self._chosen)
        self.courts.opened.connect(self.type_score)
        self.courts.call.connect(self.call)
        self.around = Surroundings()
        titles = (tr("Courts"), tr("Match"), tr("Group"))
        self.panels = SidePanels(self._middle(), self.courts, self.around, widths=(282, 292), titles=titles)
        self.layout_with(self.panels)
        for keys, text, slot in (
            ("F2", tr("Choose another match"), self.choose_match),
            ("F3", tr("Call the match"), self.call),
            ("F4", tr("Type the score"), self.type_score),
            ("F8", tr("Walkover; again: the other side"), lambda: self._type_word("wo")),
            ("F9", tr("Retirement; again: the other side"), lambda: self._type_word("ret")),
            ("F10", tr("Disqualification; again: the other side"), lambda: self._type_word("dsq")),
            ("Ctrl+Return", tr("Save the result"), self.save),
            ("Ctrl+Enter", tr("Save the result"), self.save),
            ("Ctrl+Del", tr("Take the result away"), self.clear),
            ("Esc", tr("Back to the list; what is typed stays"), self.courts.list.setFocus),
        ):
            self.add_shortcut(keys, text, slot)

    def _middle(self) -> QWidget:
        self.pad = ScorePad()
        self.pad.typed.connect(lambda _: self._typed())
        self.pad.entered.connect(self.save)
        self.match = Card(tr("Choose a match"), body=self.pad)
        self.match.box.addLayout(self._buttons())
        self.looks = LookBar(self.desk)
        self.match.box.addWidget(self.looks)
        self.match.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.follows = Label("", wrap=True)
        self.follows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.follows.setMargin(14)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setMinimumHeight(1)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(tr("What this match decides"))
        holder = QWidget()
        holder.setProperty("kind", "plain")
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.follows)
        lines.addStretch(1)
        scroll.setWidget(holder)
        middle = QWidget()
        middle.setProperty("kind", "plain")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.match)
        self.decided = Card(tr("What this match decides"), body=scroll, flush=True)
        column.addWidget(self.decided, 1)
        self.marks = MarksPane(self.desk)
        column.addWidget(self.marks, 1)
        return middle

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.buttons = {
            KeyButton(tr("Save result"), "Ctrl+Enter", "primary"): self.save,
            KeyButton(tr("Absent"), "F8"): lambda: self._type_word("wo"),
            KeyButton(tr("Retired"), "F9"): lambda: self._type_word("ret"),
            KeyButton(tr("Out"), "F10"): lambda: self._type_word("dsq"),
        }
        for button, slot in self.buttons.items():
            button.clicked.connect(lambda _=False, slot=slot: slot())
            row.addWidget(button)
        row.addStretch(1)
        return row

    # ---------------------------------------------------------------------------------------------------- what is seen
    def refresh(self) -> None:
        with self.desk.reading() as db:
            self.matches = matches_by_key(db)
            if self.key_now not in self.matches:
                self.key_now = None
            self.courts.fill(db, self.key_now, self.desk.now())
        if self.key_now is None and self.courts.list.key is not None:
            self.key_now = self.courts.list.key
            self.courts.choose(self.key_now)
        done = sum(m.status == "done" for m in self.matches.values())
        self.subtitle = tr("{done}/{n} matches over", done=done, n=len(self.matches))
        self._show_match(same=True)

    def _chosen(self, key: Key) -> None:
        self.key_now = key
        self._show_match()
        self.panels.show_panel("center")

    def _show_match(self, *, same: bool = False) -> None:
        """Show the match in the middle; *same*: it may be the one shown already, with somebody typing in it."""
        match = self.current()
        heat = match is not None and match.heat is not None
        self.marks.setVisible(heat)
        for card in (self.match, self.decided):
            card.setVisible(not heat)
        if match is not None and heat:
            self.marks.show_match(match)
            self.panels.need(self.marks.grid.needs)
            with self.desk.reading() as db:
                self.around.show_match(db, match)
            return
        self.panels.need(480)
        known = match is not None and match.side_a is not None and match.side_b is not None
        for button in self.buttons:
            button.setEnabled(known)
        self.pad.setEnabled(known)
        if match is None:
            self.match.title = tr("Choose a match")
            self.match.set_badge("")
            self.looks.hide()
            self.follows.setText(tr("Matches stand at the left as soon as an event is drawn."))
            return
        event = self.courts.short.get(match.event_id, match.event_name)
        self.match.title = tr("Match {n} · {event} · {label}", n=match.number, event=event, label=match.label)
        self.match.set_badge(*badge_of(match))
        with self.desk.reading() as db:
            scoring = event_state(db, match.event_id).scoring[match.stage]
            self.around.show_match(db, match)
            self._look_meanwhile(db, match)
            self.looks.show_match(db, match)
        self.match.note = _format(scoring)
        live = match.outcome if match.status != "stale" else None
        self._stored = (typed_as(live, scoring), live.override if live else "")
        draft = self.drafts.get(match.key)
        sides = (match.side_a.id, match.side_b.id) if match.side_a and match.side_b else None
        if not (same and draft):  # what somebody is typing was meant for the sides seen when the typing began
            self._sides = sides
        self._filling = True
        sides_shown = (match.name_a(), match.name_b())
        self.pad.show_match(
            scoring, sides_shown, _people(match), *(draft or self._stored), draw_allowed=bool(match.group)
        )
        self._filling = False
        self._preview()

    def _look_meanwhile(self, db: Reading, match: MatchRow) -> None:
        """Remember the result that typing begins at; say it at once when somebody enters another meanwhile."""
        now = result_seen(db, match.event_id, match.contest)
        if match.key not in self.drafts:
            self.saw[match.key] = now
        elif self.saw.setdefault(match.key, now) != now != self._told:
            self._told = now
            self.desk.say(str(entered_meanwhile(db, match.event_id, match.contest)), "warning")

    def _typed(self) -> None:
        if self._filling or self.key_now is None:
            return
        text = (self.pad.line.text(), self.pad.reason.text())
        if text == self._stored:
            self.drafts.pop(self.key_now, None)
        else:
            self.drafts[self.key_now] = text
        self._preview()

    def _preview(self) -> None:
        """Say what the result as typed would decide, in a knockout before that what a win of either side would."""
        match = self.current()
        if match is None or match.side_a is None or match.side_b is None:
            self.follows.setText(tr("This match still waits for its sides."))
            return
        outcome = self._outcome(match)
        if outcome is not None and not outcome.over and not match.group:
            outcome = None  # a match being played decides nothing yet: say what either win would
        with self.desk.reading() as db:
            lines = [str(t) for t in decides(db, match.event_id, match.contest, outcome)] if outcome else []
            if outcome is None and not match.group and not (match.outcome and match.outcome.over):
                for winner in (match.side_a.id, match.side_b.id):
                    won = Outcome(match.side_a.id, match.side_b.id, Kind.WALKOVER, (), winner)
                    lines += [str(t) for t in decides(db, match.event_id, match.contest, won)]
        nothing = tr("Nothing beyond this match.") if outcome else tr("Type the score to see what it decides.")
        if match.outcome is not None and match.outcome.override:
            lines.insert(0, tr("! Accepted against the rules: {reason}", reason=match.outcome.override))
        self.follows.setText("\n".join(lines[:MOST_LINES]) or nothing)

    # ---------------------------------------------------------------------------------------------------- what is done
    def current(self) -> MatchRow | None:
        """The match in the middle."""
        return self.matches.get(self.key_now) if self.key_now else None

    def choose_match(self) -> None:
        """To the search field: a number or a name, then Enter."""
        self.panels.show_panel("left")
        self.courts.search.setFocus()
        self.courts.search.selectAll()

    def type_score(self) -> None:
        """To the line the score is typed in."""
        self.panels.show_panel("center")
        match = self.current()
        (self.marks.grid if match and match.heat else self.pad.line).setFocus()

    def _command(self, match: MatchRow) -> RecordScore | None:
        """What is typed as a command; ``None`` while it is no result yet."""
        read, reason = self.pad.read, self.pad.reason.text().strip()
        if read is None or self.pad.blocked or (read.problems and not reason):
            return None
        return RecordScore(
            match.event_id,
            match.contest,
            read.kind,
            read.games,
            read.loser,
            reason if read.problems else "",
            sides=self._sides,
            detail=read.detail,
            seen=self.saw.get(match.key),
        )

    def _outcome(self, match: MatchRow) -> Outcome | None:
        command = self._command(match)
        if command is None or self._sides is None:
            return None
        try:
            with self.desk.reading() as db:
                return command.outcome(event_state(db, match.event_id), self._sides)
        except Refused:
            return None

    def save(self) -> None:
        """Save what is typed; the next match of the court comes up when this one is over."""
        match = self.current()
        if match is None or match.heat:
            return
        command = self._command(match)
        if command is None:
            (self.pad.reason if self.pad.reason.isVisible() else self.pad.line).setFocus()
            return
        from tournament_app.gui.pages.score_conflict import asked

        if asked(self, match):
            return
        if match.outcome is not None and match.outcome.over and self._correcting(match, command):
            return
        if self.desk.run(command) is not None:
            self._saved(match)
        elif self._sides != _ids(match):  # the banner says why; now show who meets, and keep the typing
            self._sides = _ids(match)

    def take_theirs(self, match: MatchRow) -> None:
        """Let go of what is typed for a match: what somebody else entered holds."""
        self.drafts.pop(match.key, None)
        self.refresh()
        self.type_score()

    def _saved(self, match: MatchRow) -> None:
        self.drafts.pop(match.key, None)
        with self.desk.reading() as db:
            rows = match_rows(db)
            now = matches_by_key(db)[match.key]
        still = (m for m in rows if m.status in ("ready", "called", "playing") and not m.look)
        same = [m for m in still if m.court and match.court and m.court.id == match.court.id]
        if now.look == "one":
            self.desk.say(
                tr("Match {n}: the score counts when a second person types the same.", n=match.number), "info"
            )
        if (now.status == "done" or now.look == "one") and same:
            self.key_now = min(same, key=order).key
        self.refresh()
        self.pad.line.setFocus()
        self.pad.line.selectAll()

    def _correcting(self, match: MatchRow, command: RecordScore | ClearResult) -> bool:
        """Before a match that is over changes: everything that follows; whether that was asked, or refused."""
        title = tr("Correct match {n}", n=match.number)
        try:
            dialog = correct(self.desk, lambda later: replace(command, later=later), title, self)
        except Refused as no:
            self.desk.say(str(no), "warning")
            self._sides = _ids(match)  # now show who meets, and keep the typing
            return True
        if dialog is not None:
            self.asking = dialog
            dialog.done_with.connect(lambda _: self._saved(match))
        return dialog is not None

    def call(self) -> None:
        """Call the match to its court, a further time if it was called before."""
        match = self.current()
        if match is not None and (done := self.desk.run(CallMatch(match.event_id, match.contest))):
            self.desk.say(tr("Match {n} called, call {times}.", n=match.number, times=done.value), "ok")

    def _type_word(self, word: str) -> None:
        """Type *word* with the side that is out; a second press of the key names the other side."""
        if self.current() is None or not self.pad.isEnabled():
            return
        text = self.pad.line.text().strip()
        head = text[: -len(word) - 1].rstrip() if text.endswith((f"{word}1", f"{word}2")) else text
        if word == "wo":
            head = ""  # a match nobody came to has no points
        side = "2" if text.endswith(f"{word}1") else "1"
        self.pad.line.setText(f"{head} {word}{side}".strip())
        self.type_score()

    def clear(self) -> None:
        """Take the result away, so that the match is to be played again."""
        match = self.current()
        if match is None or match.heat:
            return
        command = ClearResult(match.event_id, match.contest)
        if match.outcome is not None and match.outcome.over and self._correcting(match, command):
            return
        if self.desk.run(command) is not None:
            self.desk.say(tr("Result of match {n} taken away. Ctrl+Z brings it back.", n=match.number), "ok")

    # ------------------------------------------------------------------------------------------------------ the window
    def show_target(self, target: Target) -> None:
        if isinstance(target.item, tuple) and target.item in self.matches:
            self.key_now = target.item
            self.courts.choose(self.key_now)
            self._show_match()
            self.type_score()

    def state(self) -> Mapping[str, Any]:
        return {"key": self.key_now, "drafts": self.drafts}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.key_now = state.get("key")
        self.drafts = dict(state.get("drafts", {}))


def _ids(match: MatchRow) -> tuple[int, int] | None:
    return (match.side_a.id, match.side_b.id) if match.side_a and match.side_b else None


def _people(match: MatchRow) -> tuple[str, str]:
    """Who plays for either side, where a side is a pair or one."""
    sides = (match.side_a, match.side_b)
    first, second = (side.people if side and len(side.members) <= 2 else "" for side in sides)
    return first, second


def _format(scoring: Scoring) -> str:
    if scoring.kind != "games" or scoring.tie_break or scoring.target == 1:
        return scoring.name
    return tr("{n} × {points}", n=scoring.best_of, points=scoring.target)
