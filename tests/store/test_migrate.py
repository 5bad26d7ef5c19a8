"""The schema by migrations is the schema of the tables, and an older file is brought up to it after a backup."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import inspect

from tests.store.toys import AN, AddCourt, AddVenue, everything
from tournament_app import paths
from tournament_app.errors import Unavailable
from tournament_app.store import backup, migrate
from tournament_app.store import engine as engines
from tournament_app.store.store import Store
from tournament_app.store.tables import SCHEMA, metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine


def schema(engine: Engine) -> dict[str, Any]:
    """Tables, columns, keys and indexes as the database itself tells them."""
    look = inspect(engine)
    found: dict[str, Any] = {
        name: [
            [{**column, "type": str(column["type"])} for column in look.get_columns(name)],
            look.get_pk_constraint(name),
            sorted(look.get_foreign_keys(name), key=str),
            sorted(look.get_unique_constraints(name), key=str),
            sorted(look.get_indexes(name), key=str),
        ]
        for name in look.get_table_names()
    }
    if engines.is_file(engine):
        with engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%'")
            found["sql"] = sorted((name, sql) for name, sql in rows if sql)
    return found


def test_upgrading_from_nothing_gives_the_tables(place: Callable[[], Path | str]) -> None:
    where = place()
    Store.create(where).close()
    engine = engines.make_engine(where)
    created = schema(engine)
    engine.dispose()
    where = place()
    if isinstance(where, Path):
        where.touch()
    engine = engines.make_engine(where)
    migrate.upgrade(engine, where)
    assert schema(engine) == created
    assert migrate.version(engine, where) == SCHEMA
    engine.dispose()


def test_the_newest_migration_is_the_schema_of_the_tables() -> None:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(paths.database("migrations")))
    assert script.get_heads() == [SCHEMA]
    assert {one.revision for one in script.walk_revisions()} == migrate.revisions()


OLDER = """
revision = "{new}"
down_revision = "{old}"
def upgrade():
    from alembic import op
    import sqlalchemy as sa
    with op.batch_alter_table("venue", recreate="always") as venue:  # a rebuilt parent: its courts must stay
        venue.add_column(sa.Column("extra", sa.Text, nullable=True))
    {more}
"""


@pytest.fixture
def next_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The program a revision later: the real migrations and one more behind them."""
    import shutil

    def make(more: str) -> None:
        root = tmp_path / "root"
        shutil.copytree(paths.database("migrations"), root / "db" / "migrations")
        (root / "resources").mkdir()
        text = OLDER.format(new="9999", old=SCHEMA, more=more)
        (root / "db" / "migrations" / "versions" / "9999_next.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(paths, "root", lambda: root)
        monkeypatch.setattr(migrate, "SCHEMA", "9999")

    return make


def test_an_older_file_is_backed_up_and_upgraded(file: Store, next_year: Callable[[str], None]) -> None:
    file.run(AddCourt(file.run(AddVenue("A"), AN).value), AN)
    with file.reading() as reading:
        before = everything(reading)
    file.close()
    next_year("pass")
    store = Store.open(file.where)
    with store.reading() as reading:
        assert everything(reading) == before
        assert reading.fetch("SELECT extra FROM venue") == [(None,)]
    assert migrate.version(store.engine, store.where) == "9999"
    (copy,) = backup.list_backups(store)
    store.close()
    with closing(sqlite3.connect(copy.path)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == (SCHEMA,)


@pytest.mark.parametrize("more", ['raise RuntimeError("no")', 'op.execute("DELETE FROM venue")'])
def test_an_upgrade_that_fails_changes_nothing(file: Store, next_year: Callable[[str], None], more: str) -> None:
    file.run(AddCourt(file.run(AddVenue("A"), AN).value), AN)
    file.close()
    with closing(sqlite3.connect(file.where)) as now:
        before = list(now.iterdump())
    next_year(more)
    with pytest.raises((RuntimeError, Unavailable)):
        Store.open(file.where)
    with closing(sqlite3.connect(file.where)) as now:
        assert list(now.iterdump()) == before


def test_an_everyday_start_imports_neither_alembic_nor_psycopg(file: Store) -> None:
    code = (
        "import sys; from tournament_app.store.store import Store; Store.open(sys.argv[1]).close();"
        "assert not {'alembic', 'psycopg'} & set(sys.modules), 'slow start'"
    )
    subprocess.run([sys.executable, "-c", code, str(file.where)], check=True, cwd=paths.PACKAGE.parent)


def test_every_table_has_an_id_that_is_never_used_twice() -> None:
    for table in metadata.tables.values():
        assert table.dialect_options["sqlite"]["autoincrement"], table.name
        assert all(not key.ondelete for key in table.foreign_keys), table.name
