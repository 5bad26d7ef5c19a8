"""The schedule of a day (lịch thi đấu), by court, venue or time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import KeepTogether, PageBreak, Spacer

from tournament_app.documents.head import closing, official_head
from tournament_app.documents.page import Margins, flow
from tournament_app.documents.table import Block, Cell, Column, house_table, side_cell

if TYPE_CHECKING:
    from datetime import date

    from reportlab.platypus import Flowable

    from tournament_app.queries.prints import SchedulePrint, ScheduleRow

TITLE = "Lịch thi đấu"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def day_line(day: date) -> str:
    """``Thứ Bảy, ngày 26/10/2024``."""
    return f"{WEEKDAYS[day.weekday()]}, ngày {day:%d/%m/%Y}"


def schedule(given: SchedulePrint) -> bytes:
    """The schedule as PDF. A court's matches stay on one page if one page can hold them; the first follow the head."""
    width = Margins(given.head, given.paper).width
    subtitle = " - ".join(filter(None, (day_line(given.day), given.subtitle)))
    story: list[Flowable] = official_head(given.head, TITLE, subtitle, width)
    columns = [
        Column("Trận", 5, "center"),
        Column("Giờ", 6, "center"),
        Column("Sân", 8),
        Column("Nội dung", 19),
        Column("Vòng", 10),
        Column("Bên A", 25),
        Column("Bên B", 25),
    ]
    left_out = {"court": 2, "time": 1}.get(given.by)
    columns = [column for n, column in enumerate(columns) if n != left_out]
    for number, group in enumerate(given.groups):
        rows = [[cell for n, cell in enumerate(_cells(row)) if n != left_out] for row in group.rows]
        if number and given.page_each:
            story.append(PageBreak())
        table = house_table(columns, [Block(rows)], width, caption=group.title)
        story += [KeepTogether(table) if number else table, Spacer(0, 10)]
    title = f"{TITLE} {given.day:%d/%m/%Y}"
    return flow([*story, *closing(given.head, width)], given.head, given.edition, title, given.paper)


def _cells(row: ScheduleRow) -> list[Cell]:
    stage = f"{row.stage} ({row.note})" if row.note else row.stage
    return [row.number, row.time, row.court, row.event, stage, side_cell(row.a), side_cell(row.b)]
