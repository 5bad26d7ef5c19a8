"""Who gets which prize for which place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tournament_app.domain.ranking import MEDALS, awards
from tournament_app.domain.rules import Prizes


def won(places: dict[int, int], prizes: Prizes | None = None, *, third_match: bool = False) -> dict[int, str]:
    return {award.entry: award.prize for award in awards(places, prizes or Prizes(), third_match=third_match)}


def test_two_thirds_where_the_semifinals_end_it() -> None:
    assert won({1: 1, 2: 2, 3: 3, 4: 3, 5: 5}) == {1: "first", 2: "second", 3: "third", 4: "third"}


def test_one_third_where_a_match_was_played_for_it() -> None:
    places = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}
    assert won(places, third_match=True) == {1: "first", 2: "second", 3: "third"}
    assert won(places) == {1: "first", 2: "second", 3: "third", 4: "third"}
    consoled = won(places, Prizes(consolation=1), third_match=True)
    assert consoled[4] == "consolation"


def test_a_shared_place_skips_what_follows() -> None:
    assert won({1: 1, 2: 1, 3: 3}) == {1: "first", 2: "first", 3: "third"}
    assert won({1: 1, 2: 2, 3: 2, 4: 4}, Prizes(third=1)) == {1: "first", 2: "second", 3: "second"}
    assert won({1: 1, 2: 1, 3: 1, 4: 4}, Prizes(third=1)) == dict.fromkeys((1, 2, 3), "first")


def test_consolation_for_the_quarterfinalists() -> None:
    places = {entry: (1, 2, 3, 3, 5, 5, 5, 5)[entry] for entry in range(8)} | {8: 9}
    prizes = won(places, Prizes(consolation=4))
    assert [entry for entry, prize in prizes.items() if prize == "consolation"] == [4, 5, 6, 7]
    assert 8 not in prizes


def test_awards_carry_medal_and_place_best_first() -> None:
    given_out = awards({4: 3, 9: 1, 7: 2, 2: 5}, Prizes(consolation=4))
    assert [(a.entry, a.medal, a.place) for a in given_out] == [
        (9, "gold", 1),
        (7, "silver", 2),
        (4, "bronze", 3),
        (2, None, 5),
    ]


def test_no_prizes_no_awards() -> None:
    assert awards({1: 1}, Prizes(0, 0, 0, 0)) == ()
    assert awards({}, Prizes()) == ()


@given(st.lists(st.integers(1, 12), max_size=12), st.builds(Prizes, *[st.integers(0, 4)] * 4), st.booleans())
def test_a_better_place_never_wins_less(finishes: list[int], prizes: Prizes, third_match: bool) -> None:
    places = dict(enumerate(finishes))
    given_out = awards(places, prizes, third_match=third_match)
    order = [*MEDALS, "consolation"]
    assert [order.index(a.prize) for a in given_out] == sorted(order.index(a.prize) for a in given_out)
    worst = max((a.place for a in given_out), default=0)
    assert {a.entry for a in given_out} == {entry for entry, place in places.items() if place <= worst}


def test_whoever_left_before_the_last_match_wins_no_prize_and_nobody_is_moved_up() -> None:
    places = {1: 1, 2: 2, 3: 3, 4: 3}
    won = awards(places, Prizes(1, 1, 2), left={2, 4})
    assert [(award.entry, award.prize) for award in won] == [(1, "first"), (3, "third")]


def test_a_consolation_prize_for_everybody_else() -> None:
    """Tuyên Quang 2021: 23 teams in two events, 2-2-3 and sixteen consolation prizes."""
    won = awards({n: n for n in range(1, 12)}, Prizes(1, 1, 1, -1))
    assert [award.prize for award in won] == ["first", "second", "third", *["consolation"] * 8]
    assert awards({}, Prizes(1, 1, 1, -1)) == ()
