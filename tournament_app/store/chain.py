"""The audit's chain: each row carries the hash of the one before it, so a changed history shows."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

from tournament_app.store.rowlog import encode
from tournament_app.store.tables import audit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.store.rowlog import Reading

COLUMNS = tuple(column.name for column in audit.columns)
_ROW = ", ".join(f'"{name}"' for name in COLUMNS)


def digest(values: Sequence[Any]) -> str:
    """The hash of an audit row, *values* being its columns as stored, up to and with ``previous``."""
    return sha256(encode(values).encode("utf-8", "surrogatepass")).hexdigest()


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
