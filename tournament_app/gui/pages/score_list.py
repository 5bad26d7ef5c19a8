"""The courts of the score desk: on each what is being played or called, then what comes next, or what is looked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tournament_app.gui.search import fold
from tournament_app.gui.theme import TOUCH
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.key_button import KeyButton
from tournament_app.gui.widgets.key_hint import KeyHint
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.gui.widgets.match_words import short_events, short_time
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.tournament import DAY, TournamentRow, clock, court_rows, tournament_row
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from datetime import tzinfo

    from PySide6.QtGui import QKeyEvent

    from tournament_app.store.rowlog import Reading

Key = tuple[int, str]
MOST = 80
OPEN = ("playing", "called", "ready", "stale")
BADGES = {
    "playing": (Text("Playing"), "live"),
    "called": (Text("Called"), "warning"),
    "ready": (Text("Ready"), "neutral"),
    "waiting": (Text("Waiting"), "neutral"),
    "done": (Text("Over"), "ok"),
    "stale": (Text("Void"), "live"),
}


def badge_of(m: MatchRow) -> tuple[str, str]:
    """The badge of a match, words and role: what needs a hand comes before how far it is."""
    if m.protested:
        return tr("Protest"), "live"
    if m.look:
        return (tr("Second look"), "warning") if m.look == "one" else (tr("Two scores"), "live")
    if m.outcome is not None and m.outcome.override:
        return tr("! Exception"), "warning"
    word, role = BADGES[m.status]
    return str(word), role


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CourtList(Card):
    """The list with its venue and search field.

    ``chosen(key)`` when another match is taken, ``opened()`` when it is to be typed, ``call()`` when it is called out.
    """

    chosen = Signal(object)
    opened = Signal()
    call = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Courts"), flush=True)
        self.rows: tuple[MatchRow, ...] = ()
        self.current: Key | None = None
        self.short: dict[int, str] = {}
        self._courts: list[int] = []
        self._free: set[Key] = set()
        self._tournament: TournamentRow | None = None
        self._today = 0
        self._zone: tzinfo | None = None
        self.venue = QComboBox()
        self.venue.setAccessibleName(tr("Venue"))
        self.venue.currentIndexChanged.connect(lambda _: self._show())
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Match number or name"))
        self.search.setAccessibleName(tr("Find a match"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._show())
        self.search.returnPressed.connect(self._take)
        self.search.installEventFilter(self)
        self.list = ListRows(tr("Courts"))
        self.list.chosen.connect(self._moved)
        self.list.opened.connect(lambda _: self.opened.emit())
        self.box.addWidget(_plain(QVBoxLayout(), self.venue, self.search))
        self.box.addWidget(self.list, 1)
        call = KeyButton(tr("Call"), "F3")
        call.clicked.connect(lambda _=False: self.call.emit())
        for field in (self.venue, self.search):
            field.setFixedHeight(TOUCH - 4)
        self.box.addWidget(_plain(QHBoxLayout(), KeyHint("↑", "↓", text=tr("choose")), call))

    def fill(self, db: Reading, current: Key | None, now: datetime) -> None:
        """Take the matches as they are now; *current* is the one in the middle, *now* the time at the venue."""
        self.rows, self.current = match_rows(db), current
        self.short = short_events((state.id, state.rules) for state in event_states(db).values())
        self._courts = [court.id for court in court_rows(db)]
        self._tournament = tournament_row(db)
        self._zone = now.tzinfo
        self._today = self._tournament.minute(now) // DAY
        venues = list(dict.fromkeys(court.venue for court in court_rows(db)))
        if venues != [self.venue.itemData(at) for at in range(1, self.venue.count())]:
            self.venue.blockSignals(True)
            kept = self.venue.currentData()
            self.venue.clear()
            self.venue.addItem(tr("All venues"), "")
            for venue in venues:
                self.venue.addItem(venue, venue)
            self.venue.setCurrentIndex(max(0, self.venue.findData(kept)))
            self.venue.blockSignals(False)
        self._show()

    def choose(self, key: Key) -> None:
        """Stand on the match *key*, telling nobody."""
        self.current = key
        self._show()

    # ---------------------------------------------------------------------------------------------------------- inside
    def _show(self) -> None:
        words = fold(self.search.text().strip())
        self._free = set()
        shown = self._found(words) if words else self._due()
        if not words and self.current is not None and all(m.key != self.current for m in shown):
            shown = [*(m for m in self.rows if m.key == self.current), *shown]
        self.note = tr("{n} to play", n=sum(m.status in OPEN for m in self.rows))
        self.list.blockSignals(True)
        self.list.set_items([self._item(m) for m in shown])
        if self.current is not None:
            self.list.choose(self.current)
        self.list.blockSignals(False)

    def _due(self) -> list[MatchRow]:
        """What is on court or called, court by court (a free court shows its next match), then the rest by time."""
        venue = self.venue.currentData()
        open_ = sorted(
            (m for m in self.rows if m.status in OPEN and (not venue or (m.court and m.court.venue == venue))),
            key=order,
        )
        first: list[MatchRow] = []
        for court in self._courts:
            here = [m for m in open_ if m.court and m.court.id == court]
            busy = [m for m in here if m.status in ("playing", "called", "stale")]
            self._free |= set() if busy else {m.key for m in here[:1]}
            first += busy or here[:1]
        taken = {m.key for m in first}
        return [*first, *(m for m in open_ if m.key not in taken)][:MOST]

    def _found(self, words: str) -> list[MatchRow]:
        def has(m: MatchRow) -> bool:
            people = " ".join(side.full for side in (m.side_a, m.side_b) if side)
            return words == str(m.number) or words in fold(f"{m.event} {m.event_name} {people}")

        return sorted(filter(has, self.rows), key=lambda m: (words != str(m.number), *order(m)))[:MOST]

    def _item(self, m: MatchRow) -> ListItem:
        badge, role = badge_of(m)
        free = m.key in self._free and m.status == "ready" and not m.protested
        lines = (
            f"{m.number} · {self.short.get(m.event_id, m.event_name)} · {m.label}",
            f"!{m.name_a()} — {m.name_b()}",
            tr("next {time}", time=self._when(m)) if free else f"!!{m.score or self._when(m)}",
        )
        court = m.court.name if m.court else tr("no court yet")
        return ListItem(m.key, court, badge=tr("Free") if free else badge, role=role, lines=lines, strong=True)

    def _when(self, m: MatchRow) -> str:
        if m.status == "called" and m.called_at:
            return tr("called {time}", time=f"{datetime.fromisoformat(m.called_at).astimezone(self._zone):%H:%M}")
        if m.start is None or self._tournament is None:
            return tr("no time yet")
        return clock(m.start) if m.start // DAY == self._today else short_time(m.start, self._tournament)

    def _moved(self, key: Key) -> None:
        if key != self.current:
            self.current = key
            self.chosen.emit(key)

    def _take(self) -> None:
        """Enter in the search field: the match found first, ready to be typed."""
        key = self.list.key
        if self.search.text().strip() and self.list.items:
            if key not in {item.key for item in self.list.items} or self.current != key:
                self._moved(key)
            self.search.clear()
        self.opened.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            pressed: QKeyEvent = event  # type: ignore[assignment]
            step = _STEPS.get(Qt.Key(pressed.key()))
            keys = [item.key for item in self.list.items]
            if step and keys:
                at = keys.index(self.list.key) + step if self.list.key in keys else 0
                self.list.choose(keys[max(0, min(len(keys) - 1, at))])
                return True
        return super().eventFilter(watched, event)


def order(m: MatchRow) -> tuple[int, int, int]:
    """What is on court first, then by time."""
    return (0 if m.status in ("playing", "called") else 1, m.start if m.start is not None else 10**6, m.number)


def _plain(box: QHBoxLayout | QVBoxLayout, *widgets: QWidget) -> QWidget:
    holder = QWidget()
    holder.setProperty("kind", "plain")
    holder.setLayout(box)
    box.setContentsMargins(12, 8, 12, 8)
    box.setSpacing(8)
    for widget in widgets:
        box.addWidget(widget)
    return holder
