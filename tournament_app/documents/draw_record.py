"""The record of the draw meeting (biên bản bốc thăm), after form 1.9 of NĐ 30/2020/NĐ-CP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, KeepTogether, Spacer, Table

from tournament_app.documents import fonts
from tournament_app.documents.head import TIGHT, body, line, official_date, official_head, standard
from tournament_app.documents.page import Margins, flow
from tournament_app.documents.table import Block, Column, house_table

if TYPE_CHECKING:
    from datetime import datetime

    from reportlab.platypus import Flowable

    from tournament_app.documents.head import StandardRules
    from tournament_app.queries.prints_draw import DrawnEvent, DrawRecordPrint

TITLE = "Biên bản"
DOTS = "………………………………"


def draw_record(given: DrawRecordPrint) -> bytes:
    """The record as PDF: time, place, who was there, what was drawn event by event, decisions, two signatures."""
    width = Margins(given.head, "A4").width
    rules = standard(given.head.standard)
    story: list[Flowable] = official_head(given.head, TITLE, given.meeting, width)
    story += [body(text, rules) for text in _meeting(given)]
    for number, event in enumerate(given.events, 1):
        story += _event(number, event, rules, width)
    if given.decisions:
        story.append(body("Cuộc họp thống nhất:", rules))
        story += [body(f"- {text}", rules) for text in given.decisions]
    story.append(body(f"Cuộc họp kết thúc vào {_moment(given.ended)}.", rules))
    story.append(_signatures(given, rules, width))
    return flow(story, given.head, given.edition, f"{TITLE} {given.meeting.lower()}")


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return f"…… giờ ……, {official_date(None)}"
    return f"{moment.hour:02} giờ {moment.minute:02}, {official_date(moment.date())}"


def _meeting(given: DrawRecordPrint) -> list[str]:
    return [
        f"Thời gian bắt đầu: {_moment(given.started)}.",
        f"Địa điểm: {given.venue or DOTS}.",
        "Thành phần tham dự:" if given.present else f"Thành phần tham dự: {DOTS}.",
        *(f"- {who};" for who in given.present[:-1]),
        *(f"- {who}." for who in given.present[-1:]),
        f"Chủ trì: {given.chair or DOTS}.",
        f"Thư ký: {given.secretary or DOTS}.",
        f"Nội dung: {given.head.tournament}; kết quả bốc thăm như sau:",
    ]


def _event(number: int, event: DrawnEvent, rules: StandardRules, width: float) -> list[Flowable]:
    columns = [
        Column("Số thăm", 9, "center"),
        Column("Vận động viên", 34),
        Column("Đơn vị", 26),
        Column("Vị trí", 17),
        Column("STT danh sách", 10, "center"),
        Column("Lượt bốc", 8, "center"),
        Column("Cách bốc", 15),
    ]
    rows = [
        (row.number, row.side.who, row.side.whose or row.side.unit, row.place, row.listed, row.step, row.how)
        for row in event.rows
    ]
    how = event.method + (f" Mã lặp lại kết quả bốc thăm: {event.repeat}." if event.repeat else "")
    return [
        CondPageBreak(110),
        line(f"{number}. {event.event}", rules.body_size, fonts.BOLD, TA_LEFT, spaceBefore=8, spaceAfter=2),
        line(how, 11, fonts.ITALIC, TA_LEFT, spaceAfter=4),
        *(line(text, 11, align=TA_LEFT, spaceAfter=3) for text in event.announced),
        house_table(columns, [Block(rows)], width),
        *(line(f"- {remark}", 11, align=TA_LEFT, spaceBefore=3) for remark in event.remarks),
        Spacer(0, 4),
    ]


def _signatures(given: DrawRecordPrint, rules: StandardRules, width: float) -> Flowable:
    def box(post: str, name: str) -> list[Flowable]:
        return [
            line(post, rules.sign_size, fonts.BOLD),
            Spacer(0, 26 * mm),
            line(name or " ", rules.sign_size, fonts.BOLD),
        ]

    boxes = [box("THƯ KÝ", given.secretary), box("CHỦ TỌA", given.chair)]
    if any(event.public for event in given.events):
        boxes.insert(1, box("ĐẠI DIỆN CÁC ĐOÀN", ""))
    signed = Table([boxes], colWidths=[width / len(boxes)] * len(boxes), style=TIGHT)
    return KeepTogether([Spacer(0, 14), signed])
