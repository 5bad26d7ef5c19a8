"""What a command of the command line answers: data for machines, lines for people, and whether it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tournament_app.store.store import Actor

if TYPE_CHECKING:
    from collections.abc import Sequence

STATION = Actor("", "organiser", "cli")


@dataclass(frozen=True, slots=True)
class Answer:
    """*data* is printed with ``--json``, *lines* otherwise; *done* decides the exit status."""

    data: Any
    lines: Sequence[str] = field(default_factory=list)
    done: bool = True


def columns(rows: Sequence[Sequence[object]], head: Sequence[str] = ()) -> list[str]:
    """*rows* as text in aligned columns under *head*."""
    table = [[str(cell) for cell in row] for row in ([head, *rows] if head else rows)]
    if not table:
        return []
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
