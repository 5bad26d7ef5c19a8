"""Files that cannot be read are named with the reason, one problem each, and stop nobody else's form."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.forms_by_hand import LIMITS, XXV
from tournament_app.errors import Unavailable
from tournament_app.exchange.forms import FormProblem, read_forms
from tournament_app.exchange.sheets import address, read_file
from tournament_app.token import Cancelled, Token

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples" / "forms"
GOOD = SAMPLES / "list" / "so-noi-vu.xlsx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def only_problem(path: Path) -> FormProblem:
    forms = read_forms([path], XXV, LIMITS)
    assert forms.forms == ()
    (problem,) = forms.problems
    assert (problem.kind, problem.file) == ("unreadable_file", path.name)
    assert path.name in problem.detail.say("en")
    assert path.name in problem.detail.say("vi") != problem.detail.say("en")
    return problem


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kept", [4, 100, 2000, 5000])
def test_a_torn_workbook(tmp_path: Path, kept: int) -> None:
    assert "damaged" in only_problem(write(tmp_path / "rách.xlsx", GOOD.read_bytes()[:kept])).detail.say("en")


@settings(max_examples=60)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.integers(0, 10_000))
def test_no_damage_is_a_bug(tmp_path_factory: pytest.TempPathFactory, at: int, byte: int, cut: int) -> None:
    data = bytearray(GOOD.read_bytes())
    data[at % len(data)] = byte
    path = write(tmp_path_factory.mktemp("torn") / "a.xlsx", bytes(data[: len(data) - cut % len(data)]))
    forms = read_forms([path], XXV, LIMITS)
    assert forms.forms or [problem.kind for problem in forms.problems] == ["unreadable_file"]


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    container = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    assert "password" in only_problem(write(tmp_path / "khóa.xlsx", container)).detail.say("en")


def test_an_ole_container_that_is_no_workbook(tmp_path: Path) -> None:
    assert "damaged" in only_problem(write(tmp_path / "a.xls", OLE + bytes(3000))).detail.say("en")


def test_a_text_named_like_a_workbook(tmp_path: Path) -> None:
    text = "Họ và tên;Năm sinh\nNguyễn Văn An;1980".encode()
    assert "is none" in only_problem(write(tmp_path / "chữ.xlsx", text)).detail.say("en")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_file_without_a_byte(tmp_path: Path, name: str) -> None:
    assert "empty" in only_problem(write(tmp_path / name, b"")).detail.say("en")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    assert "text" in only_problem(write(tmp_path / "a.csv", bytes(range(1, 255)))).detail.say("en")


def test_an_empty_sheet(tmp_path: Path) -> None:
    path = tmp_path / "trống.xlsx"
    openpyxl.Workbook().save(path)
    assert "no filled cell" in only_problem(path).detail.say("en")


@pytest.mark.parametrize(
    "rows", [[["Kính gửi Ban Tổ chức"]], [["TT", "Họ và tên", "Năm sinh"]], [["Họ và tên"], ["An"]]]
)
def test_a_sheet_without_an_athlete(tmp_path: Path, rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "thư.xlsx")
    assert "no athlete" in only_problem(tmp_path / "thư.xlsx").detail.say("en")


def test_a_folder_in_place_of_a_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"cannot be opened|Không mở được"):
        read_file(tmp_path)


def test_what_is_not_there_and_a_folder_without_forms(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as gone:
        read_forms([tmp_path / "không có.xlsx"], XXV, LIMITS)
    (tmp_path / "ghi chú.md").write_text("x", encoding="utf-8")
    (tmp_path / "~$phiếu.xlsx").write_text("x", encoding="utf-8")
    with pytest.raises(Unavailable) as empty:
        read_forms([tmp_path], XXV, LIMITS)
    assert (gone.value.code, empty.value.code) == ("no_forms", "no_forms")


def test_a_letter_in_a_folder_is_a_problem_that_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path / "phiếu.docx", b"PK")
    write(tmp_path / "phiếu.xlsx", GOOD.read_bytes())
    forms = read_forms([tmp_path], XXV, LIMITS)
    assert [(p.kind, p.file) for p in forms.problems] == [("other_file", "phiếu.docx")]
    assert forms.units == 1


def test_an_unreadable_form_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", b"PK\3\4")
    write(tmp_path / "b.xlsx", GOOD.read_bytes())
    forms = read_forms([tmp_path], XXV, LIMITS)
    assert [form.unit for form in forms.forms] == ["Sở Nội vụ"]
    assert [(p.kind, p.file) for p in forms.problems] == [("unreadable_file", "a.xlsx")]


def test_reading_reports_and_can_be_called_off() -> None:
    seen: list[tuple[int, int, str]] = []

    def watch(done: int, total: int, doing: str) -> None:
        seen.append((done, total, doing))
        if done == 2:
            token.cancel()

    token = Token(watch)
    with pytest.raises(Cancelled):
        read_forms([SAMPLES], XXV, LIMITS, token=token)
    assert seen[:2] == [
        (0, 45, "list/ban-dan-van-tinh-uy.xlsx"),
        (1, 45, "list/cuc-du-tru-nha-nuoc-khu-vuc-bac-thai.xlsx"),
    ]
    assert len(seen) == 3


@given(row=st.integers(0, 2000), column=st.integers(0, 1000))
def test_addresses_are_excels(row: int, column: int) -> None:
    assert address(row, column) == f"{openpyxl.utils.get_column_letter(column + 1)}{row + 1}"
