"""The desk: the open tournament as the window sees it. Pages read from it, run commands on it and hear its changes."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from tournament_app.errors import Refused, TournamentError, Unavailable
from tournament_app.gui.copier import Copier
from tournament_app.gui.runner import Job
from tournament_app.store.store import Actor, Changes, Done
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tournament_app.gui.settings import Settings
    from tournament_app.store.copying import Made
    from tournament_app.store.rowlog import Reading
    from tournament_app.store.store import Command, Store
    from tournament_app.token import Token

log = logging.getLogger(__name__)
POLL_MS = 700
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the window: the page's key, and what to show there (each page knows its own kinds and items)."""

    page: str
    kind: str = ""
    item: Any = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the banner says: *role* is ``ok``, ``info``, ``warning`` or ``live``; *action* a button's text and slot."""

    role: str
    text: str
    action: tuple[str, Callable[[], object]] | None = None


class Desk(QObject):
    """The open store, who sits at it, and what time it is there.

    ``changed(Changes)`` comes on the interface thread after each command, here or at another workstation.
    ``noticed(Notice)`` is for the banner, ``asked_for(Target)`` for whoever shows pages, ``ticked()`` once a second
    when the clock's second has changed; ``file_wanted(path)`` where another file is to be opened; ``seated()`` when
    somebody else sits here, ``sign_in_wanted()`` where somebody must sign in first.
    """

    changed = Signal(object)
    noticed = Signal(object)
    asked_for = Signal(object)
    started = Signal(object)
    file_wanted = Signal(str)
    ticked = Signal()
    seated = Signal()
    sign_in_wanted = Signal()
    _written = Signal(object)

    def __init__(
        self,
        store: Store,
        settings: Settings,
        clock: Callable[[], datetime] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.settings = settings
        self.clock = clock or local_now
        self.actor = Actor(settings.name, settings.role, settings.station)
        self.saved_at: datetime | None = None
        self.way_on: Callable[[Unavailable], tuple[str, Callable[[], object]] | None] = lambda _: None
        """What the banner offers beside the words of a trouble, if not to try again."""
        self._jobs: list[Job] = []
        self._seen = self._last()
        self._written.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = store.subscribe(self._written.emit)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._poll)
        self._timer.start(POLL_MS)
        self.copier = Copier(self, self._seen)
        self.changed.connect(self.copier.heard)

    # ------------------------------------------------------------------------------------------------- reading, time
    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """The tournament as it is now, for the functions of ``queries``."""
        with self.store.reading() as reading:
            yield reading

    def now(self) -> datetime:
        """The time at the venue; the demonstration has its own."""
        return self.clock()

    # -------------------------------------------------------------------------------------------------- the one way in
    def run(self, command: Command) -> Done | None:
        """Carry out *command*. If the rules or the disk say no, the banner says why and ``None`` comes back."""
        return self.attempt(lambda: self.store.run(command, self.actor))

    def try_run(self, command: Command) -> Done:
        """The same for forms that show problems beside the fields: raises :class:`Refused` and :class:`Unavailable`."""
        return self.store.run(command, self.actor)

    def undo(self, audit_id: int | None = None) -> Done | None:
        """Take back the newest act, or the one given."""
        done = self.attempt(lambda: self.store.undo(self.actor, audit_id))
        if done is not None:
            self.say(tr("Undone. Ctrl+Y does it again."), "ok")
        return done

    def redo(self) -> Done | None:
        """Do again what was undone last."""
        done = self.attempt(lambda: self.store.redo(self.actor))
        if done is not None:
            self.say(tr("Done again."), "ok")
        return done

    def attempt(self, act: Callable[[], T]) -> T | None:
        """The result of *act*, or ``None`` after the banner said what the rules or the disk have against it."""
        try:
            return act()
        except Refused as no:
            signed_out = any(problem.code == "sign_in" for problem in no.problems)
            self.noticed.emit(Notice("warning", str(no), self._to_sign_in() if signed_out else None))
        except Unavailable as no:
            again = (tr("Try again"), lambda: self.attempt(act))
            self.noticed.emit(Notice("live", str(no), self.way_on(no) or again))
        except TournamentError as no:
            self.say(str(no), "live")
        return None

    # --------------------------------------------------------------------------------------------------- to the window
    def say(self, text: str, role: str = "info") -> None:
        """Let the banner say *text*."""
        self.noticed.emit(Notice(role, text))

    def open(self, page: str, kind: str = "", item: Any = None) -> None:
        """Show the page *page*, and there *item*: ``desk.open("score", "contest", (event_id, "A1-2"))``."""
        self.asked_for.emit(Target(page, kind, item))

    def start(
        self,
        name: str,
        work: Callable[[Token], Any],
        then: Callable[[Any], object] | None = None,
        *,
        quiet: bool = False,
    ) -> Job:
        """Let long *work* run beside the window, with its line above the page; *then* gets what it returns.

        What the rules or the disk say against it stands in the banner. ``name`` says what it does: "Placing matches".
        *quiet* work has no line: it takes a moment, and the page shows what comes of it.
        """
        job = self._job(name, work, then)
        if not quiet:
            self.started.emit(job)
        job.start()
        return job

    def _job(self, name: str, work: Callable[[Token], Any], then: Callable[[Any], object] | None) -> Job:
        job = Job(work, name, self)
        if then is not None:
            job.finished_with.connect(then)
        job.failed.connect(lambda error: self.say(str(error), "warning" if isinstance(error, Refused) else "live"))
        self._jobs.append(job)
        job.finished.connect(partial(forget, self._jobs))
        return job

    def backup(self, folder: Path | None = None) -> Job:
        """Make a verified copy of the tournament, beside it and on the stick, or in *folder*, while play goes on.

        ``finished_with`` gives what was :class:`Made`.
        """
        return self.start(tr("Making a verified copy"), lambda _: self.copier.copies(folder), self._backed_up)

    def verified_backup(self) -> datetime | None:
        """When the newest copy that was read back and found whole was made."""
        return self.copier.verified

    def sit_down(self, name: str, role: str, station: str) -> None:
        """Somebody else sits at the desk now; what they do is written down under this name."""
        self.settings.name, self.settings.role, self.settings.station = name, role, station
        self.settings.save()
        signed_in = self.actor.person or self.roles_on()  # then the name and the role are those of the PIN
        self.take_seat(replace(self.actor, station=station) if signed_in else Actor(name, role, station))

    def take_seat(self, actor: Actor) -> None:
        """From now on it is *actor* who acts here."""
        self.actor = actor
        self.seated.emit()

    def roles_on(self) -> bool:
        """Whether who changes something must have signed in."""
        with self.reading() as db:
            return bool(db.find("access"))

    def _to_sign_in(self) -> tuple[str, Callable[[], object]]:
        return tr("Sign in"), self.sign_in_wanted.emit

    @property
    def busy(self) -> bool:
        """Whether work goes on beside the window."""
        return bool(self._jobs)

    def close(self) -> None:
        """Leave the tournament and let go of its file."""
        self.leave()
        self.store.close()

    def leave(self) -> None:
        """Nothing more is heard of the tournament. Work under way is called off and waited for."""
        for job in tuple(self._jobs):
            job.token.cancel()
            job.wait()
        self._timer.stop()
        self.store.before = None
        self._unsubscribe()

    # --------------------------------------------------------------------------------------------------------- changes
    def _last(self) -> int:
        with self.store.reading() as reading:
            return int(reading.last_change)

    def _backed_up(self, made: Made) -> None:
        self.copier.arrived(made)
        if made.newest is not None and made.trouble is None and not made.away:
            self.say(tr("A verified copy was made: {file}", file=made.newest.path.name), "ok")

    def _poll(self) -> None:
        self.ticked.emit()
        try:
            self._arrived(self.store.changes_since(self._seen))
        except Unavailable:
            log.warning("the tournament cannot be read at the moment", exc_info=True)
        self.copier.tick(self._seen)

    def _arrived(self, changes: Changes) -> None:
        if changes.last <= self._seen:
            return
        if changes.since != self._seen:  # another workstation wrote in between: ask for all of it
            changes = self.store.changes_since(self._seen)
        self._seen = changes.last
        self.saved_at = self.now()
        self.changed.emit(changes)


def forget(jobs: list[Job]) -> None:
    """Let go of the jobs that are over. In one step: a job that Qt has deleted must not be waited for."""
    for job in [job for job in jobs if job.isFinished()]:
        jobs.remove(job)
        job.wait()
        job.deleteLater()


def local_now() -> datetime:
    """The time of this machine, with its zone."""
    return datetime.now(UTC).astimezone()


class TickingClock:
    """A clock that shows *start* when it is made and goes on from there: the demonstration's Saturday morning."""

    def __init__(self, start: datetime) -> None:
        self._zone = start.tzinfo
        self._ahead = start - datetime.now(start.tzinfo)

    def __call__(self) -> datetime:
        return datetime.now(self._zone) + self._ahead
