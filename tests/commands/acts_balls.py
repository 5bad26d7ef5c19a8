"""What people do at the urn: a ball taken, a ball put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.small import EVENTS
from tournament_app.commands import balls
from tournament_app.domain.balls import Urn
from tournament_app.domain.formats import plan_for
from tournament_app.queries.draw_list import draw_list
from tournament_app.queries.event_state import event_ids

if TYPE_CHECKING:
    from random import Random

    from tournament_app.store.rowlog import Reading


def take(db: Reading, dice: Random) -> Any:
    """The next ball of an event that may be drawn."""
    event_id = event_ids(db)[dice.choice(EVENTS)]
    found = draw_list(db, event_id)
    if len(found.entries) < 2:
        return None
    row = db.one("ball_draw", event_id=event_id, digest=found.digest)
    ids = {entry.id: n for n, entry in enumerate(found.entries, 1)}
    held = {number: ids[entry] for entry, number, _ in row["balls"]} if row else {}
    urn = Urn(plan_for(found.form, len(found.entries)), found.listed, found.form)
    if not urn.next(held):
        return balls.PutBallBack(event_id)
    n = dice.choice(urn.next(held))
    return balls.TakeBall(
        event_id, found.entries[n - 1].id, dice.choice(urn.places(held, n)), "Ông An", digest=found.digest
    )


def back(db: Reading, dice: Random) -> Any:
    """The last ball back, or all of them; where none is drawn, one is."""
    rows = db.find("ball_draw")
    return balls.PutBallBack(dice.choice(rows)["event_id"], dice.random() < 0.3) if rows else take(db, dice)
