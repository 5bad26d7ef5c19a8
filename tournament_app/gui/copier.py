"""The copies made while people type: beside the window, in two places, and said only when there is something to say."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from tournament_app.store.copying import WEIGHTY, Made, Pace, Rhythm, make_copies
from tournament_app.store.stick import Stick, find_stick, name_stick
from tournament_app.words import tr

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.errors import TournamentError
    from tournament_app.gui.desk import Desk
    from tournament_app.store.rowlog import Reading
    from tournament_app.store.store import Changes, Command
    from tournament_app.token import Token

LOOK = timedelta(seconds=30)
"""How often a stick that is not in is looked for; and acts of weight within as much share one copy."""


class Copier(QObject):
    """Makes copies when they are due, by the desk's clock; ``verified`` is the newest that was read back."""

    changed = Signal()
    _held = Signal(object, object)

    def __init__(self, desk: Desk, last: int) -> None:
        super().__init__(desk)
        self.desk = desk
        self.verified: datetime | None = None
        self.places = 0
        """In how many places that copy lies."""
        now = desk.now()
        mine = desk.settings
        self.rhythm = Rhythm(Pace(mine.backup_results, mine.backup_minutes), now, last)
        self._busy = False
        self.second = Path(mine.backup_folder) if mine.backup_folder else None
        """Where the stick was last."""
        self._away = self._said_trouble = False
        self._looked = self._held_at = now - 2 * LOOK
        self._lock = threading.Lock()
        self._held.connect(self._copy_held)
        desk.store.before = self.before

    @property
    def stick(self) -> Stick | None:
        """The second place, if one was named."""
        mine = self.desk.settings
        return Stick(Path(mine.backup_folder), mine.backup_mark, mine.backup_inside) if mine.backup_folder else None

    def name_stick(self, folder: str) -> None:
        """Let copies go to *folder* too, empty: to none; :class:`Unavailable` if nothing can be written there."""
        mine = self.desk.settings
        if folder:
            stick = name_stick(Path(folder))
            mine.backup_folder, mine.backup_mark, mine.backup_inside = folder, stick.mark, stick.inside
        else:
            mine.backup_folder = mine.backup_mark = mine.backup_inside = ""
        self._away = False
        self.second = Path(folder) if folder else None
        mine.save()

    # ------------------------------------------------------------------------------------------------------ when
    def heard(self, changes: Changes) -> None:
        """Count what anybody entered."""
        self.rhythm.heard(changes)

    def tick(self, last: int) -> None:
        """Look whether a copy is due; called every second. *last* is the newest act."""
        now = self.desk.now()
        if self._busy or not isinstance(self.desk.store.where, Path):
            return
        if self.rhythm.due(now, last):
            self._start(self._work)
        elif self._away and not timedelta() <= now - self._looked < LOOK:
            self._looked = now
            self._start(self._look_for_stick)

    def before(self, command: Command) -> None:
        """Hold the tournament fast as it is before an act of weight, and copy it while that goes on. On any thread."""
        where = self.desk.store.where
        if type(command).__name__ not in WEIGHTY or not isinstance(where, Path):
            return
        with self._lock:
            now = self.desk.now()
            if timedelta() <= now - self._held_at < LOOK:
                return
            self._held_at = now
        held = ExitStack()
        self._held.emit(held, held.enter_context(self.desk.store.reading()))

    # ---------------------------------------------------------------------------------------------------- how
    def last_copy(self) -> Made | None:
        """The copy on closing, if anything is newer than the last one; ``None`` if not. Waits until it is there."""
        with self.desk.store.reading() as reading:
            if not isinstance(self.desk.store.where, Path) or not self.rhythm.unsaved(reading.last_change):
                return None
            return make_copies(reading, self.desk.store.where, self.desk.now(), self.stick)

    def copies(self, folder: Path | None = None) -> Made:
        """Copies now, or one in *folder* alone; :class:`Unavailable` if none could be made. Takes a moment."""
        from tournament_app.store.backup import backup

        if folder is not None or not isinstance(self.desk.store.where, Path):
            return Made(0, backup(self.desk.store, folder), None, away=False)
        made = self._work(None)
        if made.newest is None and made.trouble is not None:
            raise made.trouble
        return made

    def _work(self, _: Token | None) -> Made:
        with self.desk.store.reading() as reading:
            return self._copied(reading)

    def _copied(self, reading: Reading) -> Made:
        assert isinstance(self.desk.store.where, Path)
        return make_copies(reading, self.desk.store.where, self.desk.now(), self.stick)

    def _copy_held(self, held: ExitStack, reading: Reading) -> None:
        def work(_: Token) -> Made:
            with held:
                return self._copied(reading)

        self._start(work)

    def _look_for_stick(self, _: Token) -> Made | None:
        stick = self.stick
        return self._work(_) if stick is None or find_stick(stick) else None

    def _start(self, work: Any) -> None:
        job = self.desk.start(tr("Making a verified copy"), work, self.arrived, quiet=True)
        job.failed.disconnect()
        job.failed.connect(self._failed)
        job.finished.connect(self._idle)
        self._busy = True

    def _idle(self) -> None:
        self._busy = False

    # -------------------------------------------------------------------------------------------------- said
    def arrived(self, made: Made | None) -> None:
        """Take note of copies that were made, and say once what is new about them."""
        if made is None:
            return
        now = self.desk.now()
        if made.newest is not None:
            if made.last:
                self.rhythm.made(now, made.last)
            self.verified, self.places = now, sum(copy is not None for copy in (made.own, made.second))
        else:
            self.rhythm.failed(now)
        if made.second is not None:
            self.second = made.second.path.parent
        self._say_trouble(made.trouble)
        if made.away != self._away and (made.away or made.second is not None):
            self._away = made.away
            folder = self.desk.settings.backup_folder
            if made.away:
                self.desk.say(
                    tr("The stick for copies is not in ({folder}). Copies are made beside the file.", folder=folder),
                    "warning",
                )
            else:
                self.desk.say(tr("The stick for copies is back; the newest copy is on it."), "ok")
        self.changed.emit()

    def _failed(self, error: TournamentError) -> None:
        self.rhythm.failed(self.desk.now())
        self._say_trouble(error)

    def _say_trouble(self, error: TournamentError | None) -> None:
        """Once, until a copy can be made again."""
        if error is not None and not self._said_trouble:
            self.desk.say(str(error), "live")
        self._said_trouble = error is not None
