"""The people who run the tournament, their roles and PINs, and turning the roles on and off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tournament_app.errors import refuse
from tournament_app.store.permits import ROLES, SAID
from tournament_app.store.pins import is_hash
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.store.rowlog import Reading, Rows


@dataclass(frozen=True)
class AddPerson:
    """Somebody who may sign in, with a role; a referee may be kept to *venues* (ids) and *sports* (codes).

    *pin* is the hash of the PIN, never the PIN; without one the person cannot sign in yet.
    """

    name: str
    role: str
    venues: tuple[int, ...] = ()
    sports: tuple[str, ...] = ()
    pin: str = field(default="", repr=False)

    def words(self) -> Text:
        """What history shows."""
        return Text("Added {who} as {role}", who=self.name, role=SAID.get(self.role, self.role))

    def apply(self, rows: Rows) -> int:
        """The id of the person; refuses a name that is there already."""
        values = {"name": self.name, "role": self.role, "venues": self.venues, "sports": self.sports}
        checked = _checked(rows, values, 0)
        return rows.add("person", **checked, pin=_kept(self.pin) if self.pin else "", active=1)


@dataclass(frozen=True)
class ChangePerson:
    """Change a person's name, role, venues or sports, or whether they may sign in at all (*active*)."""

    person_id: int
    values: dict[str, Any] = field(hash=False)

    def words(self) -> Text:
        """What history shows."""
        return Text("Changed what a person may do")

    def apply(self, rows: Rows) -> None:
        """Refuses what a person does not have; the last organiser stays one while the roles are on."""
        rows.change("person", self.person_id, **_checked(rows, self.values, self.person_id))


@dataclass(frozen=True)
class SetPin:
    """Give a person a new PIN: their own, or by an organiser anybody's. *pin* is its hash, never the PIN."""

    person_id: int
    pin: str = field(repr=False)

    def words(self) -> Text:
        """What history shows."""
        return Text("Set a new PIN")

    def apply(self, rows: Rows) -> None:
        """Whoever is signed in with the old PIN signs in again. The count of wrong PINs begins anew."""
        rows.change("person", self.person_id, pin=_kept(self.pin))


@dataclass(frozen=True)
class TurnRolesOn:
    """From now on everybody signs in and does what the role allows. *recovery* is the hash of the recovery code."""

    recovery: str = field(repr=False)

    def words(self) -> Text:
        """What history shows."""
        return Text("Turned the roles on")

    def apply(self, rows: Rows) -> None:
        """Refuses it without an organiser who has a PIN."""
        if rows.find("access"):
            raise refuse("roles_on", Text("The roles are on already."))
        rows.add("access", recovery=_kept(self.recovery))


@dataclass(frozen=True)
class TurnRolesOff:
    """From now on nobody signs in; people and PINs are kept."""

    def words(self) -> Text:
        """What history shows."""
        return Text("Turned the roles off")

    def apply(self, rows: Rows) -> None:
        """Refuses it if they are off."""
        found = rows.find("access")
        if not found:
            raise refuse("roles_off", Text("The roles are off already."))
        rows.remove("access", found[0]["id"])


def _kept(pin: str) -> str:
    """The hash, looked at: a PIN itself must never get into the history."""
    if not is_hash(pin):
        raise ValueError("not a hash")
    return pin


def _checked(db: Reading, values: Mapping[str, Any], person_id: int) -> dict[str, Any]:
    """The values as they are written."""
    made = dict(values)
    if odd := sorted(made.keys() - {"name", "role", "venues", "sports", "active"}):
        raise refuse("unknown_field", Text("A person has no {fields}.", fields=", ".join(odd)))
    if "name" in made:
        made["name"] = " ".join(made["name"].split())
        if not made["name"]:
            raise refuse("no_name", Text("A person has a name."), "name")
        if any(row["name"] == made["name"] and row["id"] != person_id for row in db.find("person")):
            raise refuse("name_taken", Text("{who} is in the list already.", who=made["name"]), "name")
    if made.get("role", ROLES[0]) not in ROLES:
        raise refuse("unknown_role", Text("There is no such role."), "role")
    for name in ("venues", "sports"):
        if name in made:
            made[name] = sorted(made[name])
    for venue in made.get("venues", ()):
        db.get("venue", venue)
    return made
