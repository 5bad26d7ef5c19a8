"""Which acts stand on what an earlier act wrote: they touch the same rows and columns, or rows that refer to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tournament_app.store.columns import COLUMNS, UNIQUE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.store.rowlog import Change, Reading, Row

REFERS = {
    table: tuple((column.name, column.refers) for column in columns if column.refers and table != "audit")
    for table, columns in COLUMNS.items()
}


def stands_on(reading: Reading, changes: Sequence[Change], later: Mapping[int, Sequence[Change]]) -> list[int]:
    """The ids of those *later* acts, oldest first, that stand on *changes* or on one another."""
    written = _Written(reading)
    written.take(changes)
    found = []
    for id_, theirs in later.items():
        if any(written.touched_by(*change) for change in theirs):
            found.append(id_)
            written.take(theirs)
    return found


class _Written:
    """What some acts wrote: rows added, columns changed, rows taken away, draws made or changed."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.added: set[tuple[str, int]] = set()
        self.columns: dict[tuple[str, int], set[str]] = {}
        self.freed: set[tuple[str, tuple[Any, ...]]] = set()
        self.drawn: set[int] = set()

    def take(self, changes: Sequence[Change]) -> None:
        """Add what one act wrote."""
        for table, id_, before, after in changes:
            if before is None:
                self.added.add((table, id_))
            elif after is None:
                self.columns.setdefault((table, id_), set()).update(before)
                self.freed.add((table, _key(table, before)))
            else:
                self.columns.setdefault((table, id_), set()).update(after)
            if table == "draw" and (before is None or after is None or "plan" in after):
                self.drawn.add(self._event(table, id_, before, after))

    def touched_by(self, table: str, id_: int, before: Row | None, after: Row | None) -> bool:
        """Whether a later change is of the same row and column, names an added row, or plays a contest of the draw."""
        row = after or {}
        if (table, id_) in self.added or self.columns.get((table, id_), set()) & {*row, *(before or {})}:
            return True
        if any((refers, row.get(name)) in self.added for name, refers in REFERS[table]):
            return True
        if before is None and (table, _key(table, row)) in self.freed:
            return True
        named = any(column.name == "contest" for column in COLUMNS[table])
        return bool(self.drawn) and named and self._event(table, id_, before, after) in self.drawn

    def _event(self, table: str, id_: int, before: Row | None, after: Row | None) -> int:
        """The event a row is of; a changed row says only what changed."""
        whole = {**(self.reading.one(table, id=id_) or {}), **(before or {}), **(after or {})}
        return int(whole.get("event_id", 0))


def _key(table: str, row: Row) -> tuple[Any, ...]:
    """What no two rows of the table have the same, of a whole *row*; its own values where there is no such rule."""
    return tuple(row.get(name) for name in UNIQUE.get(table, ())) or (object(),)
