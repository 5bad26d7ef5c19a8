"""The table of a Swiss by a ranking rule, its byes and tie-breaks, and the reason of each rank."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.domain.ranking_cases import RANKING
from tests.domain.swiss_cases import cards, golden
from tournament_app.domain import swiss_tiebreaks as tb
from tournament_app.domain.credit import Adjustment
from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.rules import Scoring
from tournament_app.domain.standings import Ranking
from tournament_app.domain.swiss import Cards, Mark
from tournament_app.domain.swiss_criteria import SHORT, SWISS_ONLY
from tournament_app.domain.swiss_table import crosstable, figures, over, swiss_table
from tournament_app.domain.swiss_tiebreaks import MEASURES, buchholz
from tournament_app.domain.tiebreaks import CRITERIA

BOARD = Scoring("board", "board", "board")


def outcomes_of(played: Cards) -> list[Outcome]:
    """The matches of the cards, each once."""
    found = []
    for entry, card in played.items():
        for each in card:
            if each.colour != "w" or each.mark is Mark.OPEN:
                continue
            assert each.opponent is not None
            winner = {"1": entry, "+": entry, "0": each.opponent, "-": each.opponent}.get(each.mark)
            kind = Kind.WALKOVER if each.mark in (Mark.FORFEIT_WIN, Mark.FORFEIT_LOSS) else Kind.PLAYED
            if each.mark is Mark.FORFEIT_LOSS and played[each.opponent][card.index(each)].mark is Mark.FORFEIT_LOSS:
                kind, winner = Kind.BOTH_ABSENT, None
            games = ((2, 0) if winner == entry else (0, 2) if winner else (1, 1),) if kind is Kind.PLAYED else ()
            found.append(Outcome(entry, each.opponent, kind, games, winner))
    return found


def table(players: list[str], rounds: int, ranking: Ranking, lots: tuple[int, ...] = ()):
    made = crosstable(cards(players), rounds, ranking)
    return swiss_table(made, outcomes_of(made.cards), ranking, BOARD, lots)


@pytest.mark.parametrize("code", ["fide_2024", "fide_2026", "xiangqi_swiss"])
def test_the_order_is_that_of_the_figures_one_after_the_other(code: str) -> None:
    """On the published tournament full of unplayed rounds; direct encounters decide nothing before they come."""
    ranking = RANKING[code]
    players = golden("chess_unplayed_rounds.json")["players"]
    made = crosstable(cards(players), 7, ranking)
    rows = table(players, 7, ranking)
    before = [step for step in ranking.criteria[1:] if isinstance(step, str)][: 3 if code != "xiangqi_swiss" else 1]
    keys = [(row.points, *(MEASURES[name](made, row.entry) for name in before)) for row in rows]
    assert keys == sorted(keys, reverse=True)
    assert [row.points for row in rows] == [made.points(row.entry) for row in rows]
    assert rows[0].entry == 5
    assert all(row.settled for row in rows)


def test_the_two_texts_of_fide_rank_the_same_tournament_differently() -> None:
    players = golden("chess_unplayed_rounds.json")["players"]
    old, new = ([row.entry for row in table(players, 7, RANKING[code])] for code in ("fide_2024", "fide_2026"))
    assert old != new
    assert sorted(old) == sorted(new)


def test_a_bye_counts_in_the_points_but_is_no_match() -> None:
    rows = {row.entry: row for row in table(["2w1", "1b0", "U"], 2, RANKING["fide_2026"])}
    assert (rows[3].points, rows[3].played, rows[3].won) == (1, 0, 0)
    assert (rows[1].points, rows[1].played) == (1, 1)


def test_direct_encounter_parts_those_level_and_says_so() -> None:
    rule = Ranking("own", "own", ("points", ("direct_encounter",)), draw=Fraction(1, 2))
    rows = table(["2w1 3b0 4w1", "1b0 4w1 3b1", "4w1 1w1 2w0", "3b0 2b0 1b0"], 3, rule)
    assert [(row.entry, row.rank) for row in rows] == [(1, 1), (2, 1), (3, 1), (4, 4)]
    two = table(["2w1 3b0", "1b0 4w1", "4w= 1w1", "3b= 2b0"], 2, rule)
    assert [row.entry for row in two] == [3, 1, 2, 4]
    names = {entry: f"Kỳ thủ {entry}" for entry in range(1, 5)}
    assert "won their match 1-0" in two[1].reason.say(names)


def test_level_to_the_end_lots_decide_and_before_the_end_nothing_is_due() -> None:
    rule = Ranking("own", "own", ("points",), draw=Fraction(1, 2))
    now = table(["2w=", "1b="], 2, rule)
    assert {row.reason.code for row in now} == {"open"}
    end = table(["2w=", "1b="], 1, rule)
    assert {row.reason.code for row in end} == {"lots"}
    assert not any(row.settled for row in end)
    assert [row.entry for row in table(["2w=", "1b="], 1, rule, (2, 1))] == [2, 1]


def test_a_round_under_way_is_not_over() -> None:
    rule = RANKING["fide_2026"]
    assert not over(crosstable(cards(["2w*", "1b*"]), 1, rule))
    assert over(crosstable(cards(["2w1", "1b0"]), 1, rule))


def test_the_figures_of_an_entry_are_those_of_its_rule_in_order() -> None:
    players = golden("chess_unplayed_rounds.json")["players"]
    made = crosstable(cards(players), 7, RANKING["fide_2026"])
    assert figures(made, RANKING["fide_2026"], 5) == {
        "buchholz_cut_1": 24,
        "buchholz": Fraction(51, 2),
        "sonneborn_berger": Fraction(35, 2),
        "wins": 3,
        "black_games": 3,
    }


def test_every_code_of_a_swiss_is_a_criterion_of_rankings() -> None:
    assert set(MEASURES) | {"direct_encounter"} <= set(CRITERIA)
    assert set(SWISS_ONLY) <= set(MEASURES) | {"direct_encounter"}
    assert set(SHORT) == set(MEASURES)
    assert tb.Crosstable({}, 0).edition == "2026"


def test_a_deduction_counts_in_the_points_and_not_in_the_tie_breaks() -> None:
    rule = RANKING["fide_2026"]
    made = crosstable(cards(["2w1 3b1", "1b0 U", "Z 1w0"]), 2, rule)
    plain = swiss_table(made, outcomes_of(made.cards), rule, BOARD)
    less = swiss_table(made, outcomes_of(made.cards), rule, BOARD, (), (Adjustment(1, "points", -2, "đến muộn"),))
    assert [row.entry for row in plain] == [1, 2, 3]
    assert {row.entry: row.points for row in less} == {1: 0, 2: 1, 3: 0}
    assert less[0].entry == 2
    assert figures(made, rule, 2)["buchholz"] == buchholz(made, 2) == 3
