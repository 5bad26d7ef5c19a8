"""What a Swiss round of a hundred costs, against the bare call of its engine in the same run."""

from __future__ import annotations

import random
from copy import deepcopy
from functools import partial
from itertools import islice
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from gacrux.pairingdutch import pairing_dutch
from gacrux.trf2json import trf2json

from tests.domain.swiss_cases import tournaments
from tournament_app.domain.standings import Ranking
from tournament_app.domain.swiss_check import flaws
from tournament_app.domain.swiss_table import crosstable
from tournament_app.domain.swiss_tiebreaks import MEASURES
from tournament_app.pairing import pair
from tournament_app.pairing.trf import trf_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tournament_app.domain.swiss import Field


def seconds(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken)


def a_hundred(number: int) -> Field:
    """A tournament of a hundred before round *number*."""
    played = tournaments(partial(pair, system="dutch"), random.Random(number), (100,), 9)
    return next(field for field, _, _ in islice(played, 9) if field.round == number)


def engine_call(field: Field) -> Callable[[], object]:
    """The engine alone, its tournament read before."""
    reader = trf2json()
    reader.parse_file(trf_of(field), 0)
    tournament = reader.get_tournament(1)
    tournament["maxMeets"] = 1

    def call() -> object:
        params = {"top_color": "w", "experimental": [], "verbose": 0}
        return pairing_dutch(deepcopy(tournament), field.round, params).compute_pairing(False)

    return call


@pytest.mark.benchmark
def test_a_round_of_100_costs_little_more_than_its_engine() -> None:
    """Round 5 of 9: cards to TRF, TRF read, engine, boards."""
    field = a_hundred(5)
    base, cost = seconds(engine_call(field)), seconds(lambda: pair(field))
    print(f"engine {base * 1e3:.0f} ms, round of 100 {cost * 1e3:.0f} ms, ratio {cost / base:.2f}")
    assert cost / base <= 1.5


@pytest.mark.benchmark
def test_the_validator_and_the_tie_breaks_of_100_cost_less_than_the_pairing() -> None:
    field = a_hundred(5)
    pairing = pair(field)
    base = seconds(lambda: pair(field), 3)
    check = seconds(lambda: flaws(field, pairing))

    def every_tie_break() -> object:
        table = crosstable(field.cards, 9, Ranking("own", "own", ("points",)))
        return [measure(table, entry) for measure in MEASURES.values() for entry in field.cards]

    ties = seconds(every_tie_break)
    print(f"pairing {base * 1e3:.0f} ms, validator {check * 1e3:.1f} ms, all tie-breaks {ties * 1e3:.1f} ms")
    assert check <= base
    assert ties <= base
