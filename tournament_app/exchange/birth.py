"""When somebody was born, as forms write it: dates, texts, bare years and Excel's day numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

_EXCEL_EPOCH = date(1899, 12, 30)
_DAY_FIRST = re.compile(r"\b(\d{1,2})\s*[/.\-–\s]\s*(\d{1,2})\s*[/.\-–\s]\s*(\d{4}|\d{2})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*(\d{1,2})\b")
_IN_WORDS = re.compile(r"(\d{1,2})\D{1,3}th[aá]ng\s*(\d{1,2})\D{1,3}n[aă]m\s*(\d{4})", re.IGNORECASE)
_SOLID = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
_YEAR = re.compile(r"(?<!\d)(19\d{2}|20\d{2})(?!\d)")
_SHORT_YEAR = re.compile(r"^['’]?(\d{2})$")


@dataclass(frozen=True, slots=True)
class Birth:
    """A year of birth, and the ISO *date* where the whole date is known; neither if it is unknown."""

    year: int | None
    date: str | None = None


def parse_birth(value: object, year: int) -> Birth | None:
    """What a cell says of a birth, for a tournament in *year*; ``None`` if it says nothing that can be one.

    A day that does not exist (31/02/1980) leaves its year. Two digits mean the latest year at least ten years back.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _known(value.year, value.isoformat(), year)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _number(value, year)
    return _text(value.strip(), year) if isinstance(value, str) else None


def _known(born: int, iso: str | None, year: int) -> Birth | None:
    return Birth(born, iso) if 1900 <= born <= year else None


def _number(value: float, year: int) -> Birth | None:
    if value != int(value) or not 0 <= value < 100_000_000:
        return None
    if 3000 < value < 80_000:  # days since 1899-12-30: 1908 to 2119
        day = _EXCEL_EPOCH + timedelta(days=int(value))
        return _known(day.year, day.isoformat(), year)
    return _text(f"{int(value):02}" if value < 10_000 else f"{int(value):08}", year)


@lru_cache(maxsize=4096)
def _text(text: str, year: int) -> Birth | None:
    if found := _YEAR_FIRST.search(text):
        return _date(int(found[1]), int(found[2]), int(found[3]), year)
    if found := _IN_WORDS.search(text) or _DAY_FIRST.search(text) or _SOLID.match(text):
        return _date(_full_year(found[3], year), int(found[2]), int(found[1]), year)
    if found := _YEAR.search(text):
        return _known(int(found[1]), None, year)
    if found := _SHORT_YEAR.match(text):
        return _known(_full_year(found[1], year), None, year)
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return _number(float(text), year)
    return None


def _full_year(digits: str, year: int) -> int:
    if len(digits) == 4:
        return int(digits)
    latest = year - 10
    return latest - (latest - int(digits)) % 100


def _date(born: int, month: int, day: int, year: int) -> Birth | None:
    if month > 12 >= day:  # month first, as an English Excel writes
        month, day = day, month
    try:
        iso = date(born, month, day).isoformat()
    except ValueError:
        iso = None
    return _known(born, iso, year)
