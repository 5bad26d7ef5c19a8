"""The day at a glance: how far the tournament is, what comes next and what needs a hand now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.plan_words import group_label
from tournament_app.queries.checks import findings, open_ties
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.people import problem_rows
from tournament_app.queries.protests import protest_rows
from tournament_app.queries.schedule import schedule_clashes, to_mend
from tournament_app.queries.stand import stand
from tournament_app.queries.tournament import DAY, sport_rows, tournament_row
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tournament_app.store.rowlog import Reading

Step = Literal["done", "now", "open"]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the tournament's way, from forms to the report."""

    name: Text
    detail: Text
    state: Step
    page: str


@dataclass(frozen=True, slots=True)
class TodoRow:
    """Something that needs a hand now, and where it is settled."""

    badge: Text
    role: Literal["warning", "live"]
    title: str
    detail: Text
    page: str
    event_id: int | None = None
    contest: str = ""


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """The figures of the first screen. Minutes count from the first midnight; *late* is how much play lags behind."""

    delegations: int
    athletes: int
    entries: int
    played: int
    total: int
    today_played: int
    today_total: int
    ends: int | None
    late: int
    steps: tuple[StepRow, ...]
    sports: tuple[tuple[str, str, int, int], ...]
    todo: tuple[TodoRow, ...]
    coming: tuple[MatchRow, ...]


def overview(db: Reading, now: datetime) -> OverviewRow:
    """The state of the tournament at *now* (the venue's local time)."""
    tournament = tournament_row(db)
    minute = tournament.minute(now)
    matches = match_rows(db)
    done = [m for m in matches if m.status == "done"]
    today = [m for m in matches if m.start is not None and m.start // DAY == minute // DAY]
    waiting = [m for m in today if m.status != "done" and m.start is not None]
    late = max(
        (minute - m.start for m in waiting if m.start is not None and m.status in ("ready", "called")), default=0
    )
    late = max(late, 0)
    ends = max((m.start + m.minutes for m in today if m.start is not None), default=None)
    sports = sport_rows(db)
    per_sport = tuple(
        (code, sport.name, sum(m.sport == code for m in done), sum(m.sport == code for m in matches))
        for code, sport in sports.items()
        if any(m.sport == code for m in matches)
    )
    coming = sorted(
        (m for m in matches if m.status in ("ready", "called") and m.start is not None),
        key=lambda m: (m.start or 0, m.number),
    )
    return OverviewRow(
        db.count("delegation"),
        db.count("athlete"),
        db.count("entry"),
        len(done),
        len(matches),
        sum(m.status == "done" for m in today),
        len(today),
        None if ends is None else ends + late,
        late,
        steps(db, matches, done=len(done)),
        per_sport,
        todo(db, matches, minute),
        tuple(coming[:12]),
    )


def steps(db: Reading, matches: tuple[MatchRow, ...], *, done: int) -> tuple[StepRow, ...]:
    """The way of the tournament, each step with how far it is."""
    states = [s for s in event_states(db).values() if s.state != "cancelled"]
    n, total = len(states), len(matches)
    units, athletes, problems = db.count("delegation"), db.count("athlete"), len(problem_rows(db))
    drawn, locked = sum(s.plan is not None for s in states), sum(s.locked for s in states)
    placed = sum(m.start is not None for m in matches)
    clashes = len(to_mend(db)) if placed else 0
    finished = sum(s.finished for s in states)
    official = sum(stand(db, s.id).state == "official" for s in states)
    forms = Text(
        "{n} delegations · {athletes} athletes · {problems} warnings", n=units, athletes=athletes, problems=problems
    )
    draws = Text("{drawn}/{n} drawn · {locked} locked", drawn=drawn, n=n, locked=locked)
    places = Text("{placed}/{n} matches · {clashes} clashes", placed=placed, n=total, clashes=clashes)
    prizes = Text("{finished}/{n} events complete", finished=finished, n=n)
    words = Text("{official}/{n} events official", official=official, n=n)
    return (
        StepRow(Text("Forms"), forms, "done" if units else "open", "people"),
        StepRow(Text("Events"), Text("{n} events", n=n), "done" if states else "open", "events"),
        StepRow(Text("Draw"), draws, _state(drawn, n), "draw"),
        StepRow(Text("Schedule"), places, _state(placed, total), "schedule"),
        StepRow(Text("Play"), Text("{done}/{n} matches", done=done, n=total), _state(done, total), "score"),
        StepRow(Text("Prizes"), prizes, _state(finished, n), "medals"),
        StepRow(Text("Official results"), words, _state(official, n), "results"),
    )


def _state(done: int, total: int) -> Step:
    """Where a step stands of which *done* of *total* are done."""
    return "done" if 0 < total == done else "now" if done else "open"


def _where(match: MatchRow) -> str:
    court = match.court.name if match.court else ""
    return " · ".join(filter(None, (court, str(Text("Match {n}", n=match.number)))))


def todo(db: Reading, matches: tuple[MatchRow, ...], minute: int) -> tuple[TodoRow, ...]:
    """What needs a hand now, gravest first."""
    found: list[TodoRow] = []
    for m in matches:
        if m.status == "stale":
            text = Text("played by others than meet there now")
            found.append(TodoRow(Text("Void"), "live", _where(m), text, "score", m.event_id, m.contest))
        elif m.status == "called" and m.start is not None and minute - m.start >= 5:
            text = Text("{a} – {b}: not on court after {n} minutes", a=m.name_a(), b=m.name_b(), n=minute - m.start)
            badge = Text("Call {n}", n=m.called)
            found.append(TodoRow(badge, "warning", _where(m), text, "score", m.event_id, m.contest))
    found += (*_protests(db), *_results(db))
    hard = to_mend(db)
    for clash in schedule_clashes(db) if any(m.start is not None for m in matches) else ():
        if clash in hard or (clash.severity != "hard" and any(p.start >= minute for p in clash.placements)):
            role: Literal["warning", "live"] = "live" if clash in hard else "warning"
            found.append(TodoRow(Text("Schedule"), role, "", clash.text, "schedule"))
    found += _balls(db)
    if not any(m.status == "done" for m in matches):
        found += [TodoRow(Text("Entry"), "warning", f.unit, f.detail, "people") for f in findings(db)]
    return tuple(found)


def _protests(db: Reading) -> Iterator[TodoRow]:
    """Protests to decide, and results to correct after one that was upheld."""
    for protest in protest_rows(db) if db.count("protest") else ():
        if protest.open or protest.to_correct:
            text = protest.text if protest.open else Text("upheld, to be corrected: {what}", what=protest.text)
            page = "results" if protest.open else "score"
            yield TodoRow(Text("Protest"), "live", "", text, page, protest.event_id, protest.contest)


def _balls(db: Reading) -> Iterator[TodoRow]:
    """Draws by hand that were begun and left."""
    for row in db.find("ball_draw") if db.count("ball_draw") else ():
        text = Text("{n} balls are drawn, the draw by hand is not kept yet", n=len(row["balls"]))
        name = str(db.get("event", row["event_id"])["rules"]["name"])
        yield TodoRow(Text("Draw"), "warning", name, text, "draw", row["event_id"])


def _results(db: Reading) -> Iterator[TodoRow]:
    """Results to confirm again, and ties to settle."""
    for state in event_states(db).values():
        if stand(db, state.id).state == "amended":
            text = Text("official results were corrected since: confirm them again")
            yield TodoRow(Text("Amended"), "warning", state.rules.name, text, "results", state.id)
        for tied, room in (state.meet.ties if state.meet else {}).values():
            text = Text("{n} level for the last {room} of the next round", n=len(tied), room=room)
            yield TodoRow(Text("Lots"), "warning", state.rules.name, text, "score", state.id, "R1H1")
        for group in open_ties(state):
            assert state.plan is not None  # only drawn events have ties
            text = Text("{group}: level by every rule, draw lots", group=group_label(state.plan, group))
            yield TodoRow(Text("Lots"), "warning", state.rules.name, text, "results", state.id)
