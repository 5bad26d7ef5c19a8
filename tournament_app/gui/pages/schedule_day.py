"""The middle of the schedule page: one day of the timetable, or what there is to say before a match has a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tournament_app.gui.pages.schedule_parts import Legend
from tournament_app.gui.widgets.aside import Aside
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.empty import EmptyState
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.match_words import short_day, short_events, short_time
from tournament_app.gui.widgets.timetable_view import TimetableView, ViewBlock, ViewCourt
from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.queries.tournament import DAY, clock
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tournament_app.domain.timetable_load import LoadReport
    from tournament_app.queries.event_state import EventState
    from tournament_app.queries.matches import MatchRow, MatchStatus
    from tournament_app.queries.timetable import ClashRow, Key, ScheduleFigures
    from tournament_app.queries.tournament import CourtRow, SessionRow, TournamentRow

STATES: dict[MatchStatus, Literal["planned", "live", "done"]] = {"playing": "live", "done": "done", "stale": "done"}


class DayCard(Card):
    """Pills of the days, sessions, legend of sports, and below them the timetable."""

    def __init__(self, place: Callable[[], object], draw: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(" ", flush=True, parent=parent)
        self.days, self.about, self.legend, self.view = Toggles(), Aside(), Legend(), TimetableView()
        self.header.insertWidget(0, self.days)
        self.header.insertWidget(1, self.about, 10)
        self.header.addWidget(self.legend)
        self.weight = Label("", "muted", wrap=True)
        self.weight.setAlignment(Qt.AlignmentFlag.AlignCenter)
        waiting = QWidget()
        waiting.setProperty("kind", "plain")
        box = QVBoxLayout(waiting)
        words = tr("The matches are drawn and wait for a place.")
        box.addWidget(EmptyState(words, tr("Place all matches"), place), 1)
        box.addWidget(self.weight, 1, Qt.AlignmentFlag.AlignTop)
        undrawn = tr("No event is drawn yet, so there is nothing to schedule.")
        self.body = QStackedWidget()
        for part in (self.view, waiting, EmptyState(undrawn, tr("Go to the draw"), draw)):
            self.body.addWidget(part)
        self.box.addWidget(self.body)
        self._now: int | None = None

    def show_day(
        self,
        tournament: TournamentRow,
        day: int,
        courts: Sequence[CourtRow],
        colours: Mapping[str, int],
        blocks: Sequence[ViewBlock],
        sessions: Sequence[SessionRow],
        now: int | None,
    ) -> None:
        """Show *day* (from 0) on *courts*, with the line of now if it is today."""
        dates = [tournament.date_of(each * DAY) for each in range(tournament.days)]
        self.days.set_choices([(at, f"{short_day(date)} {date:%d/%m}") for at, date in enumerate(dates)], day)
        columns = [ViewCourt(court.id, court.name, court.boards, colours.get(court.sport, 0)) for court in courts]
        today = [session for session in sessions if session.day == day]
        self._now = now
        self.view.set_day(columns, blocks, [(session.start, session.end) for session in today], now)
        self.about.say(" · ".join(f"{s.name} {clock(s.start)}–{clock(s.end)}" for s in today))

    def show_part(self, figures: ScheduleFigures, report: LoadReport, tournament: TournamentRow, courts: int) -> None:
        """The timetable if a match has a place; before that what the matches weigh, or that none is drawn."""
        self.body.setCurrentIndex(0 if figures.placed else 1 if figures.total else 2)
        lines = [tr("{n} matches on {m} courts", n=figures.total, m=courts)]
        if report.ends is not None:
            lines.append(tr("They cannot be over before {time}.", time=short_time(report.ends, tournament)))
        self.weight.setText("\n".join([*lines, *map(str, report.warnings)]))

    def set_now(self, minute: int | None) -> None:
        """Move the line of now."""
        if minute != self._now:
            self._now = minute
            self.view.set_now(minute)

    def scroll_to_now(self) -> None:
        """Bring now into sight, if it is today."""
        if self._now is not None:
            self.view.scroll_to(self._now)


def day_blocks(
    matches: Iterable[MatchRow],
    day: int,
    courts: Sequence[CourtRow],
    clashes: Sequence[ClashRow],
    states: Mapping[int, EventState],
    colours: Mapping[str, int],
) -> list[ViewBlock]:
    """The matches of *day* on *courts* as the timetable draws them, each with what is wrong with it."""
    wrong: dict[Key, list[ClashRow]] = {}
    for clash in clashes:
        for key in clash.keys:
            wrong.setdefault(key, []).append(clash)
    names = short_events((event_id, state.rules) for event_id, state in states.items())
    known = {court.id for court in courts}
    return [
        _block(match, names[match.event_id], _round(states[match.event_id], match), wrong.get(match.key, ()), colours)
        for match in matches
        if match.court is not None and match.start is not None and match.start // DAY == day and match.court.id in known
    ]


def _round(state: EventState, match: MatchRow) -> int:
    """The round of a match in a hall of boards, 0 elsewhere."""
    if match.court is None or match.court.boards == 1 or state.plan is None:
        return 0
    return next(contest.round for contest in state.plan.contests if contest.ref == match.contest)


def _block(match: MatchRow, event: str, turn: int, wrong: Sequence[ClashRow], colours: Mapping[str, int]) -> ViewBlock:
    assert match.court is not None
    assert match.start is not None
    return ViewBlock(
        match.key,
        match.court.id,
        match.start,
        match.minutes,
        f"{match.number} · {event}",
        (f"{match.name_a()} – {match.name_b()}",),
        colours.get(match.sport, 1),
        STATES.get(match.status, "planned"),
        "hard" if any(each.hard for each in wrong) else "rest" if wrong else "",
        match.pinned,
        "\n".join(str(each.clash.text) for each in wrong),
        " · ".join(filter(None, (tr("Round {n}", n=turn) if turn else "", event))),
    )
