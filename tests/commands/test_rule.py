"""Rules the organiser writes, and sports added later: stored in the tournament, refused where play went on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.small import AN, drawn, entered
from tournament_app.commands.event import AddEvent
from tournament_app.commands.rule import AddRule, AddSport, ChangeRule
from tournament_app.commands.score import RecordScore
from tournament_app.commands.tournament import CreateTournament
from tournament_app.domain.rules import EventRules
from tournament_app.errors import Refused
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.queries.matches import match_rows
from tournament_app.queries.tournament import court_rows, rankings, rule_bodies, scorings, sport_rows
from tournament_app.store.catalogue import catalogue_sports, load_template, sport_rules
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

OURS = {"name": "Một ván 15", "best_of": 1, "target": 15, "cap": 17}


def problems(store: Store, command: Any) -> list[str]:
    with pytest.raises(Refused) as no:
        store.run(command, AN)
    return [problem.code for problem in no.value.problems]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return drawn(tmp_path / "giải.giai", 5)


def test_a_rule_is_added_for_a_stage_changed_and_kept_once_played_under(store: Store) -> None:
    with store.reading() as db:
        event = event_ids(db)["CL-05"]
    code = store.run(AddRule("scoring", OURS, event, ("group", "final")), AN).value
    store.run(ChangeRule("scoring", {**OURS, "code": code, "target": 11}), AN)
    with store.reading() as db:
        state = event_state(db, event)
        first = next(m for m in match_rows(db) if m.event_id == event and m.side_a and m.side_b)
    assert state.scoring["group"].target == state.scoring["final"].target == 11
    store.run(RecordScore(event, first.contest, games=((11, 3),)), AN)
    assert problems(store, ChangeRule("scoring", {**OURS, "code": code, "target": 9})) == ["rule_played"]
    assert problems(store, AddRule("scoring", {**OURS, "name": "Một ván 9"}, event)) == ["event_played"]
    with store.reading() as db:
        assert scorings(db)[code].target == 11
        assert len([each for each in scorings(db) if each.startswith("own_")]) == 1, "the refused one is not there"
    store.run(ChangeRule("scoring", {**OURS, "code": code, "target": 11}), AN)
    store.close()


def test_a_rubber_played_by_a_rule_holds_it_too(store: Store) -> None:
    with store.reading() as db:
        event = event_ids(db)["CL-05"]
    single = store.run(AddRule("scoring", OURS), AN).value
    tie = {"name": "Đồng đội", "rubbers": [{"name": f"Trận {n}", "scoring": single} for n in (1, 2, 3)]}
    store.run(AddRule("scoring", tie, event), AN)
    with store.reading() as db:
        first = next(m for m in match_rows(db) if m.event_id == event and m.side_a and m.side_b)
    store.run(RecordScore(event, first.contest, games=((1, 0), (1, 0))), AN)
    assert problems(store, ChangeRule("scoring", {**OURS, "code": single, "target": 11})) == ["rule_played"]
    store.close()


def test_a_ranking_is_written_with_its_points_and_used(store: Store) -> None:
    with store.reading() as db:
        event = event_ids(db)["CT-01"]
    body = {"name": "Nội bộ", "criteria": ["points", ["points", "wins"]], "win": "3", "draw": "1/2"}
    code = store.run(AddRule("ranking", body, event), AN).value
    with store.reading() as db:
        assert event_state(db, event).ranking == rankings(db)[code]
        assert str(rankings(db)[code].draw) == "1/2"
    store.close()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AddRule("scoring", {**OURS, "name": " "}), "no_name"),
        (AddRule("scoring", {**OURS, "best_of": 2}), "best_of"),
        (AddRule("scoring", {"name": "Đồng đội", "rubbers": [{"name": "1", "scoring": "none"}]}), "unknown_rubber"),
        (AddRule("scoring", {**OURS, "name": "1 ván 21 điểm, cách 2, tối đa 30"}), "same_name"),
        (AddRule("ranking", {"name": "X", "criteria": []}), "no_criterion"),
        (AddRule("ranking", {"name": "X", "criteria": ["luck"]}), "unknown_criterion"),
        (AddRule("ranking", {"name": "X", "criteria": ["wins"], "win": "ba"}), "points"),
        (ChangeRule("ranking", {"name": "X", "code": "none", "criteria": ["wins"]}), "unknown_rule"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(store: Store, command: Any, code: str) -> None:
    with store.reading() as db:
        before = rule_bodies(db, command.kind)
    assert problems(store, command) == [code]
    with store.reading() as db:
        assert rule_bodies(db, command.kind) == before
    store.close()


def test_a_sport_comes_with_its_rules_and_courts_to_the_blank_tournament(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "trống.giai")
    store.run(CreateTournament(load_template("blank")), AN)
    tug = catalogue_sports()["KC"]
    with store.reading() as db:
        venue = db.find("venue")[0]["id"]
    store.run(AddSport(sport_rules(tug), venue, ("Sân KC 1", "Sân KC 2")), AN)
    with store.reading() as db:
        assert sport_rows(db)["KC"].name == "Kéo co"
        assert [court.name for court in court_rows(db) if court.sport == "KC"] == ["Sân KC 1", "Sân KC 2"]
    taken = {"scoring": tug.scoring, "minutes": tug.minutes, "ranking": tug.ranking}
    store.run(AddEvent(EventRules("KC-01", "KC", "Kéo co nam", squad=(8, 10), **taken)), AN)
    assert problems(store, AddSport(sport_rules(tug))) == ["sport_there"]
    store.close()


def test_every_sport_of_the_catalogue_can_be_added(tmp_path: Path) -> None:
    store = entered(tmp_path / "giải.giai", 1)
    with store.reading() as db:
        venue, there = db.find("venue")[0]["id"], sport_rows(db)
        court = db.find("court", venue_id=venue)[0]["name"]
    tug = sport_rules(catalogue_sports()["KC"])
    assert problems(store, AddSport(tug, None, ("Sân 1",))) == ["no_venue"]
    assert problems(store, AddSport(tug, venue, ("Sân KC",), 0)) == ["no_boards"]
    assert problems(store, AddSport(tug, venue, (court,))) == ["court_taken"]
    assert problems(store, AddSport(tug, venue, ("Sân KC", "Sân KC"))) == ["court_taken"]
    for code, sport in catalogue_sports().items():
        if code not in there:
            store.run(AddSport(sport_rules(sport)), AN)
    with store.reading() as db:
        assert sport_rows(db).keys() == catalogue_sports().keys()
    store.close()
