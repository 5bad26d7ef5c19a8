"""Tables, places and prizes as people read them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from tests.commands.swiss_cases import play, swiss
from tests.queries.conftest import speaks
from tests.small import AN, drawn
from tournament_app.commands.event import ChangeEvent
from tournament_app.commands.score import ClearResult
from tournament_app.commands.swiss import PairRound
from tournament_app.commands.withdraw import WithdrawEntry
from tournament_app.domain.rules import Prizes
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import event_ids, event_state, event_states
from tournament_app.queries.medals import medal_rows, overall_rule, physical_medals
from tournament_app.queries.results import award_rows, criteria_words, place_rows, standing_rows
from tournament_app.rehearsal import rehearse

if TYPE_CHECKING:
    from pathlib import Path

    from tournament_app.store.store import Store


def test_every_rank_says_why_in_both_languages(saturday: Store) -> None:
    with saturday.reading() as db:
        for event in event_states(db):
            for group, rows in standing_rows(db, event).items():
                assert [r.standing.rank for r in rows] == sorted(r.standing.rank for r in rows)
                assert {r.group for r in rows} == {group}
                for row in rows:
                    if row.standing.played:  # before a first match there is nothing to say
                        speaks(row.reason)
                    assert row.standing.won + row.standing.drawn + row.standing.lost == row.standing.played


def test_a_group_counts_each_match_for_both_sides(saturday: Store) -> None:
    with saturday.reading() as db:
        for state in event_states(db).values():
            for rows in standing_rows(db, state.id).values():
                assert sum(r.standing.won for r in rows) == sum(r.standing.lost for r in rows)
                assert sum(r.standing.games_for for r in rows) == sum(r.standing.games_against for r in rows)


def test_the_criteria_of_each_event_have_words(saturday: Store) -> None:
    with saturday.reading() as db:
        for state in event_states(db).values():
            for text in criteria_words(state.ranking):
                speaks(text)
        speaks(overall_rule(db))


def test_every_award_is_of_a_decided_place(saturday: Store) -> None:
    with saturday.reading() as db:
        rows = award_rows(db)
        assert rows
        for row in rows:
            places = {p.entry.id: p for p in place_rows(db, row.event_id)}
            assert places[row.entry.id].place == row.award.place
            assert places[row.entry.id].award == row.award
            assert row.entry.event_id == row.event_id
        golds = Counter(row.event_id for row in rows if row.award.medal == "gold")
        states = event_states(db)
        finished = {s.id for s in states.values() if s.finished}
        assert set(golds) == finished, "a champion is known once the final is over, and not before"
        assert set(golds.values()) <= {1}


def test_the_medal_table_counts_each_award_once(saturday: Store) -> None:
    with saturday.reading() as db:
        medals = Counter(row.award.medal for row in award_rows(db))
        table = medal_rows(db)
        assert sum(r.gold for r in table) == medals["gold"]
        assert sum(r.silver for r in table) == medals["silver"]
        assert sum(r.bronze for r in table) == medals["bronze"]
        assert all(r.total == r.gold + r.silver + r.bronze for r in table)
        assert [(r.gold, r.silver, r.bronze) for r in table] == sorted(
            ((r.gold, r.silver, r.bronze) for r in table), reverse=True
        )
        for row in table:
            assert row.shared == (sum(r.rank == row.rank for r in table) > 1)
        sports = {row.sport for row in award_rows(db)}
        assert sum(r.total for sport in sports for r in medal_rows(db, sport)) == sum(r.total for r in table)
        people = entry_rows(db)
        expected = sum(len(people[a.entry.id].member_ids) for a in award_rows(db) if a.award.medal)
        assert sum(physical_medals(db).values()) == expected


def test_played_to_the_end_every_place_is_given_once(tmp_path: Path) -> None:
    store = drawn(tmp_path / "giải.giai")
    rehearse(store, "5")
    with store.reading() as db:
        for state in event_states(db).values():
            if state.plan is None:
                assert place_rows(db, state.id) == ()
                assert standing_rows(db, state.id) == {}
                continue
            rows = place_rows(db, state.id)
            assert Counter(r.entry.id for r in rows) == Counter(state.numbers.values())
            assert rows[0].place == 1
            assert [r.place for r in rows].count(1) == 1
    store.undo(AN)
    store.close()


def test_whoever_withdrew_before_its_last_match_has_its_place_but_no_prize(tmp_path: Path) -> None:
    store = drawn(tmp_path / "giải.giai")
    rehearse(store, "1", events=frozenset({"CL-05"}))
    with store.reading() as db:
        event = event_ids(db)["CL-05"]
        state = event_state(db, event)
        before = award_rows(db)
    final = state.outcomes["F"]
    store.run(WithdrawEntry(final.b, "ốm"), AN)
    with store.reading() as db:
        assert [row.award for row in award_rows(db)] == [row.award for row in before], "after its last match"
    store.run(ClearResult(event, "F"), AN)
    with store.reading() as db:
        places = {row.entry.id: (row.place, row.award) for row in place_rows(db, event)}
        assert places[final.b] == (2, None)
        assert places[final.a][1] is not None
        others = {row.award for row in before if row.award.entry not in (final.a, final.b)}
        assert others <= {row.award for row in award_rows(db)}, "nobody is moved up"
    store.close()


def test_in_a_swiss_the_last_round_is_to_be_played_for_a_prize(tmp_path: Path) -> None:
    store, event = swiss(tmp_path / "giải.giai", 6, 2)
    with store.reading() as db:
        rules = event_state(db, event).rules
    store.run(ChangeEvent(event, replace(rules, prizes=Prizes(consolation=-1))), AN)
    dice = Random(1)
    store.run(PairRound(event), AN)
    play(store, event, dice)
    with store.reading() as db:
        early, late, *_ = (row.entry for row in event_state(db, event).tables["S"])
    store.run(WithdrawEntry(early, "ốm"), AN)
    store.run(PairRound(event), AN)
    play(store, event, dice)
    store.run(WithdrawEntry(late, "ốm"), AN)
    with store.reading() as db:
        without = [row.entry.id for row in place_rows(db, event) if row.award is None]
    assert without == [early]
    store.close()
