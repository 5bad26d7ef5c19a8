from __future__ import annotations

from datetime import datetime, time
from io import BytesIO

import openpyxl
import samples

from tournament_app.exchange.xlsx_export import entries_xlsx, medal_table_xlsx, schedule_xlsx
from tournament_app.queries import prints


def sheet(data: bytes, *, values: bool = False):
    return openpyxl.load_workbook(BytesIO(data), data_only=values).active


def cells(row) -> list:
    return [cell.value for cell in row]


def test_medals_are_numbers_with_sums():
    table = sheet(medal_table_xlsx(samples.medal_table(5)))
    assert cells(table[4]) == ["Hạng", "Đoàn", "Vàng", "Bạc", "Đồng", "Tổng", "Khuyến khích", "Điểm"]
    assert cells(table[5])[:3] == [1, "Sở Y tế", 9]
    assert table["C10"].value == "=SUM(C5:C9)"
    assert sheet(medal_table_xlsx(samples.medal_table(5)), values=True)["C10"].value == 9 + 8 + 7 + 6 + 5


def test_the_header_is_frozen_and_repeated_on_a4():
    table = sheet(entries_xlsx(samples.entry_list(3)))
    assert table.freeze_panes == "A5"
    assert table.print_title_rows == "$4:$4"
    assert table.page_setup.paperSize == 9
    assert table.page_setup.fitToHeight == 0
    assert table.page_setup.orientation == "landscape"


def test_entries_keep_dates_years_and_long_names():
    table = sheet(entries_xlsx(samples.entry_list(3)))
    rows = [cells(row) for row in table.iter_rows(min_row=5)]
    assert len(rows) == 3 + 4 + 5
    assert [row[0] for row in rows] == list(range(1, 13))
    assert rows[0][4] == 1979
    assert rows[1][4] == datetime(1980, 1, 5)
    assert rows[1][2] == samples.LONG_NAME


def test_a_schedule_has_days_and_times():
    table = sheet(schedule_xlsx(samples.schedule(4, 2)))
    first = cells(table[5])
    assert first[:3] == [100, datetime(2024, 10, 26), time(7, 0)]
    assert samples.LONG_UNIT in cells(table[5])[7]
    assert table.max_row == 4 + 8


def test_a_name_that_looks_like_a_formula_stays_a_name():
    rows = (prints.MedalRow("1", '=HYPERLINK("x")', 1, 0, 0),)
    table = sheet(medal_table_xlsx(prints.MedalTablePrint(samples.head(), samples.EDITION, rows)))
    assert table["B5"].value == '=HYPERLINK("x")'
    assert table["B5"].data_type == "s"


def test_two_runs_give_the_same_bytes():
    for make, given in (
        (medal_table_xlsx, samples.medal_table(3)),
        (entries_xlsx, samples.entry_list(3)),
        (schedule_xlsx, samples.schedule(3, 1)),
    ):
        assert make(given) == make(given)
