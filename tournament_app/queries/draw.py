"""The draws of the tournament: which events are drawn, the record of each, and whether it can be repeated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.formats import plan_for
from tournament_app.errors import Refused
from tournament_app.queries.entries import EntryRow, entry_rows, event_entries
from tournament_app.queries.event_state import EventState, event_state, event_states
from tournament_app.words import say

if TYPE_CHECKING:
    from typing import Any

    from tournament_app.domain.plan import Plan
    from tournament_app.domain.rules import Format
    from tournament_app.store.rowlog import Reading

DrawState = Literal["empty", "open", "drawn", "locked", "cancelled"]


@dataclass(frozen=True, slots=True)
class DrawRow:
    """An event as the draw sees it; *state* ``empty`` has fewer than two entries, ``open`` waits for its draw.

    *round* of *rounds* is how far a single round robin has come, 0 before its first result and for other formats.
    *places* and *results* are what drawing again would give up or stand in the way of.
    """

    event_id: int
    code: str
    name: str
    sport: str
    entries: int
    members: int
    team: bool
    state: DrawState
    form: Format
    plan: Plan | None
    code_of_draw: str = ""
    seeds: int = 0
    apart: bool = False
    separation: str = ""
    round: int = 0
    rounds: int = 0
    results: int = 0
    places: int = 0
    play: str = "matches"


@dataclass(frozen=True, slots=True)
class Placed:
    """One placement of the record: the *step* at which the entry took draw number *number*, as a seed or by lot.

    A ball was drawn *by* somebody; it was *forced* where only one place was left for it.
    """

    step: int
    how: Literal["seed", "lot", "ball"]
    number: int
    entry: EntryRow
    by: str = ""
    forced: bool = False


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """The record (biên bản) of a draw: what was drawn from what, by which seed, and what was changed by hand since.

    *method*: ``seed``, ``hall`` or ``balls``. *digest* is the hash of the list, *shown* when the hall saw it, *hall*
    what it gave; *proofs* say which delegations must meet. *by_hand* has the moment (UTC, ISO) and the two entries of
    each exchange.
    """

    seed: str
    code: str
    at: str
    tries: int
    separation: str
    placed: tuple[Placed, ...]
    by_hand: tuple[tuple[str, str, str], ...]
    method: str = "seed"
    digest: str = ""
    shown: str = ""
    hall: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()


def draw_rows(db: Reading) -> tuple[DrawRow, ...]:
    """Every event with its draw, in the organiser's order."""
    return tuple(_draw_row(db, state) for state in event_states(db).values())


def _draw_row(db: Reading, state: EventState) -> DrawRow:
    entries = len(event_entries(db, state.id))
    rules = state.rules
    common = (state.id, rules.code, rules.name, rules.sport, entries, rules.members[1], rules.is_team)
    if state.plan is None:
        waiting: DrawState = "cancelled" if state.state == "cancelled" else "open" if entries > 1 else "empty"
        plan = planned(rules.format, entries) if rules.play == "matches" else None
        return DrawRow(*common, waiting, rules.format, plan, play=rules.play)
    record: dict[str, Any] = dict(state.record)
    one_group = len(state.plan.groups) == 1
    played = [c.round for c in state.plan.contests if (o := state.live(c.ref)) is not None and o.over]
    return DrawRow(
        *common,
        "locked" if state.locked else "drawn",
        rules.format,
        state.plan if state.meet is None else None,
        record["code"],
        sum(step[0] == "seed" for step in record["steps"]),
        record["met"],
        said(record.get("separation", "")),
        max(played, default=0) if one_group else 0,
        max((*state.plan.rounds.values(), *(c.round for c in state.plan.contests))) if one_group else 0,
        len(state.outcomes) + db.count("mark", event_id=state.id),
        db.count("slot", event_id=state.id),
        rules.play,
    )


def planned(form: Format, entries: int) -> Plan | None:
    """The plan *form* makes for so many entries, ``None`` if it cannot."""
    try:
        return plan_for(form, entries)
    except Refused:
        return None


def draw_record(db: Reading, event_id: int) -> DrawRecord | None:
    """The record of the draw of an event, ``None`` before it."""
    state = event_state(db, event_id)
    if state.plan is None:
        return None
    record: dict[str, Any] = dict(state.record)
    known = entry_rows(db)
    now = dict(state.numbers)
    for late in reversed(record.get("late", ())):  # the numbers that were drawn
        if "number" in late:
            now = {n - (n > late["number"]): entry for n, entry in now.items() if n != late["number"]}
    balls = record.get("balls") or [("", "", "", 0)] * len(record["steps"])
    placed = tuple(
        Placed(step, how, number, known[now[number]], by, bool(forced))
        for step, ((how, _, number), (*_, by, forced)) in enumerate(zip(record["steps"], balls, strict=True), 1)
    )
    changes = tuple((each["at"], *(known[entry].full for entry in each["entries"])) for each in record["by_hand"])
    return DrawRecord(
        state.seed,
        record["code"],
        record["at"],
        record["tries"],
        said(record["separation"]),
        placed,
        changes,
        record.get("method", "seed"),
        record.get("hash", ""),
        record.get("shown", ""),
        tuple(record.get("hall", ())),
        tuple(said(proof) for proof in record.get("proofs", ())),
    )


def said(text: object, code: str = "") -> str:
    """A sentence of the record in the language *code*, or that of the interface."""
    from tournament_app.words import language

    if not isinstance(text, dict):
        return str(text)
    source = text.get("source") or text.get("text") or ""
    values = {key: said(value, code) for key, value in text.get("values", {}).items()}
    return say(source, code or language(), **values)
