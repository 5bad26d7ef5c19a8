"""Verbs of the playing days: draw, schedule, score, simulate, undo, backup."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tournament_app.cli.answer import Answer, columns
from tournament_app.cli.changing import later_arguments, later_of, look
from tournament_app.cli.verb import Verb, event_argument, events_of, file_argument, opened
from tournament_app.commands.draw import DrawEvent, LockDraw
from tournament_app.commands.later import settling
from tournament_app.commands.schedule import BuildSchedule
from tournament_app.commands.score import ClearResult, RecordScore, match_by_number
from tournament_app.domain.protocol import in_fours
from tournament_app.domain.written_score import read_score
from tournament_app.errors import Refused, refuse
from tournament_app.queries.draw_check import check_draw
from tournament_app.queries.draw_list import draw_list
from tournament_app.queries.event_state import event_state
from tournament_app.queries.history import history_rows
from tournament_app.queries.matches import match_row
from tournament_app.queries.schedule import schedule_clashes, schedule_load, to_mend
from tournament_app.queries.tournament import tournament_row
from tournament_app.rehearsal import rehearse
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from contextlib import AbstractContextManager

    from tournament_app.queries.event_state import EventState
    from tournament_app.queries.later import Later
    from tournament_app.queries.matches import MatchRow
    from tournament_app.store.rowlog import Rows


def _draw_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    event_argument(parser)
    parser.add_argument("--seed", help=tr("what the hall supplied (dice, a number called out); printed in the record"))
    parser.add_argument("--lock", action="store_true", help=tr("lock each draw"))
    public = parser.add_mutually_exclusive_group()
    public.add_argument(
        "--announce", action="store_true", help=tr("only show the hash of each list, before the hall speaks")
    )
    public.add_argument(
        "--hall",
        action="append",
        default=[],
        metavar=tr("TEXT"),
        help=tr(
            "a public draw: the seed is made of the hash of the list and of what the hall gave; once for each thing"
        ),
    )
    public.add_argument("--check", action="store_true", help=tr("work the draws out again and say what differs"))


def _draw(args: Namespace) -> Answer:
    if args.check or args.announce:
        return _check(args) if args.check else _announce(args)
    seed = args.seed or secrets.token_hex(4)
    drawn, left = [], []
    with opened(args) as store:
        with store.reading() as db:
            events = events_of(db, args.event)
        for code, event_id in events.items():
            try:
                order = DrawEvent(event_id, "" if args.hall else f"{seed}/{code}", hall=tuple(args.hall))
                made = store.run(order, args.actor).value
            except Refused as why:
                if args.event:
                    raise
                left.append({"event": code, "why": str(why)})
                continue
            if args.lock:
                store.run(LockDraw(event_id), args.actor)
            with store.reading() as db:
                drawn.append({"event": code, "seed": event_state(db, event_id).seed, "code": made})
    lines = columns([(d["event"], d["code"], d["seed"]) for d in drawn]) + [f"{x['event']}: {x['why']}" for x in left]
    lines = lines or [tr("The tournament has no events yet: there is nothing to draw.")]
    return Answer({"seed": "" if args.hall else seed, "drawn": drawn, "left": left}, lines, bool(drawn))


def _announce(args: Namespace) -> Answer:
    """The hash of the list of each event that can be drawn."""
    with opened(args) as store, store.reading() as db:
        lists = [found for id_ in events_of(db, args.event).values() if len((found := draw_list(db, id_)).entries) > 1]
    data = [{"event": found.event, "entries": len(found.entries), "hash": found.digest} for found in lists]
    return Answer(data, columns([(found.event, in_fours(found.digest)) for found in lists]), bool(lists))


def _check(args: Namespace) -> Answer:
    """Kiểm tra bốc thăm: not done as soon as one draw differs from its record."""
    with opened(args) as store, store.reading() as db:
        events = {
            code: id_ for code, id_ in events_of(db, args.event).items() if args.event or db.one("draw", event_id=id_)
        }
        found = {code: check_draw(db, event_id) for code, event_id in events.items()}
    data = [
        {"event": code, "agrees": one.agrees, "text": str(one.words), "differences": [str(d) for d in one.differences]}
        for code, one in found.items()
    ]
    lines = [line for code, one in found.items() for line in (f"{code}: {one.words}", *map(str, one.differences))]
    return Answer(data, lines, bool(found) and all(one.agrees for one in found.values()))


def _schedule_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--load", action="store_true", help=tr("only say what the schedule weighs, place nothing"))


def _schedule(args: Namespace) -> Answer:
    with opened(args) as store:
        with store.reading() as db:
            load = schedule_load(db)
        if args.load:
            said = [str(warning) for warning in load.warnings]
            return Answer({"warnings": said}, said or [tr("The schedule is no fuller than its courts and days allow.")])
        timetable = store.run(BuildSchedule(), args.actor).value
        with store.reading() as db:
            clashes, wrong = schedule_clashes(db), to_mend(db)
            tournament = tournament_row(db)
    end = max((p.start + p.minutes for p in timetable.placements), default=0)
    unplaced = [{"event": f.event, "contest": f.contest, "why": str(why)} for f, why in timetable.unplaced]
    data = {
        "placed": len(timetable.placements),
        "unplaced": unplaced,
        "clashes": [{"kind": c.kind, "severity": c.severity, "text": str(c.text)} for c in clashes],
        "warnings": [str(w) for w in load.warnings],
        "ends": tournament.moment(end).isoformat(timespec="minutes"),
    }
    lines = [
        tr("{n} matches placed, {m} not; the last ends at {end}.", n=data["placed"], m=len(unplaced), end=data["ends"]),
        *(f"{u['event']} {u['contest']}: {u['why']}" for u in unplaced),
        *(str(c.text) for c in clashes),
    ]
    return Answer(data, lines, not unplaced and not wrong)


def _score_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("match", type=int, help=tr("number of the match"))
    parser.add_argument("score", help=tr("21-17 19-21 21-15, or 17 -19 15, or wo, ret, dsq; - takes it away"))
    parser.add_argument("--override", default="", metavar=tr("REASON"), help=tr("accept a score against the rules"))
    later_arguments(parser)


def _result(args: Namespace, match: MatchRow, state: EventState, later: tuple[Later, ...]) -> RecordScore | ClearResult:
    """What the words of the command line ask for."""
    if args.score == "-":
        return ClearResult(match.event_id, match.contest, voids=args.void, later=later)
    said = read_score(args.score, state.scoring[match.stage], draw_allowed=bool(match.group))
    if said.problems and not args.override:
        raise Refused(*said.problems)
    return RecordScore(
        match.event_id,
        match.contest,
        said.kind,
        said.games,
        said.loser,
        args.override,
        detail=said.detail,
        voids=args.void,
        later=later,
    )


def _score(args: Namespace) -> Answer:
    with opened(args) as store:
        with store.reading() as db:
            match = match_by_number(db, args.match)
            state = event_state(db, match.event_id)
            later = later_of(args, db, match.event_id)
        command = _result(args, match, state, later)
        if args.look:
            return look(store, command)
        store.run(command, args.actor)
        with store.reading() as db:
            now = match_row(db, match.event_id, match.contest)
    winner = now.outcome.winner if now.outcome else None
    sides = [side.full if side else "" for side in (now.side_a, now.side_b)]
    data = {"match": now.number, "event": now.event, "contest": now.contest, "sides": sides, "score": now.score}
    data["winner"] = next((s.full for s in (now.side_a, now.side_b) if s and s.id == winner), None)
    data["kind"] = now.outcome.kind.value if now.outcome else None
    lines = [f"{now.number} {now.event} {now.label}: {' – '.join(sides)}  {now.score}"]
    if now.look:
        data["look"] = now.look
        lines.append(tr("It counts when two people have typed the same score (--as says who types)."))
    return Answer(data, lines)


def _simulate_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    event_argument(parser)
    parser.add_argument("--seed", default="1", help=tr("the same seed plays the same tournament"))
    parser.add_argument("--until", help=tr("stop at this moment, 2024-10-26 10:42 say"))


def _simulate(args: Namespace) -> Answer:
    with opened(args) as store:
        until = None
        if args.until is not None:
            try:
                moment = datetime.fromisoformat(args.until)
            except ValueError as error:
                raise refuse(
                    "bad_time", Text("{text} is no moment; write 2024-10-26 10:42.", text=args.until)
                ) from error
            with store.reading() as db:
                until = tournament_row(db).minute(moment)
        with store.reading() as db:
            events = frozenset(events_of(db, args.event)) if args.event is not None else frozenset[str]()
        done = rehearse(store, args.seed, until=until, events=events, playing=until is not None)
    data = {
        "results": done.results,
        "walkovers": done.walkovers,
        "retirements": done.retirements,
        "corrections": done.corrections,
        "lots": done.lots,
    }
    return Answer(
        data,
        [
            tr(
                "{results} results, of them {walkovers} walkovers, {retirements} retirements, "
                "{corrections} corrections; lots drawn {lots} times.",
                **data,
            )
        ],
    )


def _undo_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--act", type=int, help=tr("number of the act in the history; without it the newest"))
    parser.add_argument("--redo", action="store_true", help=tr("do again what was undone last"))
    parser.add_argument("--void", action="store_true", help=tr("void later matches that lose their sides by this"))


def _undo(args: Namespace) -> Answer:
    def around(rows: Rows) -> AbstractContextManager[None]:
        return settling(rows, (), voids=args.void)

    with opened(args) as store:
        newest = store.can_undo() if args.act is None else None
        if args.redo:
            done = store.redo(args.actor, around)
        else:
            done = store.undo(args.actor, newest["id"] if newest else args.act, around)
        with store.reading() as db:
            act = history_rows(db, 1)[0]
    return Answer({"act": done.audit_id, "undid": act.undoes, "text": str(act.words)}, [str(act.words)])


def _backup_arguments(parser: ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--to", type=Path, help=tr("folder for the copy, a USB stick say"))


def _backup(args: Namespace) -> Answer:
    from tournament_app.store.backup import backup

    with opened(args) as store:
        made = backup(store, args.to)
    return Answer(
        {"path": str(made.path), "size": made.size, "verified": made.verified},
        [tr("Backup made and verified: {path}", path=made.path)],
    )


VERBS = (
    Verb("draw", Text("draw the events"), _draw_arguments, _draw),
    Verb("schedule", Text("place every match"), _schedule_arguments, _schedule),
    Verb("score", Text("enter a result"), _score_arguments, _score),
    Verb("simulate", Text("let the rehearsal robot play"), _simulate_arguments, _simulate),
    Verb("undo", Text("take back the newest act, or do it again"), _undo_arguments, _undo),
    Verb("backup", Text("make a verified copy"), _backup_arguments, _backup),
)
