"""The table of a Swiss: the criteria of its ranking rule counted from the cards (FIDE C.07)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tournament_app.domain.credit import Tally, tally
from tournament_app.domain.standings import rows_of
from tournament_app.domain.swiss import Mark, Worth, points
from tournament_app.domain.swiss_tiebreaks import MEASURES, Crosstable, direct_encounter
from tournament_app.domain.tiebreaks import CRITERIA, Criterion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction

    from tournament_app.domain.credit import Adjustment
    from tournament_app.domain.outcome import Outcome
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.standings import Ranking, Standing
    from tournament_app.domain.swiss import Cards
    from tournament_app.domain.tiebreaks import Value


def worth_by(ranking: Ranking) -> Worth:
    """The points of a rule set as a Swiss counts them."""
    return Worth(ranking.win, ranking.draw, ranking.loss)


def crosstable(cards: Cards, rounds: int, ranking: Ranking) -> Crosstable:
    """The cards of an event of *rounds* rounds as *ranking* counts them."""
    return Crosstable(cards, rounds, worth_by(ranking), ranking.unplayed)


def swiss_table(
    table: Crosstable,
    outcomes: Iterable[Outcome],
    ranking: Ranking,
    scoring: Scoring,
    lots: Sequence[int] = (),
    adjustments: Iterable[Adjustment] = (),
) -> tuple[Standing, ...]:
    """The rows of a Swiss, best first; *outcomes* are the matches of its cards, whose byes count beside them.

    *adjustments* change the points in the table, not the scores that tie-breaks are made of (a product choice).
    """
    counted = tally(tuple(table.cards), outcomes, ranking, scoring, adjustments)
    for entry, card in table.cards.items():
        counted.sums[entry].points += points((each for each in card if each.opponent is None), table.worth)
    counted.over = over(table)
    return rows_of(counted, ranking, lots, measures_of(table))


def over(table: Crosstable) -> bool:
    """Whether every round has been played."""
    return all(
        len(card) >= table.rounds and all(each.mark is not Mark.OPEN for each in card) for card in table.cards.values()
    )


def measures_of(table: Crosstable) -> dict[str, Criterion]:
    """Every criterion, those of chess counted from the cards."""
    mine = {code: replace(CRITERIA[code], measure=_of(table, measure)) for code, measure in MEASURES.items()}
    mine["direct_encounter"] = replace(CRITERIA["direct_encounter"], measure=_encounter(table), less=True)
    return {**CRITERIA, **mine}


def figures(table: Crosstable, ranking: Ranking, entry: int) -> dict[str, Value]:
    """The tie-breaks of *ranking* for one entry, code → value, in the order of the rule."""
    codes = [code for step in ranking.criteria for code in ((step,) if isinstance(step, str) else step)]
    return {code: MEASURES[code](table, entry) for code in dict.fromkeys(codes) if code in MEASURES}


def _of(table: Crosstable, measure: Callable[[Crosstable, int], int | Fraction]) -> Callable[[Tally, int], Value]:
    return lambda _, entry: measure(table, entry)


def _encounter(table: Crosstable) -> Callable[[Tally, int], Value]:
    """The place among those level by their own games, negative so that more is better."""
    known: dict[tuple[int, ...], dict[int, int]] = {}

    def of_entry(level: Tally, entry: int) -> Value:
        members = tuple(sorted(level.members))
        if members not in known:
            tiers = direct_encounter(table, members)
            known[members] = {each: -at for at, tier in enumerate(tiers, 1) for each in tier}
        return known[members][entry]

    return of_entry
