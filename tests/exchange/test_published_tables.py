"""Every published table of matches in the shared folder as it lies there: only what was published is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.ranking_cases import RANKING, SCORING, vectors
from tournament_app.domain.across import compared
from tournament_app.domain.medals import UnitRow, ranked
from tournament_app.domain.outcome import Detail, Kind
from tournament_app.domain.rules import Scoring
from tournament_app.domain.scoring import outcome_of
from tournament_app.domain.standings import rows_of
from tournament_app.exchange.rank_json import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tournament_app.domain.standings import Standing

GOALS = Scoring("goals", "goals", "goals")


def table(rules: str, document: dict[str, Any]) -> list[tuple[str, Standing]]:
    """(team, row) in rank order."""
    asked = read(document, RANKING, SCORING, rules)
    (group,) = asked.groups
    return [(group.names[row.entry], row) for row in rows_of(group.tally, asked.ranking, group.lots)]


def teams(rows: Sequence[tuple[str, Standing]]) -> list[str]:
    return [team for team, _ in rows]


# ------------------------------------------------------------------------------------------------------------ football
def test_world_cups_to_2022(shared: Path) -> None:
    """The whole order and every figure of 54 groups; in 1990 lots parted Ireland from the Netherlands (flagged)."""
    proven = 0
    for vector in vectors(shared, "football_fifa_worldcup_groups"):
        rules = "fifa_1990" if vector["rule_set"].endswith("2pts") else "fifa_2022"
        published = vector["expected"]["ranking"]
        rows = table(rules, vector)
        assert {
            team: [row.played, row.won, row.drawn, row.lost, row.points_for, row.points_against, row.points]
            for team, row in rows
        } == vector["expected"]["table"], vector["id"]
        open_ = {team for team, row in rows if not row.settled}
        assert open_ == {team for pair in vector.get("unresolved_after_criteria", ()) for team in pair}, vector["id"]
        assert teams(table(rules, {**vector, "lots": published})) == published, vector["id"]
        proven += (
            teams(table("fifa_2026", {**vector, "lots": published, "change": {"win": RANKING[rules].data()["win"]}}))
            != published
        )
    assert proven > 0, "the direct encounter first would be wrong somewhere"


def test_world_cup_of_2018_by_cards() -> None:
    """Group H (FIFA match reports): Japan and Senegal level in everything, four yellow cards to six."""
    rows = dict(
        table(
            "fifa_2022",
            {
                "matches": [
                    {"home": "Colombia", "away": "Japan", "score": "1-2", "cards": [[1, 0, 1, 0], [1, 0, 0, 0]]},
                    {"home": "Poland", "away": "Senegal", "score": "1-2", "cards": [[1, 0, 0, 0], [2, 0, 0, 0]]},
                    {"home": "Japan", "away": "Senegal", "score": "2-2", "cards": [[2, 0, 0, 0], [3, 0, 0, 0]]},
                    {"home": "Poland", "away": "Colombia", "score": "0-3", "cards": [[2, 0, 0, 0], [0, 0, 0, 0]]},
                    {"home": "Japan", "away": "Poland", "score": "0-1", "cards": [[1, 0, 0, 0], [0, 0, 0, 0]]},
                    {"home": "Senegal", "away": "Colombia", "score": "0-1", "cards": [[1, 0, 0, 0], [1, 0, 0, 0]]},
                ]
            },
        )
    )
    assert list(rows) == ["Colombia", "Japan", "Senegal", "Poland"]
    assert rows["Japan"].reason.code == "conduct"
    assert rows["Japan"].reason.values == (-4, -6)


def test_world_cup_of_2026(shared: Path) -> None:
    """First, second and the thirds that went on. No group parts this rule from the goal difference first (README)."""
    groups = {vector["id"]: vector for vector in vectors(shared, "football_fifa_worldcup_2026_groups")}
    asked = read({"groups": groups}, RANKING, SCORING, "fifa_2026")
    names = {entry: name for group in asked.groups for entry, name in group.names.items()}
    thirds = []
    for group in asked.groups:
        rows = rows_of(group.tally, asked.ranking)
        expected = groups[group.name]["expected"]
        assert [names[row.entry] for row in rows[:2]] == [expected["first"], expected["second"]], group.name
        thirds.append(rows[2].entry)
    best = compared([group.tally for group in asked.groups], thirds, asked.ranking)
    through = {
        vector["expected"]["third_advanced"] for vector in groups.values() if "third_advanced" in vector["expected"]
    }
    assert len(through) == 8
    assert {names[row.entry] for row in best[:8]} == through


def test_european_championships(shared: Path) -> None:
    """First and second of 16 groups; the goal difference first contradicts one that was published."""
    wrong = 0
    for vector in vectors(shared, "football_uefa_euro_groups"):
        published = [vector["expected"]["first"], vector["expected"]["second"]]
        assert teams(table("uefa", vector))[:2] == published, vector["id"]
        wrong += teams(table("fifa_2022", vector))[:2] != published
    assert wrong == 1


def test_best_thirds_by_their_figures(shared: Path) -> None:
    for vector in vectors(shared, "football_fifa_best_thirds"):
        rules = "fifa_2022" if "1994" in vector["id"] else "fifa_1990"
        through = vector["expected"]["advanced"]
        assert set(teams(table(rules, {"rows": vector["participants"]}))[: len(through)]) == set(through)


def test_world_cup_knockouts(shared: Path) -> None:
    """Winners after extra time and kicks, and the four places that the last matches give."""
    for vector in vectors(shared, "football_fifa_worldcup_knockouts"):
        final: list[str] = []
        for match in vector["matches"]:
            detail = Detail(tuple(match["penalties"]) if "penalties" in match else None, match.get("extra_time", False))
            outcome = outcome_of(0, 1, GOALS, (tuple(match["score"]),), Kind.PLAYED, detail=detail)
            sides = (match["a"], match["b"])
            assert outcome.winner is not None
            assert outcome.loser is not None
            assert sides[outcome.winner] == match["winner"]
            if match["round"] in ("final", "third-place match"):
                both = [sides[outcome.winner], sides[outcome.loser]]
                final = [*both, *final] if match["round"] == "final" else [*final, *both]
        assert final == vector["expected"]["top4"], vector["id"]


# -------------------------------------------------------------------------------------------------------- other sports
def test_volleyball_nations_league(shared: Path) -> None:
    """The published quarter-finals are 1-8, 2-7, 3-6, 4-5 by wins first; by points first they would be others."""
    for vector in vectors(shared, "volleyball_vnl_men"):
        published = {frozenset(pair) for pair in vector["expected"]["quarterfinals"]}
        for rules, right in (("volleyball_wins", True), ("volleyball_points", False)):
            first = teams(table(rules, {**vector, "scoring": "volleyball_5"}))
            assert ({frozenset((first[n], first[7 - n])) for n in range(4)} == published) is right


def test_table_tennis_league(shared: Path) -> None:
    """Rank, points, matches and sets as published; two with equal figures stand as listed (no lots are published)."""
    for vector in vectors(shared, "tabletennis_ttbl_2025_26_first_half"):
        published = vector["expected"]["ranking"]
        rows = table("table_tennis_league", {**vector, "lots": published})
        assert teams(rows) == published
        assert {team: [row.points, row.games_for] for team, row in rows} == {
            team: [figures[1], figures[3]] for team, figures in vector["expected"]["table"].items()
        }


def test_badminton_of_the_olympic_games_2024(shared: Path) -> None:
    """Who went on, with retirements and withdrawals. No group proves deletion or difference (README)."""
    for vector in vectors(shared, "badminton_paris2024_groups"):
        qualified = vector["expected"]["qualified"]
        assert teams(table("bwf", vector))[: len(qualified)] == qualified, vector["id"]


def test_medal_tables(shared: Path) -> None:
    """Every rank of three Olympic Games; Athens 2004 as published parts UZB from JAM, equal in medals (flagged)."""
    for vector in vectors(shared, "medals_tables"):
        rows = ranked([UnitRow(0, *row) for row in vector["table"]], "medals")
        odd = vector.get("discrepancy") or {}
        assert {row.unit: row.rank for row in rows if row.unit not in odd} == {
            unit: rank for unit, rank in vector["expected"]["rank"].items() if unit not in odd
        }


@pytest.mark.parametrize("rules", sorted(RANKING))
def test_a_rule_set_reads_a_table_of_two(rules: str) -> None:
    document = {"matches": [{"home": "A", "away": "B", "winner": "B"}]}
    assert teams(table(rules, document)) == ["B", "A"]


# -------------------------------------------------------------------------------------------------- facts typed here
def test_champions_league_2012_13_group_e_by_goals_away() -> None:
    """Shakhtar above Chelsea (UEFA): two goals away to one between them; the difference of all is Chelsea's."""
    results = (
        "Chelsea 2-2 Juventus,Shakhtar 2-0 Nordsjælland,Juventus 1-1 Shakhtar,Nordsjælland 0-4 Chelsea,"
        "Nordsjælland 1-1 Juventus,Shakhtar 2-1 Chelsea,Chelsea 3-2 Shakhtar,Juventus 4-0 Nordsjælland,"
        "Juventus 3-0 Chelsea,Nordsjælland 2-5 Shakhtar,Chelsea 6-1 Nordsjælland,Shakhtar 0-1 Juventus"
    )
    split = (result.split() for result in results.split(","))
    document = {"matches": [{"home": home, "away": away, "score": score} for home, score, away in split]}
    published = ["Juventus", "Shakhtar", "Chelsea", "Nordsjælland"]
    rows = table("uefa_clubs_2020", document)
    assert teams(rows) == published
    assert rows[1][1].reason.code == "away_goals"
    assert teams(table("uefa_clubs", document)) != published
    assert teams(table("fifa_2022", document)) != published


def test_atp_finals_2009_group_a_by_one_game() -> None:
    """Three at two wins and 5-4 sets: 44 of 84, 45 of 88, 44 of 87 games; del Potro went on, though Murray beat him."""
    results = [
        ("Federer", "Verdasco", "4-6 7-5 6-1"),
        ("Murray", "del Potro", "6-3 3-6 6-2"),
        ("Federer", "Murray", "3-6 6-3 6-1"),
        ("del Potro", "Verdasco", "6-4 3-6 7-6(1)"),
        ("Murray", "Verdasco", "6-4 6-7(4) 7-6(3)"),
        ("del Potro", "Federer", "6-2 6-7(5) 6-3"),
    ]
    rows = table("atp", {"matches": [{"winner": w, "loser": x, "score": s} for w, x, s in results]})
    assert teams(rows)[:2] == ["Federer", "del Potro"]
    assert rows[1][1].reason.code == "points_share"
