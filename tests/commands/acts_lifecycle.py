"""What people do with results that are there: protest, decide, confirm, look twice, print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tournament_app.commands import prints, protest
from tournament_app.queries.matches import match_rows
from tournament_app.queries.print_options import PrintOptions

if TYPE_CHECKING:
    from random import Random

    from tournament_app.store.rowlog import Reading


def lodge(db: Reading, dice: Random) -> Any:
    m = dice.choice(match_rows(db))
    entry = dice.choice(db.find("entry", event_id=m.event_id))
    return protest.LodgeProtest(m.event_id, m.contest, entry["delegation_id"], "sai nhân sự", "500.000 đ")


def decide(db: Reading, dice: Random) -> Any:
    """An open protest decided; where none is, one lodged."""
    rows = db.find("protest", state="open")
    if not rows:
        return lodge(db, dice)
    outcome = dice.choice(("corrected", "replay", "rejected"))
    return protest.DecideProtest(dice.choice(rows)["id"], outcome, "theo điều lệ", "Hội đồng", voids=True)


def withdraw(db: Reading, dice: Random) -> Any:
    rows = db.find("protest", state="open")
    return protest.WithdrawProtest(dice.choice(rows)["id"], "đã rõ") if rows else lodge(db, dice)


def print_(db: Reading, dice: Random) -> Any:
    papers = (
        prints.Paper("results", PrintOptions(event=dice.choice((None, 1, 2))), str(dice.random()), db.last_change),
    )
    return prints.RecordPrints(papers * dice.choice((1, 2)))
