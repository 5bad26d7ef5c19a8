"""Heats on paper: the start list (danh sách xuất phát) with room for marks, and the tables of results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_LEFT
from reportlab.platypus import CondPageBreak, KeepTogether, Spacer

from tournament_app.documents import fonts
from tournament_app.documents.head import closing, line, official_head
from tournament_app.documents.page import Margins, flow
from tournament_app.documents.table import Block, Column, house_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from tournament_app.queries.print_heats import HeatTable, StartListPrint

TITLE = "Danh sách xuất phát"


def start_lists(given: StartListPrint) -> bytes:
    """The start lists as PDF, event after event, a heat never torn apart."""
    width = Margins(given.head, "A4").width
    story: list[Flowable] = official_head(given.head, TITLE, "", width)
    columns = [
        Column("Đường", 8, "center"),
        Column("Vận động viên", 32),
        Column("Đơn vị", 30),
        Column("Thành tích", 18),
        Column("Hạng", 8, "center"),
    ]
    for event in given.events:
        story += [CondPageBreak(120), line(f"{event.sport} - {event.event}", 13, fonts.BOLD, TA_LEFT, spaceAfter=2)]
        story += [line(event.rule, 10, fonts.ITALIC, TA_LEFT, spaceAfter=4)]
        for heat in event.heats:
            rows = [(row.lane, row.side.who, row.side.whose or row.side.unit, "", "") for row in heat.lines]
            story += [KeepTogether([house_table(columns, [Block(rows)], width, caption=_caption(heat)), Spacer(0, 10)])]
    return flow([*story, *closing(given.head, width)], given.head, given.edition, TITLE)


def heat_results(heats: Sequence[HeatTable], width: float) -> list[Flowable]:
    """The tables of the heats of one event, each place with its reason."""
    columns = [
        Column("Hạng", 7, "center"),
        Column("Vận động viên", 26),
        Column("Đơn vị", 24),
        Column("Kết quả", 13, "center"),
        Column("Ghi chú", 30),
    ]
    parts: list[Flowable] = []
    for heat in heats:
        rows = [
            (
                row.place,
                row.side.who,
                row.side.whose or row.side.unit,
                f"{row.result} {row.through}".strip(),
                row.reason,
            )
            for row in heat.lines
        ]
        parts += [house_table(columns, [Block(rows)], width, size=10, caption=_caption(heat)), Spacer(0, 10)]
    return parts


def _caption(heat: HeatTable) -> str:
    return " - ".join(filter(None, (heat.title, heat.when)))
