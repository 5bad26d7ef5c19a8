"""The tie-breaks of chess (FIDE C.07), exact, with the management of unplayed rounds (article 16) of 2024 and of 2026.

Buchholz and Sonneborn-Berger add one contribution for each round: that of the opponent, or of a dummy for a round not
played. All values are in points of the event, so that 1-½-0 and 3-1-0 are counted alike.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.swiss import CHESS, PLAYED, WON_UNPLAYED, Mark, points

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from tournament_app.domain.swiss import Cards, Round, Worth

Edition = Literal["2024", "2026"]
VOLUNTARY = frozenset((Mark.HALF, Mark.ZERO, Mark.FORFEIT_LOSS))
"""Unplayed by the player's own will (16.2): requested byes and forfeit losses."""
_REQUESTED = frozenset((Mark.HALF, Mark.ZERO))
_WINS = WON_UNPLAYED | {Mark.WIN}


@dataclass(frozen=True, slots=True)
class Share:
    """What one round gives: *score* of the opponent or dummy, *value* added; *own_will*: not played by own will."""

    score: Fraction
    value: Fraction
    own_will: bool


@dataclass(frozen=True)
class Crosstable:
    """The cards of an event and how they are counted.

    *rounds*: how many the event has, its last round counts as drawn in the Fore Buchholz. *everybody*: a round robin,
    where a forfeit counts as a game (15.2) and no dummy stands in.
    """

    cards: Cards
    rounds: int
    worth: Worth = CHESS
    edition: Edition = "2026"
    everybody: bool = False

    def points(self, entry: int) -> Fraction:
        """The points of an entry."""
        return points(self.cards[entry], self.worth)

    # ------------------------------------------------------------------------------------------------ unplayed rounds
    @cached_property
    def adjusted(self) -> dict[int, Fraction]:
        """Entry → its score as it counts for its opponents (16.3): in a Swiss, late requested byes count as draws."""
        if self.everybody:
            return {entry: self.points(entry) for entry in self.cards}
        return {entry: self._adjusted(card) for entry, card in self.cards.items()}

    def _adjusted(self, card: Sequence[Round]) -> Fraction:
        last = max((n for n, each in enumerate(card) if each.mark not in VOLUNTARY), default=-1)
        late = [n > last and each.mark in _REQUESTED for n, each in enumerate(card)]
        return sum(
            (
                self.worth.draw if is_late else self.worth.of(each.mark)
                for each, is_late in zip(card, late, strict=True)
            ),
            Fraction(0),
        )

    @cached_property
    def fore(self) -> Crosstable:
        """The same event if every game of its last round were drawn (8.3)."""
        cards = {
            entry: tuple(
                type(each)(Mark.DRAW, each.opponent, each.colour) if n == self.rounds and each.opponent else each
                for n, each in enumerate(card, 1)
            )
            for entry, card in self.cards.items()
        }
        return Crosstable(cards, self.rounds, self.worth, self.edition, self.everybody)

    def is_game(self, each: Round) -> bool:
        """Whether a round counts as a game against its opponent."""
        return each.opponent is not None and each.mark is not Mark.OPEN and (each.played or self.everybody)

    def shares(self, entry: int, *, berger: bool = False) -> list[Share]:
        """What each round of an entry gives to its Buchholz, or to its Sonneborn-Berger."""
        made = []
        for each in self.cards[entry]:
            if each.mark is Mark.OPEN:
                continue
            if self.is_game(each):
                assert each.opponent is not None
                score, own_will = self.adjusted[each.opponent], False
            elif self.everybody:
                continue
            else:
                score, own_will = self._dummy(entry, each), each.mark in VOLUNTARY
            made.append(Share(score, score * self.worth.of(each.mark) / self.worth.win if berger else score, own_will))
        return made

    def _dummy(self, entry: int, each: Round) -> Fraction:
        """The score of the dummy of an unplayed round (16.4): the entry's own, since 1 March 2026 with a ceiling."""
        own = self.points(entry)
        if self.edition == "2024":
            return own
        if each.opponent is not None:
            return min(own, self.adjusted[each.opponent])
        return min(own, self.worth.draw * len(self.cards[entry]))


def kept(shares: Sequence[Share], low: int = 0, high: int = 0) -> Fraction:
    """The sum of *shares* without the *low* least significant and the *high* most significant ones (14, 16.5).

    The least significant is that of the lowest score. Who missed rounds by own will loses the smallest of those if it
    is at least as large.
    """
    left = list(shares)
    for _ in range(low):
        if not left:
            break
        least = min(left, key=lambda share: (share.score, share.value))
        own = min((share for share in left if share.own_will), key=lambda share: share.value, default=None)
        left.remove(own if own and own.value >= least.value else least)
    for _ in range(high):
        if left:
            left.remove(max(left, key=lambda share: (share.score, share.value)))
    return sum((share.value for share in left), Fraction(0))


def buchholz(table: Crosstable, entry: int, low: int = 0, high: int = 0) -> Fraction:
    """Sum of the opponents' scores (8.1), *low* lowest and *high* highest cut."""
    return kept(table.shares(entry), low, high)


def fore_buchholz(table: Crosstable, entry: int, low: int = 0) -> Fraction:
    """Buchholz with every game of the last round drawn (8.3)."""
    return buchholz(table.fore, entry, low)


def average_buchholz(table: Crosstable, entry: int) -> Fraction:
    """Mean Buchholz of the opponents played (8.2), to two decimals, halves up."""
    values = [buchholz(table, each.opponent) for each in table.cards[entry] if each.played and each.opponent]
    if not values:
        return Fraction(0)
    return Fraction(int(100 * sum(values, Fraction(0)) / len(values) + Fraction(1, 2)), 100)


def sonneborn_berger(table: Crosstable, entry: int, low: int = 0) -> Fraction:
    """Sum of the opponents' scores, each times the result against it (9.1)."""
    return kept(table.shares(entry, berger=True), low)


def progressive(table: Crosstable, entry: int, low: int = 0) -> Fraction:
    """Sum of the scores after each round (7.5), the first *low* rounds cut."""
    card = table.cards[entry]
    return sum((points(card[: n + 1], table.worth) for n in range(low, len(card))), Fraction(0))


def wins(table: Crosstable, entry: int) -> int:
    """Rounds with the points of a win, played or not (7.1)."""
    return sum(each.mark in _WINS for each in table.cards[entry])


def games_won(table: Crosstable, entry: int) -> int:
    """Games won over the board (7.2)."""
    return sum(each.mark is Mark.WIN for each in table.cards[entry])


def black_games(table: Crosstable, entry: int) -> int:
    """Games played with Black (7.3)."""
    return sum(each.mark in PLAYED and each.colour == "b" for each in table.cards[entry])


def black_wins(table: Crosstable, entry: int) -> int:
    """Games won over the board with Black (7.4)."""
    return sum(each.mark is Mark.WIN and each.colour == "b" for each in table.cards[entry])


def koya(table: Crosstable, entry: int) -> Fraction:
    """Points against those who scored at least half of what could be scored (9.2)."""
    most = table.worth.win * max(len(card) for card in table.cards.values())
    return sum(
        (
            table.worth.of(each.mark)
            for each in table.cards[entry]
            if each.opponent is not None and 2 * table.points(each.opponent) >= most
        ),
        Fraction(0),
    )


def direct_encounter(table: Crosstable, level: Collection[int]) -> list[tuple[int, ...]]:
    """Those *level* in the order of the games between them (6), best first; who stays level stays together.

    If some have not met, only what no result of the missing games could change counts.
    """
    members = sorted(level)
    scores: dict[int, Fraction] = defaultdict(Fraction)
    missing: dict[int, int] = {}
    for entry in members:
        met: defaultdict[int, list[Fraction]] = defaultdict(list)
        for each in table.cards[entry]:
            if table.is_game(each) and each.opponent in members:
                assert each.opponent is not None
                met[each.opponent].append(table.worth.of(each.mark))
        scores[entry] = sum((sum(each, Fraction(0)) / len(each) for each in met.values()), Fraction(0))
        missing[entry] = 0 if table.everybody else len(members) - 1 - len(met)
    members.sort(key=lambda entry: (-scores[entry], entry))
    if any(missing.values()):
        most = {entry: scores[entry] + missing[entry] * table.worth.win for entry in members}
        tiers, rest = _certain(members, scores, most)
    else:
        tiers = [tuple(e for e in members if scores[e] == score) for score in dict.fromkeys(scores[e] for e in members)]
        rest = ()
    if rest:
        tiers.append(rest)
    if len(tiers) == 1:
        return tiers
    return [part for tier in tiers for part in (direct_encounter(table, tier) if len(tier) > 1 else [tier])]


def _certain(
    members: Sequence[int], scores: dict[int, Fraction], most: dict[int, Fraction]
) -> tuple[list[tuple[int, ...]], tuple[int, ...]]:
    """From the top: those whom nobody below can reach, one by one; and the rest."""
    tiers: list[tuple[int, ...]] = []
    for at, entry in enumerate(members[:-1]):
        if scores[entry] <= max(most[other] for other in members[at + 1 :]):
            return tiers, tuple(members[at:])
        tiers.append((entry,))
    return tiers, tuple(members[-1:])


MEASURES: dict[str, Callable[[Crosstable, int], int | Fraction]] = {
    "buchholz": buchholz,
    "buchholz_cut_1": partial(buchholz, low=1),
    "buchholz_cut_2": partial(buchholz, low=2),
    "buchholz_median_1": partial(buchholz, low=1, high=1),
    "buchholz_median_2": partial(buchholz, low=2, high=2),
    "fore_buchholz": fore_buchholz,
    "average_buchholz": average_buchholz,
    "sonneborn_berger": sonneborn_berger,
    "sonneborn_berger_cut_1": partial(sonneborn_berger, low=1),
    "progressive": progressive,
    "progressive_cut_1": partial(progressive, low=1),
    "koya": koya,
    "wins": wins,
    "games_won_played": games_won,
    "black_games": black_games,
    "black_wins": black_wins,
}
"""Code → the tie-break of one entry; ``direct_encounter`` is one of a whole level and stands apart."""
