"""Reading a tournament's file straight through :mod:`sqlite3`, so that it is shown before SQLAlchemy is there."""

from __future__ import annotations

import sqlite3
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Found:
    """What a statement found."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def keys(self) -> list[str]:
        """The names of the columns."""
        return [column[0] for column in self._cursor.description]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows."""
        return self._cursor.fetchall()


class FileConnection:
    """One connection to a file, asked in the words SQLAlchemy's is asked in."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self.driver = driver

    def exec_driver_sql(self, statement: str, values: tuple[Any, ...] = ()) -> Found:
        """What *statement* finds."""
        return Found(self.driver.execute(statement, values))


class FileReaders:
    """The connections that read one file: as many as threads read at a time, kept for the next reading."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._idle: deque[FileConnection] = deque()

    @contextmanager
    def reading(self) -> Iterator[FileConnection]:
        """A connection that sees the file as it is at its first look, whatever is written meanwhile."""
        idle = self._idle
        try:
            connection = idle.pop()
        except IndexError:
            connection = FileConnection(self._connect())
        try:
            connection.driver.execute("BEGIN")
            yield connection
            connection.driver.execute("COMMIT")
        except sqlite3.Error:  # a connection that failed is not used again
            connection.driver.close()
            raise
        except BaseException:
            connection.driver.execute("ROLLBACK")
            self._back(connection, idle)
            raise
        self._back(connection, idle)

    def _back(self, connection: FileConnection, idle: deque[FileConnection]) -> None:
        if idle is self._idle:
            idle.append(connection)
        else:  # the file was let go of meanwhile
            connection.driver.close()

    def hold(self) -> None:
        """Keep the file open from now on: what is read is that file, whatever is put in its place."""
        self._idle.append(FileConnection(self._connect()))

    def settle(self) -> None:
        """Bring what was written ahead into the file itself, as far as nobody reads it."""
        connection = self._idle.pop()
        connection.driver.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self._idle.append(connection)

    def close(self) -> None:
        """Let go of the file; readings under way end theirs themselves."""
        idle, self._idle = self._idle, deque()
        for connection in idle:
            connection.driver.close()
