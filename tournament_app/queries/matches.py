"""The matches of the tournament: who, where, when, and how they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain.plan_words import contest_label, side_label
from tournament_app.domain.scoring import score_words
from tournament_app.queries.entries import EntryRow, entry_rows
from tournament_app.queries.event_state import EventState, event_states
from tournament_app.queries.stand import protested
from tournament_app.queries.tournament import CourtRow, court_rows
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.outcome import Outcome
    from tournament_app.queries.heats import HeatRow
    from tournament_app.store.rowlog import Reading

MatchStatus = Literal["waiting", "ready", "called", "playing", "done", "stale"]


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One contest as the desk sees it.

    *number* is the running number of the match in the tournament (by event and plan, so that moving a match in the
    schedule does not renumber it). *side_a* is an entry, or ``None`` with *wait_a* saying who it will be ("winner of
    quarter-final 1"). *start* in minutes from midnight of the first day. *status*: ``waiting`` for its sides,
    ``ready``, ``called``, ``playing``, ``done``, or ``stale``: a correction upstream took away one of the
    sides that played it.
    """

    number: int
    event_id: int
    event: str
    event_name: str
    sport: str
    contest: str
    stage: str
    group: str
    label: Text
    side_a: EntryRow | None
    side_b: EntryRow | None
    wait_a: Text
    wait_b: Text
    status: MatchStatus
    outcome: Outcome | None
    court: CourtRow | None
    start: int | None
    minutes: int
    pinned: bool
    called: int
    called_at: str
    score: str
    """The score in words, ``21-17, 19-21, 21-15`` or ``½-½``; empty before a first point."""

    heat: HeatRow | None = None
    """The heat, if this is one and not a match between two sides."""
    protested: bool = False
    """Whether a protest against it is not decided yet."""
    look: Literal["", "one", "differ"] = ""
    """Whether its score waits for a second person to type it, or two typed different ones."""

    @property
    def key(self) -> tuple[int, str]:
        """Event id and contest."""
        return self.event_id, self.contest

    def name_a(self) -> str:
        """The first side, or who it will be."""
        return self.side_a.label if self.side_a else str(self.wait_a)

    def name_b(self) -> str:
        """The second side, or who it will be."""
        return self.side_b.label if self.side_b else str(self.wait_b)


def match_rows(db: Reading) -> tuple[MatchRow, ...]:
    """Every match of every drawn event, by number."""
    return db.memo("matches", _match_rows)


def match_row(db: Reading, event_id: int, contest: str) -> MatchRow:
    """One match."""
    return matches_by_key(db)[event_id, contest]


def matches_by_key(db: Reading) -> dict[tuple[int, str], MatchRow]:
    """Every match by event id and contest."""
    return db.memo("matches_by_key", lambda reading: {row.key: row for row in match_rows(reading)})


def _match_rows(db: Reading) -> tuple[MatchRow, ...]:
    entries = entry_rows(db)
    courts = {court.id: court for court in court_rows(db)}
    slots = {(s["event_id"], s["contest"]): s for s in db.find("slot")}
    calls = {(c["event_id"], c["contest"]): c for c in db.find("call")}
    rows: list[MatchRow] = []
    for state in event_states(db).values():
        for heat in _heats(db, state):
            key = state.id, heat.ref
            slot = slots.get(key)
            court = courts[slot["court_id"]] if slot else None
            rows.append(_heat(len(rows) + 1, state, heat, slot, court, calls.get(key)))
        if state.plan is None or state.resolved is None:
            continue
        for contest in state.plan.contests:
            key = (state.id, contest.ref)
            slot, call, outcome = slots.get(key), calls.get(key), state.live(contest.ref)
            outcome = outcome or state.outcomes.get(contest.ref)
            a, b = state.sides(contest.ref)
            rows.append(
                MatchRow(
                    len(rows) + 1,
                    state.id,
                    state.rules.code,
                    state.rules.name,
                    state.rules.sport,
                    contest.ref,
                    contest.stage,
                    contest.group,
                    contest_label(state.plan, contest.ref),
                    entries.get(a) if a is not None else None,
                    entries.get(b) if b is not None else None,
                    side_label(state.plan, contest.a),
                    side_label(state.plan, contest.b),
                    _status(state, contest.ref, called=call is not None),
                    outcome,
                    courts[slot["court_id"]] if slot else None,
                    slot["start"] if slot else None,
                    slot["minutes"] if slot else state.rules.at(state.rules.minutes, contest.stage),
                    bool(slot and slot["pinned"]),
                    call["times"] if call else 0,
                    call["at"] if call else "",
                    score_words(outcome.games, state.scoring[contest.stage], outcome.detail) if outcome else "",
                )
            )
    against, typed = protested(db), typed_once(db)
    return tuple(_noted(row, row.key in against, typed.get(row.key, ())) for row in rows)


def typed_once(db: Reading) -> dict[tuple[int, str], tuple[frozenset[int], ...]]:
    """Event and contest → the sides of each score that waits for a second look."""
    found: dict[tuple[int, str], tuple[frozenset[int], ...]] = {}
    for row in db.find("look"):
        key = row["event_id"], row["contest"]
        found[key] = (*found.get(key, ()), frozenset((row["a"], row["b"])))
    return found


def _noted(row: MatchRow, protested_: bool, typed: tuple[frozenset[int], ...]) -> MatchRow:  # noqa: FBT001
    """*row* with what people have against it or still have to type of it; a score typed for others is nothing."""
    sides = {side.id for side in (row.side_a, row.side_b) if side is not None}
    looks = sum(one == sides for one in typed)
    if not protested_ and not looks:
        return row
    look: Literal["", "one", "differ"] = ("", "one", "differ")[min(looks, 2)]
    status = "playing" if looks and row.status in ("ready", "called") else row.status
    return replace(row, protested=protested_, look=look, status=status)


def _heats(db: Reading, state: EventState) -> tuple[HeatRow, ...]:
    if state.meet is None:
        return ()
    from tournament_app.queries.heats import heat_rows

    return heat_rows(db, state)


def _heat(
    number: int,
    state: EventState,
    heat: HeatRow,
    slot: dict[str, Any] | None,
    court: CourtRow | None,
    call: dict[str, Any] | None,
) -> MatchRow:
    """A heat among the matches: it has a number, a slot and a status as they have, and many sides instead of two."""
    from tournament_app.domain.heats import heat_stage
    from tournament_app.queries.heats import heat_minutes

    assert state.meet is not None
    status = "called" if call and heat.status == "ready" else heat.status
    first = next((row for row in heat.ranking if row.place), None)
    return MatchRow(
        number,
        state.id,
        state.rules.code,
        state.rules.name,
        state.rules.sport,
        heat.ref,
        heat_stage(state.meet.plan, heat.ref),
        "",
        heat.label,
        None,
        None,
        Text("{n} starting", n=len(heat.lanes)) if heat.lanes else Text("those who go on"),
        Text("in one heat") if heat.lanes else Text("from the round before"),
        status,  # type: ignore[arg-type]
        None,
        court,
        slot["start"] if slot else None,
        slot["minutes"] if slot else heat_minutes(state, heat.ref),
        bool(slot and slot["pinned"]),
        call["times"] if call else 0,
        call["at"] if call else "",
        f"{first.entry.label} {first.result}" if first else "",
        heat,
    )


def _status(state: EventState, ref: str, *, called: bool) -> MatchStatus:
    assert state.resolved is not None
    if ref in state.resolved.stale:
        return "stale"
    outcome = state.live(ref)
    if outcome is not None:
        return "done" if outcome.over else "playing"
    if state.passed(ref):
        return "done"
    if None in state.sides(ref):
        return "waiting"
    return "called" if called else "ready"
