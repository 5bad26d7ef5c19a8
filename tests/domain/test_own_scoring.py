"""A scoring rule an organiser writes: refused if no match could end by it, told in words and by examples."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ranking_cases import SCORING
from tournament_app.domain.outcome import Kind
from tournament_app.domain.own_scoring import check_scoring, ending_words, examples
from tournament_app.domain.rules import Rubber, Scoring
from tournament_app.domain.scoring import check_score
from tournament_app.domain.written_score import read_score
from tournament_app.errors import Refused

GAMES = Scoring("own", "Ba ván 11", best_of=3, target=11, cap=15)
TIE = Scoring("tie", "Đồng đội", rubbers=tuple(Rubber(f"Trận {n}", "own", rules=GAMES) for n in (1, 2, 3)))


@pytest.mark.parametrize("rule", SCORING.values(), ids=SCORING)
def test_every_rule_of_the_catalogue_can_be_played_and_is_told(rule: Scoring) -> None:
    check_scoring(rule)
    assert all(str(text) for text in ending_words(rule))
    shown = examples(rule)
    assert any(example.wrong is None for example in shown)
    assert any(example.wrong is not None for example in shown)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"best_of": 0}, "best_of"),
        ({"best_of": 16}, "best_of"),
        ({"best_of": 2}, "best_of"),
        ({"target": 0}, "target"),
        ({"lead": 0}, "lead"),
        ({"lead": 12}, "lead"),
        ({"cap": 10}, "cap"),
        ({"decider_target": 7, "decider_cap": 6}, "decider_cap"),
        ({"tie_break": 7, "cap": None}, "cap"),
        ({"tie_break": 7, "tie_break_cap": 5}, "tie_break_cap"),
        ({"kind": "goals", "kicks": 16}, "kicks"),
    ],
)
def test_a_rule_by_which_nothing_ends_is_refused_at_its_field(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as no:
        check_scoring(replace(GAMES, **wrong))
    assert field in [problem.field for problem in no.value.problems]


@pytest.mark.parametrize(
    "rubbers",
    [TIE.rubbers[:2], (replace(TIE.rubbers[0], name=""), *TIE.rubbers[1:]), (replace(TIE.rubbers[0], men=0),)],
)
def test_a_tie_needs_names_players_and_an_odd_number(rubbers: tuple[Rubber, ...]) -> None:
    with pytest.raises(Refused) as no:
        check_scoring(replace(TIE, rubbers=rubbers))
    assert {problem.field for problem in no.value.problems} == {"rubbers"}


def test_two_rubbers_are_fine_where_both_are_played_and_the_sentences_name_what_there_is() -> None:
    check_scoring(replace(TIE, rubbers=TIE.rubbers[:2], play_all=True))
    assert "Trận 2" in str(ending_words(TIE)[0])
    assert len(ending_words(replace(GAMES, decider_target=7, tie_break=7, serve="side_out"))) == 5
    assert len(ending_words(SCORING["football_11"])) == 3
    plain = replace(SCORING["football_11"], extra_time=False, kicks=0)
    assert len(ending_words(plain)) == 1
    assert [example.score for example in examples(plain)] == ["2-1", "1-1"]


@given(
    st.builds(
        Scoring,
        code=st.just("own"),
        name=st.just("Luật riêng"),
        best_of=st.integers(1, 7),
        target=st.integers(1, 30),
        lead=st.integers(1, 4),
        cap=st.none() | st.integers(1, 40),
        decider_target=st.none() | st.integers(1, 20),
        play_all=st.booleans(),
        golden_point=st.booleans(),
    )
)
def test_what_is_shown_as_legal_is_read_back_as_played(rule: Scoring) -> None:
    try:
        check_scoring(rule)
    except Refused:
        return
    for example in examples(rule):
        if example.wrong is None:
            read = read_score(example.score, rule)
            assert not read.problems
            assert not check_score(rule, read.games, kind=Kind.PLAYED, draw_allowed=True)
