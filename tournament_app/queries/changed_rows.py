"""What an act changed, row by row, in words: what stood there before and what stands there after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tournament_app.domain.scoring import score_words
from tournament_app.queries.fields import FIELDS, KIND_WORDS
from tournament_app.queries.history import known_names
from tournament_app.queries.matches import matches_by_key
from tournament_app.queries.printed import DOCUMENT_WORDS
from tournament_app.queries.protests import PROTEST_STATES
from tournament_app.queries.stand import STANDS
from tournament_app.queries.tournament import clock, court_rows, tournament_row
from tournament_app.store.permits import SAID
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.queries.history import ActRow
    from tournament_app.store.rowlog import Reading

MOST = 30
"""Rows of one act that are shown in words; an import has thousands."""
TABLES = {
    "tournament": Text("Tournament"),
    "rule": Text("Rule"),
    "session": Text("Playing session"),
    "venue": Text("Venue"),
    "court": Text("Court"),
    "event": Text("Event"),
    "delegation": Text("Delegation"),
    "athlete": Text("Athlete"),
    "entry": Text("Entry"),
    "member": Text("Member of an entry"),
    "form": Text("Registration form"),
    "form_problem": Text("Problem of a form"),
    "draw": Text("Draw"),
    "draw_place": Text("Place in the draw"),
    "ball_draw": Text("Balls drawn so far"),
    "slot": Text("Time and court"),
    "call": Text("Call"),
    "result": Text("Result"),
    "mark": Text("Mark"),
    "lot": Text("Lots drawn"),
    "adjustment": Text("Decisions on tables"),
    "look": Text("Score typed once"),
    "protest": Text("Protest"),
    "print": Text("Printed paper"),
    "confirmation": Text("State of the results"),
    "bye": Text("Bye in a Swiss"),
    "withdrawal": Text("Withdrawal"),
    "pinned_sides": Text("Sides by decision"),
    "person": Text("Person"),
    "access": Text("Roles and PINs"),
    "wrong_pin": Text("Wrong PINs in a row"),
}
_WORDS: dict[tuple[str, str], Mapping[Any, Text]] = {
    ("result", "kind"): KIND_WORDS,
    ("look", "kind"): KIND_WORDS,
    ("confirmation", "state"): STANDS,
    ("protest", "state"): PROTEST_STATES,
    ("print", "document"): DOCUMENT_WORDS,
    ("lot", "how"): {"lots": Text("Lots drawn"), "decision": Text("Decision with a reason")},
    ("person", "role"): SAID,
}
"""What stands for something else, in words."""
_YES = frozenset({"active", "locked", "pinned", "leader", "guest", "tentative"})
_ENTRIES = frozenset({"entry_id", "winner", "a", "b"})


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row an act wrote: what it is, and its fields as (name, before, after); empty words where nothing stood."""

    title: str
    fields: tuple[tuple[str, str, str], ...]


def changed_rows(db: Reading, act: ActRow) -> tuple[list[ChangedRow], int]:
    """The rows *act* wrote, at most :data:`MOST` of them, and how many more there are."""
    say = _Sayer(db)
    shown = act.changes[:MOST]
    return [say.row(*change) for change in shown], len(act.changes) - len(shown)


class _Sayer:
    def __init__(self, db: Reading) -> None:
        self.db = db
        self.names = known_names(db)
        self.courts = {court.id: f"{court.name}, {court.venue}" for court in court_rows(db)}
        self.tournament = tournament_row(db)
        self.matches = matches_by_key(db)

    def row(self, table: str, id_: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> ChangedRow:
        whole = {**(self.db.one(table, id=id_) or {}), **(before or {}), **(after or {})}
        names = [name for name in FIELDS if name in (before or {}) or name in (after or {})]
        fields = tuple(
            (str(FIELDS[name]), self.value(name, before, table), self.value(name, after, table)) for name in names
        )
        told = tuple(field for field in fields if field[1] != field[2])
        word = str(TABLES.get(table, table))
        what = self._which(table, whole)
        title = f"{word}: {what}" if what else word
        if before is None:
            title = tr("{row} (new)", row=title)
        elif after is None:
            title = tr("{row} (removed)", row=title)
        return ChangedRow(title, told)

    def value(self, name: str, row: dict[str, Any] | None, table: str) -> str:
        value = (row or {}).get(name)
        if value is None or value == "":
            return ""
        if name in _ENTRIES:
            return str(self.names["entry"].get(value, value))
        if name in {"athlete_id", "delegation_id"}:
            return str(self.names[name.removesuffix("_id")].get(value, value))
        if isinstance(value, dict | list):
            return self._several(name, value)
        if name == "start" and table == "slot":
            return f"{clock(value)} {self.tournament.date_of(value):%d/%m}"
        return self._plain(name, value, table)

    def _plain(self, name: str, value: Any, table: str) -> str:
        if name in _YES:
            return tr("yes") if value else tr("no")
        if name == "court_id":
            return self.courts.get(int(value), str(value))
        words = _WORDS.get((table, name), {})
        return str(words.get(value, value))

    def _several(self, name: str, value: Any) -> str:
        if name == "games":
            return score_words(tuple((a, b) for a, b in value))
        if name == "order":
            return ", ".join(str(self.names["entry"].get(one, one)) for one in value)
        return tr("{n} items", n=len(value))

    def _which(self, table: str, row: dict[str, Any]) -> str:
        if "contest" in row and (match := self.matches.get((row["event_id"], row["contest"]))):
            return tr("match {n}, {event}, {label}", n=match.number, event=match.event_name, label=match.label)
        if table == "member":
            athlete = self.names["athlete"].get(row.get("athlete_id", 0), "")
            return f"{athlete} – {self.names['entry'].get(row.get('entry_id', 0), '')}"
        if table == "entry":
            event = self.names["event"].get(row.get("event_id", 0), "")
            return str(self.names["entry"].get(row.get("id", 0), "") or event)
        if "event_id" in row:
            return str(self.names["event"].get(row["event_id"], ""))
        return str(row.get("name", row.get("code", row.get("file", ""))))
