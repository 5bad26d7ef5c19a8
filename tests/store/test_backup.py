"""Copies that can be relied on: made while others write, read back, thinned by age, restored."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.toys import AN, Act, AddEvent, AddVenue, RecordResult, Ticking, everything
from tournament_app.errors import Refused, Unavailable
from tournament_app.store import backup as backups
from tournament_app.store.backup import Backup, backup, check, keep, list_backups, restore
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def copy(file: Store) -> Backup:
    event = file.run(AddEvent("ĐƠN NỮ"), AN).value
    for number in range(200):
        file.run(RecordResult(event, f"M{number}"), AN)
    return backup(file)


def test_a_copy_lies_beside_the_file_and_holds_the_same_rows(file: Store, copy: Backup, tmp_path: Path) -> None:
    assert copy.verified
    assert copy.path.parent == tmp_path / "giải - sao lưu"
    assert copy.size == copy.path.stat().st_size > 0
    assert [path.name for path in copy.path.parent.iterdir()] == [copy.path.name]
    restored = Store.open(restore(copy, tmp_path / "mới.giaidau"))
    with file.reading() as one, restored.reading() as two:
        assert everything(one) == everything(two)
        assert one.find("audit") == two.find("audit")
    restored.undo(AN)  # a tournament of its own
    restored.close()
    assert check(copy).verified


def test_a_copy_made_while_another_writes_is_one_moment(file: Store) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            file.run(AddVenue(f"{number}" * 200), AN)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        other = Store.open(file.where, clock=Ticking(NOON, timedelta(seconds=1)))
        copies = [backup(other) for _ in range(8)]
        other.close()
    finally:
        stop.set()
        writer.join()
    counts = []
    for copy in copies:
        with closing(sqlite3.connect(copy.path)) as inside:
            venues, acts = inside.execute(
                "SELECT (SELECT count(*) FROM venue), (SELECT count(*) FROM audit)"
            ).fetchone()
        assert venues == acts
        counts.append(venues)
    assert counts == sorted(counts)


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_damaged_copy_is_found_or_reads_the_same(
    tmp_path_factory: pytest.TempPathFactory, place: float, bit: int
) -> None:
    content = bytearray(_whole(tmp_path_factory).read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    path = tmp_path_factory.getbasetemp() / "damaged.giaidau"
    path.write_bytes(content)
    try:
        check(Backup(path, NOON, 0, verified=False))
    except Unavailable as error:
        assert error.code == "corrupt"  # noqa: PT017 - both ways are right
    else:  # unused space, a counter of the header, the name of a key: no row of the tournament
        assert _dump(path) == _dump(_whole(tmp_path_factory))


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as inside:
        others = ('INSERT INTO "sqlite_sequence"', 'INSERT INTO "alembic_version"')
        lines = [line.partition(" VALUES") for line in inside.iterdump() if line.startswith("INSERT")]
        # the name of a table reads the same in capitals
        return sorted(head.lower() + values for head, _, values in lines if not head.lower().startswith(others))


_cache: list[Path] = []


def _whole(factory: pytest.TempPathFactory) -> Path:
    if not _cache:
        store = Store.create(factory.mktemp("whole") / "a.giaidau")
        seed = 0
        while store.changes_since(0).last < 13:
            store.run(Act(seed, 6), AN)
            seed += 1
        _cache.append(backup(store).path)
        store.close()
    return _cache[0]


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"[[21,15],", b"[[21,16],")),
        lambda path: path.write_bytes(b"x" * 5000),
        lambda path: _sql(path, "UPDATE audit SET actor = 'Khác' WHERE id = 7"),
        lambda path: _sql(path, "UPDATE result SET event_id = 77 WHERE id = 7"),
        lambda path: _sql(path, "UPDATE result SET winner = 2 WHERE id = 7"),
        lambda path: _sql(path, "DELETE FROM result WHERE id = 7"),
        lambda path: _sql(path, "INSERT INTO venue (name, position) VALUES ('A', 1)"),
    ],
)
def test_a_copy_damaged_later_is_refused(copy: Backup, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    damage(copy.path)
    with pytest.raises(Unavailable) as error:
        check(copy)
    assert error.value.code == "corrupt"
    with pytest.raises(Unavailable):
        restore(copy, tmp_path / "mới.giaidau")
    assert not (tmp_path / "mới.giaidau").exists()


def _sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as inside, inside:
        inside.execute(statement)


def test_no_copy_is_made_of_a_damaged_tournament(file: Store) -> None:
    file.run(AddVenue("A"), AN)
    _sql(Path(file.where), "UPDATE audit SET actor = 'Khác'")
    with pytest.raises(Unavailable) as error:
        backup(file)
    assert error.value.code == "corrupt"
    assert list(backups.default_folder(Path(file.where)).iterdir()) == []


def test_restoring_never_overwrites(file: Store, copy: Backup) -> None:
    with pytest.raises(Refused):
        restore(copy, Path(file.where))
    with pytest.raises(Unavailable):
        restore(copy.path.with_name("không có"), copy.path.with_name("x.giaidau"))


def test_what_a_deleted_file_left_beside_it_is_not_read_into_the_copy(file: Store, tmp_path: Path) -> None:
    """The program died, the file was deleted, its copy is restored under its name: the journal is another's."""
    for number in range(3):
        file.run(AddVenue(f"{number}" * 3000), AN)
    copy = backup(file)
    for number in range(12):
        file.run(AddVenue(f"{number}" * 3000), AN)
    with closing(sqlite3.connect(file.where)) as other:
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    file.run(AddVenue("later" * 1000), AN)
    journal = Path(f"{file.where}-wal").read_bytes()
    into = tmp_path / "trả lại" / "giải.giaidau"
    into.parent.mkdir()
    Path(f"{into}-wal").write_bytes(journal)
    restore(copy, into)
    restored = Store.open(into)
    with restored.reading() as reading:
        assert reading.count("venue") == 3
        assert not backups.faults(reading)
    restored.close()
    assert journal in [path.read_bytes() for path in into.parent.iterdir()], "nothing is thrown away"


def test_copies_are_listed_newest_first_and_nothing_else(tmp_path: Path) -> None:
    clock = Ticking(NOON, timedelta(seconds=1))
    store = Store.create(tmp_path / "giải.giaidau", clock=clock)
    made = [backup(store), backup(store)]
    folder = made[0].path.parent
    for name in ("giải ngày mai.giaidau", "giải khác 2026-05-01 12-00-00.giaidau", "ghi chú.txt"):
        (folder / name).write_text("của người dùng", encoding="utf-8")
    assert [(one.path, one.at) for one in list_backups(store)] == [(one.path, one.at) for one in reversed(made)]
    store.close()


def test_copies_into_a_folder_of_choice_and_thinned_there(tmp_path: Path) -> None:
    clock = Ticking(NOON, timedelta(minutes=30))
    store = Store.create(tmp_path / "giải.giaidau", clock=clock)
    for _ in range(40):
        backup(store, tmp_path / "usb")
    listed = list_backups(store, tmp_path / "usb")
    assert listed[0].at == clock.asked[-1]
    assert backups.AT_LEAST <= len(listed) < 40
    assert list_backups(store) == []
    store.close()


@given(minutes=st.lists(st.integers(0, 60 * 24 * 20), unique=True, max_size=120))
def test_thinning_keeps_all_of_the_hour_hours_of_the_day_and_days(minutes: list[int]) -> None:
    times = [NOON - timedelta(minutes=minute) for minute in minutes]
    kept = keep(times, NOON)
    assert kept <= set(times)
    assert len(kept) >= min(len(times), backups.AT_LEAST)
    assert {at for at in times if NOON - at <= timedelta(hours=1)} <= kept
    day = [at for at in times if NOON - at <= timedelta(days=1)]
    assert {(at.date(), at.hour) for at in day} == {(at.date(), at.hour) for at in kept & set(day)}
    assert {at.date() for at in times} == {at.date() for at in kept}
    assert keep(sorted(kept), NOON) == kept


def test_a_tournament_on_a_server_is_backed_up_there(where: Path | str, store: Store) -> None:
    if isinstance(where, Path):
        assert backup(store).verified
        return
    with pytest.raises(Unavailable) as error:
        backup(store)
    assert error.value.code == "not_a_file"
    assert list_backups(store) == []
