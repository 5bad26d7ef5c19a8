"""A Swiss event, round by round: what each round was for each entry, who has a pairing number, who pairs next.

A card is what TRF writes in a player's line (FIDE C.04.A): opponent, colour and result of each round. White is the
first side of a match: the one who begins (red in xiangqi).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tournament_app.domain.plan import Contest

Colour = Literal["w", "b", ""]
PairingSystem = Literal["dutch", "house"]
HALF_POINT = Fraction(1, 2)


class Mark(StrEnum):
    """What a round was, in the letters of TRF; ``OPEN`` is a match that is not over."""

    WIN = "1"
    DRAW = "="
    LOSS = "0"
    FORFEIT_WIN = "+"
    FORFEIT_LOSS = "-"
    FULL = "F"
    HALF = "H"
    ZERO = "Z"
    PAIRING_BYE = "U"
    OPEN = "*"


PLAYED = frozenset((Mark.WIN, Mark.DRAW, Mark.LOSS))
REQUESTED = frozenset((Mark.FULL, Mark.HALF, Mark.ZERO))
"""Byes that an entry asked for, or was given because it was not there."""
WON_UNPLAYED = frozenset((Mark.FORFEIT_WIN, Mark.FULL, Mark.PAIRING_BYE))
"""A full point without a game: no pairing-allocated bye afterwards (FIDE C.04.1, rule 4; C.04.3 C2)."""
_WON = WON_UNPLAYED | {Mark.WIN}
_DRAWN = frozenset((Mark.DRAW, Mark.HALF))


@dataclass(frozen=True, slots=True)
class Worth:
    """The points of a win, a draw and a loss, exact."""

    win: Fraction = Fraction(1)
    draw: Fraction = HALF_POINT
    loss: Fraction = Fraction(0)

    def of(self, mark: Mark) -> Fraction:
        """The points of a round; a forfeited game and a zero-point bye are worth nothing."""
        if mark in _WON:
            return self.win
        if mark in _DRAWN:
            return self.draw
        return self.loss if mark is Mark.LOSS else Fraction(0)


CHESS = Worth()


@dataclass(frozen=True, slots=True)
class Round:
    """One round of an entry: the opponent it was paired with, its colour there (``""`` with a bye), what came of it."""

    mark: Mark
    opponent: int | None = None
    colour: Colour = ""

    @property
    def played(self) -> bool:
        """Whether there was a game over the board."""
        return self.mark in PLAYED


ABSENT = Round(Mark.ZERO)
Card = tuple[Round, ...]
Cards = dict[int, Card]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs of a round in board order, White first, and who has the bye."""

    pairs: tuple[tuple[int, int], ...]
    bye: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """All that the pairing of the next round depends on.

    *cards*: entry → its rounds so far, all of the same length. *order*: the entries in draw order. *absent*: those who
    do not play the next round. *rounds*: how many the event has. *units*: entry → delegation. *top_colour*: the initial
    colour that lots gave the first pairing number.
    """

    cards: Cards
    order: tuple[int, ...]
    absent: frozenset[int] = frozenset()
    rounds: int = 0
    units: Mapping[int, int] = field(default_factory=dict)
    top_colour: Literal["w", "b"] = "w"
    worth: Worth = CHESS

    @property
    def round(self) -> int:
        """The number of the round to pair, from 1."""
        return len(next(iter(self.cards.values()), ())) + 1

    @property
    def present(self) -> tuple[int, ...]:
        """Those who play the next round, by pairing number."""
        return tuple(entry for entry in self.numbers if entry not in self.absent)

    @property
    def numbers(self) -> dict[int, int]:
        """Entry → pairing number, from 1; who has never been there has none yet.

        Numbers go to those present in round 1 in draw order; who comes later takes the next ones as it comes. FIDE
        C.04.2 (late entries) leaves their place to the organiser; so nobody's number ever changes.
        """
        came = {entry: self._came(entry) for entry in self.order}
        here = [entry for entry in self.order if came[entry]]
        here.sort(key=lambda entry: came[entry])
        return {entry: number for number, entry in enumerate(here, 1)}

    def _came(self, entry: int) -> int:
        """The first round the entry was there for, 0 for none yet."""
        for number, each in enumerate(self.cards[entry], 1):
            if each.mark not in REQUESTED:
                return number
        return 0 if entry in self.absent else self.round

    def points(self, entry: int) -> Fraction:
        """The points of an entry so far."""
        return points(self.cards[entry], self.worth)

    def met(self, entry: int) -> frozenset[int]:
        """Whom the entry has played; one it was only paired with may be met again (FIDE C.04.2, 3.5)."""
        return frozenset(each.opponent for each in self.cards[entry] if each.played and each.opponent is not None)

    def had_bye(self, entry: int) -> bool:
        """Whether the entry has had a full point without a game, so that it gets no bye."""
        return any(each.mark in WON_UNPLAYED for each in self.cards[entry])


def points(card: Iterable[Round], worth: Worth = CHESS) -> Fraction:
    """The points of a card."""
    return sum((worth.of(each.mark) for each in card), Fraction(0))


def colours(card: Iterable[Round]) -> str:
    """The colours an entry has played, such as ``wbw``; a forfeited game has none."""
    return "".join(each.colour for each in card if each.played)


def cards_of(
    contests: Iterable[Contest],
    numbers: Mapping[int, int],
    outcomes: Mapping[str, Outcome],
    byes: Mapping[tuple[int, int], Mark],
    rounds: int | None = None,
) -> Cards:
    """The cards of an event: *numbers* is draw number → entry, *byes* is (entry, round) → bye.

    Of the first *rounds*, else of all that are paired. Who has neither a match nor a bye in a round was not there.
    """
    listed = tuple(contests)
    last = max((c.round for c in listed), default=0) if rounds is None else rounds
    rows: dict[int, list[Round]] = {
        entry: [Round(byes[entry, n]) if (entry, n) in byes else ABSENT for n in range(1, last + 1)]
        for entry in numbers.values()
    }
    for contest in listed:
        if contest.round <= last:
            white, black = numbers[int(contest.a)], numbers[int(contest.b)]
            marks = _marks(outcomes.get(contest.ref), white, black)
            rows[white][contest.round - 1] = Round(marks[0], black, "w")
            rows[black][contest.round - 1] = Round(marks[1], white, "b")
    return {entry: tuple(row) for entry, row in rows.items()}


def _marks(outcome: Outcome | None, white: int, black: int) -> tuple[Mark, Mark]:
    if outcome is None or not outcome.over or {outcome.a, outcome.b} != {white, black}:
        return Mark.OPEN, Mark.OPEN
    if outcome.kind is Kind.BOTH_ABSENT:
        return Mark.FORFEIT_LOSS, Mark.FORFEIT_LOSS
    won, lost = (Mark.FORFEIT_WIN, Mark.FORFEIT_LOSS) if outcome.kind is Kind.WALKOVER else (Mark.WIN, Mark.LOSS)
    if outcome.winner is None:
        return Mark.DRAW, Mark.DRAW
    return (won, lost) if outcome.winner == white else (lost, won)


def board_reasons(field: Field, pairing: Pairing) -> tuple[Text, ...]:
    """Why each board of *pairing* stands where it does: the points of both sides, who floats; the bye comes last."""
    reasons = []
    for white, black in pairing.pairs:
        high, low = sorted((field.points(white), field.points(black)), reverse=True)
        reasons.append(
            Text("Both have {points}", points=points_words(high))
            if high == low
            else Text("{high} against {low}: one floats down", high=points_words(high), low=points_words(low))
        )
    if pairing.bye is not None:
        reasons.append(
            Text("Bye: {points}, no full point without a game before", points=points_words(field.points(pairing.bye)))
        )
    return tuple(reasons)


def points_words(value: Fraction) -> str:
    """Points as people write them: ``2½``."""
    whole, rest = divmod(value, 1)
    return (
        str(value)
        if rest not in (0, HALF_POINT)
        else f"{'' if rest and not whole else int(whole)}{'½' if rest else ''}"
    )


def board_order(field: Field, pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """*pairs* as boards are numbered (FIDE C.04.2): the higher score first, the higher sum, the pairing number."""
    numbers = field.numbers

    def key(pair: tuple[int, int]) -> tuple[Fraction, Fraction, int]:
        scores = [field.points(entry) for entry in pair]
        best = min(pair, key=lambda entry: (-field.points(entry), numbers.get(entry, 0)))
        return -max(scores), -sum(scores, Fraction(0)), numbers.get(best, 0)

    return tuple(sorted(pairs, key=key))


def absentees(byes: Mapping[tuple[int, int], Mark], number: int) -> frozenset[int]:
    """Who asked for a bye in round *number*, or is out by then."""
    return frozenset(entry for (entry, of), mark in byes.items() if of == number and mark in REQUESTED)
