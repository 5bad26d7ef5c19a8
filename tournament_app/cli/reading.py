"""Verbs that read: check, standings, medals, history, export, and the developer's screenshots."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tournament_app.cli.answer import Answer, columns
from tournament_app.cli.verb import Verb, count, event_argument, events_of, file_argument, opened
from tournament_app.queries.checks import checks
from tournament_app.queries.history import history_rows
from tournament_app.queries.medals import medal_rows, overall_rule, special_awards
from tournament_app.queries.results import place_rows, standing_rows
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def _check(args: Namespace) -> Answer:
    with opened(args) as store, store.reading() as db:
        findings = checks(db)
    data = [{"part": f.part, "kind": f.kind, "hard": f.hard, "text": str(f.text)} for f in findings]
    hard = [f for f in findings if f.hard]
    lines = [f"{_PARTS[f.part]}: {f.text}" for f in findings]
    lines.append(tr("The file is in order.") if not hard else tr("{n} things are wrong.", n=len(hard)))
    return Answer({"ok": not hard, "findings": data}, lines, not hard)


_PARTS = {
    "file": Text("File"),
    "audit": Text("Audit"),
    "schedule": Text("Schedule"),
    "entries": Text("Entries"),
    "results": Text("Results"),
}


def _standings_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    event_argument(parser, required=True)


def _standings(args: Namespace) -> Answer:
    with opened(args) as store, store.reading() as db:
        (event_id,) = events_of(db, args.event).values()
        groups = standing_rows(db, event_id)
        places = place_rows(db, event_id)
    tables = [
        {
            "group": group,
            "ranks": [
                {
                    "rank": row.standing.rank,
                    "unit": row.entry.unit,
                    "number": row.entry.number,
                    "members": list(row.entry.members),
                    "played": row.standing.played,
                    "won": row.standing.won,
                    "points": str(row.standing.points),
                    "settled": row.standing.settled,
                    "reason": str(row.reason),
                }
                for row in rows
            ],
        }
        for group, rows in groups.items()
    ]
    final = [
        {
            "place": row.place,
            "unit": row.entry.unit,
            "number": row.entry.number,
            "members": list(row.entry.members),
            "prize": row.award.prize if row.award else None,
        }
        for row in places
    ]
    lines: list[str] = []
    for group, rows in groups.items():
        lines += [tr("Group {group}", group=group)]
        lines += columns([(r.standing.rank, r.entry.label, r.standing.won, r.standing.points, r.reason) for r in rows])
    lines += [tr("Final ranking")] if places else []
    lines += columns([(row.place, row.entry.full, str(row.award.prize) if row.award else "") for row in places])
    return Answer({"event": args.event, "groups": tables, "places": final}, lines)


def _medals(args: Namespace) -> Answer:
    with opened(args) as store, store.reading() as db:
        rows = medal_rows(db)
        rule = str(overall_rule(db))
        special = [award.line for award in special_awards(db)]
    data = [
        {
            "rank": r.rank,
            "unit": r.unit,
            "gold": r.gold,
            "silver": r.silver,
            "bronze": r.bronze,
            "total": r.total,
            "points": str(r.points),
        }
        for r in rows
    ]
    head = (tr("Rank"), tr("Delegation"), tr("Gold"), tr("Silver"), tr("Bronze"), tr("Total"), tr("Points"))
    lines = columns([(r.rank, r.unit, r.gold, r.silver, r.bronze, r.total, r.points) for r in rows], head)
    return Answer({"rule": rule, "table": data, "special_awards": special}, [*lines, rule, *special])


def _history_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--last", type=count, default=50, help=tr("how many acts, newest first"))


def _history(args: Namespace) -> Answer:
    with opened(args) as store, store.reading() as db:
        acts = history_rows(db, args.last)
    data: list[dict[str, Any]] = [
        {
            "id": a.id,
            "at": a.at,
            "actor": a.actor,
            "role": a.role,
            "station": a.station,
            "command": a.command,
            "text": str(a.words),
            "undoes": a.undoes,
            "undone": a.undone,
        }
        for a in acts
    ]
    return Answer(data, columns([(a.id, _local(a.at), a.actor or a.station, a.words) for a in acts]))


def _local(at: str) -> str:
    """A moment of the audit by the clock on the wall."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"


def _export_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("out", type=Path, help=tr("folder for the documents"))
    parser.add_argument(
        "--only", action="append", metavar=tr("DOCUMENT"), help=tr("only this document; may be repeated")
    )
    event_argument(parser)


def _export(args: Namespace) -> Answer:
    from tournament_app.issue import export

    with opened(args) as store, store.reading() as db:
        events = None if args.event is None else tuple(events_of(db, args.event).values())
        files = export(
            db, args.out, args.only, events, now=store.clock(), run=lambda command: store.run(command, args.actor)
        )
    return Answer(
        [str(f) for f in files], [*(str(f) for f in files), tr("{n} files written.", n=len(files))], bool(files)
    )


def _screenshots_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("out", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)


def _screenshots(args: Namespace) -> Answer:
    from tournament_app.gui.screenshots import screenshots

    files = screenshots(args.out)
    return Answer([str(f) for f in files], [str(f) for f in files])


VERBS = (
    Verb("check", Text("check the file, its audit, schedule and entries"), file_argument, _check),
    Verb("standings", Text("ranks of an event with their reasons"), _standings_arguments, _standings),
    Verb("medals", Text("the medal table"), file_argument, _medals),
    Verb("history", Text("who changed what and when"), _history_arguments, _history),
    Verb("export", Text("write the documents"), _export_arguments, _export),
    Verb("screenshots", None, _screenshots_arguments, _screenshots),
)
