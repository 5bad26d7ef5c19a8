"""Any sequence of commands undone is the state before, and redone the state after, on both databases."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import event

from tests.store.toys import AN, BINH, Act, AddCourt, AddEvent, AddVenue, RemoveRow, RenameVenue, everything
from tournament_app.errors import Refused, refuse
from tournament_app.store.chain import verify_chain
from tournament_app.store.store import Actor, Store
from tournament_app.words import Text, set_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

acts = st.builds(Act, seed=st.integers(0, 10_000), steps=st.integers(0, 12))
shared_place = settings(max_examples=25, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("vi")


def now(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.reading() as reading:
        return everything(reading)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


@given(commands=st.lists(acts, max_size=8))
@shared_place
def test_any_sequence_undone_is_the_state_before_and_redone_the_state_after(
    place: Callable[[], Path | str], commands: list[Act]
) -> None:
    where = place()
    store = Store.create(where)
    states = [now(store)]
    states.extend(now(store) for command in commands if store.run(command, AN).audit_id)
    for expected in reversed(states[:-1]):
        store.undo(AN)
        assert now(store) == expected
    assert store.can_undo() is None
    store.close()
    store = Store.open(where)  # undo and redo survive a restart
    for expected in states[1:]:
        store.redo(AN)
        assert now(store) == expected
    assert store.can_redo() is None
    with store.reading() as reading:
        assert verify_chain(reading) is None
        assert reading.last_change == 3 * (len(states) - 1)
    store.close()


class Desk(RuleBasedStateMachine):
    """A desk that acts, undoes and redoes in any order, beside two plain stacks of states."""

    place: Callable[[], Path | str]

    def __init__(self) -> None:
        super().__init__()
        self.where = self.place()
        self.store = Store.create(self.where)
        self.before: list[Any] = []
        self.after: list[Any] = []
        self.state = now(self.store)

    @rule(command=acts)
    def act(self, command: Act) -> None:
        if self.store.run(command, AN).audit_id:
            self.before.append(self.state)
            self.after.clear()
            self.state = now(self.store)

    @rule()
    def undo(self) -> None:
        if not self.before:
            with pytest.raises(Refused) as refused:
                self.store.undo(AN)
            assert code(refused) == "nothing_to_undo"
            return
        self.store.undo(AN)
        self.after.append(self.state)
        self.state = self.before.pop()

    @rule()
    def redo(self) -> None:
        if not self.after:
            with pytest.raises(Refused) as refused:
                self.store.redo(AN)
            assert code(refused) == "nothing_to_redo"
            return
        self.store.redo(AN)
        self.before.append(self.state)
        self.state = self.after.pop()

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = Store.open(self.where)

    @invariant()
    def the_rows_are_those_of_the_stacks(self) -> None:
        assert now(self.store) == self.state
        assert (self.store.can_undo() is not None) == bool(self.before)
        assert (self.store.can_redo() is not None) == bool(self.after)

    def teardown(self) -> None:
        with self.store.reading() as reading:
            assert verify_chain(reading) is None
        self.store.close()


def test_acts_undos_and_redos_in_any_order(place: Callable[[], Path | str]) -> None:
    machine = type("DeskHere", (Desk,), {"place": staticmethod(place)})
    run_state_machine_as_test(machine, settings=settings(max_examples=20, stateful_step_count=15, deadline=None))


def test_undo_refuses_what_somebody_changed_since_and_says_who_when_and_how(store: Store) -> None:
    first = store.run(AddVenue("Nhà thi đấu"), AN)
    store.run(RenameVenue(first.value, "Nhà A"), BINH)
    before = now(store)
    with pytest.raises(Refused) as refused:
        store.undo(AN, first.audit_id)
    assert code(refused) == "conflict"
    with store.reading() as reading:
        renamed = reading.find("audit")[-1]
    at = datetime.fromisoformat(renamed["at"]).astimezone()
    for word in ("Bình", f"{at:%H:%M %d/%m/%Y}", "RenameVenue"):
        assert word in str(refused.value)
    assert now(store) == before
    assert store.can_undo()["id"] == renamed["id"]


def test_undo_refuses_when_the_row_was_removed_since(store: Store) -> None:
    first = store.run(AddVenue("A"), AN)
    renamed = store.run(RenameVenue(first.value, "B"), AN)
    store.run(RemoveRow("venue", first.value), BINH)
    with pytest.raises(Refused, match=r"Bình .*RemoveRow"):
        store.undo(AN, renamed.audit_id)


def test_undo_refuses_when_later_rows_stand_on_it(store: Store) -> None:
    first = store.run(AddVenue("A"), AN)
    court = store.run(AddCourt(first.value), BINH)
    with pytest.raises(Refused, match=r"Bình .*AddCourt") as refused:
        store.undo(AN, first.audit_id)
    assert code(refused) == "conflict"
    store.undo(AN, court.audit_id)
    store.undo(AN, first.audit_id)
    assert now(store)["venue"] == []


def test_undo_refuses_when_a_name_is_taken_again(store: Store) -> None:
    first = store.run(AddEvent("ĐƠN NAM"), AN)
    removed = store.run(RemoveRow("event", first.value), AN)
    store.run(AddEvent("ĐƠN NAM"), BINH)
    with pytest.raises(Refused) as refused:
        store.undo(AN, removed.audit_id)
    assert code(refused) == "conflict"


def test_undo_of_another_column_leaves_the_later_change_alone(store: Store) -> None:
    venue = store.run(AddVenue("A"), AN).value
    renamed = store.run(RenameVenue(venue, "B"), AN)

    class Move(RenameVenue):
        def apply(self, rows: Any) -> None:
            rows.change("venue", self.venue, position=7)

    store.run(Move(venue, ""), BINH)
    store.undo(AN, renamed.audit_id)
    assert now(store)["venue"] == [{"id": venue, "name": "A", "position": 7}]


def test_the_same_act_cannot_be_undone_twice(store: Store) -> None:
    first = store.run(AddVenue("A"), AN)
    store.undo(AN, first.audit_id)
    with pytest.raises(Refused) as refused:
        store.undo(AN, first.audit_id)
    assert code(refused) == "already_undone"
    store.redo(AN)
    store.undo(AN, first.audit_id)
    assert now(store)["venue"] == []


def test_a_new_act_after_an_undo_ends_what_could_be_redone(store: Store) -> None:
    store.run(AddVenue("A"), AN)
    store.undo(AN)
    assert store.can_redo() is not None
    store.run(AddVenue("B"), AN)
    assert store.can_redo() is None


def test_an_undone_row_comes_back_with_its_own_id_and_no_id_is_used_twice(store: Store) -> None:
    first = store.run(AddVenue("A"), AN).value
    store.undo(AN)
    second = store.run(AddVenue("B"), AN).value
    assert second > first
    store.undo(AN)
    with store.reading() as reading:
        act = reading.find("audit")[0]["id"]
        undo = reading.one("audit", undoes=act)
    store.undo(AN, undo["id"])  # an undo may be taken back from the history, too
    assert [row["id"] for row in now(store)["venue"]] == [first]


def test_undo_takes_back_what_this_person_did_here_and_nobody_elses(store: Store) -> None:
    other = Actor("An", "organiser", "bàn 2")
    mine = store.run(AddVenue("A"), AN)
    store.run(AddVenue("B"), BINH)
    store.run(AddVenue("C"), other)
    assert store.can_undo(AN)["id"] == mine.audit_id
    store.undo(AN)
    assert [row["name"] for row in now(store)["venue"]] == ["B", "C"]
    with pytest.raises(Refused) as refused:
        store.undo(AN)
    assert code(refused) == "nothing_to_undo"
    assert store.can_redo(BINH) is None
    store.run(AddVenue("D"), BINH)
    store.redo(AN)  # what others did since does not stand in its way
    assert [row["name"] for row in now(store)["venue"]] == ["A", "B", "C", "D"]


def test_what_stands_on_an_act_is_named_and_undone_before_it_in_order(store: Store) -> None:
    first = store.run(AddVenue("A"), AN)
    before = now(store)
    renamed = store.run(RenameVenue(first.value, "B"), BINH)
    store.run(AddVenue("elsewhere"), BINH)
    court = store.run(AddCourt(first.value), AN)
    gone = store.run(AddCourt(first.value), AN)
    store.undo(AN, gone.audit_id)
    later = store.built_upon(first.audit_id)
    assert [row["id"] for row in later] == [court.audit_id, renamed.audit_id]
    done = store.undo_all(AN, first.audit_id)
    assert len(done) == 3
    assert [row["name"] for row in now(store)["venue"]] == ["elsewhere"]
    for _ in done:
        store.redo(AN)
    assert {row["name"] for row in now(store)["venue"]} == {"B", "elsewhere"}
    assert len(now(store)["court"]) == 1
    assert before["venue"][0]["id"] == first.value


def test_if_one_of_several_cannot_be_undone_none_is(store: Store) -> None:
    first = store.run(AddVenue("A"), AN)
    store.run(RenameVenue(first.value, "B"), BINH)

    @contextmanager
    def objecting(rows: Any) -> Iterator[None]:
        yield
        if rows.one("venue", id=first.value) is None:
            raise refuse("no", Text("No."))

    before = now(store)
    with pytest.raises(Refused, match=r"No\."):
        store.undo_all(AN, first.audit_id, objecting)
    assert now(store) == before
    store.undo_all(AN, first.audit_id)
    assert now(store)["venue"] == []


def test_what_stands_on_an_act_is_looked_through_once_however_much_it_is(file: Store) -> None:
    """Taking back a draw that 300 results stand on took half a minute: each looked through all that came later."""
    first = file.run(AddVenue("A"), AN)
    for number in range(30):
        file.run(RenameVenue(first.value, str(number)), BINH)
    asked: list[str] = []
    event.listen(file.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert len(file.undo_all(AN, first.audit_id)) == 31
    looked = [statement for statement in asked if '"undoes", "changes" FROM "audit"' in statement]
    assert len(looked) == 1
    assert now(file)["venue"] == []


@given(commands=st.lists(acts, min_size=1, max_size=6), pick=st.integers(0, 5))
@shared_place
def test_any_act_undone_with_all_that_stands_on_it_leaves_the_rest_and_comes_back(
    place: Callable[[], Path | str], commands: list[Act], pick: int
) -> None:
    store = Store.create(place())
    done = [ran.audit_id for command in commands if (ran := store.run(command, BINH)).audit_id]
    if not done:
        store.close()
        return
    before = now(store)
    try:
        undone = store.undo_all(AN, done[pick % len(done)])
    except Refused:
        assert now(store) == before, "refused and changed something"
    else:
        for _ in undone:
            store.redo(AN)
        assert now(store) == before
    store.close()
