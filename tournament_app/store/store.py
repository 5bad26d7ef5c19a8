"""The store of one tournament: the only way in is :meth:`Store.run`, the only way out :meth:`Store.reading`."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol, Self

from sqlalchemy.exc import IntegrityError

from tournament_app.store import engine as engines
from tournament_app.store import history, migrate
from tournament_app.store.chain import COLUMNS, digest
from tournament_app.store.plain import arguments
from tournament_app.store.rowlog import Change, Memory, Reading, Row, Rows, decode, encode, shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from tournament_app.words import Text

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Actor:
    """Who does it: a name, a role and the station they sit at."""

    name: str = ""
    role: str = "organiser"
    station: str = ""


class Command(Protocol):
    """One way the tournament can change: a frozen dataclass whose fields are what was decided."""

    def apply(self, rows: Rows) -> Any:
        """Check the rules and write the rows; what it returns is the value of the :class:`Done`."""

    def words(self) -> Text:
        """What this does, for the history and the undo menu."""


@dataclass(frozen=True)
class Changes:
    """What changed after the audit row *since*, up to and with *last*."""

    since: int
    last: int
    tables: frozenset[str] = frozenset()
    rows: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Done:
    """A command that was carried out; *audit_id* is 0 if it found nothing to change."""

    audit_id: int
    value: Any
    changes: Changes


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """An open tournament, safe to use from any thread."""

    def __init__(self, where: Path | str, engine: Engine, clock: Callable[[], datetime]) -> None:
        self.where = where
        self.clock = clock
        self.engine = engine
        self._writer: Connection | None = None
        self._lock = RLock()
        self._busy = False
        self._memory = Memory()
        self._watchers: list[Callable[[Changes], None]] = []
        self._insert = shapes(engines.dialect(engine))["audit"].put

    @classmethod
    def open(
        cls, where: Path | str, *, clock: Callable[[], datetime] = _utc_now, patience: float = engines.PATIENCE
    ) -> Self:
        """The tournament at a path or ``postgresql://`` address, brought up to this version after a backup.

        :class:`Unavailable` says why not; then nothing was changed.
        """
        where = engines.place(where)
        return cls(where, migrate.opened(where, patience, clock), clock)

    @classmethod
    def create(
        cls, where: Path | str, *, clock: Callable[[], datetime] = _utc_now, patience: float = engines.PATIENCE
    ) -> Self:
        """A new, empty tournament; :class:`Refused` ``exists`` if there is something at *where* already."""
        where = engines.place(where)
        return cls(where, migrate.created(where, patience), clock)

    def run(self, command: Command, actor: Actor) -> Done:
        """Carry out one command: all of it or, if anything is raised, nothing."""
        return self._act(command.apply, lambda _: (type(command).__name__, arguments(command), None), actor)

    def undo(self, actor: Actor, audit_id: int | None = None) -> Done:
        """Take back the newest act, or the one given; :class:`Refused` ``conflict`` if others built on it."""
        return self._reverse("Undo", actor, lambda rows: history.act_to_undo(rows, audit_id))

    def redo(self, actor: Actor) -> Done:
        """Do again what was undone last."""
        return self._reverse("Redo", actor, history.undo_to_redo)

    def can_undo(self) -> Row | None:
        """The audit row :meth:`undo` would take back, or ``None``."""
        with self.reading() as reading:
            return history.undoable(reading)

    def can_redo(self) -> Row | None:
        """The audit row of the undo that :meth:`redo` would take back, or ``None``."""
        with self.reading() as reading:
            return history.redoable(reading)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """The tournament as it is now, unmoved by what is written meanwhile; from any thread."""
        with engines.guarded(self.where), engines.reader(self.engine) as connection, connection.begin():
            reading = Reading(connection, self._memory)
            try:
                yield reading
            finally:
                reading.close()

    def changes_since(self, id: int) -> Changes:  # noqa: A002 - the column's name
        """What anybody changed after the audit row *id*, on this machine or another."""
        with self.reading() as reading:
            if reading.last_change <= id:
                return Changes(id, id)
            found = reading.fetch(f'SELECT "changes" FROM "audit" WHERE "id" > {int(id)} ORDER BY "id"')  # noqa: S608
            return _summary(id, reading.last_change, [change for (text,) in found for change in decode(text)])

    def subscribe(self, watcher: Callable[[Changes], None]) -> Callable[[], None]:
        """Call *watcher* after each commit of this store, on the thread that wrote. Call the result to stop it."""
        self._watchers.append(watcher)

        def unsubscribe() -> None:
            if watcher in self._watchers:
                self._watchers.remove(watcher)

        return unsubscribe

    def close(self) -> None:
        """Let go of the file or server."""
        with self._lock:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            self.engine.dispose()

    def _reverse(self, name: str, actor: Actor, target: Callable[[Rows], Row]) -> Done:
        act: Row = {}

        def apply(rows: Rows) -> None:
            act.update(target(rows))
            try:
                history.reverse(rows, act)
            except IntegrityError as error:
                raise history.depended_on(act) from error

        def described(_: Rows) -> tuple[str, Row, int]:
            return name, {"act": act["id"], "command": act["command"]}, act["id"]

        try:
            return self._act(apply, described, actor)
        except IntegrityError as error:  # foreign keys are looked at when the transaction ends
            raise history.depended_on(act) from error

    def _act(
        self, apply: Callable[[Rows], Any], described: Callable[[Rows], tuple[str, Row, int | None]], actor: Actor
    ) -> Done:
        with self._lock, engines.guarded(self.where):
            if self._busy:
                raise RuntimeError("a command inside a command")
            self._busy = True
            try:
                done = self._transaction(apply, described, actor)
            finally:
                self._busy = False
        if done.audit_id:
            for watcher in tuple(self._watchers):
                try:
                    watcher(done.changes)
                except Exception:  # the change is made: a screen that fails must not make it look undone
                    log.exception("a watcher of changes failed")
        return done

    def _transaction(
        self, apply: Callable[[Rows], Any], described: Callable[[Rows], tuple[str, Row, int | None]], actor: Actor
    ) -> Done:
        if self._writer is None:
            self._writer = engines.writer(self.engine)
        with self._writer.begin():
            now = self.clock().astimezone(UTC).isoformat(timespec="milliseconds")
            rows = Rows(self._writer, self._memory, now)
            try:
                value = apply(rows)
                since = rows.last_change
                if not rows.changes:
                    return Done(0, value, Changes(since, since))
                name, fields, undoes = described(rows)
                values = [
                    *(since + 1, now, actor.name, actor.role, actor.station, name),
                    *(encode(fields), encode(rows.changes), undoes, rows.last_hash),
                ]
                self._writer.exec_driver_sql(self._insert, (*values, digest(values)))
            finally:
                rows.close()
        return Done(since + 1, value, _summary(since, since + 1, rows.changes))


def _summary(since: int, last: int, changes: list[Change]) -> Changes:
    rows = tuple(dict.fromkeys((change[0], change[1]) for change in changes))
    return Changes(since, last, frozenset(table for table, _ in rows), rows)


assert COLUMNS[-2:] == ("previous", "hash")  # noqa: S101 - the order the transaction writes them in
