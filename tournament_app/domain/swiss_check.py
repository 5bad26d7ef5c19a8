"""What is wrong with the pairing of a Swiss round, by the rules alone: it knows no engine and no matching.

``impossible``: no round is like this (somebody twice, somebody forgotten). ``rule``: an absolute rule of the Swiss
system is broken; the organiser may do so and says why. ``warning``: not as good as it could be.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.swiss import colours, points_words
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tournament_app.domain.swiss import Field, Pairing

Level = Literal["impossible", "rule", "warning"]
FAR = Fraction(1)
"""More than so many points apart, a pair is worth a second look."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a pairing; ``{who}`` of *template* stands for the *entries*."""

    code: str
    level: Level
    entries: tuple[int, ...]
    template: Text

    def text(self, names: Mapping[int, str]) -> Text:
        """The sentence with the *names* of the entries."""
        return self.template.filled(who=" – ".join(names[entry] for entry in self.entries))


def flaws(field: Field, pairing: Pairing) -> tuple[Flaw, ...]:
    """Everything wrong with *pairing* as the next round of *field*, the worst first."""
    if impossible := tuple(_impossible(field, pairing)):
        return impossible
    found = [*_bye(field, pairing), *(flaw for pair in pairing.pairs for flaw in _pair(field, *pair))]
    found += _exchanges(field, pairing)
    return tuple(sorted(found, key=lambda flaw: flaw.level))


def _impossible(field: Field, pairing: Pairing) -> Iterator[Flaw]:
    """Everybody present is paired once or has the bye, and nobody else."""
    seats = Counter(entry for pair in pairing.pairs for entry in pair)
    if pairing.bye is not None:
        seats[pairing.bye] += 1
    present = frozenset(field.present)
    for entry, times in seats.items():
        if entry not in present:
            yield Flaw("not_there", "impossible", (entry,), Text("{who} is not there in this round"))
        elif times > 1:
            yield Flaw("twice", "impossible", (entry,), Text("{who} stands there twice"))
    for entry in field.present:
        if not seats[entry]:
            yield Flaw("forgotten", "impossible", (entry,), Text("{who} has no opponent"))
    if pairing.bye is not None and len(present) % 2 == 0:
        yield Flaw("needless_bye", "impossible", (pairing.bye,), Text("{who} has a bye, but the number is even"))


def _bye(field: Field, pairing: Pairing) -> Iterator[Flaw]:
    """A full point without a game once only (FIDE C.04.1, rules 3 and 4); to the lowest score (C.04.3, C5)."""
    bye = pairing.bye
    if bye is None:
        return
    if field.had_bye(bye):
        text = Text("{who} has had a full point without a game already")
        yield Flaw("second_bye", "rule", (bye,), text)
        return
    lowest = min(field.points(entry) for entry in field.present if not field.had_bye(entry))
    if field.points(bye) > lowest:
        text = Text("{who} has the bye with {points} points; one with {lowest} could have it")
        filled = text.filled(points=points_words(field.points(bye)), lowest=points_words(lowest))
        yield Flaw("high_bye", "warning", (bye,), filled)


def _pair(field: Field, white: int, black: int) -> Iterator[Flaw]:
    pair = (white, black)
    if black in field.met(white):
        yield Flaw("rematch", "rule", pair, Text("{who} have played each other already"))
    top = any(is_top(field, entry) for entry in pair)
    for entry, colour in ((white, "w"), (black, "b")):
        if why := bad_colour(colours(field.cards[entry]) + colour):
            yield Flaw("colour", "warning" if top else "rule", (entry,), why)
    high, low = (field.points(entry) for entry in sorted(pair, key=field.points, reverse=True))
    if high - low > FAR:
        text = Text("{who} are far apart: {high} and {low} points")
        yield Flaw("far", "warning", pair, text.filled(high=points_words(high), low=points_words(low)))
    if field.units.get(white, white) == field.units.get(black, -1):
        yield Flaw("same_unit", "warning", pair, Text("{who} are of the same delegation"))


def _exchanges(field: Field, pairing: Pairing) -> Iterator[Flaw]:
    """Two boards that would be closer in points with their opponents exchanged, all of it within the rules."""
    score = {entry: field.points(entry) for pair in pairing.pairs for entry in pair}
    for (a, b), (c, d) in combinations(pairing.pairs, 2):
        now = _gaps(score, (a, b), (c, d))
        for other in (((a, c), (b, d)), ((a, d), (b, c))):
            if _gaps(score, *other) < now and all(may_meet(field, *pair) for pair in other):
                text = Text("{who}: with other opponents among them these boards would be closer in points")
                yield Flaw("closer", "warning", (a, b, c, d), text)
                break


def _gaps(score: Mapping[int, Fraction], *pairs: tuple[int, int]) -> list[Fraction]:
    return sorted((abs(score[a] - score[b]) for a, b in pairs), reverse=True)


def may_meet(field: Field, a: int, b: int) -> bool:
    """Whether two entries may be paired: they have not played, and one can have White and the other Black."""
    if b in field.met(a):
        return False
    mine, theirs = colours(field.cards[a]), colours(field.cards[b])
    as_white = not (bad_colour(mine + "w") or bad_colour(theirs + "b"))
    as_black = not (bad_colour(mine + "b") or bad_colour(theirs + "w"))
    return as_white or as_black or is_top(field, a) or is_top(field, b)


def is_top(field: Field, entry: int) -> bool:
    """A topscorer: more than half of what could be scored when the last round is paired (FIDE C.04.3)."""
    return field.round == field.rounds and 2 * field.points(entry) > field.worth.win * (field.rounds - 1)


def bad_colour(played: str) -> Text | None:
    """Why the colours *played*, ``wwbw`` say, may not be: three times the same, or three more of one than the other."""
    colour = Text("White") if played.endswith("w") else Text("Black")
    if played[-3:] in ("www", "bbb"):
        return Text("{who} has {colour} three times in a row", colour=colour)
    if abs(played.count("w") - played.count("b")) > 2:
        return Text("{who} has {colour} three times more than the other", colour=colour)
    return None
