"""The list of entries a draw is made from: what is hashed and shown to the hall before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.draw import DrawEntry
from tournament_app.domain.protocol import ListedEntry, canonical_list, list_hash
from tournament_app.domain.rules import EventRules
from tournament_app.queries.entries import EntryRow, event_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.domain.rules import Format
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class DrawList:
    """Entries by delegation in Vietnamese order, then by number, numbered from 1; *text* is hashed to *digest*."""

    event: str
    form: Format
    entries: tuple[EntryRow, ...]
    text: str
    digest: str

    @property
    def rows(self) -> list[ListedEntry]:
        """The entries as the record of the draw keeps them."""
        return [(n, e.unit, e.number, e.people, e.seed) for n, e in enumerate(self.entries, 1)]

    @property
    def listed(self) -> list[DrawEntry]:
        """The entries as they are drawn; their ids are their numbers in this list, not those of the file."""
        return listed(self.rows, self.form)


def listed(rows: Sequence[ListedEntry], form: Format) -> list[DrawEntry]:
    """The rows of a list as they are drawn by the format *form*."""
    units = sorted({unit for _, unit, *_ in rows})
    return [
        DrawEntry(n, units.index(unit) + 1, seed, number, form.zone_of.get(unit, ""))
        for n, unit, number, _, seed in rows
    ]


def draw_list(db: Reading, event_id: int, form: Format | None = None) -> DrawList:
    """The list of an event as it stands now, to be drawn by *form* or by the event's own format."""
    rules = EventRules.of(db.get("event", event_id)["rules"])
    form = form or rules.format
    entries = event_entries(db, event_id)
    found = DrawList(rules.code, form, entries, "", "")
    text = canonical_list(rules.code, form.data(), found.rows)
    return DrawList(rules.code, form, entries, text, list_hash(text))
