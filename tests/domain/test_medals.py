"""The medal table as the world prints it, and the overall ranking as organisers want it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ranking_cases import vectors
from tournament_app.domain.medals import Overall, Placing, UnitRow, medal_table, physical_medals, ranked
from tournament_app.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from tournament_app.domain.ranking import Medal


def placings(unit: str, gold: int, silver: int, bronze: int) -> list[Placing]:
    counts: dict[Medal, int] = {"gold": gold, "silver": silver, "bronze": bronze}
    return [
        Placing(unit, f"{unit} {medal} {n}", place, medal)
        for place, (medal, count) in enumerate(counts.items(), 1)
        for n in range(count)
    ]


def test_published_medal_tables(shared: Path) -> None:
    """Athens 2004 as published parts Jamaica from Uzbekistan, equal in medals: ``discrepancy`` says so."""
    for vector in vectors(shared, "medals_tables"):
        won = [placing for row in vector["table"] for placing in placings(*row)]
        rows = medal_table(won)
        assert {(r.unit, r.gold, r.silver, r.bronze) for r in rows} == {tuple(row) for row in vector["table"]}
        published = dict(vector["expected"]["rank"])
        ours = {row.unit: row.rank for row in rows}
        odd = set(vector.get("discrepancy") or ())
        assert {u: r for u, r in ours.items() if u not in odd} == {u: r for u, r in published.items() if u not in odd}


REAL = {"Đắk Lắk": (480, 22, 3, 6), "Kon Tum": (418, 4, 17, 10), "Gia Lai": (321, 13, 7, 5)}


def test_points_and_medals_disagree_in_the_real_case() -> None:
    """National games of the ethnic minorities IX: points put Kon Tum above Gia Lai, medals the other way round."""
    won = [placing for unit, (_, *medals) in REAL.items() for placing in placings(unit, *medals)]
    points = Overall(by="points", points=(), bonus={unit: points for unit, (points, *_) in REAL.items()})
    assert [(r.rank, r.unit, r.points) for r in medal_table(won, points)] == [
        (1, "Đắk Lắk", 480),
        (2, "Kon Tum", 418),
        (3, "Gia Lai", 321),
    ]
    assert [r.unit for r in medal_table(won)] == ["Đắk Lắk", "Gia Lai", "Kon Tum"]
    assert [r.total for r in medal_table(won)] == [31, 25, 31]


def test_equal_medals_share_the_rank_and_the_next_skips() -> None:
    won = [*placings("A", 2, 0, 0), *placings("B", 1, 1, 0), *placings("C", 1, 1, 0), *placings("D", 0, 5, 5)]
    assert [(r.rank, r.unit) for r in medal_table(won, units=["E"])] == [
        (1, "A"),
        (2, "B"),
        (2, "C"),
        (4, "D"),
        (5, "E"),
    ]


def test_points_of_places_weights_and_bonus() -> None:
    won = [
        Placing("A", "team", 1, "gold"),
        Placing("B", "team", 2, "silver"),
        Placing("B", "single", 3, "bronze"),
        Placing("C", "single", 3, "bronze"),
        Placing("C", "single", 9),
    ]
    overall = Overall(by="points", points=(7, 5, 4, 3), weights={"team": 2}, bonus={"C": -1, "D": "1/2"})
    assert {r.unit: r.points for r in medal_table(won, overall)} == {"A": 14, "B": 14, "C": 3, "D": Fraction(1, 2)}
    assert [(r.rank, r.unit) for r in medal_table(won, overall)] == [(1, "A"), (2, "B"), (3, "C"), (4, "D")]
    averaged = Overall(by="points", points=(7, 5, 4, 3), shared="average")
    assert {r.unit: r.points for r in medal_table(won, averaged)}["C"] == Fraction(7, 2)


def test_one_medal_an_event_but_one_to_buy_for_each_athlete() -> None:
    won = [Placing("A", "pairs", 1, "gold", 2), Placing("B", "team", 2, "silver", 7), Placing("C", "team", 5, None, 7)]
    assert [r.total for r in medal_table(won)] == [1, 1, 0]
    assert physical_medals(won) == {"gold": 2, "silver": 7, "bronze": 0}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "Ranked by gold medals, then silver, then bronze; equal numbers share the rank."),
        (
            {"by": "points", "points": [7, "5/2"]},
            (
                "Ranked by points, 7-2½ from first place on, each full when a place is shared; "
                "equal points by gold medals, then silver, then bronze."
            ),
        ),
        (
            {"by": "points", "points": [3, 2, 1], "shared": "average", "weights": {"T": 2, "S": 1}},
            (
                "Ranked by points, 3-2-1 from first place on, averaged when a place is shared, "
                "times the weight of the event (S ×1, T ×2); equal points by gold medals, then silver, then bronze."
            ),
        ),
    ],
)
def test_the_rule_in_words(body: dict[str, object], words: str) -> None:
    assert Overall.of(body).words().say("en") == words


def test_a_rule_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(Refused):
        Overall.of({"medal": 3})


ROWS = st.lists(st.tuples(*[st.integers(0, 3)] * 4), max_size=8).map(
    lambda rows: [UnitRow(0, f"U{n}", g, s, b, Fraction(p)) for n, (g, s, b, p) in enumerate(rows)]
)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[UnitRow], dice: object) -> None:
    shuffled = sorted(rows, key=lambda _: dice.random())  # type: ignore[attr-defined]
    for by in ("medals", "points"):
        assert ranked(rows, by) == ranked(shuffled, by)  # type: ignore[arg-type]


@given(ROWS)
def test_one_more_medal_never_lowers_a_rank(rows: list[UnitRow]) -> None:
    before = {row.unit: row.rank for row in ranked(rows, "medals")}
    for row, (g, s, b) in product(rows, ((1, 0, 0), (0, 1, 0), (0, 0, 1))):
        more = UnitRow(0, row.unit, row.gold + g, row.silver + s, row.bronze + b, row.points)
        after = {r.unit: r.rank for r in ranked([more, *(r for r in rows if r is not row)], "medals")}
        assert after[row.unit] <= before[row.unit]


# ------------------------------------------------------------------------------------------------ rules of organisers
def test_by_placing_every_place_counts() -> None:
    won = [Placing("A", "x", 1, "gold"), Placing("A", "y", 5), Placing("B", "y", 1, "gold"), Placing("B", "x", 4)]
    assert [(r.rank, r.unit) for r in medal_table(won)] == [(1, "A"), (1, "B")]
    assert [(r.rank, r.unit) for r in medal_table(won, Overall(by="placing"))] == [(1, "B"), (2, "A")]


def test_a_delegation_in_too_few_events_has_no_rank() -> None:
    """VRG 2016: at least five events."""
    won = [*placings("A", 2, 0, 0), *placings("B", 1, 0, 0), *placings("C", 0, 1, 0)]
    rows = medal_table(won, Overall(min_events=5), entered={"A": 4, "B": 5, "C": 9})
    assert [(r.rank, r.unit) for r in rows] == [(1, "B"), (2, "C"), (0, "A")]


def test_guests_are_left_out_if_the_organiser_says_so() -> None:
    won = [*placings("Guest", 2, 0, 0), *placings("B", 1, 0, 0)]
    assert [r.unit for r in medal_table(won, guests=["Guest"])] == ["Guest", "B"]
    assert [(r.rank, r.unit) for r in medal_table(won, Overall(guests="left_out"), guests=["Guest"])] == [(1, "B")]


@pytest.mark.parametrize(
    ("combined", "expected"),
    [
        ("own", {"A+B": (1, 7), "A": (0, 5)}),
        ("each", {"A": (1, 12), "B": (1, 7)}),
        ("split", {"A": (1, Fraction(17, 2)), "B": (1, Fraction(7, 2))}),
    ],
)
def test_what_a_combined_delegation_wins(combined: str, expected: dict[str, tuple[int, Fraction]]) -> None:
    overall = Overall(by="points", points=(7, 5), composite={"A+B": ["A", "B"]}, combined=combined)  # type: ignore[arg-type]
    rows = medal_table([Placing("A+B", "x", 1, "gold"), Placing("A", "x", 2, "silver")], overall)
    assert {row.unit: (row.gold, row.points) for row in rows} == expected


def test_the_whole_rule_in_words() -> None:
    body = {"by": "points", "points": [7, 5], "bonus": {"B": "-1/2", "A": 10}, "min_events": 3, "guests": "left_out"}
    rule = Overall.of({**body, "composite": {"A+B": ["A", "B"]}, "combined": "split"})
    assert rule.words().say("en") == (
        "Ranked by points, 7-5 from first place on, each full when a place is shared; equal points by gold medals, "
        "then silver, then bronze. Added or deducted: A +10, B -½. A delegation in fewer than 3 events has no rank. "
        "Guests are left out. A medal of a combined delegation counts for each of its delegations, points in equal "
        "parts."
    )
    each = Overall.of({"by": "placing", "composite": {"A+B": ["A", "B"]}, "combined": "each"})
    assert each.words().say("en").endswith("What a combined delegation wins counts for each of its delegations.")
