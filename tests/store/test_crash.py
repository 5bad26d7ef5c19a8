"""The program is killed while it writes: every change it acknowledged is there afterwards."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.store.toys import AN, AddVenue
from tournament_app.paths import PACKAGE
from tournament_app.store.chain import verify_chain
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 20
WRITER = """
import sys
from tests.store.toys import AN, AddVenue
from tournament_app.store.store import Store
store = Store.open(sys.argv[1])
while True:
    print(store.run(AddVenue("nhà thi đấu " * 40), AN).audit_id, flush=True)
"""


def test_every_acknowledged_change_survives_a_kill(tmp_path: Path) -> None:
    path, dice = tmp_path / "a.giaidau", random.Random(1)
    Store.create(path).close()
    acknowledged = 0
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, cwd=PACKAGE.parent, text=True
        ) as writer:
            assert writer.stdout is not None
            first = int(writer.stdout.readline())
            assert first > acknowledged
            time.sleep(dice.uniform(0, 0.05))
            writer.kill()
            last = [int(line) for line in writer.stdout if line.endswith("\n")]
        acknowledged = last[-1] if last else first
        store = Store.open(path)
        with store.reading() as reading:
            assert reading.last_change >= acknowledged
            assert reading.count("venue") == reading.count("audit") == reading.last_change
            assert verify_chain(reading) is None
        acknowledged = store.run(AddVenue("after the crash"), AN).audit_id
        store.close()
    assert acknowledged > 2 * KILLS
