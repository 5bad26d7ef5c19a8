"""The draw of an event that is not played in matches: its heats, and what stands of them in the draw's record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.draw import DrawEntry, draw_code
from tournament_app.domain.heats import HeatEntry, draw_heats
from tournament_app.domain.mark_rules import mark_rule
from tournament_app.domain.plan import Plan
from tournament_app.queries.heats import heats_in_words
from tournament_app.store.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.domain.rules import EventRules
    from tournament_app.queries.entries import EntryRow
    from tournament_app.store.rowlog import Rows


def write_heats(rows: Rows, event_id: int, rules: EventRules, entries: Sequence[EntryRow], seed: str) -> str:
    """Draw the first round and keep it as the event's draw; the code to print. A draw number is the one of the list."""
    units = sorted({entry.unit for entry in entries})
    listed = [HeatEntry(n, units.index(e.unit) + 1, e.seed) for n, e in enumerate(entries, 1)]
    plan = draw_heats(mark_rule(rules.play, rules.marks).heats, listed, seed)
    code = draw_code(seed, [DrawEntry(n, units.index(e.unit) + 1, e.seed, e.number) for n, e in enumerate(entries, 1)])
    order = [number for heat in plan.first for _, number in heat]
    draw_id = rows.add(
        "draw",
        event_id=event_id,
        plan={**Plan(len(entries), ()).data(), "heats": plan.data()},
        seed=seed,
        locked=0,
        record={
            "code": code,
            "tries": 1,
            "met": True,
            "steps": [["lot", number, number] for number in order],
            "numbers": [[number, number] for number in sorted(order)],
            "at": rows.now,
            "entries": [[n, e.unit, e.number, e.people, e.seed] for n, e in enumerate(entries, 1)],
            "separation": plain(heats_in_words(plan, len(entries))),
            "by_hand": [],
            "format": rules.format.data(),
        },
    )
    for number, entry in enumerate(entries, 1):
        rows.add("draw_place", draw_id=draw_id, number=number, entry_id=entry.id)
    return code
