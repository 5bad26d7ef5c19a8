"""What a pairing made by hand is told."""

from __future__ import annotations

import pytest

from tests.domain.swiss_cases import field_of
from tournament_app.domain.swiss import Pairing
from tournament_app.domain.swiss_check import flaws

TWO_ROUNDS = ["2w1 3b=", "1b0 4w1", "4w= 1w=", "3b= 2b0", "6w1 Z", "5b0 U"]


def codes(field, pairs, bye=None):
    return [(flaw.code, flaw.level) for flaw in flaws(field, Pairing(tuple(pairs), bye))]


def test_a_good_pairing_has_no_flaw() -> None:
    assert codes(field_of(TWO_ROUNDS, 5), [(4, 1), (2, 5), (6, 3)]) == []


@pytest.mark.parametrize(
    ("pairs", "bye", "expected"),
    [
        ([(4, 1), (2, 5)], None, {"forgotten"}),
        ([(4, 1), (2, 5), (6, 1)], None, {"twice", "forgotten"}),
        ([(4, 1), (2, 5), (6, 7)], None, {"not_there", "forgotten"}),
        ([(4, 1), (2, 5)], 6, {"forgotten", "needless_bye"}),
        ([(4, 1), (2, 6), (3, 5)], 5, {"twice", "needless_bye"}),
    ],
)
def test_what_no_round_can_be(pairs, bye, expected) -> None:
    found = codes(field_of(TWO_ROUNDS, 5), pairs, bye)
    assert {code for code, _ in found} == expected
    assert {level for _, level in found} == {"impossible"}


def test_an_absent_entry_is_not_paired() -> None:
    field = field_of(TWO_ROUNDS, 5, (5, 6))
    assert codes(field, [(4, 1), (2, 3)]) == []
    assert ("not_there", "impossible") in codes(field, [(4, 1), (2, 3), (5, 6)])


def test_a_rematch_and_a_second_bye_break_the_rules_and_say_who() -> None:
    field = field_of([*TWO_ROUNDS, "Z 5w+"], 5)
    pairing = Pairing(((1, 2), (5, 3), (4, 7)), 6)
    found = flaws(field, pairing)
    assert [(flaw.code, flaw.entries) for flaw in found if flaw.level == "rule"] == [
        ("second_bye", (6,)),
        ("rematch", (1, 2)),
    ]
    names = {entry: f"Kỳ thủ {entry}" for entry in field.cards}
    assert found[1].text(names).say("en") == "Kỳ thủ 1 – Kỳ thủ 2 have played each other already"


def test_a_forfeited_pair_may_meet_again() -> None:
    assert codes(field_of(["2w+", "1b-"], 3), [(2, 1)]) == []


def test_the_bye_goes_to_the_lowest_score_that_had_none() -> None:
    field = field_of(["2w1", "1b0", "U"], 3)
    assert codes(field, [(1, 3)], 2) == []
    assert codes(field, [(2, 3)], 1)[0] == ("high_bye", "warning")


@pytest.mark.parametrize("played", ["ww", "bb"])
def test_the_same_colour_three_times_breaks_the_rules_except_for_topscorers(played: str) -> None:
    """The same cards early in the event and before its last round."""
    first = " ".join(f"{n}{colour}1" for n, colour in enumerate(played, 3))
    players = [first, "5w= 6b=", *(["Z Z"] * 4)]
    pair = (1, 2) if played == "ww" else (2, 1)
    for rounds, level in ((5, "rule"), (3, "warning")):
        field = field_of(players, rounds, (3, 4, 5, 6))
        assert ("colour", level) in codes(field, [pair])
    assert codes(field_of(players, 5, (3, 4, 5, 6)), [pair[::-1]]) == []


def test_three_more_of_one_colour_break_the_rules() -> None:
    field = field_of(["3w0 4w0 5b0 6w0", "7b0 8w0 9b0 7w0", *(["Z Z Z Z"] * 7)], 9, tuple(range(3, 10)))
    assert codes(field, [(1, 2)]) == [("colour", "rule")]


def test_far_scores_and_the_same_delegation_are_worth_a_look() -> None:
    field = field_of(["3w1 4b1", "4w0 3b0", "1b0 2w1", "2b1 1w0"], 5, (3, 4), units={1: 7, 2: 7})
    assert codes(field, [(1, 2)]) == [("far", "warning"), ("same_unit", "warning")]
    assert flaws(field, Pairing(((1, 2),)))[0].template.values == {"high": "2", "low": "0"}


def test_boards_that_could_be_closer_are_named_unless_the_rules_forbid_it() -> None:
    free = field_of(["5w1", "6w1", "7b0", "8b0", "1b0", "2b0", "3w1", "4w1"], 5, (5, 6, 7, 8))
    found = flaws(free, Pairing(((3, 1), (2, 4))))
    assert [(flaw.code, flaw.entries) for flaw in found] == [("closer", (3, 1, 2, 4))]
    met = field_of(["2w= 3b1", "1b= 4w1", "4w= 1w0", "3b= 2b0"], 5)
    assert codes(met, [(4, 1), (2, 3)]) == []
    swapped = field_of(["3w1 Z", "4b1 Z", "1b0 Z", "2w0 Z"], 5)
    assert codes(swapped, [(4, 1), (3, 2)]) == [("closer", "warning")]
