"""Signing in: the PIN, the growing wait after wrong ones, and who may pass while the roles are turned on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from tournament_app.errors import refuse
from tournament_app.store import permits, pins
from tournament_app.store.store import Actor
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.store.rowlog import Reading, Row, Rows
    from tournament_app.store.store import Store

FREE, LONGEST = 2, 300
"""So many wrong PINs in a row cost no wait; then 2 s, doubled each time, and never more than so many seconds."""
OPEN = frozenset({"TryPin", "TryRecoveryCode"})
"""What is done by somebody who is not signed in yet."""


def sign_in(store: Store, name: str, pin: str, station: str = "") -> Actor:
    """Who may act from now on as *name*; refuses a wrong PIN, and any PIN while there is a wait after wrong ones."""
    person = store.run(TryPin(name, pin), Actor("", "", station)).value
    if person is None:
        raise refuse("wrong_pin", Text("This is not the PIN of {who}.", who=name), "pin")
    store.signed_in[person["id"]] = person["pin"]
    return Actor(person["name"], person["role"], station, person["id"])


def sign_out(store: Store, actor: Actor) -> None:
    """The person has gone."""
    store.signed_in.pop(actor.person, None)


def recover(store: Store, code: str, station: str = "") -> None:
    """Turn the roles off by the recovery code, when no organiser knows a PIN any more; refuses a wrong code."""
    if not store.run(TryRecoveryCode(code), Actor("", "", station)).value:
        raise refuse("wrong_code", Text("This is not the recovery code of this tournament."), "code")


def people(db: Reading) -> list[Row]:
    """Who can sign in, by name."""
    return sorted((row for row in db.find("person", active=1) if row["pin"]), key=lambda row: str(row["name"]))


def allowed(rows: Rows, actor: Actor, signed_in: Mapping[int, str], command: str, arguments: Row) -> Row | None:
    """The person who does this; refuses who is not signed in, and what this role may not do."""
    if command in OPEN:
        return None
    person = rows.one("person", id=actor.person, active=1)
    if person is None or not person["pin"] or signed_in.get(actor.person) != person["pin"]:
        raise refuse("sign_in", Text("Sign in first: in this tournament everybody has a PIN. Nothing was changed."))
    permits.check_role(person["role"], permits.root_command(rows, command, arguments))
    return person


@dataclass
class TryPin:
    """Somebody types the PIN of *who*. Wrong ones are counted in the history, whatever becomes of the program."""

    who: str
    pin: str = field(repr=False)
    right: bool = False

    def words(self) -> Text:
        """What history shows."""
        return (
            Text("Signed in after wrong PINs: {who}", who=self.who)
            if self.right
            else Text("Wrong PIN typed for {who}", who=self.who)
        )

    def apply(self, rows: Rows) -> Row | None:
        """The person, or nobody if the PIN is wrong; refuses to look while there is a wait."""
        person = rows.one("person", name=self.who, active=1)
        if person is None:
            raise refuse("unknown_person", Text("Nobody called {who} can sign in here.", who=self.who), "who")
        _wait(rows, self.who)
        self.right = pins.fits(person["pin"], self.pin)
        _count(rows, self.who, right=self.right)
        return person if self.right else None


@dataclass
class TryRecoveryCode:
    """Somebody types the recovery code: the right one turns the roles off."""

    code: str = field(repr=False)
    right: bool = False

    def words(self) -> Text:
        """What history shows."""
        return Text("Roles turned off by the recovery code") if self.right else Text("Wrong recovery code typed")

    def apply(self, rows: Rows) -> bool:
        """Whether it was the right one; refuses to look while there is a wait."""
        access = rows.find("access")
        if not access:
            raise refuse("roles_off", Text("The roles are off already."))
        _wait(rows, "")
        self.right = pins.fits(access[0]["recovery"], pins.code_as_kept(self.code))
        _count(rows, "", right=self.right)
        if self.right:
            rows.remove("access", access[0]["id"])
        return self.right


def seconds_left(row: Row, now: datetime) -> int:
    """How long nobody looks at another PIN. A clock set back to before the last one frees: nobody is shut out."""
    if row["times"] <= FREE:
        return 0
    gone = (now - datetime.fromisoformat(row["at"])).total_seconds()
    wait = min(2 ** min(row["times"] - FREE, 20), LONGEST)
    return 0 if gone < 0 or gone >= wait else ceil(wait - gone)


def _wait(rows: Rows, who: str) -> None:
    row = rows.one("wrong_pin", who=who)
    left = seconds_left(row, datetime.fromisoformat(rows.now)) if row else 0
    if left:
        raise refuse("wait", Text("Too many wrong PINs. The next one is looked at in {n} seconds.", n=left), "pin")


def _count(rows: Rows, who: str, *, right: bool) -> None:
    row = rows.one("wrong_pin", who=who)
    if row is None:
        if not right:
            rows.add("wrong_pin", who=who, times=1, at=rows.now)
    elif right:
        rows.remove("wrong_pin", row["id"])
    else:
        rows.change("wrong_pin", row["id"], times=row["times"] + 1, at=rows.now)
