"""Heats of events that are measured, judged or listed: who is in which lane, the marks, the ranking with reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tournament_app.domain.heats import HeatEntry, HeatPlan, draw_heats, heat_label, heat_ref, heat_stage
from tournament_app.domain.mark_rules import mark_rule
from tournament_app.domain.marks import Mark
from tournament_app.domain.meet import Heat, Meet, hold
from tournament_app.domain.resolve import Resolved
from tournament_app.domain.timetable import Fixture
from tournament_app.queries.entries import EntryRow, entry_rows
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tournament_app.domain.draw import DrawEntry
    from tournament_app.domain.marks import Ranked
    from tournament_app.queries.event_state import EventState
    from tournament_app.store.rowlog import Reading

MINUTES = 15
"""How long a heat takes where the event does not say."""


@dataclass(frozen=True, slots=True)
class RankRow:
    """One line of a ranking. *through*: ``Q`` by place or ``q`` by mark; *reason* says what put the entry there."""

    place: int | None
    entry: EntryRow
    lane: int
    result: str
    through: str
    reason: Text
    code: str = ""
    """What decided: ``time``, ``best``, ``shared``, ``DSQ``…"""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One heat as lists have it: *lanes* as they start, *ranking* as they stand."""

    event_id: int
    ref: str
    round: int
    number: int
    label: Text
    status: str
    lanes: tuple[tuple[int, EntryRow], ...]
    ranking: tuple[RankRow, ...]


@dataclass(frozen=True, slots=True)
class TieRow:
    """Entries level for the last *room* places in the next round, for lots or a swim-off to say who goes on."""

    scope: str
    room: int
    entries: tuple[EntryRow, ...]


# ------------------------------------------------------------------------------------------------------------ the state
def held(db: Reading, frame: EventState) -> EventState:
    """*frame*, an event drawn in heats, with its marks worked out: :attr:`EventState.meet` and the final places."""
    drawn = db.one("draw", event_id=frame.id)
    if drawn is None or frame.plan is None or "heats" not in drawn["plan"]:
        return frame
    marks = marks_of(db.find("mark", event_id=frame.id))
    lots = {lot["scope"]: tuple(lot["order"]) for lot in db.find("lot", event_id=frame.id)}
    gone = frozenset(row["entry_id"] for row in db.find("withdrawal", event_id=frame.id))
    plan = HeatPlan.of(drawn["plan"]["heats"])
    return with_marks(replace(frame, lots=lots, gone=gone), plan, marks)


def with_marks(state: EventState, plan: HeatPlan, marks: Sequence[Mark]) -> EventState:
    """The same event if these were its marks."""
    assert state.plan is not None
    rule = mark_rule(state.rules.play, state.rules.marks)
    meet = hold(plan, state.numbers, marks, rule, state.lots, state.gone)
    places = {row.entry: row.place for row in meet.places if row.place}
    return replace(state, meet=meet, resolved=Resolved(state.plan, state.numbers, places=places))


def marks_of(rows: Iterable[dict[str, object]]) -> tuple[Mark, ...]:
    """Stored rows as marks."""
    return tuple(
        Mark(r["entry_id"], tuple(r["attempts"]), r["status"], r["note"], r["heat"])  # type: ignore[arg-type]
        for r in sorted(rows, key=lambda row: (str(row["heat"]), str(row["entry_id"])))
    )


# ------------------------------------------------------------------------------------------------------------- the rows
def heat_rows(db: Reading, state: EventState) -> tuple[HeatRow, ...]:
    """Every heat of an event, round by round; none before the draw."""
    if state.meet is None:
        return ()
    entries = entry_rows(db)
    return tuple(_heat_row(state, state.meet, heat, entries) for heat in state.meet.heats.values())


def heat_row(db: Reading, state: EventState, ref: str) -> HeatRow:
    """One heat."""
    assert state.meet is not None
    return _heat_row(state, state.meet, state.meet.heats[ref], entry_rows(db))


def _heat_row(state: EventState, meet: Meet, heat: Heat, entries: dict[int, EntryRow]) -> HeatRow:
    return HeatRow(
        state.id,
        heat.ref,
        heat.round,
        heat.number,
        heat_label(meet.plan, heat.ref),
        "stale" if heat.stale else heat.status,
        tuple((lane, entries[entry]) for lane, entry in heat.lanes),
        ranked_rows(heat.ranking, heat, entries),
    )


def ranked_rows(rows: Iterable[Ranked], heat: Heat | None, entries: dict[int, EntryRow]) -> tuple[RankRow, ...]:
    """A ranking with names; the lanes are those of *heat*."""
    lanes = {entry: lane for lane, entry in heat.lanes} if heat else {}
    names = {entry_id: entry.full for entry_id, entry in entries.items()}
    return tuple(
        RankRow(
            row.place,
            entries[row.entry],
            lanes.get(row.entry, 0),
            row.result,
            row.through,
            row.reason.text(names),
            row.reason.code,
        )
        for row in rows
    )


def final_rows(db: Reading, state: EventState) -> tuple[RankRow, ...]:
    """The final ranking with the reasons, as far as it is decided; those without a place last."""
    if state.meet is None:
        return ()
    return ranked_rows(state.meet.places, None, entry_rows(db))


def round_rows(db: Reading, state: EventState, at: int) -> tuple[RankRow, ...]:
    """All heats of round *at* (from 0) as one ranking."""
    if state.meet is None or at >= len(state.meet.rounds):
        return ()
    return ranked_rows(state.meet.rounds[at], None, entry_rows(db))


def tie_rows(db: Reading, state: EventState) -> tuple[TieRow, ...]:
    """Ties for a last place in the next round that wait for lots or a swim-off."""
    entries = entry_rows(db)
    ties = state.meet.ties if state.meet else {}
    return tuple(TieRow(scope, room, tuple(entries[e] for e in tied)) for scope, (tied, room) in ties.items())


def heats_in_words(plan: HeatPlan, entries: int) -> Text:
    """What an event of heats consists of."""
    counts = plan.rounds
    if counts == (1,):
        return Text("{n} entries together", n=entries)
    if len(counts) == 1:
        return Text("{heats} heats, one ranking", heats=counts[0])
    if len(counts) == 2:
        return Text("{heats} heats, then a final of {final}", heats=counts[0], final=plan.rule.final)
    return Text(
        "{heats} heats, {semis} semi-finals, then a final of {final}",
        heats=counts[0],
        semis=counts[1],
        final=plan.rule.final,
    )


def heats_again(plan: HeatPlan, listed: Sequence[DrawEntry]) -> dict[int, int]:
    """The draw numbers that the seed gives again for the entries *listed*; none if other heats come out."""
    entries = [HeatEntry(entry.id, entry.unit, entry.seed) for entry in listed]
    without_late = tuple(tuple(lane for lane in heat if lane[1] <= len(entries)) for heat in plan.first)
    same = draw_heats(plan.rule, entries, plan.seed) == replace(plan, first=without_late)
    return {entry.id: entry.id for entry in listed} if same else {}


# --------------------------------------------------------------------------------------------------------- the schedule
def heat_fixtures(db: Reading, state: EventState, first: int) -> list[Fixture]:
    """The heats as the timetable places them; the first one has the running number *first*."""
    meet = state.meet
    if meet is None or state.state == "cancelled":
        return []
    entries = entry_rows(db)
    code, found = state.rules.code, []
    for number, heat in enumerate(meet.heats.values(), first):
        sure = {entry for _, entry in heat.lanes}
        certain = frozenset(i for entry in sure for i in entries[entry].member_ids)
        possible = frozenset(i for entry in meet.possible(heat.ref) for i in entries[entry].member_ids) - certain
        before = range(1, meet.plan.rounds[heat.round - 1] + 1) if heat.round else ()
        after = tuple((code, heat_ref(heat.round - 1, n)) for n in before)
        label = f"{number} ({code})"
        minutes = heat_minutes(state, heat.ref)
        fixture = Fixture(code, heat.ref, minutes, state.rules.sport, after, certain, possible, label, (heat.ref,))
        found.append(fixture)
    return found


def heat_minutes(state: EventState, ref: str) -> int:
    """How long a heat takes."""
    assert state.meet is not None
    return state.rules.at(state.rules.minutes, heat_stage(state.meet.plan, ref)) or MINUTES


def scope_label(scope: str) -> Text:
    """What people call the round a tie is in."""
    at = int(scope[1:]) - 1
    return Text("the semi-finals") if at else Text("the heats")
