"""Toy commands on the real tables."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tournament_app.errors import refuse
from tournament_app.store.store import Actor
from tournament_app.store.tables import metadata
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading, Rows

AN = Actor("An", "organiser", "bàn 1")
BINH = Actor("Bình", "referee", "bàn 2")
DATA = sorted(name for name in metadata.tables if name != "audit")


class Toy:
    def words(self) -> Text:
        return Text("A toy, {name}", name=type(self).__name__)


@dataclass(frozen=True)
class AddEvent(Toy):
    code: str

    def apply(self, rows: Rows) -> int:
        return rows.add("event", code=self.code, state="draft", rules={"môn": self.code})


@dataclass(frozen=True)
class AddVenue(Toy):
    name: str

    def apply(self, rows: Rows) -> int:
        return rows.add("venue", name=self.name)


@dataclass(frozen=True)
class RenameVenue(Toy):
    venue: int
    name: str

    def apply(self, rows: Rows) -> None:
        rows.change("venue", self.venue, name=self.name)


@dataclass(frozen=True)
class AddCourt(Toy):
    venue: int

    def apply(self, rows: Rows) -> int:
        return rows.add("court", venue_id=self.venue, name="Sân 1", boards=1)


@dataclass(frozen=True)
class RemoveRow(Toy):
    table: str
    id: int

    def apply(self, rows: Rows) -> None:
        rows.remove(self.table, self.id)


@dataclass(frozen=True)
class RecordResult(Toy):
    """A result as the desk writes it: look whether there is one, then write it."""

    event: int
    contest: str
    games: tuple[tuple[int, int], ...] = ((21, 15), (19, 21), (21, 18))

    def apply(self, rows: Rows) -> int:
        if rows.one("result", event_id=self.event, contest=self.contest):
            raise refuse("recorded", Text("There is a result already."))
        return rows.add(
            "result", event_id=self.event, contest=self.contest, a=1, b=2, kind="played", games=self.games,
            winner=1, override="", at=rows.now,
        )  # fmt: skip


@dataclass(frozen=True)
class Act(Toy):
    """One made-up command: several writes in several tables, chosen by the dice of *seed*."""

    seed: int
    steps: int

    def apply(self, rows: Rows) -> None:
        dice = random.Random(self.seed)
        for _ in range(self.steps):
            _STEPS[dice.randrange(len(_STEPS))](rows, dice)


def _pick(rows: Rows, dice: random.Random, table: str) -> int | None:
    found = rows.find(table)
    return dice.choice(found)["id"] if found else None


def _word(dice: random.Random) -> str:
    return "".join(dice.choice("aăâbcđêôơư '\"%?;\n") for _ in range(dice.randrange(8)))


def _add_event(rows: Rows, dice: random.Random) -> None:
    code = f"E{dice.randrange(30)}"
    if not rows.one("event", code=code):
        rows.add("event", code=code, rules={"số": dice.randrange(9), "list": [1, _word(dice), None, {"x": True}]})


def _add_venue(rows: Rows, dice: random.Random) -> None:
    venue = rows.add("venue", name=_word(dice), position=dice.randrange(5))
    rows.add("court", venue_id=venue, name=_word(dice))


def _change_event(rows: Rows, dice: random.Random) -> None:
    if id_ := _pick(rows, dice, "event"):
        rows.change("event", id_, state=dice.choice(("a", "b")), rules={"n": dice.randrange(3)})


def _change_court(rows: Rows, dice: random.Random) -> None:
    if (id_ := _pick(rows, dice, "court")) and (venue := _pick(rows, dice, "venue")):
        rows.change("court", id_, venue_id=venue, name=_word(dice))


def _remove_event(rows: Rows, dice: random.Random) -> None:
    if id_ := _pick(rows, dice, "event"):  # the parent first: foreign keys are looked at when the command ends
        rows.remove("event", id_)
        for result in rows.find("result", event_id=id_):
            rows.remove("result", result["id"])


def _remove_venue(rows: Rows, dice: random.Random) -> None:
    if id_ := _pick(rows, dice, "venue"):
        for court in rows.find("court", venue_id=id_):
            rows.remove("court", court["id"])
        rows.remove("venue", id_)


def _result(rows: Rows, dice: random.Random) -> None:
    if not (event := _pick(rows, dice, "event")):
        return
    contest = f"M{dice.randrange(4)}"
    found = rows.one("result", event_id=event, contest=contest)
    winner = dice.choice((None, 1, 2))
    if found:
        rows.change("result", found["id"], winner=winner, games=[[dice.randrange(22), 3]])
    else:
        rows.add("result", event_id=event, contest=contest, winner=winner)


def _swap_codes(rows: Rows, dice: random.Random) -> None:
    events = rows.find("event")
    if len(events) > 1:
        one, other = dice.sample(events, 2)
        rows.change("event", one["id"], code="-")
        rows.change("event", other["id"], code=one["code"])
        rows.change("event", one["id"], code=other["code"])


def _replace_event(rows: Rows, dice: random.Random) -> None:
    if id_ := _pick(rows, dice, "event"):
        if rows.count("result", event_id=id_):
            return
        code = rows.get("event", id_)["code"]
        rows.remove("event", id_)
        rows.add("event", code=code, state="new")


_STEPS = (
    _add_event, _add_event, _add_venue, _change_event, _change_court, _remove_event, _remove_venue, _result, _result,
    _swap_codes, _replace_event,
)  # fmt: skip


def everything(reading: Reading) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables but the audit."""
    return {table: reading.find(table) for table in DATA}


@dataclass
class Ticking:
    """A clock that is asked for the time and then is a second on."""

    at: Any
    step: Any
    asked: list[Any] = field(default_factory=list)

    def __call__(self) -> Any:
        self.asked.append(self.at)
        self.at += self.step
        return self.asked[-1]
