"""The audit's chain: each row carries the hash of the one before it, so a changed history shows."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from tournament_app.store.columns import COLUMNS
from tournament_app.store.rowlog import decode, digest, encode

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading, Row

_ROW = ", ".join(('"id"', *(f'"{column.name}"' for column in COLUMNS["audit"])))


def verify_chain(reading: Reading) -> int | None:
    """The first audit row that is not as it was written, or that misses the one before it; ``None`` if all are well."""
    from sqlalchemy.exc import DBAPIError

    previous, expected = "", 1
    for (id_,) in reading.fetch('SELECT "id" FROM "audit" ORDER BY "id"'):
        try:  # one at a time: a row whose bytes are no text any more must not hide which one it is
            row = reading.fetch(f'SELECT {_ROW} FROM "audit" WHERE "id" = {int(id_)}')[0]  # noqa: S608
        except (DBAPIError, sqlite3.Error):
            return int(id_)
        *values, own = row
        if id_ != expected or values[-1] != previous or own != digest(values):
            return int(id_)
        previous, expected = own, expected + 1
    return None


def verify_rows(reading: Reading) -> tuple[str, int] | None:
    """The first row that is not as the audit leaves it: changed, lost or slipped in behind it; ``None`` if all are.

    Columns are compared as far as the file has them, so a file of an older revision can be looked at, too.
    """
    rows: dict[tuple[str, int], Row] = {}
    for (changes,) in reading.fetch('SELECT "changes" FROM "audit" ORDER BY "id"'):
        for table, id_, _, after in decode(changes):
            if after is None:
                rows.pop((table, id_), None)
            else:
                rows.setdefault((table, id_), {}).update(after)
    for table in reading.tables():
        columns, found = reading.raw(table)
        for values in found:
            row = dict(zip(columns, values, strict=True))
            left = rows.pop((table, row["id"]), None)
            if left is None or not all(_same(row[name], value) for name, value in left.items() if name in row):
                return table, int(row["id"])
    return next(iter(rows), None)


def _same(stored: Any, value: Any) -> bool:
    return bool(stored == value) or stored == encode(value)


def integrity(reading: Reading) -> tuple[str, ...]:
    """What the database itself finds damaged; a server looks after its own pages."""
    if not reading.is_file:
        return ()
    found = (str(line) for (line,) in reading.fetch("PRAGMA integrity_check"))
    return tuple(line for line in found if line != "ok")
