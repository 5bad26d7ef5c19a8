"""Two programs at one tournament, on one machine or at one server: each sees the other's changes within a second."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from tournament_app import paths
from tournament_app.gui.desk import Desk
from tournament_app.store.engine import place as as_place
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OTHER = """
import sys, time
from tournament_app.commands.entry import AddDelegation
from tournament_app.store.engine import place
from tournament_app.store.store import Actor, Store

store = Store.open(place(sys.argv[1]))
print("open", flush=True)
for line in sys.stdin:
    word, _, name = line.strip().partition(" ")
    if word == "add":
        print(store.run(AddDelegation(name), Actor("Binh", "referee", "ban 2")).audit_id, flush=True)
    else:
        since, until = int(name), time.monotonic() + 5
        while not (seen := store.changes_since(since)).tables and time.monotonic() < until:
            time.sleep(0.05)
        print(" ".join(sorted(seen.tables)), flush=True)
store.close()
"""


@contextmanager
def other_program(where: Path | str) -> Iterator[Callable[[str], str]]:
    """Another process at the same tournament: say a line, hear its answer."""
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(where)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=paths.PACKAGE.parent,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "open"

        def say(line: str) -> str:
            process.stdin.write(f"{line}\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            return process.stdout.readline().strip()  # type: ignore[union-attr]

        yield say
        process.stdin.close()
        process.wait(10)


def test_each_program_sees_what_the_other_did_within_a_second(qtbot, app, settings, place, add):
    where = place()
    Store.create(where).close()
    desk = Desk(Store.open(as_place(where)), settings)
    heard = []
    desk.changed.connect(lambda changes: heard.append((monotonic(), changes)))
    with other_program(where) as other:
        for turn in range(3):
            done = int(other(f"add So{turn}"))
            began = monotonic()
            qtbot.waitUntil(lambda done=done: bool(heard) and heard[-1][1].last == done, timeout=3_000)
            assert heard[-1][0] - began < 1.0
            assert heard[-1][1].tables == {"delegation"}
        done = desk.store.run(add("Ban Dân tộc"), Actor("An")).audit_id
        assert other(f"seen {done - 1}") == "delegation"
    with desk.reading() as db:
        assert [row["actor"] for row in db.find("audit")] == ["Binh"] * 3 + ["An"]
    desk.close()
