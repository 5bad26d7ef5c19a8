"""The schedule: what is to be placed, where it stands, what it weighs and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.timetable import Court, Fixture, Placement, Session
from tournament_app.domain.timetable_check import Clash, check
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import EventState, event_states
from tournament_app.queries.matches import match_rows
from tournament_app.queries.tournament import court_rows, session_rows, tournament_row

if TYPE_CHECKING:
    from tournament_app.domain.timetable_load import LoadReport
    from tournament_app.store.rowlog import Reading


def courts(db: Reading) -> tuple[Court, ...]:
    """The courts as the timetable knows them."""
    return tuple(Court(c.id, c.name, c.sport, c.boards, c.venue) for c in court_rows(db))


def sessions(db: Reading) -> tuple[Session, ...]:
    """The playing sessions as the timetable knows them."""
    return tuple(Session(s.start, s.end) for s in session_rows(db))


def placements(db: Reading) -> tuple[Placement, ...]:
    """Where every match stands in the schedule."""
    codes = {row["id"]: row["code"] for row in db.find("event")}
    return tuple(
        Placement(codes[s["event_id"]], s["contest"], s["court_id"], s["start"], s["minutes"], bool(s["pinned"]))
        for s in db.find("slot")
    )


def fixtures(db: Reading) -> tuple[Fixture, ...]:
    """Every contest of every drawn event that is played by two sides."""
    return db.memo("fixtures", _all_fixtures)


def _all_fixtures(db: Reading) -> tuple[Fixture, ...]:
    found: list[Fixture] = []
    first = 1
    for state in event_states(db).values():
        found += _fixtures(db, state, first)
        first += state.total
    return tuple(found)


def _fixtures(db: Reading, state: EventState, first: int) -> list[Fixture]:
    """The contests of one event; its first one has the running number *first*."""
    if state.meet is not None:
        from tournament_app.queries.heats import heat_fixtures

        return heat_fixtures(db, state, first)
    if state.plan is None or state.resolved is None or state.state == "cancelled":
        return []
    entries = entry_rows(db)
    code = state.rules.code
    refs = {c.ref for c in state.plan.contests}
    of_group: dict[str, tuple[str, ...]] = {}
    for contest in state.plan.contests:
        if contest.group:
            of_group[contest.group] = (*of_group.get(contest.group, ()), contest.ref)

    groups = state.plan.groups

    def feeders(side: str) -> tuple[str, ...]:
        if "#" in side:
            group = side.partition("#")[0]
            return of_group[group] if group else tuple(ref for name in groups for ref in of_group[name])
        ref = side.partition(":")[2]
        return (ref,) if ref in refs else ()

    found = []
    for number, contest in enumerate(state.plan.contests, first):
        a, b = state.sides(contest.ref)
        certain = frozenset(i for e in (a, b) if e is not None for i in entries[e].member_ids)
        may = {e for side in state.resolved.possible(contest.ref) for e in side} if a is None or b is None else ()
        possible = frozenset(i for e in may for i in entries[e].member_ids) - certain
        after = tuple(dict.fromkeys((code, ref) for side in (contest.a, contest.b) for ref in feeders(side)))
        minutes = state.rules.at(state.rules.minutes, contest.stage)
        found.append(
            Fixture(
                code,
                contest.ref,
                minutes,
                state.rules.sport,
                after,
                certain,
                possible,
                f"{number} ({code})",
                (contest.a, contest.b),
            )
        )
    return found


def schedule_clashes(db: Reading) -> tuple[Clash, ...]:
    """What is wrong with the schedule as it stands, by a checker that shares nothing with the placer."""
    rest = tournament_row(db).limits.rest
    return db.memo("clashes", lambda r: check(placements(r), fixtures(r), courts(r), sessions(r), rest))


def to_mend(db: Reading) -> tuple[Clash, ...]:
    """The hard clashes that can still be mended: where all matches are over there is nothing left to move."""
    over = {(match.event, match.contest) for match in match_rows(db) if match.status == "done"}
    return tuple(
        clash
        for clash in schedule_clashes(db)
        if clash.severity == "hard"
        and not (clash.placements and all((p.event, p.contest) in over for p in clash.placements))
    )


def schedule_load(db: Reading) -> LoadReport:
    """What the schedule weighs before anything is placed."""
    from tournament_app.domain.timetable_load import load_report

    return load_report(fixtures(db), courts(db), sessions(db), tournament_row(db).limits.rest)
