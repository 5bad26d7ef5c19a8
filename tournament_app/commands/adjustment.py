"""What counts in a table beside the matches: points deducted or given, results annulled, cards, a ranking list."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tournament_app.commands.later import settling
from tournament_app.errors import refuse
from tournament_app.queries.event_state import event_state
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.credit import AdjustmentKind
    from tournament_app.domain.standings import Ranking
    from tournament_app.queries.later import Later
    from tournament_app.store.rowlog import Rows

KINDS: dict[AdjustmentKind, Text] = {
    "points": Text("points added or deducted"),
    "annulled": Text("all results annulled"),
    "conduct": Text("conduct points"),
    "position": Text("position in the ranking list"),
    "weight": Text("weight of the team"),
}
"""What an organiser can decide, for people."""


@dataclass(frozen=True)
class AdjustPoints:
    """Give an entry *points* of its table, or deduct them (negative, ``"-1/2"`` too), for a *reason*."""

    entry_id: int
    points: str
    reason: str
    voids: bool = False
    later: tuple[Later, ...] | None = ()

    def words(self) -> Text:
        """What history shows."""
        return Text(
            "{points} points for {entry}: {reason}", points=self.points, entry=self.entry_id, reason=self.reason
        )

    def apply(self, rows: Rows) -> int:
        """The id of what is written; refuses no reason, no points, and a rule that does not count points."""
        return _add(rows, self, "points", self.points, self.reason)


@dataclass(frozen=True)
class AnnulResults:
    """Strike out all results of an entry in its group: it stands last, its opponents lose what they had against it."""

    entry_id: int
    reason: str
    voids: bool = False
    later: tuple[Later, ...] | None = ()

    def words(self) -> Text:
        """What history shows."""
        return Text("Annulled all results of {entry}: {reason}", entry=self.entry_id, reason=self.reason)

    def apply(self, rows: Rows) -> int:
        """The id of what is written; refuses no reason, and an entry annulled already."""
        if rows.one("adjustment", entry_id=self.entry_id, kind="annulled"):
            raise refuse("annulled", Text("The results of this entry are annulled already."))
        return _add(rows, self, "annulled", "0", self.reason)


@dataclass(frozen=True)
class NoteForTable:
    """Note the conduct points (0 or negative), the position in a ranking list or the weight of an entry.

    A rule that asks for it puts it where criteria of matches end.
    """

    entry_id: int
    kind: AdjustmentKind
    value: str
    reason: str = ""
    voids: bool = False
    later: tuple[Later, ...] | None = ()

    def words(self) -> Text:
        """What history shows."""
        return Text("{kind} of {entry}: {value}", kind=KINDS[self.kind], entry=self.entry_id, value=self.value)

    def apply(self, rows: Rows) -> int:
        """The id of what is written; a position or weight replaces what was there, conduct points add up."""
        if self.kind in ("position", "weight"):
            for row in rows.find("adjustment", entry_id=self.entry_id, kind=self.kind):
                rows.remove("adjustment", row["id"])
        return _add(rows, self, self.kind, self.value, self.reason)


@dataclass(frozen=True)
class TakeBackAdjustment:
    """Take back what was decided beside the matches."""

    adjustment_id: int
    voids: bool = False
    later: tuple[Later, ...] | None = ()

    def words(self) -> Text:
        """What history shows."""
        return Text("Took back a decision on a table")

    def apply(self, rows: Rows) -> None:
        """Refuses what is not there."""
        row = rows.get("adjustment", self.adjustment_id)
        with settling(rows, self.later, event_id=row["event_id"], voids=self.voids):
            rows.remove("adjustment", self.adjustment_id)


def _add(
    rows: Rows, command: AdjustPoints | AnnulResults | NoteForTable, kind: AdjustmentKind, value: str, reason: str
) -> int:
    event_id = rows.get("entry", command.entry_id)["event_id"]
    if not reason.strip() and kind in ("points", "annulled"):
        raise refuse("no_reason", Text("Say why: the reason stands under the table."), "reason")
    number = _number(value)
    if kind == "points" and (not number or "points" not in _codes(event_state(rows, event_id).ranking)):
        raise refuse("no_points", Text("This table does not count points, or there are none to add."), "points")
    with settling(rows, command.later, event_id=event_id, voids=command.voids):
        return rows.add(
            "adjustment",
            event_id=event_id,
            entry_id=command.entry_id,
            kind=kind,
            value=str(number),
            reason=reason.strip(),
            at=rows.now,
        )


def _codes(ranking: Ranking) -> set[str]:
    return {code for step in ranking.criteria for code in ((step,) if isinstance(step, str) else step)}


def _number(said: str) -> Fraction:
    try:
        return Fraction(said.strip().replace(",", ".").replace("½", "1/2").replace("−", "-"))
    except (ValueError, ZeroDivisionError) as error:
        raise refuse("no_number", Text("“{said}” is no number.", said=said), "value") from error
