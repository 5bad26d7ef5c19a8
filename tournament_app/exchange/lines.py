"""The rows of a form below its header: athletes with what they enter, and whatever could not be read of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tournament_app.domain.people import clean_name, clean_text, search_key
from tournament_app.exchange.birth import Birth, parse_birth
from tournament_app.exchange.columns import clean_unit, unit_label
from tournament_app.exchange.event_names import entry_number
from tournament_app.exchange.sheets import address
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tournament_app.exchange.columns import Recognition
    from tournament_app.exchange.event_names import EventNames, Match, Named
    from tournament_app.exchange.sheets import Sheet

_FOOTER = re.compile(
    r"\b(?:nguoi lap|lap bieu|lap danh sach|thu truong|ky ten|dong dau|ky,? ghi|xac nhan|t/?m|k/?t|tl|truong doan|"
    r"chu tich|ban to chuc|noi nhan|tong (?:so|cong)|cong:|ghi chu:|luu y|an dinh|danh sach (?:nay )?(?:gom|co)|"
    r"ngay\W.*thang|bi thu|giam doc|lanh dao (?:don vi|co quan)|nguoi phu trach|cong chung|hieu truong|lien he|"
    r"dien thoai)\b"
)
_LEADING_POST = re.compile(
    r"^(?:pho )?(?:giam doc|tong giam doc|chanh|truong ban|chu tich|chu nhiem|bi thu|cuc truong|chi cuc truong|"
    r"vien truong|hieu truong|truong doan|tong bien tap|thu truong|vu truong|chi huy truong)\b"
)
_TICKS = frozenset(
    ("x", "xx", "v", "✓", "✔", "☑", "√", "co", "yes", "y", "dk", "dang ky", "tham gia", "*", "+", "true", "o")
)
_NO_TICKS = frozenset(("", "-", "0", "khong", "k", "no", "n", "false", "ko", "☐"))
_DITTO = frozenset(('"', "nt", "-nt-", "nhu tren", "''", "“", "”", "―"))
_SEXES = {"nam": "M", "m": "M", "male": "M", "trai": "M", "nu": "F", "f": "F", "female": "F", "gai": "F", "w": "F"}
_FIGURE = re.compile(r"\d")
_SECTION = re.compile(r"^(?:[IVX]+|[A-Z]|\d{1,2})\s*[.)/-]\s*")


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One thing of a form that is wrong or could not be read, and the cell where it stands."""

    kind: str
    unit: str
    who: str
    file: str
    sheet: str
    cell: str
    detail: Text


class Wish(NamedTuple):
    """An event that a row enters its athlete for, the number of the pair or team if it has one, and the cell."""

    event: str
    number: int | None
    cell: tuple[int, int]


@dataclass(slots=True)
class Line:
    """A row that is an athlete. *columns* gives the column of each fact: ``name``, ``birth``, ``sex``, ``leader``."""

    unit: str
    name: str
    sex: str
    birth: Birth | None
    leader: bool
    post: str
    note: str
    row: int
    columns: Mapping[str, int]
    wishes: list[Wish] = field(default_factory=list)

    def cell(self, fact: str) -> tuple[int, int]:
        """Where the form says it, or would."""
        return self.row, self.columns[fact]


@dataclass(slots=True)
class Reading:
    """All that one sheet says."""

    lines: list[Line] = field(default_factory=list)
    problems: list[FormProblem] = field(default_factory=list)


def read_lines(sheet: Sheet, form: Recognition, names: EventNames, year: int, file: str) -> Reading:
    """Every row below the header: an athlete, a problem, a heading, or part of what stands below the table."""
    reader = _Rows(sheet, form, names, year, file)
    reader.read()
    return reader.reading


class _Rows:
    """Goes through the rows, remembering the delegation and the heading it is under."""

    def __init__(self, sheet: Sheet, form: Recognition, names: EventNames, year: int, file: str) -> None:
        self.sheet, self.names, self.year, self.file = sheet, names, year, file
        self.at: dict[str, int] = {}
        width = len(sheet.rows[0])
        known = [column for column in form.columns if column.index < width]  # a correction may be of a wider form
        for column in known:
            if column.meaning and column.meaning not in ("event", "tick"):
                self.at.setdefault(column.meaning, column.index)
        self.events = [c.index for c in known if c.meaning == "event"]
        self.ticks = [c for c in known if c.meaning == "tick"]
        self.births = [(self.at[m], sex) for m, sex in _BIRTHS if m in self.at]
        self.sides = [(self.at[m], sex) for m, sex in _SIDES if m in self.at]
        self.columns = {at: self._columns(at, sex) for at, sex in (*self.births, (None, ""))}
        self.first = form.header[-1] + 1
        self.unit = form.unit
        self.heading = ""
        self.before: dict[str, str] = {}
        self.reading = Reading()

    def read(self) -> None:
        """Fill the reading. The table ends at its signatures, or at what follows a blank row and is no athlete."""
        ended = blank = False
        for at, row in self._filled_rows():
            if row.count("") == len(row):
                blank = True
                continue
            name = self._name(row)
            birth = self._birth_cell(row) if name else None
            if (birth and not self._signs(row)) or (name and not birth and self._is_athlete(row)):
                self._athlete(at, row, name, birth)
                ended = False
            elif not ended and ((not blank and self._continues(at, row)) or self._is_heading(row)):
                pass
            elif not ended and not self._is_only_number(row):
                ended = any(map(_is_footer, row)) or (blank and not self._birth_cell(row))
                if not ended:
                    self._unread(at, row)
            blank = False

    def _filled_rows(self) -> Iterator[tuple[int, list[Any]]]:
        """The rows below the header, a cell merged downwards counting for each of its rows."""
        rows: dict[int, list[Any]] = {}
        for (top, left), (bottom, right) in self.sheet.merged:
            if bottom > top >= self.first and right - left < 3:
                for at in range(top + 1, min(bottom + 1, len(self.sheet.rows))):
                    rows.setdefault(at, list(self.sheet.rows[at]))[left] = self.sheet.rows[top][left]
        for at in range(self.first, len(self.sheet.rows)):
            yield at, rows.get(at, self.sheet.rows[at])

    def _columns(self, birth: int | None, sex: str) -> dict[str, int]:
        """The column of each fact for a row whose birth stands in the column *birth*."""
        name = self.at["name"]
        return {
            "name": name,
            "birth": self.births[0][0] if birth is None and self.births else name if birth is None else birth,
            "sex": self.at.get("sex", birth if birth is not None and sex else name),
            "leader": self.at.get("leader", self.at.get("post", name)),
        }

    def _text(self, row: list[Any], meaning: str) -> str:
        if (at := self.at.get(meaning)) is None or (cell := row[at]) == "":
            return ""
        return _said(cell)

    def _name(self, row: list[Any]) -> str:
        name = row[self.at["name"]]
        if not isinstance(name, str) or not name:
            return ""
        return _as_name(f"{self._text(row, 'family')} {name}" if "family" in self.at else name)

    def _birth_cell(self, row: list[Any]) -> tuple[int, str] | None:
        """The column that holds the birth, something with figures, and the sex the column stands for."""
        for at, sex in self.births:
            cell = row[at]
            if cell != "" and (not isinstance(cell, str) or _FIGURE.search(cell)):
                return at, sex
        return None

    def _signs(self, row: list[Any]) -> bool:
        """Whether the row is a signature although a date stands in it: no number, and a title for a name."""
        return "number" in self.at and not self._text(row, "number") and _is_footer(row[self.at["name"]])

    def _is_athlete(self, row: list[Any]) -> bool:
        """Whether a row with a name, but without a birth, is an athlete and no signature."""
        if self._sex(row):
            return True
        number = self._text(row, "number")
        if number and not self._is_heading(row, look=True):
            return number[:1].isdigit() and not _is_footer(row[self.at["name"]])
        return any(named[0].code for named, _ in self._named_events(row)) or any(
            column.event and tick(row[column.index])[0] for column in self.ticks
        )

    def _is_heading(self, row: list[Any], *, look: bool = False) -> bool:
        """Whether the row names the delegation, sport or event of the rows below; remembered unless only looked at."""
        texts = list(dict.fromkeys(clean_text(cell) for cell in row if isinstance(cell, str) and cell.strip()))
        if label := unit_label(texts) if len(texts) <= 2 and "unit" not in self.at else None:
            if not look:
                self.unit = label[0]
            return True
        if len(texts) > 2 or not texts or self._birth_cell(row):
            return False
        heading = _SECTION.sub("", texts[-1])
        if self.names.sport(heading) or self.names.match(heading, self.names.sport(self.heading)).code:
            if not look:
                sport = self.names.sport(self.heading)
                self.heading = heading if self.names.sport(heading) or not sport else f"{sport}: {heading}"
            return True
        return False

    def _continues(self, at: int, row: list[Any]) -> bool:
        """A row without a name that enters the athlete above for one more event."""
        if self._text(row, "name") or self._text(row, "number") or not self.reading.lines:
            return False
        if not any(named[0].code for named, _ in self._named_events(row)):
            return False
        line = self.reading.lines[-1]
        line.wishes += self._wishes(at, row, line.unit, line.name)
        return True

    def _is_only_number(self, row: list[Any]) -> bool:
        number = self.at.get("number")
        return all(cell == "" for at, cell in enumerate(row) if at != number)

    def _unread(self, at: int, row: list[Any]) -> None:
        column = next(c for c, cell in enumerate(row) if cell != "")
        detail = Text("the row has neither number, birth nor event") if self._name(row) else Text("the row has no name")
        self._problem("unread_row", self.unit, self._name(row), (at, column), detail)

    def _problem(self, kind: str, unit: str, who: str, cell: tuple[int, int], detail: Text) -> None:
        self.reading.problems.append(FormProblem(kind, unit, who, self.file, self.sheet.name, address(*cell), detail))

    def _athlete(self, at: int, row: list[Any], name: str, birth_cell: tuple[int, str] | None) -> None:
        unit = clean_unit(self._ditto(row, "unit")) if "unit" in self.at else ""
        unit = unit or self.unit
        raw = next((row[at] for at, _ in ((birth_cell,) if birth_cell else self.births) if row[at] != ""), "")
        birth = parse_birth(raw, self.year)
        if birth is None and self._text(row, "age").isdecimal():
            birth = Birth(self.year - int(self._text(row, "age")))
        columns = self.columns[birth_cell[0] if birth_cell else None]
        post, note = self._text(row, "post"), self._text(row, "note")
        line = Line(unit, name, self._sex(row), birth, self._leads(row, post), post, note, at, columns)
        if birth is None and raw != "":
            text = Text("'{text}' is no date of birth", text=raw)
            self._problem("birth_unreadable", unit, name, line.cell("birth"), text)
        line.wishes = list(self._wishes(at, row, unit, name))
        if not line.sex:
            line.sex = self._sex_of_events(line.wishes)
        if not line.sex:
            self._problem("sex_missing", unit, name, line.cell("sex"), Text("neither man nor woman is said"))
        self.reading.lines.append(line)

    def _ditto(self, row: list[Any], meaning: str) -> str:
        """A cell's text; ditto marks, and a blank delegation, stand for the row above."""
        text = self._text(row, meaning)
        if search_key(text) in _DITTO or (not text and meaning == "unit"):
            return self.before.get(meaning, "")
        self.before[meaning] = text
        return text

    def _sex(self, row: list[Any]) -> str:
        if said := _sex_said(self._text(row, "sex")):
            return said
        sides = {sex for at, sex in self.births if sex and row[at] != "" and self._birth_cell(row)}
        sides |= {sex for at, sex in self.sides if tick(row[at])[0]}
        return sides.pop() if len(sides) == 1 else ""

    def _sex_of_events(self, wishes: list[Wish]) -> str:
        rules = {event.code: event for event in self.names.events}
        entered = [rules[wish.event] for wish in wishes]
        sexes = {"M" if event.men else "F" for event in entered if bool(event.men) != bool(event.women)}
        return sexes.pop() if len(sexes) == 1 else ""

    def _leads(self, row: list[Any], post: str) -> bool:
        return _yes(self._text(row, "leader")) if "leader" in self.at else _leading(post)

    def _named_events(self, row: list[Any]) -> list[tuple[Named, int]]:
        """What the text of the row's event columns names, and its column."""
        sport = self._text(row, "sport")
        if sport and search_key(sport) in _DITTO:
            sport = self.before.get("sport", "")
        if not self.events:
            return [(named, self.at["sport"]) for named in self.names.named(sport, self.heading)] if sport else []
        section = sport or self.heading
        texts = [(row[at], at) for at in self.events if row[at] and isinstance(row[at], str)]
        return [(named, at) for text, at in texts for named in self.names.named(text, section)]

    def _wishes(self, at: int, row: list[Any], unit: str, who: str) -> Iterator[Wish]:
        given = entry_number(self._text(row, "entry_number"))
        named = self._named_events(row)
        if "sport" in self.at:
            self._ditto(row, "sport")
        for (match, wording, number), place in named:
            if match.code:
                yield Wish(match.code, number or given, (at, place))
            else:
                self._unknown(unit, who, (at, place), wording, match)
        for column in self.ticks:
            if row[column.index] == "":
                continue
            ticked, number = tick(row[column.index])
            if ticked is None:
                text = Text("'{text}' is neither a tick nor the number of a pair or team", text=row[column.index])
                self._problem("unread_cell", unit, who, (at, column.index), text)
            elif ticked and column.event:
                yield Wish(column.event, number or given, (at, column.index))
            elif ticked:
                self._unknown(unit, who, (at, column.index), column.title, self.names.match(column.title))
        if not named and not self.ticks and (match := self.names.match(self.heading)).code:
            yield Wish(match.code, given, (at, self.at["name"]))

    def _unknown(self, unit: str, who: str, cell: tuple[int, int], wording: str, match: Match) -> None:
        text = Text("'{text}' is not an event of this tournament", text=wording)
        if match.candidates:
            text = Text("'{text}' may be {events}", text=wording, events=", ".join(match.candidates))
        self._problem("unknown_event", unit, who, cell, text)


_BIRTHS = (("birth", ""), ("birth_male", "M"), ("birth_female", "F"))
_SIDES = (("male", "M"), ("female", "F"))


def _is_footer(cell: Any) -> bool:
    return isinstance(cell, str) and bool(_FOOTER.search(search_key(cell)))


@lru_cache(maxsize=4096)
def _said(cell: Any) -> str:
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if whole else clean_text(str(cell))


@lru_cache(maxsize=4096)
def _as_name(text: str) -> str:
    name = clean_name(text)
    return name if sum(map(str.isalpha, name)) > 1 else ""


@lru_cache(maxsize=256)
def _sex_said(text: str) -> str:
    return _SEXES.get(search_key(text).split("/")[0].strip(" ."), "")


@lru_cache(maxsize=256)
def _yes(text: str) -> bool:
    return search_key(text) not in _NO_TICKS


@lru_cache(maxsize=1024)
def _leading(post: str) -> bool:
    return bool(_LEADING_POST.match(search_key(post)))


@lru_cache(maxsize=1024)
def tick(cell: Any) -> tuple[bool | None, int | None]:
    """Whether a cell of an event's column enters the athlete, and the pair or team; ``None`` if it cannot be read."""
    if cell in ("", None, False):
        return False, None
    if isinstance(cell, int | float):
        return cell > 0, int(cell) or None
    plain = search_key(str(cell))
    if plain in _NO_TICKS or plain in _TICKS:
        return plain in _TICKS, None
    number = entry_number(clean_text(str(cell)))
    return (True, number) if number else (None, None)
