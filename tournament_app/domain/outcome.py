"""What happened in one match, exactly as observed. What it is worth in a table is derived by the ranking rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
class Outcome:
    """A match between the entries *a* and *b* (their ids).

    *games* are (a's points, b's points), in the order played; for a board game the two sides' half points. *winner* is
    an entry id, or ``None``: a draw, both absent, or still playing. A retirement keeps the score it happened at.
    *override* is the reason why a score outside the sport's rules was accepted.
    """

    a: int
    b: int
    kind: Kind
    games: Games = ()
    winner: int | None = None
    override: str = ""

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
