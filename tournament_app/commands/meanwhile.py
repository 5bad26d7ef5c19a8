"""Two people at one match: whoever comes second is told what the first entered, and nothing is overwritten unseen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading

Seen = dict[str, Any]
"""A result as somebody saw it when they began to type; empty where there was none."""


def result_seen(db: Reading, event_id: int, contest: str) -> Seen:
    """The result of a match as it stands now."""
    return db.one("result", event_id=event_id, contest=contest) or {}


def check_seen(db: Reading, event_id: int, contest: str, seen: Seen | None) -> None:
    """Refuse to write over a result that is not the one *seen*, and say who entered it."""
    if seen is not None and result_seen(db, event_id, contest) != seen:
        raise refuse("result_changed", entered_meanwhile(db, event_id, contest))


def entered_meanwhile(db: Reading, event_id: int, contest: str) -> Text:
    """Who entered what in this match last, and when."""
    from tournament_app.queries.fields import KIND_WORDS
    from tournament_app.queries.history import match_history
    from tournament_app.queries.matches import match_row

    act = match_history(db, event_id, contest)[0]
    match = match_row(db, event_id, contest)
    who = " · ".join(filter(None, (act.actor or act.role, act.station)))
    at = f"{datetime.fromisoformat(act.at).astimezone():%H:%M:%S}"
    if not result_seen(db, event_id, contest):
        return Text("{who} took the result of this match away at {at}. Yours was not saved.", who=who, at=at)
    return Text(
        "{who} entered {score} ({winner}) for this match at {at}. Yours was not saved.",
        who=who,
        at=at,
        score=match.score or KIND_WORDS[match.outcome.kind] if match.outcome else "–",
        winner=_winner(match),
    )


def _winner(match: Any) -> Text | str:
    won = match.outcome.winner if match.outcome else None
    side = next((side for side in (match.side_a, match.side_b) if side and side.id == won), None)
    return Text("{side} won", side=side.label) if side else Text("no winner yet")
