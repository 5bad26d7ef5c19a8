"""How a registration form is laid out: where its header is, what each column holds, whose form it is.

What was recognised is a frozen :class:`Recognition` that a person can look at, correct and hand back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain.people import clean_text, search_key
from tournament_app.exchange.sheets import address
from tournament_app.exchange.titles import Meaning, meaning_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.exchange.event_names import EventNames
    from tournament_app.exchange.sheets import Sheet

Layout = Literal["list", "rows", "matrix"]

_HEADER_WITHIN = 80
_LABEL = re.compile(
    r"^\W*(?:tên )?(?:(?:cơ quan|đơn vị|đoàn|unit|delegation)(?:\s*[,/-]\s*(?:cơ quan|đơn vị))?)"
    r"(?: (?:vđv|vận động viên|dự thi|dự giải|tham gia|tham dự|đăng ký|thi đấu))*\s*(?::\s*(.*)|)$",
    re.IGNORECASE | re.DOTALL,
)
_PARTY_CELL = re.compile(r"^\W*(?:chi bộ|đảng bộ|công đoàn|đơn vị)\s*:?\s+(\S.*)$", re.IGNORECASE)
_NEXT_LABEL = re.compile(
    r"\s{3,}(?=[^:]+:)|\s{5,}|\t|\n|[.…]{3,}|;|\s+(?:điện thoại|sđt|địa chỉ|email)\b.*", re.IGNORECASE
)
_NO_UNIT = re.compile(
    r"^(?:sheet|trang(?: tinh)?|bang|ds|dk|danh sach|dang ky|form|bieu|mau|list|data|nam|nu|vdv|tong hop)(?![a-z]).*"
)
_LIKE_EVENT = re.compile(r"\b(?:doi|don|ca nhan|dong doi|tap the|nam|nu|tuoi|mon)\b")
_COLUMN_NUMBER = re.compile(r"^\(?\s*(?:\d{1,2}|[A-Z])\s*\)?$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its titles as one text, what it holds, and the *event* that its ticks enter."""

    index: int
    title: str
    meaning: Meaning | None
    event: str = ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was recognised of one sheet. *header* are its rows from 0, the last one directly above the first athlete."""

    layout: Layout
    header: tuple[int, ...]
    columns: tuple[Column, ...]
    unit: str
    unit_cell: str = ""

    def at(self, meaning: Meaning) -> int | None:
        """The first column that holds *meaning*, from 0."""
        return next((column.index for column in self.columns if column.meaning == meaning), None)


def recognise(sheet: Sheet, names: EventNames, stem: str = "") -> Recognition | None:
    """The layout of *sheet*; ``None`` if no row of it has a title for names. *stem*: the file's name without suffix."""
    found = _header_row(sheet.rows)
    if found is None:
        return None
    header, name = found
    if header and any(isinstance(cell, str) and names.sport(cell) for cell in sheet.rows[header - 1]):
        first = header - 1
    else:
        first = header
    last = _last_header_row(sheet.rows, header, name)
    rows = range(first, last + 1)
    columns = _columns(tuple(tuple(sheet.rows[row]) for row in rows), names)
    last = _past_numbering(sheet.rows, last, name)
    unit, cell = _unit_above(sheet.rows[:first])
    if not unit:
        unit = _unit_of_name(sheet.name, names) or _unit_of_name(stem.replace("-", " ").replace("_", " "), names)
    layout = _layout(columns, sheet.rows[last + 1 :])
    return Recognition(layout, tuple(range(first, last + 1)), columns, unit, cell)


def _header_row(rows: Sequence[list[Any]]) -> tuple[int, int] | None:
    """The first row with a title for names and one more title, and the column of the names."""
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        meanings = [meaning_of((cell,)) if cell and isinstance(cell, str) else None for cell in row]
        if "name" in meanings and len([m for m in meanings if m not in (None, "name")]) > 0:
            return at, meanings.index("name")
    return None


def _last_header_row(rows: Sequence[list[Any]], header: int, name: int) -> int:
    """The header's last row: rows below it that leave the names blank and hold nothing but titles belong to it."""
    last = header
    number = next(
        (c for c, cell in enumerate(rows[header]) if isinstance(cell, str) and meaning_of((cell,)) == "number"), name
    )
    for at in range(header + 1, min(header + 4, len(rows))):
        row = rows[at]
        filled = [cell for cell in row if cell != ""]
        if not filled or row[name] != "" or row[number] != "":
            break
        if not all(isinstance(cell, str) and len(cell.strip()) > 1 for cell in filled):
            break
        last = at
    return last


def _past_numbering(rows: Sequence[list[Any]], last: int, name: int) -> int:
    """The row of column numbers below a header, "(1) (2) (3)" or "A B 1 2", is passed over."""
    if last + 1 < len(rows):
        filled = [_shown(cell) for cell in rows[last + 1] if cell != ""]
        if len(filled) > 2 and _shown(rows[last + 1][name]) and all(_COLUMN_NUMBER.match(cell) for cell in filled):
            return last + 1
    return last


def _shown(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


@lru_cache(maxsize=256)
def _columns(rows: tuple[tuple[Any, ...], ...], names: EventNames) -> tuple[Column, ...]:
    titles = _titles(rows)
    columns: list[Column] = []
    taken: set[Meaning] = set()
    for index, parts in enumerate(titles):
        if not parts:
            continue
        title = " / ".join(parts)
        meaning: Meaning | None = None
        if not any(names.sport(part) for part in parts[:-1]):
            meaning = meaning_of(parts)
        if meaning in taken and meaning not in ("event", "note", "other"):
            meaning = "other"
        event = ""
        if meaning is None:
            match = names.match(" ".join(parts))
            event = match.code
            if (
                match.code
                or match.candidates
                or any(names.sport(part) for part in parts[:-1])
                or _LIKE_EVENT.search(search_key(title))
            ):
                meaning = "tick"
        if meaning:
            taken.add(meaning)
        columns.append(Column(index, title, meaning, event))
    return tuple(_without_guess(columns))


def _without_guess(columns: list[Column]) -> list[Column]:
    """A column named like an event, but of none, counts beside one that surely is or where no other says events."""
    sure = any(c.meaning == "tick" and c.event for c in columns)
    told = any(c.meaning in ("event", "sport") for c in columns)
    if sure or not told:
        return columns
    return [Column(c.index, c.title, None if c.meaning == "tick" else c.meaning, c.event) for c in columns]


def _titles(rows: tuple[tuple[Any, ...], ...]) -> list[tuple[str, ...]]:
    """The titles above each column, top first; a title over several columns counts for each that has one below it."""
    width = max(map(len, rows))
    table = [[clean_text(cell) if isinstance(cell, str) else _shown(cell) for cell in row] for row in rows]
    for row in table:
        row.extend([""] * (width - len(row)))
    for at, row in enumerate(table[:-1]):
        for c in range(1, width):
            below = any(lower[c] for lower in table[at + 1 :])
            before = any(lower[c - 1] for lower in table[at + 1 :])
            if not row[c] and row[c - 1] and below and before:
                row[c] = row[c - 1]
    return [tuple(dict.fromkeys(row[c] for row in table if row[c])) for c in range(width)]


def _layout(columns: tuple[Column, ...], rows: Sequence[list[Any]]) -> Layout:
    if any(column.meaning == "tick" for column in columns):
        return "matrix"
    event = next((c.index for c in columns if c.meaning == "event"), None)
    if any(c.meaning in ("sport", "entry_number") for c in columns) or event is None:
        return "rows"
    cells = [row[event] for row in rows if event < len(row) and isinstance(row[event], str)]
    return "list" if any(re.search(r"[;\n(]", cell) for cell in cells) else "rows"


def unit_label(row: Sequence[Any]) -> tuple[str, int] | None:
    """The delegation that a row names after a label ("Đơn vị: Sở Y tế"), and its column; ``None`` without label."""
    for c, cell in enumerate(row):
        unit = _labelled(cell) if isinstance(cell, str) and 0 < len(cell) < 200 else None
        if unit is None:
            continue
        if unit:
            return unit, c
        for at in range(c + 1, len(row)):
            if isinstance(row[at], str) and (unit := clean_unit(row[at])):
                return unit, at
    return None


@lru_cache(maxsize=1024)
def _labelled(text: str) -> str | None:
    """The delegation after a label of one cell; empty if the cell is the label alone, ``None`` if it is none."""
    found = _LABEL.match(clean_keeping_gaps(text))
    return None if found is None else clean_unit(found[1] or "")


@lru_cache(maxsize=1024)
def _of_party_cell(text: str) -> str:
    found = _PARTY_CELL.match(clean_keeping_gaps(text))
    return clean_unit(found[1]) if found else ""


def _unit_above(rows: Sequence[list[Any]]) -> tuple[str, str]:
    """The delegation named above the header: after a label, else in the line of its party cell; and the cell."""
    party = ("", "")
    for at, row in enumerate(rows):
        if label := unit_label(row):
            return label[0], address(at, label[1])
        for c, cell in enumerate(row):
            if isinstance(cell, str) and cell and (unit := _of_party_cell(cell)):
                party = (unit, address(at, c))
    return party


def clean_keeping_gaps(text: str) -> str:
    """*text* composed, its runs of spaces kept: a wide gap parts two labels of one cell."""
    return unicodedata.normalize("NFC", text).replace("\xa0", " ").strip()


def clean_unit(text: str) -> str:
    """The name of a delegation without dots to write on or further labels; all capitals become a name."""
    name = clean_text(_NEXT_LABEL.split(clean_keeping_gaps(text).lstrip(" .…_:-"), maxsplit=1)[0]).rstrip(" .…_:;,-")
    if name.isupper() and " " in name:
        name = name[:1] + name[1:].lower()
    return name if any(letter.isalpha() for letter in name) else ""


def _unit_of_name(name: str, names: EventNames) -> str:
    plain = search_key(name)
    return "" if not plain or _NO_UNIT.match(plain) or names.sport(name) else clean_unit(name)
