"""What every test needs before anything else: no display, no luck, and the shared folder where there is one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.servers import emptied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Place = Callable[[], Path | str]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anyone imports Qt

settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the repository; a test that needs it is skipped without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder shared/ with the reference material does not lie beside this repository")
    return folder


@pytest.fixture(scope="session")
def sample_store_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole sample, built once: drawn, placed, played until Saturday 10:42. Copy it, keep it whole."""
    from tournament_app.sample import make_sample

    where = tmp_path_factory.mktemp("sample") / "sample.giai"
    make_sample(where).close()
    return where


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
    emptied(url)


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each call gives a place where there is no tournament yet; on the server there is room for one at a time."""
    if request.param == "server":
        url = request.getfixturevalue("server")
        return lambda: emptied(url)
    names = iter(range(1_000_000))
    return lambda: tmp_path / f"giải {next(names)} 100% #1.giaidau"
