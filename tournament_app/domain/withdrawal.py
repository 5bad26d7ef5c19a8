"""An entry that withdrew: what becomes of its matches by the event's policy, derived from that one fact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.reasons import Reason
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tournament_app.domain.standings import Standing

Policy = Literal["stand", "delete", "walkover"]
POLICIES: dict[Policy, Text] = {
    "walkover": Text("played matches stand, the rest are walkovers (ITTF)"),
    "stand": Text("played matches stand, the rest are not played"),
    "delete": Text("all its matches of the group are deleted (BWF)"),
}
"""What becomes of the matches of an entry that leaves a group before its last match, for people.

``walkover``: ITTF 3.7.5.1, a loss in an unplayed match. ``delete``: BWF GCR 16.2.5. ``stand``: ATP 4.01 C, results
stand and who withdrew cannot qualify. In a knockout the opponent goes on, whatever the policy.
"""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The *entries* that withdrew from an event, and its *policy*."""

    entries: frozenset[int] = frozenset()
    policy: Policy = "walkover"

    def early(self, matches: Collection[tuple[tuple[int | None, int | None], Outcome | None]]) -> frozenset[int]:
        """Who of them left a group, *matches* being its (sides, what happened), before its last match was over."""
        return self.entries & {side for sides, o in matches if o is None or not o.over for side in sides}

    def counts(self, a: int, b: int, outcome: Outcome | None) -> Outcome | None:
        """What counts between *a* and *b*: what happened or, if it is not over and one of them left, what follows."""
        out = {a, b} & self.entries
        if not out or (outcome is not None and outcome.over):
            return outcome
        if len(out) == 2:
            return Outcome(a, b, Kind.BOTH_ABSENT)
        winner = b if a in out else a
        if outcome is not None:
            return replace(outcome, kind=Kind.RETIRED, winner=winner)
        return Outcome(a, b, Kind.WALKOVER, (), winner)

    def strikes(self, a: int, b: int, outcome: Outcome | None, early: frozenset[int]) -> bool:
        """Whether a match of a group counts for nobody because one of its sides left *early*."""
        if not {a, b} & early:
            return False
        return self.policy == "delete" or (self.policy == "stand" and outcome is None)

    def ranked(self, rows: Sequence[Standing], early: frozenset[int]) -> tuple[Standing, ...]:
        """The table of a group with those who left *early* behind all others, unless they just lost the rest."""
        if self.policy == "walkover" or not early & {row.entry for row in rows}:
            return tuple(rows)
        stay = [row for row in rows if row.entry not in early]
        ranks = [row.rank for row in stay]
        kept = (
            replace(row, rank=1 + sum(rank < row.rank for rank in ranks), settled=ranks.count(row.rank) == 1)
            for row in stay
        )
        left = (row for row in rows if row.entry in early)
        return (
            *kept,
            *(replace(row, rank=rank, settled=True, reason=LEFT) for rank, row in enumerate(left, len(stay) + 1)),
        )


LEFT = Reason("withdrawn", Text("withdrew before the last match of the group"))
NOBODY_LEFT = Withdrawn()
