"""The schedule: courts across, time down, what is wrong with it beside it, and what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tournament_app.commands.schedule import BuildSchedule, MoveMatch, PinMatch, UnscheduleMatch
from tournament_app.gui.form import Form
from tournament_app.gui.page import Page
from tournament_app.gui.pages.schedule_parts import Legend, place_form, shift_form
from tournament_app.gui.pages.schedule_side import ScheduleSide
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.empty import EmptyState
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.match_words import short_day, short_events
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.gui.widgets.timetable_view import TimetableView, ViewBlock, ViewCourt
from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import MatchRow, matches_by_key
from tournament_app.queries.timetable import ClashRow, clash_rows, load, playable, schedule_figures
from tournament_app.queries.tournament import (
    DAY,
    CourtRow,
    SessionRow,
    TournamentRow,
    clock,
    court_rows,
    session_rows,
    sport_rows,
    tournament_row,
)
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.timetable import Timetable
    from tournament_app.gui.desk import Target
    from tournament_app.queries.timetable import Key
    from tournament_app.store.rowlog import Rows
    from tournament_app.store.store import Changes, Done

TABLES = "slot draw draw_place result call court venue session tournament event rule entry member athlete delegation"
STATES = {"playing": "live", "done": "done", "stale": "done"}


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
        self.reasons: dict[Key, Text] = {}
        self._moves: list[tuple[int, str, int, int]] = []
        self._seen: int | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh_now)
        self.card = Card(" ", flush=True)
        self.days = Toggles()
        self.days.chosen.connect(self._day_chosen)
        self.about = Label("", "muted")
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.legend = Legend()
        self.card.header.insertWidget(0, self.days)
        self.card.header.insertWidget(1, self.about, 10)
        self.card.header.addWidget(self.legend)
        self.view = TimetableView()
        self.view.moved.connect(self._moved)
        self.view.pinned.connect(self._pin)
        self.view.activated.connect(lambda event, contest: self.desk.open("score", "contest", (event, contest)))
        self.view.removed.connect(lambda event, contest: self.desk.run(UnscheduleMatch(event, contest)))
        self.side = ScheduleSide()
        self.side.match_wanted.connect(self.show_match)
        self.side.place_wanted.connect(self._place)
        self.body = QStackedWidget()
        self.body.addWidget(self.view)
        self.body.addWidget(self._before())
        self.body.addWidget(
            EmptyState(
                tr("No event is drawn yet, so there is nothing to schedule."), tr("Go to the draw"), self._go_draw
            )
        )
        self.card.box.addWidget(self.body)
        self.panels = SidePanels(self.card, right=self.side, widths=(0, 236), titles=("", tr("Timetable"), tr("Check")))
        self._actions()
        self.layout_with(self.panels)
        self.desk.ticked.connect(self._tick)

    def _before(self) -> QWidget:
        """What is seen when matches wait and none has a place: what they weigh, and the button that places them."""
        self.weight = Label("", "muted", wrap=True)
        self.weight.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty = EmptyState(
            tr("The matches are drawn and wait for a place."), tr("Place all matches"), self.build_schedule
        )
        part = QWidget()
        part.setProperty("kind", "plain")
        box = QVBoxLayout(part)
        box.addWidget(empty, 1)
        box.addWidget(self.weight, 1, Qt.AlignmentFlag.AlignTop)
        return part

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
            rows = playable(db)
            clashes = clash_rows(db)
            figures = schedule_figures(db)
            report = load(db)
            names = short_events((state.id, state.rules) for state in event_states(db).values())
            sports = {code: (at % 6 + 1, sport.name) for at, (code, sport) in enumerate(sport_rows(db).items())}
        self.sports = {code: number for code, (number, _) in sports.items()}
        self.side.show_clashes(clashes, report.warnings)
        self.side.show_figures(figures, self.tournament)
        self.side.show_waiting([row for row in rows if row.start is None], self.reasons, self.sports)
        used = {court.sport for court in self.courts}
        self.legend.set_sports([each for code, each in sports.items() if code in used])
        self._venue_menu()
        self._day_pills(rows)
        self._show_day(clashes, names)
        self.body.setCurrentIndex(0 if figures.placed else 1 if figures.total else 2)
        self._say_weight(figures.total, report.ends, report.warnings)
        self.build_button.setEnabled(bool(rows))
        self.shift_button.setEnabled(bool(figures.placed))
        self.print_button.setEnabled(bool(figures.placed))
        self.subtitle = tr("{n} of {total} matches placed", n=figures.placed, total=figures.total)

    def _say_weight(self, total: int, ends: int | None, warnings: Sequence[Text]) -> None:
        lines = [tr("{n} matches on {m} courts", n=total, m=len(self.courts))]
        if ends is not None and self.tournament is not None:
            moment = self.tournament.moment(ends)
            lines.append(tr("They cannot be over before {day} {time}.", day=short_day(moment.date()), time=clock(ends)))
        self.weight.setText("\n".join([*lines, *map(str, warnings)]))

    def _day_pills(self, rows: Sequence[MatchRow]) -> None:
        assert self.tournament is not None
        days = range(self.tournament.days)
        choices = [
            (day, f"{short_day(date)} {date:%d/%m}") for day in days for date in [self.tournament.date_of(day * DAY)]
        ]
        if self.day not in days:
            today = self._minute() // DAY
            with_play = sorted({row.start // DAY for row in rows if row.start is not None})
            self.day = today if today in days else with_play[0] if with_play else 0
            QTimer.singleShot(0, self._scroll_to_now)
        self.days.set_choices(choices, self.day)

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

    def _show_day(self, clashes: Sequence[ClashRow], names: Mapping[int, str]) -> None:
        day = self.day or 0
        worst: dict[Key, list[ClashRow]] = {}
        for clash in clashes:
            for key in clash.keys:
                worst.setdefault(key, []).append(clash)
        shown = [court for court in self.courts if self.venue in (0, court.venue_id)]
        known = {court.id for court in shown}
        blocks = [
            self._block(match, names, worst.get(match.key, []))
            for match in self.matches.values()
            if match.court is not None
            and match.start is not None
            and match.start // DAY == day
            and match.court.id in known
        ]
        columns = [ViewCourt(court.id, court.name, court.boards, self.sports.get(court.sport, 0)) for court in shown]
        today = [session for session in self.sessions if session.day == day]
        self.view.set_day(columns, blocks, [(session.start, session.end) for session in today], self._now_here())
        self.about.setText(" · ".join(f"{s.name} {clock(s.start)}–{clock(s.end)}" for s in today))
        self.about.setToolTip(self.about.text())

    def _block(self, match: MatchRow, names: Mapping[int, str], wrong: Sequence[ClashRow]) -> ViewBlock:
        assert match.court is not None
        assert match.start is not None
        clash = "hard" if any(each.hard for each in wrong) else "rest" if wrong else ""
        return ViewBlock(
            match.key,
            match.court.id,
            match.start,
            match.minutes,
            f"{match.number} · {names[match.event_id]}",
            (f"{match.name_a()} – {match.name_b()}",),
            self.sports.get(match.sport, 1),
            STATES.get(match.status, "planned"),  # type: ignore[arg-type]
            clash,  # type: ignore[arg-type]
            match.pinned,
            "\n".join(str(each.clash.text) for each in wrong),
            names[match.event_id],
        )

    def _minute(self) -> int:
        return self.tournament.minute(self.desk.now()) if self.tournament is not None else 0

    def _now_here(self) -> int | None:
        minute = self._minute()
        return minute if minute // DAY == self.day else None

    def _tick(self) -> None:
        if self.isVisible() and self.tournament is not None and self._now_here() != self._seen:
            self._seen = self._now_here()
            self.view.set_now(self._seen)

    def _scroll_to_now(self) -> None:
        now = self._now_here()
        if now is not None:
            self.view.scroll_to(now)

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

    def _go_draw(self) -> None:
        self.desk.open("draw")

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
        form.opened()

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
            form.opened()

    def build_schedule(self) -> None:
        """Place every match not played, called or pinned; if places stand already, first say what would move."""
        if not self.build_button.isEnabled():
            return
        command = BuildSchedule(max(0, -(-self._minute() // 5) * 5))
        if any(match.start is not None for match in self.matches.values()):
            before = {key: (m.court.id if m.court else 0, m.start) for key, m in self.matches.items()}
            look = lambda _: self.desk.store.preview(command, _places)  # noqa: E731
            self.desk.start(tr("Trying the placement"), look, lambda after: self._ask_build(command, before, after))
        else:
            self._build_now(command)

    def _ask_build(self, command: BuildSchedule, before: Mapping[Key, Any], after: Mapping[Key, Any]) -> None:
        moved = sum(key in after and before[key][1] is not None and after[key] != before[key] for key in before)
        missing = sum(key not in after and before[key][1] is not None for key in before)
        fresh = sum(before[key][1] is None for key in after)
        if not moved and not missing and not fresh:
            self.desk.say(tr("Every match stands where the placer would put it."), "ok")
            return
        words = [tr("{n} matches change their place, {m} get one.", n=moved, m=fresh)]
        words += [tr("{n} would lose their place: they do not fit.", n=missing)] if missing else []
        words.append(tr("Pinned, called and played matches stay. Ctrl+Z brings the present schedule back."))
        form = Form(
            tr("Place all matches"),
            (),
            lambda _: self._build_now(command),
            confirm=tr("Place all matches"),
            intro="\n".join(words),
            parent=self,
        )
        form.opened()

    def _build_now(self, command: BuildSchedule) -> None:
        store, actor = self.desk.store, self.desk.actor
        self.desk.start(tr("Placing every match"), lambda _: store.run(command, actor), self._built)

    def _built(self, done: Done) -> None:
        timetable: Timetable = done.value
        ids = {(match.event, match.contest): key for key, match in self.matches.items()}
        self.reasons = {ids[f.key]: text for f, text in timetable.unplaced if f.key in ids}
        if timetable.unplaced:
            words = [tr("{n} matches placed, {m} do not fit:", n=len(timetable.placements), m=len(timetable.unplaced))]
            words += [f"{fixture.label}: {text}" for fixture, text in timetable.unplaced[:3]]
            self.desk.say("\n".join(words), "warning")
        else:
            self.desk.say(tr("All {n} matches have a place.", n=len(timetable.placements)), "ok")
        self.refresh_now()

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


def _places(rows: Rows) -> dict[Key, tuple[int, int]]:
    """Where the matches stand: court and minute."""
    return {(slot["event_id"], slot["contest"]): (slot["court_id"], slot["start"]) for slot in rows.find("slot")}
