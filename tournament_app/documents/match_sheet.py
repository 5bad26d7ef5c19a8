"""Match sheets (biên bản trận đấu), to be written on or filled in: one or two on a page, by the kind of sport."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.units import mm
from reportlab.platypus import Frame, KeepInFrame, Spacer, Table

from tournament_app.documents import fonts
from tournament_app.documents.head import line
from tournament_app.documents.page import PAPERS, Margins, Pages
from tournament_app.documents.schedule import day_line
from tournament_app.documents.table import Block, Cell, Column, Markup, house_table, paragraph

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from tournament_app.queries.prints import MatchSheet, MatchSheetPrint, Side

TITLE = "Biên bản trận đấu"
DOTS = "…………"
BOXED = [
    ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]
ENDINGS = {
    "walkover": "Một bên vắng mặt (W.O.)",
    "retired": "Bỏ cuộc do chấn thương",
    "disqualified": "Truất quyền thi đấu",
}
SIGNATURES = ("BÊN A", "BÊN B", "TRỌNG TÀI CHÍNH", "TỔNG TRỌNG TÀI")


def match_sheets(given: MatchSheetPrint) -> bytes:
    """The sheets as PDF, in the order given; with two on a page a cut line runs between them."""
    target = BytesIO()
    canvas = Pages(target, given.head, given.edition, TITLE, "A4")
    canvas.top_numbered = False
    margins = Margins(given.head, "A4")
    width, height = PAPERS["A4"]
    bottom, top = 16 * mm, 12 * mm
    room = (height - bottom - top) / given.per_page
    for number, sheet in enumerate(given.sheets):
        place = number % given.per_page
        if number and not place:
            canvas.showPage()
        story = _sheet(given, sheet, margins.width, full=given.per_page == 1)
        y = height - top - (place + 1) * room
        fitted = KeepInFrame(margins.width, room - 8 * mm, story, mode="shrink")
        Frame(margins.left, y + 4 * mm, margins.width, room - 6 * mm, 0, 0, 0, 0).addFromList([fitted], canvas)
        if place:
            canvas.setDash(3, 3)
            canvas.setLineWidth(0.4)
            canvas.line(8 * mm, y + room, width - 8 * mm, y + room)
            canvas.setDash()
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _sheet(given: MatchSheetPrint, sheet: MatchSheet, width: float, *, full: bool) -> list[Flowable]:
    gap = 8 if full else 3
    title = f"{TITLE} {sheet.sport}".strip().upper()
    story: list[Flowable] = [
        line(given.head.tournament, 11 if full else 10, fonts.ITALIC),
        line(title, 15 if full else 12, fonts.BOLD, spaceBefore=2),
        Spacer(0, gap),
        _facts(sheet, width),
        Spacer(0, gap),
        _sides(sheet, width),
        Spacer(0, gap),
        _table(sheet, width, full=full),
    ]
    if full and sheet.points and sheet.form != "board":
        story += [Spacer(0, gap), _strip(sheet, width)]
    if full and sheet.form == "goals":
        story += [Spacer(0, gap), _scorers(width)]
    if full and sheet.form == "volleyball":
        story += [Spacer(0, gap), _teams(sheet, width)]
    return [
        *story,
        Spacer(0, gap),
        _ending(sheet, width, full=full),
        Spacer(0, gap),
        _signatures(sheet, width, full=full),
    ]


def _table(sheet: MatchSheet, width: float, *, full: bool) -> Table:
    if sheet.form == "board":
        return _board(sheet, width)
    if sheet.form == "tie":
        return _rubbers(sheet, width, full=full)
    return _goals(sheet, width, full=full) if sheet.form == "goals" else _games(sheet, width, full=full)


def _facts(sheet: MatchSheet, width: float) -> Table:
    def fact(name: str, value: str) -> Any:
        return paragraph(Markup(f"{name}: <b>{fonts.markup(value or DOTS)}</b>"), 10.5)

    rows = [
        [fact("Trận số", sheet.number), fact("Nội dung", sheet.event), fact("Vòng", sheet.stage)],
        [
            fact("Giờ", sheet.time),
            fact("Ngày", day_line(sheet.day) if sheet.day else ""),
            fact("Sân", " - ".join(filter(None, (sheet.court, sheet.venue)))),
        ],
    ]
    return Table(rows, colWidths=[width * 0.2, width * 0.43, width * 0.37], style=BOXED)


def _sides(sheet: MatchSheet, width: float) -> Table:
    def cell(name: str, side: Side) -> Any:
        who = fonts.markup(side.who) or DOTS * 3
        unit = fonts.markup(side.whose) or (DOTS * 3 if not side.who else "")
        below = f"<br/>Đơn vị: {unit}" if unit else ""
        return paragraph(Markup(f"{name}: <b>{who}</b>{below}"), 11)

    colour = (" (Đỏ)", " (Đen)") if sheet.form == "board" else ("", "")
    row = [cell(f"BÊN A{colour[0]}", sheet.a), cell(f"BÊN B{colour[1]}", sheet.b)]
    return Table([row], colWidths=[width / 2] * 2, style=BOXED)


def _games(sheet: MatchSheet, width: float, *, full: bool) -> Table:
    columns = [
        Column(sheet.game, 14, "center"),
        Column("Điểm bên A", 20, "center"),
        Column("Điểm bên B", 20, "center"),
        Column("Bắt đầu", 14, "center"),
        Column("Kết thúc", 14, "center"),
        Column("Bên thắng", 18, "center"),
    ]
    rows: list[list[Cell]] = []
    for n in range(max(sheet.best_of, len(sheet.games))):
        a, b = sheet.games[n] if n < len(sheet.games) else ("", "")
        won = ("A" if int(a) > int(b) else "B") if a.isdigit() and b.isdigit() and a != b else ""
        rows.append([f"{sheet.game} {n + 1}", a, b, "", "", won])
    table = house_table(columns, [Block(rows)], width, size=11 if full else 10, grid=True)
    table.setStyle([("BOTTOMPADDING", (0, 1), (-1, -1), 9 if full else 4)])
    return table


def _board(sheet: MatchSheet, width: float) -> Table:
    columns = [Column("Ván", 12, "center"), Column("Điểm bên A", 18, "center"), Column("Điểm bên B", 18, "center")]
    columns += [Column("Kết quả (1, ½, 0)", 28, "center"), Column("Giờ kết thúc", 24, "center")]
    rows: list[list[Cell]] = []
    for n in range(max(sheet.best_of, len(sheet.games))):
        a, b = sheet.games[n] if n < len(sheet.games) else ("", "")
        rows.append([n + 1, a, b, f"{a} - {b}" if a or b else "", ""])
    table = house_table(columns, [Block(rows)], width, size=11, grid=True)
    table.setStyle([("BOTTOMPADDING", (0, 1), (-1, -1), 9)])
    return table


def _goals(sheet: MatchSheet, width: float, *, full: bool) -> Table:
    """The goals half by half, then what follows a level match."""
    columns = [Column("", 30), Column("Bàn thắng bên A", 35, "center"), Column("Bàn thắng bên B", 35, "center")]
    games = (*sheet.games, *[("", "")] * len(sheet.periods))
    rows: list[list[Cell]] = [[period, a, b] for period, (a, b) in zip(sheet.periods, games, strict=False)]
    table = house_table(columns, [Block(rows)], width, size=11 if full else 10, grid=True)
    table.setStyle([("BOTTOMPADDING", (0, 1), (-1, -1), 7 if full else 3)])
    return table


def _rubbers(sheet: MatchSheet, width: float, *, full: bool) -> Table:
    """The rubbers of a team tie in their order: who plays, the games, who won."""
    columns = [
        Column("Trận", 16),
        Column("VĐV bên A", 24),
        Column("VĐV bên B", 24),
        Column("Tỷ số các ván", 26, "center"),
        Column("Bên thắng", 10, "center"),
    ]
    played = (*sheet.rubbers, *[("", "")] * len(sheet.periods))
    rows: list[list[Cell]] = [
        [f"{n}. {name}", "", "", score, won]
        for n, (name, (score, won)) in enumerate(zip(sheet.periods, played, strict=False), 1)
    ]
    table = house_table(columns, [Block(rows)], width, size=10.5 if full else 9, grid=True)
    table.setStyle([("BOTTOMPADDING", (0, 1), (-1, -1), 24 if full else 9)])
    return table


def _scorers(width: float) -> Table:
    """Goals and cards as they happen: who and in which minute."""
    columns = []
    for side in "AB":
        columns += [Column(f"Bên {side}: số áo, họ tên", 24), Column("Phút", 8), Column("Bàn, thẻ V/Đ", 14)]
    table = house_table(columns, [Block([[""] * 6 for _ in range(8)])], width, size=9.5, grid=True)
    table.setStyle([("BOTTOMPADDING", (0, 1), (-1, -1), 10)])
    return table


def _strip(sheet: MatchSheet, width: float) -> Table:
    """Points to strike out, one line for each side and game."""
    label = 16 * mm
    rows = [[f"{n + 1} - {side}", *range(1, sheet.points + 1)] for n in range(sheet.best_of) for side in ("A", "B")]
    size = 9 if sheet.points <= 32 else 7.5
    style = [
        ("GRID", (0, 0), (-1, -1), 0.3, colors.black),
        ("FONT", (0, 0), (-1, -1), fonts.REGULAR, size),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        *(("LINEBELOW", (0, 2 * n + 1), (-1, 2 * n + 1), 1.0, colors.black) for n in range(sheet.best_of)),
    ]
    widths = [label] + [(width - label) / sheet.points] * sheet.points
    return Table(rows, colWidths=widths, rowHeights=[6 * mm] * len(rows), style=style)


def _teams(sheet: MatchSheet, width: float) -> Table:
    """Line-ups, time-outs and substitutions of a volleyball match, set by set."""
    columns = [Column(sheet.game, 8, "center")]
    for side in "AB":
        columns += [Column(f"Đội hình {side}", 20), Column(f"Hội ý {side}", 9), Column(f"Thay người {side}", 17)]
    rows: list[list[Cell]] = [[n + 1, *[""] * 6] for n in range(sheet.best_of)]
    table = house_table(columns, [Block(rows)], width, size=9.5, grid=True)
    table.setStyle([("BOTTOMPADDING", (0, 1), (-1, -1), 16)])
    return table


def _ending(sheet: MatchSheet, width: float, *, full: bool) -> Table:
    boxes = "&nbsp;&nbsp;&nbsp; ".join(f"{'■' if sheet.ending == key else '□'} {text}" for key, text in ENDINGS.items())
    note = fonts.markup(sheet.note) or DOTS * 6
    rows = [
        [
            paragraph(Markup(f"Kết quả: <b>{fonts.markup(sheet.result) or DOTS}</b>"), 11),
            paragraph(Markup(f"Bên thắng: <b>{fonts.markup(sheet.winner) or DOTS * 3}</b>"), 11),
        ],
        [paragraph(Markup(boxes), 10), ""],
        [paragraph(Markup(f"Ghi chú, khiếu nại: {note}"), 10), ""],
    ]
    style = [*BOXED, ("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 2), (-1, 2))]
    style.append(("BOTTOMPADDING", (0, 2), (-1, 2), 26 if full else 4))
    return Table(rows, colWidths=[width * 0.35, width * 0.65], style=style)


def _signatures(sheet: MatchSheet, width: float, *, full: bool) -> Table:
    names = ["", "", sheet.referee, ""]
    heads = [line(text, 9.5, fonts.BOLD) for text in SIGNATURES]
    under = [line("(ký, ghi rõ họ tên)", 9, fonts.ITALIC) for _ in SIGNATURES]
    signed = [line(name or " ", 10, fonts.BOLD, TA_LEFT if not name else 1) for name in names]
    space = [Spacer(0, (24 if full else 9) * mm)]
    cells = [[head, hint, *space, name] for head, hint, name in zip(heads, under, signed, strict=True)]
    return Table([cells], colWidths=[width / 4] * 4, style=BOXED)
