"""Every document of a tournament as data: what it is called, what may be chosen, and how it is made and written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tournament_app.errors import refuse
from tournament_app.queries.event_state import event_ids, event_states
from tournament_app.queries.matches import match_rows
from tournament_app.queries.print_bracket import bracket_prints
from tournament_app.queries.print_draw import draw_print
from tournament_app.queries.print_entries import entered, entries_print
from tournament_app.queries.print_heats import start_lists_print
from tournament_app.queries.print_options import PrintOptions
from tournament_app.queries.print_results import certificates_print, medals_print, results_print
from tournament_app.queries.print_schedule import playing_days, schedule_print
from tournament_app.queries.print_sheets import sheets_print
from tournament_app.queries.print_swiss import swiss_prints
from tournament_app.queries.results import award_rows
from tournament_app.queries.tournament import court_rows, tournament_row
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Literal

    from tournament_app.store.rowlog import Reading

CONTENT = ("groups", "boxes", "sheets", "events", "certificates", "rows")
"""The parts of a print; one in which all are empty is no document."""
PRESET = PrintOptions()


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """Something to choose: the *field* of :class:`PrintOptions`, its words, and the choices as (value, words)."""

    field: str
    title: Text
    choices: Callable[[Reading], tuple[tuple[Any, str | Text], ...]]


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """A kind of document.

    *prints* reads what is to be printed, *options* are the fields that concern it, *preset* its own defaults. *file* is
    the beginning of its file's name, *each* says of what there is a file of its own in a folder. *twin* is the key of
    the same content as a workbook, *nothing* what to say when there is nothing to print yet.
    """

    key: str
    title: Text
    detail: Callable[[Reading], Text | str]
    options: tuple[str, ...]
    prints: Callable[[Reading, PrintOptions, datetime], Any]
    file: str
    nothing: Text
    kind: Literal["pdf", "xlsx"] = "pdf"
    each: Literal["", "day", "event"] = ""
    twin: str = ""
    preset: PrintOptions = PRESET

    def parts(self, db: Reading, options: PrintOptions, now: datetime) -> tuple[Any, ...]:
        """What is to be printed; refuses a document without content."""
        made = self.prints(db, options, now)
        found = tuple(part for part in (made if isinstance(made, tuple) else (made,)) if filled(part))
        if not found:
            raise refuse("nothing_to_print", self.nothing)
        return found

    def written(self, parts: tuple[Any, ...], number: int = 0) -> bytes:
        """*parts* as PDF or workbook, the *number*-th copy; 0 is one to look at, which is not counted."""
        numbered = [replace(part, edition=replace(part.edition, number=number)) for part in parts]
        if self.kind == "xlsx":
            return workbook(numbered[0])
        from tournament_app.documents.pdf import pdf
        from tournament_app.documents.sheets import joined

        return joined([pdf(part) for part in numbered])

    def make(self, db: Reading, options: PrintOptions, now: datetime) -> bytes:
        """The document to look at, as PDF or workbook; refuses one without content."""
        return self.written(self.parts(db, options, now))


def filled(made: Any) -> bool:
    """Whether a print has anything on it besides head and foot."""
    return any(getattr(made, name, ()) for name in CONTENT)


def workbook(made: Any) -> bytes:
    """A print as a workbook."""
    from tournament_app.exchange import xlsx_export
    from tournament_app.queries import prints

    ways: dict[type, Callable[[Any], bytes]] = {
        prints.MedalTablePrint: xlsx_export.medal_table_xlsx,
        prints.EntryListPrint: xlsx_export.entries_xlsx,
        prints.SchedulePrint: xlsx_export.schedule_xlsx,
    }
    return ways[type(made)](made)


# -------------------------------------------------------------------------------------------------------------- choices
def _days(db: Reading) -> tuple[tuple[Any, str], ...]:
    tournament = tournament_row(db)
    return tuple((day, f"{tournament.date_of(day * 1440):%d/%m}") for day in range(tournament.days))


def _some_days(db: Reading) -> tuple[tuple[Any, str | Text], ...]:
    return ((None, Text("All")), *_days(db))


def _venues(db: Reading) -> tuple[tuple[Any, str | Text], ...]:
    return ((None, Text("All")), *dict.fromkeys((court.venue_id, court.venue) for court in court_rows(db)))


def _events(db: Reading) -> tuple[tuple[Any, str | Text], ...]:
    states = (state for state in event_states(db).values() if state.state != "cancelled")
    return ((None, Text("All")), *((state.id, f"{state.rules.code} {state.rules.name}") for state in states))


def _fixed(*choices: tuple[Any, Text]) -> Callable[[Reading], tuple[tuple[Any, str | Text], ...]]:
    return lambda _: choices


_STANDARDS = _fixed(("party", Text("Party document")), ("state", Text("State document")))
_PAPERS = _fixed(
    (None, Text("As usual")),
    ("A4", Text("A4 upright")),
    ("A4-landscape", Text("A4 across")),
    ("A3-landscape", Text("A3 across")),
)
_GROUPS = _fixed(("court", Text("Court")), ("venue", Text("Venue")), ("time", Text("Time")))
_FILLS = _fixed(("names", Text("With names")), ("results", Text("With results")), ("blank", Text("Blank")))
OPTIONS: dict[str, OptionSpec] = {
    "day": OptionSpec("day", Text("Day"), _days),
    "some_day": OptionSpec("day", Text("Day"), _some_days),
    "venue": OptionSpec("venue", Text("Venue"), _venues),
    "event": OptionSpec("event", Text("Event"), _events),
    "by": OptionSpec("by", Text("Group by"), _GROUPS),
    "lists": OptionSpec(
        "lists", Text("Group by"), _fixed(("delegation", Text("Delegation")), ("event", Text("Event")))
    ),
    "paper": OptionSpec("paper", Text("Paper"), _PAPERS),
    "standard": OptionSpec("standard", Text("Standard"), _STANDARDS),
    "each": OptionSpec(
        "each", Text("One for"), _fixed(("athlete", Text("Each athlete")), ("entry", Text("Each pair, team")))
    ),
    "fill": OptionSpec("fill", Text("Filled in"), _FILLS),
    "per_page": OptionSpec("per_page", Text("On a page"), _fixed((1, Text("1 sheet")), (2, Text("2 sheets")))),
    "page_each": OptionSpec(
        "page_each", Text("New page"), _fixed((False, Text("Where needed")), (True, Text("For each part")))
    ),
}


# -------------------------------------------------------------------------------------------------------------- details
def _schedule_detail(db: Reading) -> Text:
    rows = match_rows(db)
    placed = sum(row.start is not None for row in rows)
    return Text("{n} matches · {days} days", n=placed, days=len(playing_days(db)))


def _drawn_detail(db: Reading) -> Text:
    return Text("{n} events", n=sum(state.plan is not None for state in event_states(db).values()))


def _swiss_detail(db: Reading) -> Text:
    return Text("{n} events", n=sum(bool(state.plan and state.plan.rounds) for state in event_states(db).values()))


def _entries_detail(db: Reading) -> Text:
    return Text("{units} delegations · {n} entries", units=db.count("delegation"), n=entered(db))


def _results_detail(db: Reading) -> Text:
    return Text("{n} matches played", n=sum(row.status == "done" and row.outcome is not None for row in match_rows(db)))


def _certificates_detail(db: Reading) -> Text:
    return Text("{n} prizes", n=len(award_rows(db)))


def _medals_detail(db: Reading) -> Text:
    states = [state for state in event_states(db).values() if state.state != "cancelled"]
    return Text("{finished}/{n} events complete", finished=sum(state.finished for state in states), n=len(states))


_SCHEDULE = ("day", "venue", "by", "paper", "standard", "page_each")
_NO_SCHEDULE = Text("No match stands in the schedule of this day. Build the schedule first, or choose another day.")
_NO_DRAW = Text("Nothing is drawn yet. Draw the events first.")
_NO_ENTRIES = Text("No delegation has entered anybody yet. Import the forms first.")
_NO_MEDALS = Text("No event is decided yet; the medal table begins with the first final.")

DOCUMENTS: tuple[DocumentSpec, ...] = (
    DocumentSpec(
        "schedule", Text("Schedule"), _schedule_detail, _SCHEDULE, schedule_print, "lich-thi-dau", _NO_SCHEDULE,
        each="day", twin="schedule_xlsx",
    ),
    DocumentSpec(
        "bracket", Text("Brackets & groups"), _drawn_detail, ("event", "paper"), bracket_prints, "nhanh-dau", _NO_DRAW,
        each="event",
    ),
    DocumentSpec(
        "swiss", Text("Pairs & table of a Swiss"), _swiss_detail, ("event", "standard"), swiss_prints, "xep-cap",
        Text("No event is played by the Swiss system, or none of them is drawn."), each="event",
    ),
    DocumentSpec(
        "entries", Text("List of participants"), _entries_detail, ("lists", "event", "paper", "standard", "page_each"),
        entries_print, "danh-sach-thi-dau", _NO_ENTRIES, twin="entries_xlsx",
    ),
    DocumentSpec(
        "match_sheet", Text("Match sheets"), lambda _: Text("blank or by the schedule"),
        ("day", "venue", "event", "fill", "per_page"), sheets_print, "bien-ban-tran-dau", _NO_SCHEDULE, each="day",
    ),
    DocumentSpec(
        "start_list", Text("Start lists"), lambda _: Text("heats, lanes and room for the marks"),
        ("event", "standard"), start_lists_print, "danh-sach-xuat-phat",
        Text("No event is drawn in heats. Start lists are for events that are measured, judged or listed."),
        each="event",
    ),
    DocumentSpec(
        "draw_record", Text("Record of the draw"), _drawn_detail, ("event", "standard"), draw_print,
        "bien-ban-boc-tham", _NO_DRAW,
    ),
    DocumentSpec(
        "results", Text("Results"), _results_detail, ("some_day", "event", "standard", "page_each"), results_print,
        "ket-qua-thi-dau", Text("No match of these is played yet. Results are entered at the score desk."),
    ),
    DocumentSpec(
        "certificates", Text("Certificates"), _certificates_detail, ("event", "each", "standard"), certificates_print,
        "giay-chung-nhan", Text("No prize is decided here yet; certificates come with the first final."),
    ),
    DocumentSpec(
        "medals", Text("Medal table"), _medals_detail, ("standard",), medals_print, "bang-tong-sap-huy-chuong",
        _NO_MEDALS, twin="medals_xlsx",
    ),
    DocumentSpec(
        "medals_xlsx", Text("Medal table (Excel)"), _medals_detail, (), medals_print, "bang-tong-sap-huy-chuong",
        _NO_MEDALS, "xlsx",
    ),
    DocumentSpec(
        "entries_xlsx", Text("List of participants (Excel)"), _entries_detail, ("lists", "event"), entries_print,
        "danh-sach-thi-dau", _NO_ENTRIES, "xlsx",
    ),
    DocumentSpec(
        "schedule_xlsx", Text("Schedule (Excel)"), _schedule_detail, ("day", "venue", "by"), schedule_print,
        "lich-thi-dau", _NO_SCHEDULE, "xlsx", "day",
    ),
)  # fmt: skip
BY_KEY = {spec.key: spec for spec in DOCUMENTS}


def document(key: str) -> DocumentSpec:
    """The kind of document called *key*."""
    if key not in BY_KEY:
        names = ", ".join(BY_KEY)
        raise refuse("unknown_document", Text("There is no document {name}. There are: {names}", name=key, names=names))
    return BY_KEY[key]


def file_name(db: Reading, spec: DocumentSpec, options: PrintOptions) -> str:
    """The name a file of this document is given: what it is, and of which event or day."""
    codes = {number: code for code, number in event_ids(db).items()}
    parts = [spec.file]
    if "event" in spec.options and options.event in codes:
        parts.append(plain(codes[options.event]))
    elif {"day", "some_day"} & {*spec.options} and options.day is not None:
        parts.append(f"{tournament_row(db).date_of(options.day * 1440):%Y-%m-%d}")
    return f"{'-'.join(parts)}.{spec.kind}"


def option_choices(db: Reading, spec: DocumentSpec) -> tuple[tuple[str, str, tuple[tuple[Any, str], ...]], ...]:
    """What may be chosen for a document, in the language of the interface: field, words, choices (value, words)."""
    return tuple(
        (option.field, str(option.title), tuple((value, str(words)) for value, words in option.choices(db)))
        for option in (OPTIONS[name] for name in spec.options)
    )


def plain(text: str) -> str:
    """*text* as part of a file's name on any system: letters without accents, digits and hyphens."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", bare).strip("-") or "x"
