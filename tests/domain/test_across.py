"""Entries of different groups compared: best thirds as FIFA published them, and groups of unequal size."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ranking_cases import GOALS, RANKING, order, played, ranks, vectors
from tournament_app.domain.across import GroupResult, compare_across, compared, flattened
from tournament_app.domain.credit import Adjustment, Match, Tally
from tournament_app.domain.standings import Ranking

if TYPE_CHECKING:
    from pathlib import Path

    from tournament_app.domain.outcome import Outcome

NAMES = {n: f"E{n}" for n in range(1, 10)}
FIFA = RANKING["fifa_2022"]


def group(*matches: tuple[int, int, str]) -> GroupResult:
    """A group whose members are listed best first by their numbers."""
    return GroupResult(tuple(sorted({n for match in matches for n in match[:2]})), tuple(played(GOALS, *matches)))


def test_best_thirds_of_world_cups(shared: Path) -> None:
    """Each third is given its published figures as those of its matches."""
    for vector in vectors(shared, "football_fifa_best_thirds"):
        thirds = vector["participants"]
        tallies = []
        for entry, row in enumerate(thirds):
            results = [1] * row["W"] + [0] * row["D"] + [-1] * row["L"]
            points = row["Pts"] - row["D"]
            matches = [
                Match(
                    entry,
                    100 + 3 * entry + n,
                    (result, -result),
                    ((points // row["W"] if result > 0 else 1 if result == 0 else 0), 0),
                    scored=(row["GF"], row["GA"]) if n == 0 else (0, 0),
                )
                for n, result in enumerate(results)
            ]
            tallies.append(Tally((entry,), matches))
        rows = compared(tallies, range(len(thirds)), FIFA)
        advanced = {thirds[row.entry]["team"] for row in rows[: len(vector["expected"]["advanced"])]}
        assert advanced == set(vector["expected"]["advanced"]), vector["id"]


BIG = group((1, 2, "1-0"), (1, 3, "1-0"), (1, 4, "1-0"), (2, 3, "1-0"), (2, 4, "9-0"), (3, 4, "1-0"))
SMALL = group((5, 6, "1-0"), (5, 7, "1-0"), (6, 7, "2-0"))


def test_more_matches_bring_more_points_unless_they_are_divided_or_dropped() -> None:
    """2 has six points of three matches (+9), 6 three of two (+1): 2 a match to 1½; without the last, 3 to 3."""
    by = {how: compare_across([BIG, SMALL], [2, 6], FIFA, GOALS, how) for how in ("plain", "normalised", "drop_last")}  # type: ignore[arg-type]
    assert order(by["plain"]) == order(by["normalised"]) == [2, 6]
    assert order(by["drop_last"]) == [6, 2]
    assert by["plain"][0].reason.say(NAMES) == "Above E6: points 6 to 3"
    assert by["normalised"][0].reason.say(NAMES) == "Above E6: points per match 2 to 1½"
    assert by["normalised"][0].reason.say(NAMES, "vi") == "Trên E6: 2 điểm mỗi trận so với 1½"
    assert by["drop_last"][0].reason.say(NAMES) == "Above E2: level on points (3); goal difference +1 to +0"
    assert [(row.played, row.points) for row in by["drop_last"]] == [(2, 3), (2, 3)]


def test_what_is_level_across_groups_is_open_until_all_are_played_and_then_for_lots() -> None:
    one, other = group((1, 2, "1-0"), (1, 3, "1-0"), (2, 3, "1-0")), group((4, 5, "1-0"), (4, 6, "1-0"), (5, 6, "1-0"))
    rows = compare_across([one, other], [2, 5], FIFA, GOALS)
    assert (ranks(rows), rows[0].reason.code, rows[0].settled) == ({2: 1, 5: 1}, "lots", False)
    rows = compare_across([one, other], [2, 5], FIFA, GOALS, lots=(5, 2))
    assert [(row.entry, row.settled) for row in rows] == [(5, True), (2, True)]
    half = GroupResult((4, 5, 6), other.outcomes[:1])
    assert compare_across([one, half], [1, 4], FIFA, GOALS, "plain")[0].reason.code == "points"
    quarter = GroupResult((1, 2, 3), one.outcomes[:1])
    assert compare_across([quarter, half], [1, 4], FIFA, GOALS)[0].reason.code == "open"
    assert compare_across([], [], FIFA, GOALS, "drop_last") == ()


def test_deductions_and_conduct_count_across_groups() -> None:
    one, other = group((1, 2, "1-0"), (1, 3, "1-0"), (2, 3, "1-0")), group((4, 5, "1-0"), (4, 6, "1-0"), (5, 6, "1-0"))
    cards = [Adjustment(2, "conduct", -1), Adjustment(5, "conduct", -4)]
    rows = compare_across([one, other], [2, 5], FIFA, GOALS, "drop_last", adjustments=cards)
    assert rows[0].reason.say(NAMES) == "Above E5: level on points (3); conduct points -1 to -4"
    rows = compare_across([one, other], [2, 5], FIFA, GOALS, adjustments=[Adjustment(2, "points", -1, "late")])
    assert rows[1].reason.say(NAMES) == "Below E5: points 2 to 3 (-1 points: late)"


def test_the_criteria_across_groups_are_all_of_the_rule_each_once() -> None:
    assert flattened(Ranking("x", "x", ("points", ("points", "goals", "kicks"), "goals", "wins"))) == (
        "points",
        "goals",
        "wins",
    )


@st.composite
def groups(draw: st.DrawFn) -> list[GroupResult]:
    made, number = [], 1
    for size in draw(st.lists(st.integers(2, 4), min_size=1, max_size=3)):
        members = tuple(range(number, number + size))
        number += size
        goals = st.integers(0, 2)
        pairs = [(a, b, f"{draw(goals)}-{draw(goals)}") for a, b in combinations(members, 2)]
        outcomes: list[Outcome] = played(GOALS, *pairs)
        made.append(GroupResult(members, tuple(outcomes)))
    return made


@given(groups(), st.randoms(use_true_random=False), st.sampled_from(("plain", "normalised", "drop_last")))
def test_the_order_of_groups_and_candidates_does_not_matter(made: list[GroupResult], dice: object, how: str) -> None:
    chosen = [one.members[0] for one in made]
    before = compare_across(made, chosen, FIFA, GOALS, how)  # type: ignore[arg-type]
    dice.shuffle(made)  # type: ignore[attr-defined]
    dice.shuffle(chosen)  # type: ignore[attr-defined]
    assert compare_across(made, chosen, FIFA, GOALS, how) == before  # type: ignore[arg-type]
    assert sorted(order(before)) == sorted(chosen)
