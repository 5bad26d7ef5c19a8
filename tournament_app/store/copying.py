"""When copies are made, and making them in both places at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tournament_app.errors import Unavailable
from tournament_app.store.stick import Stick, find_stick

if TYPE_CHECKING:
    from pathlib import Path

    from tournament_app.store.backup import Backup
    from tournament_app.store.rowlog import Reading
    from tournament_app.store.store import Changes

WEIGHTY = frozenset(
    (
        *("DrawEvent", "DrawByBalls", "RemoveDraw", "PairRound", "RepairRound", "UnpairRound"),
        *("ImportForms", "RemoveDelegation", "RemoveEvent", "AddLateEntry", "WithdrawEntry", "ReturnEntry"),
        *("BuildSchedule", "ShiftSchedule", "ShiftDays", "AddSport", "ClearMarks", "AnnulResults"),
    )
)
"""Commands a copy is made before, by name: their modules are loaded when they are first used."""
ASLEEP = timedelta(minutes=2)
"""A clock that is looked at every second and jumps by this much: the laptop slept, or somebody set it."""
AGAIN = timedelta(minutes=1)
"""How long after a copy that failed the next is tried."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A copy after so many results, and at the latest after so many minutes with anything new."""

    results: int = 10
    minutes: int = 5


class Rhythm:
    """When the next copy is due, by the clock of the program. Asked every second; it never looks at a clock itself."""

    def __init__(self, pace: Pace, now: datetime, last: int) -> None:
        self.pace = pace
        self._copied, self._copied_at = last, now
        self._results = 0
        self._looked = now
        self._not_before: datetime | None = None
        self._woke = False

    def heard(self, changes: Changes) -> None:
        """Count what was entered."""
        self._results += sum(table == "result" for table, _ in changes.rows)

    def due(self, now: datetime, last: int) -> bool:
        """Whether a copy is to be made now that *last* is the newest act."""
        gap = now - self._looked
        self._looked = now
        self._woke |= abs(gap) > ASLEEP
        if last == self._copied:
            self._woke = False
            return False
        if self._not_before is not None and self._copied_at <= now < self._not_before:
            return False
        late = not timedelta() <= now - self._copied_at < timedelta(minutes=self.pace.minutes)  # or set back
        return late or self._woke or self._results >= self.pace.results

    def made(self, now: datetime, last: int) -> None:
        """A copy was made in which *last* is the newest act."""
        self._copied, self._copied_at, self._not_before = last, now, None
        self._results, self._woke = 0, False

    def failed(self, now: datetime) -> None:
        """It could not be made; not every second is tried anew."""
        self._not_before = now + AGAIN

    def unsaved(self, last: int) -> bool:
        """Whether anything is newer than the last copy."""
        return last != self._copied


@dataclass(frozen=True, slots=True)
class Made:
    """Copies of one moment: beside the file and on the stick, the newest act in them, and what went wrong."""

    last: int
    own: Backup | None
    second: Backup | None
    away: bool
    """A stick is named, but it is not in."""
    trouble: Unavailable | None = None

    @property
    def newest(self) -> Backup | None:
        """One of the copies that was verified."""
        return self.own or self.second


def make_copies(reading: Reading, where: Path, now: datetime, stick: Stick | None = None) -> Made:
    """Verified copies of the moment *reading* holds fast, in each place that can be reached."""
    from tournament_app.store.backup import backup_moment  # 20 ms the start need not wait for

    own = second = trouble = None
    try:
        own = backup_moment(reading, where, now)
    except Unavailable as error:
        trouble = error
    folder = find_stick(stick) if stick else None
    if folder is not None:
        try:
            second = backup_moment(reading, where, now, folder)
        except Unavailable as error:
            trouble = trouble or error
    return Made(reading.last_change, own, second, stick is not None and folder is None, trouble)
