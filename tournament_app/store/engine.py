"""Connections to the file or server a tournament lives in: the only module that knows SQLite from PostgreSQL."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tournament_app.errors import Unavailable
from tournament_app.store.reader import FileConnection
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

PATIENCE = 5.0
"""Seconds to wait for another writer before saying that the tournament is locked."""
_WRITERS = 0x61A1DA0
"""The advisory lock all writers of one PostgreSQL database take."""


@dataclass(frozen=True)
class Dialect:
    """What the two databases say differently: the *mark* of a value, *among* a list, and the list as one value."""

    mark: str
    among: str
    as_list: Callable[[list[Any]], Any]


SQLITE = Dialect("?", "IN (SELECT value FROM json_each(?))", json.dumps)
POSTGRESQL = Dialect("%s", "= ANY(%s)", list)


def dialect(of: Engine | Connection | FileConnection) -> Dialect:
    """The dialect of this engine or connection."""
    return SQLITE if is_file(of) else POSTGRESQL


def is_file(of: Engine | Connection | FileConnection) -> bool:
    """Whether the tournament is a file (SQLite) and not on a server (PostgreSQL)."""
    return isinstance(of, FileConnection) or of.dialect.name == "sqlite"


def place(where: Path | str) -> Path | str:
    """A file's path, or a server's address when *where* is a URL."""
    return str(where) if isinstance(where, str) and "://" in where else Path(where)


def name_of(where: Path | str) -> str:
    """*where* as it may be shown: no password in it."""
    if isinstance(where, Path):
        return str(where)
    from sqlalchemy import make_url

    return make_url(where).render_as_string(hide_password=True)


def make_engine(where: Path | str, *, mode: str = "rw", patience: float = PATIENCE) -> Engine:
    """The engine for a file or a ``postgresql://`` address; *mode* ``rw`` never creates the file, ``rwc`` does."""
    from importlib.util import find_spec

    from sqlalchemy import create_engine, event, make_url
    from sqlalchemy.pool import QueuePool

    where = place(where)
    if isinstance(where, Path):
        engine = create_engine(
            "sqlite://",
            creator=lambda: connect(where, mode, patience),
            poolclass=QueuePool,
            pool_size=8,
            max_overflow=-1,
        )
    else:
        if find_spec("psycopg") is None:
            raise trouble("no_driver", where)
        url = make_url(where).set(drivername="postgresql+psycopg")
        options = f"-c lock_timeout={int(patience * 1000)}"
        engine = create_engine(
            url, connect_args={"options": options, "connect_timeout": max(2, int(patience))}, max_overflow=-1
        )
    event.listen(engine, "begin", _begin)
    return engine


def connect(path: Path, mode: str = "rw", patience: float = PATIENCE) -> sqlite3.Connection:
    """A connection of :mod:`sqlite3` to a file, as all of them are: it waits for the disk and looks at keys."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA fullfsync=ON")  # macOS alone keeps back what it was told to write
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _begin(connection: Connection) -> None:
    writer = connection.get_execution_options().get("writer", False)
    if is_file(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")
    elif writer:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_WRITERS,))


def writer(engine: Engine) -> Connection:
    """A connection whose transactions write; only one of them runs at a time, here and on other machines."""
    return engine.connect().execution_options(writer=True)


def reader(engine: Engine) -> Connection:
    """A connection whose transaction sees the tournament as it is at its first look, whatever is written meanwhile."""
    if is_file(engine):
        return engine.connect()
    return engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def use_wal(engine: Engine) -> None:
    """Let readers of a file go on while somebody writes."""
    if is_file(engine):
        with engine.connect() as connection:
            driver(connection).execute("PRAGMA journal_mode=WAL")


def table_names(connection: Connection | FileConnection) -> set[str]:
    """The tables that are there."""
    if isinstance(connection, FileConnection):
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {str(name) for (name,) in found}
    from sqlalchemy import inspect

    return set(inspect(connection).get_table_names())


def driver(connection: Connection | FileConnection) -> sqlite3.Connection:
    """The connection of :mod:`sqlite3` below this one; for files only."""
    if isinstance(connection, FileConnection):
        return connection.driver
    return cast("sqlite3.Connection", connection.connection.driver_connection)


@contextmanager
def guarded(where: Path | str) -> Iterator[None]:
    """Say what the disk or the server cannot do in words; everything else passes through as it is."""
    try:
        yield
    except Exception as error:
        reason = unavailable(error, where)
        if reason is None:
            raise
        raise reason from error


def unavailable(error: Exception, where: Path | str) -> Unavailable | None:
    """What this error of the database means for people; ``None`` if it is a bug of ours."""
    original = getattr(error, "orig", error)  # SQLAlchemy's errors carry the one of the database
    if isinstance(original, sqlite3.Error):
        code = _FILE_CODES.get(getattr(original, "sqlite_errorcode", 0) & 0xFF)
        if code is None and isinstance(original, sqlite3.OperationalError) and "decode to UTF-8" in str(original):
            code = "corrupt"
    elif original is error:
        return None
    else:
        state = getattr(original, "sqlstate", None)
        lost = type(original).__name__ == "OperationalError" and state is None
        code = "unreachable" if lost else _SERVER_CODES.get(state or "")
        if lost and "password" in str(original):
            code = "no_entry"
    return None if code is None else trouble(code, where)


_FILE_CODES = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "not_a_tournament",
    sqlite3.SQLITE_CANTOPEN: "cannot_open",
    sqlite3.SQLITE_IOERR: "disk_error",
}
_SERVER_CODES = {
    "55P03": "locked",
    "25006": "read_only",
    "42501": "read_only",
    "53100": "disk_full",
    "53300": "unreachable",
    "57P01": "unreachable",
    "57P03": "unreachable",
    "XX001": "corrupt",
    "XX002": "corrupt",
}


_REASONS = {
    "missing": Text(
        "There is no file {file}. Nothing was created. Check the name, or whether the drive is there.", file=""
    ),
    "gone": Text(
        "{file} was deleted, moved or its drive taken out while it is open. The last change was not made. "
        "Put it back and try again, or save what is here as a new file.",
        file="",
    ),
    "replaced": Text(
        "Another file was put in the place of {file} while it is open. It was not changed, and the last change "
        "was not made. Save what is here as a new file, then look at both.",
        file="",
    ),
    "not_a_tournament": Text("{file} is not a tournament of this program. It was not changed.", file=""),
    "newer_version": Text(
        "{file} was written by a newer version of this program. It was not changed. Update the program to open it.",
        file="",
    ),
    "read_only": Text(
        "{file} can only be read. Nothing was changed. Copy it to a folder you may write to and open the copy.", file=""
    ),
    "locked": Text(
        "{file} is held by another program. Nothing was changed. Close the other program, or let the virus scanner "
        "leave out this folder, then try again.",
        file="",
    ),
    "disk_full": Text(
        "The disk of {file} is full. The last change was not made, all earlier ones are kept. Free some space, "
        "then try again.",
        file="",
    ),
    "corrupt": Text("{file} is damaged. It was not changed. Restore the newest backup into a new file.", file=""),
    "cannot_open": Text(
        "{file} cannot be opened. Nothing was changed. Check the drive and the rights of its folder.", file=""
    ),
    "disk_error": Text(
        "The disk of {file} does not answer. The last change was not made, all earlier ones are kept. Check the "
        "drive, then try again.",
        file="",
    ),
    "no_entry": Text(
        "The server {file} does not let this user in. Nothing was changed. "
        "Check the name of the user and the password.",
        file="",
    ),
    "no_driver": Text(
        "{file} lies on a server, for which the package psycopg is missing. Nothing was changed. Install it: "
        'pip install "giai-dau[postgres]"',
        file="",
    ),
    "unreachable": Text(
        "The server {file} does not answer. The last change was not made, all earlier ones are kept. Check the "
        "network, then try again.",
        file="",
    ),
}


def trouble(code: str, where: Path | str) -> Unavailable:
    """The error to raise for one of the known troubles with *where*."""
    return Unavailable(_REASONS[code].filled(file=name_of(where)), code)
