"""Results that are carried from the first groups into a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tournament_app.domain.plan import Contest
    from tournament_app.queries.event_state import EventState


def carried_contests(state: EventState, group: str, side: str, other: str) -> list[Contest]:
    """What two members of *group*, by reference, played against each other before, where that counts in it."""
    if state.plan is None or state.resolved is None or group not in state.plan.carried:
        return []
    known = state.resolved.known
    pair = {known[one].entry if one in known else None for one in (side, other)}
    return [c for c in state.plan.contests if c.group in state.plan.groups and set(state.sides(c.ref)) == pair]
