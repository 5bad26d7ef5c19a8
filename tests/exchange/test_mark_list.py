"""Lists of another program: columns recognised, names matched, whatever fits nobody told."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tournament_app.errors import Unavailable
from tournament_app.exchange.mark_list import match_list, read_list
from tournament_app.queries.entries import EntryRow

if TYPE_CHECKING:
    from pathlib import Path


def entry(number: int, unit: str, *members: str) -> EntryRow:
    return EntryRow(number, 1, "TT-01", number, unit, unit, 1, None, "entered", (number,), members, twin=False)


ENTRIES = (
    entry(1, "Sở Y tế", "Nguyễn Văn An"),
    entry(2, "Sở Nội vụ", "Nguyễn Văn An"),
    entry(3, "Tỉnh đoàn", "Trần Thị Hoà"),
    entry(4, "Báo Mới", "Lê Bình"),
)


def sheet(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_with_its_times_and_every_line_is_taken_or_told(tmp_path: Path) -> None:
    file = sheet(
        tmp_path / "thi.xlsx",
        ["KẾT QUẢ CUỘC THI TRỰC TUYẾN"],
        ["STT", "Họ và tên", "Đơn vị công tác", "Điểm số", "Thời gian làm bài"],
        [1, "nguyễn văn an", "Sở Y Tế", 38, time(0, 12, 30)],
        [2, "Trần Thị Hòa", "", "35/40", timedelta(minutes=9, seconds=5)],
        [3, "Nguyễn Văn An", "", 40, "11 phút 2 giây"],
        [4, "Ai Đó", "Sở Y tế", 40, 0.01],
        [5, "Lê Bình", "Báo Mới", 39.5, 0.01],
        [6, "Lê Bình", "Báo Mới", 12, ""],
        [None, None, None, None, None],
    )
    taken = match_list(read_list(file), ENTRIES)
    assert [(line.entry, line.attempts) for line in taken.lines] == [
        (1, ("38", "0:12:30")),
        (3, ("35", "0:09:05")),
        (4, ("39.5", "0:14:24")),
    ]
    assert [(problem.code, str(problem).split(":")[0]) for problem in taken.problems] == [
        ("several", "B5"),
        ("not_entered", "B6"),
        ("twice", "B8"),
    ]


def test_a_plain_table_of_units_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "thi.csv"
    file.write_text("Đơn vị,Điểm\nSở Nội vụ,12\n", encoding="utf-8", newline="\n")
    taken = match_list(read_list(file), ENTRIES)
    assert [(line.entry, line.attempts) for line in taken.lines] == [(2, ("12", ""))]
    assert taken.problems == ()


def test_a_table_without_marks_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"thi\.xlsx"):
        read_list(sheet(tmp_path / "thi.xlsx", ["Họ tên", "Ghi chú"], ["An", "vắng"]))
