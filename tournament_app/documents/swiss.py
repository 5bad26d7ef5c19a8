"""A Swiss on paper: the list of pairs for the wall of the hall, and the table with its tie-breaks below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_LEFT
from reportlab.platypus import CondPageBreak, Spacer

from tournament_app.documents import fonts
from tournament_app.documents.head import closing, line, official_head
from tournament_app.documents.page import Margins, flow
from tournament_app.documents.table import Block, Cell, Column, house_table, side_cell

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from tournament_app.queries.prints_swiss import SwissPrint


def swiss(given: SwissPrint) -> bytes:
    """The pairs of the newest round and the table as PDF."""
    width = Margins(given.head, "A4").width
    title = "Xếp cặp và bảng điểm"
    name = " - ".join(filter(None, (given.sport, given.event)))
    story: list[Flowable] = official_head(given.head, title, name, width)
    if given.boards:
        story += _pairs(given, width)
    story += _table(given, width)
    return flow([*story, *closing(given.head, width)], given.head, given.edition, f"{title} {given.event}")


def _pairs(given: SwissPrint, width: float) -> list[Flowable]:
    columns = [
        Column("Bàn", 6, "center"),
        Column("Trắng (đi trước)", 32),
        Column("Điểm", 7, "center"),
        Column("Kết quả", 11, "center"),
        Column("Điểm", 7, "center"),
        Column("Đen (đi sau)", 32),
    ]
    places = any(row.when for row in given.boards)
    if places:
        columns.append(Column("Giờ, nơi đấu", 16))
    rows: list[list[Cell]] = [
        [
            row.board,
            side_cell(row.white),
            row.white_points,
            row.score,
            row.black_points,
            side_cell(row.black),
            *((row.when,) if places else ()),
        ]
        for row in given.boards
    ]
    caption = f"Ván {given.round} trên {given.last}"
    return [
        house_table(columns, [Block(rows)], width, size=10, caption=caption),
        *(line(who, 10.5, align=TA_LEFT, spaceBefore=3) for who in given.byes),
        Spacer(0, 14),
    ]


def _table(given: SwissPrint, width: float) -> list[Flowable]:
    columns = [
        Column("Hạng", 7, "center"),
        Column("Vận động viên", 50),
        Column("Điểm", 8, "center"),
        *(Column(head, 9, "center") for head in given.heads),
    ]
    rows: list[list[Cell]] = [[rank, side_cell(side), points, *figures] for rank, side, points, figures in given.rows]
    return [
        CondPageBreak(130),
        house_table(columns, [Block(rows)], width, size=10, caption=given.caption),
        line(f"Xếp hạng theo {given.rule}. {given.legend}", 9, fonts.ITALIC, TA_LEFT, spaceBefore=4),
        Spacer(0, 8),
    ]
