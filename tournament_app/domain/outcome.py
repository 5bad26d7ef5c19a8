"""What happened in one match, exactly as observed. What it is worth in a table is derived by the ranking rule."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

Games = tuple[tuple[int, int], ...]


class Kind(StrEnum):
    """How a match ended, or that it has not ended yet."""

    PLAYING = "playing"
    PLAYED = "played"
    WALKOVER = "walkover"
    RETIRED = "retired"
    DISQUALIFIED = "disqualified"
    BOTH_ABSENT = "both_absent"


@dataclass(frozen=True, slots=True)
class RubberScore:
    """What happened in one rubber of a team tie; *loser* is the side (0, 1) that gave it up."""

    kind: Kind
    games: Games = ()
    loser: int | None = None

    def turned(self) -> RubberScore:
        """The same seen from the other side."""
        loser = None if self.loser is None else 1 - self.loser
        return RubberScore(self.kind, tuple((b, a) for a, b in self.games), loser)

    def data(self) -> list[Any]:
        """As plain JSON."""
        return [self.kind.value, [list(game) for game in self.games], self.loser]

    @classmethod
    def of(cls, data: list[Any]) -> RubberScore:
        """What :meth:`data` wrote."""
        kind, games, loser = data
        return cls(Kind(kind), tuple((a, b) for a, b in games), loser)


@dataclass(frozen=True, slots=True)
class Detail:
    """What a score has beside its games.

    *kicks* from the mark after a match of goals that stayed level (IFAB Law 10.3: they are no goals), *extra_time*
    whether it was played. *tie_breaks*: the loser's points in the tie-break of each set, as in 7-6(3); ``None`` where
    there was none. *through*: the side (0, 1) that somebody in charge sent on from a level match.
    *rubbers*: the matches of a team tie.
    """

    kicks: tuple[int, int] | None = None
    extra_time: bool = False
    tie_breaks: tuple[int | None, ...] = ()
    through: int | None = None
    rubbers: tuple[RubberScore, ...] = ()

    def turned(self) -> Detail:
        """The same seen from the other side."""
        kicks = self.kicks and (self.kicks[1], self.kicks[0])
        through = None if self.through is None else 1 - self.through
        rubbers = tuple(rubber.turned() for rubber in self.rubbers)
        return Detail(kicks, self.extra_time, self.tie_breaks, through, rubbers)

    def data(self) -> dict[str, Any]:
        """As plain JSON, without what is not there."""
        there = {f.name: value for f in fields(self) if (value := getattr(self, f.name)) != f.default}
        if self.rubbers:
            there["rubbers"] = [rubber.data() for rubber in self.rubbers]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in there.items()}

    @classmethod
    def of(cls, data: dict[str, Any]) -> Detail:
        """What :meth:`data` wrote."""
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
        if "rubbers" in values:
            values["rubbers"] = tuple(map(RubberScore.of, values["rubbers"]))
        return cls(**values)


NO_DETAIL = Detail()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A match between the entries *a* and *b* (their ids).

    *games* are (a's points, b's points), in the order played; for a board game the two sides' half points. *winner* is
    an entry id, or ``None``: a draw, both absent, or still playing. A retirement keeps the score it happened at.
    *override* is the reason why a score outside the sport's rules was accepted; *detail* is what games cannot say.
    """

    a: int
    b: int
    kind: Kind
    games: Games = ()
    winner: int | None = None
    override: str = ""
    detail: Detail = NO_DETAIL

    @property
    def over(self) -> bool:
        """Whether the match counts: it is no longer being played."""
        return self.kind is not Kind.PLAYING

    @property
    def loser(self) -> int | None:
        """The side that lost, ``None`` after a draw, a double absence or while playing."""
        if self.winner is None:
            return None
        return self.b if self.winner == self.a else self.a
