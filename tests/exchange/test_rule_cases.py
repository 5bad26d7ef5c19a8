"""Every rule set is kept from having two neighbouring criteria exchanged: some made case would come out otherwise.

Who stands above whom in a case follows from the text of the rule (its *source* in the catalogue), worked out by
``rules_by_hand`` which shares no code with the program.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.ranking_cases import RANKING, SCORING, bodies
from tests.exchange.rules_by_hand import CODES, Sheet
from tournament_app.domain.standings import Ranking, rows_of
from tournament_app.exchange.rank_json import read

if TYPE_CHECKING:
    from collections.abc import Iterator

BODIES = bodies("ranking")
FILE = Path(__file__).resolve().parents[1] / "golden" / "rule_cases.json"
GIVEN = ("conduct", "positions", "weights", "deductions")


def codes(rule: Ranking) -> set[str]:
    return {code for step in rule.criteria for code in ((step,) if isinstance(step, str) else step)}


OURS = sorted(code for code, rule in RANKING.items() if codes(rule) <= CODES)  # the others are for a Swiss
SAME = {("pickleball", 0): "wins, then wins between those level, started anew: the other way round is the same rule"}


def pair(score: str) -> list[Any]:
    return [float(n) if "." in n else int(n) for n in score.split("-")]


def match(text: str, rules: str) -> dict[str, Any]:
    home, away, *scores = text.split()
    base = {"home": home, "away": away}
    kicks = [pair(score[1:]) for score in scores if score[0] == "k"]
    scores = [score for score in scores if score[0] != "k"]
    if "rubbers_difference" in codes(RANKING[rules]) or "rubbers_ratio" in codes(RANKING[rules]):
        return {**base, **dict(zip(("rubbers", "games", "points"), map(pair, scores), strict=True))}
    if len(scores) > 1:
        return {**base, "sets": [pair(score) for score in scores], "best_of": 3}
    return {**base, "score": pair(scores[0]), **({"kicks": kicks[0]} if kicks else {})}


@cache
def cases(rules: str) -> list[dict[str, Any]]:
    every = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
    return [{**case, "matches": [match(m, rules) for m in case["matches"]]} for case in every if case["rules"] == rules]


def places(rule: Ranking, case: dict[str, Any]) -> dict[str, int]:
    document = {key: case[key] for key in ("matches", *GIVEN) if key in case}
    asked = read(document, {rule.code: rule}, SCORING, rule.code)
    (group,) = asked.groups
    return {group.names[row.entry]: row.rank for row in rows_of(group.tally, rule)}


def swapped(steps: tuple[Any, ...]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Each two neighbours exchanged; those within a block have the number of the block plus 100."""
    for n in range(len(steps) - 1):
        yield n, (*steps[:n], steps[n + 1], steps[n], *steps[n + 2 :])
    for at, block in enumerate(steps):
        if isinstance(block, tuple):
            for n, inner in swapped(block):
                yield 100 * (at + 1) + n, (*steps[:at], inner, *steps[at + 1 :])


@pytest.mark.parametrize("rules", OURS)
def test_the_cases_come_out_as_the_text_of_the_rule_says(rules: str) -> None:
    assert cases(rules)
    for case in cases(rules):
        sheet = Sheet(BODIES[rules], case)
        assert sheet.better(case["above"], case["below"]) == (case["above"], case["by"]), case
        ranks = places(RANKING[rules], case)
        assert ranks[case["above"]] < ranks[case["below"]], case


@pytest.mark.parametrize(
    ("rules", "number", "criteria"),
    [(code, n, steps) for code in OURS for n, steps in swapped(RANKING[code].criteria) if (code, n) not in SAME],
)
def test_exchanging_two_criteria_is_noticed(rules: str, number: int, criteria: tuple[Any, ...]) -> None:
    other = replace(RANKING[rules], criteria=criteria)
    assert any(places(other, case)[case["above"]] > places(other, case)[case["below"]] for case in cases(rules))


AGAIN = ["A B 3-0", "B C 2-0", "C A 2-1", "A D 1-0", "B D 1-0", "C D 5-0"]


@pytest.mark.parametrize(
    "rules", ["uefa", "uefa_clubs", "uefa_clubs_2020", "uefa_qualifiers", "fifa_2026", "afc", "ihf", "fiba"]
)
def test_applied_anew_is_not_applied_once(rules: str) -> None:
    """A, B and C level; the matches between them part A only. Anew: B beat C. Once: C by the difference of all."""
    case = {"matches": [match(text, rules) for text in AGAIN]}
    assert places(RANKING[rules], case) == {"A": 1, "B": 2, "C": 3, "D": 4}
    assert places(replace(RANKING[rules], tied="once"), case) == {"A": 1, "C": 2, "B": 3, "D": 4}


@pytest.mark.parametrize("rules", [code for code in OURS if RANKING[code].two])
def test_the_match_of_two_that_are_level_decides(rules: str) -> None:
    """A and B won two each; A beat B narrowly and lost to D by far, B won the others by far."""
    team = rules == "bwf_team"
    far, close = ("3-0 9-0 99-50", "3-2 9-8 99-98") if team else ("21-1 21-1", "21-19 19-21 21-19")
    texts = [f"A B {close}", f"A C {close}", f"D A {far}", f"B C {far}", f"B D {far}", f"C D {close}"]
    case = {"matches": [match(text, rules) for text in texts]}
    assert places(RANKING[rules], case)["A"] == 1
    assert places(replace(RANKING[rules], two=0), case)["B"] == 1


@settings(max_examples=60)
@given(st.lists(st.integers(0, 9).flatmap(lambda n: st.sampled_from([(11, n), (n, 11)])), min_size=6, max_size=6))
def test_what_is_said_to_be_the_same_rule_is(scores: list[tuple[int, int]]) -> None:
    matches = [
        {"home": a, "away": b, "score": list(s)} for (a, b), s in zip(combinations("ABCD", 2), scores, strict=True)
    ]
    for rules, number in SAME:
        other = replace(RANKING[rules], criteria=dict(swapped(RANKING[rules].criteria))[number])
        assert places(other, {"matches": matches}) == places(RANKING[rules], {"matches": matches})
