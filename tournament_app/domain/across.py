"""Entries of different groups compared: the best runners-up or thirds, in groups that may differ in size.

They have not met, so there is no direct encounter: the criteria of the rule set, those of its blocks too, each looked
at over the matches of the entry's own group (FIFA: points, goal difference, goals, conduct, ranking). In unequal groups
more matches bring more points; the organiser says how that is made fair:

``plain`` everything counts; ``normalised`` sums are divided by the matches played, exactly; ``drop_last`` matches
against the lowest of the bigger groups are left out until all are as small as the smallest (UEFA's way).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.credit import Tally, tally
from tournament_app.domain.standings import Standing, rows_of
from tournament_app.domain.tiebreaks import CRITERIA, Ratio
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tournament_app.domain.credit import Adjustment
    from tournament_app.domain.outcome import Outcome
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.standings import Ranking
    from tournament_app.domain.tiebreaks import Criterion, Value

How = Literal["plain", "normalised", "drop_last"]
DIRECT = ("kicks", "points_difference_above")  # need a match between those level


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A group: its *members* best first (as its table ranks them) and its matches."""

    members: tuple[int, ...]
    outcomes: tuple[Outcome, ...]


def compare_across(
    groups: Iterable[GroupResult],
    candidates: Iterable[int],
    ranking: Ranking,
    scoring: Scoring,
    how: How = "normalised",
    lots: Sequence[int] = (),
    adjustments: Iterable[Adjustment] = (),
) -> tuple[Standing, ...]:
    """The *candidates* (say, the third of each group) in order, with ranks from 1 and the reason of each.

    Candidates may be any entries of *groups*. Those no criterion parts share the rank, not *settled*, until *lots*
    (entries in the order drawn) hold them all. The figures of a row are sums, before dividing by the matches.
    """
    every, decided = tuple(groups), tuple(adjustments)
    tallies = [tally(group.members, group.outcomes, ranking, scoring, decided) for group in every]
    size = min((len(group.members) for group in every), default=0)
    if how == "drop_last":
        tallies = [counted.only(group.members[:size]) for counted, group in zip(tallies, every, strict=True)]
    return compared(tallies, candidates, ranking, how, lots)


def compared(
    tallies: Sequence[Tally],
    candidates: Iterable[int],
    ranking: Ranking,
    how: How = "normalised",
    lots: Sequence[int] = (),
) -> tuple[Standing, ...]:
    """The same for groups already added up; *how* ``drop_last`` has left out what it leaves out."""
    chosen = tuple(candidates)
    joined = Compared(tallies, chosen)
    played = {entry: joined.sums[entry].played for entry in chosen}
    uneven = how == "normalised" and len(set(played.values())) > 1
    measures = {code: _per_match(one, played) for code, one in CRITERIA.items()} if uneven else CRITERIA
    flat = replace(ranking, criteria=flattened(ranking), two=0, tied="once")
    return rows_of(joined, flat, lots, measures)


class Compared(Tally):
    """Entries of different groups and all matches of these groups."""

    def __init__(self, tallies: Sequence[Tally], chosen: tuple[int, ...]) -> None:
        given: dict[str, dict[int, Value]] = {}
        for counted in tallies:
            for code, values in counted.given.items():
                given.setdefault(code, {}).update(values)
        super().__init__(
            chosen,
            [match for counted in tallies for match in counted.matches],
            {entry for counted in tallies for entry in counted.absent},
            dict.fromkeys(one for counted in tallies for one in counted.adjustments),
            given,
        )
        self._every = tuple(tallies)

    @cached_property
    def over(self) -> bool:
        """Whether every group is played out."""
        return all(counted.over for counted in self._every)


def flattened(ranking: Ranking) -> tuple[str, ...]:
    """The criteria of *ranking* in order, each once, those of its blocks as criteria over all matches."""
    steps = (step if isinstance(step, tuple) else (step,) for step in ranking.criteria)
    return tuple(dict.fromkeys(code for step in steps for code in step if code not in DIRECT))


def _per_match(criterion: Criterion, played: Mapping[int, int]) -> Criterion:
    """*criterion* divided by the matches *played*, where more matches bring more of it."""
    if not criterion.per_match:
        return criterion

    def measure(counted: Tally, entry: int) -> Value:
        value = criterion.measure(counted, entry)
        assert not isinstance(value, Ratio)
        return Fraction(value) / max(1, played[entry])

    return replace(criterion, name=Text("{criterion} per match", criterion=criterion.name), measure=measure)
