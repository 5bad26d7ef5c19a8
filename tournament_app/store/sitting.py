"""The mark that somebody sits at a file: it lies beside it while a window is open and stays behind when that dies.

The window holds a lock on its mark. A mark nobody holds was left by a program that did not get to close the file.
"""

from __future__ import annotations

import glob
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Left:
    """What a mark that was left behind says: since when the file was open, and the last act that was acknowledged."""

    since: datetime
    last: int


class Sitting:
    """A window at a file."""

    def __init__(self, path: Path, since: datetime, last: int) -> None:
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        self._since = since
        _lock(self._file)
        self.note(last)

    def note(self, last: int) -> None:
        """Write down the newest act that was acknowledged; a full disk hinders nobody."""
        with suppress(OSError):
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, f"{last:012} {self._since.isoformat()}\n".encode())

    def leave(self) -> None:
        """The file was closed as it should be."""
        os.close(self._file)
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def sit_down(where: Path, now: datetime, last: int) -> tuple[Sitting | None, Left | None]:
    """Mark the file as open, and what was left behind of a window that died; a folder of others has no marks."""
    found: list[Left] = []
    for path in where.parent.glob(f"{glob.escape(where.name)}-open-*"):
        with suppress(OSError):
            left = _left(path)
            if left is not None:
                found.append(left)
                path.unlink()
    try:
        sitting = Sitting(where.with_name(f"{where.name}-open-{secrets.token_hex(4)}"), now, last)
    except OSError:
        sitting = None
    return sitting, max(found, key=lambda left: left.last, default=None)


def _left(path: Path) -> Left | None:
    """What a mark says whose window is gone; ``None`` while it is open."""
    file = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        _lock(file)
        last, since = os.read(file, 100).decode("ascii").split()
        return Left(datetime.fromisoformat(since), int(last))
    except BlockingIOError:
        return None
    except ValueError:  # it was killed before it had written anything
        return Left(datetime.fromtimestamp(os.fstat(file).st_mtime).astimezone(), 0)
    finally:
        os.close(file)


def _lock(file: int) -> None:
    """Hold the file until it is closed or the process dies; ``BlockingIOError`` if somebody does."""
    if os.name == "nt":
        import msvcrt

        os.lseek(file, 1 << 20, os.SEEK_SET)  # far behind what is written, for Windows hinders reading what is locked
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except PermissionError as error:
            raise BlockingIOError from error
        os.lseek(file, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
