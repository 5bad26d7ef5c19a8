"""When copies are made, by a clock that is set by hand; and the stick that is known again."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.toys import AN, AddEvent, AddVenue, RecordResult
from tournament_app.errors import Unavailable
from tournament_app.store import places
from tournament_app.store.backup import list_backups
from tournament_app.store.copying import ASLEEP, Made, Pace, Rhythm, make_copies
from tournament_app.store.stick import MARK, find_stick, mark_of, name_stick
from tournament_app.store.store import Changes, Store

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def result(act: int) -> Changes:
    return Changes(act - 1, act, frozenset({"result"}), (("result", act),))


def due_at(rhythm: Rhythm, start: datetime, last: int, seconds: int) -> int | None:
    """After how many seconds of looking once a second a copy is due."""
    return next((n for n in range(seconds + 1) if rhythm.due(start + n * SECOND, last)), None)


def test_nothing_new_needs_no_copy_however_late_it_is() -> None:
    assert due_at(Rhythm(Pace(), NOON, 7), NOON, 7, 3600) is None


@given(results=st.integers(1, 30), minutes=st.integers(1, 30))
def test_a_copy_after_so_many_results_or_minutes(results: int, minutes: int) -> None:
    rhythm = Rhythm(Pace(results, minutes), NOON, 0)
    assert due_at(rhythm, NOON, 1, minutes * 60) == minutes * 60
    now = NOON + minutes * MINUTE
    rhythm.made(now, 1)
    for act in range(2, results + 1):
        rhythm.heard(result(act))
        assert not rhythm.due(now, act)
    rhythm.heard(result(results + 1))
    assert rhythm.due(now, results + 1)
    rhythm.made(now, results + 1)
    assert not rhythm.unsaved(results + 1)
    assert not rhythm.due(now, results + 1)


def test_a_copy_at_once_when_the_laptop_wakes_up() -> None:
    rhythm = Rhythm(Pace(10, 600), NOON, 0)
    assert not rhythm.due(NOON + SECOND, 1)
    assert rhythm.due(NOON + SECOND + ASLEEP + SECOND, 1)
    rhythm.made(NOON + ASLEEP, 1)
    assert not rhythm.due(NOON + 2 * ASLEEP, 1)  # nothing new: waking up alone copies nothing, later neither
    assert not rhythm.due(NOON + 2 * ASLEEP + SECOND, 2)


@pytest.mark.parametrize("back", [SECOND, MINUTE, timedelta(days=400)])
def test_a_clock_set_back_does_not_put_the_next_copy_off(back: timedelta) -> None:
    rhythm = Rhythm(Pace(10, 5), NOON, 0)
    assert rhythm.due(NOON - back, 1)


def test_a_copy_that_failed_is_tried_again_in_a_minute() -> None:
    rhythm = Rhythm(Pace(1, 5), NOON, 0)
    rhythm.heard(result(1))
    assert rhythm.due(NOON + SECOND, 1)
    rhythm.failed(NOON + SECOND)
    assert due_at(rhythm, NOON + 2 * SECOND, 1, 100) == 59


# ---------------------------------------------------------------------------------------------------------- both places
def copies(store: Store, stick_folder: Path | None = None) -> Made:
    stick = name_stick(stick_folder) if stick_folder else None
    with store.reading() as reading:
        return make_copies(reading, Path(store.where), NOON, stick)


def test_both_places_get_the_same_moment(file: Store, tmp_path: Path) -> None:
    event = file.run(AddEvent("A"), AN).value
    file.run(RecordResult(event, "M1"), AN)
    with file.reading() as reading:
        file.run(AddVenue("later"), AN)  # what comes after the moment is in neither
        made = make_copies(reading, Path(file.where), NOON, name_stick(tmp_path / "usb"))
    assert (made.last, made.away, made.trouble) == (2, False, None)
    for copy in (made.own, made.second):
        assert copy is not None
        store = Store.open(copy.path)
        with store.reading() as reading:
            assert (reading.last_change, reading.count("venue")) == (2, 0)
        store.close()


def test_a_missing_stick_and_a_place_that_cannot_be_written_hinder_no_other(file: Store, tmp_path: Path) -> None:
    file.run(AddVenue("A"), AN)
    stick = name_stick(tmp_path / "usb")
    (tmp_path / "usb").rename(tmp_path / "rút ra")
    with file.reading() as reading:
        away = make_copies(reading, Path(file.where), NOON, stick)
    assert (away.away, away.second, away.trouble) == (True, None, None)
    assert away.own is not None
    assert not (tmp_path / "usb").exists()
    (tmp_path / "rút ra").rename(tmp_path / "usb")
    shutil.rmtree(away.own.path.parent)
    away.own.path.parent.write_text("a file where the folder of copies should be", encoding="utf-8")
    with file.reading() as reading:
        made = make_copies(reading, Path(file.where), NOON, stick)
    assert made.own is None
    assert made.trouble is not None
    assert made.newest == made.second
    assert len(list_backups(file, tmp_path / "usb")) == 1


# ---------------------------------------------------------------------------------------------------------------- stick
def test_a_stick_is_known_again_under_another_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    e, f, g = (tmp_path / letter for letter in "EFG")
    for drive in (e, f, g):
        drive.mkdir()
    mounts = "".join(f"/dev/sd{drive.name} {drive} vfat rw 0 0\n" for drive in (e, f, g))
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "mounts")
    (tmp_path / "mounts").write_text("/dev/sda / ext4 rw 0 0\n" + mounts, encoding="utf-8")
    stick = name_stick(e / "sao lưu" / "giải")
    assert stick.inside == "sao lưu/giải"
    assert find_stick(stick) == e / "sao lưu" / "giải"
    (e / "sao lưu").rename(f / "sao lưu")
    assert find_stick(stick) == f / "sao lưu" / "giải"
    name_stick(g / "sao lưu" / "giải")  # another stick with the same folders is another stick
    shutil.rmtree(f / "sao lưu")
    assert find_stick(stick) is None
    (e / "sao lưu" / "giải").mkdir(parents=True)  # nor is an empty folder where it was
    assert find_stick(stick) is None


def test_naming_a_stick_twice_keeps_its_mark(tmp_path: Path) -> None:
    first = name_stick(tmp_path / "usb")
    assert name_stick(tmp_path / "usb") == first
    assert mark_of(tmp_path / "usb") == first.mark
    (tmp_path / "usb" / MARK).write_bytes(b"\xff\xfe\xff")
    assert mark_of(tmp_path / "usb") == ""


def test_a_place_nothing_can_be_written_to_is_said_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("", encoding="utf-8")
    with pytest.raises(Unavailable):
        name_stick(tmp_path / "tệp" / "sao lưu")


# --------------------------------------------------------------------------------------------------------------- shares
@pytest.mark.parametrize(
    ("kind", "shared"),
    [("cifs", True), ("smb3", True), ("nfs4", True), ("nfs", True), ("fuse.sshfs", True), ("ext4", False),
     ("vfat", False), ("fuseblk", False), ("overlay", False), ("tmpfs", False)],
)  # fmt: skip
def test_a_share_is_told_from_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, shared: bool) -> None:
    share = tmp_path / "máy chủ chung"
    (share / "giải").mkdir(parents=True)
    written = str(share).replace(" ", "\\040")
    (tmp_path / "mounts").write_text(f"/dev/sda / ext4 rw 0 0\n//máy/chung {written} {kind} rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "mounts")
    assert places.on_network(share / "giải" / "a.giai") is shared
    assert places.on_network(tmp_path / "a.giai") is False


@pytest.mark.parametrize(
    ("path", "shared"),
    [(r"\\may\chung\a.giai", True), ("//may/chung/a.giai", True), (r"\\?\UNC\may\chung\a.giai", True),
     (r"\\?\C:\a.giai", False), (r"\\.\C:\a.giai", False), (r"C:\a.giai", False), ("/srv/a.giai", False)],
)  # fmt: skip
def test_a_path_of_windows_that_names_a_machine(path: str, shared: bool) -> None:
    assert places.is_unc(path) is shared


def test_the_drives_of_this_machine_can_be_asked_for(tmp_path: Path) -> None:
    assert places.volume_of(tmp_path) in {tmp_path, *tmp_path.parents}
    assert all(not str(place).startswith("/proc") for place in places.volumes())
