"""What a venue does to a file: full disks, scanners, stolen sticks, power cuts, torn pages, wrong clocks.

Each time nothing acknowledged is lost without a word, what is said is clear, and there is a way on.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.toys import AN, AddVenue, Ticking
from tournament_app.errors import Refused, Unavailable
from tournament_app.store.backup import backup, default_folder, newest_good, restore, save_as
from tournament_app.store.chain import verify_chain, verify_rows
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
posix = pytest.mark.skipif(os.name == "nt", reason="Windows does not let anybody delete or replace an open file")


def venues(store: Store) -> list[str]:
    with store.reading() as reading:
        assert verify_chain(reading) is None
        assert verify_rows(reading) is None
        return [row["name"] for row in reading.find("venue")]


# ------------------------------------------------------------------------------------------------------------ full disk
@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    place = tmp_path / "đĩa"
    place.mkdir()
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place)], capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("a small disk can be mounted by root on Linux only; elsewhere SQLite's own limit stands in for it")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def filled(place: Path) -> Path:
    """Fill a disk to the last byte."""
    with (place / "phim.mp4").open("wb", buffering=0) as film:
        for size in (65536, 512, 1):
            try:
                while film.write(b"x" * size):
                    pass
            except OSError:
                continue
    return place / "phim.mp4"


def test_a_full_disk_keeps_what_is_there_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    store = Store.create(small_disk / "giải.giai", patience=0.1)
    store.run(AddVenue("A"), AN)
    film = filled(small_disk)
    said = ""
    while not said:
        try:
            store.run(AddVenue("B" * 3000), AN)
        except Unavailable as full:
            said = full.code
    assert said == "disk_full"
    kept = venues(store)
    with pytest.raises(Unavailable) as no_copy:
        backup(store)
    assert no_copy.value.code == "disk_full"
    assert list(small_disk.glob("**/*.part")) == []
    film.unlink()
    store.run(AddVenue("C"), AN)
    assert venues(store) == [*kept, "C"]
    assert backup(store).verified
    store.close()


def test_a_full_stick_makes_no_copy_and_leaves_nothing(file: Store, small_disk: Path) -> None:
    file.run(AddVenue("A"), AN)
    film = filled(small_disk)
    with pytest.raises(Unavailable) as full:
        backup(file, small_disk)
    assert full.value.code == "disk_full"
    assert list(small_disk.iterdir()) == [film]
    assert file.run(AddVenue("B"), AN).audit_id == 2


# ------------------------------------------------------------------------------------------------- held, gone, replaced
HOLDS = """
import sqlite3, sys, time
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


@pytest.mark.parametrize(("held", "patience"), [(0.4, 5.0), (20.0, 0.2)])
def test_a_file_another_process_holds_is_waited_for_and_then_said(file: Store, held: float, patience: float) -> None:
    store = Store.open(file.where, patience=patience)
    store.run(AddVenue("A"), AN)
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(file.where), str(held)], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        if held < patience:
            assert store.run(AddVenue("B"), AN).audit_id == 2
        else:
            with pytest.raises(Unavailable) as error:
                store.run(AddVenue("B"), AN)
            assert error.value.code == "locked"
            other.kill()
            assert store.run(AddVenue("B"), AN).audit_id == 2  # what was typed goes in as soon as the file is free
    store.close()


@posix
def test_a_file_that_cannot_be_opened_for_a_moment_is_tried_again(file: Store) -> None:
    """A scanner that has the file to itself for a moment: for SQLite it cannot be opened."""
    import threading

    store = Store.open(file.where, patience=5)
    beside = Path(f"{file.where}-wal")
    file.close()
    store.close()  # its connections are gone, as after any failure; it makes new ones
    beside.mkdir()  # SQLite cannot open what it writes ahead into
    threading.Timer(0.3, beside.rmdir).start()
    assert store.run(AddVenue("A"), AN).audit_id == 1
    store.close()


@posix
def test_a_file_that_is_deleted_takes_no_change_and_can_be_saved_elsewhere(file: Store, tmp_path: Path) -> None:
    where = Path(file.where)
    file.run(AddVenue("A"), AN)
    assert venues(file) == ["A"]
    hidden = tmp_path / "thùng rác.giai"
    where.rename(hidden)
    for _ in range(2):
        with pytest.raises(Unavailable) as error:
            file.run(AddVenue("B"), AN)
        assert error.value.code == "gone"
    into = save_as(file, tmp_path / "lưu lại.giai")
    with pytest.raises(Refused):
        save_as(file, into)
    saved = Store.open(into)
    assert venues(saved) == ["A"]
    saved.close()
    hidden.rename(where)  # the stick is back
    assert file.run(AddVenue("B"), AN).audit_id == 2
    assert venues(file) == ["A", "B"]


@posix
def test_a_file_that_is_deleted_for_good_is_saved_from_memory(file: Store, tmp_path: Path) -> None:
    file.run(AddVenue("A"), AN)
    assert venues(file) == ["A"]
    for one in tmp_path.iterdir():
        one.unlink()
    with pytest.raises(Unavailable):
        file.look()
    saved = Store.open(save_as(file, tmp_path / "lưu lại.giai"))
    assert venues(saved) == ["A"]
    saved.close()


@posix
def test_another_tournament_in_the_place_of_the_open_one_is_not_written_to(file: Store, tmp_path: Path) -> None:
    where = Path(file.where)
    other = Store.create(tmp_path / "khác.giai")
    other.run(AddVenue("X"), AN)
    other.close()
    file.run(AddVenue("A"), AN)
    (tmp_path / "khác.giai").replace(where)
    before = where.read_bytes()
    with pytest.raises(Unavailable) as error:
        file.run(AddVenue("B"), AN)
    assert error.value.code == "replaced"
    assert where.read_bytes() == before
    saved = Store.open(save_as(file, tmp_path / "lưu lại.giai"))
    assert venues(saved) == ["A"]
    saved.close()


@posix
def test_the_same_tournament_put_back_is_gone_on_with(file: Store, tmp_path: Path) -> None:
    where = Path(file.where)
    file.run(AddVenue("A"), AN)
    shutil.copy(backup(file).path, tmp_path / "bản chép")
    (tmp_path / "bản chép").replace(where)
    assert file.run(AddVenue("B"), AN).audit_id == 2
    assert venues(file) == ["A", "B"]
    file.close()
    again = Store.open(where)
    assert venues(again) == ["A", "B"]
    again.close()


# ------------------------------------------------------------------------------------------------------------ power cut
STEP = 1201
"""Every so many bytes the power is cut: no divisor of a page, so that all places of a page are hit."""


def test_a_power_cut_at_any_byte_keeps_every_change_that_was_on_the_disk(tmp_path: Path) -> None:
    path, cut = tmp_path / "giải.giai", tmp_path / "cắt" / "giải.giai"
    cut.parent.mkdir()
    store = Store.create(path)
    store.run(AddVenue("0"), AN)
    store.close()  # what follows is only written ahead
    store = Store.open(path)
    ahead = path.with_name(path.name + "-wal")
    ends: list[int] = []
    for number in range(1, 13):
        store.run(AddVenue(f"{number}" * 300), AN)
        ends.append(ahead.stat().st_size)
    base, log = path.read_bytes(), ahead.read_bytes()
    assert ends == sorted(set(ends))
    for at in sorted({*range(0, len(log), STEP), *ends, *(end - 1 for end in ends)}):
        for torn in (b"", b"\xa5" * 4096):  # the rest is missing, or rubbish as a disk leaves it
            cut.write_bytes(base)
            Path(f"{cut}-wal").write_bytes(log[:at] + torn)
            found = Store.open(cut)
            acknowledged = 1 + sum(end <= at for end in ends)
            assert len(venues(found)) == acknowledged
            assert found.run(AddVenue("sau"), AN).audit_id == acknowledged + 1
            found.close()
    store.close()


# ---------------------------------------------------------------------------------------------------- pages and copies
def torn_page(path: Path, table: str) -> None:
    """The page of a table overwritten, as a dying disk does."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)


def test_a_corrupt_page_is_said_and_the_newest_whole_copy_goes_on(tmp_path: Path) -> None:
    where = tmp_path / "giải.giai"
    store = Store.create(where, clock=Ticking(NOON, timedelta(minutes=1)))
    copies = []
    for name in "ABC":
        store.run(AddVenue(name), AN)
        copies.append(backup(store))
    store.run(AddVenue("D"), AN)
    store.close()
    torn_page(where, "venue")
    hurt = Store.open(where)
    with pytest.raises(Unavailable) as error:
        venues(hurt)
    assert error.value.code == "corrupt"
    with pytest.raises(Unavailable) as no_copy:  # a copy of damage would push the good ones out
        backup(hurt)
    assert no_copy.value.code == "corrupt"
    assert where.name in str(no_copy.value)
    hurt.close()
    copies[2].path.write_bytes(copies[2].path.read_bytes()[:9000])  # the newest copy is torn, too
    good, skipped = newest_good(where)
    assert good is not None
    assert (good.path, [copy.path for copy in skipped]) == (copies[1].path, [copies[2].path])
    restored = Store.open(restore(good, tmp_path / "lại.giai"))
    assert venues(restored) == ["A", "B"]
    restored.close()


def test_where_no_copy_is_whole_that_is_said(file: Store) -> None:
    file.run(AddVenue("A"), AN)
    copy = backup(file).path
    copy.write_bytes(b"")
    good, skipped = newest_good(Path(file.where))
    assert good is None
    assert [one.path for one in skipped] == [copy]


def test_copies_are_found_when_the_file_is_gone(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "giải.giai")
    store.run(AddVenue("A"), AN)
    there, stick = backup(store), backup(store, tmp_path / "usb")
    store.close()
    (tmp_path / "giải.giai").unlink()
    shutil.rmtree(default_folder(tmp_path / "giải.giai"))
    good, _ = newest_good(tmp_path / "giải.giai", [tmp_path / "usb", tmp_path / "không có"])
    assert good is not None
    assert (good.path, there.path.exists()) == (stick.path, False)


# --------------------------------------------------------------------------------------------------------------- clocks
def test_a_clock_set_back_changes_no_order(tmp_path: Path) -> None:
    times = [NOON, NOON + timedelta(minutes=1), NOON - timedelta(days=400), NOON - timedelta(days=399)]
    now = iter(times)
    store = Store.create(tmp_path / "giải.giai", clock=lambda: next(now, times[-1]))
    for name in "ABC":
        store.run(AddVenue(name), AN)
    with store.reading() as reading:
        acts = reading.find("audit")
    assert [act["id"] for act in acts] == [1, 2, 3]
    assert [act["at"] for act in acts] != sorted(act["at"] for act in acts)
    undone = store.undo(AN)
    assert venues(store) == ["A", "B"]
    assert undone.audit_id == 4
    kept = backup(store)
    assert newest_good(Path(store.where))[0] == kept
    store.close()


def test_copies_made_after_the_clock_was_set_back_are_not_thinned_out(tmp_path: Path) -> None:
    clock = Ticking(NOON, timedelta(minutes=7))
    store = Store.create(tmp_path / "giải.giai", clock=clock)
    for _ in range(15):
        store.run(AddVenue("A"), AN)
        backup(store)
    clock.at = NOON - timedelta(days=2)
    for _ in range(15):
        store.run(AddVenue("B"), AN)
        made = backup(store)
        assert made.path.is_file()
    started = time.perf_counter()
    good, skipped = newest_good(Path(store.where))
    assert good is not None
    assert skipped == []
    assert time.perf_counter() - started < 5
    with store.reading() as reading:
        assert reading.last_change == 30
    restored = Store.open(restore(good, tmp_path / "lại.giai"))
    assert len(venues(restored)) == 30  # by its acts the newest, not by the clock
    restored.close()
    store.close()


def test_what_a_killed_program_left_of_a_copy_is_cleared_away(file: Store) -> None:
    folder = default_folder(Path(file.where))
    folder.mkdir()
    old, new = folder / f".{Path(file.where).stem} 2026.part", folder / f".{Path(file.where).stem} 2027.part"
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    backup(file)
    assert (old.exists(), new.exists()) == (False, True)


@posix
def test_no_folders_are_made_in_the_place_of_a_drive_that_is_gone(file: Store, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    store = Store.create(stick / "giải.giai")
    store.run(AddVenue("A"), AN)
    assert venues(store) == ["A"]
    stick.rename(tmp_path / "rút ra")
    with pytest.raises(Unavailable) as error:
        backup(store)
    assert error.value.code == "cannot_open"
    assert not stick.exists()
    store.close()
