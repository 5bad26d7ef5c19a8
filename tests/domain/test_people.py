"""Names as Vietnamese writes, finds and sorts them."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tournament_app.domain.people import age, clean_name, clean_text, collation_key, match_key, person_key, search_key

NAMES = st.sampled_from(
    ["Nguyễn Thị Hoà", "Đặng Quý Ý", "H'Hen Niê", "Vừ A Sểnh", "Lò Văn Ỏi", "Ê Đê K'Brông", "Ông Ích Khiêm"]
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Hồ Quang Minh", "Hồ Quang Minh"),
        ("HỒ QUANG MINH", "Hồ Quang Minh"),
        ("hồ quang minh", "Hồ Quang Minh"),
        ("Hồ quang MINH", "Hồ Quang Minh"),
        ("  Hồ  Quang\xa0Minh \n", "Hồ Quang Minh"),
        ("Hồ\u200b Quang\ufeff Minh", "Hồ Quang Minh"),
        ("Đ/c Hồ Quang Minh", "Hồ Quang Minh"),
        ("đ/c: HỒ QUANG MINH", "Hồ Quang Minh"),
        ("Đ.c Hồ Quang Minh", "Hồ Quang Minh"),
        ("Đồng chí Hồ Quang Minh", "Hồ Quang Minh"),
        ("Ông Hồ Quang Minh", "Hồ Quang Minh"),
        ("Ông/bà Hồ Quang Minh", "Hồ Quang Minh"),
        ("Ông Hồ Minh", "Hồ Minh"),
        ("Ông Ích Khiêm", "Ông Ích Khiêm"),
        ("Bà Hồ Thị Minh", "Hồ Thị Minh"),
        ("Mrs. Hồ Thị Minh", "Hồ Thị Minh"),
        ("PGS.TS. Hồ Minh", "Hồ Minh"),
        ("3. Hồ Quang Minh", "Hồ Quang Minh"),
        ("- Hồ Quang Minh", "Hồ Quang Minh"),
        ("Hồ Quang Minh (đội trưởng)", "Hồ Quang Minh"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("h'hen niê", "H'Hen Niê"),
        ("Y Moan Ênuôl", "Y Moan Ênuôl"),
        ("Lê Mai-Anh", "Lê Mai-Anh"),
        ("", ""),
    ],
)
def test_a_name_is_written_as_a_name(written: str, name: str) -> None:
    assert clean_name(written) == name
    assert clean_name(unicodedata.normalize("NFD", written)) == name


@given(name=NAMES)
def test_a_name_that_is_written_well_stays(name: str) -> None:
    assert clean_name(name) == name


@given(text=st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_name(text) == clean_text(clean_name(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Toà án", "Tòa án"),
        ("Hoè", "Hòe"),
        ("Thuý", "Thúy"),
        ("HOÀNG  MINH", "hoàng minh"),
        ("Đài Phát thanh - Truyền hình", "Đài phát thanh-truyền hình"),
        ("Đài Phát thanh – Truyền hình", "Đài Phát thanh - Truyền hình"),
        ("H’Hen", "H'Hen"),
        ("Quý", unicodedata.normalize("NFD", "Quý")),
    ],
)
def test_two_spellings_of_one_name_match(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hoa", "Hoà"), ("Hòa", "Hóa"), ("Lan", "Lân"), ("An Bình", "Anbình"), ("Đạt", "Dạt")]
)
def test_different_names_do_not_match(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@given(one=st.text("aăâbdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậ ", min_size=1), other=st.text("aàảãáạb "))
def test_keys_tell_apart_what_differs_in_letters(one: str, other: str) -> None:
    if match_key(one) == match_key(other):
        assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    ("text", "key"),
    [("Đặng Thị Hoà", "dang thi hoa"), ("ƯỚC", "uoc"), ("Ỷ Ỹ", "y y"), ("naïve é", "naive e"), ("Ș", "s")],
)
def test_search_knows_no_accents(text: str, key: str) -> None:
    assert search_key(text) == key
    assert search_key(unicodedata.normalize("NFD", text)) == key


def test_letters_come_before_tones() -> None:
    order = "An Anh Ánh Ân Ba Bà Bá Bách Bạch Bang Bắc Bằng Dung Dũng Duyên Đức Hoa Hoà Hòa".split()  # noqa: SIM905
    shuffled = random.Random(7).sample(order, len(order))
    assert [word for word in sorted(shuffled, key=collation_key) if word not in ("Hoà", "Hòa")] == order[:-2]


def test_tones_stand_in_their_order_and_capitals_last() -> None:
    assert sorted(["ạ", "á", "ã", "ả", "à", "a", "A"], key=collation_key) == ["a", "A", "à", "ả", "ã", "á", "ạ"]


def test_people_stand_by_given_name_then_by_the_rest() -> None:
    people = ["Trần Văn An", "Lê Thị Ánh", "Đỗ An", "Nguyễn An", "Đặng Văn Ân", "An"]
    assert sorted(people, key=person_key) == ["An", "Đỗ An", "Nguyễn An", "Trần Văn An", "Lê Thị Ánh", "Đặng Văn Ân"]


def test_digits_and_signs_have_a_place_too() -> None:
    assert sorted(["b", "2", "-", "a", "ß", "中"], key=collation_key)[:4] == ["-", "2", "a", "b"]


def test_age_is_a_matter_of_years() -> None:
    assert age(1983, 2025) == 42
