"""The draw of an event: made, locked, changed by hand, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tournament_app.commands.draw_record import list_to_draw, plan_of, write_draw
from tournament_app.commands.heats import write_heats
from tournament_app.domain.draw import draw, swap
from tournament_app.domain.protocol import public_seed
from tournament_app.domain.rules import EventRules
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.rules import Format
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class DrawEvent:
    """Draw an event from its entries. The same entries and *seed* give the same draw on every machine.

    Entries are listed by delegation in Vietnamese order, then by number; that list, not a database's ids, is drawn.

    *format* replaces the event's own for this draw, as the draw meeting decides. In a public draw the seed is made of
    the hash of the list and of what the *hall* gave; *digest* is the hash it was shown, at the moment *shown*.
    """

    event_id: int
    seed: str = ""
    format: Format | None = None
    hall: tuple[str, ...] = ()
    digest: str = ""
    shown: str = ""

    def words(self) -> Text:
        """What history shows."""
        if self.hall:
            return Text("Drew {event} in public, the hall gave {hall}", event=self.event_id, hall=", ".join(self.hall))
        return Text("Drew {event} with the seed {seed}", event=self.event_id, seed=self.seed)

    def apply(self, rows: Rows) -> str:
        """The code to print; refuses a locked draw, one with results, fewer than two entries and another list."""
        rules = EventRules.of(rows.get("event", self.event_id)["rules"])
        clear_draw(rows, self.event_id, rules.name)
        found = list_to_draw(rows, self.event_id, rules, self.format, self.digest)
        seed = public_seed(found.digest, self.hall) if self.hall else self.seed
        if rules.play != "matches":
            return write_heats(rows, self.event_id, rules, found.entries, seed)
        plan = plan_of(found)
        drawn = draw(plan, found.listed, found.form, seed)
        how = {"method": "hall" if self.hall else "seed", "hall": list(self.hall), "shown": self.shown}
        write_draw(rows, self.event_id, plan, found, drawn, how)
        return drawn.code


@dataclass(frozen=True)
class LockDraw:
    """Lock the draw of an event, or unlock it: a locked draw is not drawn again by mistake."""

    event_id: int
    locked: bool = True

    def words(self) -> Text:
        """What history shows."""
        if self.locked:
            return Text("Locked the draw of {event}", event=self.event_id)
        return Text("Unlocked the draw of {event}", event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses an event without a draw."""
        rows.change("draw", drawn_row(rows, self.event_id)["id"], locked=int(self.locked))


@dataclass(frozen=True)
class SwapEntries:
    """Exchange the draw numbers of two entries by hand; the record keeps who was exchanged."""

    event_id: int
    first: int
    second: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Exchanged two entries of {event} by hand", event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses a locked draw and entries that have played."""
        row = drawn_row(rows, self.event_id)
        if row["locked"]:
            raise refuse("draw_locked", Text("The draw is locked. Unlock it first."))
        refuse_if_played(rows, self.event_id, (self.first, self.second))
        places = {p["number"]: p for p in rows.find("draw_place", draw_id=row["id"])}
        before = {number: place["entry_id"] for number, place in places.items()}
        for number, entry_id in swap(before, self.first, self.second).items():
            rows.change("draw_place", places[number]["id"], entry_id=entry_id)
        record = dict(row["record"])
        record["by_hand"] = [*record["by_hand"], {"at": rows.now, "entries": [self.first, self.second]}]
        rows.change("draw", row["id"], record=record)


@dataclass(frozen=True)
class RemoveDraw:
    """Take back the draw of an event; its entries stay."""

    event_id: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Removed the draw of {event}", event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses a locked draw and one with results."""
        clear_draw(rows, self.event_id, EventRules.of(rows.get("event", self.event_id)["rules"]).name)


def drawn_row(rows: Rows, event_id: int) -> dict[str, Any]:
    """The draw of an event; refuses when there is none."""
    row = rows.one("draw", event_id=event_id)
    if row is None:
        raise refuse("not_drawn", Text("This event is not drawn yet."))
    return row


def clear_draw(rows: Rows, event_id: int, name: str) -> None:
    """Remove the draw, its slots and calls, and balls drawn for another; refuses a locked draw and one with results."""
    row = refuse_to_clear(rows, event_id, name)
    for begun in rows.find("ball_draw", event_id=event_id):
        rows.remove("ball_draw", begun["id"])
    if row is None:
        return
    for table, key in (
        ("slot", {"event_id": event_id}),
        ("call", {"event_id": event_id}),
        ("lot", {"event_id": event_id}),
        ("look", {"event_id": event_id}),
        ("protest", {"event_id": event_id}),
        ("pinned_sides", {"event_id": event_id}),
        ("bye", {"event_id": event_id}),
        ("draw_place", {"draw_id": row["id"]}),
    ):
        for part in rows.find(table, **key):
            rows.remove(table, part["id"])
    rows.remove("draw", row["id"])


def refuse_to_clear(rows: Rows, event_id: int, name: str) -> dict[str, Any] | None:
    """The draw there is, which may be taken away; refuses a locked draw and one with results."""
    row = rows.one("draw", event_id=event_id)
    if row is not None and row["locked"]:
        raise refuse("draw_locked", Text("The draw of {name} is locked. Unlock it before drawing again.", name=name))
    if row and (n := rows.count("result", event_id=event_id) + rows.count("mark", event_id=event_id)):
        raise refuse("draw_played", Text("{name} has {n} results. Undo them before drawing again.", name=name, n=n))
    return row


def refuse_if_played(rows: Rows, event_id: int, entries: tuple[int, ...]) -> None:
    """An entry that has played keeps its place."""
    for result in rows.find("result", event_id=event_id):
        if result["a"] in entries or result["b"] in entries:
            raise refuse(
                "entry_played", Text("One of these entries has played already; it keeps its place in the draw.")
            )
    for mark in rows.find("mark", event_id=event_id):
        if mark["entry_id"] in entries:
            raise refuse("entry_marked", Text("One of these entries has a mark already; it keeps its lane."))
