"""Registration forms made on the spot: people and entries out of thin air, written in each layout in odd spellings."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import xlsxwriter
from hypothesis import strategies as st

from tournament_app.domain.rules import EntryLimits, EventRules

if TYPE_CHECKING:
    from pathlib import Path

    from tournament_app.exchange.forms import Form

LIMITS = EntryLimits(year=2024)


def _event(code: str, sport: str, name: str, *who: int, **more: Any) -> EventRules:
    return EventRules(code, sport, name, *who, **more)


XXV = (
    _event("CL-01", "Cầu lông", "Đôi nam lãnh đạo 51 tuổi trở lên", 2, 0, age_min=51, leaders_only=True),
    _event("CL-02", "Cầu lông", "Đôi nam lãnh đạo 50 tuổi trở xuống", 2, 0, age_max=50, leaders_only=True),
    _event("CL-03", "Cầu lông", "Đôi nam 51 tuổi trở lên", 2, 0, age_min=51),
    _event("CL-04", "Cầu lông", "Đôi nam 46-50 tuổi", 2, 0, age_min=46, age_max=50),
    _event("CL-05", "Cầu lông", "Đôi nam 36-45 tuổi", 2, 0, age_min=36, age_max=45),
    _event("CL-06", "Cầu lông", "Đôi nam 35 tuổi trở xuống", 2, 0, age_max=35),
    _event("CL-07", "Cầu lông", "Đôi nữ 46 tuổi trở lên", 0, 2, age_min=46),
    _event("CL-08", "Cầu lông", "Đôi nữ 36-45 tuổi", 0, 2, age_min=36, age_max=45),
    _event("CL-09", "Cầu lông", "Đôi nữ 35 tuổi trở xuống", 0, 2, age_max=35),
    _event("CL-10", "Cầu lông", "Đôi nam nữ 51 tuổi trở lên", 1, 1, age_min=51),
    _event("CL-11", "Cầu lông", "Đôi nam nữ 46-50 tuổi", 1, 1, age_min=46, age_max=50),
    _event("CL-12", "Cầu lông", "Đôi nam nữ 36-45 tuổi", 1, 1, age_min=36, age_max=45),
    _event("CL-13", "Cầu lông", "Đôi nam nữ 35 tuổi trở xuống", 1, 1, age_max=35),
    _event("BCH-01", "Bóng chuyền hơi", "Đội nam", 7, 0, squad=(5, 10)),
    _event("BCH-02", "Bóng chuyền hơi", "Đội nữ", 0, 7, squad=(5, 10)),
    _event("BB-01", "Bóng bàn", "Đôi nam lãnh đạo", 2, 0, leaders_only=True),
    _event("BB-02", "Bóng bàn", "Đơn nam 45 tuổi trở xuống", 1, 0, age_max=45),
    _event("BB-03", "Bóng bàn", "Đơn nam 46 tuổi trở lên", 1, 0, age_min=46),
    _event("BB-04", "Bóng bàn", "Đôi nam", 2, 0),
    _event("BB-05", "Bóng bàn", "Đôi nữ", 0, 2),
    _event("BB-06", "Bóng bàn", "Đôi nam nữ", 1, 1),
    _event("CT-01", "Cờ tướng", "Cá nhân nam 45 tuổi trở xuống", 1, 0, age_max=45),
    _event("CT-02", "Cờ tướng", "Cá nhân nam 46 tuổi trở lên", 1, 0, age_min=46),
)
BY_CODE = {event.code: event for event in XXV}

_FAMILY = ("Nguyễn", "Hoà", "Đặng", "Lý", "Trương", "Võ", "Hoàng", "Ma", "Nông", "Quách", "Vừ", "Khuất", "Ngô", "Ỷ")
_MIDDLE = ("Thuỳ", "Đức", "Ngọc", "Quý", "Mỹ", "Hữu", "Ánh", "Thế", "Xuân", "Bảo")
_GIVEN = ("An", "Ước", "Ý", "Oanh", "Đạt", "Hoà", "Thuý", "Huệ", "Bằng", "Yến", "Khuê", "Tuyết", "H'Hen", "Nghĩa")
_UNITS = (
    "Sở Quy hoạch - Kiến trúc",
    "Chi cục Kiểm lâm",
    "Công ty Điện lực Thái Nguyên",
    "Trung tâm Y tế TP",
    "Đài Khí tượng",
)


@dataclass
class Athlete:
    name: str
    sex: str
    born: date
    leader: bool
    wishes: list[tuple[str, int]] = field(default_factory=list)


@st.composite
def crowds(draw: st.DrawFn) -> list[Athlete]:
    """The athletes of a delegation, each in at least one entry; every entry is complete."""
    entries = draw(
        st.lists(st.tuples(st.sampled_from(XXV), st.integers(1, 3)), min_size=1, max_size=7, unique_by=_slot)
    )
    names = draw(
        st.permutations(
            [(f, m, g) for f in _FAMILY[:7] for m in _MIDDLE[:5] for g in draw(st.permutations(_GIVEN))[:3]]
        )
    )
    crowd: list[Athlete] = []
    for event, number in entries:
        size = event.members[1] if event.squad is None else event.squad[0]
        sexes = "MF" if event.men and event.women else ("M" if event.men else "F") * size
        for sex in sexes:
            free = [a for a in crowd if a.sex == sex and event.code not in [code for code, _ in a.wishes]]
            if free and draw(st.booleans()):
                free[0].wishes.append((event.code, number))
                continue
            born = draw(st.dates(date(1950, 1, 1), date(2005, 12, 31)))
            name = " ".join(names[len(crowd)])
            crowd.append(Athlete(name, sex, born, draw(st.booleans()), [(event.code, number)]))
    return crowd


def _slot(entry: tuple[EventRules, int]) -> tuple[str, int]:
    return entry[0].code, entry[1]


@dataclass(frozen=True)
class Hand:
    """How a clerk writes: which spellings, which columns in which order, what stands around the table."""

    names: tuple[int, ...]
    events: tuple[int, ...]
    births: str
    order: tuple[int, ...]
    extra: bool
    titles: int
    merged: bool
    unit: str
    unit_place: str
    number: bool

    def name(self, at: int, name: str) -> str:
        """The *at*-th name in one of seven odd ways."""
        return (
            name,
            unicodedata.normalize("NFD", name),
            name.upper(),
            name.lower(),
            f"Đ/c {name}",
            f"  {name.replace(' ', '  ', 1)} ",
            f"Ông {name.replace(' ', chr(160), 1)}",
        )[self.names[at % len(self.names)] % 7]

    def event(self, at: int, event: EventRules, *, sport: bool) -> str:
        """The *at*-th mention of an event in one of seven free ways."""
        low, high = event.age_min, event.age_max
        name = event.name
        name = (
            name,
            name.replace(" tuổi", ""),
            name.lower().replace("-", " - "),
            name.replace("nam nữ", "nam - nữ"),
            name.replace("51 tuổi trở lên", "trên 50").replace("35 tuổi trở xuống", "dưới 36 tuổi"),
            name.replace(f"{low}-{high}", f"từ {low} đến {high}") if low and high else name.upper(),
            unicodedata.normalize("NFD", name),
        )[self.events[at % len(self.events)] % 7]
        return f"{event.sport}: {name}" if sport else name

    def birth(self, born: date) -> object:
        """A birth as this form writes births."""
        return {
            "date": born,
            "slash": f"{born:%d/%m/%Y}",
            "dots": f"{born.day}.{born.month}.{born.year}",
            "dashes": f"{born:%d-%m-%Y}",
            "iso": born.isoformat(),
            "year": born.year,
            "text": f" {born.year} ",
            "serial": (born - date(1899, 12, 30)).days,
        }[self.births]


hands = st.builds(
    Hand,
    names=st.lists(st.integers(0, 6), min_size=1, max_size=9).map(tuple),
    events=st.lists(st.integers(0, 6), min_size=1, max_size=9).map(tuple),
    births=st.sampled_from(("date", "slash", "dots", "dashes", "iso", "year", "text", "serial")),
    order=st.permutations(range(7)).map(tuple),
    extra=st.booleans(),
    titles=st.integers(0, 5),
    merged=st.booleans(),
    unit=st.sampled_from(_UNITS),
    unit_place=st.sampled_from(("label", "cells", "column")),
    number=st.booleans(),
)

Table = tuple[list[list[Any]], list[tuple[int, int, int, int]]]


def table(layout: str, crowd: list[Athlete], hand: Hand) -> Table:
    """The cells of a form from A1 on, and its merged ranges (first row, first column, last row, last column)."""
    make = {"list": _list, "rows": _rows, "matrix": _matrix}[layout]
    columns, body, two = make(crowd, hand)
    order = _order(columns, hand)

    pairs: list[tuple[str, str]] = [columns[at] for at in order]
    top = _above(hand)
    head = [[upper for upper, _ in pairs]] + ([[lower for _, lower in pairs]] if two else [])
    merged = []
    at = 0
    while two and at < len(pairs):
        end = at
        while end + 1 < len(pairs) and pairs[end + 1][0] == pairs[at][0] and pairs[at][1]:
            end += 1
            head[0][end] = ""
        if end > at and hand.merged:
            merged.append((len(top), at, len(top), end))
        at = end + 1
    rows = [[row[at] for at in order] for row in body]
    signed = [
        [],
        ["", "Người lập danh sách", "", "", "THỦ TRƯỞNG ĐƠN VỊ"],
        ["", "", "", "", "(Ký tên, đóng dấu)"],
        ["", "Trần Văn Ký"],
    ]
    return top + head + rows + signed, merged


def _order(columns: list[tuple[str, str]], hand: Hand) -> list[int]:
    """Columns shuffled, those under one title kept together."""
    groups: dict[str, list[int]] = {}
    for at, (upper, lower) in enumerate(columns):
        groups.setdefault(upper if lower else f"{upper} {at}", []).append(at)
    shuffled = sorted(enumerate(groups.values()), key=lambda item: (hand.order[item[0] % 7], item[0]))
    order = [at for _, group in shuffled for at in group]
    return order if hand.number else sorted(order, key=lambda at: columns[at][0] != "TT")


def _above(hand: Hand) -> list[list[Any]]:
    titles: list[list[Any]] = [
        ["ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        [],
        ["DANH SÁCH ĐĂNG KÝ VẬN ĐỘNG VIÊN"],
    ]
    top = [*titles, ["năm 2024"], []][: hand.titles]
    if hand.unit_place == "label":
        return [*top, [unicodedata.normalize("NFD", f"Đơn vị:  {hand.unit}")], []]
    if hand.unit_place == "cells":
        return [*top, ["Đơn vị", hand.unit], []]
    return top


def _more(columns: list[tuple[str, str]], body: list[list[Any]], hand: Hand) -> None:
    for title, value in (("Điện thoại", "0912 345 678"), ("Ghi chú", "")) if hand.extra else ():
        columns.append((title, ""))
        for row in body:
            row.append(value)
    if hand.unit_place == "column":
        columns.append(("Đơn vị", ""))
        for row in body:
            row.append(hand.unit)


def _list(crowd: list[Athlete], hand: Hand) -> tuple[list[tuple[str, str]], list[list[Any]], bool]:
    columns = [
        ("TT", ""),
        ("Họ và tên", ""),
        ("Năm sinh", "Nam"),
        ("Năm sinh", "Nữ"),
        ("Lãnh đạo", ""),
        ("Nội dung đăng ký", ""),
    ]
    columns = (
        [("TT", ""), ("Họ và tên", ""), ("Sinh ngày", "Nam"), ("Sinh ngày", "Nữ"), *columns[4:]]
        if hand.extra
        else columns
    )
    body = []
    for at, athlete in enumerate(crowd):
        parts = []
        for n, (code, number) in enumerate(athlete.wishes):
            rules = BY_CODE[code]
            word = "đội" if rules.is_team else "cặp" if rules.members[1] == 2 else "số"
            parts.append(f"{hand.event(at + n, rules, sport=True)} ({word} {number})")
        born = hand.birth(athlete.born)
        sides = (born, "") if athlete.sex == "M" else ("", born)
        body.append([at + 1, hand.name(at, athlete.name), *sides, "x" if athlete.leader else "", "; ".join(parts)])
    _more(columns, body, hand)
    # the two births stand side by side whatever the order of the rest
    return columns, body, True


def _rows(crowd: list[Athlete], hand: Hand) -> tuple[list[tuple[str, str]], list[list[Any]], bool]:
    titles = ("TT", "Họ tên VĐV", "Giới tính", "Ngày sinh", "Lãnh đạo", "Môn thi đấu", "Nội dung", "Cặp/Đội số")
    body = []
    for at, athlete in enumerate(crowd):
        for code, number in athlete.wishes:
            rules = BY_CODE[code]
            sex = "Nam" if athlete.sex == "M" else "Nữ"
            lead = "có" if athlete.leader else ""
            name = hand.name(at + number, athlete.name)
            event = hand.event(at + number, rules, sport=False)
            body.append([len(body) + 1, name, sex, hand.birth(athlete.born), lead, rules.sport, event, number])
    columns = [(title, "") for title in titles]
    _more(columns, body, hand)
    return columns, body, False


def _matrix(crowd: list[Athlete], hand: Hand) -> tuple[list[tuple[str, str]], list[list[Any]], bool]:
    used = sorted({code for athlete in crowd for code, _ in athlete.wishes})
    columns = [("TT", ""), ("Họ và tên", ""), ("Giới tính", ""), ("Năm sinh", ""), ("Lãnh đạo", "")]
    body = []
    for at, athlete in enumerate(crowd):
        wishes = dict(athlete.wishes)
        ticks = [wishes.get(code, "") for code in used]
        sex = "nam" if athlete.sex == "M" else "NỮ"
        lead = "x" if athlete.leader else ""
        body.append([at + 1, hand.name(at, athlete.name), sex, hand.birth(athlete.born), lead, *ticks])
    _more(columns, body, hand)
    start = 5
    events = [(BY_CODE[code].sport, hand.event(at, BY_CODE[code], sport=False)) for at, code in enumerate(used)]
    return columns[:start] + events + columns[start:], body, True


def write_xlsx(path: Path, *sheets: tuple[str, Table]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, (rows, merged) in sheets:
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(r, c, cell, day)
                elif cell != "":
                    sheet.write(r, c, cell)
        for r0, c0, r1, c1 in merged:
            sheet.merge_range(r0, c0, r1, c1, rows[r0][c0])
    book.close()
    return path


def write_csv(path: Path, rows: list[list[Any]], delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(
        [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in rows]
    )
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def said(form: Form) -> tuple[set[Any], set[Any]]:
    """What a form says, to compare: people and entries, without the order of either."""
    people = {(a.name, a.sex, a.birth_year, a.leader) for a in form.athletes}
    return people, {(e.event, e.number, frozenset(form.members(e))) for e in form.entries}


def meant(crowd: list[Athlete]) -> tuple[set[Any], set[Any]]:
    """What the form of this crowd should say."""
    entries: dict[tuple[str, int], set[str]] = {}
    for athlete in crowd:
        for wish in athlete.wishes:
            entries.setdefault(wish, set()).add(athlete.name)
    people = {(a.name, a.sex, a.born.year, a.leader) for a in crowd}
    return people, {(*wish, frozenset(names)) for wish, names in entries.items()}
