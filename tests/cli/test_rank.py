"""``rank``: JSON of matches in, ranks with reasons out; whatever is wrong is said with the place where it stands."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tournament_app.__main__ import main
from tournament_app.cli.ranking import catalogue
from tournament_app.domain.standings import Ranking
from tournament_app.words import set_language

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def rank(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Runs ``rank`` on *given* from standard input: status, what it printed, what it complained."""

    def run(given: Any, *args: str) -> tuple[int, Any, str]:
        text = given if isinstance(given, str) else json.dumps(given)
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        status = main(["rank", *args, "--lang", "en"])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out and status == 0 else out, err

    yield run
    set_language("vi")


def teams(rows: list[dict[str, Any]]) -> list[str]:
    return [row["team"] for row in rows]


def test_ranks_with_reasons_in_both_languages(rank) -> None:
    given = {
        "matches": [
            {"home": "Sở Y tế", "away": "Tòa án", "score": "21-17"},
            {"home": "Kho bạc", "away": "Sở Y tế", "score": "21-10"},
            {"home": "Tòa án", "away": "Kho bạc", "score": [21, 15]},
            {"home": "Tòa án", "away": "Báo", "score": "21-5"},
            {"home": "Sở Y tế", "away": "Báo", "score": "21-5"},
            {"home": "Báo", "away": "Kho bạc", "score": "21-19"},
        ],
        "scoring": "badminton_1x21",
    }
    status, rows, err = rank(given, "--rules", "vn_games_direct")
    assert (status, err) == (0, "")
    assert rows[0] == {
        "rank": 1,
        "team": "Sở Y tế",
        "settled": True,
        "played": 3,
        "won": 2,
        "drawn": 0,
        "lost": 1,
        "points": 2,
        "games_for": 2,
        "games_against": 1,
        "points_for": 52,
        "points_against": 43,
        "decided_by": "match",
        "reason_vi": "Trên Tòa án: cùng 2 trận thắng, thắng trận đối đầu 21-17",
        "reason_en": "Above Tòa án: level on wins (2), won their match 21-17",
    }


@pytest.mark.parametrize(
    "match",
    [
        {"home": "A", "away": "B", "score": [2, 1]},
        {"a": "A", "b": "B", "score": "2-1"},
        {"teams": ["A", "B"], "result": "2:1 (1-1)"},
        {"team1": "A", "team2": "B", "goals": {"A": 2, "B": 1}},
        {"home": "B", "away": "A", "home_goals": 1, "away_goals": 2},
        {"home": "A", "away": "B", "winner": "home"},
        {"home": "A", "away": "B", "winner": 1},
        {"home": "A", "away": "B", "forfeit": "B"},
        {"home": "A", "away": "B", "walkover": True, "winner": "A"},
        {"home": "A", "away": "B", "score": [1, 0], "abandoned": "away"},
        {"players": ["A", "B"], "disqualified": "B"},
    ],
)
def test_a_match_may_be_written_in_many_ways(rank, match: dict[str, Any]) -> None:
    status, rows, _ = rank([match], "--rules", "uefa")
    assert (status, teams(rows), [row["points"] for row in rows]) == (0, ["A", "B"], [3, 0])


@pytest.mark.parametrize(
    ("match", "figures"),
    [
        ({"sets": [[25, 20], [20, 25], [15, 13]]}, (2, 1, 60, 58)),
        ({"sets": "25-20 20-25 15-13"}, (2, 1, 60, 58)),
        ({"sets": ["25-20", "20-25", "15-13"]}, (2, 1, 60, 58)),
        ({"sets": [2, 1], "points": [60, 58]}, (2, 1, 60, 58)),
        ({"sets": [2, 1]}, (2, 1, 0, 0)),
        ({"score": "2-1", "sets": [[25, 20], [20, 25], [15, 13]]}, (2, 1, 60, 58)),
        ({"sets": [[25, 20], [10, 8]], "retired": "B"}, (2, 0, 50, 28)),
        ({"walkover": "B"}, (2, 0, 50, 0)),
        ({"rubbers": [2, 1], "games": [5, 3], "points": [90, 80]}, (5, 3, 90, 80)),
        ({"rubbers": ["25-20 25-20", "25-20 20-25 15-13", [[20, 25], [20, 25]]]}, (4, 3, 150, 148)),
    ],
)
def test_sets_may_be_written_in_many_ways(rank, match: dict[str, Any], figures: tuple[int, ...]) -> None:
    given = {"matches": [{"home": "A", "away": "B", **match}], "scoring": "volleyball_3"}
    status, rows, _ = rank(given, "--rules", "volleyball_points")
    assert status == 0
    assert teams(rows) == ["A", "B"]
    keys = ("games_for", "games_against", "points_for", "points_against")
    assert tuple(rows[0][key] for key in keys) == figures


@pytest.mark.parametrize("key", ["score", "sets", "games", "result"])
def test_how_many_sets_a_match_has_is_seen_from_the_matches(rank, key: str) -> None:
    """Best of three although the rule is mostly played best of five: 2-1 is a close win of two points."""
    sets = [[25, 20], [20, 25], [15, 13]]
    for score in (sets, "25-20 20-25 15-13", [2, 1], "2-1"):
        _, rows, _ = rank([{"home": "A", "away": "B", key: score}], "--rules", "volleyball_wins")
        assert [row["points"] for row in rows] == [2, 1], score
    _, rows, _ = rank([{"home": "A", "away": "B", "home_sets": 3, "away_sets": 2}], "--rules", "volleyball_wins")
    assert [row["points"] for row in rows] == [2, 1]


def test_kicks_are_no_goals_and_boards_have_halves(rank) -> None:
    for score in (
        {"score": [1, 1], "kicks": [4, 3]},
        {"score": "1-1 (4-3 pens)"},
        {"score": "1-1", "penalties": "4-3"},
    ):
        _, rows, _ = rank([{"home": "A", "away": "B", **score}], "--rules", "fifa_2022")
        assert [(row["drawn"], row["points"], row["points_for"]) for row in rows] == [(1, 1, 1)] * 2
    for score in ("1/2-1/2", "½-½", [0.5, 0.5]):
        _, rows, _ = rank([{"white": "A", "black": "B", "result": score}], "--rules", "chess_round_robin")
        assert [row["points"] for row in rows] == ["1/2", "1/2"]
    _, rows, _ = rank([{"white": "A", "black": "B", "result": "0-1"}], "--rules", "wxf")
    assert teams(rows) == ["B", "A"]


LEVEL = [{"home": a, "away": b, "score": [1, 1]} for a, b in ("AB", "BC", "CA")]


def test_what_counts_beside_the_matches(rank) -> None:
    _, rows, _ = rank({"matches": LEVEL}, "--rules", "fifa_2026")
    assert [(row["rank"], row["settled"], row["decided_by"]) for row in rows] == [(1, False, "lots")] * 3
    ways: list[tuple[dict[str, Any], list[str]]] = [
        ({"lots": ["C", "A", "B"]}, ["C", "A", "B"]),
        ({"positions": {"A": 12, "B": 3, "C": 5}}, ["B", "C", "A"]),
        ({"conduct": {"A": -4, "B": -1, "C": -2}}, ["B", "C", "A"]),
        ({"cards": {"A": [4, 0, 0, 0], "B": {"yellow": 1}, "C": [0, 0, 1]}, "lots": ["A", "C"]}, ["B", "A", "C"]),
        ({"deductions": {"A": 1}, "lots": ["B", "C"]}, ["B", "C", "A"]),
        ({"deductions": [{"team": "B", "points": "1/2", "reason": "late"}], "lots": ["A", "C"]}, ["A", "C", "B"]),
        ({"deductions": {"A": -1}, "lots": ["B", "C"]}, ["B", "C", "A"]),
        ({"adjustments": {"A": 1}, "lots": ["B", "C"]}, ["A", "B", "C"]),
        ({"annulled": ["A"], "lots": ["C", "B"]}, ["C", "B", "A"]),
        ({"carried": [{"home": "C", "away": "A", "score": "3-0"}]}, ["C", "B", "A"]),
        ({"withdrawn": ["D"], "lots": ["A", "B", "C"]}, ["A", "B", "C", "D"]),
        ({"teams": [{"name": "A", "position": 3}, {"name": "B", "position": 2}, "C"]}, ["B", "A", "C"]),
    ]
    for more, expected in ways:
        status, rows, err = rank({"matches": LEVEL, **more}, "--rules", "fifa_2026")
        assert (status, err, teams(rows)) == (0, "", expected), more
    _, rows, _ = rank({"matches": LEVEL, "annulled": [{"team": "A", "reason": "age"}]}, "--rules", "fifa_2026")
    assert rows[2]["reason_en"] == "All results annulled: age"


def test_a_forfeit_counts_three_nil_unless_the_pitch_was_worse(rank) -> None:
    """FIFA Disciplinary Code 2025, 28.1."""
    for score, goals in ((None, 3), ([1, 0], 3), ([0, 2], 3), ([4, 0], 4)):
        _, rows, _ = rank([{"home": "A", "away": "B", "score": score, "forfeit": "B"}], "--rules", "uefa")
        assert (rows[0]["team"], rows[0]["points_for"]) == ("A", goals)


def test_both_absent_annulled_and_neutral_matches(rank) -> None:
    given = [
        {"home": "A", "away": "B", "both_absent": True},
        {"home": "A", "away": "C", "score": [5, 0], "annulled": True},
        {"home": "B", "away": "C", "walkover": "both"},
        {"home": "C", "away": "A", "score": [0, 1], "neutral": True},
    ]
    _, rows, _ = rank(given, "--rules", "uefa_league")
    assert next((row["team"], row["played"], row["points"]) for row in rows) == ("A", 2, 3)


def test_badminton_strikes_out_who_withdrew_and_table_tennis_makes_it_lose(rank) -> None:
    given = {
        "matches": [
            {"a": "A", "b": "B", "games": [2, 1]},
            {"a": "C", "b": "A", "games": [2, 0]},
            {"a": "C", "b": "B", "games": [0, 2]},
        ],
        "withdrawn": ["C"],
        "teams": ["A", "B", "C", "D"],
    }
    _, rows, _ = rank({**given, "withdrawn": ["C", "D"]}, "--rules", "bwf")
    assert [(row["team"], row["won"], row["played"]) for row in rows][:2] == [("A", 1, 1), ("B", 0, 1)]
    _, rows, _ = rank(given, "--rules", "ittf")
    assert {row["team"]: row["played"] for row in rows} == {"A": 2, "B": 2, "C": 3, "D": 1}


def test_groups_and_the_best_of_those_in_one_place(rank) -> None:
    groups = {
        name: {
            "matches": [{"home": f"{name}{a}", "away": f"{name}{b}", "score": [g, 0]} for a, b in ("12", "13", "23")]
        }
        for name, g in (("X", 1), ("Y", 3))
    }
    given = {"groups": groups, "across": {"place": 2, "take": 1}}
    _, answer, _ = rank(given, "--rules", "fifa_2022")
    assert teams(answer["groups"]["X"]) == ["X1", "X2", "X3"]
    through = [(row["team"], row["group"], row["through"]) for row in answer["across"]]
    assert through == [("Y2", "Y", True), ("X2", "X", False)]
    flat = {"matches": [{**m, "group": name} for name, part in groups.items() for m in part["matches"]], "across": 1}
    _, answer, _ = rank(flat, "--rules", "fifa_2022")
    assert teams(answer["across"]) == ["Y1", "X1"]
    listed = {"groups": [{"name": name, **part} for name, part in groups.items()]}
    listed["across"] = {"place": 1, "how": "drop_last"}
    _, answer, _ = rank(listed, "--rules", "fifa_2022")
    assert teams(answer["across"]) == ["Y1", "X1"]
    assert rank({"groups": {"X": groups["X"]["matches"]}}, "--rules", "uefa")[1][0]["team"] == "X1"


def test_figures_and_medals_instead_of_matches(rank) -> None:
    rows = [
        {"team": "A", "W": 1, "D": 0, "L": 2, "GF": 3, "GA": 4, "Pts": 3},
        {"team": "B", "won": 1, "for": 9, "points": 3},
    ]
    _, answer, _ = rank({"rows": rows}, "--rules", "fifa_2022")
    assert teams(answer) == ["B", "A"]
    assert teams(rank({"table": {"A": {"Pts": 1}, "B": {"Pts": 2}}, "deductions": {"B": 2}}, "--rules", "afc")[1]) == [
        "A",
        "B",
    ]
    for given in (
        {"rows": [["A", 1, 0, 0], ["B", 1, 1, 0], ["C", 1, 1, 0], ["D", 0, 9, 9]]},
        {"table": {"A": [1, 0, 0], "B": {"gold": 1, "silver": 1, "bronze": 0}, "C": [1, 1, 0], "D": [0, 9, 9]}},
        [
            {"name": "A", "gold": 1},
            {"name": "B", "gold": 1, "silver": 1},
            {"team": "C", "gold": 1, "silver": 1},
            ["D", 0, 9, 9],
        ],
    ):
        _, answer, _ = rank(given, "--rules", "medals")
        assert [(row["team"], row["rank"]) for row in answer] == [("B", 1), ("C", 1), ("A", 3), ("D", 4)]


def test_rules_are_changed_or_written_here(rank) -> None:
    match = {"home": "A", "away": "B", "score": [2, 1]}
    _, rows, _ = rank({"rules": "fifa_2022", "change": {"win": 2}, "matches": [match]})
    assert rows[0]["points"] == 2
    own = {"criteria": ["points", "goals"], "win": "5/2"}
    _, rows, _ = rank({"rules": own, "scoring": {"kind": "goals"}, "matches": [match]})
    assert rows[0]["points"] == "5/2"


def test_tennis_as_the_papers_print_it(rank) -> None:
    """A retirement counts as straight sets without its games; a match tie-break is one game."""
    given = [
        {"winner": "A", "loser": "B", "score": "6-4 6-7(5) 10-8"},
        {"winner": "B", "loser": "C", "score": "6-1 2-0 ret."},
        {"home": "C", "away": "A", "winner": "C", "score": "W/O"},
        {"home": "C", "away": "D", "winner": "D", "score": "def."},
    ]
    _, rows, err = rank(given, "--rules", "Tennis")
    assert err == ""
    figures = {
        row["team"]: [row["won"], *(row[f"{of}_{to}"] for of in ("games", "points") for to in ("for", "against"))]
        for row in rows
    }
    assert figures == {"A": [1, 2, 3, 13, 11], "B": [1, 3, 2, 11, 13], "C": [1, 2, 4, 0, 0], "D": [1, 2, 0, 0, 0]}


def test_every_rule_set_is_listed_with_its_source(rank) -> None:
    status, listed, _ = rank("", "--list")
    assert status == 0
    assert [row["name"] for row in listed if "criteria" in row] == list(catalogue("ranking", Ranking))
    (bwf,) = (row for row in listed if row["name"] == "bwf")
    assert bwf["source"] == "BWF General Competition Regulations, 16.2"
    assert bwf["words"][1] == "two level: their match"


def test_a_file_is_read_and_strange_keys_are_named(rank, tmp_path: Path) -> None:
    file = tmp_path / "bảng A.json"
    file.write_text('﻿{"matches": [{"home": "A", "away": "B", "score": "1-0", "attendance": 3}]}', encoding="utf-8")
    status, rows, err = rank("", str(file), "--rules", "uefa")
    assert (status, teams(rows)) == (0, ["A", "B"])
    assert "attendance" in err
    file.write_bytes(b"\xff\xfe{}")
    assert rank("", str(file), "--rules", "uefa")[0] == 1
    assert "cannot be read" in rank("", str(tmp_path / "none.json"), "--rules", "uefa")[2]


M = {"home": "A", "away": "B"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{", "line 1, column 2"),
        ("3", "an object with the key matches"),
        ({}, "there are no matches"),
        ({"matches": {}}, "matches: must be a list"),
        ({"matches": [], "rules": "x"}, "there are no matches"),
        ([3], "matches[1]: a match is an object"),
        ([{"home": "A"}], "matches[1]: which two met"),
        ([{"home": "A", "away": "A", "score": "1-0"}], "does not meet itself"),
        ([M], "matches[1]: there is no score"),
        ([{**M, "score": "2"}], "matches[1].score: “2” is no score"),
        ([{**M, "score": [1, -2]}], "matches[1].score"),
        ([{**M, "score": [1, 2.5]}], "matches[1].score"),
        ([{**M, "score": [1, 2, 3]}], "matches[1].score"),
        ([{**M, "score": "a 1-0 2"}], "matches[1].score"),
        ([{**M, "score": "1-0", "kicks": [[1, 2], [3, 4]]}], "matches[1].kicks: “[[1, 2], [3, 4]]” is no score"),
        ([{**M, "score": "1-0", "winner": "B"}], "the winner is not the side"),
        ([{**M, "winner": "C"}], "“C” is not among the teams"),
        ([{**M, "score": "1-0"}, {"home": "A", "away": "C", "winner": "B"}], "“B” did not play this match"),
        ([{**M, "walkover": True}], "say which side it was"),
        ([{**M, "penalites": [4, 3], "score": "1-1"}], "did you mean “penalties”"),
        ([{**M, "score": "1-0", "cards": [1]}], "are no cards"),
        ([{**M, "score": "1-0", "cards": 3}], "are no cards"),
        ([{**M, "score": "1-0", "cards": [["x"], []]}], "are no cards"),
        ({"matches": [{**M, "score": "1-0"}], "cards": [[1], [2]]}, "are no cards"),
        ({"matches": [{**M, "score": "1-0"}], "teams": ["A", "C"]}, "“B” is not among the teams"),
        ({"matches": [{**M, "score": "1-0"}], "deductions": 3}, "deductions: must be a list"),
        ({"matches": [{**M, "score": "1-0"}], "deductions": {"A": "x"}}, "deductions.A: “x” is no number"),
        ({"matches": [{**M, "score": "1-0"}], "scoring": "x"}, "no scoring is called x"),
        ({"groups": {"X": 3}}, "groups.X: must be an object"),
        ({"groups": {"X": [{**M, "score": "x"}]}}, "groups.X.matches[1].score"),
        ({"groups": {"X": [{**M, "score": "1-0"}]}, "across": {"place": "x"}}, "across: place is a whole number"),
        ({"rows": [3]}, "rows[1]: a row is an object"),
        ({"rows": [{"team": "A", "W": "x"}]}, "rows[1].won"),
        ({"matches": [{**M, "score": "1-0"}], "change": 3}, "change: must be an object"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(rank, given: Any, said: str) -> None:
    status, out, err = rank(given, "--rules", "uefa")
    assert status == 1
    assert said in err
    assert out == ""


def test_a_rule_that_is_not_there_is_refused_and_as_json_for_machines(rank) -> None:
    assert "no ranking rule is called x; there are: afc" in rank([M], "--rules", "x")[2]
    assert "say by which rules" in rank([M])[2]
    assert "There are no rows" in rank({}, "--rules", "medals")[2]
    status, out, _ = rank("{", "--rules", "uefa", "--json")
    assert (status, json.loads(out)["error"][0]["code"]) == (1, "bad_json")


def test_the_help_says_the_form(capsys: pytest.CaptureFixture[str]) -> None:
    for language, word in (("en", "kicks [4, 3]"), ("vi", "luân lưu")):
        with pytest.raises(SystemExit):
            main(["rank", "--help", "--lang", language])
        assert word in capsys.readouterr().out
    set_language("vi")
