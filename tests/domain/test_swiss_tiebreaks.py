"""The tie-breaks of chess against published tables; every value exact."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from tests.domain.swiss_cases import card, cards, golden
from tournament_app.domain import swiss_tiebreaks as tb
from tournament_app.domain.swiss import Worth
from tournament_app.domain.swiss_tiebreaks import Crosstable, buchholz, direct_encounter, sonneborn_berger

PUBLISHED = {
    "BH": buchholz,
    "BH/C1": partial(buchholz, low=1),
    "BH/C2": partial(buchholz, low=2),
    "BH/M1": partial(buchholz, low=1, high=1),
    "BH/M2": partial(buchholz, low=2, high=2),
    "AOB": tb.average_buchholz,
    "FB": tb.fore_buchholz,
    "SB": sonneborn_berger,
    "SB/C1": partial(sonneborn_berger, low=1),
    "SB/C2": partial(sonneborn_berger, low=2),
    "PS": tb.progressive,
    "PS/C1": partial(tb.progressive, low=1),
    "KS": tb.koya,
    "WIN": tb.wins,
    "WON": tb.games_won,
    "BPG": tb.black_games,
    "BWG": tb.black_wins,
}
WRONG_THERE = {("2026", 4, "SB/C2"): Fraction(6)}
"""The published 5 cuts a round of the player's own will although the other is larger (16.5)."""
SHARED = Path(__file__).parents[3] / "shared" / "reference" / "vectors" / "chess_tiebreaks.json"


@pytest.mark.parametrize("edition", ["2024", "2026"])
def test_the_published_table_full_of_unplayed_rounds(edition: tb.Edition) -> None:
    published = golden("chess_unplayed_rounds.json")
    table = Crosstable(cards([*published["players"]]), published["rounds"], edition=edition)
    for entry, row in enumerate(published[edition], 1):
        for column, value in zip(published["columns"], row, strict=True):
            expected = WRONG_THERE.get((edition, entry, column), Fraction(str(value)))
            assert PUBLISHED[column](table, entry) == expected, (entry, column)


def vectors() -> list[dict]:
    return json.loads(SHARED.read_text(encoding="utf-8"))["vectors"] if SHARED.exists() else []


def table_of(vector: dict, edition: tb.Edition) -> Crosstable:
    made = {player["no"]: card(" ".join(player["rounds"])) for player in vector["players"]}
    return Crosstable(made, 5, edition=edition, everybody="round-robin" in vector["rule_set"])


@pytest.mark.skipif(not SHARED.exists(), reason="the reference vectors are not beside this checkout")
@pytest.mark.parametrize("edition", ["2024", "2026"])
def test_the_exercises_of_the_technical_commission(edition: tb.Edition) -> None:
    """The changes under the text of 2026 are those the vectors list; what they do not list is not compared."""
    for vector in vectors():
        table = table_of(vector, edition)
        changed = vector.get("expected_changes_under_2026_text", {})
        for player in vector["players"]:
            assert table.points(player["no"]) == Fraction(str(player["points"]))
        for name, column in vector["expected"].items():
            measure = PUBLISHED.get(name.replace("_", "/"))
            if measure is None or (edition == "2026" and changed and name not in changed):
                continue
            for entry, value in column.items():
                if edition == "2026" and changed and entry not in changed[name]:
                    continue
                expected = value if edition == "2024" else changed.get(name, {}).get(entry, value)
                assert measure(table, int(entry)) == Fraction(str(expected)), (name, entry)


@pytest.mark.skipif(not SHARED.exists(), reason="the reference vectors are not beside this checkout")
def test_direct_encounters_of_the_exercises() -> None:
    swiss, robin = (table_of(vector, "2024") for vector in vectors())
    for table, expected in (
        (swiss, vectors()[0]["direct_encounter"]["values"]),
        (robin, vectors()[1]["expected"]["rank_by_DE"]),
    ):
        levels: dict[Fraction, list[int]] = {}
        for entry in table.cards:
            levels.setdefault(table.points(entry), []).append(entry)
        ranks: dict[int, int] = {}
        for points in sorted(levels, reverse=True):
            for tier in direct_encounter(table, levels[points]):
                ranks |= dict.fromkeys(tier, len(ranks) + 1)
        assert {entry: ranks[int(entry)] for entry in expected} == expected


def test_who_certainly_comes_first_does_so_although_games_are_missing() -> None:
    """1 beat 2 and 3, who have not met, nor has anybody 4: only 1 against 2 and 3 is certain."""
    rounds = ["2w1 3b1", "1b0 Z", "Z 1w0"]
    assert direct_encounter(Crosstable(cards(rounds), 5), (1, 2, 3)) == [(1,), (2, 3)]
    assert direct_encounter(Crosstable(cards(["2w1", "1b0", "Z"]), 5), (1, 2, 3)) == [(1, 2, 3)]


def test_the_rest_is_compared_anew_by_its_own_games() -> None:
    table = Crosstable(cards(["2w1 3b1 Z", "1b0 Z 3w1", "Z 1w0 2b0"]), 5)
    assert direct_encounter(table, (3, 2, 1)) == [(1,), (2,), (3,)]
    last = Crosstable(cards(["2w1 3b1", "1b0 Z", "Z 1w="]), 5)
    assert direct_encounter(last, (1, 2)) == [(1,), (2,)]


def test_a_pair_that_met_twice_counts_once() -> None:
    table = Crosstable(cards(["2w1 2b0 3w1 3b1", "1b0 1w1 Z Z", "Z Z 1b0 1w0"]), 4)
    assert direct_encounter(table, (1, 2)) == [(1, 2)]


def test_a_forfeited_game_is_missing_but_all_else_may_be_certain() -> None:
    """1 and 5 have not met, and no result of theirs would change the order; 3 and 4 of the second only forfeited."""
    met = ["2w1 3w1 4w1", "1b0 3w= 4w1 5w1", "1b0 2b= 4w= 5w1", "1b0 2b0 3b= 5w1", "2b0 3b0 4b0"]
    assert direct_encounter(Crosstable(cards(met), 5), range(1, 6)) == [(1,), (2,), (3,), (4,), (5,)]
    table = Crosstable(cards(["2w1 3b1 4w1 Z", "1b0 4w1 3b1 Z", "4b+ 1w0 2w0 Z", "3w- 2b0 1b0 Z"]), 5)
    assert direct_encounter(table, (1, 2, 3, 4)) == [(1,), (2,), (3, 4)]


def test_in_a_round_robin_a_round_without_opponent_gives_nothing() -> None:
    table = Crosstable(cards(["2w1 Z 3w0", "1b0 3w+ Z", "Z 2b- 1b1"]), 3, everybody=True)
    assert [buchholz(table, entry) for entry in (1, 2, 3)] == [2, 2, 2]


def test_a_match_under_way_counts_for_nothing_yet() -> None:
    table = Crosstable(cards(["2w1 3b*", "1b0 4w1", "Z 1w*", "Z 2b0"]), 5)
    assert buchholz(table, 1) == 1
    assert tb.wins(table, 1) == 1


def test_cuts_beyond_what_was_played_leave_nothing() -> None:
    table = Crosstable(cards(["2w1", "1b0"]), 1)
    assert buchholz(table, 2) == 1
    assert buchholz(table, 2, low=2) == buchholz(table, 2, low=1, high=2) == 0
    assert tb.average_buchholz(Crosstable(cards(["U"]), 1), 1) == 0


def test_another_scale_of_points_is_the_same_order() -> None:
    rounds = golden("chess_unplayed_rounds.json")["players"]
    two = Crosstable(cards(rounds), 7, Worth(Fraction(2), Fraction(1)))
    one = Crosstable(cards(rounds), 7)
    assert [buchholz(two, entry) for entry in two.cards] == [2 * buchholz(one, entry) for entry in one.cards]
    assert [sonneborn_berger(two, e) for e in two.cards] == [2 * sonneborn_berger(one, e) for e in one.cards]
