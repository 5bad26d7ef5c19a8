"""What is wrong with the tournament: its file, its audit, its schedule, its entries, its ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.entries import EntryOf, Person, check_entries
from tournament_app.domain.plan_words import group_label
from tournament_app.domain.rules import EventRules
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import EventState, event_states
from tournament_app.queries.protests import protest_rows
from tournament_app.queries.schedule import schedule_clashes, to_mend
from tournament_app.queries.tournament import tournament_row
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.entries import Finding
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One finding. *part*: ``file``, ``audit``, ``schedule``, ``entries`` or ``results``; *hard*: must be mended."""

    part: str
    kind: str
    hard: bool
    text: Text
    event_id: int | None = None
    contest: str = ""


def checks(db: Reading) -> tuple[CheckRow, ...]:
    """Everything the program finds wrong, gravest parts first."""
    return (*_file(db), *_audit(db), *_schedule(db), *_results(db), *entry_checks(db))


def _file(db: Reading) -> Iterator[CheckRow]:
    from tournament_app.store.chain import integrity, verify_rows

    for line in integrity(db):
        yield CheckRow("file", "integrity", hard=True, text=Text("The file is damaged: {what}", what=line))
    odd = verify_rows(db)
    if odd is not None:
        text = Text("{table} row {id} is not as the history says it was left.", table=odd[0], id=odd[1])
        yield CheckRow("file", "rows", hard=True, text=text)


def _audit(db: Reading) -> Iterator[CheckRow]:
    from tournament_app.store.chain import verify_chain

    bad = verify_chain(db)
    if bad is not None:
        yield CheckRow(
            "audit", "chain", hard=True, text=Text("The history was changed from outside, from act {id} on.", id=bad)
        )


def _schedule(db: Reading) -> Iterator[CheckRow]:
    """Clashes between matches that are over are told, but there is nothing left to mend."""
    if not db.count("slot"):
        return
    hard = to_mend(db)
    for clash in schedule_clashes(db):
        yield CheckRow("schedule", clash.kind, hard=clash in hard, text=clash.text)


def _results(db: Reading) -> Iterator[CheckRow]:
    for state in event_states(db).values():
        if state.resolved is None:
            continue
        for ref in state.resolved.stale:
            text = Text(
                "{event}: the result of {match} was played by others than meet there now.",
                event=state.rules.name,
                match=ref,
            )
            yield CheckRow("results", "stale_result", hard=False, text=text, event_id=state.id, contest=ref)
        yield from _heats(state)
        for protest in protest_rows(db, state.id):
            if protest.open:
                text = Text("{event}: a protest is not decided: {what}", event=state.rules.name, what=protest.text)
                yield CheckRow("results", "open_protest", hard=False, text=text, event_id=state.id)
        for group in open_ties(state):
            where = group_label(state.plan, group) if state.plan else group
            text = Text("{event}, {group}: a tie no rule breaks; draw lots.", event=state.rules.name, group=where)
            yield CheckRow("results", "open_tie", hard=False, text=text, event_id=state.id)


def _heats(state: EventState) -> Iterator[CheckRow]:
    """Marks that belong to nobody in their heat, and ties for a place in the next round."""
    for heat in state.meet.heats.values() if state.meet else ():
        if heat.stale:
            text = Text("{event}: marks stand in {heat} of entries not in it.", event=state.rules.name, heat=heat.ref)
            yield CheckRow("results", "stale_result", hard=False, text=text, event_id=state.id, contest=heat.ref)
    for tied, room in (state.meet.ties if state.meet else {}).values():
        text = Text(
            "{event}: {n} level for the last {room} of the next round; lots or a swim-off.",
            event=state.rules.name,
            n=len(tied),
            room=room,
        )
        yield CheckRow("results", "open_tie", hard=False, text=text, event_id=state.id)


def open_ties(state: EventState) -> tuple[str, ...]:
    """The groups, and comparisons across groups, that are over and tied beyond the rules."""
    if state.resolved is None or state.plan is None:
        return ()
    closed = state.resolved.closed
    return tuple(g for g, rows in state.tables.items() if g in closed and not all(row.settled for row in rows))


def findings(db: Reading) -> tuple[Finding, ...]:
    """What the rules of entry find wrong with the entries as they stand in the tournament."""
    return db.memo("findings", _findings)


def _findings(db: Reading) -> tuple[Finding, ...]:
    units = {row["id"]: row["name"] for row in db.find("delegation")}
    people = {
        row["id"]: Person(
            row["name"],
            row["sex"],
            row["birth_year"],
            row["birth_date"],
            bool(row["leader"]),
            units[row["delegation_id"]],
        )
        for row in db.find("athlete")
    }
    entries = [
        EntryOf(e.event, e.unit, e.number, tuple(people[i] for i in e.member_ids)) for e in entry_rows(db).values()
    ]
    events = {row["code"]: EventRules.of(row["rules"]) for row in db.find("event")}
    return tuple(check_entries(entries, events, tournament_row(db).limits, tuple(people.values())))


def entry_checks(db: Reading) -> tuple[CheckRow, ...]:
    """The findings about entries as check rows."""
    return tuple(
        CheckRow(
            "entries", f.kind, hard=False, text=Text("{unit}, {who}: {detail}", unit=f.unit, who=f.who, detail=f.detail)
        )
        for f in findings(db)
    )
