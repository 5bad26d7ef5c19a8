"""Swiss rule sets: the ranks are those of gacrux, and exchanging any two neighbouring criteria is noticed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from gacrux.tiebreak import tiebreak
from gacrux.trf2json import trf2json

from tests.domain.ranking_cases import RANKING
from tests.domain.swiss_cases import cards, golden
from tests.domain.test_swiss_table import BOARD, outcomes_of
from tests.pairing.test_tiebreak_libraries import ROUNDS, finished
from tournament_app.domain.swiss import Field
from tournament_app.domain.swiss_criteria import SHORT
from tournament_app.domain.swiss_table import crosstable, swiss_table
from tournament_app.pairing.trf import trf_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.standings import Ranking, Step

RULES = ("fide_2024", "fide_2026", "xiangqi_swiss")
THEIRS = {"points": "PTS", "direct_encounter": "DE"} | {code: short.replace("-", "/") for code, short in SHORT.items()}

DIRECT = [
    "6b0 3w= 2b0 8b=",
    "5w0 8b0 1w1 7w1",
    "7b0 1b= 8w= 5w0",
    "8w1 6b+ 5b1 6w0",
    "2b1 7w0 4w0 3b1",
    "1w1 4w- 7b1 4b1",
    "3w1 5b1 6w0 2b0",
    "4b0 2w1 3b= 1w=",
]
"""Two are level to the Sonneborn-Berger, and who won their game has fewer wins."""


@cache
def fields() -> tuple[Field, ...]:
    """Finished tournaments with many level entries: the published one and random ones."""
    players = golden("chess_unplayed_rounds.json")["players"]
    published = Field(cards(players), tuple(range(1, len(players) + 1)), rounds=7)
    return (
        published,
        Field(cards(DIRECT), tuple(range(1, 9)), rounds=4),
        *chain.from_iterable(finished(seed, 40) for seed in (1, 2)),
    )


def ours(field: Field, ranking: Ranking) -> dict[int, int]:
    table = crosstable(field.cards, len(next(iter(field.cards.values()))), ranking)
    return {row.entry: row.rank for row in swiss_table(table, outcomes_of(field.cards), ranking, BOARD)}


@cache
def theirs(number: int, rules: str) -> dict[int, int]:
    field, ranking = fields()[number], RANKING[rules]
    reader = trf2json()
    day = "2026/02/28" if ranking.unplayed == "2024" else "2026/03/01"
    reader.parse_file(f"042 {day}\n" + trf_of(field), 0)
    tournament: dict[str, Any] = reader.get_tournament(1)
    rounds = field.rounds if number < 2 else ROUNDS
    engine = tiebreak(tournament, rounds, {"swiss": True, "experimental": []})
    engine.find_tmversion(tournament)
    for position, step in enumerate(ranking.criteria, 1):
        code = step if isinstance(step, str) else step[0]
        engine.compute_single_tiebreak(engine.parse_tiebreak(position, THEIRS[code]))
    entries = {start: entry for entry, start in field.numbers.items()}
    return {entries[cid]: each["rank"] for cid, each in engine.cmps.items()}


def swapped(steps: tuple[Step, ...]) -> Iterator[tuple[int, tuple[Step, ...]]]:
    for n in range(len(steps) - 1):
        yield n, (*steps[:n], steps[n + 1], steps[n], *steps[n + 2 :])


@pytest.mark.parametrize("rules", RULES)
def test_the_ranks_are_those_of_gacrux(rules: str) -> None:
    for number, field in enumerate(fields()):
        assert ours(field, RANKING[rules]) == theirs(number, rules)


@pytest.mark.parametrize(
    ("rules", "number", "criteria"),
    [(rules, n, steps) for rules in RULES for n, steps in swapped(RANKING[rules].criteria)],
)
def test_exchanging_two_criteria_is_noticed(rules: str, number: int, criteria: tuple[Step, ...]) -> None:
    other = replace(RANKING[rules], criteria=criteria)
    assert any(ours(field, other) != theirs(n, rules) for n, field in enumerate(fields()))


def test_exchanging_the_text_of_fide_is_noticed() -> None:
    other = replace(RANKING["fide_2026"], unplayed="2024")
    assert any(ours(field, other) != theirs(n, "fide_2026") for n, field in enumerate(fields()))
