"""The schedule: built, changed match by match, shifted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.timetable import Placement, Timetable, place
from tournament_app.errors import refuse
from tournament_app.queries.event_state import event_ids
from tournament_app.queries.matches import matches_by_key
from tournament_app.queries.schedule import courts, fixtures, placements, sessions
from tournament_app.queries.tournament import tournament_row
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class BuildSchedule:
    """Place every match that is not played, called or pinned; *not_before* in minutes from the first midnight."""

    not_before: int = 0

    def words(self) -> Text:
        """What history shows."""
        return Text("Built the schedule")

    def apply(self, rows: Rows) -> Timetable:
        """The timetable with what did not fit, and why; refuses when no event is drawn."""
        todo = fixtures(rows)
        if not todo:
            raise refuse("nothing_drawn", Text("No event is drawn yet, so there is nothing to schedule."))
        ids = event_ids(rows)
        status = {(m.event, m.contest): m.status for m in matches_by_key(rows).values()}
        fixed = tuple(
            p
            for p in placements(rows)
            if p.pinned or status.get((p.event, p.contest)) in ("done", "playing", "called", "stale")
        )
        timetable = place(
            todo,
            courts(rows),
            sessions(rows),
            rest=tournament_row(rows).limits.rest,
            fixed=fixed,
            not_before=self.not_before,
        )
        write(rows, {(ids[p.event], p.contest): p for p in timetable.placements})
        return timetable


@dataclass(frozen=True)
class MoveMatch:
    """Put one match on a court at a time; the organiser may break a soft rule, the checker's badge stays."""

    event_id: int
    contest: str
    court_id: int
    start: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Moved {contest} of {event}", contest=self.contest, event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses a match that is over and a court that does not exist."""
        match = matches_by_key(rows).get((self.event_id, self.contest))
        if match is None:
            raise refuse("no_such_match", Text("There is no such match."))
        if match.status == "done":
            raise refuse(
                "match_over", Text("Match {number} is over; it stays where it was played.", number=match.number)
            )
        rows.get("court", self.court_id)
        slot = rows.one("slot", event_id=self.event_id, contest=self.contest)
        if slot:
            rows.change("slot", slot["id"], court_id=self.court_id, start=self.start)
        else:
            rows.add(
                "slot",
                event_id=self.event_id,
                contest=self.contest,
                court_id=self.court_id,
                start=self.start,
                minutes=match.minutes,
                pinned=0,
            )


@dataclass(frozen=True)
class PinMatch:
    """Pin a match to its place, so that building the schedule again leaves it there; or let it go."""

    event_id: int
    contest: str
    pinned: bool = True

    def words(self) -> Text:
        """What history shows."""
        if self.pinned:
            return Text("Pinned {contest} of {event}", contest=self.contest, event=self.event_id)
        return Text("Unpinned {contest} of {event}", contest=self.contest, event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses a match without a place."""
        slot = rows.one("slot", event_id=self.event_id, contest=self.contest)
        if slot is None:
            raise refuse("not_scheduled", Text("This match has no place in the schedule yet."))
        rows.change("slot", slot["id"], pinned=int(self.pinned))


@dataclass(frozen=True)
class UnscheduleMatch:
    """Take one match out of the schedule."""

    event_id: int
    contest: str

    def words(self) -> Text:
        """What history shows."""
        return Text("Took {contest} of {event} out of the schedule", contest=self.contest, event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Nothing happens to a match that has no place."""
        slot = rows.one("slot", event_id=self.event_id, contest=self.contest)
        if slot:
            rows.remove("slot", slot["id"])


@dataclass(frozen=True)
class ShiftSchedule:
    """Move all matches not yet begun that start at or after *start* by *minutes* (running late, rain, a speech)."""

    start: int
    minutes: int
    courts: tuple[int, ...] = ()
    until: int | None = None

    def words(self) -> Text:
        """What history shows."""
        return Text("Moved the schedule by {minutes} minutes", minutes=self.minutes)

    def apply(self, rows: Rows) -> int:
        """How many matches moved. Those pinned, called or over stay."""
        matches = matches_by_key(rows)
        moved = 0
        for slot in rows.find("slot"):
            match = matches.get((slot["event_id"], slot["contest"]))
            stays = slot["pinned"] or (match and match.status in ("done", "playing", "called", "stale"))
            outside = slot["start"] < self.start or (self.until is not None and slot["start"] >= self.until)
            if stays or outside or (self.courts and slot["court_id"] not in self.courts):
                continue
            rows.change("slot", slot["id"], start=slot["start"] + self.minutes)
            moved += 1
        return moved


def write(rows: Rows, wanted: dict[tuple[int, str], Placement]) -> None:
    """Bring the stored slots to what is *wanted*, touching only rows that differ."""
    for slot in rows.find("slot"):
        placement = wanted.pop((slot["event_id"], slot["contest"]), None)
        if placement is None:
            rows.remove("slot", slot["id"])
        else:
            rows.change("slot", slot["id"], court_id=placement.court, start=placement.start, minutes=placement.minutes)
    for (event_id, contest), placement in wanted.items():
        rows.add(
            "slot",
            event_id=event_id,
            contest=contest,
            court_id=placement.court,
            start=placement.start,
            minutes=placement.minutes,
            pinned=int(placement.pinned),
        )
