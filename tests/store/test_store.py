"""One way in, one way out: transactions, readings, the feed of changes, the guards."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.exc import IntegrityError

from tests.store.toys import AN, BINH, Act, AddCourt, AddEvent, AddVenue, RecordResult, RemoveRow, RenameVenue, Toy
from tournament_app.errors import Refused
from tournament_app.store.store import Actor, Changes, Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class Do(Toy):
    """A command written on the spot."""

    what: Callable[[Rows], Any]

    def apply(self, rows: Rows) -> Any:
        return self.what(rows)


def test_a_command_leaves_one_audit_row_with_who_when_and_what(where: Path | str) -> None:
    store = Store.create(where, clock=lambda: datetime(2026, 5, 1, 15, 30, tzinfo=UTC))
    done = store.run(AddVenue("Nhà thi đấu Hoa Lư"), BINH)
    with store.reading() as reading:
        (row,) = reading.find("audit")
    store.close()
    assert done.audit_id == row["id"] == 1
    assert done.changes == Changes(0, 1, frozenset({"venue"}), (("venue", done.value),))
    assert (row["actor"], row["role"], row["station"]) == ("Bình", "referee", "bàn 2")
    assert row["at"] == "2026-05-01T15:30:00.000+00:00"
    assert row["command"] == "AddVenue"
    words = {"source": "A toy, {name}", "values": {"name": "AddVenue"}}
    assert row["arguments"] == {"name": "Nhà thi đấu Hoa Lư", "words": words}
    assert row["changes"] == [["venue", done.value, None, {"name": "Nhà thi đấu Hoa Lư", "position": 0}]]


def test_a_change_keeps_only_the_columns_that_differ(store: Store) -> None:
    event = store.run(AddEvent("A"), AN).value
    store.run(Do(lambda rows: rows.change("event", event, code="A", rules={"x": True}, position=0)), AN)
    with store.reading() as reading:
        assert reading.find("audit")[-1]["changes"] == [
            ["event", event, {"rules": {"môn": "A"}}, {"rules": {"x": True}}]
        ]


def test_true_and_one_are_not_the_same_in_json(store: Store) -> None:
    event = store.run(Do(lambda rows: rows.add("event", code="A", rules={"x": 1})), AN).value
    assert store.run(Do(lambda rows: rows.change("event", event, rules={"x": True})), AN).audit_id
    with store.reading() as reading:
        assert reading.get("event", event)["rules"]["x"] is True


def test_a_command_that_changes_nothing_leaves_no_row(store: Store, watched: list[Changes]) -> None:
    venue = store.run(AddVenue("A"), AN).value
    done = store.run(RenameVenue(venue, "A"), AN)
    assert done.audit_id == 0
    assert done.changes.tables == frozenset()
    assert len(watched) == 1


def test_all_of_a_command_or_nothing(store: Store, watched: list[Changes]) -> None:
    def half(rows: Rows) -> None:
        rows.add("venue", name="A")
        raise Refused

    with pytest.raises(Refused):
        store.run(Do(half), AN)
    with pytest.raises(IntegrityError):  # the foreign key, when the transaction ends
        store.run(AddCourt(999), AN)
    with pytest.raises(IntegrityError):
        store.run(Do(lambda rows: [rows.add("event", code="A"), rows.add("event", code="A")]), AN)
    with store.reading() as reading:
        assert reading.count("venue") == reading.count("court") == reading.count("event") == reading.last_change == 0
    assert watched == []
    assert store.run(AddVenue("A"), AN).audit_id == 1


def test_rows_are_found_by_value_list_and_nothing(store: Store) -> None:
    for year in (1990, None, 2001):
        store.run(Do(lambda rows, year=year: _athlete(rows, year)), AN)
    with store.reading() as reading:
        assert [row["birth_year"] for row in reading.find("athlete")] == [1990, None, 2001]
        assert [row["birth_year"] for row in reading.find("athlete", birth_year={2001, 1990})] == [1990, 2001]
        assert reading.find("athlete", birth_year=[]) == []
        assert reading.count("athlete", birth_year=None, name="Lê Văn Ô") == 1
        assert reading.count("athlete", name=("Lê Văn Ô", "'; DROP TABLE athlete; --")) == 3
        assert reading.one("athlete", birth_year=1) is None
        assert reading.one("athlete", sex="")["birth_year"] == 1990
        assert len(reading.find("athlete", id=list(range(100_000)))) == 3
        with pytest.raises(Refused) as refused:
            reading.get("athlete", 77)
        assert refused.value.problems[0].code == "gone"
        with pytest.raises(KeyError):
            reading.find("athlete", **{"name\" = '' OR \"id": 1})


def _athlete(rows: Rows, year: int | None) -> int:
    found = rows.one("delegation", key="d")
    delegation = found["id"] if found else rows.add("delegation", name="Đoàn", key="d")
    return rows.add("athlete", delegation_id=delegation, name="Lê Văn Ô", birth_year=year)


@pytest.mark.parametrize(
    "what",
    [
        lambda rows: rows.add("audit", actor="ai đó"),
        lambda rows: rows.change("audit", 1, actor="ai đó"),
        lambda rows: rows.remove("audit", 1),
    ],
)
def test_a_command_cannot_touch_the_audit(store: Store, what: Callable[[Rows], Any]) -> None:
    store.run(AddVenue("A"), AN)
    with pytest.raises(PermissionError):
        store.run(Do(what), AN)


@pytest.mark.parametrize(
    ("values", "error"),
    [({"name": 7}, TypeError), ({"nam": "A"}, KeyError), ({"name": None}, TypeError), ({"position": "1"}, TypeError)],
)
def test_a_value_of_the_wrong_kind_is_a_mistake_at_once(store: Store, values: dict[str, Any], error: type) -> None:
    with pytest.raises(error):
        store.run(Do(lambda rows: rows.add("venue", **values)), AN)


def test_rows_and_readings_end_with_their_block(store: Store) -> None:
    kept: list[Any] = []
    store.run(Do(kept.append), AN)
    with store.reading() as reading:
        pass
    for late in (lambda: kept[0].add("venue", name="A"), lambda: kept[0].find("venue"), lambda: reading.find("venue")):
        with pytest.raises(RuntimeError):
            late()


def test_a_command_inside_a_command_is_refused(store: Store) -> None:
    with pytest.raises(RuntimeError):
        store.run(Do(lambda rows: store.run(AddVenue("A"), AN)), AN)
    assert store.run(AddVenue("A"), AN).audit_id == 1


def test_a_reading_sees_one_moment(store: Store) -> None:
    venue = store.run(AddVenue("A"), AN).value
    with store.reading() as reading:
        store.run(RenameVenue(venue, "B"), AN)
        assert reading.get("venue", venue)["name"] == "A"
        assert reading.last_change == 1
    with store.reading() as reading:
        assert reading.get("venue", venue)["name"] == "B"


def test_a_memo_is_computed_once_for_as_long_as_nothing_changes(store: Store) -> None:
    computed: list[int] = []

    def venues(reading: Any) -> int:
        computed.append(1)
        return reading.count("venue")

    def look() -> int:
        with store.reading() as reading:
            return reading.memo("venues", venues)

    assert (look(), look(), len(computed)) == (0, 0, 1)
    with store.reading() as old:
        store.run(AddVenue("A"), AN)
        assert (look(), look(), len(computed)) == (1, 1, 2)
        assert old.memo("venues", venues) == 0  # an older moment has its own truth
    assert (look(), len(computed)) == (1, 3)
    seen = store.run(Do(lambda rows: (rows.memo("venues", venues), rows.add("venue"), rows.memo("venues", venues))), AN)
    assert (seen.value[0], seen.value[2]) == (1, 2)
    assert len(computed) == 4
    assert look() == 2


def test_a_memo_of_a_command_that_failed_is_forgotten(store: Store) -> None:
    def fail(rows: Rows) -> None:
        rows.add("venue")
        assert rows.memo("venues", lambda reading: reading.count("venue")) == 1
        raise Refused

    with pytest.raises(Refused):
        store.run(Do(fail), AN)
    with store.reading() as reading:
        assert reading.memo("venues", lambda reading: reading.count("venue")) == 0


def test_everything_is_there_after_reopening(where: Path | str) -> None:
    store = Store.create(where)
    event = store.run(AddEvent("ĐÔI NỮ"), AN).value
    store.run(RecordResult(event, "F"), AN)
    store.close()
    store = Store.open(where)
    with store.reading() as reading:
        assert reading.one("result", contest="F")["games"] == [[21, 15], [19, 21], [21, 18]]
        assert reading.get("event", event)["rules"] == {"môn": "ĐÔI NỮ"}
        assert reading.last_change == 2
    store.close()


def test_two_stores_of_one_tournament_see_each_others_changes(where: Path | str) -> None:
    here = Store.create(where)
    there = Store.open(where)
    told: list[Changes] = []
    there.subscribe(told.append)
    venue = here.run(AddVenue("A"), AN).value
    assert there.changes_since(0) == Changes(0, 1, frozenset({"venue"}), (("venue", venue),))
    assert there.run(RenameVenue(venue, "B"), BINH).audit_id == 2
    assert here.run(AddEvent("E"), AN).audit_id == 3
    assert here.changes_since(1).tables == {"venue", "event"}
    assert there.changes_since(3) == Changes(3, 3)
    assert [changes.last for changes in told] == [2]  # its own; the other's come by changes_since
    there.undo(AN)  # the other's act
    assert here.changes_since(3).tables == {"event"}
    here.close()
    there.close()


def test_many_threads_write_one_after_the_other(store: Store, watched: list[Changes]) -> None:
    def write(number: int) -> None:
        for turn in range(10):
            store.run(AddVenue(f"{number}.{turn}"), Actor(f"{number}"))
            with store.reading() as reading:
                assert reading.count("venue") >= turn

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as reading:
        assert [row["id"] for row in reading.find("audit")] == list(range(1, 61))
        assert reading.count("venue") == 60
    assert sorted(changes.last for changes in watched) == list(range(1, 61))


def test_a_watcher_that_fails_does_not_unmake_the_change(store: Store, watched: list[Changes]) -> None:
    def fail(_: Changes) -> None:
        raise ValueError

    stop = store.subscribe(fail)
    watchers = store._watchers
    watchers.insert(0, watchers.pop())
    assert store.run(AddVenue("A"), AN).audit_id == 1
    assert len(watched) == 1
    stop()
    stop()
    assert fail not in store._watchers


def test_the_fields_of_a_command_are_kept_as_json(store: Store) -> None:
    class Colour(Enum):
        RED = "đỏ"

    @dataclass(frozen=True)
    class Odd(Toy):
        day: date
        colour: Colour
        names: frozenset[str]
        by: dict[int, Any]
        blob: bytes
        inner: Actor

        def apply(self, rows: Rows) -> None:
            rows.add("venue", name="x")

    store.run(Odd(date(2026, 5, 1), Colour.RED, frozenset("ba"), {1: (2, None)}, b"x" * 5000, AN), AN)
    with store.reading() as reading:
        kept = reading.find("audit")[0]["arguments"]
        del kept["words"]
        assert kept == {
            "day": "2026-05-01", "colour": "đỏ", "names": ["a", "b"], "by": {"1": [2, None]}, "blob": "5000 bytes",
            "inner": {"name": "An", "role": "organiser", "station": "bàn 1"},
        }  # fmt: skip


def test_a_removed_row_is_kept_whole_in_the_audit(store: Store) -> None:
    event = store.run(AddEvent("A"), AN).value
    store.run(RemoveRow("event", event), AN)
    with store.reading() as reading:
        ((_, _, before, after),) = reading.find("audit")[-1]["changes"]
    assert after is None
    assert before == {"code": "A", "position": 0, "state": "draft", "rules": {"môn": "A"}}


def test_the_same_commands_give_the_same_rows_on_both_databases(store: Store, tmp_path: Path) -> None:
    other = Store.create(tmp_path / "other.giaidau")
    for seed in range(15):
        assert store.run(Act(seed, 6), AN).changes == other.run(Act(seed, 6), AN).changes
    with store.reading() as one, other.reading() as two:
        assert [row["changes"] for row in one.find("audit")] == [row["changes"] for row in two.find("audit")]
    other.close()


def test_the_clock_may_tell_any_zone(where: Path | str) -> None:
    hanoi = datetime.fromisoformat("2026-05-01T22:30:00+07:00")
    store = Store.create(where, clock=lambda: hanoi + timedelta(milliseconds=1))
    store.run(AddVenue("A"), AN)
    with store.reading() as reading:
        assert reading.find("audit")[0]["at"] == "2026-05-01T15:30:00.001+00:00"
    store.close()


def test_a_preview_shows_what_would_be_and_leaves_nothing(store: Store, watched: list[Changes]) -> None:
    venue = store.run(AddVenue("A"), AN).value
    assert store.preview(RenameVenue(venue, "B"), lambda rows: rows.get("venue", venue)["name"]) == "B"
    assert store.preview(AddVenue("C")) == venue + 1
    with pytest.raises(Refused):
        store.preview(RenameVenue(venue + 5, "B"))
    with store.reading() as reading:
        assert reading.find("venue") == [{"id": venue, "name": "A", "position": 0}]
        assert reading.last_change == 1
    assert len(watched) == 1
    assert store.run(AddVenue("D"), AN).audit_id == 2
