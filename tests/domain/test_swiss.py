"""The cards of a Swiss event, who has a number, who is there."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.domain.swiss_cases import card, cards, field_of
from tournament_app.domain.free_line import joined
from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.plan import Contest, Plan
from tournament_app.domain.swiss import (
    Field,
    Mark,
    Pairing,
    Round,
    Worth,
    absentees,
    board_order,
    board_reasons,
    cards_of,
    colours,
    points,
    points_words,
)

NUMBERS = {1: 11, 2: 12, 3: 13, 4: 14, 5: 15}
ROUND_1 = (Contest("S1-1", "1", "3", "group", 1, "S"), Contest("S1-2", "4", "2", "group", 1, "S"))


def outcome(a: int, b: int, kind: Kind = Kind.PLAYED, winner: int | None = None) -> Outcome:
    return Outcome(a, b, kind, (), winner)


@pytest.mark.parametrize(
    ("happened", "white", "black"),
    [
        (outcome(11, 13, winner=11), "1", "0"),
        (outcome(13, 11, winner=13), "0", "1"),
        (outcome(11, 13), "=", "="),
        (outcome(11, 13, Kind.RETIRED, 13), "0", "1"),
        (outcome(11, 13, Kind.DISQUALIFIED, 11), "1", "0"),
        (outcome(11, 13, Kind.WALKOVER, 11), "+", "-"),
        (outcome(11, 13, Kind.WALKOVER, 13), "-", "+"),
        (outcome(11, 13, Kind.BOTH_ABSENT), "-", "-"),
        (outcome(11, 13, Kind.PLAYING), "*", "*"),
        (outcome(11, 99, winner=11), "*", "*"),
        (None, "*", "*"),
    ],
)
def test_what_happened_in_a_match_is_a_mark_on_both_cards(happened: Outcome | None, white: str, black: str) -> None:
    made = cards_of(ROUND_1, NUMBERS, {"S1-1": happened} if happened else {}, {(15, 1): Mark.PAIRING_BYE})
    assert made[11] == (Round(Mark(white), 13, "w"),)
    assert made[13] == (Round(Mark(black), 11, "b"),)
    assert made[15] == (Round(Mark.PAIRING_BYE),)


def test_who_has_neither_match_nor_bye_was_not_there_and_rounds_can_be_left_out() -> None:
    second = (*ROUND_1, Contest("S2-1", "1", "2", "group", 2, "S"))
    made = cards_of(second, NUMBERS, {}, {(13, 2): Mark.HALF})
    assert made[15] == (Round(Mark.ZERO), Round(Mark.ZERO))
    assert made[13][1] == Round(Mark.HALF)
    assert {len(one) for one in cards_of(second, NUMBERS, {}, {}, 1).values()} == {1}
    assert cards_of((), NUMBERS, {}, {})[11] == ()


def test_points_of_every_mark_in_two_scales() -> None:
    every = card("2w1 3b= 4w0 5b+ 6w- F H Z U")
    assert points(every) == Fraction(5)
    assert points(every, Worth(Fraction(3), Fraction(1), Fraction(0))) == 14
    assert points(card("2w0"), Worth(Fraction(2), Fraction(1), Fraction(1, 2))) == Fraction(1, 2)
    assert colours(every) == "wbw"


def test_numbers_go_to_those_present_in_round_1_and_then_as_they_come() -> None:
    field = Field(cards(["H 5w1", "3w1 U", "2b0 Z", "Z Z", "U 1b0", "Z Z"]), (1, 2, 3, 4, 5, 6), frozenset({2, 6}), 5)
    assert field.round == 3
    assert field.numbers == {2: 1, 3: 2, 5: 3, 1: 4, 4: 5}
    assert field.present == (3, 5, 1, 4)
    assert field_of(["", "", ""], 3, (2,)).numbers == {1: 1, 3: 2}
    assert Field({}, ()).round == 1


def test_a_forfeited_game_is_no_meeting_but_a_full_point_without_a_game() -> None:
    field = field_of(["2w1 3b+", "1b0 Z", "Z 1w-"], 3)
    assert field.met(1) == {2}
    assert field.had_bye(1)
    assert not field.had_bye(3)
    assert field.points(1) == 2


def test_boards_are_ordered_by_the_higher_score_the_sum_and_the_number() -> None:
    field = field_of(["2w1", "1b0", "4w1", "3b0", "6w1", "5b0"], 5)
    assert board_order(field, [(2, 4), (6, 5), (3, 1)]) == ((3, 1), (6, 5), (2, 4))


def test_each_board_says_why() -> None:
    field = field_of(["2w1", "1b0", "4w=", "3b=", "U"], 5)
    said = [str(text) for text in board_reasons(field, Pairing(((3, 4), (5, 1)), 2))]
    assert said == ["Cùng ½ điểm", "Cùng 1 điểm", "Nghỉ (miễn đấu): 0 điểm, chưa được điểm nào mà không đấu"]
    (floats,) = board_reasons(field, Pairing(((1, 4),)))
    assert floats.say("en") == "1 against ½: one floats down"


@pytest.mark.parametrize(("value", "words"), [("0", "0"), ("1/2", "½"), ("5/2", "2½"), ("3", "3"), ("4/3", "4/3")])
def test_points_in_words(value: str, words: str) -> None:
    assert points_words(Fraction(value)) == words


def test_absentees_are_those_with_a_requested_bye_in_that_round() -> None:
    byes = {(1, 2): Mark.HALF, (2, 2): Mark.PAIRING_BYE, (3, 2): Mark.ZERO, (4, 1): Mark.ZERO, (5, 2): Mark.FULL}
    assert absentees(byes, 2) == {1, 3, 5}


def test_a_swiss_takes_one_more_at_any_time() -> None:
    plan = Plan(4, ROUND_1, {"S": (1, 2, 3, 4)}, tuple((n, f"S#{n}") for n in range(1, 5)), rounds={"S": 3})
    free = joined(plan)
    assert (free.number, free.plan.size, free.plan.groups) == (5, 5, {"S": (1, 2, 3, 4, 5)})
    assert free.plan.places[-1] == (5, "S#5")
    assert free.plan.contests == ROUND_1
    assert free.numbers == {n: n for n in range(1, 5)}
    assert free.contests == {"S1-1": "S1-1", "S1-2": "S1-2"}
