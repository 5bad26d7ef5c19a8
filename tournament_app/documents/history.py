"""The history (nhật ký thao tác) as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.documents import fonts
from tournament_app.documents.head import official_head
from tournament_app.documents.page import Margins, flow
from tournament_app.documents.table import Block, Column, Markup, house_table

if TYPE_CHECKING:
    from tournament_app.queries.print_history import HistoryLine, HistoryPrint

TITLE = "Nhật ký thao tác"
COLUMNS = (
    Column("Lúc", 13),
    Column("Ai", 17),
    Column("Việc đã làm", 30),
    Column("Trước → sau", 40),
)


def history_pdf(given: HistoryPrint) -> bytes:
    """Who did what when, one row an act, with what stood there before and after."""
    paper = "A4-landscape"
    width = Margins(given.head, paper).width
    table = house_table(COLUMNS, [Block([_cells(row) for row in given.rows])], width, size=9)
    return flow(
        [*official_head(given.head, TITLE, given.subtitle, width), table], given.head, given.edition, TITLE, paper
    )


MOST_LINES = 16
"""Lines of one act; a row has to fit on a page."""


def _shortened(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) <= MOST_LINES:
        return lines
    return (*lines[:MOST_LINES], f"… và {len(lines) - MOST_LINES} dòng nữa, xem trong phần mềm")


def _cells(row: HistoryLine) -> list[str | int | Markup]:
    who = ", ".join(filter(None, (row.who, row.role, row.station)))
    what = f"{row.what} (đã hoàn tác)" if row.undone else row.what
    return [
        f"{row.at:%d/%m/%Y %H:%M:%S}",
        who,
        what,
        Markup("<br/>".join(fonts.markup(line) for line in _shortened(row.changes))),
    ]
