"""Where the results of an event stand: provisional, official, under protest, or amended since they were official."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.store.columns import COLUMNS
from tournament_app.store.rowlog import decode, digest, encode
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tournament_app.store.rowlog import Reading

State = Literal["provisional", "official", "protest", "amended"]
STANDS: dict[str, Text] = {
    "provisional": Text("provisional"),
    "official": Text("official"),
    "protest": Text("under protest"),
    "amended": Text("amended"),
}
"""Where the results of an event stand, for people."""
DECIDED = ("result", "mark", "lot", "adjustment", "withdrawal", "pinned_sides", "bye")
"""What the results of an event are made of; whoever confirms them confirms these."""
_PASSING = ("id", "at", "event_id")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where results stand and since when: *who* confirmed, protested or amended them; *at* in ISO form."""

    state: State
    who: str = ""
    at: str = ""


def stand(db: Reading, event_id: int) -> Stand:
    """Where the results of one event stand now.

    A protest nobody has decided comes first; official results changed since are amended until confirmed again.
    """
    return db.memo(("stand", event_id), lambda reading: _stand(reading, event_id))


def _stand(db: Reading, event_id: int) -> Stand:
    protests = [row for row in db.find("protest", event_id=event_id) if row["state"] == "open"]
    if protests:
        return Stand("protest", protests[0]["who"], protests[0]["lodged"])
    row = db.one("confirmation", event_id=event_id)
    if row is None:
        return Stand("provisional")
    if row["state"] != "official" or row["digest"] == results_digest(db, event_id):
        return Stand(row["state"], row["who"], row["at"])
    act = first_act_since(db, row["act"] + 1, DECIDED, event_id)
    return Stand("amended", *(act[1:] if act else (row["who"], row["at"])))


def protested(db: Reading) -> frozenset[tuple[int, str]]:
    """Event and contest of every protest nobody has decided yet."""
    return frozenset((row["event_id"], row["contest"]) for row in db.find("protest") if row["state"] == "open")


def results_digest(db: Reading, event_id: int) -> str:
    """What the results of an event are made of, as a hash: the same as long as nobody corrects one."""
    found = [
        [table, sorted(encode({k: v for k, v in row.items() if k not in _PASSING}) for row in rows)]
        for table in DECIDED
        if (rows := db.find(table, event_id=event_id))
    ]
    return digest(found)


def first_act_since(
    db: Reading, after: int, tables: Collection[str], event_id: int | None = None
) -> tuple[int, str, str] | None:
    """The first act behind the act *after* that wrote these *tables* (of one event): id, who, when."""
    found = db.fetch(
        f'SELECT "id", "at", "actor", "changes" FROM "audit" WHERE "id" > {int(after)} ORDER BY "id"'  # noqa: S608
    )
    known: dict[str, set[int]] = {}

    def of_event(table: str, row_id: int, row: Mapping[str, Any]) -> bool:
        """Whether a changed row is of the event; one that no event owns (an athlete) may be."""
        if event_id is None or "event_id" in row:
            return event_id is None or bool(row["event_id"] == event_id)
        if table == "event":
            return row_id == event_id
        if all(column.name != "event_id" for column in COLUMNS[table]):
            return True
        if table not in known:
            known[table] = {one["id"] for one in db.find(table, event_id=event_id)}
        return row_id in known[table]

    for id_, at, actor, changes in found:
        for table, row_id, before, now in decode(changes):
            if table in tables and of_event(table, row_id, {**(before or {}), **(now or {})}):
                return int(id_), str(actor), str(at)
    return None
