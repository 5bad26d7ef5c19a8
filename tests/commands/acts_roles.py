"""What people do with the list of people: added, changed, given PINs, roles turned on and off.

Whoever acts is signed in as the first person of the list, an organiser, and stays one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tournament_app.commands import roles
from tournament_app.store.permits import ROLES

if TYPE_CHECKING:
    from random import Random

    from tournament_app.store.rowlog import Reading
    from tournament_app.store.store import Actor, Store

HASH = "$argon2id$v=19$m=65536,t=3,p=4$made$up"


def let_in(store: Store, actor: Actor) -> None:
    """Put *actor* on the list as an organiser, signed in; for as long as the roles are off nothing changes by that."""
    assert store.run(roles.AddPerson(actor.name, "organiser", pin=HASH), actor).value == actor.person
    store.signed_in[actor.person] = HASH


def add(db: Reading, dice: Random) -> Any:
    venues = tuple(row["id"] for row in db.find("venue") if dice.random() < 0.3)
    sports = tuple({row["sport"] for row in db.find("court") if dice.random() < 0.2})
    return roles.AddPerson(f"Trọng tài {dice.random()}", dice.choice(ROLES), venues, sports)


def _other(db: Reading, dice: Random) -> int | None:
    others = [row["id"] for row in db.find("person")[1:]]
    return dice.choice(others) if others else None


def change(db: Reading, dice: Random) -> Any:
    other = _other(db, dice)
    values = dice.choice(({"role": dice.choice(ROLES)}, {"name": f"Bình {dice.random()}"}, {"active": 0}))
    return add(db, dice) if other is None else roles.ChangePerson(other, values)


def set_pin(db: Reading, dice: Random) -> Any:
    other = _other(db, dice)
    return add(db, dice) if other is None else roles.SetPin(other, f"{HASH}{dice.random()}")


def turn_on(db: Reading, dice: Random) -> Any:
    return roles.TurnRolesOff() if db.find("access") and dice.random() < 0.7 else roles.TurnRolesOn(HASH)


def turn_off(db: Reading, dice: Random) -> Any:
    return roles.TurnRolesOff() if db.find("access") else roles.TurnRolesOn(HASH)
