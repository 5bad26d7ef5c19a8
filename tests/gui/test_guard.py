"""The open file looked after: crashes, shares, files that go away, and the ways on the banner offers."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.test_faults import torn_page
from tournament_app import words
from tournament_app.errors import Unavailable
from tournament_app.gui.app import Program
from tournament_app.gui.guard import Guard, fresh_name
from tournament_app.paths import PACKAGE
from tournament_app.store import places
from tournament_app.store.backup import backup, list_backups
from tournament_app.store.sitting import sit_down
from tournament_app.store.store import Actor, Store

posix = pytest.mark.skipif(os.name == "nt", reason="Windows does not let anybody delete or replace an open file")


@pytest.fixture(autouse=True)
def english(settings):
    settings.language = "en"
    words.set_language("en")


@pytest.fixture
def said(desk):
    heard = []
    desk.noticed.connect(heard.append)
    return heard


@pytest.fixture
def guarded(desk, qtbot):
    """A guard over the desk, once it has looked at the file."""
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    made = []

    def guard():
        made.append(Guard(desk, window))
        qtbot.waitUntil(lambda: not desk.busy, timeout=10000)
        return made[-1]

    yield guard
    for one in made:
        one.leave()


def marks(where: Path) -> list[Path]:
    return list(where.parent.glob(f"{where.name}-open-*"))


DIES = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from tournament_app.store.sitting import sit_down
sitting, _ = sit_down(Path(sys.argv[1]), datetime(2024, 10, 26, 1, tzinfo=UTC), 1)
sitting.note(int(sys.argv[2]))
os._exit(1)
"""


def died(where: Path, last: int) -> None:
    """A program that sat at the file and died having acknowledged the act *last*."""
    subprocess.run([sys.executable, "-c", DIES, str(where), str(last)], cwd=PACKAGE.parent, check=False)


def test_after_a_crash_the_banner_says_that_nothing_is_missing(desk, guarded, said, add):
    where = Path(desk.store.where)
    desk.run(add("Sở Y tế"))
    died(where, 2)
    assert len(marks(where)) == 1
    guard = guarded()
    (notice,) = said
    assert "Nothing is missing: 2 acts and 0 results" in notice.text
    assert "Added" in notice.text
    assert len(marks(where)) == 1  # its own
    guard.leave()
    assert marks(where) == []


def test_after_a_crash_what_is_missing_is_said_and_the_newest_copy_offered(desk, guarded, said, add):
    backup(desk.store)
    died(Path(desk.store.where), 5)
    guarded()
    (notice,) = said
    assert "the last 4 acts are missing" in notice.text
    assert notice.action[0] == "Restore the newest good backup"


def test_two_windows_at_one_file_are_no_crash(desk, guarded, said):
    where = Path(desk.store.where)
    other, left = sit_down(where, desk.now(), 1)
    assert left is None
    guarded()
    assert said == []
    assert len(marks(where)) == 2
    other.leave()


def test_a_file_closed_as_it_should_be_is_no_crash_and_has_its_copy(desk, guarded, said, add):
    guard = guarded()
    desk.run(add("Sở Y tế"))
    guard.leave()
    assert len(list_backups(desk.store)) == 1
    guarded()
    assert said == []


def test_a_share_is_warned_of_and_a_copy_on_this_computer_offered(desk, guarded, said, tmp_path, monkeypatch):
    (tmp_path / "mounts").write_text(f"/dev/sda / ext4 rw 0 0\n//s/x {tmp_path} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "mounts")
    guarded()
    (notice,) = said
    assert "PostgreSQL" in notice.text
    assert notice.action[0] == "Copy to this computer…"


@posix
def test_a_file_that_goes_away_is_said_once_and_saved_elsewhere(desk, guarded, said, qtbot, add, tmp_path):
    guard, where = guarded(), Path(desk.store.where)
    desk.run(add("Sở Y tế"))
    where.rename(tmp_path / "drawer")
    guard.look()
    guard.look()
    (notice,) = said
    assert "was deleted, moved" in notice.text
    assert notice.action[0] == "Save as a new file…"
    assert desk.run(add("Sở Nội vụ")) is None  # what was typed is not taken, and the same way on is offered
    assert said[-1].action[0] == "Save as a new file…"
    with qtbot.waitSignal(desk.file_wanted, timeout=10000) as opened:
        guard.save_into(tmp_path / "saved.giai")
    store = Store.open(Path(opened.args[0]))
    with store.reading() as reading:
        assert [row["name"] for row in reading.find("delegation")] == ["Sở Y tế"]
    store.close()
    (tmp_path / "drawer").rename(where)
    guard.look()
    assert said[-1].text == "The file is back; work can go on."
    assert desk.run(add("Sở Nội vụ")) is not None


def test_names_for_restored_files_are_not_taken(tmp_path):
    where = tmp_path / "giải.giai"
    first = fresh_name(where)
    first.touch()
    assert (first.name, fresh_name(where).name) == ("giải - restored.giai", "giải - restored 2.giai")


def test_a_file_that_cannot_be_opened_is_restored_in_one_step(app, settings, store, qtbot, add, tmp_path):
    """The first page is torn, and the newest copy with it: the one before is restored beside it and opened."""
    from tests.gui.conftest import AddDelegation

    for name, minutes in (("Sở Y tế", 1), ("Sở Nội vụ", 2)):
        store.run(AddDelegation(name), Actor())
        moment = store.clock() + timedelta(minutes=minutes)
        store.clock = lambda moment=moment: moment
        newest = backup(store)
    where = Path(store.where)
    store.close()
    with closing(sqlite3.connect(where)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
    where.write_bytes(b"\xff" * 4096 + where.read_bytes()[4096:])
    newest.path.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    program = Program(app, settings)
    start = program.show_start()
    qtbot.addWidget(start)
    program.open_file(str(where))
    qtbot.waitUntil(lambda: start.banner.text != "", timeout=10000)
    assert start.banner._action.text() == "Restore the newest good backup"
    start.banner._act()
    qtbot.waitUntil(lambda: program.window is not None and program.guard is not None, timeout=20000)
    qtbot.addWidget(program.window)
    assert Path(program.desk.store.where).name == "giai - restored.giai"
    with program.desk.reading() as reading:
        assert [row["name"] for row in reading.find("delegation")] == ["Sở Y tế"]
    program.leave()
    program.desk.close()
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_a_torn_page_met_while_the_window_is_made_leads_to_the_newest_copy(app, settings, store, qtbot, add):
    store.run(add("Sở Y tế"), Actor())
    backup(store)
    store.close()
    torn_page(Path(store.where), "tournament")
    program = Program(app, settings)
    start = program.show_start()
    qtbot.addWidget(start)
    program.open_file(str(store.where))
    qtbot.waitUntil(lambda: "is damaged" in start.banner.text, timeout=10000)
    assert program.window is None
    assert start.banner._action.text() == "Restore the newest good backup"


def test_a_torn_page_met_while_a_page_is_filled_is_trouble_and_no_bug(app, settings, store, qtbot, add):
    store.run(add("Sở Y tế"), Actor())
    backup(store)
    store.close()
    torn_page(Path(store.where), "lot")
    program = Program(app, settings)
    window = program.show_store(Store.open(store.where))
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: program.guard is not None, timeout=10000)
    with pytest.raises(Unavailable) as torn, program.desk.reading() as reading:
        reading.find("lot")
    program.crashes._on_exception(torn.type, torn.value, None)
    qtbot.waitUntil(lambda: "is damaged" in window.banner.text, timeout=10000)
    assert window.banner._action.text() == "Restore the newest good backup"
    assert program.crashes.dialog is None
    program.leave()
    program.desk.close()
