"""A ranked list of another program (the online quiz): its columns recognised, its names matched to the entries."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from tournament_app.domain.people import clean_text, match_key, search_key
from tournament_app.errors import Problem, Unavailable
from tournament_app.exchange.sheets import address, read_file
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tournament_app.exchange.sheets import Sheet
    from tournament_app.queries.entries import EntryRow

_TITLES = (
    ("time", re.compile(r".*\b(?:thoi gian|time|duration|so giay|thoi luong)\b.*")),
    ("marks", re.compile(r".*\b(?:diem|score|marks?|points?|so cau dung|ket qua)\b.*")),
    ("unit", re.compile(r"(?:ten )?(?:don vi|co quan|chi bo|dang bo|doan|unit|delegation|team)\b.*")),
    (
        "name",
        re.compile(r"(?:ho(?: va|,| &)? ?(?:chu )?ten|ho ten|ten|thi sinh|nguoi (?:du )?thi|full ?name|name)\b.*"),
    ),
)
TOP = 30
"""Rows among which the titles of the columns are looked for."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the list as it was written, with the cell its name stands in."""

    where: str
    name: str
    unit: str
    marks: str
    time: str


@dataclass(frozen=True, slots=True)
class TakenLine:
    """The marks and the time of an *entry*."""

    entry: int
    attempts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkList:
    """What of a list belongs to entries, and every line that does not, as a problem."""

    lines: tuple[TakenLine, ...]
    problems: tuple[Problem, ...]


def read_list(path: Path) -> tuple[ListLine, ...]:
    """The lines of the first sheet that has columns for names and marks; raises ``Unavailable`` when none has."""
    for sheet in read_file(path).sheets:
        for at, row in enumerate(sheet.rows[:TOP]):
            columns = _columns(row)
            if {"name", "marks"} <= columns.keys() or {"unit", "marks"} <= columns.keys():
                return tuple(_lines(sheet, at + 1, columns))
    raise Unavailable(
        Text(
            "{file} has no columns for names and marks. Nothing was taken. Title them “Name” and “Marks”.",
            file=path.name,
        ),
        "unreadable_file",
    )


def match_list(lines: Sequence[ListLine], entries: Iterable[EntryRow]) -> MarkList:
    """Each line given to the entry it names; what fits nobody or several, or comes twice, is a problem.

    A line names an entry by delegation and name, by a name only one has, or by a delegation that has one entry.
    """
    by_both: defaultdict[tuple[str, str], list[EntryRow]] = defaultdict(list)
    by_name: defaultdict[str, list[EntryRow]] = defaultdict(list)
    by_unit: defaultdict[str, list[EntryRow]] = defaultdict(list)
    for entry in entries:
        for unit in {match_key(entry.unit), match_key(entry.short)}:
            by_unit[unit].append(entry)
            for name in entry.members:
                by_both[unit, match_key(name)].append(entry)
        for name in entry.members:
            by_name[match_key(name)].append(entry)
    taken: dict[int, TakenLine] = {}
    problems: list[Problem] = []
    for line in lines:
        name, unit = match_key(line.name), match_key(line.unit)
        found = by_both[unit, name] if line.name and line.unit else by_name[name] if line.name else by_unit[unit]
        who = ", ".join(filter(None, (line.name, line.unit)))
        if not found:
            problems.append(
                _problem("not_entered", Text("{cell}: {who} is not entered here.", cell=line.where, who=who))
            )
        elif len(found) > 1:
            text = Text("{cell}: {who} may be any of {n} entries.", cell=line.where, who=who, n=len(found))
            problems.append(_problem("several", text))
        elif found[0].id in taken:
            text = Text("{cell}: {who} stands in the list twice; the first line counts.", cell=line.where, who=who)
            problems.append(_problem("twice", text))
        else:
            taken[found[0].id] = TakenLine(found[0].id, (line.marks, line.time))
    return MarkList(tuple(taken.values()), tuple(problems))


def _problem(code: str, text: Text) -> Problem:
    return Problem(code, text)


def _columns(row: Sequence[Any]) -> dict[str, int]:
    """Meaning → column, of a row of titles."""
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        title = search_key(clean_text(str(cell)))
        meaning = next((name for name, pattern in _TITLES if title and pattern.fullmatch(title)), None)
        if meaning is not None:
            found.setdefault(meaning, column)
    return found


def _lines(sheet: Sheet, first: int, columns: dict[str, int]) -> Iterable[ListLine]:
    for at, row in enumerate(sheet.rows[first:], first):
        texts = {meaning: _text(row[column], meaning) for meaning, column in columns.items()}
        if texts.get("name") or texts.get("unit"):
            where = address(at, columns.get("name", columns.get("unit", 0)))
            yield ListLine(
                where, texts.get("name", ""), texts.get("unit", ""), texts.get("marks", ""), texts.get("time", "")
            )


def _text(cell: Any, meaning: str) -> str:
    """A cell as a person would type it; a workbook keeps times as times or as parts of a day."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        cell = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second, microseconds=cell.microsecond)
    if isinstance(cell, float) and meaning == "time" and 0 < cell < 1:
        cell = timedelta(days=cell)
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = clean_text(str(cell))
    return text.split("/")[0].strip() if meaning == "marks" else text
