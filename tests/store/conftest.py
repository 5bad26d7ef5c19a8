"""A tournament to work in, once as a file and once on a server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tournament_app.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Place = Callable[[], Path | str]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the database for tests; it must be empty, for every test empties it."""
    url = os.environ.get("GIAI_DAU_POSTGRES", "")
    if not url:
        pytest.skip("GIAI_DAU_POSTGRES does not name an empty PostgreSQL database (postgresql://user@host:port/name)")
    import psycopg

    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert found == [], "the database GIAI_DAU_POSTGRES names is not empty: tests would destroy what is in it"
    yield url
    _emptied(url)


def _emptied(url: str) -> str:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each call gives a place where there is no tournament yet; on the server there is room for one at a time."""
    if request.param == "server":
        url = request.getfixturevalue("server")
        return lambda: _emptied(url)
    names = iter(range(1_000_000))
    return lambda: tmp_path / f"giải {next(names)} 100% #1.giaidau"


@pytest.fixture
def where(place: Place) -> Path | str:
    return place()


@pytest.fixture
def store(where: Path | str) -> Iterator[Store]:
    store = Store.create(where)
    yield store
    store.close()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Store]:
    """A tournament in a file, for what servers do not have."""
    store = Store.create(tmp_path / "giải.giaidau")
    yield store
    store.close()


@pytest.fixture
def watched(store: Store) -> list[Any]:
    """What the store tells its watchers."""
    seen: list[Any] = []
    store.subscribe(seen.append)
    return seen
