"""Age bands of the events of one sport that differ in nothing else: where they leave people out or take them twice."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tournament_app.domain.rules import EventRules

OLDEST = 120


@dataclass(frozen=True, slots=True)
class BandFlaw:
    """Ages *low* to *high* that no event (``gap``) or both events (``overlap``) take; *codes* are the neighbours."""

    kind: Literal["gap", "overlap"]
    codes: tuple[str, str]
    low: int
    high: int

    @property
    def text(self) -> Text:
        """The flaw in a sentence."""
        a, b = self.codes
        if self.kind == "gap":
            return Text("{a} and {b}: ages {low} to {high} fit neither", a=a, b=b, low=self.low, high=self.high)
        return Text("{a} and {b}: ages {low} to {high} fit both", a=a, b=b, low=self.low, high=self.high)


def band_flaws(events: Iterable[EventRules]) -> tuple[BandFlaw, ...]:
    """Gaps and overlaps between neighbouring bands; an open event beside bands is no flaw but a class of its own."""
    families: dict[tuple[object, ...], list[EventRules]] = {}
    for event in events:
        if event.age_min is not None or event.age_max is not None:
            family = (event.sport, event.men, event.women, event.squad, event.leaders_only)
            families.setdefault(family, []).append(event)
    return tuple(flaw for family in families.values() for flaw in _flaws(family))


def _flaws(family: list[EventRules]) -> Iterable[BandFlaw]:
    for one, two in pairwise(sorted(family, key=lambda event: (_low(event), _high(event)))):
        codes = (one.code, two.code)
        if _low(two) > _high(one) + 1:
            yield BandFlaw("gap", codes, _high(one) + 1, _low(two) - 1)
        elif _low(two) <= _high(one):
            yield BandFlaw("overlap", codes, _low(two), min(_high(one), _high(two)))


def _low(event: EventRules) -> int:
    return event.age_min or 0


def _high(event: EventRules) -> int:
    return OLDEST if event.age_max is None else event.age_max
