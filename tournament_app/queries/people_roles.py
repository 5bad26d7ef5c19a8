"""The people who run the tournament, for the list that gives them their roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.people import person_key
from tournament_app.queries.tournament import sport_rows

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person; a referee without *venues* (ids) or *sports* (codes) works everywhere. Never the PIN."""

    id: int
    name: str
    role: str
    venues: tuple[int, ...]
    sports: tuple[str, ...]
    active: bool
    has_pin: bool
    where: str
    """The venues and sports in words; empty for everywhere."""


def person_rows(db: Reading) -> tuple[PersonRow, ...]:
    """Everybody on the list: those who may sign in first, by role and name."""
    venues = {row["id"]: row["name"] for row in db.find("venue")}
    sports = {code: sport.name for code, sport in sport_rows(db).items()}
    made = [
        PersonRow(
            row["id"],
            row["name"],
            row["role"],
            tuple(row["venues"]),
            tuple(row["sports"]),
            bool(row["active"]),
            bool(row["pin"]),
            ", ".join(
                [venues.get(id_, "?") for id_ in row["venues"]] + [sports.get(code, code) for code in row["sports"]]
            ),
        )
        for row in db.find("person")
    ]
    order = ("organiser", "secretary", "referee")
    return tuple(sorted(made, key=lambda p: (not p.active, order.index(p.role), person_key(p.name))))


def workplaces(db: Reading) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[str, str], ...]]:
    """The venues (id, name) and the sports (code, name) a referee can be kept to."""
    venues = tuple((row["id"], row["name"]) for row in sorted(db.find("venue"), key=lambda row: row["position"]))
    played = {row["sport"] for row in db.find("court")} | {row["rules"].get("sport") for row in db.find("event")}
    return venues, tuple((code, sport.name) for code, sport in sport_rows(db).items() if code in played)
