"""The record of a draw as it is kept: list and hash, seed, steps and result, and which delegations must meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tournament_app.domain.draw import zoned
from tournament_app.domain.formats import plan_for
from tournament_app.domain.protocol import in_fours
from tournament_app.errors import refuse
from tournament_app.queries.draw_list import draw_list
from tournament_app.store.plain import plain
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.draw import Draw
    from tournament_app.domain.plan import Plan
    from tournament_app.domain.rules import EventRules, Format
    from tournament_app.queries.draw_list import DrawList
    from tournament_app.store.rowlog import Rows

MOST_PAIRS = 12
"""So many pairs that share a section are named in a record."""


def list_to_draw(rows: Rows, event_id: int, rules: EventRules, form: Format | None, digest: str) -> DrawList:
    """The entries to draw; *form*, decided at the draw meeting, becomes the event's own.

    Refuses fewer than two entries, and a list that is not the one whose hash *digest* the hall was shown.
    """
    if form is not None:
        row = rows.get("event", event_id)
        rows.change("event", event_id, rules={**row["rules"], "format": form.data()})
    return checked_list(rows, event_id, rules.name, form, digest)


def checked_list(rows: Rows, event_id: int, name: str, form: Format | None, digest: str) -> DrawList:
    """The entries to draw; refuses fewer than two, and a list that is not the one with the hash *digest*."""
    found = draw_list(rows, event_id, form)
    if (n := len(found.entries)) < 2:
        raise refuse("too_few_entries", Text("{name} has {n} entries; a draw needs two.", name=name, n=n))
    if digest and digest != found.digest:
        text = Text(
            "The list has changed since its hash was shown; nothing was drawn. Its hash is now {digest}.",
            digest=in_fours(found.digest),
        )
        raise refuse("list_changed", text)
    return found


def plan_of(found: DrawList) -> Plan:
    """The plan of the list's format; zones are as large as their delegations fill them."""
    return plan_for(zoned(found.form, found.listed), len(found.entries))


def write_draw(rows: Rows, event_id: int, plan: Plan, found: DrawList, drawn: Draw, how: dict[str, Any]) -> None:
    """Keep a draw and its record; *how* it came about: the method, what the hall gave, the balls."""
    draw_id = rows.add(
        "draw",
        event_id=event_id,
        plan=plan.data(),
        seed=drawn.seed,
        locked=0,
        record={
            **drawn.data(),
            "at": rows.now,
            "event": found.event,
            "hash": found.digest,
            "entries": [list(row) for row in found.rows],
            "separation": plain(drawn.quality.reason),
            "proofs": plain(_proofs(found, drawn)),
            "by_hand": [],
            "format": found.form.data(),
            **how,
        },
    )
    for number, listed_number in sorted(drawn.numbers.items()):
        rows.add("draw_place", draw_id=draw_id, number=number, entry_id=found.entries[listed_number - 1].id)


def _proofs(found: DrawList, drawn: Draw) -> list[Text]:
    """Which delegations are too many to be kept apart, and which of their entries share the narrowest section."""
    units = sorted({entry.unit for entry in found.entries})
    proofs = [crowd.words(units[crowd.unit - 1]) for crowd in drawn.quality.crowded if crowd.unit > 0]
    who = {number: found.entries[n - 1].full for number, n in drawn.numbers.items()}
    for one, other in drawn.quality.clashes[:MOST_PAIRS]:
        where = drawn.quality.levels[-1].where
        proofs.append(Text("Share a {where}: {a} and {b}", where=where, a=who[one], b=who[other]))
    return proofs
