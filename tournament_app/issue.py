"""Documents for use: printed or written into files, each counted, so that its pages say which copy they are.

What is only looked at is not counted. Of what was counted the program knows which is out of date.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tournament_app.commands.prints import Paper, RecordPrints
from tournament_app.errors import Refused, Unavailable, refuse
from tournament_app.printing import BY_KEY, DOCUMENTS, DocumentSpec, document, file_name
from tournament_app.queries.event_state import event_ids
from tournament_app.queries.history import history_rows
from tournament_app.queries.print_head import chosen_day
from tournament_app.queries.print_schedule import playing_days
from tournament_app.queries.printed import NO_TIME, PrintRow, content_digest, latest_prints, what_words
from tournament_app.queries.stand import DECIDED, first_act_since
from tournament_app.token import Token
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from tournament_app.queries.history import ActRow
    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Reading
    from tournament_app.store.store import Command, Done

    Run = Callable[[Command], Done]

PACKS: dict[str, tuple[str, ...]] = {
    "opening": ("schedule", "bracket", "entries", "match_sheet"),
    "closing": ("results", "medals", "certificates"),
}
"""What is printed together: before play begins (match sheets of the first day), and for the closing ceremony."""
_PEOPLE = ("tournament", "event", "delegation", "athlete", "entry", "member", "draw", "draw_place", "rule")
_TIMES = ("slot", "court", "venue", "session")
_OTHERS: dict[str, tuple[str, ...]] = {
    "schedule": (*DECIDED, *_TIMES),
    "schedule_xlsx": (*DECIDED, *_TIMES),
    "match_sheet": (*DECIDED, *_TIMES),
    "entries": (),
    "entries_xlsx": (),
    "results": (*DECIDED, "confirmation", "protest"),
}
"""The tables a document shows beside those of the people; any other document shows what was decided."""


# ------------------------------------------------------------------------------------------------------------ for use
@dataclass(frozen=True, slots=True)
class Draft:
    """A document as it was read for use, not counted yet; *act* is the last act it knows of."""

    spec: DocumentSpec
    options: PrintOptions
    parts: tuple[Any, ...]
    act: int

    @property
    def paper(self) -> Paper:
        """What is written down about it."""
        return Paper(self.spec.key, self.options, content_digest(self.parts), self.act)


def draft(db: Reading, spec: DocumentSpec, options: PrintOptions, now: datetime) -> Draft:
    """The document read for use; refuses one without content."""
    if "day" in spec.options and options.day is None:
        options = replace(options, day=chosen_day(db, options, now))
    return Draft(spec, options, spec.parts(db, options, now), db.last_change)


def counted(drafts: Sequence[Draft], run: Run | None) -> tuple[int, ...]:
    """Which copy each of *drafts* is, written down by *run*; without it none is counted."""
    if run is None:
        return (0,) * len(drafts)
    numbers: tuple[int, ...] = run(RecordPrints(tuple(one.paper for one in drafts))).value
    return numbers


def issued(db: Reading, spec: DocumentSpec, options: PrintOptions, now: datetime, run: Run | None) -> bytes:
    """One document for use, counted."""
    made = draft(db, spec, options, now)
    return spec.written(made.parts, counted([made], run)[0])


# ------------------------------------------------------------------------------------------------------------ files
def export(
    db: Reading,
    out: Path,
    only: Sequence[str] | None = None,
    events: tuple[int, ...] | None = None,
    *,
    now: datetime,
    token: Token | None = None,
    run: Run | None = None,
) -> list[Path]:
    """Write the documents *only* (all) of *events* (all) into the folder *out*; what has no content yet is left out.

    Each file is whole or not there at all. Refuses an unknown document, and when there is nothing to write; raises
    ``Unavailable`` when the folder cannot be written or a file is open in another program.
    """
    specs = [document(key) for key in only] if only else list(DOCUMENTS)
    if events is not None:
        specs = [spec for spec in specs if "event" in spec.options]
    wanted = [(spec, *each) for spec in specs for each in files_of(db, spec, events, now)]
    drafts, missing = _drafts(db, wanted, now)
    if not drafts:
        raise missing[0] if missing else refuse("nothing_to_print", Text("There is nothing to print."))
    _check_folder(out, drafts[0][0])
    return [write(out / name, data) for name, data in _made(drafts, token or Token(), run)]


def pack(
    db: Reading,
    name: str,
    now: datetime,
    token: Token | None = None,
    out: Path | None = None,
    run: Run | None = None,
) -> list[Path] | bytes:
    """The documents of a pack as files in the folder *out*, or without it as one PDF for the printer."""
    drafts = pack_drafts(db, name, now)
    if out is None:
        return joined(drafts, token, run)
    _check_folder(out, drafts[0][0])
    return [write(out / file, data) for file, data in _made(drafts, token or Token(), run)]


def pack_drafts(db: Reading, name: str, now: datetime) -> list[tuple[str, Draft]]:
    """File name and draft of each document of a pack that has content; refuses a pack without any."""
    days = playing_days(db)
    wanted = []
    for key in PACKS[name]:
        spec = document(key)
        listed = files_of(db, spec, None, now)
        wanted += [(spec, *each) for each in (listed[:1] if key == "match_sheet" and days else listed)]
    drafts, _ = _drafts(db, wanted, now)
    if not drafts:
        raise refuse("nothing_to_print", Text("Nothing of this pack can be printed yet."))
    return drafts


def drafts_again(db: Reading, states: Sequence[PrintState], now: datetime) -> list[tuple[str, Draft]]:
    """What was printed, read anew; workbooks, and what would have nothing on it any more, are left out."""
    specs = [(BY_KEY[one.row.document], one.row.options) for one in states]
    drafts, missing = _drafts(db, [(spec, "", options) for spec, options in specs if spec.kind == "pdf"], now)
    if not drafts:
        raise missing[0] if missing else refuse("nothing_to_print", Text("There is nothing to print."))
    return drafts


def joined(drafts: Sequence[tuple[str, Draft]], token: Token | None = None, run: Run | None = None) -> bytes:
    """*drafts* as one PDF for the printer; without *run* it is one to look at, which is not counted."""
    from tournament_app.documents import sheets

    return sheets.joined([data for _, data in _made(drafts, token or Token(), run)])


def _drafts(
    db: Reading, wanted: Sequence[tuple[DocumentSpec, str, PrintOptions]], now: datetime
) -> tuple[list[tuple[str, Draft]], list[Refused]]:
    """File name and draft of each that has content, and why the others have none."""
    drafts: list[tuple[str, Draft]] = []
    missing: list[Refused] = []
    for spec, name, options in wanted:
        try:
            drafts.append((name, draft(db, spec, options, now)))
        except Refused as nothing:
            missing.append(nothing)
    return drafts, missing


def _made(drafts: Sequence[tuple[str, Draft]], token: Token, run: Run | None) -> list[tuple[str, bytes]]:
    numbers = counted([one for _, one in drafts], run)
    made = []
    for done, ((name, one), number) in enumerate(zip(drafts, numbers, strict=True)):
        token.report(done, len(drafts), one.spec.title)
        made.append((name, one.spec.written(one.parts, number)))
    return made


def files_of(
    db: Reading, spec: DocumentSpec, events: tuple[int, ...] | None, now: datetime
) -> list[tuple[str, PrintOptions]]:
    """The files of a document in a folder: name and options of each."""
    chosen = [spec.preset]
    if spec.each == "day" and events is None:
        days = playing_days(db) or (chosen_day(db, spec.preset, now),)
        chosen = [replace(spec.preset, day=day) for day in days]
    elif spec.each == "event" or events is not None:
        chosen = [replace(spec.preset, event=n) for n in (event_ids(db).values() if events is None else events)]
    return [(file_name(db, spec, options), options) for options in chosen]


def write(path: Path, data: bytes) -> Path:
    """*data* as the file *path*, whole or not at all; what stood there before stays if it cannot be replaced."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        reason = Text(
            "{file} cannot be written: {why}. The tournament is not touched. Close the file if another program has it "
            "open, or choose another folder.",
            file=str(path),
            why=error.strerror or str(error),
        )
        raise Unavailable(reason, "cannot_write") from error
    return path


def _check_folder(out: Path, name: str) -> None:
    """Raise ``Unavailable`` before anything is counted as printed where no file can be written to *out*."""
    with suppress(OSError):
        write(out / f"{name}~", b"").unlink()


# ------------------------------------------------------------------------------------------------------ out of date
@dataclass(frozen=True, slots=True)
class PrintState:
    """The newest copy of a paper, of *what* it is, and whether it is *outdated*; *since* is the act that made it so."""

    row: PrintRow
    title: Text
    what: str
    outdated: bool
    since: ActRow | None = None


def print_states(db: Reading, token: Token | None = None) -> tuple[PrintState, ...]:
    """Every paper printed so far, newest first. Each is made anew to see whether it would be the same: long work."""
    found = []
    prints = [row for row in latest_prints(db) if row.document in BY_KEY]
    for done, row in enumerate(prints):
        if token is not None:
            token.report(done, len(prints), BY_KEY[row.document].title)
        outdated = _digest(db, row) != row.digest
        since = _since(db, row) if outdated else None
        found.append(PrintState(row, BY_KEY[row.document].title, what_words(db, row.options), outdated, since))
    return tuple(found)


def outdated_prints(db: Reading, token: Token | None = None) -> tuple[PrintState, ...]:
    """The papers printed that would look different now, newest first."""
    return tuple(state for state in print_states(db, token) if state.outdated)


def _digest(db: Reading, row: PrintRow) -> str:
    """What the paper would be now; empty if there would be nothing on it."""

    def made(reading: Reading) -> str:
        try:
            return content_digest(BY_KEY[row.document].parts(reading, row.options, NO_TIME))
        except Refused:
            return ""

    return db.memo(("print", row.document, row.options), made)


def _since(db: Reading, row: PrintRow) -> ActRow | None:
    """The first act since the copy that changed something such a paper shows."""
    tables = (*_PEOPLE, *_OTHERS.get(row.document, DECIDED))
    act = first_act_since(db, row.act, tables, row.options.event)
    return next(iter(history_rows(db, only=frozenset((act[0],)))), None) if act else None
