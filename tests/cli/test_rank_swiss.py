"""``rank`` of a Swiss: the published table from rounds as in TRF, and the same from matches and byes."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.swiss_cases import cards, golden

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

PUBLISHED = golden("chess_unplayed_rounds.json")
PLAYERS = [{"no": n, "name": f"Player {n}", "rounds": text.split()} for n, text in enumerate(PUBLISHED["players"], 1)]


@pytest.fixture
def ranked(desk: Callable[..., Said], tmp_path: Path) -> Callable[..., Any]:
    def run(document: Any, *words: str) -> Any:
        where = tmp_path / "giải.json"
        where.write_text(json.dumps(document), encoding="utf-8")
        return desk("rank", where, "--json", *words).data

    return run


def by_matches() -> dict[str, Any]:
    """The same tournament as matches and byes."""
    matches, byes = [], []
    for entry, card in cards(PUBLISHED["players"]).items():
        for n, each in enumerate(card, 1):
            name, other = f"Player {entry}", f"Player {each.opponent}"
            if each.opponent is None:
                byes.append({"team": name, "round": n, "kind": each.mark.value})
            elif each.colour == "w":
                played: dict[str, Any] = {"white": name, "black": other, "round": n}
                if each.mark.value == "-":
                    theirs = cards(PUBLISHED["players"])[each.opponent][n - 1].mark.value
                    played |= {"both_absent": True} if theirs == "-" else {"walkover": name}
                elif each.mark.value == "+":
                    played["walkover"] = other
                else:
                    played["score"] = {"1": "1-0", "=": "1/2-1/2", "0": "0-1"}[each.mark.value]
                matches.append(played)
    return {"matches": matches, "byes": byes, "rounds": 7}


@pytest.mark.parametrize("edition", ["2024", "2026"])
def test_the_published_tie_breaks_come_out_both_ways(ranked: Callable[..., Any], edition: str) -> None:
    rows = ranked({"players": PLAYERS}, "--rules", f"fide_{edition}")
    for row in rows:
        published = dict(zip(PUBLISHED["columns"], PUBLISHED[edition][int(row["team"].split()[1]) - 1], strict=True))
        said = {short.replace("-", "/"): Fraction(value) for short, value in row["tiebreaks"].items()}
        for column in ("BH", "BH/C1", "SB", "PS", "KS", "WIN", "BPG", "FB"):
            assert said[column] == Fraction(str(published[column])), (row["team"], column)
    again = ranked(by_matches(), "--rules", f"fide_{edition}")
    assert [(row["rank"], row["team"], row["points"]) for row in again] == [
        (row["rank"], row["team"], row["points"]) for row in rows
    ]


def test_a_round_robin_of_chess_with_rounds_counts_forfeits_as_games(ranked: Callable[..., Any]) -> None:
    players = [{"rounds": ["2w1", "3b="]}, {"rounds": ["1b0", "Z", "3w+"]}, {"rounds": ["Z", "1w=", "2b-"]}]
    rows = ranked({"players": players, "rules": "chess_round_robin"})
    assert [(row["team"], row["points"], row["tiebreaks"]["SB"]) for row in rows] == [
        ("1", "3/2", "5/4"),
        ("2", 1, "1/2"),
        ("3", "1/2", "3/4"),
    ]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"players": [{"rounds": ["9x1"]}]}, "9x1"),
        ({"players": [{"rounds": ["2w1"]}, {"rounds": ["Z"]}]}, "khớp"),
        ({"matches": [{"a": "A", "b": "B", "score": "1-0"}]}, "round"),
        ({"matches": [], "byes": [{"team": "A", "round": 1, "kind": "free"}]}, "kind"),
        ({"matches": {"A": 1}, "byes": []}, "matches"),
    ],
)
def test_what_cannot_be_understood_says_where(ranked: Callable[..., Any], document: Any, why: str) -> None:
    (problem,) = ranked(document, "--rules", "fide_2026")["error"]
    assert problem["code"] == "bad_matches"
    assert why in problem["text"]


def test_matches_of_a_swiss_as_a_list_and_lots(ranked: Callable[..., Any]) -> None:
    drawn = [{"a": "A", "b": "B", "round": 1, "winner": "draw"}]
    assert [row["rank"] for row in ranked(drawn, "--rules", "xiangqi_swiss")] == [1, 1]
    rows = ranked({"matches": drawn, "teams": ["A", "B"], "lots": ["B", "A"], "rules": "xiangqi_swiss"})
    assert [row["team"] for row in rows] == ["B", "A"]
