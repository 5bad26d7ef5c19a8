"""The overview: the day at a glance, and what needs a hand now. Each line jumps to the place that settles it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from tournament_app.gui.page import Page
from tournament_app.gui.print_watch import PrintWatch
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.empty import EmptyState
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem
from tournament_app.gui.widgets.match_words import short_events
from tournament_app.gui.widgets.painted import ComingLines, Lines, StepLines, TodoLines
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.gui.widgets.progress import Progress
from tournament_app.gui.widgets.stat import Stat
from tournament_app.queries.event_state import event_states
from tournament_app.queries.overview import OverviewRow, StepRow, TodoRow, overview
from tournament_app.queries.tournament import clock
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.issue import PrintState
    from tournament_app.queries.matches import MatchRow

TALL = 240
"""Pixels the list of what is to settle grows to before it scrolls."""
QUIET = 5000
"""Milliseconds without a change before the printed papers are looked through."""


class OverviewPage(Page):
    """Four figures, the way of the tournament, the sports, and at the right what to do and what comes next."""

    watches = frozenset({"*"})
    help_topic = "overview"

    def build(self) -> None:
        self.minute: object = None
        self._papers: tuple[TodoRow, ...] = ()
        self.prints = PrintWatch(self.desk, QUIET, self)
        self.prints.found.connect(self._printed)
        self.panels = SidePanels(
            self._middle(),
            right=self._right(),
            widths=(0, 320),
            titles=("", tr("Overview"), tr("To settle")),
            min_center=560,
        )
        words = tr("Here stands the day at a glance. It begins with the registration forms of the delegations.")
        self.empty = Card(body=EmptyState(words, tr("Import forms…"), self._import))
        self.stack = QStackedWidget()
        self.stack.setMinimumSize(1, 1)
        self.stack.addWidget(self.panels)
        self.stack.addWidget(self.empty)
        self.layout_with(self.stack)
        self.desk.ticked.connect(self._ticked)

    def refresh(self) -> None:
        now = self.desk.now()
        self.minute = (now.date(), now.hour, now.minute)
        with self.desk.reading() as db:
            row = overview(db, now)
            short = short_events((state.id, state.rules) for state in event_states(db).values())
        self.stack.setCurrentWidget(self.panels if row.delegations else self.empty)
        self._figures(row)
        self.steps.set_items([_step(step) for step in row.steps])
        self._sports(row.sports)
        self._row = row
        self._show_todo()
        self.prints.look()
        self.coming.set_items([_coming(match, short[match.event_id]) for match in row.coming])
        self.none.setVisible(not row.coming)

    def _show_todo(self) -> None:
        """What is to settle, and how many printed papers are out of date as far as that is known."""
        grave = next((at for at, row in enumerate(self._row.todo) if row.role != "live"), len(self._row.todo))
        self._todo = (*self._row.todo[:grave], *self._papers, *self._row.todo[grave:])
        self.todo.set_items([_todo(at, each) for at, each in enumerate(self._todo)])
        self.right.title = tr("To settle ({n})", n=len(self._todo))
        self.nothing.setVisible(not self._todo)
        self.todo.setVisible(bool(self._todo))

    def _printed(self, states: tuple[PrintState, ...]) -> None:
        old = [state for state in states if state.outdated]
        names = ", ".join(dict.fromkeys(str(state.title) for state in old))
        text = Text("{n} printed papers are out of date: {names}", n=len(old), names=names)
        self._papers = (TodoRow(Text("Prints"), "warning", "", text, "documents"),) if old else ()
        self._show_todo()

    # -------------------------------------------------------------------------------------------------------- building
    def _middle(self) -> QWidget:
        middle = _plain()
        grid = QGridLayout(middle)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(16)
        names = (tr("Delegations entered"), tr("Athletes"), tr("Matches played"), tr("Expected end today"))
        self.stats = tuple(Stat(name) for name in names)
        line = QHBoxLayout()
        line.setSpacing(16)
        for stat in self.stats:
            stat.setMinimumWidth(1)
            line.addWidget(stat, 1)
        self.steps = Lines(tr("The way of the tournament"), StepLines)
        self.steps.wanted.connect(self.desk.open)
        self.sports = Card(tr("By sport"))
        self.sports.box.setSpacing(14)
        self.sports.box.setContentsMargins(14, 8, 14, 14)
        self.sports.box.addStretch(1)
        self.bars: dict[str, Progress] = {}
        grid.addLayout(line, 0, 0, 1, 2)
        grid.addWidget(Card(tr("The way of the tournament"), self.steps, flush=True), 1, 0)
        grid.addWidget(self.sports, 1, 1)
        grid.setColumnStretch(0, 6)
        grid.setColumnStretch(1, 5)
        grid.setRowStretch(1, 1)
        return middle

    def _right(self) -> QWidget:
        self.todo = Lines(tr("To settle"), TodoLines, most=TALL)
        self.todo.wanted.connect(self._settle)
        self.nothing = Label(tr("Nothing needs a hand now."), "muted")
        self.nothing.setContentsMargins(14, 14, 14, 14)
        self.right = Card(tr("To settle"), flush=True)
        self.right.box.addWidget(self.nothing)
        self.right.box.addWidget(self.todo)
        self.coming = Lines(tr("Next matches"), ComingLines)
        self.coming.wanted.connect(partial(self.desk.open, "score", "contest"))
        self.none = Label(tr("No match waits for its turn."), "muted")
        self.none.setContentsMargins(14, 14, 14, 14)
        below = self.right.section(tr("Next matches"), flush=True)
        below.addWidget(self.none)
        below.addWidget(self.coming)
        return self.right

    # ------------------------------------------------------------------------------------------------ what stands there
    def _figures(self, row: OverviewRow) -> None:
        units, athletes, played, ends = self.stats
        units.set(str(row.delegations), str(row.steps[1].detail))
        athletes.set(str(row.athletes), tr("{n} entries", n=row.entries))
        share = f"{100 * row.played // row.total} %" if row.total else tr("nothing drawn yet")
        played.set(f"{row.played}/{row.total}", share)
        late = tr("{n} min late", n=row.late) if row.late else tr("on time")
        ends.set("–" if row.ends is None else clock(row.ends), tr("no play today") if row.ends is None else late)

    def _sports(self, sports: Sequence[tuple[str, str, int, int]]) -> None:
        if list(self.bars) != [code for code, *_ in sports]:
            for bar in self.bars.values():
                self.sports.box.removeWidget(bar)
                bar.deleteLater()
            self.bars = {code: Progress(name) for code, name, *_ in sports}
            for at, bar in enumerate(self.bars.values()):
                self.sports.box.insertWidget(at, bar)
        for code, _, done, total in sports:
            self.bars[code].set(done, total, tr("{done}/{n} matches", done=done, n=total))

    # ---------------------------------------------------------------------------------------------------------- jumping
    def _import(self) -> None:
        from tournament_app.gui.pages.import_wizard import open_wizard

        open_wizard(self.desk, self)

    def _settle(self, at: int) -> None:
        row = self._todo[at]
        if row.contest:
            self.desk.open(row.page, "contest", (row.event_id, row.contest))
        elif row.event_id is not None:
            self.desk.open(row.page, "event", row.event_id)
        elif row.page == "people":
            self.desk.open(row.page, "delegation", row.title)
        else:
            self.desk.open(row.page)

    def _ticked(self) -> None:
        now = self.desk.now()
        if self.isVisible() and self.minute != (now.date(), now.hour, now.minute):
            self.refresh_now()


def _plain() -> QWidget:
    widget = QWidget()
    widget.setProperty("kind", "plain")
    widget.setMinimumWidth(1)
    return widget


def _step(row: StepRow) -> ListItem:
    """The words of the state stand in the accessible text; the mark is drawn."""
    states = {"done": tr("done"), "now": tr("under way"), "open": tr("to come")}
    return ListItem(row.page, str(row.name), str(row.detail), states[row.state], row.state)


def _todo(at: int, row: TodoRow) -> ListItem:
    title, detail = row.title, str(row.detail)
    if not title:  # "78 and 96: rest 8 min, needs 20" names what it is about before its colon
        title, colon, rest = detail.partition(": ")
        title, detail = (title, rest) if colon else ("", detail)
    return ListItem(at, title, detail, str(row.badge), row.role)


def _coming(match: MatchRow, event: str) -> ListItem:
    court = match.court.name if match.court else ""
    start = clock(match.start) if match.start is not None else ""
    sides = f"{match.name_a()} – {match.name_b()}"
    return ListItem(match.key, f"{start} · {court}", f"{event} · {match.label}", lines=(sides,))
