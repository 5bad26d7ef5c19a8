"""The history (nhật ký thao tác) as a table for other programs: CSV and xlsx."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from tournament_app.exchange.xlsx_export import Column, table_xlsx

if TYPE_CHECKING:
    from tournament_app.queries.print_history import HistoryPrint

TITLE = "Nhật ký thao tác"
COLUMNS = (
    Column("Số", 7, "0"),
    Column("Lúc", 20, "dd/mm/yyyy hh:mm:ss"),
    Column("Ai", 20),
    Column("Vai trò", 14),
    Column("Vị trí", 14),
    Column("Việc đã làm", 50),
    Column("Đã hoàn tác", 10),
    Column("Trước → sau", 70),
)


def history_csv(given: HistoryPrint) -> bytes:
    """One row an act, as spreadsheets here read it: UTF-8 with a mark, semicolons, quotes where needed.

    A cell that begins like a formula gets an apostrophe, so that a name typed as ``=…`` is not run.
    """
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.title for column in COLUMNS)
    for row in given.rows:
        cells = (row.who, row.role, row.station, row.what, "x" if row.undone else "", "\n".join(row.changes))
        writer.writerow((row.number, f"{row.at:%d/%m/%Y %H:%M:%S}", *map(_harmless, cells)))
    return target.getvalue().encode("utf-8-sig")


def history_xlsx(given: HistoryPrint) -> bytes:
    """The same as a workbook, times as times."""
    rows = [
        (
            *(row.number, row.at.replace(tzinfo=None), row.who, row.role, row.station, row.what),
            *("x" if row.undone else "", "\n".join(row.changes)),
        )
        for row in given.rows
    ]
    return table_xlsx(given, TITLE, given.subtitle, COLUMNS, rows, wide=True)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
