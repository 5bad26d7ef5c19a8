"""Published pairings reproduced, a thousand random rounds legal by a validator that shares nothing with the engine."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import islice

import pytest

from tests.domain.swiss_cases import field_of, golden, tournaments
from tournament_app.domain.swiss import Worth, board_order
from tournament_app.domain.swiss_check import flaws
from tournament_app.errors import Refused
from tournament_app.pairing import pair
from tournament_app.pairing.dutch import dutch_file
from tournament_app.pairing.trf import trf_of

LEGAL = {("same_unit", "warning"), ("far", "warning"), ("colour", "warning")}
"""What a legal Dutch round may have: topscorers' colours, far floats where nobody else is left."""


@pytest.mark.parametrize("case", golden("swiss_pairings.json")["vectors"], ids=lambda case: case["id"])
def test_a_published_pairing_is_reproduced(case: dict) -> None:
    field = field_of(case["players"], case["rounds"], tuple(case["absent"]))
    assert [field.points(entry) for entry in field.order] == [Fraction(str(value)) for value in case["points"]]
    found = pair(field)
    assert " ".join(f"{white}-{black}" for white, black in found.pairs) == case["pairs"]
    assert found.bye == case["bye"]
    assert board_order(field, found.pairs) == found.pairs
    again = dutch_file(trf_of(field))
    assert (again.pairs, again.bye, again.round) == (found.pairs, found.bye, field.round)


@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_random_rounds_are_legal(seed: int) -> None:
    """Four times 250 rounds: nobody meets twice, one bye each, colours, and no two boards that could be closer."""
    seen: Counter[tuple[str, str]] = Counter()
    for field, pairing, _ in islice(tournaments(pair, random.Random(seed), (9, 12, 17), 5), 250):
        seen.update((flaw.code, flaw.level) for flaw in flaws(field, pairing))
    assert set(seen) <= LEGAL, seen


def test_the_house_system_keeps_the_rules_and_delegations_apart() -> None:
    dice, seen, dutch = random.Random(7), Counter(), Counter()
    for field, pairing, _ in islice(tournaments(partial(pair, system="house"), dice, (14, 21), 5, units=4), 80):
        seen.update(flaw.code for flaw in flaws(field, pairing))
        dutch.update(flaw.code for flaw in flaws(field, pair(field)))
        assert not [flaw for flaw in flaws(field, pairing) if flaw.level != "warning"]
        assert board_order(field, pairing.pairs) == pairing.pairs
    assert dutch["same_unit"] > 50
    assert seen["same_unit"] * 20 < dutch["same_unit"]


@pytest.mark.parametrize("system", ["dutch", "house"])
def test_the_same_field_gives_the_same_pairing_also_in_another_process(system: str) -> None:
    field = field_of(golden("swiss_pairings.json")["vectors"][2]["players"], 15)
    code = (
        "from tests.domain.swiss_cases import field_of, golden; from tournament_app.pairing import pair;"
        f"print(pair(field_of(golden('swiss_pairings.json')['vectors'][2]['players'], 15), '{system}'))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=".").stdout
    assert said.strip() == str(pair(field, system))


@pytest.mark.parametrize("system", ["dutch", "house"])
def test_the_first_round_folds_the_field_and_lots_give_the_colour(system: str) -> None:
    field = field_of([""] * 7, 3)
    assert pair(field, system).pairs == ((1, 4), (5, 2), (3, 6))
    assert pair(field, system).bye == 7
    black = pair(replace(field, top_colour="b"), system)
    assert black.pairs == ((4, 1), (2, 5), (6, 3))


@pytest.mark.parametrize("system", ["dutch", "house"])
def test_who_is_absent_in_round_1_has_no_number_so_the_others_close_up(system: str) -> None:
    assert pair(field_of([""] * 7, 3, (1, 4, 6)), system).pairs == ((2, 5), (7, 3))


@pytest.mark.parametrize("system", ["dutch", "house"])
def test_no_legal_pairing_says_what_to_do(system: str) -> None:
    """Four who have all met."""
    field = field_of(["2w1 3b1 4w1", "1b0 4w1 3b1", "4b1 1w0 2w0", "3w0 2b0 1b0"], 5)
    with pytest.raises(Refused) as no:
        pair(field, system)
    assert no.value.problems[0].code == "no_pairing"
    assert "Round 4 cannot be paired" in no.value.problems[0].text.say("en")
    assert "after round 3" in no.value.problems[0].text.say("en")


@pytest.mark.parametrize("system", ["dutch", "house"])
def test_one_alone_cannot_be_paired(system: str) -> None:
    with pytest.raises(Refused) as no:
        pair(field_of(["", ""], 3, (2,)), system)
    assert no.value.problems[0].code == "too_few_players"


@pytest.mark.parametrize("system", ["dutch", "house"])
def test_three_points_for_a_win_make_other_score_groups(system: str) -> None:
    """A win and a loss are level with two draws at 1-½-0 and before them at 3-1-0."""
    players = ["5w1 6b0", "8w1 7b0", "7w= 8b=", "6w= 5b=", "1b0 4w=", "4b= 1w1", "3b= 2w1", "2b0 3w="]
    three = field_of(players, 5, worth=Worth(Fraction(3), Fraction(1)))
    assert three.points(1) == 3
    assert not [flaw for flaw in flaws(three, pair(three, system)) if flaw.level != "warning"]
    assert {frozenset(each) for each in pair(three, system).pairs} != {
        frozenset(each) for each in pair(field_of(players, 5), system).pairs
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "001"),
        ("hello\nworld", "001"),
        ("001 abc", "line 1"),
        ("013 Team\n", ""),
    ],
)
def test_a_text_that_is_no_trf_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refused) as no:
        dutch_file(text)
    assert no.value.problems[0].code == "bad_trf"
    assert why in str(no.value)


def test_a_trf_that_cannot_be_paired_says_why() -> None:
    field = field_of(["2w1", "1b0"], 1)
    for text, why in (
        (trf_of(field), "All 1 round"),
        (trf_of(field).replace("XXR 1\n", ""), "how many rounds"),
        (trf_of(field).replace("   2 w 1", "   9 w 1"), "player 9"),
    ):
        with pytest.raises(Refused) as no:
            dutch_file(text)
        assert why in no.value.problems[0].text.say("en")


def test_the_engine_is_not_loaded_with_the_program() -> None:
    """A quarter of a second nobody waits for who pairs nothing."""
    code = "import sys, tournament_app.pairing, tournament_app.cli; print({'gacrux', 'networkx'} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=".").stdout.strip() == "set()"
    )
