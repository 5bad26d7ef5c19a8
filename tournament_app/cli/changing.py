"""Verbs of what changes after the draw: who withdraws, plays for another, comes late; what becomes of later results."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from tournament_app.cli.answer import Answer
from tournament_app.cli.verb import Verb, event_argument, events_of, file_argument, opened
from tournament_app.commands.withdraw import AddLateEntry, ReplaceMembers, ReturnEntry, WithdrawEntry
from tournament_app.domain.people import clean_text
from tournament_app.errors import refuse
from tournament_app.queries.consequences import LINES, LaterRow, before, consequences
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.later import Choice, Later
from tournament_app.queries.matches import match_rows
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

    from tournament_app.queries.entries import EntryRow
    from tournament_app.store.rowlog import Reading
    from tournament_app.store.store import Store


def later_arguments(parser: ArgumentParser) -> None:
    """What becomes of later results that lose their sides by this, and the look at what would follow."""
    parser.add_argument("--void", action="store_true", help=tr("void later matches that lose their sides by this"))
    parser.add_argument(
        "--later",
        action="append",
        default=[],
        metavar=tr("MATCH=CHOICE"),
        help=tr("one later match: 12=void, 12=move, 12=keep:REASON; the number of the match or its name in the plan"),
    )
    parser.add_argument("--look", action="store_true", help=tr("show what would follow, change nothing"))


def later_of(args: Namespace, db: Reading, event_id: int) -> tuple[Later, ...]:
    """The choices of ``--later``; refuses a match that does not exist and a choice there is not."""
    numbers = {str(match.number): match.contest for match in match_rows(db) if match.event_id == event_id}
    found = []
    for text in args.later:
        match, _, said = text.partition("=")
        choice, _, reason = said.partition(":")
        contest = numbers.get(match.strip(), match.strip())
        if choice.strip() not in get_args(Choice) or contest not in numbers.values():
            raise refuse(
                "bad_choice",
                Text("{text} is no choice for a later match of the event; write 12=void or 12=keep:reason.", text=text),
            )
        found.append(Later(event_id, contest, choice.strip(), reason.strip()))
    return tuple(found)


def look(store: Store, command: Any) -> Answer:
    """What would follow from *command*, in words; nothing is done."""
    with store.reading() as db:
        was = before(db)
    chosen = {(one.event_id, one.contest): one.choice for one in command.later or ()}
    found = store.preview(replace(command, later=None), lambda rows: consequences(was, rows, chosen))
    data = {name: [_said(line) for line in getattr(found, name)] for name in LINES}
    lines = [str(line["text"] if isinstance(line, dict) else line) for name in LINES for line in data[name]]
    return Answer(data, lines or [tr("Nothing else changes.")])


def _said(line: Text | LaterRow) -> Any:
    """A sentence, or a later result with the choices it may have."""
    if not isinstance(line, LaterRow):
        return str(line)
    text = Text("{match}, played {played}: {choice}", match=line.label, played=line.played, choice=line.choice)
    return {
        "match": line.number,
        "contest": line.contest,
        "choices": list(line.choices),
        "choice": line.choice,
        "text": str(text),
    }


def _entry_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    event_argument(parser, required=True)
    parser.add_argument("--unit", required=True, metavar=tr("DELEGATION"), help=tr("the delegation, by its name"))
    parser.add_argument("--reason", default="", help=tr("why; it is kept in the history"))


def _one_entry_arguments(parser: ArgumentParser) -> None:
    _entry_arguments(parser)
    parser.add_argument("--number", type=int, default=1, help=tr("which of its entries in the event, 1 if it has one"))


def _plain(name: str) -> str:
    return clean_text(name).casefold()


def _unit(db: Reading, name: str) -> int:
    """The delegation with a *name* or short name, however its letters are composed or large."""
    for row in db.find("delegation"):
        if _plain(name) in {_plain(row["name"]), _plain(row["short_name"])}:
            return int(row["id"])
    raise refuse("no_such_unit", Text("There is no delegation {name}.", name=name))


def _entry(db: Reading, event_id: int, unit: str, number: int) -> EntryRow:
    unit_id = _unit(db, unit)
    for row in entry_rows(db).values():
        if (row.event_id, row.delegation_id, row.number) == (event_id, unit_id, number):
            return row
    raise refuse("no_such_entry", Text("{unit} has no entry {number} in this event.", unit=unit, number=number))


def _athletes(db: Reading, unit_id: int, names: Iterable[str]) -> tuple[int, ...]:
    """The athletes of a delegation with these *names*; refuses one it does not have, or has twice."""
    there: dict[Any, list[int]] = {}
    for row in db.find("athlete", delegation_id=unit_id):
        there.setdefault(_plain(row["name"]), []).append(row["id"])
    found = []
    for name in names:
        ids = there.get(_plain(name), [])
        if len(ids) != 1:
            raise refuse(
                "no_such_athlete", Text("The delegation has {n} athletes called {name}.", n=len(ids), name=name)
            )
        found += ids
    return tuple(found)


def _withdraw_arguments(parser: ArgumentParser) -> None:
    _one_entry_arguments(parser)
    parser.add_argument("--back", action="store_true", help=tr("take part again"))
    later_arguments(parser)


def _withdraw(args: Namespace) -> Answer:
    with opened(args) as store:
        with store.reading() as db:
            (event_id,) = events_of(db, args.event).values()
            entry = _entry(db, event_id, args.unit, args.number)
            later = later_of(args, db, event_id)
        command = (
            ReturnEntry(entry.id, voids=args.void, later=later)
            if args.back
            else WithdrawEntry(entry.id, args.reason, voids=args.void, later=later)
        )
        if args.look:
            return look(store, command)
        store.run(command, args.actor)
    said = (
        tr("{entry} takes part again", entry=entry.full) if args.back else tr("{entry} has withdrawn", entry=entry.full)
    )
    return Answer({"entry": entry.id, "withdrawn": not args.back}, [said])


def _replace_arguments(parser: ArgumentParser) -> None:
    _one_entry_arguments(parser)
    parser.add_argument("athletes", nargs="+", metavar=tr("ATHLETE"), help=tr("who plays from now on, by name"))


def _replace(args: Namespace) -> Answer:
    with opened(args) as store:
        with store.reading() as db:
            (event_id,) = events_of(db, args.event).values()
            entry = _entry(db, event_id, args.unit, args.number)
            athletes = _athletes(db, entry.delegation_id, args.athletes)
        store.run(ReplaceMembers(entry.id, athletes, args.reason), args.actor)
        with store.reading() as db:
            now = entry_rows(db)[entry.id]
    return Answer({"entry": now.id, "members": list(now.members)}, [now.full])


def _late_arguments(parser: ArgumentParser) -> None:
    _entry_arguments(parser)
    parser.add_argument("athletes", nargs="+", metavar=tr("ATHLETE"), help=tr("who plays, by name"))
    parser.add_argument(
        "--instead-of",
        metavar=tr("DELEGATION"),
        help=tr("take over the line of its entry that withdrew before its first match (its second entry: NAME/2)"),
    )


def _late(args: Namespace) -> Answer:
    with opened(args) as store:
        with store.reading() as db:
            (event_id,) = events_of(db, args.event).values()
            unit = _unit(db, args.unit)
            athletes = _athletes(db, unit, args.athletes)
            gone = None
            if args.instead_of is not None:
                name, _, number = (
                    args.instead_of.rpartition("/") if "/" in args.instead_of else (args.instead_of, "", "1")
                )
                gone = _entry(db, event_id, name, int(number) if number.isdecimal() else 0).id
        made = store.run(AddLateEntry(event_id, unit, athletes, args.reason, gone), args.actor).value
        with store.reading() as db:
            now = entry_rows(db)[made]
            drawn = db.one("draw", event_id=event_id)
            place = drawn and db.one("draw_place", draw_id=drawn["id"], entry_id=made)
    number = place["number"] if place else None
    return Answer(
        {"entry": now.id, "number": number}, [tr("{entry} has draw number {number}", entry=now.full, number=number)]
    )


VERBS = (
    Verb("withdraw", Text("an entry withdraws after the draw, or takes part again"), _withdraw_arguments, _withdraw),
    Verb("replace", Text("others play for an entry that is drawn"), _replace_arguments, _replace),
    Verb("late", Text("an entry comes after the draw"), _late_arguments, _late),
)
