"""Events found by the names people give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.forms_by_hand import BY_CODE, XXV
from tournament_app.domain.people import search_key
from tournament_app.domain.rules import EventRules
from tournament_app.exchange.event_names import EventNames, entry_number, names_of, split_wishes, take_number

NAMES = EventNames(XXV)


@pytest.mark.parametrize(
    ("text", "section", "code"),
    [
        ("Cầu lông: Đôi nam lãnh đạo 51 tuổi trở lên", "", "CL-01"),
        ("ĐÔI NAM LÃNH ĐẠO TRÊN 50", "Cầu lông", "CL-01"),
        ("đôi nam LĐ 50-", "CL", "CL-02"),
        ("Đôi nam >50", "Cầu lông", "CL-03"),
        ("Đôi nam ≥ 51", "Cầu lông", "CL-03"),
        ("Đôi nam 51+", "Cầu lông", "CL-03"),
        ("đôi nam công chức trên 50", "Cầu lông", "CL-03"),
        ("Đôi nam 46-51 tuổi", "Cầu lông", "CL-04"),
        ("Đôi nam từ 36 đến 45 tuổi", "Cầu lông", "CL-05"),
        ("CL-05", "", "CL-05"),
        ("cl5", "", "CL-05"),
        ("CL-05 Đôi nam 36-45", "", "CL-05"),
        ("doi nam 35 tro xuong", "cau long", "CL-06"),
        ("Đôi nam dưới 36", "Cầu lông", "CL-06"),
        ("đôi nam ≤35 tuổi", "Cầu lông", "CL-06"),
        ("đôi nam không quá 35", "Cầu lông", "CL-06"),
        ("Đôi nam U35", "Cầu lông", "CL-06"),
        ("Đôi nữ 46-50", "Cầu lông", "CL-07"),
        ("Đôi nam - nữ 46 – 50 tuổi", "Môn: Cầu lông", "CL-11"),
        ("Cầu lông đôi nam nữ (36-45 tuổi)", "", "CL-12"),
        ("Đôi nam/nữ 36-45", "Cầu lông", "CL-12"),
        ("đôi nam nữ phối hợp, 35 trở xuống", "Cầu lông", "CL-13"),
        ("đôi hỗn hợp 35 trở xuống", "Cầu lông", "CL-13"),
        ("Bóng chuyền hơi nam", "", "BCH-01"),
        ("Bóng chuyền nữ", "", "BCH-02"),
        ("doi nu", "Bóng chuyền hơi", "BCH-02"),
        ("đôi nam lãnh đạo", "Bóng bàn", "BB-01"),
        ("Đơn nam 46+", "BB", "BB-03"),
        ("Đôi nam", "Bóng bàn", "BB-04"),
        ("Đôi phối hợp nam nữ", "Bóng bàn", "BB-06"),
        ("Cờ tướng nam 45 tuổi trở xuống", "", "CT-01"),
        ("CN nam từ 46 tuổi trở lên", "Cờ tướng", "CT-02"),
    ],
)
def test_an_event_is_found(text: str, section: str, code: str) -> None:
    assert NAMES.match(text, section).code == code


@pytest.mark.parametrize(
    "text", ["Nhảy bao bố nam", "Kéo co nam nữ", "Đẩy gậy nam 60 kg", "Pickleball đôi nam", "", "Đôi nam 20-25", "x"]
)
def test_what_is_no_event(text: str) -> None:
    assert NAMES.match(text).code == ""


@pytest.mark.parametrize(
    ("text", "section", "candidates"),
    [
        ("Đôi nam", "", {"CL-03", "CL-04", "CL-05", "CL-06", "BB-04"}),
        ("Đôi nam", "Cầu lông", {"CL-03", "CL-04", "CL-05", "CL-06"}),
        ("đôi nam lãnh đạo", "Cầu lông", {"CL-01", "CL-02"}),
        ("Cá nhân", "Cờ tướng", {"CT-01", "CT-02"}),
    ],
)
def test_an_open_name_lists_its_candidates(text: str, section: str, candidates: set[str]) -> None:
    match = NAMES.match(text, section)
    assert (match.code, set(match.candidates)) == ("", candidates)


@given(event=st.sampled_from(XXV), lower=st.booleans(), bare=st.booleans(), plain=st.booleans(), gap=st.booleans())
def test_every_event_is_found_by_every_plain_spelling(
    event: EventRules, lower: bool, bare: bool, plain: bool, gap: bool
) -> None:
    name = event.name.replace(" tuổi", "") if bare else event.name
    name = name.replace("-", " - ") if gap else name
    name = search_key(name) if plain else name.lower() if lower else name
    assert NAMES.match(name, event.sport).code == event.code
    assert NAMES.match(f"{event.sport}: {name}").code == event.code


def test_a_name_is_known_by_the_rules_of_another_tournament() -> None:
    other = EventNames(
        (
            EventRules("KC-1", "Kéo co", "Đội nam nữ", 5, 5),
            EventRules("DK-1", "Điền kinh", "Chạy 100m nam", 1, 0),
            EventRules("DK-2", "Điền kinh", "Chạy 200m nam", 1, 0),
            EventRules("QV-1", "Quần vợt", "Đôi nam lãnh đạo", 2, 0, leaders_only=True),
        )
    )
    found = [
        other.match(text).code
        for text in ("Kéo co", "chạy 100m nam", "Điền kinh: chạy 200m", "đôi nam", "quan vot lanh dao")
    ]
    assert found == ["KC-1", "DK-1", "DK-2", "QV-1", "QV-1"]


def test_the_events_asked_for_last_are_kept() -> None:
    assert names_of(XXV) is names_of(list(XXV))
    assert names_of(XXV[:3]) is not names_of(XXV)


@pytest.mark.parametrize(
    ("text", "wording", "number"),
    [
        ("Đôi nam (cặp 2)", "Đôi nam", 2), ("Đội nam (đội 1)", "Đội nam", 1),
        ("Đôi nam 36-45 - cặp 1", "Đôi nam 36-45", 1),
        ("Đôi nam, cặp số 2", "Đôi nam", 2), ("Đôi nam (2)", "Đôi nam", 2), ("Đôi nam #3", "Đôi nam", 3),
        ("Đôi nam cặp A", "Đôi nam", 1), ("Đôi nam (II)", "Đôi nam", 2), ("đơn nam 45", "đơn nam 45", None),
        ("Đôi nam 36-45", "Đôi nam 36-45", None), ("Đôi nam 46+", "Đôi nam 46+", None), ("Đội nam", "Đội nam", None),
    ],
)  # fmt: skip
def test_the_number_of_a_pair(text: str, wording: str, number: int | None) -> None:
    assert take_number(text) == (wording, number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("cặp 2", 2),
        ("Đội số 3", 3),
        ("B", 2),
        ("iii", 3),
        ("0", None),
        ("xx", None),
        ("", None),
        ("100", None),
    ],
)
def test_a_number_alone(text: str, number: int | None) -> None:
    assert entry_number(text) == number


def test_a_cell_of_several_events() -> None:
    assert list(split_wishes("1. Đôi nam 36-45;\n- Đôi nữ ; • CT-01.; ;")) == ["Đôi nam 36-45", "Đôi nữ", "CT-01"]
    codes = [
        match.code
        for match, *_ in NAMES.named("Cầu lông: đôi nam 36-45; đôi nam nữ 36-45; Bóng bàn: đôi nam; đôi nam nữ")
    ]
    assert codes == ["CL-05", "CL-12", "BB-04", "BB-06"]
    assert [match.code for match, *_ in NAMES.named("đôi nam 36-45, đôi nam nữ 36-45", "Cầu lông")] == [
        "CL-05",
        "CL-12",
    ]
    assert [match.code for match, *_ in NAMES.named("đôi nam 36-45, bơi lội", "Cầu lông")] == [""]
    assert set(BY_CODE) == {event.code for event in XXV}
