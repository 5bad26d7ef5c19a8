"""Verbs that make a tournament and take entries in: new, shift, import, entries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tournament_app.cli.answer import STATION, Answer, columns
from tournament_app.cli.verb import Verb, event_argument, events_of, file_argument, opened, where
from tournament_app.commands.tournament import ShiftDays
from tournament_app.queries.entries import entry_rows
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def _new_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--template", default="xxv", help=tr("template from the catalogue (xxv, blank)"))


def _new(args: Namespace) -> Answer:
    from tournament_app.making import new_tournament
    from tournament_app.store.engine import name_of

    file = name_of(where(args))
    with new_tournament(where(args), args.template, STATION) as store, store.reading() as db:
        events = db.count("event")
    return Answer(
        {"file": file, "template": args.template, "events": events},
        [tr("Made {file} with {n} events.", file=file, n=events)],
    )


def _shift_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("days", type=int, help=tr("days to move by, negative for earlier"))


def _shift(args: Namespace) -> Answer:
    with opened(args) as store:
        first = store.run(ShiftDays(args.days), args.actor).value
    return Answer({"first_day": first}, [tr("The tournament now begins on {day}.", day=first)])


def _import_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("forms", nargs="+", type=Path, help=tr("registration forms or folders of them"))
    parser.add_argument("--dry-run", action="store_true", help=tr("show what would change, change nothing"))
    parser.add_argument(
        "--skip-unreadable", action="store_true", help=tr("take in the readable forms although others cannot be read")
    )


def _import(args: Namespace) -> Answer:
    from tournament_app.making import import_forms

    with opened(args) as store:
        taken = import_forms(store, args.forms, args.actor, dry_run=args.dry_run, skip_unreadable=args.skip_unreadable)
    problems = [
        {
            "kind": p.kind,
            "unit": p.unit,
            "who": p.who,
            "file": p.file,
            "sheet": p.sheet,
            "cell": p.cell,
            "detail": str(p.detail),
        }
        for p in taken.forms.problems
    ]
    data: dict[str, Any] = {
        "units": taken.forms.units,
        "athletes": taken.forms.athletes,
        "entries": taken.forms.entries,
        "problems": problems,
        "changes": [{"kind": d.kind, "unit": d.unit, "text": str(d.text)} for d in taken.differences],
        "applied": taken.applied,
    }
    lines = [
        tr(
            "{units} delegations, {athletes} athletes, {entries} entries; {n} problems.",
            units=data["units"],
            athletes=data["athletes"],
            entries=data["entries"],
            n=len(problems),
        ),
        *columns([(p["file"], p["cell"], p["unit"], p["who"], p["detail"]) for p in problems]),
        tr("{n} changes.", n=len(taken.differences)),
    ]
    if args.dry_run:
        lines += [f"{d.unit}: {_SIGNS[d.kind]} {d.text}" for d in taken.differences]
    if not taken.applied:
        lines.append(tr("Nothing was changed."))
    return Answer(data, lines, taken.applied or args.dry_run)


_SIGNS = {"added": "+", "changed": "~", "removed": "-", "kept": "="}


def _entries_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    event_argument(parser)


def _entries(args: Namespace) -> Answer:
    with opened(args) as store, store.reading() as db:
        wanted = set(events_of(db, args.event).values())
        rows = [row for row in entry_rows(db).values() if row.event_id in wanted]
    data = [{"event": r.event, "unit": r.unit, "number": r.number, "members": list(r.members)} for r in rows]
    return Answer(data, columns([(r.event, r.unit, r.number, r.people) for r in rows]))


def _move_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("to", help=tr("an empty database (postgresql://user@host/name) or a new file"))


def _move(args: Namespace) -> Answer:
    from tournament_app.store.engine import name_of, place
    from tournament_app.store.move import move

    to = place(args.to)
    with opened(args) as store:
        acts = move(store, to)
    return Answer(
        {"to": name_of(to), "acts": acts},
        [tr("{n} acts and all they made now stand at {place}; {file} stays as it was.", n=acts, place=name_of(to),
            file=name_of(where(args)))],
    )  # fmt: skip


VERBS = (
    Verb("new", Text("make a tournament from a template"), _new_arguments, _new),
    Verb("shift", Text("move the whole tournament by days"), _shift_arguments, _shift),
    Verb("import", Text("take in registration forms"), _import_arguments, _import),
    Verb("move", Text("take a tournament to a server, or from one to a file"), _move_arguments, _move),
    Verb("entries", Text("list the entries"), _entries_arguments, _entries),
)
