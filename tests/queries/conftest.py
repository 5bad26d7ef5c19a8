"""The small tournament and the sample in mid-Saturday, and whether a sentence speaks one language."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.small import drawn
from tournament_app.sample import make_sample
from tournament_app.store.store import Store
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGLISH = re.compile(
    r"\b(the|of|and|to|by|winner|loser|match|matches|wins|won|points|games|group|draw|drawn|entry|entries|goes|against|"
    r"place|result|played|score|lots|takes|scored|walkover|schedule|court|final|for|with)\b"
)


def speaks(text: Text | str) -> None:
    """A sentence without anything left to fill in, and Vietnamese without English words."""
    if isinstance(text, str):
        text = Text("{text}", text=text)
    for code in ("vi", "en"):
        said = text.say(code)
        assert said.strip()
        assert not re.search(r"[{}]|Text\(|Fraction|None|\bKind\b", said), said
    assert not ENGLISH.search(text.say("vi")), text.say("vi")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    store = drawn(tmp_path / "giải.giai")
    yield store
    store.close()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("mẫu") / "mẫu.giai"
    make_sample(file).close()
    return file


@pytest.fixture(scope="session")
def saturday(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample as it stands on Saturday at 10:42; nobody writes in it."""
    store = Store.open(shutil.copy(sample_file, tmp_path_factory.mktemp("đọc") / "mẫu.giai"))
    yield store
    store.close()


@pytest.fixture
def own_saturday(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    """The same to write in."""
    store = Store.open(shutil.copy(sample_file, tmp_path / "mẫu.giai"))
    yield store
    store.close()
