"""Random formats of every kind, for the properties of plans and of what comes out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import assume
from hypothesis import strategies as st

from tournament_app.domain.formats import plan_for
from tournament_app.domain.rules import Format
from tournament_app.errors import Refused

if TYPE_CHECKING:
    from tournament_app.domain.plan import Plan

LOSERS = st.sampled_from(["out", "consolation", "all_places"])
KNOCKOUTS = st.builds(Format, kind=st.just("knockout"), third_place=st.booleans(), losers=LOSERS)
DOUBLE = st.builds(Format, kind=st.just("double_elimination"), reset=st.booleans())
ROUND_ROBINS = st.builds(Format, kind=st.just("round_robin"), legs=st.integers(1, 3))
GROUPS = st.builds(
    Format,
    kind=st.sampled_from(["auto", "groups"]),
    group_size=st.integers(2, 6),
    qualifiers=st.integers(1, 3),
    third_place=st.booleans(),
    losers=LOSERS,
    legs=st.integers(1, 2),
    groups=st.none() | st.integers(1, 6),
    best_next=st.integers(0, 3),
    compare=st.sampled_from(["normalised", "drop_last"]),
    second_groups=st.sampled_from([0, 0, 1, 2, 3]),
    second_qualifiers=st.integers(1, 2),
    carry=st.booleans(),
)
ZONES = st.builds(
    Format,
    kind=st.just("zones"),
    groups=st.integers(1, 5),
    qualifiers=st.integers(1, 2),
    second_size=st.sampled_from([0, 3, 4]),
    best_next=st.integers(0, 1),
    direct=st.integers(0, 3),
    losers=LOSERS,
)
FORMATS = st.one_of(KNOCKOUTS, DOUBLE, ROUND_ROBINS, GROUPS, ZONES)


@st.composite
def plans(draw: st.DrawFn, most: int = 40) -> Plan:
    """The plan of a random format for a number of entries it allows."""
    rules = draw(FORMATS)
    try:
        return plan_for(rules, draw(st.integers(2, 12 if rules.kind == "round_robin" else most)))
    except Refused:
        assume(False)
        raise
