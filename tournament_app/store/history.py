"""What can be undone and redone, and the undoing itself.

An act is an audit row that undoes nothing. An undo undoes an act (or a redo); a redo undoes an undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tournament_app.errors import Refused, refuse
from tournament_app.store.built_upon import stands_on
from tournament_app.store.rowlog import decode
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading, Row, Rows


Seat = tuple[str, str]
"""Who does something: the person's name and the station."""
Around = Callable[["Rows"], AbstractContextManager[None]]
"""What an undo is done within, in the same transaction: it sees the tournament before and after."""


@dataclass(frozen=True)
class Reversal:
    """Several *acts* taken back one after the other, newest first: for a look at what would follow."""

    acts: tuple[int, ...]

    def words(self) -> Text:
        """What it is."""
        return Text("an undo")

    def apply(self, rows: Rows) -> None:
        """As :meth:`Store.undo` for each of them."""
        for act in together(rows, self.acts):
            reverse(rows, act, alone=False)


PRINTING = "RecordPrints"
"""Paper that is out stays out: were its counting undone, two copies would bear one number."""
NO_ACTS = ("TryPin", "TryRecoveryCode", PRINTING)
"""What stands in the history and changed nothing of the tournament: it is not undone, and redo goes on behind it."""
FOUNDING = "CreateTournament"
"""The act that made the tournament: without it the file would hold none, and every question to it would fail."""
_ACTS = f""""command" NOT IN ({", ".join(f"'{name}'" for name in NO_ACTS)})"""


class _Undone:
    """Which audit rows hold and which are taken back."""

    def __init__(self, reading: Reading) -> None:
        found = reading.fetch('SELECT "id", "undoes" FROM "audit" WHERE "undoes" IS NOT NULL ORDER BY "id"')
        self.undoes: dict[int, int] = {int(id_): int(act) for id_, act in found}
        self.taken_back: set[int] = set()
        for id_ in reversed(self.undoes):  # newest first: whether a row holds is known before the row it undoes
            if id_ not in self.taken_back:
                self.taken_back.add(self.undoes[id_])

    def is_redo(self, id_: int) -> bool:
        """Whether the row brings back what an undo took away."""
        depth = 0
        while id_ in self.undoes:
            id_, depth = self.undoes[id_], depth + 1
        return depth % 2 == 0


def undoable(reading: Reading, seat: Seat | None = None) -> Row | None:
    """The newest act that holds; with *seat*, of those done there."""
    taken_back = _Undone(reading).taken_back
    found = reading.fetch(
        f'SELECT "id", "actor", "station" FROM "audit" WHERE "undoes" IS NULL AND {_ACTS} '  # noqa: S608
        f"""AND "command" <> '{FOUNDING}' ORDER BY "id" DESC"""
    )
    mine = (id_ for id_, *by in found if id_ not in taken_back and seat in (None, tuple(by)))
    return next((reading.get("audit", id_) for id_ in mine), None)


def redoable(reading: Reading, seat: Seat | None = None) -> Row | None:
    """The newest undo that holds, if no act came after it; with *seat*, of what was done there."""
    state = _Undone(reading)
    found = reading.fetch(f'SELECT "id", "actor", "station" FROM "audit" WHERE {_ACTS} ORDER BY "id" DESC')  # noqa: S608
    for id_, *by in found:
        if seat in (None, tuple(by)):
            if id_ not in state.undoes:
                return None
            if id_ not in state.taken_back and not state.is_redo(id_):
                return reading.get("audit", id_)
    return None


def together(rows: Rows, acts: Sequence[int]) -> list[Row]:
    """The audit rows *acts*, newest first, to take back one after the other; refused if any other stands on the last.

    They are looked through once, not once for each: thousands may stand on an import.
    """
    undone = _Undone(rows)
    found = [act_to_undo(rows, audit_id, undone=undone) for audit_id in acts]
    if later := [row for row in built_upon(rows, found[-1]) if row["id"] not in set(acts)]:
        raise _stands_on(later[0])
    return found


def act_to_undo(rows: Rows, audit_id: int | None, seat: Seat | None = None, undone: _Undone | None = None) -> Row:
    """The audit row to take back: the one given, else the newest of *seat*; refused if there is none left to take."""
    act = undoable(rows, seat) if audit_id is None else rows.one("audit", id=audit_id)
    if act is None:
        raise refuse("nothing_to_undo", Text("There is nothing to undo."))
    if act["command"] == PRINTING:
        raise refuse("no_act", Text("What is printed stays printed. Print again what has changed since."))
    if act["command"] in NO_ACTS:
        raise refuse("no_act", Text("A wrong PIN is not undone."))
    if act["command"] == FOUNDING:
        raise refuse(
            "founding_act", Text("The making of the tournament is not undone. To be rid of it, delete its file.")
        )
    if act["id"] in (undone or _Undone(rows)).taken_back:
        raise refuse("already_undone", Text("This was undone already."))
    return act


def undo_to_redo(rows: Rows, seat: Seat | None = None) -> Row:
    """The audit row of the undo to take back; refused if there is none."""
    undo = redoable(rows, seat)
    if undo is None:
        raise refuse("nothing_to_redo", Text("There is nothing to redo."))
    return undo


def built_upon(reading: Reading, act: Row) -> list[Row]:
    """The acts that hold and stand on what *act* wrote or on each other, newest first: they are undone before it."""
    state = _Undone(reading)
    found = reading.fetch(
        f'SELECT "id", "undoes", "changes" FROM "audit" WHERE "id" > {act["id"]} ORDER BY "id"'  # noqa: S608
    )
    later = {
        int(id_): decode(changes)
        for id_, undoes, changes in found
        if id_ not in state.taken_back and (undoes is None or undoes < act["id"])
    }
    return [reading.get("audit", id_) for id_ in reversed(stands_on(reading, act["changes"], later))]


def reverse(rows: Rows, act: Row, *, alone: bool = True) -> None:
    """Write what was before *act* back, last change first; refused if later acts stand on it or changed its rows.

    If it is not taken back *alone*, :func:`together` has seen to what stands on it.
    """
    if alone and (later := built_upon(rows, act)):
        raise _stands_on(later[0])
    for table, id_, before, after in reversed(act["changes"]):
        now = rows.one(table, id=id_)
        if (now is None) != (after is None):
            raise _conflict(rows, act, table, id_)
        if now is not None and any(now[name] != value for name, value in after.items()):
            raise _conflict(rows, act, table, id_)
        if after is None:
            rows.add(table, id=id_, **before)
        elif before is None:
            rows.remove(table, id_)
        else:
            rows.change(table, id_, **before)


def _conflict(reading: Reading, act: Row, table: str, id_: int) -> Refused:
    newer = reading.fetch(
        f'SELECT "id", "changes" FROM "audit" WHERE "id" > {act["id"]} ORDER BY "id" DESC'  # noqa: S608
    )
    for newer_id, changes in newer:
        if any(change[0] == table and change[1] == id_ for change in decode(changes)):
            return _stands_on(reading.get("audit", newer_id))
    return depended_on(act)


def _stands_on(row: Row) -> Refused:
    return refuse(
        "conflict",
        Text(
            "{who} changed the same thing at {at} with {act}. Nothing was undone. Undo that first.",
            who=row["actor"] or row["station"] or row["role"],
            at=f"{datetime.fromisoformat(row['at']).astimezone():%H:%M %d/%m/%Y}",
            act=_words(row),
        ),
    )


def depended_on(act: Row) -> Refused:
    """The refusal when something that came later stands on what *act* wrote."""
    return refuse(
        "conflict",
        Text(
            "Something done after {act} depends on it. Nothing was undone. Undo the later act first.",
            act=act["command"],
        ),
    )


def _words(row: Row) -> Text:
    """What an audit row did, in the words its command had for it; ids in them stay ids here."""
    if row["undoes"] is not None:
        return Text("an undo") if row["command"] == "Undo" else Text("a redo")
    return _said(row["arguments"]["words"])


def _said(words: dict[str, Any]) -> Text:
    values = {name: _said(value) if isinstance(value, dict) else value for name, value in words["values"].items()}
    return Text(words["source"], **values)
