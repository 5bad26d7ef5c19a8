"""The store of one tournament: the only way in is :meth:`Store.run`, the only way out :meth:`Store.reading`."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol, Self

from tournament_app.errors import Unavailable
from tournament_app.store import engine as engines
from tournament_app.store import history, migrate, whereabouts
from tournament_app.store.plain import arguments, plain
from tournament_app.store.reader import FileReaders
from tournament_app.store.rowlog import Change, Memory, Reading, Row, Rows, decode, encode

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.base import Transaction

    from tournament_app.store.history import Around
    from tournament_app.store.reader import FileConnection
    from tournament_app.words import Text

    Described = Callable[[Rows], tuple[str, Row, int | None]]
    """Name, fields and what it undoes, of what was just written."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Actor:
    """Who does it: a name, a role and the station they sit at; who signed in with a PIN, the *person*'s id."""

    name: str = ""
    role: str = "organiser"
    station: str = ""
    person: int = field(default=0, repr=False)

    @property
    def seat(self) -> tuple[str, str]:
        """Whose last act Ctrl+Z takes back: the person and the station."""
        return self.name, self.station


NOBODY = Actor()


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

    def __init__(
        self, where: Path | str, engine: Engine | None, clock: Callable[[], datetime], patience: float
    ) -> None:
        self.where = where
        self.clock = clock
        self._patience = patience
        self._engine = engine
        self._readers = FileReaders(self._connect) if isinstance(where, Path) else None
        self._writer: Connection | None = None
        self._lock = RLock()
        self._busy = False
        self._memory = Memory()
        self._identity = whereabouts.identity(where) if isinstance(where, Path) else None
        if self._readers is not None:
            self._readers.hold()
        self._watchers: list[Callable[[Changes], None]] = []
        self.signed_in: dict[int, str] = {}
        """While roles are on: the people who signed in here, each with the hash of the PIN they had then."""
        self.before: Callable[[Command], None] | None = None
        """Called with each command before it is carried out, on the thread that wants it: to make a copy first, say."""

    @classmethod
    def open(
        cls, where: Path | str, *, clock: Callable[[], datetime] = _utc_now, patience: float = engines.PATIENCE
    ) -> Self:
        """The tournament at a path or ``postgresql://`` address, brought up to this version after a backup.

        :class:`Unavailable` says why not; then nothing was changed.
        """
        where = engines.place(where)
        return cls(where, migrate.opened(where, patience, clock), clock, patience)

    @classmethod
    def create(
        cls, where: Path | str, *, clock: Callable[[], datetime] = _utc_now, patience: float = engines.PATIENCE
    ) -> Self:
        """A new, empty tournament; :class:`Refused` ``exists`` if there is something at *where* already."""
        where = engines.place(where)
        return cls(where, migrate.created(where, patience), clock, patience)

    @property
    def engine(self) -> Engine:
        """What writes. A file can be read without, so it is made when it is first asked for."""
        with self._lock:
            if self._engine is None:
                self._engine = engines.make_engine(self.where, patience=self._patience)
            return self._engine

    def run(self, command: Command, actor: Actor) -> Done:
        """Carry out one command: all of it or, if anything is raised, nothing."""
        name = type(command).__name__

        def apply(rows: Rows) -> Any:
            _admit(rows, actor, self.signed_in, name, {})
            return command.apply(rows)

        def described(_: Rows) -> tuple[str, Row, None]:
            return name, {**arguments(command), "words": plain(command.words())}, None

        if self.before is not None:
            self.before(command)
        return self._act([apply], described, actor)[0]

    def preview(self, command: Command, look: Callable[[Rows], Any] | None = None, actor: Actor = NOBODY) -> Any:
        """What *command* would do, without doing it: its value, or what *look* sees of the tournament after it."""
        with self._transaction(actor) as rows:
            value = command.apply(rows)
            return look(rows) if look else value

    def undo(self, actor: Actor, audit_id: int | None = None, around: Around | None = None) -> Done:
        """Take back the newest act of this person at this station, or the one given, *around* it in one act.

        :class:`Refused` ``conflict`` if later acts stand on it: see :meth:`built_upon` and :meth:`undo_all`.
        """
        return self._reverse("Undo", actor, lambda rows: [history.act_to_undo(rows, audit_id, actor.seat)], around)[0]

    def undo_all(self, actor: Actor, audit_id: int, around: Around | None = None) -> tuple[Done, ...]:
        """Take back what was built upon an act, newest first, then the act: an audit row each, or nothing at all.

        *around* sees the tournament before the first and after the last; what it writes goes with the last.
        """
        acts = (*(row["id"] for row in self.built_upon(audit_id)), audit_id)
        return self._reverse("Undo", actor, lambda rows: history.together(rows, acts), around, len(acts))

    def redo(self, actor: Actor, around: Around | None = None) -> Done:
        """Do again what this person undid last at this station."""
        return self._reverse("Redo", actor, lambda rows: [history.undo_to_redo(rows, actor.seat)], around)[0]

    def can_undo(self, actor: Actor | None = None) -> Row | None:
        """The audit row :meth:`undo` would take back, or ``None``; without *actor* the newest of anybody."""
        with self.reading() as reading:
            return history.undoable(reading, actor.seat if actor else None)

    def can_redo(self, actor: Actor | None = None) -> Row | None:
        """The audit row of the undo that :meth:`redo` would take back, or ``None``."""
        with self.reading() as reading:
            return history.redoable(reading, actor.seat if actor else None)

    def built_upon(self, audit_id: int) -> list[Row]:
        """The audit rows of what stands on an act, newest first, the order in which it is undone."""
        with self.reading() as reading:
            return history.built_upon(reading, reading.get("audit", audit_id))

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """The tournament as it is now, unmoved by what is written meanwhile; from any thread."""
        with engines.guarded(self.where), self._reader() as connection:
            reading = Reading(connection, self._memory)
            try:
                yield reading
            finally:
                reading.close()

    @contextmanager
    def _reader(self) -> Iterator[Connection | FileConnection]:
        if self._readers is not None:
            with self._readers.reading() as file:
                yield file
        else:
            with engines.reader(self.engine) as connection, connection.begin():
                yield connection

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
            self._let_go()
            if self._readers is not None:
                self._readers.close()
            if self._engine is not None:
                self._engine.dispose()

    def look(self) -> None:
        """Look whether the file is still there: :class:`Unavailable` ``gone`` or ``replaced`` if it is not.

        A file put in its place that holds the same acts is taken for it. Reading goes on in any case where the system
        lets it, so that what is there can be saved elsewhere.
        """
        if not isinstance(self.where, Path) or whereabouts.identity(self.where) == self._identity:
            return
        found = whereabouts.identity(self.where)
        if found is None:
            raise engines.trouble("gone", self.where)
        with self._lock:
            with engines.guarded(self.where):
                self._readers.settle()  # type: ignore[union-attr]
            with self.reading() as reading:
                if whereabouts.newest_act(self.where) != (reading.last_change, reading.last_hash):
                    raise engines.trouble("replaced", self.where)
            log.warning("the file was replaced by one that holds the same")
            self.close()
            self._identity = found
            self._readers.hold()  # type: ignore[union-attr]

    def _connect(self) -> sqlite3.Connection:
        found = whereabouts.identity(self.where)  # type: ignore[arg-type]
        if found != self._identity:
            raise engines.trouble("gone" if found is None else "replaced", self.where)
        return engines.connect(self.where, patience=self._patience)  # type: ignore[arg-type]

    def _begin(self) -> Transaction:
        """The transaction that writes. Who only looks into the file for a moment, a virus scanner, is waited for."""
        until = time.monotonic() + self._patience
        while True:
            try:
                with engines.guarded(self.where):
                    self._writer = self._writer or engines.writer(self.engine)
                    return self._writer.begin()
            except Unavailable as error:
                self._let_go()
                if error.code not in {"cannot_open", "disk_error"} or time.monotonic() > until:
                    raise
            time.sleep(0.1)

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _reverse(
        self, name: str, actor: Actor, targets: Callable[[Rows], list[Row]], around: Around | None, count: int = 1
    ) -> tuple[Done, ...]:
        from sqlalchemy.exc import IntegrityError

        acts: list[Row] = []
        act: Row = {}

        def apply(step: int, rows: Rows) -> None:
            acts.extend(targets(rows) if step == 0 else ())
            act.update(acts[step])
            _admit(rows, actor, self.signed_in, act["command"], act["arguments"])
            history.reverse(rows, act, alone=count == 1)

        def described(_: Rows) -> tuple[str, Row, int]:
            return name, {"act": act["id"], "command": act["command"]}, act["id"]

        try:
            return self._act([partial(apply, step) for step in range(count)], described, actor, around)
        except IntegrityError as error:  # foreign keys are looked at when the transaction ends
            raise history.depended_on(act) from error

    def _act(
        self, steps: Sequence[Callable[[Rows], Any]], described: Described, actor: Actor, around: Around | None = None
    ) -> tuple[Done, ...]:
        """Carry out *steps*, an audit row each, in one transaction."""
        with self._transaction(actor) as rows:
            with around(rows) if around else nullcontext():
                done = [_sealed(rows, step(rows), described, actor) for step in steps[:-1]]
                value = steps[-1](rows)
            done.append(_sealed(rows, value, described, actor))
        for one, written in done:
            if one.audit_id:
                self._tell(one.changes, written)
        return tuple(one for one, _ in done)

    def _tell(self, changes: Changes, written: list[Change]) -> None:
        self._memory.moved_on(changes.since, written)
        for watcher in tuple(self._watchers):
            try:
                watcher(changes)
            except Exception:  # the change is made: a screen that fails must not make it look undone
                log.exception("a watcher of changes failed")

    @contextmanager
    def _transaction(self, actor: Actor) -> Iterator[Rows]:
        """The rows to write in, one writer at a time; they are kept only if an audit row seals them."""
        with self._lock, engines.guarded(self.where):
            if self._busy:
                raise RuntimeError("a command inside a command")
            self._busy = True
            try:
                self.look()
                with self._begin() as transaction:
                    assert self._writer is not None
                    now = self.clock().astimezone(UTC).isoformat(timespec="milliseconds")
                    rows = Rows(self._writer, self._memory, now, actor.name, actor.station)
                    yield rows
                    rows.close()
                    if not rows.sealed:
                        transaction.rollback()
            except BaseException:  # after a commit that failed the transaction is still open until the connection goes
                self._let_go()
                raise
            finally:
                self._busy = False


def _sealed(rows: Rows, value: Any, described: Described, actor: Actor) -> tuple[Done, list[Change]]:
    """The audit row of what was written since the last one, and what that was."""
    since, written = rows.last_change, rows.changes
    if not written:
        return Done(0, value, Changes(since, since)), written
    if rows.person is not None or any(table in ("person", "access") for table, *_ in written):
        actor = _judged(rows, actor)
    name, fields, undoes = described(rows)
    rows.seal(
        *(since + 1, rows.now, actor.name, actor.role, actor.station, name),
        *(encode(fields), encode(written), undoes, rows.last_hash),
    )
    return Done(since + 1, value, _summary(since, since + 1, written)), written


def _admit(rows: Rows, actor: Actor, signed_in: dict[int, str], command: str, arguments: Row) -> None:
    """Before anything is done: while roles are on, only who is signed in and may do such a thing passes."""
    if rows.find("access"):
        from tournament_app.store.door import allowed

        rows.person = allowed(rows, actor, signed_in, command, arguments)
        rows.actor = rows.person["name"] if rows.person else ""


def _judged(rows: Rows, actor: Actor) -> Actor:
    """After it is done, before it is kept: whether it was theirs to do; who it was, as the history names them."""
    from tournament_app.store import permits

    permits.check_people(rows)
    if rows.person is None:
        return actor
    permits.check_changes(rows, rows.person)
    return replace(actor, name=rows.person["name"], role=rows.person["role"])


def _summary(since: int, last: int, changes: list[Change]) -> Changes:
    rows = tuple(dict.fromkeys((change[0], change[1]) for change in changes))
    return Changes(since, last, frozenset(table for table, _ in rows), rows)
