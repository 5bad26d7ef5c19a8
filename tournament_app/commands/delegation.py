"""A delegation that withdraws before the draw, and what the organiser accepts of its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class RemoveDelegation:
    """Take a delegation out with its athletes, entries and forms."""

    delegation_id: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Removed {delegation} with its athletes and entries", delegation=self.delegation_id)

    def apply(self, rows: Rows) -> None:
        """Refuses once an event with one of its entries is drawn."""
        entries = rows.find("entry", delegation_id=self.delegation_id)
        drawn = {row["event_id"] for row in rows.find("draw")}
        if held := sum(row["event_id"] in drawn for row in entries):
            raise refuse(
                "event_drawn", Text("{n} of its entries stand in drawn events. Withdraw them instead.", n=held)
            )
        for entry in entries:
            for table in ("member", "withdrawal", "adjustment"):
                _remove_all(rows, table, entry_id=entry["id"])
        for form in rows.find("form", delegation_id=self.delegation_id):
            _remove_all(rows, "form_problem", form_id=form["id"])
        for table in ("entry", "athlete", "form", "protest"):
            _remove_all(rows, table, delegation_id=self.delegation_id)
        rows.remove("delegation", self.delegation_id)


@dataclass(frozen=True)
class SettleProblem:
    """A problem of a form that the organiser has settled with the delegation, or accepts as it is."""

    problem_id: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Settled a problem of a form")

    def apply(self, rows: Rows) -> None:
        """The problem leaves the list; undoing brings it back."""
        rows.remove("form_problem", self.problem_id)


def _remove_all(rows: Rows, table: str, **equal: int) -> None:
    for row in rows.find(table, **equal):
        rows.remove(table, row["id"])
