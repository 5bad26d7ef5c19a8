"""Copies of a tournament beside it: made while it is open, verified before they count, thinned by age."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from tournament_app.errors import Unavailable, refuse
from tournament_app.store import engine as engines
from tournament_app.store.chain import verify_chain, verify_rows
from tournament_app.store.rowlog import Memory, Reading
from tournament_app.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tournament_app.store.store import Store

AT_LEAST = 10
"""Copies that are kept however old they are."""
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
    if not isinstance(store.where, Path):
        raise Unavailable(
            Text("This tournament is on a server, whose own backup keeps it. No copy was made."), "not_a_file"
        )
    return backup_file(store.engine, store.where, store.clock(), folder)


def backup_file(engine: Engine, where: Path, now: datetime, folder: Path | None = None) -> Backup:
    """As :func:`backup`, for a file that is not open as a store yet (before an upgrade)."""
    folder = folder or default_folder(where)
    at = now.astimezone(UTC).replace(microsecond=0)
    path = folder / f"{where.stem} {at.astimezone():{_STAMP}}{where.suffix}"
    part = folder / f".{path.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with engines.guarded(folder):
            counts = _copy(engine, part)
        if _counts(part) != counts:
            raise _damaged(part)
        os.replace(part, path)  # noqa: PTH105 - replaces on Windows too
        _sync(folder)
    except OSError as error:
        raise _no_disk(error, folder) from error
    finally:
        with suppress(OSError):  # where no folder can be there is no part either
            part.unlink(missing_ok=True)
    _thin(where, folder, at)
    return Backup(path, at, path.stat().st_size, verified=True)


def default_folder(where: Path) -> Path:
    """Where the copies of a tournament lie unless told otherwise."""
    return where.with_name(f"{where.stem} - sao lưu")


def list_backups(store: Store, folder: Path | None = None) -> list[Backup]:
    """The copies of a tournament, newest first, not read back yet: :func:`check` does that for one."""
    if not isinstance(store.where, Path):
        return []
    return _listed(store.where, folder or default_folder(store.where))


def check(copy: Backup) -> Backup:
    """The copy, read back from end to end; :class:`Unavailable` ``corrupt`` if any of it is damaged."""
    _counts(copy.path)
    return Backup(copy.path, copy.at, copy.path.stat().st_size, verified=True)


def restore(copy: Backup | Path, into: Path) -> Path:
    """The copy as a tournament file of its own, verified; refused ``exists`` if *into* is there already."""
    source = copy if isinstance(copy, Path) else copy.path
    if into.exists():
        raise refuse(
            "exists", Text("There is something at {file} already. It was not changed. Choose another name.", file=into)
        )
    _counts(source)
    part = into.with_name(f".{into.name}.part")
    try:
        shutil.copyfile(source, part)
        _sync(part)
        _counts(part)
        os.replace(part, into)  # noqa: PTH105
        _sync(into.parent)
    except OSError as error:
        raise _no_disk(error, into.parent) from error
    finally:
        part.unlink(missing_ok=True)
    return into


def _copy(engine: Engine, part: Path) -> dict[str, int]:
    part.unlink(missing_ok=True)
    with engines.reader(engine) as connection, connection.begin():
        counts = _tally(Reading(connection, Memory()))  # fixes the moment: the copy below reads the same one
        with closing(sqlite3.connect(part)) as target:
            engines.driver(connection).backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    _sync(part)
    return counts


def _tally(reading: Reading) -> dict[str, int]:
    return {table: reading.count(table) for table in ("audit", *reading.tables())}


def _counts(path: Path) -> dict[str, int]:
    """Rows per table of a copy that is whole; raises ``missing`` or ``corrupt``."""
    if not path.is_file():
        raise engines.trouble("missing", path)
    engine = engines.make_engine(path, mode="ro")
    try:
        with engine.connect() as connection, connection.begin():
            state = (
                connection.exec_driver_sql("PRAGMA integrity_check").scalars().first()
            )  # "ok", or a line of each fault
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            reading = Reading(connection, Memory())
            if state != "ok" or orphans or verify_chain(reading) is not None or verify_rows(reading) is not None:
                raise _damaged(path)
            return _tally(reading)
    except (DBAPIError, sqlite3.Error, ValueError, TypeError, KeyError) as error:  # pages, or what stands in a row
        raise _damaged(path) from error
    finally:
        engine.dispose()


def _damaged(path: Path) -> Unavailable:
    return Unavailable(
        Text(
            "The copy {file} is damaged and cannot be relied on. Use another copy, or make a new one.", file=path.name
        ),
        "corrupt",
    )


def _no_disk(error: OSError, folder: Path) -> Unavailable:
    codes = {errno.ENOSPC: "disk_full", errno.EACCES: "read_only", errno.EROFS: "read_only", errno.EPERM: "read_only"}
    codes |= dict.fromkeys((errno.ENOTDIR, errno.EEXIST, errno.ENOENT), "cannot_open")
    return engines.trouble(codes.get(error.errno or 0, "disk_error"), folder)


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
