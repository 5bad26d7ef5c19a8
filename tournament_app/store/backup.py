"""Copies of a tournament beside it: made while it is open, verified before they count, thinned by age."""

from __future__ import annotations

import errno
import glob
import os
import secrets
import shutil
import sqlite3
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tournament_app.errors import Unavailable, refuse
from tournament_app.store import engine as engines
from tournament_app.store.chain import integrity, verify_chain, verify_rows
from tournament_app.store.reader import FileConnection
from tournament_app.store.rowlog import Memory, Reading
from tournament_app.store.whereabouts import newest_act
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Engine

    from tournament_app.store.store import Store

AT_LEAST = 10
"""Copies that are kept however old they are."""
_STALE = 3600
"""Seconds after which what was being copied is no longer being copied."""
_UNREADABLE = (sqlite3.Error, ValueError, TypeError, KeyError)
_STAMP = "%Y-%m-%d %H-%M-%S"


@dataclass(frozen=True)
class Backup:
    """One copy: its file, when it was made (UTC), its size in bytes, and whether it was read back and found whole."""

    path: Path
    at: datetime
    size: int
    verified: bool


def backup(store: Store, folder: Path | None = None) -> Backup:
    """A verified copy of the tournament as it is now; others may go on writing. Older copies are thinned out."""
    where = _file_of(store)
    with store.reading() as reading:
        return backup_moment(reading, where, store.clock(), folder)


def backup_file(engine: Engine, where: Path, now: datetime) -> Backup:
    """As :func:`backup`, for a file that is not open as a store yet (before an upgrade)."""
    with engines.guarded(where), engines.reader(engine) as connection, connection.begin():
        return backup_moment(Reading(connection, Memory()), where, now)


def backup_moment(reading: Reading, where: Path, now: datetime, folder: Path | None = None) -> Backup:
    """As :func:`backup`, of the moment *reading* holds fast."""
    folder = folder or default_folder(where)
    at = now.astimezone(UTC).replace(microsecond=0)
    path = folder / f"{where.stem} {at.astimezone():{_STAMP}}{where.suffix}"
    try:  # where the drive of the file is gone, no folders are made in its place
        folder.mkdir(parents=folder != default_folder(where), exist_ok=True)
    except OSError as error:
        raise no_copy(error, folder) from error
    _written(reading, path, where)
    _thin(where, folder, at)
    return Backup(path, at, path.stat().st_size, verified=True)


def save_as(store: Store, into: Path) -> Path:
    """The tournament as it can still be read, as a file of its own; refused ``exists`` if there is one already."""
    where = _file_of(store)
    _refuse_existing(into)
    with store.reading() as reading:
        _written(reading, into, where)
    return into


def _file_of(store: Store) -> Path:
    if not isinstance(store.where, Path):
        raise Unavailable(
            Text("This tournament is on a server, whose own backup keeps it. No copy was made."), "not_a_file"
        )
    return store.where


def _written(reading: Reading, path: Path, where: Path) -> None:
    """Write the moment of *reading* aside, read it back, and only then give it its name."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")  # two windows may copy at one time
    try:
        counts = _tally(reading)
        with closing(sqlite3.connect(part)) as target:
            reading.copy_to(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        _sync(part)
        try:
            same = _counts(part) == counts
        except Unavailable:
            same = False
        if not same:
            raise _source_damaged(where) if faults(reading) else _damaged(part)
        _renamed(part, path)
        _sync(path.parent)
    except (OSError, sqlite3.Error) as error:
        no = no_copy(error, path.parent)
        raise (_source_damaged(where) if no.code == "corrupt" else no) from error
    finally:
        with suppress(OSError):  # where no folder can be there is no part either
            part.unlink(missing_ok=True)


def faults(reading: Reading) -> bool:
    """Whether anything in the tournament is not as it was written: its pages, its audit, its rows."""
    try:
        return bool(integrity(reading)) or verify_chain(reading) is not None or verify_rows(reading) is not None
    except _UNREADABLE:
        return True


def default_folder(where: Path) -> Path:
    """Where the copies of a tournament lie unless told otherwise."""
    return where.with_name(f"{where.stem} - sao lưu")


def list_backups(store: Store, folder: Path | None = None) -> list[Backup]:
    """The copies of a tournament, newest first, not read back yet: :func:`check` does that for one."""
    if not isinstance(store.where, Path):
        return []
    return _listed(store.where, folder or default_folder(store.where))


def all_copies(where: Path, folders: Iterable[Path] = ()) -> list[Backup]:
    """The copies of a file beside it and in *folders*, newest first; the file itself need not be there any more."""
    places = dict.fromkeys((default_folder(where), *folders))
    return sorted((copy for place in places for copy in _listed(where, place)), key=lambda copy: copy.at, reverse=True)


def check(copy: Backup) -> Backup:
    """The copy, read back from end to end; :class:`Unavailable` ``corrupt`` if any of it is damaged."""
    _counts(copy.path)
    return Backup(copy.path, copy.at, copy.path.stat().st_size, verified=True)


def restore(copy: Backup | Path, into: Path) -> Path:
    """The copy as a tournament file of its own, verified; refused ``exists`` if *into* is there already."""
    source = copy if isinstance(copy, Path) else copy.path
    _refuse_existing(into)
    _counts(source)
    part = into.with_name(f".{into.name}.part")
    try:
        shutil.copyfile(source, part)
        _sync(part)
        _counts(part)
        _renamed(part, into)
        _sync(into.parent)
    except OSError as error:
        raise no_copy(error, into.parent) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return into


def newest_good(where: Path, folders: Iterable[Path] = ()) -> tuple[Backup | None, list[Backup]]:
    """The newest copy that is whole, and the newer ones that are not; looked for beside the file and in *folders*.

    The newest is the one with most acts: clocks may have been set back.
    """
    skipped: list[Backup] = []
    copies = [(newest_act(copy.path) or (sys.maxsize,), copy) for copy in all_copies(where, folders)]
    for _, copy in sorted(copies, key=lambda found: (found[0][0], found[1].at), reverse=True):
        try:
            return check(copy), skipped
        except Unavailable:
            skipped.append(copy)
    return None, skipped


def _refuse_existing(into: Path) -> None:
    if into.exists():
        raise refuse(
            "exists", Text("There is something at {file} already. It was not changed. Choose another name.", file=into)
        )


def _tally(reading: Reading) -> dict[str, int]:
    return {table: reading.count(table) for table in ("audit", *reading.tables())}


def _counts(path: Path) -> dict[str, int]:
    """Rows per table of a copy that is whole; raises ``missing`` or ``corrupt``."""
    if not path.is_file():
        raise engines.trouble("missing", path)
    try:
        with closing(engines.connect(path, "ro")) as driver:
            reading = Reading(FileConnection(driver), Memory())
            if faults(reading) or driver.execute("PRAGMA foreign_key_check").fetchall():
                raise _damaged(path)
            return _tally(reading)
    except _UNREADABLE as error:  # pages, or what stands in a row
        raise _damaged(path) from error


def _source_damaged(where: Path) -> Unavailable:
    return Unavailable(
        Text(
            "{file} itself is damaged, so no copy of it was made; older copies are kept. Restore the newest backup "
            "into a new file.",
            file=where.name,
        ),
        "corrupt",
    )


def _damaged(path: Path) -> Unavailable:
    return Unavailable(
        Text(
            "The copy {file} is damaged and cannot be relied on. Use another copy, or make a new one.", file=path.name
        ),
        "corrupt",
    )


def no_copy(error: Exception, folder: Path) -> Unavailable:
    """Why no copy is in *folder*. What the tournament itself holds is not touched by that."""
    if isinstance(error, sqlite3.Error):
        known = engines.unavailable(error, folder)
        code = known.code if known else "disk_error"
    else:
        codes = {errno.ENOSPC: "disk_full", errno.EDQUOT: "disk_full"}
        codes |= dict.fromkeys((errno.EACCES, errno.EROFS, errno.EPERM), "read_only")
        codes |= dict.fromkeys((errno.ENOTDIR, errno.EEXIST, errno.ENOENT), "cannot_open")
        code = codes.get(getattr(error, "errno", 0) or 0, "disk_error")
    reasons = {
        "disk_full": Text("No copy was made: the disk of {file} is full. The tournament itself is saved.", file=folder),
        "read_only": Text("No copy was made: {file} can only be read. The tournament itself is saved.", file=folder),
        "cannot_open": Text("No copy was made: {file} cannot be reached. The tournament itself is saved.", file=folder),
    }
    other = Text("No copy was made: the disk of {file} does not answer. The tournament itself is saved.", file=folder)
    return Unavailable(reasons.get(code, other), code)


def _renamed(part: Path, path: Path) -> None:
    """Give the copy its name. A virus scanner may look into it for a moment: it is waited for.

    What a file of this name that was deleted left beside it would be read into the copy: it is set aside.
    """
    for left_behind in (path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-journal")):
        if not path.exists() and left_behind.exists():
            left_behind.rename(left_behind.with_name(f"{left_behind.name}.{secrets.token_hex(4)}"))
    for left in range(10, -1, -1):
        try:
            os.replace(part, path)  # noqa: PTH105 - replaces on Windows too
        except PermissionError:
            if not left or os.name != "nt":
                raise
            time.sleep(0.1)
        else:
            return


def _sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    if path.is_dir() and os.name == "nt":  # Windows opens no folder and needs none
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _listed(where: Path, folder: Path) -> list[Backup]:
    found = []
    for path in folder.glob(f"*{where.suffix}") if folder.is_dir() else ():
        if path.stem.startswith(f"{where.stem} "):
            try:
                local = datetime.strptime(path.stem.removeprefix(f"{where.stem} "), _STAMP)  # noqa: DTZ007
            except ValueError:  # a file of the user's own
                continue
            found.append(Backup(path, local.astimezone(UTC), path.stat().st_size, verified=False))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _thin(where: Path, folder: Path, now: datetime) -> None:
    copies = _listed(where, folder)
    kept = keep([copy.at for copy in copies], now)
    for copy in copies:
        if copy.at not in kept:
            copy.path.unlink(missing_ok=True)
    for part in folder.glob(f".{glob.escape(where.stem)} *.part"):  # left behind by a program that was killed
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _STALE:
                part.unlink()


def keep(times: list[datetime], now: datetime) -> set[datetime]:
    """Which copies stay: all of the last hour, the last of each hour for a day, of each day beyond; ten at least."""
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:AT_LEAST])
    spans: set[tuple[object, ...]] = set()
    for at in newest_first:
        age = now - at
        if age <= timedelta(hours=1):
            span: tuple[object, ...] = (at,)
        elif age <= timedelta(days=1):
            span = (at.date(), at.hour)
        else:
            span = (at.date(),)
        if span not in spans:
            spans.add(span)
            kept.add(at)
    return kept
