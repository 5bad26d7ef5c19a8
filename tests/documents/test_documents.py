from __future__ import annotations

import dataclasses
import re
from datetime import date
from io import BytesIO

import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tournament_app import paths
from tournament_app.documents import fonts, page
from tournament_app.documents.head import official_date, standard
from tournament_app.documents.pdf import pdf
from tournament_app.errors import Unavailable
from tournament_app.queries import prints

DOCUMENTS = {
    "schedule": samples.schedule,
    "schedule over pages": lambda: samples.schedule(60, 1, paper="A4"),
    "schedule by time": lambda: samples.schedule(5, 2, by="time", page_each=True),
    "entries": lambda: samples.entry_list(8),
    "entries by event": lambda: samples.entry_list(3, by="event", page_each=True),
    "medals": samples.medal_table,
    "results": samples.results,
    "draw record": samples.draw_record,
    "bracket 2": lambda: samples.bracket(2, 1),
    "bracket 8": lambda: samples.bracket(8, 4),
    "bracket 16 upright": lambda: samples.bracket(16, 2, paper="A4"),
    "bracket 32": lambda: samples.bracket(32, 16),
    "bracket 64": lambda: samples.bracket(64, paper="A3-landscape"),
    "sheets": samples.match_sheets,
    "sheets two a page": lambda: samples.match_sheets(2),
    "certificates": samples.certificates,
}
every_document = pytest.mark.parametrize("made", DOCUMENTS.values(), ids=DOCUMENTS)


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def texts(data: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", each.extract_text()) for each in read(data).pages]


@every_document
def test_two_runs_give_the_same_bytes(made):
    assert pdf(made()) == pdf(made())


@every_document
def test_only_our_fonts_and_each_embedded(made):
    for sheet in read(pdf(made())).pages:
        for font in (value.get_object() for value in sheet["/Resources"]["/Font"].values()):
            if font["/BaseFont"] == "/Helvetica":  # reportlab names it on each page and sets no letter in it
                continue
            assert "LiberationSerif" in font["/BaseFont"]
            assert "/FontFile2" in font["/FontDescriptor"]


@every_document
def test_all_text_stands_inside_the_page_and_is_readable(made):
    outside: list[tuple[str, float, float]] = []
    small: list[tuple[str, float]] = []

    for sheet in read(pdf(made())).pages:
        width, height = float(sheet.mediabox.width), float(sheet.mediabox.height)

        def see(text, _cm, tm, font, size, width=width, height=height):
            if not text.strip() or font is None or "Liberation" not in font["/BaseFont"]:
                return
            name = next(name for name, file in fonts.FILES.items() if file[:-4].split("-")[1] == _face(font))
            line = max(text.split("\n"), key=len).strip()
            right = tm[4] + fonts.width(line, name, size)
            if tm[4] < 20 or right > width - 20 or not 20 < tm[5] < height - 20:
                outside.append((line, tm[4], right))
            if size < 7.5:
                small.append((line, size))

        sheet.extract_text(
            visitor_text=lambda text, cm, tm, font, size, see=see: see(text, cm, _placed(cm, tm), font, size)
        )
    assert not outside
    assert not small


def _face(font) -> str:
    ending = font["/BaseFont"].split("LiberationSerif")[1].lstrip("-")
    return ending or "Regular"


def _placed(cm, tm):
    """The text matrix on the page."""
    return (*tm[:4], cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5])


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "certificates"])
def test_every_page_says_which_print_it_is(name):
    pages = texts(pdf(DOCUMENTS[name]()))
    for number, text in enumerate(pages, 1):
        assert f"Bản in lần 3 · 10:42 26/10/2024 · trang {number}/{len(pages)}" in text


def test_title_and_author_are_in_the_file():
    about = read(pdf(samples.medal_table())).metadata
    assert about.title == "Bảng tổng sắp huy chương"
    assert about.author == "Ban Tổ chức Giải thể thao truyền thống lần thứ XXV"


def test_heads_follow_their_standards():
    party, state = texts(pdf(samples.draw_record()))[0], texts(pdf(samples.entry_list(1)))[0]
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party
    assert "Số ……" in party
    assert "-----" in party
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in state
    assert "Số: ……" in state
    assert "Thái Nguyên, ngày 05 tháng 10 năm 2024" in state
    assert "T/M BAN TỔ CHỨC" in texts(pdf(samples.schedule(1, 1)))[-1]
    assert "TM. BAN TỔ CHỨC" in state
    assert "- Các đoàn;" in state


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2024, 12, 1), "ngày 01 tháng 12 năm 2024"),
    ],
)
def test_days_and_the_first_two_months_have_a_leading_zero(day, words):
    assert official_date(day) == words


def test_the_header_is_repeated_on_every_page_of_a_long_table():
    pages = texts(pdf(samples.schedule(60, 1, paper="A4")))
    assert len(pages) > 2
    for text in pages[:-1]:
        assert "Sân 1 - Nhà thi đấu thể thao tỉnh" in text
        assert "Trận Giờ" in text


def test_a_court_is_not_parted_when_a_page_can_hold_it():
    pages = texts(pdf(samples.schedule(9, 4)))
    for court in (2, 3, 4):
        numbers = [f" {court * 100 + n} " for n in range(9)]
        assert sum(all(number in text for number in numbers) for text in pages) == 1


def test_a_delegation_is_not_parted():
    pages = texts(pdf(samples.entry_list(12)))
    for n in range(9):  # up to 11 athletes each
        start = next(text for text in pages if f"{n + 1}. {samples.UNITS[n % 5]}" in text)
        last = 3 + n % 14
        assert f"{last} {samples.NAMES[(last - 1) % 7]}" in start.split(f"{n + 1}. {samples.UNITS[n % 5]}")[1]


@pytest.mark.parametrize("size", [2, 4, 8, 16, 32, 64])
def test_every_match_of_a_draw_is_printed_whatever_its_size(size):
    text = " ".join(texts(pdf(samples.bracket(size, third=False))))
    for number in range(1, size):
        assert f"Trận {number} ·" in text


def test_a_signature_never_stands_alone_on_a_page():
    for rows in range(20, 36):
        assert "Tổng cộng" in texts(pdf(samples.medal_table(rows)))[-1]


def test_certificates_carry_names_prize_and_book_number():
    first, second, _ = texts(pdf(samples.certificates()))
    assert samples.LONG_NAME in first
    assert "Đạt giải Nhất" in first
    assert "Vào sổ số: 07/GCN-BTC" in first
    assert "môn Cờ tướng" in second
    assert "trang" not in first


def test_a_certificate_leaves_room_for_signature_and_seal():
    heights: dict[str, float] = {}
    read(pdf(samples.certificates())).pages[0].extract_text(
        visitor_text=lambda text, _cm, tm, _font, _size: heights.setdefault(text.strip(), tm[5])
    )
    room = heights["TRƯỞNG BAN"] - heights["Trần Thị Hạnh Ẩn"]
    assert 35 <= room * 25.4 / 72 <= 40


def test_match_sheets_for_each_kind_of_sport():
    badminton, blank, volleyball, chess = texts(pdf(samples.match_sheets()))
    assert "Ván 3" in badminton
    assert "■ Bỏ cuộc" in badminton
    assert "Ván 5" in blank
    assert "■" not in blank
    assert "Hội ý A" in volleyball
    assert "(Đỏ)" in chess
    for text in (badminton, blank, volleyball, chess):
        for box in ("BÊN A", "BÊN B", "TRỌNG TÀI CHÍNH", "TỔNG TRỌNG TÀI"):
            assert box in text


def test_decomposed_letters_are_printed_whole():
    head = dataclasses.replace(samples.head(), tournament="Giải Cầu lông")
    given = prints.BracketPrint(head, samples.EDITION, "Đôi nữ")
    assert "Giải Cầu lông" in texts(pdf(given))[0]


def test_names_with_markup_are_printed_as_they_are():
    row = prints.MedalRow("1", "Công ty <A & B>", 1, 0, 0)
    given = prints.MedalTablePrint(samples.head(), samples.EDITION, (row,))
    assert "Công ty <A & B>" in texts(pdf(given))[0]


def test_empty_documents_are_still_documents():
    for made in (samples.schedule(0, 0), samples.entry_list(0), samples.medal_table(0)):
        assert len(texts(pdf(made))) == 1


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=120), st.floats(30, 400))
def test_wrapped_lines_fit_and_lose_no_letter(text, room):
    for way in (fonts.wrapped, fonts.balanced):
        lines = way(text, fonts.REGULAR, 12, room)
        assert "".join("".join(lines).split()) == "".join(fonts.plain(text).split())
        assert all(fonts.width(line, fonts.REGULAR, 12) <= room or len(line) == 1 for line in lines)


def test_margins_come_from_the_template():
    margins = page.Margins(samples.head(), "A4")
    assert round(margins.left * 25.4 / 72) == 30
    assert standard("party").margins["right"] == 15


def test_a_spoilt_template_says_which_file(tmp_path, monkeypatch):
    (tmp_path / "party.toml").write_text("motto = [", encoding="utf-8")
    monkeypatch.setattr(paths, "resource", lambda *parts: tmp_path / parts[-1])
    standard.cache_clear()
    with pytest.raises(Unavailable, match=r"party\.toml"):
        standard("party")
    with pytest.raises(Unavailable, match=r"state\.toml"):
        standard("state")
