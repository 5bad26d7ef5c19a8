"""Results that a change upstream leaves behind: their sides no longer meet where they met."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.outcome import Kind
from tournament_app.queries.event_state import settle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.domain.outcome import Outcome
    from tournament_app.queries.event_state import EventState

Choice = Literal["void", "keep", "move"]


@dataclass(frozen=True, slots=True)
class Later:
    """What the person in charge chose for a result left behind in *contest*.

    ``void``: it is deleted, the match is to be played by those who meet there now. ``keep``: the organiser decides, for
    a *reason*, that the two entries that played still meet there; who was to stand there takes the way they leave free.
    ``move``: it counts in the contest in which these two meet now.
    """

    event_id: int
    contest: str
    choice: Choice
    reason: str = ""


@dataclass(slots=True)
class Settlement:
    """An event once every result left behind has its choice.

    *choices*: contest → those it could have, the first being the safe one, and the one it got. *left* have none yet.
    *void*, *moved* (from → to) and *kept* (contest → its sides in the order of the plan) are what is to be written.
    """

    state: EventState
    choices: dict[str, tuple[tuple[Choice, ...], Choice | None]] = field(default_factory=dict)
    void: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    kept: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def left(self) -> tuple[str, ...]:
        """The contests whose results nobody has decided about."""
        return tuple(ref for ref, (_, chosen) in self.choices.items() if chosen is None)


def settle_later(
    before: EventState,
    after: EventState,
    chosen: Mapping[str, Choice],
    *,
    otherwise: Literal["void", "safe"] | None = None,
) -> Settlement:
    """Decide about the results *after* left behind that *before* had not, upstream first.

    A choice that is not possible is not taken. *otherwise* is for those without one: ``void`` or ``safe`` (moved to
    where the two meet now, else void); with ``None`` they stay as they are, counting for nobody.
    """
    done = Settlement(after)
    known = set(before.resolved.stale) if before.resolved else set()
    while (ref := _next(done, known)) is not None:
        if _upset(done, ref):
            continue
        allowed = _choices(before, done.state, ref)
        choice = chosen[ref] if chosen.get(ref) in allowed else None
        if choice is None and otherwise is not None:
            choice = allowed[0] if otherwise == "safe" else "void"
        done.choices[ref] = allowed, choice
        if choice == "keep":
            done.kept[ref] = _pin(before, done.state, ref)
            done.state = settle(replace(done.state, pins={**done.state.pins, ref: done.kept[ref]}))
        elif choice is not None:
            outcome, to = done.state.outcomes[ref], _meeting(done.state, ref)
            done.state = _without(done.state, ref)
            if choice == "move" and to is not None:
                done.moved[ref] = to
                done.state = done.state.with_outcomes({**done.state.outcomes, to: outcome})
            else:
                done.void.append(ref)
    return done


def _next(done: Settlement, known: set[str]) -> str | None:
    """The first result left behind that has no choice yet: in the order of the plan, then those outside it."""
    assert done.state.plan is not None
    assert done.state.resolved is not None
    settled = done.choices.keys() - done.kept.keys() - set(done.moved.values())
    stale = set(done.state.resolved.stale) - known - settled
    order = (contest.ref for contest in done.state.plan.contests)
    return next((ref for ref in order if ref in stale), min(stale, default=None))


def _upset(done: Settlement, ref: str) -> bool:
    """Void a result kept or moved whose sides a choice made after it has taken away again; whether it is such a one."""
    origin = next((was for was, to in done.moved.items() if to == ref), ref if ref in done.kept else None)
    if origin is None:
        return False
    done.kept.pop(origin, None)
    done.moved.pop(origin, None)
    done.void.append(origin)
    allowed, _ = done.choices[origin]
    done.choices[origin] = tuple(one for one in allowed if one == "void"), "void"
    done.state = _without(done.state, ref)
    return True


def _without(state: EventState, ref: str) -> EventState:
    """*state* without the result of *ref*, and nobody pinned there."""
    outcomes = {one: outcome for one, outcome in state.outcomes.items() if one != ref}
    return settle(replace(state, outcomes=outcomes, pins={one: p for one, p in state.pins.items() if one != ref}))


def _choices(before: EventState, state: EventState, ref: str) -> tuple[Choice, ...]:
    """What may become of the result left behind in *ref*, the safe one first."""
    moves: tuple[Choice, ...] = ("move",) if _meeting(state, ref) is not None else ()
    return (*moves, "void", *(("keep",) if _keeps(before, state, ref) else ()))


def _pin(before: EventState, state: EventState, ref: str) -> tuple[int, int]:
    """The entries that played *ref*, in the order of the plan."""
    outcome = state.outcomes[ref]
    first, second = before.sides(ref)
    turned = first == outcome.b or second == outcome.a  # one of them may stand elsewhere by now
    return (outcome.b, outcome.a) if turned else (outcome.a, outcome.b)


def _keeps(before: EventState, state: EventState, ref: str) -> bool:
    """Whether the two who played *ref* can be let meet there: both wait somewhere and nothing else is upset."""
    assert state.plan is not None
    assert state.resolved is not None
    contest = next((c for c in state.plan.contests if c.ref == ref), None)
    if contest is None or contest.group:
        return False
    trial = settle(replace(state, pins={**state.pins, ref: _pin(before, state, ref)}))
    assert trial.resolved is not None
    return not (set(trial.resolved.stale) - (set(state.resolved.stale) - {ref}))


def _meeting(state: EventState, ref: str) -> str | None:
    """The contest without a result in which those who played *ref* meet now, and under whose rules it could stand."""
    assert state.plan is not None
    outcome = state.outcomes[ref]
    for contest in state.plan.contests:
        if (
            contest.ref != ref
            and contest.ref not in state.outcomes
            and {*state.sides(contest.ref)} == {outcome.a, outcome.b}
            and _may_stand(state, ref, contest.ref, outcome)
        ):
            return contest.ref
    return None


def _may_stand(state: EventState, ref: str, other: str, outcome: Outcome) -> bool:
    """Whether a result of *ref* is one *other* could have: scored alike, and decided where somebody must go on."""
    assert state.plan is not None
    stages = {contest.ref: contest.stage for contest in state.plan.contests}
    if ref not in stages or state.scoring[stages[ref]] != state.scoring[stages[other]]:
        return False
    undecided = outcome.winner is None and outcome.kind is Kind.PLAYED
    return not (undecided and stages[other] != "group")
