"""What goes on paper: one frozen record for each kind of document, in the words that are printed, already in order.

Documents and workbooks draw these and know nothing else. All text is Vietnamese; dates and times are the venue's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime
    from fractions import Fraction

    from tournament_app.queries.print_heats import HeatTable

Standard = Literal["party", "state"]
Paper = Literal["A4", "A4-landscape", "A3-landscape"]


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: on whose behalf (``BAN TỔ CHỨC``, without T/M or TM.), the post, the name (empty: to be written)."""

    behalf: str = ""
    post: str = ""
    name: str = ""
    capacity: Literal["", "TM", "KT", "TL", "TUQ"] = "TM"


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """The head and the foot of an official paper: who issues it, by which standard, where, when, and who signs it.

    *standard*: ``party`` is HD 36-HD/VPTW, ``state`` is NĐ 30/2020/NĐ-CP. *issuer* is one line or several. *number* is
    printed as it is (``05-KH/BTC`` or ``05/KH-BTC``); empty leaves dots, ``None`` leaves the line out. *recipients* are
    those of "Nơi nhận", the last being the archive.
    """

    issuer: tuple[str, ...]
    tournament: str
    standard: Standard = "party"
    superior: str = ""
    number: str | None = None
    place: str = ""
    dated: date | None = None
    signatory: Signatory | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """Which print this is: *number* counts the prints of one document from 1 (0: to look at), *printed* is local."""

    printed: datetime
    number: int = 1

    @property
    def words(self) -> str:
        """What the foot of each page says."""
        copy = f"Bản in lần {self.number}" if self.number else "Bản xem trước"
        return f"{copy} · {self.printed:%H:%M %d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a match as it is printed: names of the athletes, their unit, or where it will come from (*source*).

    A team has a unit and no names. ``source`` is for a side not known yet: ``Nhất bảng A``, ``Thắng trận 12``.
    """

    names: tuple[str, ...] = ()
    unit: str = ""
    source: str = ""
    seed: int | None = None

    @property
    def who(self) -> str:
        """The names in one line, or the unit of a team, or the source."""
        return " - ".join(self.names) or self.unit or self.source

    @property
    def whose(self) -> str:
        """The unit, unless :attr:`who` has said it."""
        return self.unit if self.names else ""


# ------------------------------------------------------------------------------------------------------ schedule
@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A match with its number, time (``07:30``), court, event (with sport if need be), stage and sides."""

    number: int
    time: str
    court: str
    event: str
    stage: str
    a: Side
    b: Side
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleGroup:
    """Rows that stay together: the matches of a court, of a venue or of a time."""

    title: str
    rows: tuple[ScheduleRow, ...]


@dataclass(frozen=True, slots=True)
class SchedulePrint:
    """The matches of one day. *by* says what a group is; the column it makes needless is left out."""

    head: DocumentHead
    edition: Edition
    day: date
    groups: tuple[ScheduleGroup, ...]
    subtitle: str = ""
    by: Literal["court", "venue", "time"] = "court"
    page_each: bool = False
    paper: Paper = "A4-landscape"


# ------------------------------------------------------------------------------------------------------- entries
@dataclass(frozen=True, slots=True)
class EntryRow:
    """An athlete: *born* is a date (``05/01/1980``) or a year, *sex* ``Nam`` or ``Nữ``, *events* in words."""

    name: str
    sex: str = ""
    born: str = ""
    post: str = ""
    events: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """The athletes of one delegation (or of one event)."""

    title: str
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True)
class EntryListPrint:
    """Who takes part, delegation by delegation; *by* ``event`` prints the lists of the events instead."""

    head: DocumentHead
    edition: Edition
    groups: tuple[EntryGroup, ...]
    subtitle: str = ""
    by: Literal["delegation", "event"] = "delegation"
    page_each: bool = False
    paper: Paper = "A4"


# ------------------------------------------------------------------------------------------- groups and brackets
@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of a group: *cells* are the scores against the others in order of *position* (its own is ``None``)."""

    position: int
    side: Side
    cells: tuple[str | None, ...]
    values: tuple[str, ...] = ()
    rank: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GroupTable:
    """A cross table by position; *columns* head each row's *values*; with *rounds* its cells are rounds, not rows."""

    name: str
    rows: tuple[GroupRow, ...]
    columns: tuple[str, ...] = ()
    rounds: int = 0
    notes: tuple[str, ...] = ()  # deductions and the like


@dataclass(frozen=True, slots=True)
class BracketBox:
    """A contest drawn at *column* (from 0) and *y* (its middle; 1.0 is the distance of two boxes of column 0).

    *label* is its number or name, *when* its place and time; *winner* is ``a``, ``b`` or ``""``. A *bye* has side a
    only.
    """

    column: int
    y: float
    a: Side
    b: Side = Side()
    label: str = ""
    when: str = ""
    score: str = ""
    winner: Literal["", "a", "b"] = ""
    bye: bool = False


@dataclass(frozen=True, slots=True)
class BracketPrint:
    """Groups and knockout of one event; *edges* are (index of the feeding box, index of the fed box).

    *more* are the further parts of the format (losers' bracket, places 5 to 8), each named by its *part*.
    """

    head: DocumentHead
    edition: Edition
    event: str
    sport: str = ""
    groups: tuple[GroupTable, ...] = ()
    boxes: tuple[BracketBox, ...] = ()
    edges: tuple[tuple[int, int], ...] = ()
    headings: tuple[str, ...] = ()
    subtitle: str = ""
    paper: Paper = "A4-landscape"
    part: str = ""
    more: tuple[BracketPrint, ...] = ()


# ---------------------------------------------------------------------------------------------------- match sheet
@dataclass(frozen=True, slots=True)
class MatchSheet:
    """One match to be written down, or already played.

    *games* are the points as text, ``()`` for a blank sheet; *best_of* says how many lines there are. *points* is the
    highest score of a game: with it a full page has a strip of points to strike out. *game* is the sport's word for one
    game (``Ván``, ``Hiệp``). *ending*: the words of a walkover, retirement or disqualification. A sheet of goals has
    a line for each of *periods* (``Hiệp 1``, ``Luân lưu``) and no games: its *games* fill the last of them that count.
    A team tie has a line for each rubber in *periods*, and in *rubbers* its score and the side that won it.
    """

    number: str = ""
    sport: str = ""
    event: str = ""
    stage: str = ""
    day: date | None = None
    time: str = ""
    court: str = ""
    venue: str = ""
    a: Side = Side()
    b: Side = Side()
    form: Literal["racket", "volleyball", "board", "goals", "tie"] = "racket"
    periods: tuple[str, ...] = ()
    rubbers: tuple[tuple[str, str], ...] = ()
    game: str = "Ván"
    best_of: int = 3
    points: int = 0
    games: tuple[tuple[str, str], ...] = ()
    result: str = ""
    winner: str = ""
    ending: Literal["", "walkover", "retired", "disqualified"] = ""
    referee: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MatchSheetPrint:
    """Match sheets (biên bản trận đấu), one or two on a page."""

    head: DocumentHead
    edition: Edition
    sheets: tuple[MatchSheet, ...]
    per_page: Literal[1, 2] = 1


# -------------------------------------------------------------------------------------------------------- results
@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A final place (``1``, ``3``, ``5-8``) and the prize in words, if any."""

    place: str
    side: Side
    prize: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A match played: number, stage, sides, score (``21-17, 19-21, 21-15``); *winner* is ``a``, ``b`` or ``""``."""

    number: int
    stage: str
    a: Side
    b: Side
    score: str
    winner: Literal["", "a", "b"] = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EventResults:
    """Results of one event; any part may be empty. *state*: ``Tạm tính`` or ``Chính thức``."""

    event: str
    sport: str = ""
    state: str = ""
    places: tuple[PlaceRow, ...] = ()
    groups: tuple[GroupTable, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    heats: tuple[HeatTable, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultsPrint:
    """Results of an event, of a day or of the whole tournament."""

    head: DocumentHead
    edition: Edition
    events: tuple[EventResults, ...]
    subtitle: str = ""
    page_each: bool = False


# --------------------------------------------------------------------------------------------------- certificates
@dataclass(frozen=True, slots=True)
class Certificate:
    """One sheet for *names* (an athlete, or a pair together); *prize*: ``Nhất``, ``Nhì``, ``Ba``, ``Khuyến khích``."""

    names: tuple[str, ...]
    unit: str
    prize: str
    event: str
    sport: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class CertificatePrint:
    """Certificates in the order they are handed out. *year* stands beside the tournament's name."""

    head: DocumentHead
    edition: Edition
    certificates: tuple[Certificate, ...]
    year: int
    border: bool = True


# --------------------------------------------------------------------------------------------------------- medals
@dataclass(frozen=True, slots=True)
class MedalRow:
    """A delegation's line; *rank* is text, for shared places; *points* (exact) ``None`` where the rule knows none."""

    rank: str
    unit: str
    gold: int
    silver: int
    bronze: int
    consolation: int = 0
    points: int | Fraction | None = None

    @property
    def total(self) -> int:
        """Medals without consolation prizes."""
        return self.gold + self.silver + self.bronze


@dataclass(frozen=True, slots=True)
class MedalTablePrint:
    """The medal table (bảng tổng sắp); *rule* says in a sentence how it is ordered; *special* awards stand below."""

    head: DocumentHead
    edition: Edition
    rows: tuple[MedalRow, ...]
    rule: str = ""
    subtitle: str = ""
    state: str = ""
    special: tuple[str, ...] = ()


# ----------------------------------------------------------------------------------------------------- draw record
