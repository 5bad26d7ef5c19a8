"""A tournament to work in, once as a file and once on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tournament_app.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Place = Callable[[], Path | str]


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
