"""Ties that no rule could break, and how people settled them: the sentence that says so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.domain.standings import Standing
    from tournament_app.store.rowlog import Reading

BY_LOTS = ("Above {other} by lots", "Below {other} by lots")


def settled_by(db: Reading, event_id: int) -> dict[str, dict[str, Any]]:
    """Scope (a group, a comparison across groups) → how its tie was settled."""
    return {row["scope"]: row for row in db.find("lot", event_id=event_id)}


def lot_reason(db: Reading, standing: Standing, lot: Mapping[str, Any] | None, reason: Text) -> Text:
    """*reason*, or where lots parted this entry from the next one: when they were drawn and who was there."""
    if standing.reason.code != "lots" or lot is None or not lot["at"]:
        return reason
    return _told(reason, _how(db, lot))


def _told(text: Text, how: Text) -> Text:
    """*text* with what lots decided told in full, also where it stands inside another sentence."""
    if text.source in BY_LOTS:
        other = text.values["other"]
        if text.source == BY_LOTS[0]:
            return Text("Above {other}: level by every rule; {how}", other=other, how=how)
        return Text("Below {other}: level by every rule; {how}", other=other, how=how)
    return text.filled(**{name: _told(value, how) for name, value in text.values.items() if isinstance(value, Text)})


def _how(db: Reading, lot: Mapping[str, Any]) -> Text:
    from tournament_app.queries.print_head import venue_time  # only lots need it when the program starts

    at = f"{venue_time(db, datetime.fromisoformat(lot['at'])):%H:%M %d/%m/%Y}"
    if lot["how"] == "decision":
        by = lot["who"] or Text("the organisers")
        why = lot["reason"]
        if there := lot["note"]:
            return Text(
                "decided at {at} by {who}: {reason}; witnesses: {witnesses}", at=at, who=by, reason=why, witnesses=there
            )
        return Text("decided at {at} by {who}: {reason}", at=at, who=by, reason=why)
    if lot["note"]:
        return Text("lots drawn at {at}, witnesses: {witnesses}", at=at, witnesses=lot["note"])
    return Text("lots drawn at {at}", at=at)
