"""The score desk: courts at the left, the match in the middle, what it decides below, its group at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMessageBox, QVBoxLayout, QWidget

from tournament_app.commands.score import CallMatch, ClearResult, RecordScore, voided_by
from tournament_app.domain.outcome import Kind
from tournament_app.errors import Refused
from tournament_app.gui.page import Page
from tournament_app.gui.pages.score_side import Surroundings
from tournament_app.gui.search import fold
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.gui.widgets.score_pad import ScorePad
from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.queries.decides import decides
from tournament_app.queries.event_state import event_state
from tournament_app.queries.matches import MatchRow, match_rows, matches_by_key
from tournament_app.queries.tournament import clock
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.outcome import Outcome
    from tournament_app.gui.desk import Target

Key = tuple[int, str]
BADGES = {
    "playing": ("Playing", "live"),
    "called": ("Called", "warning"),
    "ready": ("Ready", "neutral"),
    "waiting": ("Waiting", "neutral"),
    "done": ("Over", "ok"),
    "stale": ("Void", "live"),
}


class ScorePage(Page):
    """Two keys and done: choose the match, type, Ctrl+Enter."""

    watches = frozenset({"result", "slot", "call", "draw", "draw_place", "lot", "member", "athlete", "delegation"})
    help_topic = "score"

    def build(self) -> None:
        self.key_now: Key | None = None
        self.matches: dict[Key, MatchRow] = {}
        self.venue = Toggles()
        self.venue.chosen.connect(lambda _: self._fill_lists())
        self.find = QLineEdit()
        self.find.setPlaceholderText(tr("Match number or name"))
        self.find.setAccessibleName(tr("Find a match"))
        self.find.textChanged.connect(lambda _: self._fill_lists())
        self.courts = ListRows(tr("Courts"))
        self.courts.chosen.connect(self._chosen)
        self.courts.opened.connect(lambda _: self.pad.line.setFocus())
        top = QWidget()
        top.setProperty("kind", "plain")
        lines = QVBoxLayout(top)
        lines.setContentsMargins(12, 8, 12, 8)
        lines.addWidget(self.venue)
        lines.addWidget(self.find)
        self.left = Card(tr("Courts"), flush=True)
        self.left.box.addWidget(top)
        self.left.box.addWidget(self.courts, 1)
        self.pad = ScorePad()
        self.pad.typed.connect(lambda _: self._preview())
        self.pad.entered.connect(self.save)
        self.match = Card(tr("Choose a match"), body=self.pad)
        self.match.box.addLayout(self._buttons())
        self.follows = Card(tr("What this match decides"))
        self.follows_text = Label("", wrap=True)
        self.follows.box.addWidget(self.follows_text)
        self.follows.box.addStretch(1)
        middle = QWidget()
        middle.setProperty("kind", "plain")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.match)
        column.addWidget(self.follows, 1)
        self.around = Surroundings()
        titles = (tr("Courts"), tr("Match"), tr("Group"))
        self.panels = SidePanels(middle, self.left, self.around, widths=(282, 292), titles=titles)
        self.layout_with(self.panels)
        for keys, text, slot in (
            ("F3", tr("Call the match"), self.call),
            ("F4", tr("Type the score"), self.pad.line.setFocus),
            ("F8", tr("Walkover"), self.walkover),
            ("F9", tr("Retirement"), self.retirement),
            ("F10", tr("Disqualification"), self.disqualify),
            ("Ctrl+Return", tr("Save the result"), self.save),
            ("Ctrl+Enter", tr("Save the result"), self.save),
            ("Ctrl+Del", tr("Take the result away"), self.clear),
        ):
            self.add_shortcut(keys, text, slot)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save_button = Button(tr("Save result  Ctrl+Enter"), "primary")
        self.buttons = {
            self.save_button: self.save,
            Button(tr("Call  F3")): self.call,
            Button(tr("Walkover  F8")): self.walkover,
            Button(tr("Retired  F9")): self.retirement,
            Button(tr("DSQ  F10"), "quiet"): self.disqualify,
        }
        for button, slot in self.buttons.items():
            button.setMinimumHeight(40)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            row.addWidget(button)
        row.addStretch(1)
        return row

    # ---------------------------------------------------------------------------------------------------- what is seen
    def refresh(self) -> None:
        with self.desk.reading() as db:
            self.matches = matches_by_key(db)
            rows = match_rows(db)
        venues = list(dict.fromkeys(m.court.venue for m in rows if m.court))
        choices = [("", tr("All")), *((venue, _short(venue)) for venue in venues)]
        kept = self.venue.key if self.venue.key in dict(choices) else (venues[0] if venues else "")
        self.venue.set_choices(choices, kept)
        done = sum(m.status == "done" for m in rows)
        self.subtitle = tr("{done}/{n} matches over", done=done, n=len(rows))
        self._fill_lists()
        if self.key_now not in self.matches:
            self.key_now = self.courts.key if self.courts.key in self.matches else None
        self._show_match(keep_typing=True)

    def _fill_lists(self) -> None:
        words = fold(self.find.text().strip())
        shown = self._found(words) if words else self._on_courts()
        self.courts.set_items([_item(m) for m in shown])
        waiting = sum(m.status in ("ready", "called") for m in self.matches.values())
        self.left.note = tr("{n} waiting", n=waiting)
        if self.key_now is not None:
            self.courts.choose(self.key_now)

    def _found(self, words: str) -> list[MatchRow]:
        def matches(m: MatchRow) -> bool:
            people = " ".join(s.full for s in (m.side_a, m.side_b) if s)
            return words == str(m.number) or words in fold(f"{m.event} {m.event_name} {people}")

        return sorted((m for m in self.matches.values() if matches(m)), key=_order)[:60]

    def _on_courts(self) -> list[MatchRow]:
        """On each court what is being played or comes next, then everything else that can be played."""
        venue = self.venue.key
        due = sorted(
            (m for m in self.matches.values()
             if m.status in ("playing", "called", "ready", "stale") and (not venue or (m.court and m.court.venue == venue))),
            key=_order,
        )
        return due[:80]

    def _chosen(self, key: object) -> None:
        if isinstance(key, tuple) and key != self.key_now:
            self.key_now = key
            self._show_match()
            self.panels.show_panel("center")

    def _show_match(self, *, keep_typing: bool = False) -> None:
        match = self.matches.get(self.key_now) if self.key_now else None
        known = match is not None and match.side_a is not None and match.side_b is not None
        for button in self.buttons:
            button.setEnabled(known)
        self.pad.setEnabled(known)
        if match is None:
            self.match.title = tr("Choose a match")
            self.match.set_badge("")
            return
        word, role = BADGES[match.status]
        self.match.title = tr("Match {n} · {event} · {label}", n=match.number, event=match.event_name, label=match.label)
        self.match.set_badge(_word(word), role)
        with self.desk.reading() as db:
            state = event_state(db, match.event_id)
            self.around.show(db, match)
        scoring = state.scoring[match.stage]
        self.match.note = scoring.name
        typing = keep_typing and self.pad.line.isModified() and self.pad.line.text().strip()
        if not typing:
            people = (_people(match, 0), _people(match, 1))
            live = match.outcome if match.status != "stale" else None
            self.pad.show_match(scoring, (match.name_a(), match.name_b()), people, live)
            self.pad.line.setModified(False)
        self._preview()

    def _preview(self) -> None:
        """Say what the result as typed (or each possible winner) would decide."""
        match = self.current()
        if match is None or match.side_a is None or match.side_b is None:
            self.follows_text.setText("")
            return
        outcome = self._typed_outcome(match)
        with self.desk.reading() as db:
            if outcome is not None:
                lines = [str(text) for text in decides(db, match.event_id, match.contest, outcome)]
            else:
                lines = self._either(db, match)
        self.follows_text.setText("\n".join(lines[:10]) or tr("Nothing beyond this match."))

    def _either(self, db: Any, match: MatchRow) -> list[str]:
        """Before anything is typed in a knockout: what a win of either side means."""
        from tournament_app.domain.outcome import Outcome

        assert match.side_a is not None
        assert match.side_b is not None
        if match.group or (match.outcome and match.outcome.over):
            return []
        lines = []
        for winner in (match.side_a, match.side_b):
            outcome = Outcome(match.side_a.id, match.side_b.id, Kind.WALKOVER, (), winner.id)
            lines += [str(t) for t in decides(db, match.event_id, match.contest, outcome)]
        return lines

    def _typed_outcome(self, match: MatchRow) -> Outcome | None:
        read = self.pad.read
        if read is None or (read.problems and not self.pad.reason.text()):
            return None
        try:
            with self.desk.reading() as db:
                state = event_state(db, match.event_id)
                return self._command(match).outcome(state, state.sides(match.contest))  # type: ignore[arg-type]
        except Refused:
            return None

    # ---------------------------------------------------------------------------------------------------- what is done
    def current(self) -> MatchRow | None:
        """The match in the middle."""
        return self.matches.get(self.key_now) if self.key_now else None

    def _command(self, match: MatchRow, *, voids: bool = False) -> RecordScore:
        read = self.pad.read
        assert read is not None
        sides = (match.side_a.id, match.side_b.id) if match.side_a and match.side_b else None
        return RecordScore(
            match.event_id,
            match.contest,
            read.kind,
            read.games,
            read.loser,
            self.pad.reason.text().strip(),
            sides=sides,
            voids=voids,
        )

    def save(self) -> None:
        """Save what is typed; the next match of the court comes up."""
        match = self.current()
        if match is None or self.pad.read is None:
            self.pad.line.setFocus()
            return
        if self.pad.read.problems and not self.pad.reason.text().strip():
            self.pad.reason.setFocus()
            return
        command = self._command(match)
        outcome = self._typed_outcome(match)
        if outcome is not None and not self._agreed(match, outcome):
            return
        command = self._command(match, voids=True) if outcome is not None else command
        if self.desk.run(command) is not None:
            self.pad.line.setModified(False)
            if command.kind is not Kind.PLAYING:
                self._next(match)

    def _agreed(self, match: MatchRow, outcome: Outcome | None) -> bool:
        """Whether the person at the desk agrees to what a correction takes from later matches (or there is nothing)."""
        with self.desk.reading() as db:
            hit = voided_by(db, event_state(db, match.event_id), match.contest, outcome)
        if not hit:
            return True
        names = "\n".join(f"{m.number} · {m.label}: {m.name_a()} – {m.name_b()}  {m.score}" for m in hit)
        answer = QMessageBox.question(
            self,
            tr("Void later results?"),
            tr("This correction takes the sides from matches already played:\n{matches}\nVoid their results?", matches=names),
        )
        return answer == QMessageBox.StandardButton.Yes

    def _next(self, match: MatchRow) -> None:
        """Bring up what comes next on the same court."""
        with self.desk.reading() as db:
            rows = match_rows(db)
        waiting = [m for m in rows if m.status in ("ready", "called", "playing") and m.court and match.court]
        same = sorted((m for m in waiting if m.court and match.court and m.court.id == match.court.id), key=_order)
        if same:
            self.key_now = same[0].key
            self.courts.choose(self.key_now)
            self._show_match()
        self.pad.line.setFocus()

    def call(self) -> None:
        """Call the match to its court, a further time if it was called before."""
        match = self.current()
        if match is not None and (done := self.desk.run(CallMatch(match.event_id, match.contest))):
            self.desk.say(tr("Match {n} called, call {times}.", n=match.number, times=done.value), "ok")

    def walkover(self) -> None:
        """The word for a walkover, with the side to be named."""
        self._type_word("wo")

    def retirement(self) -> None:
        """The word for a retirement at the score so far."""
        self._type_word("ret")

    def disqualify(self) -> None:
        """The word for a disqualification."""
        self._type_word("dsq")

    def _type_word(self, word: str) -> None:
        """Type *word* with the side that is out; a second press of the key names the other side."""
        if self.current() is None:
            return
        text = self.pad.line.text().strip()
        head = text[: -len(word) - 1].rstrip() if text.endswith((f"{word}1", f"{word}2")) else text
        side = "2" if text.endswith(f"{word}1") else "1"
        self.pad.line.setText(f"{head} {word}{side}".strip())
        self.pad.line.setModified(True)
        self.pad.line.setFocus()

    def clear(self) -> None:
        """Take the result away, so that the match is to be played again."""
        match = self.current()
        if match is None or not self._agreed(match, None):
            return
        if self.desk.run(ClearResult(match.event_id, match.contest, voids=True)) is not None:
            self.desk.say(tr("Result of match {n} taken away. Ctrl+Z brings it back.", n=match.number), "ok")

    # ------------------------------------------------------------------------------------------------------ the window
    def show_target(self, target: Target) -> None:
        if isinstance(target.item, tuple) and target.item in self.matches:
            self.key_now = target.item
            match = self.matches[self.key_now]
            if match.court and self.venue.key not in ("", match.court.venue):
                self.venue.choose("")
                self._fill_lists()
            self.courts.choose(self.key_now)
            self._show_match()
            self.pad.line.setFocus()

    def state(self) -> Mapping[str, Any]:
        return {"key": self.key_now, "venue": self.venue.key}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.key_now = state.get("key")


def _word(status: str) -> str:
    words = {
        "Playing": tr("Playing"),
        "Called": tr("Called"),
        "Ready": tr("Ready"),
        "Waiting": tr("Waiting"),
        "Over": tr("Over"),
        "Void": tr("Void"),
    }
    return words[status]


def _order(m: MatchRow) -> tuple[int, int, int]:
    return ({"playing": 0, "called": 0}.get(m.status, 1), m.start if m.start is not None else 10**6, m.number)


def _item(m: MatchRow) -> ListItem:
    word, role = BADGES[m.status]
    court = m.court.name if m.court else tr("no court yet")
    when = clock(m.start) if m.start is not None else ""
    score = f"!{m.score}" if m.score else when
    lines: Sequence[str] = (f"{m.number} · {m.event_name} · {m.label}", f"!{m.name_a()} — {m.name_b()}", score)
    return ListItem(m.key, court, badge=_word(word), role=role, lines=tuple(lines), strong=True)


def _people(match: MatchRow, side: int) -> str:
    entry = (match.side_a, match.side_b)[side]
    return entry.people if entry and len(entry.members) <= 2 else ""


def _short(venue: str) -> str:
    words = venue.split()
    return " ".join(words[:3])
