"""A result that needs a second look counts when two people typed the same, and nothing moves before."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.small import AN, drawn
from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.event import ChangeEvent
from tournament_app.commands.score import ClearResult, RecordScore
from tournament_app.commands.second_look import AcceptLook
from tournament_app.domain.outcome import Kind
from tournament_app.domain.rules import EventRules, Format
from tournament_app.errors import Refused
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.queries.looks import look_rows, same_person
from tournament_app.queries.matches import MatchRow, match_row, match_rows
from tournament_app.rehearsal import rehearse
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.outcome import Games

BINH, CHI = Actor("Bình", "secretary", "bàn 2"), Actor("Chi", "secretary", "bàn 3")
WON: Games = ((2, 0),)
DRAWN: Games = ((1, 1),)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Chess of four, every result to be looked at twice."""
    made = drawn(tmp_path_factory.mktemp("cờ") / "giải.giai", units=4)
    with made.reading() as db:
        event_id = event_ids(db)["CT-01"]
        rules = EventRules.of(db.get("event", event_id)["rules"])
    made.run(ChangeEvent(event_id, replace(rules, second_look="all")), AN)
    made.close()
    return Path(made.where)


@pytest.fixture
def store(file: Path, tmp_path: Path) -> Iterator[Store]:
    made = Store.open(shutil.copy(file, tmp_path / "giải.giai"))
    yield made
    made.close()


def match(store: Store) -> MatchRow:
    with store.reading() as db:
        return next(m for m in match_rows(db) if m.event_id == event_ids(db)["CT-01"])


def types(store: Store, who: Actor, games: Games, kind: Kind = Kind.PLAYED, loser: int | None = None) -> None:
    store.run(RecordScore(*match(store).key, kind, games, loser), who)


def standing(store: Store) -> tuple[str, str, int]:
    """Status of the match, its looks, and how many matches of the event are over."""
    now = match(store)
    with store.reading() as db:
        return now.status, now.look, event_state(db, now.event_id).played


def test_a_score_counts_when_a_second_person_types_the_same(store: Store) -> None:
    assert standing(store) == ("ready", "", 0)
    types(store, AN, WON)
    assert standing(store) == ("playing", "one", 0)
    assert match(store).score == "", "the second sees nothing of it"
    types(store, BINH, WON)
    assert standing(store) == ("done", "", 1)
    store.undo(BINH)
    assert standing(store) == ("playing", "one", 0)
    store.redo(BINH)
    assert standing(store) == ("done", "", 1)


def test_nobody_is_the_second_to_look_at_a_score_of_their_own(store: Store) -> None:
    types(store, AN, WON)
    types(store, Actor("", "secretary", AN.station), WON)
    types(store, replace(AN, role="secretary"), WON)
    types(store, replace(AN, station="bàn 9"), WON)
    assert standing(store) == ("playing", "one", 0)
    types(store, AN, DRAWN)
    types(store, BINH, DRAWN)
    assert standing(store) == ("done", "", 1), "the first typed again, and the second typed that"


def test_two_different_scores_stand_side_by_side_until_one_gives_way(store: Store) -> None:
    types(store, AN, WON)
    types(store, BINH, DRAWN)
    assert standing(store) == ("playing", "differ", 0)
    key = match(store).key
    with store.reading() as db:
        first, second = look_rows(db, *key)
    assert [(one.by, str(one.score)) for one in (first, second)] == [("An · bàn 1", "1-0"), ("Bình · bàn 2", "½-½")]
    with pytest.raises(Refused) as no:
        types(store, CHI, ((0, 2),))
    assert no.value.problems[0].code == "typed_twice"
    with pytest.raises(Refused) as no:
        store.run(AcceptLook(*key, first.id), AN)
    assert no.value.problems[0].code == "own_score"
    store.run(AcceptLook(*key, second.id), AN)
    assert standing(store) == ("done", "", 1)
    assert match(store).score == "½-½"
    store.undo(AN)
    assert standing(store) == ("playing", "differ", 0)
    types(store, BINH, WON)
    assert standing(store) == ("done", "", 1), "or the second types again"


def test_one_score_alone_cannot_be_accepted_unseen(store: Store) -> None:
    types(store, AN, WON)
    key = match(store).key
    with store.reading() as db:
        (first,) = look_rows(db, *key)
    with pytest.raises(Refused) as no:
        store.run(AcceptLook(*key, first.id), BINH)
    assert no.value.problems[0].code == "not_differing"


def test_a_correction_is_looked_at_twice_too_and_the_result_stands_until_then(store: Store) -> None:
    for who in (AN, BINH):
        types(store, who, WON)
    types(store, AN, DRAWN)
    assert standing(store) == ("done", "one", 1)
    assert match(store).score == "1-0"
    types(store, BINH, WON)
    assert standing(store) == ("done", "one", 1), "what stands already needs nobody to look"
    types(store, CHI, ((0, 2),))
    with store.reading() as db:
        first, _ = look_rows(db, *match(store).key)
    store.run(AcceptLook(*match(store).key, first.id), CHI)
    assert match(store).score == "½-½"


def test_what_was_claimed_is_taken_away_with_the_result(store: Store) -> None:
    types(store, AN, (), Kind.WALKOVER, 1)
    assert standing(store) == ("playing", "one", 0)
    with store.reading() as db:
        assert str(look_rows(db, *match(store).key)[0].score)
    store.run(ClearResult(*match(store).key), BINH)
    assert standing(store) == ("ready", "", 0)


def test_only_finals_where_the_rules_ask_for_finals(store: Store) -> None:
    one = match(store)
    with store.reading() as db:
        rules = EventRules.of(db.get("event", one.event_id)["rules"])
    store.run(ChangeEvent(one.event_id, replace(rules, second_look="final")), AN)
    types(store, AN, WON)
    with store.reading() as db:
        assert match_row(db, *one.key).status == "done", "a match of the group is no final"


def test_a_name_says_who_somebody_is_and_without_one_the_station() -> None:
    assert same_person(("An", "1"), ("AN ", "2"))
    assert same_person(("An", "1"), ("", "1"))
    assert not same_person(("An", "1"), ("Bình", "1"))
    assert not same_person(("", "1"), ("", "2"))


def test_a_score_of_another_match_is_not_accepted_here(store: Store) -> None:
    types(store, AN, WON)
    types(store, BINH, DRAWN)
    with store.reading() as db:
        first, _ = look_rows(db, *match(store).key)
        other = next(m for m in match_rows(db) if m.event_id == match(store).event_id and m.key != match(store).key)
    for command, code in ((AcceptLook(*other.key, first.id), "no_such_match"), (AcceptLook(*other.key, 99), "gone")):
        with pytest.raises(Refused) as no:
            store.run(command, CHI)
        assert no.value.problems[0].code == code


def test_the_robot_of_a_rehearsal_types_twice(store: Store) -> None:
    rehearse(store, "1", events=frozenset({"CT-01"}))
    with store.reading() as db:
        assert event_state(db, match(store).event_id).finished
        assert not db.count("look")


def test_a_score_typed_for_others_than_meet_now_counts_for_nobody(store: Store) -> None:
    event_id = match(store).event_id
    with store.reading() as db:
        rules = EventRules.of(db.get("event", event_id)["rules"])
    store.run(ChangeEvent(event_id, replace(rules, second_look="final")), AN)
    store.run(DrawEvent(event_id, "gieo", Format(kind="knockout")), AN)
    with store.reading() as db:
        *_, final = [m.contest for m in match_rows(db) if m.event_id == event_id and m.stage == "final"]
        first, second = [m.contest for m in match_rows(db) if m.event_id == event_id and m.side_a and m.side_b]
    for semi in (first, second):
        for who in (AN, BINH):
            store.run(RecordScore(event_id, semi, Kind.PLAYED, WON), who)
    store.run(RecordScore(event_id, final, Kind.PLAYED, WON), AN)
    store.run(RecordScore(event_id, final, Kind.PLAYED, ((0, 2),)), BINH)
    with store.reading() as db:
        one, _ = look_rows(db, event_id, final)
    for who in (AN, BINH):
        store.run(RecordScore(event_id, first, Kind.PLAYED, ((0, 2),)), who)
    with store.reading() as db:
        assert look_rows(db, event_id, final) == ()
        assert match_row(db, event_id, final).look == ""
    with pytest.raises(Refused):
        store.run(AcceptLook(event_id, final, one.id), CHI)
    store.run(RecordScore(event_id, final, Kind.PLAYED, WON), CHI)
    with store.reading() as db:
        assert db.count("look") == 1, "what was typed for others is gone"
