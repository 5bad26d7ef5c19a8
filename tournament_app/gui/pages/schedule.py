"""The schedule: courts across, time down, what is wrong with it beside it, and what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu

from tournament_app.commands.schedule import MoveMatch, PinMatch, UnscheduleMatch
from tournament_app.gui.page import Page
from tournament_app.gui.pages.draw_dialogs import show_form
from tournament_app.gui.pages.schedule_day import DayCard, day_blocks
from tournament_app.gui.pages.schedule_parts import place_form, shift_form
from tournament_app.gui.pages.schedule_placing import Placing
from tournament_app.gui.pages.schedule_side import ScheduleSide
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import MatchRow, matches_by_key
from tournament_app.queries.timetable import clash_rows, load, playable, schedule_figures
from tournament_app.queries.tournament import (
    DAY,
    CourtRow,
    SessionRow,
    TournamentRow,
    court_rows,
    session_rows,
    sport_rows,
    tournament_row,
)
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.gui.desk import Target
    from tournament_app.queries.timetable import Key
    from tournament_app.store.store import Changes

TABLES = "slot draw draw_place result call court venue session tournament event rule entry member athlete delegation"


class SchedulePage(Page):
    """See the day, mend it, place all of it, shift the rest of it."""

    watches = frozenset(TABLES.split())
    help_topic = "schedule"

    def build(self) -> None:
        self.day: int | None = None
        self.venue: int = 0
        self.matches: Mapping[Key, MatchRow] = {}
        self.courts: tuple[CourtRow, ...] = ()
        self.sessions: tuple[SessionRow, ...] = ()
        self.tournament: TournamentRow | None = None
        self._moves: list[tuple[int, str, int, int]] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh_now)
        self.card = DayCard(self.build_schedule, lambda: self.desk.open("draw"))
        self.card.days.chosen.connect(self._day_chosen)
        self.view = self.card.view
        self.view.moved.connect(self._moved)
        self.view.pinned.connect(self._pin)
        self.view.activated.connect(lambda event, contest: self.desk.open("score", "contest", (event, contest)))
        self.view.removed.connect(lambda event, contest: self.desk.run(UnscheduleMatch(event, contest)))
        self.placing = Placing(self.desk, self)
        self.side = ScheduleSide()
        self.side.match_wanted.connect(self.show_match)
        self.side.place_wanted.connect(self._place)
        self.panels = SidePanels(
            self.card, right=self.side, widths=(0, 236), titles=("", tr("Timetable"), tr("Check")), min_center=760
        )
        self._actions()
        self.layout_with(self.panels)
        self.desk.ticked.connect(self._tick)

    def _actions(self) -> None:
        self.venues = Button("")
        self.venues.setAccessibleName(tr("Venue"))
        self.add_header_widget(self.venues)
        self.print_button = self.add_action(tr("Print schedule"), self.print_day)
        self.shift_button = self.add_action(tr("Move…"), self.shift)
        self.build_button = self.add_action(tr("Place automatically"), self.build_schedule, kind="primary")
        for keys, text, slot in (
            ("F5", tr("Place all matches"), self.build_schedule),
            ("F6", tr("Move the schedule"), self.shift),
            ("F7", tr("Next clash"), self.next_clash),
            ("F4", tr("Go to the timetable"), self._focus_view),
            ("Ctrl+PgDown", tr("Next day"), lambda: self._other_day(1)),
            ("Ctrl+PgUp", tr("Day before"), lambda: self._other_day(-1)),
        ):
            self.add_shortcut(keys, text, slot)
        self.keys += [
            ("Enter", tr("Pick up, arrows, Enter puts down")),
            ("Space", tr("Pin the match")),
            ("Ctrl+Enter", tr("Open the match")),
            ("Del", tr("Take out of the schedule")),
        ]

    # ---------------------------------------------------------------------------------------------------- what is seen
    def refresh(self) -> None:
        with self.desk.reading() as db:
            self.tournament = tournament_row(db)
            self.matches = matches_by_key(db)
            self.courts, self.sessions = court_rows(db), session_rows(db)
            rows, clashes, figures, report = playable(db), clash_rows(db), schedule_figures(db), load(db)
            states = event_states(db)
            sports = {code: (at % 6 + 1, sport.name) for at, (code, sport) in enumerate(sport_rows(db).items())}
        colours = {code: number for code, (number, _) in sports.items()}
        self.side.show_clashes(clashes, report.warnings)
        self.side.show_figures(figures, self.tournament)
        self.side.show_waiting([row for row in rows if row.start is None], self.placing.reasons, colours)
        used = {court.sport for court in self.courts}
        self.card.legend.set_sports([each for code, each in sports.items() if code in used])
        self._venue_menu()
        fresh = self.day not in range(self.tournament.days)
        if fresh:
            today = self._minute() // DAY
            with_play = sorted({row.start // DAY for row in rows if row.start is not None})
            self.day = today if 0 <= today < self.tournament.days else with_play[0] if with_play else 0
        day = self.day or 0
        courts = [court for court in self.courts if self.venue in (0, court.venue_id)]
        blocks = day_blocks(self.matches.values(), day, courts, clashes, states, colours)
        self.card.show_day(self.tournament, day, courts, colours, blocks, self.sessions, self._now_here())
        if fresh:
            QTimer.singleShot(0, self.card.scroll_to_now)
        self.card.show_part(figures, report, self.tournament, len(self.courts))
        self.build_button.setEnabled(bool(rows))
        for button in (self.shift_button, self.print_button):
            button.setEnabled(bool(figures.placed))
        self.subtitle = tr("{n} of {total} matches placed", n=figures.placed, total=figures.total)

    def _venue_menu(self) -> None:
        names = {0: tr("All venues")} | {court.venue_id: court.venue for court in self.courts}
        self.venue = self.venue if self.venue in names else 0
        if self.venues.text() != names[self.venue] or self.venues.menu() is None:
            self.venues.setText(names[self.venue])
            menu = QMenu(self.venues)
            for key, name in names.items():
                menu.addAction(name).triggered.connect(lambda _=False, key=key: self.show_venue(key))
            self.venues.set_menu(menu)

    def show_venue(self, venue: int) -> None:
        """Show the courts of one venue, of all for 0."""
        self.venue = venue
        self.refresh()

    def _minute(self) -> int:
        return self.tournament.minute(self.desk.now()) if self.tournament is not None else 0

    def _now_here(self) -> int | None:
        minute = self._minute()
        return minute if minute // DAY == self.day else None

    def _tick(self) -> None:
        if self.isVisible() and self.tournament is not None:
            self.card.set_now(self._now_here())

    def on_changed(self, changes: Changes) -> None:
        """Many matches moved at once are one refresh."""
        if self.watches & changes.tables:
            self._stale = True
            self._later.start(0)

    # ---------------------------------------------------------------------------------------------------- going about
    def _day_chosen(self, day: int) -> None:
        self.day = day
        self.refresh()

    def _other_day(self, step: int) -> None:
        if self.tournament is not None:
            self._day_chosen(min(max((self.day or 0) + step, 0), self.tournament.days - 1))

    def _focus_view(self) -> None:
        self.panels.show_panel("center")
        self.view.setFocus()

    def show_match(self, event: int, contest: str) -> None:
        """Go to the day and venue of a match and select it there."""
        with self.desk.reading() as db:
            match = matches_by_key(db).get((event, contest))
        if match is None or match.start is None or match.court is None:
            return
        self.day = match.start // DAY
        self.venue = self.venue if self.venue in (0, match.court.venue_id) else 0
        self.refresh()
        self.panels.show_panel("center")
        self.view.select(match.key)

    def next_clash(self) -> None:
        """Select the next thing that is wrong."""
        lines = self.side.clashes
        if lines.count():
            lines.setCurrentRow((lines.currentRow() + 1) % lines.count())
            self.show_match(*lines.key[0])
            self._focus_view()

    # ---------------------------------------------------------------------------------------------------- what is done
    def _moved(self, event: int, contest: str, court: int, start: int) -> None:
        """Blocks of one pile come one by one: they are moved together once all have come."""
        if not self._moves:
            QTimer.singleShot(0, self._move)
        self._moves.append((event, contest, court, start))

    def _move(self) -> None:
        moves, self._moves = self._moves, []
        for move in moves:
            if self.desk.run(MoveMatch(*move)) is None:
                break
        self.refresh_now()

    def _pin(self, event: int, contest: str) -> None:
        match = self.matches.get((event, contest))
        if match is not None:
            self.desk.run(PinMatch(event, contest, not match.pinned))

    def _place(self, event: int, contest: str) -> None:
        match = self.matches.get((event, contest))
        if match is None or self.tournament is None:
            return
        days = [(day, f"{self.tournament.date_of(day * DAY):%d/%m/%Y}") for day in range(self.tournament.days)]
        form = place_form(self.desk, match, days, self.courts, (self.day or 0, self._start_of_day()), self)
        form.done_with.connect(lambda _: self.show_match(event, contest))
        show_form(form)

    def _start_of_day(self) -> int:
        now, first = self._now_here(), next((s.start for s in self.sessions if s.day == self.day), 450)
        return max(first, -(-now // 5) * 5) if now is not None else first

    def shift(self) -> None:
        """Ask from when and by how much; what has not begun moves."""
        if self.shift_button.isEnabled():
            shown = [court for court in self.courts if self.venue in (0, court.venue_id)]
            form = shift_form(self.desk, self.day or 0, self._start_of_day(), shown, self)
            form.done_with.connect(
                lambda done: self.desk.say(tr("{n} matches moved. Ctrl+Z puts them back.", n=done.value), "ok")
            )
            show_form(form)

    def build_schedule(self) -> None:
        """Place every match not played, called or pinned; if places stand already, first say what would move."""
        if self.build_button.isEnabled():
            self.placing.start(self.matches, max(0, -(-self._minute() // 5) * 5))

    def print_day(self) -> None:
        """Go to the printing of the day that is shown."""
        self.desk.open("documents", "document", ("schedule", self.day))

    # -------------------------------------------------------------------------------------------------- for the window
    def show_target(self, target: Target) -> None:
        """``contest`` (event id, contest), ``day`` (from 0) or ``venue`` (its id)."""
        if target.kind == "contest":
            self.show_match(*target.item)
        elif target.kind == "day":
            self._day_chosen(target.item)
        elif target.kind == "venue":
            self.show_venue(target.item)

    def state(self) -> Mapping[str, Any]:
        return {"day": self.day, "venue": self.venue}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.day, self.venue = state.get("day"), state.get("venue", 0)
