"""The program is killed while scores are entered: every one it acknowledged is there afterwards, and all is in order.

``GIAI_DAU_KILLS=1000`` kills as often as that; without it 200 times.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.store import nursery
from tournament_app.paths import PACKAGE
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KILLS = int(os.environ.get("GIAI_DAU_KILLS", "200"))
LONGEST = 0.03
"""Seconds a child lives at most: some are killed while they open the file, some after a dozen scores. On a machine that
is slower at the moment it becomes more: no more than about half should die before their first score."""


class Writer:
    """A process that enters scores when told to and can be killed; the next one is there at once where forks are."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kind = "nursery" if hasattr(os, "fork") else "child"
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "tests.store.nursery", str(self._path), self._kind]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PACKAGE.parent, text=True, encoding="utf-8"
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        return self.process.stdout.readline().rstrip("\n")

    def _tell(self, line: str) -> int:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return int(self._line().removeprefix("born "))

    def killed_after(self, seconds: float, first: int) -> list[tuple[int, int]]:
        """What was acknowledged, (number of the score, audit id), until it was killed."""
        child = self._tell(f"score {first}")
        time.sleep(seconds)
        os.kill(child, getattr(signal, "SIGKILL", signal.SIGTERM))  # on Windows this is TerminateProcess
        said = list(iter(self._line, "gone" if self._kind == "nursery" else ""))
        if self._kind == "child":
            self.close()
            self._start()
        return [(int(number), int(audit)) for number, audit in (line.split() for line in said)]

    def found(self) -> str:
        """What the verb ``check`` finds hard, nothing if the file is in order."""
        self._tell("check")
        said = list(iter(self._line, "gone"))
        assert len(said) == 1
        return said[0].removeprefix("found").strip()

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


@pytest.fixture
def path(sample_store_file: Path, tmp_path: Path) -> Path:
    shutil.copy(sample_store_file, tmp_path / "giải.giai")
    return tmp_path / "giải.giai"


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    made = Writer(path)
    yield made
    made.close()


@pytest.mark.timeout(120 + KILLS * 2)
def test_every_acknowledged_score_survives_a_kill(writer: Writer, path: Path) -> None:
    dice, matches = random.Random(), nursery.matches_of(path)
    last, number, acknowledged, early, longest = _last(path), 0, 0, 0, LONGEST
    for kill in range(KILLS):
        said = writer.killed_after(dice.uniform(0, longest), number)
        assert [one for one, _ in said] == list(range(number, number + len(said)))
        assert [audit for _, audit in said] == list(range(last + 1, last + 1 + len(said)))
        now = _last(path)
        assert now - last - len(said) in (0, 1), f"kill {kill}: {said}"  # the last may be written and not yet said
        number += now - last
        last = now
        assert writer.found() == ""
        _all_there(path, matches, number)
        acknowledged += len(said)
        early += not said
        longest = max(LONGEST, longest * (0.8 if said else 1.25))
    print(f"{KILLS} kills, {acknowledged} acknowledged scores, {early} killed before their first; none lost")
    assert acknowledged > KILLS / 5


def _last(path: Path) -> int:
    store = Store.open(path)
    with store.reading() as reading:
        last = reading.last_change
    store.close()
    return last


def _all_there(path: Path, matches: list[tuple[int, str, tuple[int, int], int, int]], number: int) -> None:
    store = Store.open(path)
    with store.reading() as reading:
        for one in range(max(0, number - len(matches)), number):
            command = nursery.score(matches, one)
            row = reading.one("result", event_id=command.event_id, contest=command.contest)
            assert row is not None
            assert row["games"] == [list(game) for game in command.games]
    store.close()
