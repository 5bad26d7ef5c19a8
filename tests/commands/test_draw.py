"""A draw and its record: seed of the hall, balls, changes by hand; and the check that says what differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.small import AN, entered
from tournament_app.commands.balls import DrawByBalls, PutBallBack, TakeBall
from tournament_app.commands.draw import DrawEvent, SwapEntries
from tournament_app.commands.entry import SetSeed
from tournament_app.domain.balls import Urn
from tournament_app.domain.formats import plan_for
from tournament_app.domain.rules import Format
from tournament_app.errors import Refused
from tournament_app.queries.draw import draw_record
from tournament_app.queries.draw_check import DrawCheck, check_draw
from tournament_app.queries.draw_list import draw_list
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.queries.overview import overview
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tournament_app.store.store import Store

KNOCKOUT = Format("knockout")


@dataclass(frozen=True)
class Tamper:
    """What no command does: the record of a draw changed as *how* says."""

    event_id: int
    how: Callable[[dict[str, Any]], None]

    def words(self) -> Text:
        return Text("Tampered")

    def apply(self, rows: Any) -> None:
        row = rows.one("draw", event_id=self.event_id)
        record = {**row["record"]}
        self.how(record)
        rows.change("draw", row["id"], record=record)


@dataclass(frozen=True)
class MoveAll:
    """Every entry of an event given to one delegation, numbered anew."""

    event_id: int
    delegation_id: int

    def words(self) -> Text:
        return Text("Moved")

    def apply(self, rows: Any) -> None:
        for number, row in enumerate(rows.find("entry", event_id=self.event_id), 101):
            rows.change("entry", row["id"], delegation_id=self.delegation_id, number=number)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = entered(tmp_path / "draw.db")
    yield store
    store.close()


@pytest.fixture
def event(store: Store) -> int:
    """Single table tennis: two entries of each of seven delegations."""
    with store.reading() as db:
        return event_ids(db)["BB-02"]


def checked(store: Store, event: int) -> DrawCheck:
    with store.reading() as db:
        return check_draw(db, event)


def by_hand(store: Store, event: int, form: Format, by: str = "") -> tuple[tuple[int, int, str], ...]:
    with store.reading() as db:
        found = draw_list(db, event, form)
    urn = Urn(plan_for(form, len(found.entries)), found.listed, form)
    held: dict[int, int] = {}
    dice = Random(5)
    while len(held) < urn.size:
        entry = dice.choice(urn.next(held))
        held[dice.choice(urn.places(held, entry))] = entry
    return tuple((found.entries[n - 1].id, number, by) for number, n in held.items())


def test_a_public_draw_is_made_of_the_hash_and_of_what_the_hall_gave(store: Store, event: int) -> None:
    with store.reading() as db:
        found = draw_list(db, event, KNOCKOUT)
    store.run(DrawEvent(event, "", KNOCKOUT, (" 6 2 5 ", "38"), found.digest, "2024-10-20T08:00:00"), AN)
    with store.reading() as db:
        state, record = event_state(db, event), draw_record(db, event)
    assert state.seed == sha256(f"{sha256(found.text.encode()).hexdigest()}\n6 2 5\n38".encode()).hexdigest()
    assert record is not None
    assert (record.method, record.hall, record.shown) == ("hall", (" 6 2 5 ", "38"), "2024-10-20T08:00:00")
    assert record.digest == found.digest == sha256(found.text.encode()).hexdigest()
    assert found.text.startswith("draw 1\nBB-02\n{")
    assert found.text.count("\n") == 3 + 14
    assert checked(store, event).agrees


def test_a_list_changed_since_its_hash_was_shown_is_not_drawn(store: Store, event: int) -> None:
    with store.reading() as db:
        found = draw_list(db, event)
    store.run(SetSeed(found.entries[0].id, 1), AN)
    with pytest.raises(Refused) as refused:
        store.run(DrawEvent(event, hall=("7",), digest=found.digest), AN)
    assert refused.value.problems[0].code == "list_changed"
    with store.reading() as db:
        assert event_state(db, event).plan is None


@pytest.mark.parametrize("form", [KNOCKOUT, Format("groups"), Format("double_elimination"), Format("swiss")])
def test_balls_are_kept_in_the_order_they_came(store: Store, event: int, form: Format) -> None:
    balls = by_hand(store, event, form, "Sở Y tế")
    store.run(DrawByBalls(event, balls, form), AN)
    with store.reading() as db:
        state, record = event_state(db, event), draw_record(db, event)
    assert state.numbers == {number: entry for entry, number, _ in balls}
    assert record is not None
    assert [(p.entry.id, p.number, p.by) for p in record.placed] == list(balls)
    assert record.placed[-1].forced
    assert {p.how for p in record.placed} == {"ball"}
    assert checked(store, event).agrees
    store.undo(AN)
    with store.reading() as db:
        assert event_state(db, event).plan is None


def test_each_ball_is_kept_as_it_comes_and_may_go_back(store: Store, event: int) -> None:
    balls = by_hand(store, event, KNOCKOUT, "Sở Y tế")
    with store.reading() as db:
        digest = draw_list(db, event, KNOCKOUT).digest

    def take(at: int, digest: str = digest) -> None:
        store.run(TakeBall(event, *balls[at], KNOCKOUT, digest, "08:00"), AN)

    def kept() -> list[list[object]]:
        with store.reading() as db:
            row = db.one("ball_draw", event_id=event)
            return row["balls"] if row else []

    take(0)
    take(1)
    assert kept() == [list(ball) for ball in balls[:2]]
    for refused, code in ((0, "ball"), (2, "list_changed")):
        with pytest.raises(Refused) as no:
            take(refused, digest if code == "ball" else "0" * 64)
        assert no.value.problems[0].code == code
    store.undo(AN)
    assert len(kept()) == 1
    with store.reading() as db:
        (left,) = [row for row in overview(db, datetime(2024, 10, 25, 8)).todo if row.page == "draw"]
    assert left.event_id == event
    assert left.detail.say("en").startswith("1 ball")
    take(1)
    store.run(PutBallBack(event), AN)
    store.run(PutBallBack(event), AN)
    assert kept() == []
    with pytest.raises(Refused):
        store.run(PutBallBack(event), AN)
    take(0)
    form = Format("groups")
    other = by_hand(store, event, form)[0]
    store.run(TakeBall(event, *other, form), AN)
    assert kept() == [list(other)], "another format puts the balls away"
    for at in range(len(balls)):
        take(at)
    store.run(DrawByBalls(event, balls, KNOCKOUT, digest), AN)
    assert kept() == []


def test_balls_that_could_not_have_come_are_refused(store: Store, event: int) -> None:
    balls = by_hand(store, event, KNOCKOUT)
    for wrong, code in ((balls[:-1], "balls_left"), ((balls[0], balls[0], *balls[2:]), "ball")):
        with pytest.raises(Refused) as refused:
            store.run(DrawByBalls(event, wrong, KNOCKOUT), AN)
        assert refused.value.problems[0].code == code


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (lambda record: record.update(hash="0" * 64), "0000 0000 0000 0000"),
        (lambda record: record.update(hall=["39"]), "hội trường"),
        (lambda record: record["entries"][0].__setitem__(3, "Ai đó"), "mã băm"),
        (lambda record: record["entries"][0].__setitem__(4, 1), "không cho ra mã"),
        (lambda record: record["numbers"][0].__setitem__(1, record["numbers"][1][1]), "Số 1: bốc lại ra"),
        (lambda record: record["by_hand"].append({"at": "", "entries": [1, 2]}), "đã bị sửa từ bên ngoài"),
    ],
)
def test_the_check_says_what_differs(store: Store, event: int, how: Any, words: str) -> None:
    store.run(DrawEvent(event, "", KNOCKOUT, ("38",)), AN)
    assert checked(store, event).differences == ()
    store.run(Tamper(event, how), AN)
    check = checked(store, event)
    assert not check.agrees
    assert any(words in text.say("vi") for text in check.differences), [text.say("vi") for text in check.differences]


def test_balls_changed_in_the_record_are_found(store: Store, event: int) -> None:
    store.run(DrawByBalls(event, by_hand(store, event, KNOCKOUT), KNOCKOUT), AN)
    store.run(Tamper(event, lambda record: record["balls"][0].__setitem__(1, record["balls"][1][1])), AN)
    assert "không thể vào số" in " ".join(text.say("vi") for text in checked(store, event).differences)


def test_a_change_by_hand_belongs_to_the_record(store: Store, event: int) -> None:
    store.run(DrawEvent(event, "1", KNOCKOUT), AN)
    with store.reading() as db:
        numbers = event_state(db, event).numbers
    store.run(SwapEntries(event, numbers[1], numbers[5]), AN)
    assert checked(store, event).agrees
    with store.reading() as db:
        record = draw_record(db, event)
    assert record is not None
    assert len(record.by_hand) == 1


def test_the_pair_that_must_meet_is_named_with_the_proof(tmp_path: Path) -> None:
    store = entered(tmp_path / "three.giai", 3)
    with store.reading() as db:
        event = event_ids(db)["BB-02"]
    with store.reading() as db:
        first = draw_list(db, event).entries[0]
    store.run(MoveAll(event, first.delegation_id), AN)
    store.run(DrawEvent(event, "1", Format("groups", groups=2, qualifiers=1)), AN)
    with store.reading() as db:
        record = draw_record(db, event)
    assert record is not None
    assert record.proofs[0].startswith(f"{first.unit} có 6 suất mà chỉ có 2 bảng: ít nhất 6 cặp phải chung")
    assert len(record.proofs) == 7
    assert record.proofs[1].startswith("Chung bảng: ")
    assert first.full in " ".join(record.proofs)
    assert checked(store, event).agrees
    store.close()
