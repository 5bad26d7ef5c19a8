"""What was printed or exported for use: which copy of what, what stood on it, and which of it a correction touches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tournament_app.queries.print_options import PrintOptions
from tournament_app.queries.stand import DECIDED
from tournament_app.queries.tournament import tournament_row
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tournament_app.queries.matches import MatchRow
    from tournament_app.store.rowlog import Reading, Row

SCOPE = ("day", "venue", "event", "contest", "lists", "each", "fill")
"""The options that say what is on a paper; the others say how it looks. Copies are counted for each of these."""
NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - the same on every machine
_RESULTS = ("results", "bracket", "swiss")
_PRIZES = ("certificates", "medals", "medals_xlsx")
_DAYS = ("schedule", "schedule_xlsx", "match_sheet")


@dataclass(frozen=True, slots=True)
class PrintRow:
    """A document as it was printed: the *revision*-th copy of it, who printed it and when.

    *act* is the last act it knows of; *digest* stands for what was on it, apart from the time.
    """

    id: int
    document: str
    options: PrintOptions
    revision: int
    digest: str
    act: int
    who: str
    at: str


DOCUMENT_WORDS: dict[str, Text] = {
    "schedule": Text("Schedule"),
    "bracket": Text("Brackets & groups"),
    "swiss": Text("Pairs & table of a Swiss"),
    "entries": Text("List of participants"),
    "match_sheet": Text("Match sheets"),
    "start_list": Text("Start lists"),
    "draw_record": Text("Record of the draw"),
    "results": Text("Results"),
    "certificates": Text("Certificates"),
    "medals": Text("Medal table"),
    "medals_xlsx": Text("Medal table (Excel)"),
    "entries_xlsx": Text("List of participants (Excel)"),
    "schedule_xlsx": Text("Schedule (Excel)"),
}
"""What documents are called; one of another version of the program is called by its key."""


def paper_words(db: Reading, row: PrintRow) -> Text:
    """A copy in words: what it is, of which event or day, which copy, and when it was printed."""
    from tournament_app.queries.print_head import venue_time  # not when the program starts

    at = f"{venue_time(db, datetime.fromisoformat(row.at)):%H:%M %d/%m}"
    title = DOCUMENT_WORDS.get(row.document, row.document)
    what = what_words(db, row.options)
    if what:
        return Text("{document}, {what}: copy {n} of {at}", document=title, what=what, n=row.revision, at=at)
    return Text("{document}: copy {n} of {at}", document=title, n=row.revision, at=at)


def what_words(db: Reading, options: PrintOptions) -> str:
    """Of which event or day a paper is."""
    words = []
    if options.event is not None and (row := db.one("event", id=options.event)) is not None:
        words.append(str(row["rules"]["name"]))
    if options.day is not None:
        words.append(f"{tournament_row(db).date_of(options.day * 1440):%d/%m}")
    return " · ".join(words)


def options_data(options: PrintOptions) -> dict[str, Any]:
    """*options* as they are kept: those that are not as usual."""
    usual = PrintOptions()
    return {name: value for name in PrintOptions.__slots__ if (value := getattr(options, name)) != getattr(usual, name)}


def same_paper(document: str, options: Mapping[str, Any]) -> tuple[Any, ...]:
    """What copies of the same paper have in common."""
    return (document, *(options.get(name) for name in SCOPE))


def latest_prints(db: Reading) -> tuple[PrintRow, ...]:
    """The newest copy of each paper that was printed, newest first."""
    newest = {same_paper(row["document"], row["options"]): row for row in db.find("print")}
    return tuple(_print(row) for row in sorted(newest.values(), key=lambda row: -row["id"]))


def content_digest(parts: Iterable[Any]) -> str:
    """What stands on a paper as a hash: the same tomorrow and on another machine if nothing on it has changed."""
    from hashlib import sha256  # with it comes OpenSSL, which the start does not need

    plain = (
        replace(part, edition=replace(part.edition, printed=NO_TIME, number=0), head=replace(part.head, dated=None))
        for part in parts
    )
    return sha256("\n".join(map(repr, plain)).encode("utf-8", "surrogatepass")).hexdigest()


def still_true(db: Reading) -> dict[int, tuple[PrintRow, ...]]:
    """Event → papers that show its results as they are: nothing was decided in it since they were printed.

    By the times alone, without making the papers anew.
    """
    prints = latest_prints(db) if db.count("print") else ()
    if not prints:
        return {}
    last: dict[int, str] = {}
    for table in DECIDED:
        for row in db.find(table):
            if (at := str(row.get("at", ""))) > last.get(row["event_id"], ""):
                last[row["event_id"]] = at
    events = {row["id"] for row in db.find("event")}
    return {
        event: tuple(p for p in prints if p.options.event in (None, event) and p.at >= last.get(event, ""))
        for event in events
    }


def touched_prints(
    prints: Iterable[PrintRow], event_id: int, contests: Iterable[MatchRow], *, prizes: bool
) -> tuple[PrintRow, ...]:
    """Which of *prints* would show an event as it no longer is, if these *contests* (and *prizes*) change in it."""
    days = {match.start // 1440 for match in contests if match.start is not None}

    def shows(one: PrintRow) -> bool:
        if one.document in _DAYS:
            return one.options.day in days
        return one.document in _RESULTS or (prizes and one.document in _PRIZES)

    return tuple(one for one in prints if one.options.event in (None, event_id) and shows(one))


def _print(row: Row) -> PrintRow:
    known = {name: value for name, value in row["options"].items() if name in PrintOptions.__slots__}
    return PrintRow(
        row["id"],
        row["document"],
        PrintOptions(**known),
        row["revision"],
        row["digest"],
        row["act"],
        row["who"],
        row["at"],
    )
