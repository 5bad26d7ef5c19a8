"""Births as forms write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tournament_app.exchange.birth import Birth, parse_birth

DAY = Birth(1979, "1979-05-04")


@pytest.mark.parametrize(
    "written",
    [
        date(1979, 5, 4), datetime(1979, 5, 4, 7, 30), "04/05/1979", "4/5/1979",
        "4-5-1979", "4.5.1979", "04.05.79", "4/5/79",
        "1979-05-04", "1979/5/4", "1979-05-04 00:00:00", " 4 / 5 / 1979 ",
        "ngày 04 tháng 05 năm 1979", "04051979", "4 5 1979",
        28979, 28979.0, "28979", 4051979, "sinh 4/5/1979",
    ],
)  # fmt: skip
def test_a_whole_date(written: object) -> None:
    assert parse_birth(written, 2024) == DAY


@pytest.mark.parametrize(
    "written", [1979, 1979.0, "1979", " 1979 ", "năm 1979", "79", "'79", 79, "5/1979", "1979 (45 tuổi)"]
)
def test_a_bare_year(written: object) -> None:
    assert parse_birth(written, 2024) == Birth(1979)


@pytest.mark.parametrize(
    "written",
    ["", "không rõ", None, True, -1, 1979.5, 250, 1e12, "1850", 2099, "13/13", "x", date(2030, 1, 1), "99999", 3000],
)
def test_what_is_no_birth(written: object) -> None:
    assert parse_birth(written, 2024) is None


def test_a_day_that_does_not_exist_leaves_its_year() -> None:
    assert parse_birth("31/02/1980", 2024) == Birth(1980)
    assert parse_birth("31/31/1980", 2024) == Birth(1980)


def test_the_month_may_come_first_where_only_so_it_is_a_date() -> None:
    assert parse_birth("05/18/1973", 2024) == Birth(1973, "1973-05-18")


def test_two_digits_are_the_latest_year_of_somebody_ten_years_old() -> None:
    assert parse_birth("14", 2024) == Birth(2014)
    assert parse_birth("15", 2024) == Birth(1915)
    assert parse_birth(5, 2024) == Birth(2005)


@given(
    born=st.dates(date(1920, 1, 1), date(2014, 12, 31)),
    form=st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]),
)
def test_every_date_is_read_back(born: date, form: str) -> None:
    assert parse_birth(born.strftime(form), 2024) == Birth(born.year, born.isoformat())
    assert parse_birth((born - date(1899, 12, 30)).days, 2024) == Birth(born.year, born.isoformat())
