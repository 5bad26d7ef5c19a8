"""A tournament made, found in order, or brought up to the schema of this version."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tournament_app import paths
from tournament_app.errors import refuse
from tournament_app.store import engine as engines
from tournament_app.store.columns import SCHEMA
from tournament_app.store.reader import FileConnection
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection, Engine

_HEADER = b"SQLite format 3\0"


def created(where: Path | str, patience: float) -> Engine:
    """An empty tournament at *where*; refused ``exists`` if there is something already."""
    where = engines.place(where)
    if isinstance(where, Path):
        if where.exists():
            raise _exists(where)
        if not where.parent.is_dir():
            raise engines.trouble("missing", where.parent)
        if not os.access(where.parent, os.W_OK):
            raise engines.trouble("read_only", where.parent)
    engine = engines.make_engine(where, mode="rwc", patience=patience)
    try:
        with engines.guarded(where):
            _build(engine, where)
            engines.use_wal(engine)
    except BaseException:
        engine.dispose()
        if isinstance(where, Path):
            where.unlink(missing_ok=True)
        raise
    engine.dispose()
    return engines.make_engine(where, patience=patience)


def _build(engine: Engine, where: Path | str) -> None:
    from tournament_app.store.tables import metadata

    with engines.writer(engine) as connection, connection.begin():
        if engines.table_names(connection):
            raise _exists(where)
        metadata.create_all(connection)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{SCHEMA}')")  # noqa: S608 - our constant


def _exists(where: Path | str) -> Exception:
    return refuse(
        "exists",
        Text(
            "There is something at {file} already. It was not changed. Choose another name.",
            file=engines.name_of(where),
        ),
    )


def opened(where: Path | str, patience: float, clock: Callable[[], datetime]) -> Engine | None:
    """The engine of a tournament that is in order; an older one is backed up and upgraded first.

    A file of this version needs none yet: it is looked at without, for that is what the start waits for.
    """
    where = engines.place(where)
    if isinstance(where, Path):
        _look_at_file(where)
        with engines.guarded(where), closing(engines.connect(where, patience=patience)) as driver:
            if _version(FileConnection(driver), where) == SCHEMA:
                driver.execute("PRAGMA journal_mode=WAL")
                return None
    engine = engines.make_engine(where, patience=patience)
    try:
        with engines.guarded(where):
            found = version(engine, where)
            if found != SCHEMA:
                _upgrade_safely(engine, where, found, clock)
            engines.use_wal(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _look_at_file(path: Path) -> None:
    if not path.exists():
        raise engines.trouble("missing", path)
    if path.is_dir():
        raise engines.trouble("not_a_tournament", path)
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK)):
        raise engines.trouble("read_only", path)
    with path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            raise engines.trouble("not_a_tournament", path)


def version(engine: Engine, where: Path | str) -> str:
    """The revision the tournament was written with; ``not_a_tournament`` if the database is somebody else's."""
    with engines.reader(engine) as connection, connection.begin():
        return _version(connection, where)


def _version(connection: Connection | FileConnection, where: Path | str) -> str:
    if not {"alembic_version", "audit", "tournament"} <= engines.table_names(connection):
        raise engines.trouble("not_a_tournament", where)
    rows = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchall()
    return str(rows[0][0]) if rows else ""


def revisions() -> set[str]:
    """The revisions this program knows, by the names of their files: Alembic itself takes half a second to start."""
    return {file.name.partition("_")[0] for file in paths.database("migrations", "versions").glob("[0-9]*_*.py")}


def _upgrade_safely(engine: Engine, where: Path | str, found: str, clock: Callable[[], datetime]) -> None:
    if found not in revisions():
        raise engines.trouble("newer_version", where)
    if isinstance(where, Path):
        from tournament_app.store.backup import backup_file

        backup_file(engine, where, clock())
    upgrade(engine, where)


def upgrade(engine: Engine, where: Path | str) -> None:
    """Run the migrations from whatever revision is there (or nothing) to the newest, all or none."""
    with engines.writer(engine) as connection:
        if engines.is_file(engine):  # a rebuilt table would delete the rows that refer to it
            engines.driver(connection).execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                _run_alembic(connection)
                if engines.is_file(engine) and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise engines.trouble("corrupt", where)
        finally:
            if engines.is_file(engine):
                engines.driver(connection).execute("PRAGMA foreign_keys=ON")


def _run_alembic(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.database("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
