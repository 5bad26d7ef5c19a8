"""Everything derived of one event in one place: its plan, its draw, who meets whom, tables and places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from tournament_app.domain.credit import Adjustment
from tournament_app.domain.outcome import Detail, Kind, Outcome
from tournament_app.domain.plan import Across, Plan
from tournament_app.domain.resolve import Resolved, resolve
from tournament_app.domain.rules import STAGES, EventRules, Scoring
from tournament_app.domain.standings import Ranking, Standing, table
from tournament_app.domain.withdrawal import Withdrawn
from tournament_app.queries.tournament import rankings, scorings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.meet import Meet
    from tournament_app.domain.swiss import Cards, Mark
    from tournament_app.store.rowlog import Reading


NO_RANKING = Ranking("", "", ("points",))
"""What stands for a ranking rule where there are no matches."""


@dataclass(frozen=True, slots=True)
class EventState:
    """One event as it stands now. Without a draw *plan* and *resolved* are ``None``.

    *numbers*: draw number → entry id. *outcomes*: contest → what happened, as stored (also those gone stale).
    *lots*: scope (a group's letter) → entry ids in the order lots put them. *gone*: entries that withdrew. *pins*:
    contest → the two entries the organiser lets meet there. *byes*: (entry, round of a Swiss) → bye. *adjustments*:
    what counts beside the matches.
    """

    id: int
    rules: EventRules
    state: str
    scoring: dict[str, Scoring]
    ranking: Ranking
    plan: Plan | None = None
    numbers: dict[int, int] = field(default_factory=dict)
    seed: str = ""
    locked: bool = False
    record: dict[str, object] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    lots: dict[str, tuple[int, ...]] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    pins: dict[str, tuple[int, int]] = field(default_factory=dict)
    byes: dict[tuple[int, int], Mark] = field(default_factory=dict)
    adjustments: tuple[Adjustment, ...] = ()
    resolved: Resolved | None = None
    meet: Meet | None = None

    def scoring_at(self, contest: str) -> Scoring:
        """The scoring rule of one contest."""
        return self.scoring[self.contest_stage(contest)]

    def contest_stage(self, contest: str) -> str:
        """The stage a contest belongs to."""
        assert self.plan is not None
        return next(c.stage for c in self.plan.contests if c.ref == contest)

    def sides(self, contest: str) -> tuple[int | None, int | None]:
        """The entries that meet in *contest* as far as they are known."""
        return self.resolved.sides[contest] if self.resolved else (None, None)

    @property
    def tables(self) -> dict[str, tuple[Standing, ...]]:
        """The table of each group, best first; empty before the draw."""
        return cast("dict[str, tuple[Standing, ...]]", self.resolved.tables) if self.resolved else {}

    def with_outcomes(self, outcomes: dict[str, Outcome]) -> EventState:
        """The same event if these were its outcomes: what a correction would lead to."""
        return settle(replace(self, outcomes=outcomes))

    def live(self, contest: str) -> Outcome | None:
        """What counts in *contest*: what its sides did there, or what follows from a withdrawal."""
        return self.resolved.counted.get(contest) if self.resolved else None

    @property
    def played(self) -> int:
        """How many contests are over."""
        if self.meet is not None:
            return self.meet.done
        return sum(o.over for o in self.resolved.counted.values()) if self.resolved else 0

    @property
    def total(self) -> int:
        """How many contests the event has."""
        if self.meet is not None:
            return len(self.meet.heats)
        return len(self.plan.contests) if self.plan else 0

    def passed(self, contest: str) -> bool:
        """Whether *contest* is not to be played: not needed, nobody came up on one of its sides, or one withdrew."""
        at = self.resolved
        if at is None:
            return False
        return contest in at.struck or contest in at.idle or (contest, 0) in at.empty or (contest, 1) in at.empty

    @property
    def finished(self) -> bool:
        """Whether every contest is over."""
        if self.meet is not None:
            return self.meet.finished
        if self.plan is None or self.resolved is None or not self.resolved.closed >= self.plan.rounds.keys():
            return False
        return all(self.passed(c.ref) or ((o := self.live(c.ref)) is not None and o.over) for c in self.plan.contests)


def event_ids(db: Reading) -> dict[str, int]:
    """Event code → id in the organiser's order."""
    return {row["code"]: row["id"] for row in sorted(db.find("event"), key=lambda r: (r["position"], r["id"]))}


def outcomes_of(db: Reading, event_id: int) -> dict[str, Outcome]:
    """Contest → stored outcome of one event."""
    return {
        row["contest"]: Outcome(
            row["a"],
            row["b"],
            Kind(row["kind"]),
            tuple((a, b) for a, b in row["games"]),
            row["winner"],
            row["override"],
            Detail.of(row["detail"]),
        )
        for row in db.find("result", event_id=event_id)
    }


def adjustments_of(db: Reading, event_id: int) -> dict[int, Adjustment]:
    """Row id → what the organiser decided beside the matches of one event, oldest first."""
    return {
        row["id"]: Adjustment(row["entry_id"], row["kind"], Fraction(row["value"] or 0), row["reason"])
        for row in sorted(_rare(db, "adjustment", event_id), key=lambda row: row["id"])
    }


def event_states(db: Reading) -> dict[int, EventState]:
    """Every event as it stands, in the organiser's order."""
    return {event_id: event_state(db, event_id) for event_id in event_ids(db).values()}


def event_state(db: Reading, event_id: int) -> EventState:
    """One event as it stands now."""
    return db.memo(("event_state", event_id), lambda reading: _event_state(reading, event_id))


def _event_state(db: Reading, event_id: int) -> EventState:
    frame = event_frame(db, event_id)
    if frame.plan is None:
        return frame
    if frame.rules.play != "matches":
        from tournament_app.queries.heats import held

        return held(db, frame)
    lots = {lot["scope"]: tuple(lot["order"]) for lot in _rare(db, "lot", event_id)}
    gone = frozenset(row["entry_id"] for row in _rare(db, "withdrawal", event_id))
    pins = {row["contest"]: (row["a"], row["b"]) for row in _rare(db, "pinned_sides", event_id)}
    adjustments = tuple(adjustments_of(db, event_id).values())
    return settle(
        replace(
            frame,
            outcomes=outcomes_of(db, event_id),
            lots=lots,
            gone=gone,
            pins=pins,
            byes=_byes(db, frame),
            adjustments=adjustments,
        )
    )


def _rare(db: Reading, table: str, event_id: int) -> list[dict[str, Any]]:
    """Rows of one event in a table that is mostly empty: read once for all events."""
    return [row for row in db.find(table) if row["event_id"] == event_id]


def _byes(db: Reading, frame: EventState) -> dict[tuple[int, int], Mark]:
    if frame.plan is None or not frame.plan.rounds:
        return {}
    from tournament_app.domain.swiss import Mark

    return {(row["entry_id"], row["round"]): Mark(row["kind"]) for row in db.find("bye", event_id=frame.id)}


def event_frame(db: Reading, event_id: int) -> EventState:
    """One event with its rules and its draw, but nothing of what was played: no score changes it."""
    return db.memo(("event_frame", event_id), lambda reading: _event_frame(reading, event_id))


def _event_frame(db: Reading, event_id: int) -> EventState:
    row = db.get("event", event_id)
    rules = EventRules.of(row["rules"])
    known = db.memo("scorings", scorings)
    matches = rules.play == "matches"
    scoring = {stage: known[rules.at(rules.scoring, stage)] for stage in STAGES if matches}
    ranking = db.memo("rankings", rankings)[rules.ranking] if matches else NO_RANKING
    drawn = db.one("draw", event_id=event_id)
    if drawn is None:
        return EventState(event_id, rules, row["state"], scoring, ranking)
    plan = Plan.of(drawn["plan"])
    numbers = {place["number"]: place["entry_id"] for place in db.find("draw_place", draw_id=drawn["id"])}
    return EventState(
        event_id,
        rules,
        row["state"],
        scoring,
        ranking,
        plan,
        numbers,
        drawn["seed"],
        bool(drawn["locked"]),
        drawn["record"],
    )


def settle(state: EventState) -> EventState:
    """*state* with who meets whom, the tables and the places worked out from its outcomes."""

    def rank(group: str, members: tuple[int, ...], played: Mapping[str, Outcome]) -> tuple[Standing, ...]:
        lots = state.lots.get(group, ())
        if group in plan.rounds:
            from tournament_app.domain.swiss_table import crosstable, swiss_table

            counted = crosstable(swiss_cards(state, played), plan.rounds[group], state.ranking)
            scoring = state.scoring["group"]
            return swiss_table(counted, played.values(), state.ranking, scoring, lots, decided(members))
        return _table(members, tuple(played.values()), state.ranking, state.scoring["group"], lots, decided(members))

    def compare(
        one: Across, entries: tuple[int, ...], groups: Sequence[tuple[tuple[int, ...], tuple[Outcome, ...]]]
    ) -> tuple[Standing, ...]:
        from tournament_app.domain.across import GroupResult, compare_across

        results = [GroupResult(*group) for group in groups]
        lots = state.lots.get(one.scope, ())
        return compare_across(results, entries, state.ranking, state.scoring["group"], one.how, lots, state.adjustments)

    def decided(members: tuple[int, ...]) -> tuple[Adjustment, ...]:
        return tuple(one for one in state.adjustments if one.entry in members)

    assert state.plan is not None
    plan = state.plan
    gone = Withdrawn(state.gone, "walkover" if plan.rounds else state.rules.withdrawal)
    return replace(
        state, resolved=resolve(plan, state.numbers, state.outcomes, rank, compare, gone=gone, pins=state.pins)
    )


def swiss_cards(state: EventState, played: Mapping[str, Outcome]) -> Cards:
    """The cards of a Swiss event when *played* are the matches that are over."""
    from tournament_app.domain.swiss import cards_of

    return cards_of(state.plan.contests if state.plan else (), state.numbers, played, state.byes)


@lru_cache(maxsize=1024)
def _table(
    members: tuple[int, ...],
    played: tuple[Outcome, ...],
    ranking: Ranking,
    scoring: Scoring,
    lots: tuple[int, ...],
    adjustments: tuple[Adjustment, ...],
) -> tuple[Standing, ...]:
    """The table of a group: a score leaves those of the other groups as they are."""
    return table(members, played, ranking, scoring, lots, adjustments)
