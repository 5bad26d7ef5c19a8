"""A tournament taken to another place, its history with it: from a file to a server, say, when one file is too few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.errors import Unavailable
from tournament_app.store import engine as engines
from tournament_app.store.chain import verify_chain, verify_rows
from tournament_app.store.rowlog import Memory, Reading
from tournament_app.store.store import Store
from tournament_app.words import Text

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


def move(store: Store, to: Path | str) -> int:
    """Everything as it is now, into a place where there is nothing yet; how many acts. The old place stays as it is.

    :class:`Refused` ``exists`` if there is a tournament; :class:`Unavailable` if what arrived is not what left. Then
    nothing is left there.
    """
    target = Store.create(to)
    try:
        with engines.guarded(target.where), store.reading() as here, target.engine.connect() as connection:
            with connection.execution_options(writer=True).begin():
                _fill(here, connection)
                _compare(here, Reading(connection, Memory()), target.where)
            return here.last_change
    except BaseException:
        _empty(target)
        raise
    finally:
        target.close()


def _compare(here: Reading, there: Reading, place: Path | str) -> None:
    whole = (there.last_change, there.last_hash) == (here.last_change, here.last_hash)
    if not whole or verify_chain(there) is not None or verify_rows(there) is not None:
        said = Text(
            "What arrived at {place} is not what the history says. Nothing was kept there; the file is as it was.",
            place=engines.name_of(place),
        )
        raise Unavailable(said, "corrupt")


def _fill(here: Reading, connection: Connection) -> None:
    """Every row with its own id; new rows go on behind the last id that was ever given."""
    from tournament_app.store.tables import metadata

    mark = engines.dialect(connection).mark
    for table in metadata.sorted_tables:
        columns, rows = here.raw(table.name)
        names = ", ".join(f'"{column}"' for column in columns)
        put = f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join([mark] * len(columns))})'  # noqa: S608
        if rows:
            connection.exec_driver_sql(put, [tuple(row) for row in rows])
        if not engines.is_file(connection):
            last = max((int(row[0]) for row in rows), default=0)
            connection.exec_driver_sql(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, %s)",
                (f'"{table.name}"', max(1, last), bool(last)),
            )


def _empty(target: Store) -> None:
    from pathlib import Path

    from tournament_app.store.tables import metadata

    if isinstance(target.where, Path):
        target.close()
        target.where.unlink(missing_ok=True)
        return
    with target.engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
