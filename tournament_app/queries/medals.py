"""The medal table and the overall ranking of delegations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tournament_app.domain.medals import Overall, Placing, medal_table
from tournament_app.domain.medals import physical_medals as medals_for
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import event_states
from tournament_app.queries.results import AwardRow, award_rows, event_awards
from tournament_app.queries.tournament import rule_bodies

if TYPE_CHECKING:
    from fractions import Fraction

    from tournament_app.store.rowlog import Reading
    from tournament_app.words import Text


@dataclass(frozen=True, slots=True)
class MedalRow:
    """A delegation in the medal table; equal rows share *rank* and the next one skips, rank 0 is none.

    *points*: overall points.
    """

    id: int
    rank: int
    unit: str
    gold: int
    silver: int
    bronze: int
    total: int
    points: Fraction
    awards: tuple[AwardRow, ...]
    shared: bool = False
    """Whether another delegation has the same rank."""


@dataclass(frozen=True, slots=True)
class SpecialAward:
    """An award no place decides: its *name*, its *winner* as printed, a *note*."""

    id: int
    name: str
    winner: str
    note: str = ""

    @property
    def line(self) -> str:
        """As it is listed."""
        return f"{self.name}: {self.winner}" + (f" ({self.note})" if self.note else "")


def special_awards(db: Reading) -> tuple[SpecialAward, ...]:
    """The special awards by name, then as they were given."""
    rows = sorted(db.find("special_award"), key=lambda row: (row["name"], row["id"]))
    return tuple(SpecialAward(row["id"], row["name"], row["winner"], row["note"]) for row in rows)


def placings(db: Reading, sport: str | None = None) -> list[Placing]:
    """Every final place decided so far with its medal, of one *sport* or of all."""
    entries = entry_rows(db)
    found = []
    for state in event_states(db).values():
        if state.resolved is None or sport not in (None, state.rules.sport):
            continue
        medals = {award.entry: award.medal for award in event_awards(state)}
        for entry_id, place in state.resolved.places.items():
            row = entries[entry_id]
            medal = medals.get(entry_id)
            found.append(Placing(row.unit, state.rules.code, place, medal, len(row.member_ids)))
    return found


def overall_of(db: Reading) -> Overall:
    """The tournament's own rule for the overall ranking."""
    bodies: dict[str, dict[str, Any]] = rule_bodies(db, "overall")
    return Overall.of(next(iter(bodies.values()), {}))


def overall_rule(db: Reading) -> Text:
    """The rule of the overall ranking in words, as it stands under the table."""
    return overall_of(db).words()


def medal_rows(db: Reading, sport: str | None = None, mode: str | None = None) -> tuple[MedalRow, ...]:
    """The medal table, of one *sport* or of all; *mode* ``medals`` or ``points`` replaces the tournament's own rule."""
    return db.memo(("medals", sport, mode), lambda reading: _medal_rows(reading, sport, mode))


def _medal_rows(db: Reading, sport: str | None, mode: str | None) -> tuple[MedalRow, ...]:
    overall = overall_of(db)
    if mode in ("medals", "points", "placing"):
        overall = replace(overall, by=mode)  # type: ignore[arg-type]
    won = [row for row in award_rows(db) if sport in (None, row.sport)]
    delegations = db.find("delegation")
    ids = {row["name"]: row["id"] for row in delegations}
    entered: dict[str, set[int]] = {}
    for entry in entry_rows(db).values():
        entered.setdefault(entry.unit, set()).add(entry.event_id)
    table = medal_table(
        placings(db, sport),
        overall,
        guests={row["name"] for row in delegations if row["guest"]},
        entered={unit: len(events) for unit, events in entered.items()},
    )
    rewarded = {row.entry.unit for row in won}
    lines = [line for line in table if line.unit in ids and (line.unit in rewarded or line.total or line.points)]
    return tuple(
        MedalRow(
            ids[line.unit],
            line.rank,
            line.unit,
            line.gold,
            line.silver,
            line.bronze,
            line.total,
            line.points,
            tuple(row for row in won if row.entry.unit == line.unit),
            line.rank > 0 and sum(other.rank == line.rank for other in lines) > 1,
        )
        for line in lines
    )


def results(won: list[AwardRow]) -> list[Placing]:
    """Awards as the medal table counts them."""
    return [
        Placing(row.entry.unit, row.event, row.award.place, row.award.medal, len(row.entry.member_ids)) for row in won
    ]


def physical_medals(db: Reading) -> dict[str, int]:
    """How many medals of each kind to have ready, one for every athlete."""
    return {str(medal): n for medal, n in medals_for(results(list(award_rows(db)))).items()}
