"""A tournament whose xiangqi singles are a Swiss, and how its rounds are played."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.small import AN, entered
from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.event import ChangeEvent
from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.domain.rules import EventRules, Format
from tournament_app.queries.event_state import event_ids, event_state

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from tournament_app.store.store import Store

EVENT = "CT-01"


def swiss(where: Path | str, units: int = 7, rounds: int = 4, pairing: str = "dutch") -> tuple[Store, int]:
    """One chess player of each delegation, drawn for a Swiss; the tournament and the event."""
    store = entered(where, units)
    with store.reading() as db:
        event_id = event_ids(db)[EVENT]
        rules = EventRules.of(db.get("event", event_id)["rules"])
    form = Format(kind="swiss", rounds=rounds, pairing="house" if pairing == "house" else "dutch")
    store.run(ChangeEvent(event_id, replace(rules, format=form)), AN)
    store.run(DrawEvent(event_id, "gieo quẻ"), AN)
    return store, event_id


def play(store: Store, event_id: int, dice: Random, walkovers: bool = False) -> None:
    """Play every match that is open."""
    with store.reading() as db:
        state = event_state(db, event_id)
    assert state.plan is not None
    for contest in state.plan.contests:
        if contest.ref in state.outcomes:
            continue
        games = dice.choice((((2, 0),), ((1, 1),), ((0, 2),)))
        if walkovers and dice.random() < 0.2:
            store.run(RecordScore(event_id, contest.ref, Kind.WALKOVER, (), dice.choice((0, 1))), AN)
        else:
            store.run(RecordScore(event_id, contest.ref, Kind.PLAYED, games), AN)
