"""The table a ranking rule is tried on: legal scores of every rule, three entries level on wins."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.domain.ranking_cases import SCORING
from tournament_app.domain.outcome import Kind
from tournament_app.domain.ranking_sample import MEMBERS, sample_outcomes
from tournament_app.domain.scoring import check_score

if TYPE_CHECKING:
    from tournament_app.domain.rules import Scoring


@pytest.mark.parametrize("scoring", SCORING.values(), ids=SCORING)
def test_the_scores_are_legal_and_three_are_level(scoring: Scoring) -> None:
    outcomes = sample_outcomes(scoring)
    for outcome in outcomes:
        assert not check_score(scoring, outcome.games, kind=Kind.PLAYED, draw_allowed=True), scoring.name
    assert {frozenset((o.a, o.b)) for o in outcomes} == {frozenset((a, b)) for a in MEMBERS for b in MEMBERS if a < b}
    if scoring.best_of % 2 and scoring.kind != "board":
        won = Counter(outcome.winner for outcome in outcomes)
        assert won == {1: 2, 2: 2, 3: 2}
