"""Whatever people do, undone it is the state before: every command class of the program is tried."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
from collections import Counter
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tournament_app.commands as commands_package
from tests.commands.acts import ACTS
from tests.commands.acts_roles import let_in
from tests.small import AN, drawn
from tests.store.toys import everything
from tournament_app.errors import Refused
from tournament_app.store.chain import verify_chain, verify_rows
from tournament_app.store.store import Actor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tournament_app.store.store import Store


BINH = Actor("Bình", "organiser", "bàn 2")


def state(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.reading() as reading:
        return everything(reading)


UNDONE = [act for act in ACTS if act.makes != ("RecordPrints",)]  # what is printed stays printed


def command_classes() -> set[str]:
    """Every command class the program has."""
    found = set()
    for module in pkgutil.iter_modules(commands_package.__path__):
        loaded = importlib.import_module(f"tournament_app.commands.{module.name}")
        for name, thing in inspect.getmembers(loaded, inspect.isclass):
            if is_dataclass(thing) and hasattr(thing, "apply") and thing.__module__ == loaded.__name__:
                found.add(name)
    return found


def test_every_command_class_is_tried_here() -> None:
    made = {name for act in ACTS for name in act.makes} | {"CreateTournament"}
    assert made == command_classes(), "a new command needs an act in tests/commands/acts.py, so that its undo is tried"


@given(seed=st.integers(0, 10_000_000), acts=st.integers(1, 12))
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_any_sequence_of_commands_undone_is_the_state_before(
    place: Callable[[], Path | str], seed: int, acts: int
) -> None:
    store = drawn(place(), 5)
    let_in(store, AN)
    dice = random.Random(seed)
    states = [state(store)]
    for _ in range(acts):
        with store.reading() as db:
            command = dice.choice(UNDONE).make(db, dice)
        if command is None:
            continue
        try:
            done = store.run(command, AN)
        except Refused:
            assert state(store) == states[-1], f"{command} was refused and changed something"
            continue
        if done.audit_id:
            states.append(state(store))
    for expected in reversed(states[:-1]):
        store.undo(AN)
        assert state(store) == expected
    for expected in states[1:]:
        store.redo(AN)
        assert state(store) == expected
    with store.reading() as db:
        assert verify_chain(db) is None
        assert verify_rows(db) is None
    store.close()


@pytest.mark.parametrize("act", UNDONE, ids=lambda act: act.makes[0])
def test_each_command_can_be_undone_by_itself(tmp_path: Path, act: Any) -> None:
    store = drawn(tmp_path / "giải.giai", 5)
    let_in(store, AN)
    done: Counter[str] = Counter()
    for seed in range(40):
        who = BINH if act.makes[0] == "AcceptLook" and seed % 2 else AN  # what somebody else typed can be accepted
        with store.reading() as db:
            command = act.make(db, random.Random(seed))
        if command is None:
            continue
        before = state(store)
        try:
            result = store.run(command, who)
        except Refused:
            assert state(store) == before
            continue
        if result.audit_id:
            after = state(store)
            store.undo(who)
            assert state(store) == before
            store.redo(who)
            assert state(store) == after
            done[type(command).__name__] += 1
    store.close()
    assert set(done) == set(act.makes), f"never carried out: {set(act.makes) - set(done)}"


def test_undo_passes_over_what_was_printed(tmp_path: Path) -> None:
    """Whoever prints the match sheets after a wrong score takes back the score, not the printing."""
    store = drawn(tmp_path / "giải.giai", 5)
    last = store.can_undo(AN)
    with store.reading() as db:
        (printing,) = (act for act in ACTS if act not in UNDONE)
        printed = store.run(printing.make(db, random.Random(1)), AN)
    with pytest.raises(Refused):
        store.undo(AN, printed.audit_id)
    assert store.can_undo(AN) == last
    before = state(store)
    store.undo(AN)
    assert state(store) != before
    store.redo(AN)
    assert state(store) == before
    store.close()
