"""The list of participants (danh sách vận động viên), delegation by delegation or event by event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import KeepTogether, PageBreak

from tournament_app.documents.head import closing, official_head
from tournament_app.documents.page import Margins, flow
from tournament_app.documents.table import Block, Column, parted_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from tournament_app.queries.prints import EntryGroup, EntryListPrint


def entry_list(given: EntryListPrint) -> bytes:
    """The list as PDF; the athletes of one delegation stay together and are numbered from 1."""
    title = "Danh sách vận động viên" if given.by == "delegation" else "Danh sách đăng ký theo nội dung"
    width = Margins(given.head, given.paper).width
    story: list[Flowable] = official_head(given.head, title, given.subtitle, width)
    columns = [
        Column("TT", 5, "center"),
        Column("Họ và tên", 24),
        Column("Giới", 6, "center"),
        Column("Ngày, năm sinh", 12, "center"),
        Column("Chức vụ", 15),
        Column("Nội dung" if given.by == "delegation" else "Đơn vị", 29),
        Column("Ghi chú", 9),
    ]
    parts = [[group] for group in given.groups] if given.page_each else [given.groups]
    for number, part in enumerate(parts):
        if number:
            story.append(PageBreak())
        before, end = parted_table(columns, _blocks(part, 1 + number), width, size=10)
        last = closing(given.head, width) if number == len(parts) - 1 else []
        story += [*before, KeepTogether([*end, *last])]
    return flow(story, given.head, given.edition, title, given.paper)


def _blocks(groups: Sequence[EntryGroup], first: int) -> list[Block]:
    return [
        Block(
            [(n, row.name, row.sex, row.born, row.post, row.events, row.note) for n, row in enumerate(group.rows, 1)],
            f"{number}. {group.title} ({len(group.rows)} vận động viên)",
        )
        for number, group in enumerate(groups, first)
    ]
