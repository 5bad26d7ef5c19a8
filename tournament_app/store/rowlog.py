"""Rows of a tournament, read and written one at a time, with what each was before and after."""

from __future__ import annotations

import json
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from tournament_app.errors import refuse
from tournament_app.store import engine as engines
from tournament_app.store.columns import COLUMNS, Column
from tournament_app.words import Text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from tournament_app.store.engine import Dialect
    from tournament_app.store.reader import FileConnection

T = TypeVar("T")
Row = dict[str, Any]
Change = tuple[str, int, Row | None, Row | None]
"""Table, id, the columns before (``None``: there was no row) and after (``None``: the row is gone)."""

_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
encode = _encoder.encode
decode = json.JSONDecoder().decode


_TAIL = 'SELECT "id", "hash" FROM "audit" ORDER BY "id" DESC LIMIT 1'


def digest(values: Sequence[Any]) -> str:
    """The hash of an audit row, *values* being its columns as stored, up to and with ``previous``."""
    from hashlib import sha256  # with it comes OpenSSL, which reading does not need

    return sha256(encode(values).encode("utf-8", "surrogatepass")).hexdigest()


class Shape:
    """One table as the row log reads and writes it: its columns, their defaults and its statements."""

    def __init__(self, name: str, columns: Sequence[Column], dialect: Dialect) -> None:
        self.name = name
        self.columns = tuple(column.name for column in columns)
        self.json = tuple(column.name for column in columns if column.json)
        self.types = {column.name: column.kind for column in columns}
        self.optional = frozenset(column.name for column in columns if column.optional)
        self.defaults: Row = {name: None if name in self.optional else self.types[name]() for name in self.columns[1:]}
        self.defaults.update(dict.fromkeys(self.json, "{}"))
        self._dialect = dialect
        self._statements: dict[tuple[Any, ...], str] = {}
        names = ", ".join(f'"{name}"' for name in self.columns)
        marks = ", ".join([dialect.mark] * len(self.columns))
        self.select = f'SELECT {names} FROM "{self.name}"'  # noqa: S608 - names of our own tables only
        self.tally = f'SELECT count(*) FROM "{self.name}"'  # noqa: S608
        self.get = f'{self.select} WHERE "id" = {dialect.mark}'
        self.put = f'INSERT INTO "{self.name}" ({names}) VALUES ({marks})'  # noqa: S608
        names, marks = names.removeprefix('"id", '), marks.removeprefix(f"{dialect.mark}, ")
        self.insert = f'INSERT INTO "{self.name}" ({names}) VALUES ({marks}) RETURNING "id"'  # noqa: S608
        self.delete = f'DELETE FROM "{self.name}" WHERE "id" = {dialect.mark}'  # noqa: S608

    def update(self, names: tuple[str, ...]) -> str:
        """The statement that writes these columns of one row."""
        statement = self._statements.get(names)
        if statement is None:
            settings = ", ".join(f'"{name}" = {self._dialect.mark}' for name in names)
            statement = f'UPDATE "{self.name}" SET {settings} WHERE "id" = {self._dialect.mark}'  # noqa: S608
            self._statements[names] = statement
        return statement

    def where(self, equal: Row) -> tuple[str, tuple[Any, ...]]:
        """The condition for the rows with these values, and its parameters."""
        if not equal:
            return "", ()
        kinds = tuple(
            (name, None if v is None else isinstance(v, list | tuple | set | frozenset)) for name, v in equal.items()
        )
        statement = self._statements.get(kinds)
        if statement is None:
            among, mark = self._dialect.among, self._dialect.mark
            signs = {None: "IS NULL", True: among, False: f"= {mark}"}
            statement = " WHERE " + " AND ".join(f'"{self.known(name)}" {signs[kind]}' for name, kind in kinds)
            self._statements[kinds] = statement
        values = [
            self._dialect.as_list(list(equal[name])) if kind else equal[name]
            for name, kind in kinds
            if kind is not None
        ]
        return statement, tuple(values)

    def known(self, name: str) -> str:
        """*name*, which must be a column of this table."""
        if name not in self.types:
            raise KeyError(f"{self.name}.{name}")
        return name

    def written(self, name: str, value: Any) -> Any:
        """*value* as the database keeps it in the column *name*; ``TypeError`` for a value of the wrong kind."""
        if name in self.json:
            return encode(value)
        if value is None and name in self.optional:
            return None
        if not isinstance(value, self.types[self.known(name)]):
            raise TypeError(f"{self.name}.{name} = {value!r}")
        return int(value) if value is True or value is False else value

    def read(self, values: Sequence[Any]) -> Row:
        """A row of the database as a dictionary, its JSON columns decoded."""
        row = dict(zip(self.columns, values, strict=True))
        for name in self.json:
            row[name] = decode(row[name])
        return row


@cache
def shapes(dialect: Dialect) -> dict[str, Shape]:
    """The shape of every table, composed once."""
    return {name: Shape(name, (Column("id", int), *columns), dialect) for name, columns in COLUMNS.items()}


Source = tuple[str, int | None]
"""What a value was derived from: a table, or its rows of one event; ``EVERYTHING`` where that is not known."""
EVERYTHING: Source = ("*", None)
Derived = tuple[T, frozenset[Source]]


class Memory:
    """Derived values that stay right as long as what they were read from is not written.

    One per open tournament, shared by all threads. A change of this store takes away what was read from it; a change
    by somebody else, of whom only the number of changes is known, takes away everything.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._at = 0
        self._values: dict[Any, tuple[Any, frozenset[Source]]] = {}

    def recall(self, at: int, key: Any, compute: Callable[[], Derived[T]]) -> Derived[T]:
        """The value of *key* when *at* was the last change, with its sources: remembered, or computed now."""
        with self._lock:
            if at > self._at:
                self._at = at
                self._values.clear()
            if at == self._at and key in self._values:
                known: Derived[T] = self._values[key]
                return known
        found = compute()
        with self._lock:
            if at == self._at:
                self._values[key] = found
        return found

    def moved_on(self, since: int, changes: Sequence[Change]) -> None:
        """Keep what the one act after *since*, these *changes*, has not touched."""
        events: dict[str, set[int | None]] = {"*": {None}, "audit": {None}}
        for table, _, before, after in changes:  # a changed row says only what changed, not of which event it is
            whole = before or {} if after is None else after if before is None else {}
            events.setdefault(table, set()).add(whole.get("event_id"))
        with self._lock:
            if self._at == since:
                self._at = since + 1
                self._values = {
                    key: (value, sources)
                    for key, (value, sources) in self._values.items()
                    if not any(_hit(events.get(table), event) for table, event in sources)
                }


def _hit(changed: set[int | None] | None, event: int | None) -> bool:
    return changed is not None and (event is None or None in changed or event in changed)


class Reading:
    """The tournament as it was at one moment."""

    def __init__(self, connection: Connection | FileConnection, memory: Memory) -> None:
        self._connection: Connection | FileConnection | None = connection
        self._shapes = shapes(engines.dialect(connection))
        self._memory = memory
        self._sources: list[set[Source]] = []
        self.last_change, self.last_hash = self._tail()

    def _tail(self) -> tuple[int, str]:
        """The newest act and its hash; one whose hash is no text any more is read, for the check to name it."""
        try:
            tail = self._fetch(_TAIL)
        except Exception:
            if not self.is_file:
                raise
            tail = self._fetch(_TAIL.replace('"hash"', "''"))
        return (int(tail[0][0]), str(tail[0][1])) if tail else (0, "")

    @property
    def is_file(self) -> bool:
        """Whether the tournament lies in a file of its own rather than on a server."""
        return self._connection is not None and engines.is_file(self._connection)

    def fetch(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows a statement of the store itself gives, as the database keeps them."""
        self._from(*EVERYTHING)
        return self._fetch(statement, values)

    def _from(self, table: str, event: int | None = None) -> None:
        """Note for a value being derived where it comes from."""
        if self._sources:
            self._sources[-1].add((table, event))

    def _fetch(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        if self._connection is None:
            raise RuntimeError("this reading is over")
        return self._connection.exec_driver_sql(statement, values).fetchall()  # type: ignore[return-value]

    def tables(self) -> list[str]:
        """The tables this version knows and the file has (one of an older revision may lack some), but the audit."""
        if self._connection is None:
            raise RuntimeError("this reading is over")
        self._from(*EVERYTHING)
        there = engines.table_names(self._connection)
        return [name for name in self._shapes if name in there and name != "audit"]

    def raw(self, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The columns a table has in this very file, and its rows by id, as the database keeps them."""
        if self._connection is None:
            raise RuntimeError("this reading is over")
        self._from(*EVERYTHING)
        found = self._connection.exec_driver_sql(f'SELECT * FROM "{self._shapes[table].name}" ORDER BY "id"')  # noqa: S608
        return list(found.keys()), found.fetchall()  # type: ignore[return-value]

    def get(self, table: str, id: int) -> Row:  # noqa: A002 - the column's name
        """The row with this id; :class:`Refused` ``gone`` if there is none."""
        shape = self._shapes[table]
        self._from(table)
        rows = self._fetch(shape.get, (id,))
        if not rows:
            raise refuse(
                "gone", Text("This was removed in the meantime. Nothing was changed. Look again and choose anew.")
            )
        return shape.read(rows[0])

    def find(self, table: str, **equal: Any) -> list[Row]:
        """The rows with these values, by id; a list, tuple or set means any of them. Nobody changes a row found."""
        if equal or table == "audit":
            return self._find(table, equal, "")
        return self.memo(("rows", table), lambda reading: reading._find(table, {}, ""))  # noqa: SLF001

    def one(self, table: str, **equal: Any) -> Row | None:
        """The first row with these values, or ``None``."""
        rows = self._find(table, equal, " LIMIT 1")
        return rows[0] if rows else None

    def _find(self, table: str, equal: Row, limit: str) -> list[Row]:
        shape = self._shapes[table]
        where, values = shape.where(equal)
        self._from(table, _event_of(equal))
        return [shape.read(row) for row in self._fetch(f'{shape.select}{where} ORDER BY "id"{limit}', values)]

    def count(self, table: str, **equal: Any) -> int:
        """How many rows have these values."""
        shape = self._shapes[table]
        where, values = shape.where(equal)
        self._from(table, _event_of(equal))
        return int(self._fetch(shape.tally + where, values)[0][0])

    def memo(self, key: Any, compute: Callable[[Reading], T]) -> T:
        """What *compute* derives from the tournament, remembered under *key* until what it read is changed."""
        value, sources = self._memory.recall(self.last_change, key, lambda: self._traced(compute))
        if self._sources:
            self._sources[-1] |= sources
        return value

    def _traced(self, compute: Callable[[Reading], T]) -> Derived[T]:
        self._sources.append(set())
        try:
            value = compute(self)
        finally:
            sources = self._sources.pop()
        return value, frozenset(sources)

    def copy_to(self, target: sqlite3.Connection) -> None:
        """Copy the file as it is at this moment, page by page; others may go on writing."""
        if self._connection is None:
            raise RuntimeError("this reading is over")
        engines.driver(self._connection).backup(target)

    def close(self) -> None:
        """End it: a reading kept beyond its ``with`` must not look at another moment."""
        self._connection = None


def _event_of(equal: Row) -> int | None:
    event = equal.get("event_id")
    return event if isinstance(event, int) else None


class Rows(Reading):
    """The tournament inside one command: what is added, changed and removed is kept with its before and after."""

    def __init__(self, connection: Connection, memory: Memory, now: str, actor: str = "", station: str = "") -> None:
        super().__init__(connection, memory)
        self.now = now
        self.actor, self.station = actor, station
        self.person: Row | None = None
        """Who does it, while roles are on."""
        self.changes: list[Change] = []
        self.sealed = False

    def _tail(self) -> tuple[int, str]:
        """As it is, or nothing is written behind it."""
        tail = self._fetch(_TAIL)
        return (int(tail[0][0]), str(tail[0][1])) if tail else (0, "")

    def add(self, table: str, **values: Any) -> int:
        """A new row; columns not given are empty. Its id."""
        shape = self._open(table)
        row = shape.defaults.copy()
        for name, value in values.items():
            row[name] = shape.written(name, value)
        id_ = row.pop("id", None)
        if id_ is None:
            id_ = int(self._fetch(shape.insert, tuple(row.values()))[0][0])
        else:
            self._write(shape.put, (id_, *row.values()))
        for name in shape.json:
            row[name] = decode(row[name])
        self.changes.append((table, id_, None, row))
        return int(id_)

    def change(self, table: str, id: int, **values: Any) -> None:  # noqa: A002
        """Write these columns of a row; only those that differ are written and kept."""
        shape = self._open(table)
        row = self.get(table, id)
        if "id" in values:
            raise KeyError("id")
        before, after, written = {}, {}, []
        for name, value in values.items():
            new, old = shape.written(name, value), shape.written(name, row[name])
            if new != old:
                before[name], after[name] = row[name], decode(new) if name in shape.json else new
                written.append(new)
        if after:
            self._write(shape.update(tuple(after)), (*written, id))
            self.changes.append((table, id, before, after))

    def remove(self, table: str, id: int) -> None:  # noqa: A002
        """Take a row away."""
        shape = self._open(table)
        before = self.get(table, id)
        del before["id"]
        self._write(shape.delete, (id,))
        self.changes.append((table, id, before, None))

    def seal(self, *values: Any) -> None:
        """The audit row of what was written so far, its columns in order up to and with ``previous``."""
        own = digest(values)
        self._write(self._shapes["audit"].put, (*values, own))
        self.last_change, self.last_hash = values[0], own
        self.changes, self.sealed = [], True

    def memo(self, key: Any, compute: Callable[[Reading], T]) -> T:
        """As for a reading; computed afresh once this command has written, for nobody else sees that yet."""
        return compute(self) if self.changes or self.sealed else super().memo(key, compute)

    def _open(self, table: str) -> Shape:
        if table == "audit":
            raise PermissionError("the audit is written by the store alone")
        return self._shapes[table]

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        if self._connection is None:
            raise RuntimeError("this command is over")
        self._connection.exec_driver_sql(statement, values)
