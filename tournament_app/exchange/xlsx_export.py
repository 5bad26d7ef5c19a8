"""Medal table, list of participants and schedule as workbooks (xlsx), ready to print on A4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from tournament_app.queries.print_history import HistoryPrint
    from tournament_app.queries.prints import (
        Edition,
        EntryListPrint,
        MedalTablePrint,
        SchedulePrint,
        Side,
    )

TITLE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in characters, and the number format of its figures."""

    title: str
    width: float
    number: str = ""


def medal_table_xlsx(given: MedalTablePrint) -> bytes:
    """The medal table with sums as formulas (and their values, for readers that do not calculate)."""
    figures = ["Vàng", "Bạc", "Đồng", "Tổng", "Khuyến khích", "Điểm"]
    columns = [Column("Hạng", 8), Column("Đoàn", 46), *(Column(name, 10, "General") for name in figures)]
    rows = [
        (_figure(row.rank), row.unit, row.gold, row.silver, row.bronze, row.total, row.consolation, _points(row.points))
        for row in given.rows
    ]
    subtitle = " - ".join(filter(None, (given.subtitle, given.state)))
    return table_xlsx(given, "Bảng tổng sắp huy chương", subtitle, columns, rows, totals=range(2, 8))


def entries_xlsx(given: EntryListPrint) -> bytes:
    """One row an athlete; the first column repeats the delegation (or the event), so that a filter works."""
    first, last = ("Đơn vị", "Nội dung") if given.by == "delegation" else ("Nội dung", "Đơn vị")
    columns = [
        Column("TT", 6, "0"),
        Column(first, 36),
        Column("Họ và tên", 30),
        Column("Giới", 7),
        Column("Ngày, năm sinh", 14),
        Column("Chức vụ", 24),
        Column(last, 44),
        Column("Ghi chú", 20),
    ]
    people = [(group.title, row) for group in given.groups for row in group.rows]
    rows = [
        (n, title, row.name, row.sex, _day_or_year(row.born), row.post, row.events, row.note)
        for n, (title, row) in enumerate(people, 1)
    ]
    return table_xlsx(given, "Danh sách vận động viên", given.subtitle, columns, rows, wide=True)


def schedule_xlsx(given: SchedulePrint) -> bytes:
    """One row a match, court after court, with time as a time."""
    columns = [
        Column("Trận", 7, "0"),
        Column("Ngày", 12, "dd/mm/yyyy"),
        Column("Giờ", 8, "hh:mm"),
        Column("Sân", 14),
        Column("Nội dung", 36),
        Column("Vòng", 14),
        Column("Bên A", 40),
        Column("Bên B", 40),
        Column("Ghi chú", 18),
    ]
    day = datetime.combine(given.day, datetime.min.time())
    rows = [
        (row.number, day, _time(row.time), row.court, row.event, row.stage, _side(row.a), _side(row.b), row.note)
        for group in given.groups
        for row in group.rows
    ]
    return table_xlsx(given, "Lịch thi đấu", given.subtitle, columns, rows, wide=True)


def _points(points: int | Fraction | None) -> float | None:
    return None if points is None else float(points)


def _side(side: Side) -> str:
    return f"{side.who} ({side.whose})" if side.whose else side.who


def _figure(text: str) -> int | str:
    return int(text) if text.isdigit() else text


def _day_or_year(text: str) -> datetime | int | str:
    try:
        return datetime.strptime(text, "%d/%m/%Y")  # noqa: DTZ007  # a date of birth has no zone
    except ValueError:
        return _figure(text)


def _time(text: str) -> float | str:
    """``07:30`` as the part of a day that a workbook keeps."""
    hours, _, minutes = text.partition(":")
    return (int(hours) * 60 + int(minutes)) / 1440 if hours.isdigit() and minutes.isdigit() else text


def table_xlsx(
    given: MedalTablePrint | EntryListPrint | SchedulePrint | HistoryPrint,
    title: str,
    subtitle: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    *,
    totals: Iterable[int] = (),
    wide: bool = False,
) -> bytes:
    """A workbook of one table under the name of the tournament, *totals* being the columns that are added up."""
    head, edition = given.head, given.edition
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties(
        {"title": title, "author": " ".join(head.issuer), "subject": head.tournament, "created": edition.printed}
    )
    sheet = book.add_worksheet(title[:31])
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    bold, heading = book.add_format({**base, "bold": True}), book.add_format({**base, "bold": True, "font_size": 14})
    sheet.write_string(0, 0, head.tournament, book.add_format({**base, "italic": True}))
    sheet.write_string(1, 0, title.upper() + (f" - {subtitle}" if subtitle else ""), heading)
    header = book.add_format({**base, "bold": True, "bg_color": "#EAEAEA", "border": 1, "text_wrap": True})
    text = book.add_format({**base, "border": 1, "text_wrap": True})
    formats = [book.add_format({**base, "border": 1, "num_format": c.number}) if c.number else text for c in columns]
    date = book.add_format({**base, "border": 1, "num_format": "dd/mm/yyyy", "align": "left"})
    for n, column in enumerate(columns):
        sheet.set_column(n, n, column.width)
        sheet.write_string(TITLE_ROWS, n, column.title, header)
        for r, row in enumerate(rows, TITLE_ROWS + 1):
            _write(sheet, r, n, row[n], formats[n], date if not column.number else formats[n])
    last = TITLE_ROWS + len(rows)
    for n in totals if rows else ():
        letter = "ABCDEFGH"[n]
        total = sum(row[n] or 0 for row in rows)
        sheet.write_formula(last + 1, n, f"=SUM({letter}{TITLE_ROWS + 2}:{letter}{last + 1})", header, total)
        sheet.write_string(last + 1, 1, "Tổng cộng", bold)
    _print_setup(sheet, edition, last, len(columns), wide=wide)
    book.close()
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, look: Any, date: Any) -> None:
    """A figure as a figure, a date as a date, all else as text: a name that begins with "=" is no formula."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, date)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, str(value), look)


def _print_setup(sheet: Any, edition: Edition, last: int, columns: int, *, wide: bool) -> None:
    sheet.freeze_panes(TITLE_ROWS + 1, 0)
    sheet.autofilter(TITLE_ROWS, 0, max(last, TITLE_ROWS + 1), columns - 1)
    sheet.set_paper(9)
    if wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TITLE_ROWS)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.set_footer(f"&L{edition.words}&Rtrang &P/&N")
