"""Standings with the reason for each rank, final rankings and prizes, event by event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.plan_words import part_of
from tournament_app.domain.ranking import Award, awards
from tournament_app.domain.tiebreaks import CRITERIA
from tournament_app.domain.withdrawal import Withdrawn
from tournament_app.queries.entries import EntryRow, entry_rows
from tournament_app.queries.event_state import EventState, event_state, event_states
from tournament_app.queries.lots import lot_reason, settled_by
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.standings import Ranking, Standing
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One line of a group's table; *reason* says what put the entry there."""

    group: str
    entry: EntryRow
    standing: Standing
    reason: Text


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """The final place of an entry (shared places have the same number), and its prize if there is one."""

    place: int
    entry: EntryRow
    award: Award | None


@dataclass(frozen=True, slots=True)
class AwardRow:
    """A prize won: who, in which event, and which medal."""

    event_id: int
    event: str
    event_name: str
    sport: str
    entry: EntryRow
    award: Award


def standing_rows(db: Reading, event_id: int) -> dict[str, tuple[StandingRow, ...]]:
    """Group → its table in rank order; empty without a draw."""
    state = event_state(db, event_id)
    entries = entry_rows(db)
    names = {entry_id: entry.label for entry_id, entry in entries.items()}
    lots = settled_by(db, event_id)
    return {
        group: tuple(
            StandingRow(group, entries[s.entry], s, lot_reason(db, s, lots.get(group), s.reason.text(names)))
            for s in rows
        )
        for group, rows in state.tables.items()
    }


def event_awards(state: EventState) -> tuple[Award, ...]:
    """The prizes of an event as far as its places are decided."""
    if state.resolved is None:
        return ()
    third_match = state.plan is not None and any(part_of(c.ref) in ("P3", "LB") for c in state.plan.contests)
    return awards(state.resolved.places, state.rules.prizes, third_match=third_match, left=_left(state))


def _left(state: EventState) -> frozenset[int]:
    """The entries that withdrew before their last match was over; in a Swiss, before its last round.

    Where marks are given nothing is to be added: who does not start has no place.
    """
    at, plan = state.resolved, state.plan
    if not state.gone or at is None or plan is None or state.meet is not None:
        return frozenset()
    due = [c.ref for c in plan.contests if c.ref not in at.idle and not {(c.ref, 0), (c.ref, 1)} & at.empty]
    early = Withdrawn(state.gone).early([(state.sides(ref), state.outcomes.get(ref)) for ref in due])
    for group, last in plan.rounds.items():
        there = {entry for entry, number in state.byes if number == last}
        there |= {e for c in plan.contests if (c.group, c.round) == (group, last) for e in state.sides(c.ref) if e}
        early |= state.gone - there
    return early


def criteria_words(ranking: Ranking) -> tuple[Text, ...]:
    """The criteria of a rule set in order, for people; lots come last."""
    words: list[Text] = []
    for step in ranking.criteria:
        if isinstance(step, str):
            words.append(CRITERIA[step].name)
        else:
            words += [Text("{criterion} between those level", criterion=CRITERIA[code].name) for code in step]
        if ranking.two and len(words) == ranking.two:
            words.append(Text("two level: their match"))
    return (*words, Text("lots"))


def place_rows(db: Reading, event_id: int) -> tuple[PlaceRow, ...]:
    """The final ranking of an event as far as it is decided."""
    state = event_state(db, event_id)
    if state.resolved is None:
        return ()
    entries = entry_rows(db)
    won = {award.entry: award for award in event_awards(state)}
    rows = [PlaceRow(place, entries[entry], won.get(entry)) for entry, place in state.resolved.places.items()]
    return tuple(sorted(rows, key=lambda row: (row.place, row.entry.id)))


def award_rows(db: Reading) -> tuple[AwardRow, ...]:
    """Every prize decided so far, event by event."""
    entries = entry_rows(db)
    return tuple(
        AwardRow(state.id, state.rules.code, state.rules.name, state.rules.sport, entries[award.entry], award)
        for state in event_states(db).values()
        for award in event_awards(state)
    )
