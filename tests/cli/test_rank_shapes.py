"""``rank`` reads a table in whatever shape others wrote it, and refuses what cannot be one, with its place."""

from __future__ import annotations

import copy
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tournament_app.__main__ import main
from tournament_app.cli.ranking import VERBS
from tournament_app.domain.mark_rules import RULES
from tournament_app.errors import TournamentError
from tournament_app.words import set_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ARGENTINA = (  # group C of the World Cup of 2022
    ("Argentina", "Saudi Arabia", 1, 2), ("Mexico", "Poland", 0, 0), ("Poland", "Saudi Arabia", 2, 0),
    ("Argentina", "Mexico", 2, 0), ("Poland", "Argentina", 0, 2), ("Saudi Arabia", "Mexico", 1, 2),
)  # fmt: skip
ORDER = ["Argentina", "Poland", "Mexico", "Saudi Arabia"]
SHAPES: dict[str, Callable[[str, str, int, int], Any]] = {
    "home, away": lambda a, b, x, y: {"home": a, "away": b, "score": [x, y]},
    "text": lambda a, b, x, y: {"home": a, "away": b, "score": f"{x}:{y}"},
    "apart": lambda a, b, x, y: {"team1": a, "team2": b, "goals1": x, "goals2": y},
    "underscores": lambda a, b, x, y: {"home_team": a, "away_team": b, "home_score": x, "away_score": y},
    "camel": lambda a, b, x, y: {"homeTeam": a, "awayTeam": b, "homeScore": x, "awayScore": y},
    "letters": lambda a, b, x, y: {"A": a, "B": b, "score": [x, y]},
    "short": lambda a, b, x, y: {"home": a, "away": b, "hg": x, "ag": y},
    "figures as text": lambda a, b, x, y: {"player1": a, "player2": b, "score": [str(x), str(y)]},
    "floats": lambda a, b, x, y: {"a": a, "b": b, "score": [float(x), float(y)]},
    "by name": lambda a, b, x, y: {"home": a, "away": b, "score": {a: x, b: y}},
    "objects": lambda a, b, x, y: {"home": {"name": a, "goals": x}, "away": {"name": b, "goals": y}},
    "full time": lambda a, b, x, y: {"team1": a, "team2": b, "score": {"ft": [x, y], "ht": [0, 0]}},
    "a row": lambda a, b, x, y: [a, b, x, y],
    "a row with the score": lambda a, b, x, y: [a, b, f"{x}-{y}"],
    "a row as printed": lambda a, b, x, y: [a, x, y, b],
    "a line": lambda a, b, x, y: f"{a} {x}-{y} {b}",
}


@pytest.fixture
def rank(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Runs ``rank`` on *given* from standard input: status, what it printed, what it complained."""

    def run(given: Any, *args: str) -> tuple[int, Any, str]:
        content = given if isinstance(given, bytes) else json.dumps(given, ensure_ascii=False).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        status = main(["rank", *args, "--lang", "en"])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out and status == 0 else out, err

    yield run
    set_language("vi")


def teams(rows: list[dict[str, Any]]) -> list[str]:
    return [row["team"] for row in rows]


@pytest.mark.parametrize("shape", SHAPES)
def test_matches_in_the_shapes_others_write(rank: Callable[..., Any], shape: str) -> None:
    matches = [SHAPES[shape](*match) for match in ARGENTINA]
    status, rows, err = rank({"matches": matches}, "--rules", "fifa_2022")
    assert (status, err) == (0, "")
    assert teams(rows) == ORDER
    for part in ({"fixtures": matches}, {"results": matches}, {"groups": {"C": matches}}, {"groups": [matches]}):
        status, answer, _ = rank({**part, "ruleset": "FIFA-2022"})
        assert status == 0
        assert teams(answer if isinstance(answer, list) else next(iter(answer["groups"].values()))) == ORDER


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_unicode_and_names_composed_or_not(rank: Callable[..., Any], encoding: str) -> None:
    text = '[{"home": "Bình", "away": " A", "score": [1, 0]}, {"home": "Bi\u0300nh", "away": "A ", "score": [2, 0]}]'
    status, rows, _ = rank(text.encode(encoding), "--rules", "uefa")
    assert status == 0
    assert teams(rows) == ["Bình", "A"]
    assert rows[0]["points"] == 6


def test_a_list_of_marks_alone(rank: Callable[..., Any]) -> None:
    status, rows, err = rank([{"name": "A", "mark": "10.23"}, {"name": "B", "mark": "10.21"}], "--rules", "swimming")
    assert (status, [row["name"] for row in rows]) == (0, ["B", "A"]), err


def test_medal_tables_by_other_names(rank: Callable[..., Any]) -> None:
    rows = [["USA", 40, 44, 42], ["CHN", 40, 27, 24], ["JPN", 20, 12, 13]]
    for key in ("team", "noc", "country"):
        table = [dict(zip((key, "gold", "silver", "bronze"), row, strict=True)) for row in reversed(rows)]
        assert teams(rank({"medals": table}, "--rules", "medals")[1]) == ["USA", "CHN", "JPN"]
    assert rank({"rows": [*rows, rows[0]]}, "--rules", "medals")[2] == "rows[4]: USA stands in the table twice\n"
    assert rank({"rows": [["USA", -1, 0, 0]]}, "--rules", "medals")[0] == 1


A = {"home": "A", "away": "B", "score": [1, 0]}
SETS = {"a": "A", "b": "B"}


@pytest.mark.parametrize(
    ("rules", "document", "said"),
    [
        ("bwf", {"matches": [{**SETS, "sets": "21-20 21-15"}]}, "matches[1]: Game 1: 21-20 is not a finished game"),
        ("bwf", {"matches": [{**SETS, "sets": [[21, 15], [31, 30]]}]}, "matches[1]: Game 2: 31-30"),
        ("ittf", {"matches": [{**SETS, "sets": "11-5 12-9 11-3"}]}, "12-9"),
        ("vnl", {"matches": [{**SETS, "sets": "25-4 25-5 2-25 2-25"}]}, "matches[1]"),
        ("vnl", {"matches": [{**SETS, "score": "2-2"}]}, "matches[1]: nobody won"),
        ("uefa", {"matches": [{**A, "home": None}]}, "matches[1].home: a team has a name"),
        ("uefa", {"matches": [{**A, "home": ""}]}, "matches[1].home: a team has a name"),
        ("uefa", {"matches": [{**A, "score": "-1-0"}]}, "matches[1].score"),
        ("uefa", {"matches": [{**A, "score": [1, 1], "kicks": [4, 4]}]}, "matches[1].kicks: kicks go on"),
        ("uefa", {"matches": [{**A, "score": [0, 1], "winner": "B", "forfeit": "B"}]}, "cannot have won"),
        ("uefa", {"matches": [A], "deductions": {"C": 3}}, "deductions: “C” is not among the teams"),
        ("uefa", {"matches": [A], "deductions": {"A": "1e999999999"}}, "deductions.A"),
        ("uefa", {"matches": [A], "deductions": [{"team": "A"}]}, "deductions: say how many"),
        ("uefa", {"matches": [A], "lots": 5}, "lots: must be a list"),
        ("uefa", {"groups": {}}, "groups: there are no groups"),
        ("uefa", {"groups": {"A": [A]}, "across": {"place": 9}}, "no group has a place 9"),
        ("uefa", {"groups": {"A": [A]}, "across": {"place": 1, "take": "x"}}, "take"),
        ("uefa", {"rows": []}, "rows: must be a list"),
        ("uefa", {"rows": [{"team": "A", "won": -1}]}, "rows[1].won"),
        ("uefa", {"rows": [{"team": "A", "points": 1}] * 2}, "rows[2]: A stands in the table twice"),
        ("uefa", b'{"matches": [{"home": "A", "away": "B", "score": [NaN, 0]}]}', "NaN is no number"),
        ("uefa", b'{"matches": [], "matches": []}', "“matches” stands twice"),
        ("uefa", b"\xef\xbb\xbf", "the standard input is empty"),
        ("uefa", b"[" * 100_000, "brackets"),
        ("uefa", b'{"matches": [{"home": "A", "away": "B", "score": [1' + b"0" * 5000 + b", 0]}]}", "too long"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_place(
    rank: Callable[..., Any], rules: str, document: Any, said: str
) -> None:
    status, out, err = rank(document, "--rules", rules)
    assert (status, out) == (1, "")
    assert said in err


def test_games_to_other_points_are_seen_from_the_table(rank: Callable[..., Any]) -> None:
    """Badminton to 15 from 2027, table tennis to 21 until 2001; what fits no way of scoring is refused."""
    for rules, sets in (("bwf", "15-9 21-20"), ("ittf", "21-15 22-20"), ("vn_games_difference", "11-5 12-10")):
        assert rank({"matches": [{**SETS, "sets": sets}]}, "--rules", rules)[0] == 0
    known = {"matches": [{**SETS, "sets": "15-9 21-20"}], "scoring": "badminton_3x21"}
    assert "matches[1]: Game 1: 15-9" in rank(known, "--rules", "bwf")[2]


def test_the_list_names_whatever_rules_there_are(rank: Callable[..., Any]) -> None:
    listed = {one["name"] for one in rank([], "--list")[1]}
    assert {"medals", *RULES} <= listed
    for name in listed:
        assert rank({}, "--rules", name)[2].split(":")[0] != "rules"


def test_the_example_of_the_readme_is_ranked(rank: Callable[..., Any]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    status, rows, err = rank(text.split("```json\n")[1].split("```")[0].encode())
    assert status == 0, err
    assert {"Japan", "Senegal", "A", "B", "C", "D"} <= set(teams(rows))


@pytest.mark.parametrize(
    "part",
    [
        {"deductions": {"A": 6}}, {"deductions": {"A": -6}}, {"deductions": [["A", 6]]},
        {"deductions": [{"team": "A", "amount": 6}]}, {"point_deductions": {"A": 6}},
        {"teams": [{"name": "A", "deduction": 6}, "B"]}, {"teams": {"A": {"deducted": 6}, "B": {}}},
    ],
)  # fmt: skip
def test_deductions_in_the_shapes_others_write(rank: Callable[..., Any], part: dict[str, Any]) -> None:
    status, rows, _ = rank({"matches": [A], **part}, "--rules", "uefa")
    assert (status, [(row["team"], row["points"]) for row in rows]) == (0, [("B", 0), ("A", -3)])


@pytest.mark.parametrize(
    "ending",
    [
        {"forfeit": "B"}, {"wo": "away"}, {"winner": "A", "walkover": True}, {"score": "3-0", "forfeit": "B"},
        {"result": "w/o", "winner": "A"}, {"status": "walkover", "winner": "A"}, {"type": "Forfeit", "loser": "B"},
    ],
)  # fmt: skip
def test_walkovers_in_the_shapes_others_write(rank: Callable[..., Any], ending: dict[str, Any]) -> None:
    """The other match shows that it is best of three, whatever a walkover is written as."""
    matches = [{"home": "A", "away": "B", **ending}, {"home": "B", "away": "C", "sets": "11-1 11-1"}]
    status, rows, err = rank({"matches": matches, "scoring": "table_tennis_3"}, "--rules", "ittf")
    assert status == 0, err
    assert {row["team"]: (row["won"], row["lost"]) for row in rows} == {"A": (1, 0), "B": (1, 1), "C": (0, 1)}
    status, rows, err = rank({"matches": matches}, "--rules", "ittf")
    assert (status, rows[0]["team"]) == (0, "A"), err


def test_a_match_written_twice_counts_and_is_told(rank: Callable[..., Any]) -> None:
    assert rank({"matches": [A], "annulled": ["C"]}, "--rules", "uefa")[2] == "annulled: “C” is not among the teams\n"
    status, rows, err = rank({"matches": [A, A]}, "--rules", "uefa")
    assert (status, rows[0]["played"]) == (0, 2)
    assert err.startswith("matches[2] is the same as a match before it")


VALID = [
    {"rules": "fifa_2022", "matches": [A, {"home": "B", "away": "C", "score": "1-1 (4-3 pens)", "cards": [[1], [2]]}],
     "deductions": [{"team": "A", "points": 3}], "lots": ["A"], "teams": [{"name": "A", "position": 1}, "B", "C"]},
    {"rules": "bwf", "groups": {"A": {"matches": [{**SETS, "sets": [[21, 5], [21, 7]]}]}}, "across": {"place": 1}},
    {"rules": "ittf_team", "matches": [{**SETS, "rubbers": [3, 1], "sets": [10, 7]}], "withdrawn": ["B"]},
    {"rules": "uefa", "rows": [{"team": "A", "won": 1, "for": 3, "points": 3}], "change": {"win": 2}},
    {"rules": "medals", "rows": [{"team": "A", "gold": 1, "silver": 0, "bronze": 2}]},
    {"rules": "fide_2026", "players": [{"no": 1, "name": "A", "rounds": ["2w1"]}, {"no": 2, "rounds": ["1b0"]}]},
    {"rules": "fide_2026", "matches": [{"white": "A", "black": "B", "round": 1, "score": [1, 0]}],
     "byes": [{"team": "C", "round": 1, "kind": "half"}], "rounds": 1},
    {"rules": "athletics_field", "marks": [{"name": "A", "attempts": ["8.42", "x"], "heat": "1"}], "by_place": 1},
    {"rules": {"play": "judged", "judges": 3}, "marks": [{"name": "A", "attempts": ["9", "8", "7"]}]},
]  # fmt: skip
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 0, 7, 2.5, 1e300, "", "x", "2-1", "½", [], {}, [1], [[1, 2]], {"A": 1}, [None], [{}], {"": []}]
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value within *value*."""
    within = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in within for place in places(one, (*path, key)))]


@settings(max_examples=120, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_whatever_stands_in_it_is_ranked_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from(VALID)))
    for _ in range(data.draw(st.integers(1, 2))):
        *way, last = data.draw(st.sampled_from(places(document)[1:]))
        inner: Any = document
        for key in way:
            inner = inner[key]
        inner[last] = copy.deepcopy(data.draw(JUNK))
    file = tmp_path / "a.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    parsed = type("Args", (), {"file": str(file), "rules": None, "list": False})()
    try:
        json.dumps(VERBS[0].run(parsed).data)
    except TournamentError as refused:
        assert str(refused).strip()  # noqa: PT017
