"""Protests (khiếu nại) against a match: who lodged them and why, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tournament_app.queries.matches import MatchRow, matches_by_key
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading

OUTCOMES: dict[str, Text] = {
    "corrected": Text("upheld: the result is corrected"),
    "replay": Text("upheld: the match is played again"),
    "rejected": Text("rejected"),
}
"""How a protest can be decided, for people."""
PROTEST_STATES: dict[str, Text] = {"open": Text("not decided yet"), "withdrawn": Text("withdrawn"), **OUTCOMES}


@dataclass(frozen=True, slots=True)
class ProtestRow:
    """A protest: the match, the delegation that lodged it when and on what *ground*, the *deposit* paid if any.

    *state*: ``open``, ``withdrawn``, or how it was decided (``OUTCOMES``) with the *decision* in words, by whom and
    when. *number* and *label* are the match's. *to_correct*: upheld, but the result is still the one protested against.
    """

    id: int
    event_id: int
    contest: str
    number: int
    label: Text | str
    unit: str
    ground: str
    deposit: str
    lodged: str
    state: str
    decision: str
    decided_by: str
    decided_at: str
    who: str
    to_correct: bool

    @property
    def open(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.state == "open"

    @property
    def text(self) -> Text:
        """Who protests against which match, and why."""
        return Text(
            "{unit}, match {number} ({match}): {ground}",
            unit=self.unit,
            number=self.number,
            match=self.label,
            ground=self.ground,
        )


def protest_rows(db: Reading, event_id: int | None = None) -> tuple[ProtestRow, ...]:
    """The protests (of one event), oldest first."""
    found = db.find("protest") if event_id is None else db.find("protest", event_id=event_id)
    if not found:
        return ()
    matches, units = matches_by_key(db), {row["id"]: row["name"] for row in db.find("delegation")}
    return tuple(_row(db, row, matches.get((row["event_id"], row["contest"])), units) for row in found)


def standing_result(db: Reading, event_id: int, contest: str) -> dict[str, Any]:
    """The result of a match (or the marks of a heat) as a protest meets it; empty before there is one."""
    row = db.one("result", event_id=event_id, contest=contest)
    if row is not None:
        return {name: row[name] for name in ("a", "b", "kind", "games", "detail", "winner")}
    marks = db.find("mark", event_id=event_id, heat=contest)
    return {str(row["entry_id"]): [row["attempts"], row["status"]] for row in marks}


def _row(db: Reading, row: dict[str, Any], match: MatchRow | None, units: dict[int, str]) -> ProtestRow:
    upheld = row["state"] == "corrected"
    return ProtestRow(
        row["id"],
        row["event_id"],
        row["contest"],
        match.number if match else 0,
        match.label if match else row["contest"],
        units[row["delegation_id"]],
        row["ground"],
        row["deposit"],
        row["lodged"],
        row["state"],
        row["decision"],
        row["decided_by"],
        row["decided_at"],
        row["who"],
        upheld and standing_result(db, row["event_id"], row["contest"]) == row["stood"],
    )
