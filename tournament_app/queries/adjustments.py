"""What the organiser decided beside the matches of an event, as it stands under its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.tiebreaks import number_words
from tournament_app.queries.entries import EntryRow, entry_rows
from tournament_app.queries.event_state import adjustments_of
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.credit import Adjustment
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """One decision: for whom, what, and as a sentence."""

    id: int
    entry: EntryRow
    adjustment: Adjustment
    text: Text


def adjustment_rows(db: Reading, event_id: int) -> tuple[AdjustmentRow, ...]:
    """The decisions of an event, oldest first."""
    entries = entry_rows(db)
    return tuple(
        AdjustmentRow(row_id, entries[one.entry], one, _sentence(entries[one.entry].label, one))
        for row_id, one in adjustments_of(db, event_id).items()
    )


def _sentence(name: str, one: Adjustment) -> Text:
    value = number_words(one.value, signed=one.kind == "points")
    if one.kind == "points":
        return Text("{entry}: {value} points: {reason}", entry=name, value=value, reason=one.reason)
    if one.kind == "annulled":
        return Text("{entry}: all results annulled: {reason}", entry=name, reason=one.reason)
    what = {
        "conduct": Text("conduct points"),
        "position": Text("position in the ranking list"),
        "weight": Text("weight of the team"),
    }[one.kind]
    if one.reason:
        return Text("{entry}: {what} {value} ({reason})", entry=name, what=what, value=value, reason=one.reason)
    return Text("{entry}: {what} {value}", entry=name, what=what, value=value)
