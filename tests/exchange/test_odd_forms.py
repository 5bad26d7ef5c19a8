"""Forms in shapes of their own: headings, merged cells, several delegations, several files, signatures, slips."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.exchange.forms_by_hand import LIMITS, XXV, write_csv
from tournament_app.exchange.columns import Column
from tournament_app.exchange.forms import Form, FormSet, read_forms

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["TT", "Họ và tên", "Giới tính", "Năm sinh", "Lãnh đạo", "Nội dung", "Cặp số"]


def read(tmp_path: Path, *rows: list[Any], name: str = "so-y-te.xlsx", merged: tuple[str, ...] = ()) -> FormSet:
    return read_forms([book(tmp_path / name, {"Sheet1": list(rows)}, merged)], XXV, LIMITS)


def book(path: Path, sheets: dict[str, list[list[Any]]], merged: tuple[str, ...] = ()) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    made.save(path)
    return path


def entries(form: Form) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(entry.event, entry.number, form.members(entry)) for entry in form.entries]


def kinds(forms: FormSet) -> list[tuple[str, str, str]]:
    return [(problem.kind, problem.who, problem.cell) for problem in forms.problems]


UNIT = ["Đơn vị: Sở Y tế"]
AN = [1, "Lê Văn An", "Nam", 1984, "", "CL-05", 1]
BINH = [2, "Đỗ Bình", "Nam", 1985, "", "CL-05", 1]


def test_a_plain_form(tmp_path: Path) -> None:
    forms = read(tmp_path, UNIT, HEAD, AN, BINH)
    assert [form.unit for form in forms.forms] == ["Sở Y tế"]
    assert entries(forms.forms[0]) == [("CL-05", 1, ("Lê Văn An", "Đỗ Bình"))]
    assert kinds(forms) == []
    assert forms.sheets[0].key == "so-y-te.xlsx#Sheet1"
    assert forms.sheets[0].recognition.unit_cell == "A1"


def test_headings_of_sports_and_events_between_the_rows(tmp_path: Path) -> None:
    forms = read(
        tmp_path, UNIT, ["TT", "Họ và tên", "Giới tính", "Năm sinh", "Cặp số"],
        ["I. CẦU LÔNG"], ["", "Đôi nam 36-45 tuổi"], [1, "Lê Văn An", "Nam", 1984, 1], [2, "Đỗ Bình", "Nam", 1985, 1],
        ["", "Đôi nam nữ 36-45"], [1, "Lê Văn An", "Nam", 1984, 1], [2, "Chu Thị Chi", "Nữ", 1986, 1],
        ["II. Cờ tướng"], ["Cá nhân nam 45 tuổi trở xuống"], [1, "Đỗ Bình", "Nam", 1985],
    )  # fmt: skip
    assert entries(forms.forms[0]) == [
        ("CL-05", 1, ("Lê Văn An", "Đỗ Bình")),
        ("CL-12", 1, ("Lê Văn An", "Chu Thị Chi")),
        ("CT-01", 1, ("Đỗ Bình",)),
    ]
    assert kinds(forms) == []


def test_cells_merged_over_a_pair_and_rows_that_go_on(tmp_path: Path) -> None:
    forms = read(
        tmp_path, UNIT, HEAD, [1, "Lê Văn An", "Nam", 1984, "", "CL-05", 1], [2, "Đỗ Bình", "Nam", 1985],
        ["", "", "", "", "", "BB-04", 2], [3, "Hồ Cường", "Nam", 1986, "", "BB-04", 2],
        merged=("F3:F4", "G3:G4"),
    )  # fmt: skip
    assert entries(forms.forms[0]) == [("CL-05", 1, ("Lê Văn An", "Đỗ Bình")), ("BB-04", 2, ("Đỗ Bình", "Hồ Cường"))]


def test_several_delegations_in_one_column(tmp_path: Path) -> None:
    head = ["Đơn vị", *HEAD]
    rows = [["Sở Y tế", *AN], ["", *BINH], ["Sở Nội vụ", 3, "Hồ Cường", "Nam", 1986, "", "CT-01", 1]]
    forms = read(tmp_path, head, *rows)
    assert [(form.unit, len(form.athletes)) for form in forms.forms] == [("Sở Y tế", 2), ("Sở Nội vụ", 1)]
    assert forms.units == 2


def test_several_delegations_one_below_the_other(tmp_path: Path) -> None:
    forms = read(tmp_path, UNIT, HEAD, AN, BINH, ["Đơn vị: Sở Nội vụ"], [1, "Hồ Cường", "Nam", 1986, "", "CT-01", 1])
    assert [(form.unit, len(form.athletes)) for form in forms.forms] == [("Sở Y tế", 2), ("Sở Nội vụ", 1)]


def test_several_delegations_in_one_workbook(tmp_path: Path) -> None:
    path = book(
        tmp_path / "tất cả.xlsx",
        {"Sở Y tế": [HEAD, AN, BINH], "Sở Nội vụ": [HEAD, AN], "Hướng dẫn": [["Xin ghi rõ"]], "Trang3": []},
    )
    forms = read_forms([path], XXV, LIMITS)
    assert [form.unit for form in forms.forms] == ["Sở Y tế", "Sở Nội vụ"]
    assert ("unread_sheet", "Hướng dẫn") in [(p.kind, p.sheet) for p in forms.problems]
    assert ("same_person_two_units", "Sở Nội vụ") in [(p.kind, p.unit) for p in forms.problems]


def test_two_files_of_one_delegation_are_one_form(tmp_path: Path) -> None:
    men = book(tmp_path / "nam.xlsx", {"S": [["Đơn vị: Toà án"], HEAD, [1, "Lê Văn An", "Nam", 1984, "", "CL-12", 1]]})
    women = book(tmp_path / "nữ.xlsx", {"S": [["Đơn vị: TÒA  ÁN"], HEAD, [1, "Chu Chi", "Nữ", 1984, "", "CL-12", 1]]})
    forms = read_forms([men, women], XXV, LIMITS)
    assert [(form.unit, form.files) for form in forms.forms] == [("Toà án", ("nam.xlsx", "nữ.xlsx"))]
    assert entries(forms.forms[0]) == [("CL-12", 1, ("Lê Văn An", "Chu Chi"))]
    assert kinds(forms) == []
    assert forms.forms[0].digest != read_forms([men], XXV, LIMITS).forms[0].digest


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        (["Đơn vị: Sở Y tế"], "Sở Y tế"), (["ĐƠN VỊ:  SỞ Y TẾ ......"], "Sở y tế"),
        (["Tên đơn vị dự thi: Sở Y tế"], "Sở Y tế"),
        (["Đơn vị:  VĂN PHÒNG   HĐND tỉnh "], "VĂN PHÒNG HĐND tỉnh"), (["Đơn vị: Sở Y tế   ĐT: 0280"], "Sở Y tế"),
        (["Đơn vị:", "Sở Y tế"], "Sở Y tế"), (["Cơ quan, đơn vị: Sở Y tế; ĐT: 0280"], "Sở Y tế"),
        (["CHI BỘ SỞ Y TẾ"], "Sở y tế"),
        (["Đơn vị: ................"], "so y te"), (["Danh sách"], "so y te"),
    ],
)  # fmt: skip
def test_whose_form_it_is(tmp_path: Path, above: list[str], unit: str) -> None:
    assert read(tmp_path, above, [], HEAD, AN).forms[0].unit == unit


def test_signatures_end_the_table_and_numbers_without_names_are_nobody(tmp_path: Path) -> None:
    forms = read(
        tmp_path, UNIT, HEAD, AN, BINH, [3], [4], [], ["Ấn định danh sách gồm 2 VĐV"],
        ["", "Thái Nguyên, ngày 10 tháng 9 năm 2024"],
        ["", "Người lập", "", "", "Trưởng đoàn"], [], ["", "Trần Văn Ký"],
    )  # fmt: skip
    assert forms.athletes == 2
    assert kinds(forms) == []


def test_what_a_row_lacks_is_said(tmp_path: Path) -> None:
    forms = read(
        tmp_path, UNIT, HEAD, [1, "", "Nam", 1984, "", "CL-05", 1], ["", "Lê Văn Lạc"], AN, BINH,
        [3, "Hồ Cường", "", "không rõ", "", "bơi", ""], ["", "", "Nam"],
    )  # fmt: skip
    assert kinds(forms) == [
        ("unread_row", "", "A3"),
        ("unread_row", "Lê Văn Lạc", "B4"),
        ("birth_unreadable", "Hồ Cường", "D7"),
        ("unknown_event", "Hồ Cường", "F7"),
        ("sex_missing", "Hồ Cường", "C7"),
        ("birth_date_missing", "Hồ Cường", "D7"),
        ("unread_row", "", "C8"),
    ]
    assert [form.unit for form in forms.forms] == ["Sở Y tế"]
    assert {problem.unit for problem in forms.problems} == {"Sở Y tế"}


def test_a_row_twice_and_two_namesakes(tmp_path: Path) -> None:
    forms = read(
        tmp_path,
        UNIT,
        HEAD,
        AN,
        BINH,
        AN,
        [4, "LÊ VĂN AN", "Nam", 1984, "", "BB-04", 1],
        [5, "Lê Văn An", "Nam", 1979, "", "BB-04", 1],
    )
    assert kinds(forms) == [("duplicate_row", "Lê Văn An", "B5")]
    assert [(a.name, a.birth_year) for a in forms.forms[0].athletes] == [
        ("Lê Văn An", 1984),
        ("Đỗ Bình", 1985),
        ("Lê Văn An", 1979),
    ]
    assert [entry.members for entry in forms.forms[0].entries] == [(0, 1), (0, 2)]


def test_a_later_row_fills_in_what_an_earlier_one_lacks(tmp_path: Path) -> None:
    forms = read(
        tmp_path, UNIT, HEAD, [1, "Lê Văn An", "Nam", "", "", "CL-05", 1], BINH,
        [3, "Lê Văn An", "", "4/5/1984", "x", "BB-01", 1],
        [4, "Vũ Em", "Nam", 1980, "x", "BB-01", 1],
    )  # fmt: skip
    first = forms.forms[0].athletes[0]
    assert (first.birth_date, first.sex, first.leader) == ("1984-05-04", "M", True)
    assert kinds(forms) == []


def test_the_sex_may_follow_from_the_events_and_the_leader_from_the_post(tmp_path: Path) -> None:
    head = ["STT", "Họ tên", "Tuổi", "Chức vụ", "Nội dung"]
    forms = read(
        tmp_path, UNIT, head, [1, "An Văn", 40, "Phó Giám đốc", "BB-01"], [2, "Bế Chi", 39, "Trưởng phòng", "BB-05"]
    )
    assert [(a.sex, a.birth_year, a.leader) for a in forms.forms[0].athletes] == [("M", 1984, True), ("F", 1985, False)]


def test_ticks_in_columns_of_men_and_women_and_names_in_two_columns(tmp_path: Path) -> None:
    forms = read(
        tmp_path, UNIT, ["TT", "Họ đệm", "Tên", "Giới tính", "", "Năm sinh", "Bóng bàn", ""],
        ["", "", "", "Nam", "Nữ", "", "Đôi nữ", "Nhảy bao bố"],
        [1, "Chu Thị", "Chi", "", "x", 1984, "cặp 1", ""], [2, "Đỗ", "Dung", "", "x", 1985, 1, "x"],
        [3, "Hà", "Em", "", "x", 1990, "?", ""],
    )  # fmt: skip
    assert entries(forms.forms[0]) == [("BB-05", 1, ("Chu Thị Chi", "Đỗ Dung"))]
    assert kinds(forms) == [("unknown_event", "Đỗ Dung", "H5"), ("unread_cell", "Hà Em", "G6")]


def test_a_row_of_column_numbers_is_passed_over(tmp_path: Path) -> None:
    forms = read(tmp_path, UNIT, HEAD, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"], AN, BINH)
    assert forms.athletes == 2
    assert kinds(forms) == []


def test_sports_may_stand_above_the_row_of_titles(tmp_path: Path) -> None:
    forms = read(
        tmp_path, UNIT, ["", "", "", "", "Bóng bàn", "", "Cờ tướng", "Đá cầu"],
        ["TT", "Họ và tên", "Giới tính", "Năm sinh", "Đôi nam", "Đơn nam 45 trở xuống", "Cá nhân nam", "Đơn nam"],
        [1, "Lê Văn An", "Nam", 1984, 1, "x", "", ""], [2, "Đỗ Bình", "Nam", 1985, 1, "", "x", "x"],
        [3, "Hồ Cường", "Nam", 1986, "", "", "-", 0],
    )  # fmt: skip
    assert entries(forms.forms[0]) == [("BB-02", 1, ("Lê Văn An",)), ("BB-04", 1, ("Lê Văn An", "Đỗ Bình"))]
    assert kinds(forms) == [("unknown_event", "Đỗ Bình", "G5"), ("unknown_event", "Đỗ Bình", "H5")]
    assert "CT-01, CT-02" in forms.problems[0].detail.say("en")


def test_titles_in_three_rows_and_a_second_column_of_one_meaning(tmp_path: Path) -> None:
    forms = read(
        tmp_path, UNIT, ["TT", "Họ và tên", "Giới tính", "Năm sinh", "Cầu lông", "", "", "Họ tên khác"],
        ["", "", "", "", "Đôi nam", "", "Đôi nữ"], ["", "", "", "", "36-45", "35 trở xuống", "36-45"],
        [1, "Lê Văn An", "Nam", 1984, 1, "", "", "Tí"], [2, "Đỗ Bình", "Nam", 1985, 1, "", "", "Sửu"],
    )  # fmt: skip
    assert entries(forms.forms[0]) == [("CL-05", 1, ("Lê Văn An", "Đỗ Bình"))]
    assert [c.event for c in forms.sheets[0].recognition.columns if c.meaning == "tick"] == ["CL-05", "CL-06", "CL-08"]


def test_unnumbered_pairs_are_not_guessed(tmp_path: Path) -> None:
    rows = [[n, f"Người {name}", "Nam", 1984, "", "CL-05", ""] for n, name in enumerate(("An", "Ba", "Chi", "Du"), 1)]
    forms = read(tmp_path, UNIT, HEAD, *rows[:2])
    assert entries(forms.forms[0]) == [("CL-05", 1, ("Người An", "Người Ba"))]
    forms = read(tmp_path, UNIT, HEAD, *rows)
    assert kinds(forms) == [("pair_too_many", "Người Chi", "F5")]
    rows[0][6] = 1
    forms = read(tmp_path, UNIT, HEAD, *rows[:2])
    assert entries(forms.forms[0]) == [("CL-05", 1, ("Người An", "Người Ba"))]


def test_singles_share_no_number(tmp_path: Path) -> None:
    rows = [
        [n, f"Người {name}", "Nam", 1984, "", "CT-01", given]
        for n, (name, given) in enumerate((("An", ""), ("Ba", 1), ("Chi", 1)), 1)
    ]
    forms = read(tmp_path, UNIT, HEAD, *rows)
    assert entries(forms.forms[0]) == [
        ("CT-01", 1, ("Người Ba",)),
        ("CT-01", 2, ("Người An",)),
        ("CT-01", 3, ("Người Chi",)),
    ]
    assert kinds(forms) == [("too_many_entries", "Người Chi", "F5")]


def test_ditto_marks_repeat_the_sport(tmp_path: Path) -> None:
    head = ["TT", "Họ và tên", "Giới tính", "Năm sinh", "Môn", "Nội dung", "Cặp số"]
    forms = read(
        tmp_path,
        UNIT,
        head,
        [1, "An Văn", "Nam", 1984, "Cầu lông", "Đôi nam 36-45", 1],
        [2, "Bế Văn", "Nam", 1985, "nt", "Đôi nam 36-45", 1],
    )
    assert entries(forms.forms[0]) == [("CL-05", 1, ("An Văn", "Bế Văn"))]


def test_a_sport_alone_is_an_event_where_it_has_one_only(tmp_path: Path) -> None:
    events = [event for event in XXV if event.code in ("CT-01", "CL-05", "CL-06")]
    head = ["TT", "Họ và tên", "Giới tính", "Năm sinh", "Môn"]
    path = book(
        tmp_path / "a.xlsx",
        {"S": [UNIT, head, [1, "An Văn", "Nam", 1984, "Cờ tướng"], [2, "Bế Văn", "Nam", 1984, "Cầu lông"]]},
    )
    forms = read_forms([path], events, LIMITS)
    assert entries(forms.forms[0]) == [("CT-01", 1, ("An Văn",))]
    assert kinds(forms) == [("unknown_event", "Bế Văn", "E4")]
    assert "CL-05, CL-06" in forms.problems[0].detail.say("vi")


def test_a_correction_replaces_what_was_recognised(tmp_path: Path) -> None:
    head = ["TT", "Họ và tên", "Giới tính", "Năm sinh", "Ký hiệu", "Số"]
    path = book(tmp_path / "a.xlsx", {"S": [["Đơn vị: Sở Y tế"], head, [1, "An Văn", "Nam", 1984, "CT-01", ""]]})
    first = read_forms([path], XXV, LIMITS)
    assert entries(first.forms[0]) == []
    seen = first.sheets[0].recognition
    known = (replace(c, meaning="event") if c.title == "Ký hiệu" else c for c in seen.columns)
    columns = (*known, Column(40, "?", "note"))
    right = replace(seen, columns=columns, unit="Sở Nội vụ")
    for key in ("a.xlsx#S", "a.xlsx"):
        forms = read_forms([path], XXV, LIMITS, corrections={key: right})
        assert forms.forms[0].unit == "Sở Nội vụ"
        assert entries(forms.forms[0]) == [("CT-01", 1, ("An Văn",))]


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), ("|", "utf-16-le"), (";", "utf-16-be")],
)
def test_plain_tables_of_every_kind(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = write_csv(tmp_path / "a.csv", [["Đơn vị", "Sở Văn hóa, Thể thao"], [], HEAD, AN, BINH], delimiter, encoding)
    forms = read_forms([path], XXV, LIMITS)
    assert [form.unit for form in forms.forms] == ["Sở Văn hóa, Thể thao"]
    assert entries(forms.forms[0]) == [("CL-05", 1, ("Lê Văn An", "Đỗ Bình"))]
    assert forms.sheets[0].key == "a.csv"


def test_vietnamese_windows_text(tmp_path: Path) -> None:
    text = "TT;Ho\u0323 va\u0300 tên;Giới tính;Năm sinh\r\n1;Lê Văn Hoa\u0300;Nam;1980\r\n"
    data = "".join(_cp1258(letter) for letter in text).encode("cp1258")
    (tmp_path / "so-y-te.csv").write_bytes(data)
    assert [a.name for a in read_forms([tmp_path / "so-y-te.csv"], XXV, LIMITS).forms[0].athletes] == ["Lê Văn Hoà"]


def _cp1258(letter: str) -> str:
    return {"ớ": "ơ\u0301", "í": "í", "ọ": "o\u0323"}.get(letter, letter)
