"""What follows from a correction is said first and is what happens: random corrections of a small tournament."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.queries.conftest import speaks
from tests.queries.test_later import nobody_doubled_or_invented
from tests.small import AN, drawn
from tests.store.toys import everything
from tournament_app.commands.later import settling
from tournament_app.commands.score import CallMatch, ClearResult, RecordScore
from tournament_app.commands.withdraw import WithdrawEntry
from tournament_app.domain.outcome import Kind
from tournament_app.errors import Refused
from tournament_app.queries.consequences import Consequences, before, consequences
from tournament_app.queries.event_state import event_ids, event_states
from tournament_app.queries.later import Later
from tournament_app.queries.matches import match_rows, matches_by_key
from tournament_app.rehearsal import rehearse
from tournament_app.store.chain import verify_chain, verify_rows
from tournament_app.store.history import Reversal
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every event of the small tournament played to its end."""
    where = tmp_path_factory.mktemp("đã đấu") / "giải.giai"
    store = drawn(where)
    rehearse(store, "1")
    store.close()
    return where


def looked_at(store: Store, command: Any, chosen: Any = None) -> Consequences:
    with store.reading() as db:
        was = before(db)
    found: Consequences = store.preview(command, lambda rows: consequences(was, rows, chosen))
    return found


def correction(store: Store, dice: random.Random) -> Any:
    """A command that corrects, as a function of the choices."""
    with store.reading() as db:
        match = dice.choice([m for m in match_rows(db) if m.status == "done" and m.outcome and m.side_a])
        entry = dice.choice(db.find("entry", state="entered"))
    assert match.outcome is not None
    won = 0 if match.outcome.winner == match.outcome.a else 1
    made: Any = dice.choice(
        (
            lambda later: RecordScore(*match.key, Kind.WALKOVER, loser=won, later=later),
            lambda later: RecordScore(*match.key, Kind.WALKOVER, loser=won, later=later),
            lambda later: ClearResult(*match.key, later=later),
            lambda later: WithdrawEntry(entry["id"], "ốm", later=later),
        )
    )
    return made


@given(seed=st.integers(0, 10_000_000))
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_what_is_said_first_is_what_happens_in_one_act_that_is_undone_in_one(
    played: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    store = Store.open(shutil.copy(played, tmp_path_factory.mktemp("sửa") / "giải.giai"))
    dice = random.Random(seed)
    for _ in range(3):
        made = correction(store, dice)
        with store.reading() as db:
            rows = everything(db)
        found = looked_at(store, made(None))
        for row in found.results:
            found = looked_at(store, made(None), {row.key: dice.choice(row.choices)})
        for line in (*found.sides, *found.matches, *found.ranks, *found.prizes, *found.slots):
            speaks(line)
        later = tuple(Later(*row.key, row.choice, "theo quyết định") for row in found.results)
        if later:
            with pytest.raises(Refused):
                store.run(made(()), AN)
        done = store.run(made(later), AN)
        with store.reading() as db:
            for state in event_states(db).values():
                if state.plan is not None:
                    assert state.resolved is not None
                    assert state.resolved.stale == ()
                    nobody_doubled_or_invented(state)
            stored = matches_by_key(db)
            for row in found.results:
                assert stored[row.key].status != "stale"
                assert (row.choice != "keep") or stored[row.key].status == "done"
        store.undo(AN, done.audit_id)
        with store.reading() as db:
            assert everything(db) == rows
        store.redo(AN)
    store.close()


def test_a_final_that_was_played_its_prizes_and_its_call_are_named(played: Path, tmp_path: Path) -> None:
    store = Store.open(shutil.copy(played, tmp_path / "giải.giai"))
    with store.reading() as db:
        event = event_ids(db)["CL-05"]
        semi, final = (matches_by_key(db)[event, ref] for ref in ("SF1", "F"))
    assert semi.outcome is not None
    won = 0 if semi.outcome.winner == semi.outcome.a else 1
    turned = RecordScore(event, "SF1", Kind.WALKOVER, loser=won, later=None)
    found = looked_at(store, turned)
    (row,) = found.results
    assert (row.key, row.number, row.choice) == (final.key, final.number, "void")
    assert row.choices == ("void", "keep")
    assert found.prizes
    assert found.grave
    assert any(str(final.label) in str(line) for line in found.sides)
    kept = looked_at(store, turned, {final.key: "keep"})
    assert not kept.sides
    assert not kept.prizes
    store.run(ClearResult(event, "F"), AN)
    store.run(CallMatch(event, "F"), AN)
    called = looked_at(store, turned)
    assert called.running
    assert not called.results
    assert any(str(final.label) in str(line) for line in called.slots)
    store.close()


def test_an_undo_that_brings_back_a_result_of_sides_that_no_longer_meet_names_it(played: Path, tmp_path: Path) -> None:
    store = Store.open(shutil.copy(played, tmp_path / "giải.giai"))
    with store.reading() as db:
        event = event_ids(db)["CL-05"]
        semi, final = (matches_by_key(db)[event, ref] for ref in ("SF1", "F"))
    assert semi.outcome is not None
    won = 0 if semi.outcome.winner == semi.outcome.a else 1
    cleared = store.run(ClearResult(*final.key), AN)
    store.run(RecordScore(*semi.key, Kind.WALKOVER, loser=won), AN)
    found = looked_at(store, Reversal((cleared.audit_id,)))
    (row,) = found.results
    assert (row.key, row.choice) == (final.key, "void")
    assert row.played.endswith(final.score)
    store.undo(AN, cleared.audit_id, lambda rows: settling(rows, (Later(*row.key, "keep", "đã trao giải"),)))
    with store.reading() as db:
        kept = matches_by_key(db)[final.key]
    assert kept.outcome == final.outcome
    assert kept.status == "done"
    store.close()


def test_what_is_upset_only_on_the_way_is_neither_asked_about_nor_in_the_way(played: Path, tmp_path: Path) -> None:
    """A result comes back with the first undo, its sides no longer meet, and goes with the second."""
    store = Store.open(shutil.copy(played, tmp_path / "giải.giai"))
    with store.reading() as db:
        event = event_ids(db)["CL-05"]
        semi, final = (matches_by_key(db)[event, ref] for ref in ("SF1", "F"))
        entered = next(
            row["id"]
            for row in db.find("audit", command="RecordScore")
            if (row["arguments"]["event_id"], row["arguments"]["contest"]) == final.key
        )
    assert semi.outcome is not None
    won = 0 if semi.outcome.winner == semi.outcome.a else 1
    cleared = store.run(ClearResult(*final.key), AN)
    store.run(RecordScore(*semi.key, Kind.WALKOVER, loser=won), AN)
    assert not looked_at(store, Reversal((cleared.audit_id, entered))).results
    told: list[int] = []
    store.subscribe(lambda changes: told.append(changes.last))
    done = store.undo_all(AN, entered, lambda rows: settling(rows, ()))
    assert [one.audit_id for one in done] == told
    with store.reading() as db:
        assert [db.get("audit", one.audit_id)["undoes"] for one in done] == [cleared.audit_id, entered]
        assert matches_by_key(db)[final.key].outcome is None
        assert verify_chain(db) is None
        assert verify_rows(db) is None
    store.close()
