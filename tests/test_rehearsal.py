"""The rehearsal robot: the same seed plays the same tournament, to its end, with all that happens in a hall."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.small import AN, drawn, entered
from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.event import ChangeEvent
from tournament_app.domain.outcome import Kind
from tournament_app.domain.rules import EventRules
from tournament_app.queries.checks import checks
from tournament_app.queries.event_state import event_ids, event_states
from tournament_app.queries.matches import match_rows
from tournament_app.queries.results import award_rows
from tournament_app.queries.schedule import to_mend
from tournament_app.rehearsal import Rehearsed, rehearse
from tournament_app.sample import make_sample
from tournament_app.store.catalogue import load_template
from tournament_app.store.chain import verify_chain, verify_rows

if TYPE_CHECKING:
    from pathlib import Path

    from tournament_app.store.store import Store


def results(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as db:
        return [
            tuple(row[name] for name in ("event_id", "contest", "a", "b", "kind", "games", "winner"))
            for row in db.find("result")
        ]


def played(where: Path, seed: str) -> tuple[Rehearsed, list[tuple[object, ...]]]:
    store = drawn(where)
    done = rehearse(store, seed)
    found = results(store)
    store.close()
    return done, found


def test_the_same_seed_plays_the_same_tournament(tmp_path: Path) -> None:
    one, again, other = (played(tmp_path / f"{n}.giai", seed) for n, seed in enumerate(("a", "a", "b")))
    assert one == again
    assert one[1] != other[1]


@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_a_tournament_is_played_to_its_end(tmp_path: Path, seed: str) -> None:
    store = drawn(tmp_path / "giải.giai")
    done = rehearse(store, seed)
    with store.reading() as db:
        states = [s for s in event_states(db).values() if s.plan is not None]
        assert all(s.finished for s in states)
        assert {m.status for m in match_rows(db)} == {"done"}
        awarded = {row.event_id for row in award_rows(db)}
        assert awarded == {s.id for s in states}
        assert [f for f in checks(db) if f.hard] == []
        assert done.results >= db.count("result")
        assert done.results - done.corrections == db.count("result")
    assert rehearse(store, "another") == Rehearsed()
    store.close()


def test_it_stops_when_told_and_goes_on_from_there(tmp_path: Path) -> None:
    store = drawn(tmp_path / "giải.giai")
    with store.reading() as db:
        starts = sorted({m.start for m in match_rows(db) if m.start is not None})
    until = starts[len(starts) // 2]
    first = rehearse(store, "1", until=until)
    with store.reading() as db:
        for m in match_rows(db):
            assert m.start is not None
            assert m.status != "done" or m.start < until or m.outcome is None
            assert m.status != "ready" or m.start >= until
    assert rehearse(store, "1", until=until) == Rehearsed()
    assert 0 < first.results < len(match_list(store))
    rehearse(store, "1")
    with store.reading() as db:
        assert {m.status for m in match_rows(db)} == {"done"}
    store.close()


def match_list(store: Store) -> list[int]:
    with store.reading() as db:
        return [m.number for m in match_rows(db)]


def test_it_plays_only_the_events_it_is_given(tmp_path: Path) -> None:
    store = drawn(tmp_path / "giải.giai")
    rehearse(store, "1", events=frozenset({"BB-02"}))
    with store.reading() as db:
        assert {m.event for m in match_rows(db) if m.outcome} == {"BB-02"}
    store.close()


def test_matches_under_way_stay_unfinished(tmp_path: Path) -> None:
    store = drawn(tmp_path / "giải.giai")
    with store.reading() as db:
        first = min(m.start for m in match_rows(db) if m.start is not None)
    rehearse(store, "1", until=first + 6, playing=True)
    with store.reading() as db:
        begun = [m for m in match_rows(db) if m.called]
        assert begun
        assert {m.status for m in begun} <= {"called", "playing"}
        assert any(m.score for m in begun)
        assert all(m.outcome is None or not m.outcome.over for m in begun)
    store.close()


def test_the_whole_sample_has_all_that_happens_in_a_hall(tmp_path: Path) -> None:
    store = make_sample(tmp_path / "mẫu.giai", until=None)
    with store.reading() as db:
        kinds = [row["kind"] for row in db.find("result")]
        assert kinds.count("walkover") > 0
        assert kinds.count("retired") > 0
        assert 0.9 < kinds.count("played") / len(kinds) < 1
        changed = [c for act in db.find("audit") for c in act["changes"] if c[0] == "result" and c[2] and c[3]]
        assert changed, "no score was corrected"
        assert to_mend(db) == ()
        assert [f for f in checks(db) if f.hard] == []
        assert sum(row.award.medal == "gold" for row in award_rows(db)) == 23
        assert verify_chain(db) is None
        assert verify_rows(db) is None
    store.close()


@pytest.mark.parametrize("code", sorted(load_template("xxv").rules["scoring"]))
def test_every_way_of_scoring_is_played_to_its_end(tmp_path: Path, code: str) -> None:
    """Groups, then a knockout with a winner of each match: no score of the robot is refused."""
    store = entered(tmp_path / "giải.giai")
    with store.reading() as db:
        event = event_ids(db)["BB-02"]
        rules = EventRules.of(db.get("event", event)["rules"])
    knockout = "board" if load_template("xxv").rules["scoring"][code]["best_of"] % 2 == 0 else code
    store.run(ChangeEvent(event, replace(rules, scoring={"group": code, "knockout": knockout})), AN)
    store.run(DrawEvent(event, "gieo"), AN)
    rehearse(store, "1", events=frozenset({"BB-02"}))
    with store.reading() as db:
        assert event_states(db)[event].finished
        assert all(m.score or m.outcome.kind is Kind.WALKOVER for m in match_rows(db) if m.event_id == event)
