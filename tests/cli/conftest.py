"""The command line called from inside the process, and the tournament of the samples at each step of its way."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tournament_app import paths
from tournament_app.__main__ import main
from tournament_app.words import set_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FORMS = paths.resource("samples", "forms")


@dataclass(frozen=True)
class Said:
    """What one command said and the status it left with."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The answer to ``--json``."""
        return json.loads(self.out)


Desk = "Callable[..., Said]"


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """A command with ``--lang`` sets the language of the whole process."""
    set_language("vi")
    yield
    set_language("vi")


@pytest.fixture
def desk(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Carry out one command line."""

    def run(*words: object) -> Said:
        capsys.readouterr()
        set_language("vi")
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The tournament of the samples after each command of its way."""
    folder = tmp_path_factory.mktemp("stages")
    file = folder / "giải.giai"
    found = {}
    for name, words in {
        "new": ["new"],
        "import": ["import", str(FORMS)],
        "draw": ["draw", "--lock", "--seed", "XXV"],
        "schedule": ["schedule"],
        "played": ["simulate", "--seed", "3"],
    }.items():
        assert main([words[0], str(file), *words[1:]]) == 0, name
        found[name] = folder / f"{name}.giai"
        shutil.copy(file, found[name])
    return found


@pytest.fixture
def at(stages: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """A file of one's own with the tournament after a step."""

    def copied(name: str) -> Path:
        return Path(shutil.copy(stages[name], tmp_path / "giải.giai"))

    return copied
