"""What people do with results that are there: protest, decide, confirm, look twice, print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tournament_app.commands import prints, protest
from tournament_app.commands.event import ChangeEvent
from tournament_app.commands.score import RecordScore
from tournament_app.commands.second_look import AcceptLook
from tournament_app.domain.outcome import Kind
from tournament_app.domain.rules import EventRules
from tournament_app.queries.event_state import event_ids
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


def look(db: Reading, dice: Random) -> Any:
    """The next step to a score two people differ about: the rule, the score of each, one of them accepted."""
    event_id = event_ids(db)["CT-01"]
    rules = EventRules.of(db.get("event", event_id)["rules"])
    if rules.second_look != "all":
        return ChangeEvent(event_id, replace(rules, second_look="all"))
    m = next((m for m in match_rows(db) if m.event_id == event_id and m.side_a and m.side_b), None)
    if m is None:
        return None
    looks = db.find("look", event_id=event_id, contest=m.contest)
    if len(looks) == 2:
        return AcceptLook(*m.key, dice.choice(looks)["id"], voids=True)
    return RecordScore(*m.key, Kind.PLAYED, ((1, 1),) if looks else ((2, 0),), voids=True)
