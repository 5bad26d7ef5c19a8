"""Delegations, athletes and entries, changed by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tournament_app.domain.people import clean_name, match_key
from tournament_app.errors import refuse
from tournament_app.queries.entries import short_unit
from tournament_app.queries.fields import field_words, listed
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class AddDelegation:
    """Enter a delegation (đoàn); *guest*: from outside the bloc."""

    name: str
    short_name: str = ""
    guest: bool = False

    def words(self) -> Text:
        """What history shows."""
        return Text("Added the delegation {name}", name=self.name)

    def apply(self, rows: Rows) -> int:
        """The delegation's id; refuses a name that is taken, whatever its spelling."""
        key = match_key(self.name)
        if not key:
            raise refuse("no_name", Text("A delegation needs a name."), "name")
        if rows.one("delegation", key=key):
            raise refuse("name_taken", Text("{name} is entered already.", name=self.name), "name")
        short = self.short_name or short_unit(self.name)
        return rows.add("delegation", name=self.name, short_name=short, key=key, guest=int(self.guest))


@dataclass(frozen=True)
class ChangeDelegation:
    """Correct a delegation's name, short name or guest mark."""

    delegation_id: int
    values: dict[str, Any] = field(hash=False)

    def words(self) -> Text:
        """What history shows."""
        return Text("Changed {delegation}: {values}", delegation=self.delegation_id, values=_said(self.values))

    def apply(self, rows: Rows) -> None:
        """Refuses a name another delegation has."""
        values = dict(self.values)
        if "name" in values:
            values["key"] = match_key(values["name"])
            other = rows.one("delegation", key=values["key"])
            if other and other["id"] != self.delegation_id:
                raise refuse("name_taken", Text("{name} is entered already.", name=values["name"]), "name")
        rows.change("delegation", self.delegation_id, **values)


@dataclass(frozen=True)
class AddAthlete:
    """Enter an athlete for a delegation."""

    delegation_id: int
    name: str
    sex: str
    birth_year: int | None = None
    birth_date: str | None = None
    leader: bool = False
    post: str = ""

    def words(self) -> Text:
        """What history shows."""
        return Text("Added the athlete {name}", name=self.name)

    def apply(self, rows: Rows) -> int:
        """The athlete's id."""
        name = clean_name(self.name)
        if not name or self.sex not in ("M", "F"):
            raise refuse("athlete_incomplete", Text("An athlete needs a name and a sex."), "name")
        year = self.birth_year or (int(self.birth_date[:4]) if self.birth_date else None)
        return rows.add(
            "athlete",
            delegation_id=self.delegation_id,
            name=name,
            key=match_key(name),
            sex=self.sex,
            birth_year=year,
            birth_date=self.birth_date,
            leader=int(self.leader),
            post=self.post,
        )


@dataclass(frozen=True)
class ChangeAthlete:
    """Correct what is known of an athlete."""

    athlete_id: int
    values: dict[str, Any] = field(hash=False)

    def words(self) -> Text:
        """What history shows."""
        return Text("Changed {athlete}: {values}", athlete=self.athlete_id, values=_said(self.values))

    def apply(self, rows: Rows) -> None:
        """A new name is cleaned as an imported one is; a new birth date brings its year."""
        values = dict(self.values)
        if "name" in values:
            values["name"] = clean_name(values["name"])
            values["key"] = match_key(values["name"])
        if values.get("birth_date"):
            values["birth_year"] = int(values["birth_date"][:4])
        rows.change("athlete", self.athlete_id, **values)


@dataclass(frozen=True)
class RemoveAthlete:
    """Take out an athlete who stands in no entry."""

    athlete_id: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Removed {athlete}", athlete=self.athlete_id)

    def apply(self, rows: Rows) -> None:
        """Refuses an athlete who is entered."""
        if n := rows.count("member", athlete_id=self.athlete_id):
            raise refuse(
                "athlete_entered", Text("This athlete stands in {n} entries. Take the entries out first.", n=n)
            )
        rows.remove("athlete", self.athlete_id)


@dataclass(frozen=True)
class AddEntry:
    """Enter *athletes* of a delegation in an event as one single, pair or team."""

    event_id: int
    delegation_id: int
    athletes: tuple[int, ...]
    seed: int | None = None

    def words(self) -> Text:
        """What history shows."""
        return Text("Added an entry to {event}", event=self.event_id)

    def apply(self, rows: Rows) -> int:
        """The entry's id; refuses once the event is drawn (a late entry takes a free line, not a new draw)."""
        refuse_if_drawn(rows, self.event_id)
        return add_entry(rows, self.event_id, self.delegation_id, self.athletes, self.seed)


def add_entry(rows: Rows, event_id: int, delegation_id: int, athletes: tuple[int, ...], seed: int | None = None) -> int:
    """One more entry of a delegation: its id."""
    taken = [row["number"] for row in rows.find("entry", event_id=event_id, delegation_id=delegation_id)]
    entry_id = rows.add(
        "entry",
        event_id=event_id,
        delegation_id=delegation_id,
        number=max(taken, default=0) + 1,
        seed=seed,
        state="entered",
    )
    for position, athlete in enumerate(athletes):
        rows.add("member", entry_id=entry_id, athlete_id=athlete, position=position)
    return entry_id


@dataclass(frozen=True)
class ChangeMembers:
    """Replace the athletes of an entry: a partner who fell ill, a name on the wrong line."""

    entry_id: int
    athletes: tuple[int, ...]

    def words(self) -> Text:
        """What history shows."""
        return Text("Changed the athletes of {entry}", entry=self.entry_id)

    def apply(self, rows: Rows) -> None:
        """The entry keeps its place in the draw."""
        for row in rows.find("member", entry_id=self.entry_id):
            rows.remove("member", row["id"])
        for position, athlete in enumerate(self.athletes):
            rows.add("member", entry_id=self.entry_id, athlete_id=athlete, position=position)


@dataclass(frozen=True)
class RemoveEntry:
    """Take an entry out of an event before its draw."""

    entry_id: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Removed {entry}", entry=self.entry_id)

    def apply(self, rows: Rows) -> None:
        """Refuses once the event is drawn."""
        refuse_if_drawn(rows, rows.get("entry", self.entry_id)["event_id"])
        for table in ("member", "withdrawal", "adjustment"):
            for row in rows.find(table, entry_id=self.entry_id):
                rows.remove(table, row["id"])
        rows.remove("entry", self.entry_id)


@dataclass(frozen=True)
class SetSeed:
    """Give an entry its seeding number before the draw, or take it away."""

    entry_id: int
    seed: int | None

    def words(self) -> Text:
        """What history shows."""
        return Text("Seeded {entry} as {seed}", entry=self.entry_id, seed=self.seed or "-")

    def apply(self, rows: Rows) -> None:
        """Refuses a number below 1 or one that another entry of the event has."""
        entry = rows.get("entry", self.entry_id)
        refuse_if_drawn(rows, entry["event_id"])
        if self.seed is not None:
            if self.seed < 1:
                raise refuse("seed_number", Text("Seeds are numbered from 1."), "seed")
            other = rows.one("entry", event_id=entry["event_id"], seed=self.seed)
            if other and other["id"] != self.entry_id:
                raise refuse("seed_taken", Text("Another entry is seed {seed} already.", seed=self.seed), "seed")
        rows.change("entry", self.entry_id, seed=self.seed)


def refuse_if_drawn(rows: Rows, event_id: int) -> None:
    """Entries do not come or go once the draw stands."""
    if rows.one("draw", event_id=event_id):
        raise refuse("event_drawn", Text("This event is drawn. Undo its draw first, then change the entries."))


def _said(values: dict[str, Any]) -> Text | str:
    return listed(Text("{field} = {value}", field=field_words(name), value=value) for name, value in values.items())
