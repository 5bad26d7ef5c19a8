"""The audit's chain: each row carries the hash of the one before it, so a changed history shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from tournament_app.store.rowlog import digest
from tournament_app.store.tables import audit

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading

_ROW = ", ".join(f'"{column.name}"' for column in audit.columns)


def verify_chain(reading: Reading) -> int | None:
    """The first audit row that is not as it was written, or that misses the one before it; ``None`` if all are well."""
    previous, expected = "", 1
    for (id_,) in reading.fetch('SELECT "id" FROM "audit" ORDER BY "id"'):
        try:  # one at a time: a row whose bytes are no text any more must not hide which one it is
            row = reading.fetch(f'SELECT {_ROW} FROM "audit" WHERE "id" = {int(id_)}')[0]  # noqa: S608
        except DBAPIError:
            return int(id_)
        *values, own = row
        if id_ != expected or values[-1] != previous or own != digest(values):
            return int(id_)
        previous, expected = own, expected + 1
    return None
