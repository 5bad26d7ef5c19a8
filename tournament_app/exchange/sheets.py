"""The cells of a file somebody sent: workbooks (xlsx, xlsm, xlsb, xls, ods) and plain tables (csv, tsv, txt)."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tournament_app.errors import Unavailable
from tournament_app.words import Text

if TYPE_CHECKING:
    from pathlib import Path

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TABLES = (".csv", ".tsv", ".txt")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: *rows* of one width from A1 on (empty cells are ``""``), *merged* as corners (row, column) from 0.

    *name* is empty for a plain table, which has no sheets.
    """

    name: str
    rows: tuple[list[Any], ...]
    merged: tuple[Range, ...] = ()

    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return all(cell == "" for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class File:
    """A file's sheets and the SHA-256 of its bytes."""

    sheets: tuple[Sheet, ...]
    digest: str


@lru_cache(maxsize=4096)
def address(row: int, column: int) -> str:
    """The A1 address of a cell given from 0."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


def read_file(path: Path) -> File:
    """The cells of the file at *path*; raises :class:`Unavailable` that says why it cannot be read and what to do."""
    try:
        data = path.read_bytes()
    except OSError as error:
        text = Text(
            "{file} cannot be opened ({why}). Close it in other programs and check that you may read it.",
            file=path.name,
            why=error.strerror or str(error),
        )
        raise Unavailable(text, "unreadable_file") from error
    if not data.strip(b"\0 \r\n\t"):
        raise Unavailable(Text("{file} is empty. Ask for it again.", file=path.name), "unreadable_file")
    workbook = path.suffix.lower() in WORKBOOKS or data.startswith((b"PK", _OLE))
    sheets = _workbook(path, data) if workbook else (_table(path, data),)
    if all(sheet.is_empty() for sheet in sheets):
        raise Unavailable(Text("{file} has no filled cell. Ask for it again.", file=path.name), "unreadable_file")
    return File(sheets, hashlib.sha256(data).hexdigest())


def _workbook(path: Path, data: bytes) -> tuple[Sheet, ...]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    locked = Text("{file} is protected by a password. Save it without one and take it in again.", file=path.name)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise Unavailable(locked, "unreadable_file")
    if not data.startswith((b"PK", _OLE)):
        text = Text(
            "{file} is named like a workbook but is none. Save it as .xlsx or .csv and take it in again.",
            file=path.name,
        )
        raise Unavailable(text, "unreadable_file")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return tuple(_sheet(book, name) for name in book.sheet_names)
    except PasswordError as error:
        raise Unavailable(locked, "unreadable_file") from error
    except (CalamineError, XmlError, ZipError, OSError, ValueError) as error:
        text = Text("{file} is damaged or incomplete and cannot be read. Ask for it again.", file=path.name)
        raise Unavailable(text, "unreadable_file") from error


def _sheet(book: Any, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    return Sheet(name, tuple(sheet.to_python(skip_empty_area=False)), tuple(sheet.merged_cell_ranges or ()))


def _table(path: Path, data: bytes) -> Sheet:
    text = _decoded(data)
    if text is None:
        raise Unavailable(
            Text("{file} is no table of text. Save it as .xlsx or .csv (UTF-8) and take it in again.", file=path.name),
            "unreadable_file",
        )
    rows = max((_split(text, delimiter) for delimiter in ";,\t|"), key=_regularity)
    width = max(map(len, rows), default=0)
    return Sheet("", tuple([*row, *[""] * (width - len(row))] for row in rows))


def _decoded(data: bytes) -> str | None:
    """*data* as text: what its byte order mark says, else UTF-8, UTF-16, Vietnamese Windows (cp1258)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tries = ["utf-16"]
    elif b"\0" in data:
        tries = ["utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"]
    else:
        tries = ["utf-8-sig", "cp1258"]
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    return None


def _split(text: str, delimiter: str) -> list[list[Any]]:
    try:
        return [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        return []


def _regularity(rows: list[list[Any]]) -> tuple[int, int]:
    """How much like a table this is: how many rows share the commonest width above one, and that width."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return times, width
