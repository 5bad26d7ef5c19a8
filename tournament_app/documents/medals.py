"""The medal table (bảng tổng sắp huy chương)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_LEFT
from reportlab.platypus import KeepTogether, Spacer

from tournament_app.documents import fonts
from tournament_app.documents.head import closing, line, official_head
from tournament_app.documents.page import Margins, flow
from tournament_app.documents.table import Block, Cell, Column, Markup, parted_table
from tournament_app.domain.tiebreaks import number_words

if TYPE_CHECKING:
    from tournament_app.queries.prints import MedalRow, MedalTablePrint

TITLE = "Bảng tổng sắp huy chương"


def medal_table(given: MedalTablePrint) -> bytes:
    """The medal table as PDF, with a line of totals; columns of points and consolation prizes only where used."""
    paper = "A4"
    width = Margins(given.head, paper).width
    subtitle = " - ".join(filter(None, (given.subtitle, given.state)))
    shown = [True] * 6 + [any(row.consolation for row in given.rows), any(row.points is not None for row in given.rows)]
    columns = [
        Column("Hạng", 8, "center"),
        Column("Đoàn", 45),
        Column("Vàng", 9, "right"),
        Column("Bạc", 9, "right"),
        Column("Đồng", 9, "right"),
        Column("Tổng", 9, "right"),
        Column("KK", 8, "right"),
        Column("Điểm", 9, "right"),
    ]
    rows = [_only(_cells(row), shown) for row in given.rows]
    rows.append(_only(_totals(given), shown))
    before, end = parted_table(
        [column for column, show in zip(columns, shown, strict=True) if show], [Block(rows)], width, size=11
    )
    rule = [Spacer(0, 8), line(f"Cách xếp hạng: {given.rule}", 10.5, fonts.ITALIC, TA_LEFT)] if given.rule else []
    rule += [
        line(text, 11, fonts.REGULAR, TA_LEFT) for text in (("Giải đặc biệt", *given.special) if given.special else ())
    ]
    last = KeepTogether([*end, *rule, *closing(given.head, width)])
    return flow(
        [*official_head(given.head, TITLE, subtitle, width), *before, last], given.head, given.edition, TITLE, paper
    )


def _only(cells: list[Cell], shown: list[bool]) -> list[Cell]:
    return [cell for cell, show in zip(cells, shown, strict=True) if show]


def _cells(row: MedalRow) -> list[Cell]:
    points = "" if row.points is None else number_words(row.points)
    return [row.rank, row.unit, row.gold, row.silver, row.bronze, row.total, row.consolation, points]


def _totals(given: MedalTablePrint) -> list[Cell]:
    rows = given.rows
    figures = [
        sum(row.gold for row in rows),
        sum(row.silver for row in rows),
        sum(row.bronze for row in rows),
        sum(row.total for row in rows),
        sum(row.consolation for row in rows),
        number_words(sum((row.points or 0 for row in rows), start=0)),
    ]
    return ["", Markup("<b>Tổng cộng</b>"), *(Markup(f"<b>{figure}</b>") for figure in figures)]
