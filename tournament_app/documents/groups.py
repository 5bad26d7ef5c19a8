"""A group as a cross table: everyone against everyone, the figures that rank them, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.platypus import Spacer

from tournament_app.documents import fonts
from tournament_app.documents.head import line
from tournament_app.documents.table import Block, Cell, Column, house_table, side_cell

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from tournament_app.queries.prints import GroupTable

SIZE = 9.5


def cross_table(group: GroupTable, width: float, *, reasons: bool = True) -> list[Flowable]:
    """The group with its name above; the diagonal is grey. Reasons of the ranks stand below the table."""
    heads = [f"V{turn + 1}" for turn in range(group.rounds)] or [str(row.position) for row in group.rows]
    cells = [text for row in group.rows for text in row.cells if text]
    cell = max([26.0, *(fonts.width(text, fonts.REGULAR, SIZE) + 8 for text in cells)])
    figures = [max(24.0, fonts.width(name, fonts.BOLD, SIZE) + 8) for name in (*group.columns, "Hạng")]
    cell = min(cell, (width * 0.78 - 22 - sum(figures)) / max(1, len(heads)))
    who = width - 22 - cell * len(heads) - sum(figures)
    columns = [
        Column("TT", 22, "center"),
        Column("Vận động viên, đơn vị", who),
        *(Column(head, cell, "center") for head in heads),
        *(Column(name, room, "center") for name, room in zip((*group.columns, "Hạng"), figures, strict=True)),
    ]
    rows: list[list[Cell]] = [
        [row.position, side_cell(row.side), *(cell or "" for cell in row.cells), *row.values, row.rank]
        for row in group.rows
    ]
    table = house_table(columns, [Block(rows)], width, size=SIZE, caption=group.name, grid=True)
    diagonal = () if group.rounds else range(len(group.rows))
    table.setStyle(
        [("BACKGROUND", (2 + n, 2 + n), (2 + n, 2 + n), colors.Color(0.8, 0.8, 0.8)) for n in diagonal]
        + [("GRID", (0, 0), (-1, 0), 0, colors.white), ("VALIGN", (0, 1), (-1, -1), "MIDDLE")]
    )
    below = [
        line(f"{row.side.who}: {row.reason}", 9, fonts.ITALIC, TA_LEFT)
        for row in sorted(group.rows, key=lambda row: (len(row.rank), row.rank))
        if reasons and row.reason
    ]
    below += [line(note, 9, fonts.ITALIC, TA_LEFT) for note in group.notes]
    return [table, *below, Spacer(0, 10)]
