"""The second look: a result that counts only after two people typed the same, the second without seeing the first.

What the first typed is kept as a claim. It moves nothing: no table, no next match. Where the second typed something
else both claims stand side by side until one of the two types again, or accepts what the other typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from tournament_app.commands.later import settling
from tournament_app.errors import refuse
from tournament_app.queries.looks import look_rows, same_person
from tournament_app.store.rowlog import encode
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.queries.event_state import EventState
    from tournament_app.queries.later import Later
    from tournament_app.store.rowlog import Row, Rows

CLAIMED = ("a", "b", "kind", "games", "detail", "winner")
"""What two people must have typed alike; the reason of an exception each says in their own words."""


class Typed(Protocol):
    """The match somebody types a score for."""

    @property
    def event_id(self) -> int:
        """The event."""

    @property
    def contest(self) -> str:
        """The contest."""


def looked_twice(event: EventState, contest: str) -> bool:
    """Whether a result of *contest* needs a second look by the rules of its event."""
    asked = event.rules.second_look
    return asked == "all" or (asked == "final" and event.contest_stage(contest) == "final")


def second_look(rows: Rows, typed: Typed, result: Row | None, values: dict[str, Any]) -> bool:
    """Whether what is typed counts now: somebody else claimed the same, or it is the result that stands already.

    Otherwise it is kept as the claim of this person, instead of an earlier one.
    """
    claim = {name: values[name] for name in CLAIMED}

    def alike(row: Row) -> bool:
        return encode([row[name] for name in CLAIMED]) == encode(list(claim.values()))

    if result is not None and alike(result):
        return True
    me, at = person(rows)
    mine = None
    for row in rows.find("look", event_id=typed.event_id, contest=typed.contest):
        if {row["a"], row["b"]} != {values["a"], values["b"]}:
            rows.remove("look", row["id"])  # typed for others than meet here now
        elif same_person((row["who"], row["station"]), (me, at)):
            mine = row
        elif alike(row):
            forget_looks(rows, typed.event_id, typed.contest)
            return True
    kept = {**claim, "override": values["override"], "who": me, "station": at, "at": rows.now}
    if mine is not None:
        rows.change("look", mine["id"], **kept)
    elif rows.count("look", event_id=typed.event_id, contest=typed.contest) < 2:
        rows.add("look", event_id=typed.event_id, contest=typed.contest, **kept)
    else:
        raise refuse("typed_twice", Text("Two people typed different scores. Let them agree first."))
    return False


@dataclass(frozen=True)
class AcceptLook:
    """Of two different scores the one kept in *look_id* is right, says somebody who did not type it."""

    event_id: int
    contest: str
    look_id: int
    voids: bool = False
    later: tuple[Later, ...] | None = ()

    def words(self) -> Text:
        """What history shows."""
        return Text("{contest} of {event}: one of two scores accepted", contest=self.contest, event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses one's own score, and one beside which no other stands for the same sides."""
        row = rows.get("look", self.look_id)
        if (row["event_id"], row["contest"]) != (self.event_id, self.contest):
            raise refuse("no_such_match", Text("This score is of another match."))
        waiting = {one.id for one in look_rows(rows, self.event_id, self.contest)}  # by those who meet there now
        if self.look_id not in waiting or len(waiting) < 2:
            raise refuse("not_differing", Text("A second person types the score first, without seeing this one."))
        if same_person((row["who"], row["station"]), person(rows)):
            raise refuse("own_score", Text("Nobody can confirm a score of their own. The other one accepts it."))
        values = {name: row[name] for name in (*CLAIMED, "override")} | {"at": rows.now}
        forget_looks(rows, self.event_id, self.contest)
        result = rows.one("result", event_id=self.event_id, contest=self.contest)
        with settling(rows, self.later, event_id=self.event_id, voids=self.voids):
            if result is None:
                rows.add("result", event_id=self.event_id, contest=self.contest, **values)
            else:
                rows.change("result", result["id"], **values)


def forget_looks(rows: Rows, event_id: int, contest: str) -> bool:
    """Take away what was claimed for a match; whether there was anything."""
    found = rows.find("look", event_id=event_id, contest=contest)
    for row in found:
        rows.remove("look", row["id"])
    return bool(found)


def person(rows: Rows) -> tuple[str, str]:
    """Who sits there: the name, of the person signed in where roles are on, and the station."""
    return (str(rows.person["name"]) if rows.person else rows.actor), rows.station
