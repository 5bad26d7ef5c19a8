"""Entries that leave, and entries that come, after the draw and without drawing again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tournament_app.commands.draw import drawn_row
from tournament_app.commands.entry import ChangeMembers, add_entry
from tournament_app.commands.later import settling
from tournament_app.commands.marks import refuse_stale, stale_since
from tournament_app.domain.formats import contest_label, plan_for
from tournament_app.domain.free_line import joined, place_for
from tournament_app.domain.heats import free_lane
from tournament_app.domain.plan import Plan
from tournament_app.domain.rules import EventRules, Format
from tournament_app.errors import refuse
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import event_state
from tournament_app.store.columns import COLUMNS
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.free_line import FreeLine
    from tournament_app.domain.meet import Heat
    from tournament_app.queries.event_state import EventState
    from tournament_app.queries.later import Later
    from tournament_app.store.rowlog import Rows

BY_CONTEST = tuple(
    table for table, columns in COLUMNS.items() if {"event_id", "contest"} <= {column.name for column in columns}
)
"""The tables whose rows belong to one contest of an event."""


@dataclass(frozen=True)
class WithdrawEntry:
    """An entry withdraws (bỏ giải): what becomes of its matches follows from the event's rule.

    Only that it withdrew is written down, with the *reason* and the last match it had played.
    """

    entry_id: int
    reason: str
    voids: bool = False
    later: tuple[Later, ...] | None = ()

    def words(self) -> Text:
        """What history shows."""
        return Text("{entry} withdrew: {reason}", entry=self.entry_id, reason=self.reason)

    def apply(self, rows: Rows) -> None:
        """Refuses an entry that withdrew already and one without a reason."""
        entry = rows.get("entry", self.entry_id)
        if not self.reason.strip():
            raise refuse("no_reason", Text("Say why the entry withdraws."), "reason")
        if rows.one("withdrawal", entry_id=self.entry_id):
            raise refuse("withdrawn", Text("This entry has withdrawn already."))
        state = event_state(rows, entry["event_id"])
        with settling(rows, self.later, event_id=state.id, voids=self.voids):
            rows.add(
                "withdrawal",
                event_id=state.id,
                entry_id=self.entry_id,
                contest=_last_match(state, self.entry_id),
                reason=self.reason.strip(),
                at=rows.now,
            )
            rows.change("entry", self.entry_id, state="withdrawn")


def _last_match(state: EventState, entry_id: int) -> str:
    """The last match in the plan, or heat, that *entry_id* had played to its end, empty before its first."""
    if state.meet is not None:
        return next((h.ref for h in reversed(state.meet.heats.values()) if _marked(h, entry_id)), "")
    contests = state.plan.contests if state.plan else ()
    over = [c.ref for c in contests if entry_id in state.sides(c.ref) and (o := state.live(c.ref)) and o.over]
    return over[-1] if over else ""


def _marked(heat: Heat, entry_id: int) -> bool:
    return entry_id in heat.marks and bool(heat.marks[entry_id].attempts or heat.marks[entry_id].status)


@dataclass(frozen=True)
class ReturnEntry:
    """An entry that withdrew takes part again: what followed from its withdrawal is gone."""

    entry_id: int
    voids: bool = False
    later: tuple[Later, ...] | None = ()

    def words(self) -> Text:
        """What history shows."""
        return Text("{entry} takes part again", entry=self.entry_id)

    def apply(self, rows: Rows) -> None:
        """Refuses an entry that never withdrew, and one whose line another has taken."""
        row = rows.one("withdrawal", entry_id=self.entry_id)
        if row is None:
            raise refuse("not_withdrawn", Text("This entry has not withdrawn."))
        state = event_state(rows, row["event_id"])
        with settling(rows, self.later, event_id=state.id, voids=self.voids):
            rows.remove("withdrawal", row["id"])
            rows.change("entry", self.entry_id, state="entered")
        now = event_state(rows, state.id).meet
        if now is not None and state.meet is not None and not self.voids:
            refuse_stale(rows, now, stale_since(state.meet, now))


@dataclass(frozen=True)
class ReplaceMembers:
    """Let others play for an entry that is drawn: a partner who fell ill. The entry keeps its line."""

    entry_id: int
    athletes: tuple[int, ...]
    reason: str

    def words(self) -> Text:
        """What history shows."""
        return Text("Replaced athletes of {entry}: {reason}", entry=self.entry_id, reason=self.reason)

    def apply(self, rows: Rows) -> None:
        """Refuses athletes of another delegation, those in another entry of the event, and too few or too many."""
        entry = rows.get("entry", self.entry_id)
        if not self.reason.strip():
            raise refuse("no_reason", Text("Say why the athletes are replaced."), "reason")
        _check_members(rows, entry, self.athletes)
        ChangeMembers(self.entry_id, self.athletes).apply(rows)


def _check_members(rows: Rows, entry: dict[str, Any], athletes: tuple[int, ...]) -> None:
    least, most = EventRules.of(rows.get("event", entry["event_id"])["rules"]).members
    if not least <= len(set(athletes)) <= most or len(set(athletes)) < len(athletes):
        text = (
            Text("An entry of this event has {n} athletes.", n=most)
            if least == most
            else Text("An entry of this event has {least} to {most} athletes.", least=least, most=most)
        )
        raise refuse("members_number", text, "members")
    others = [row["id"] for row in rows.find("entry", event_id=entry["event_id"]) if row["id"] != entry.get("id")]
    taken = {row["athlete_id"] for row in rows.find("member", entry_id=others)} if others else set()
    for athlete_id in athletes:
        athlete = rows.get("athlete", athlete_id)
        if athlete["delegation_id"] != entry["delegation_id"]:
            raise refuse("other_delegation", Text("{name} is of another delegation.", name=athlete["name"]), "members")
        if athlete_id in taken:
            raise refuse(
                "in_other_entry", Text("{name} plays for another entry of this event.", name=athlete["name"]), "members"
            )


@dataclass(frozen=True)
class AddLateEntry:
    """Enter *athletes* of a delegation in an event that is drawn: the entry takes a free line, or one's that withdrew.

    *instead_of*: an entry that withdrew before its first match; its line goes to the new one. Without it a bye is
    filled, the smaller group gets one more, or a heat that has not been run; a Swiss and a list take one at any time.
    """

    event_id: int
    delegation_id: int
    athletes: tuple[int, ...]
    reason: str
    instead_of: int | None = None

    def words(self) -> Text:
        """What history shows."""
        return Text("Late entry in {event} for {delegation}", event=self.event_id, delegation=self.delegation_id)

    def apply(self, rows: Rows) -> int:
        """The entry's id; refuses with the reason where there is no free line."""
        row = drawn_row(rows, self.event_id)
        _check_members(rows, {"event_id": self.event_id, "delegation_id": self.delegation_id}, self.athletes)
        if not self.reason.strip():
            raise refuse("no_reason", Text("Say why the entry comes late."), "reason")
        state = event_state(rows, self.event_id)
        entry_id = add_entry(rows, self.event_id, self.delegation_id, self.athletes)
        if self.instead_of is not None:
            _take_over(rows, state, row["id"], self.instead_of, entry_id)
            change: dict[str, Any] = {"instead_of": self.instead_of}
        else:
            number = _take_free_line(rows, state, row, entry_id)
            change = {"number": number}
        record = dict(rows.get("draw", row["id"])["record"])
        late = {"at": rows.now, "entry": entry_id, "reason": self.reason.strip(), **change}
        rows.change("draw", row["id"], record={**record, "late": [*record.get("late", ()), late]})
        return entry_id


def _take_over(rows: Rows, state: EventState, draw_id: int, gone: int, entry_id: int) -> None:
    """Give the line of an entry that withdrew before its first match to another."""
    name = entry_rows(rows)[gone].label if gone in entry_rows(rows) else ""
    place = rows.one("draw_place", draw_id=draw_id, entry_id=gone)
    if place is None or gone not in state.gone:
        raise refuse("line_held", Text("Only the line of an entry that withdrew can be taken over."), "instead_of")
    if any(gone in (o.a, o.b) for o in state.outcomes.values()) or rows.count("mark", event_id=state.id, entry_id=gone):
        raise refuse("entry_played", Text("{entry} has played: its line stays its own.", entry=name), "instead_of")
    with settling(rows, (), event_id=state.id):
        rows.change("draw_place", place["id"], entry_id=entry_id)


def _take_free_line(rows: Rows, state: EventState, row: dict[str, Any], entry_id: int) -> int:
    """Put a late entry on a free line of the plan: its draw number. Everything else stays with whom it belongs to."""
    if state.meet is not None:
        return _take_free_lane(rows, state, row, entry_id)
    free = _free_line(state)
    places = {place["number"]: place for place in rows.find("draw_place", draw_id=row["id"])}
    _rename(rows, state, free)
    rows.change("draw", row["id"], plan=free.plan.data())
    for number in sorted(places, reverse=True):  # from the last on, so that no number is taken twice
        if (new := free.numbers[number]) != number:
            rows.change("draw_place", places[number]["id"], number=new)
    rows.add("draw_place", draw_id=row["id"], number=free.number, entry_id=entry_id)
    now = event_state(rows, state.id)
    assert now.resolved is not None
    assert state.resolved is not None
    if lost := set(now.resolved.stale) - {free.contests.get(ref, ref) for ref in state.resolved.stale}:
        first = next(contest.ref for contest in free.plan.contests if contest.ref in lost)
        raise refuse(
            "no_free_line",
            Text("The free line is passed already: {match} was played.", match=contest_label(free.plan, first)),
        )
    return free.number


def _take_free_lane(rows: Rows, state: EventState, row: dict[str, Any], entry_id: int) -> int:
    """Put a late entry in a heat that has not been run, or at the end of the list; all others keep their lanes."""
    assert state.plan is not None
    assert state.meet is not None
    number = state.plan.size + 1
    run = {heat.ref for heat in state.meet.heats.values() if heat.status in ("playing", "done")}
    plan = free_lane(state.meet.plan, number, run)
    if plan is None:
        raise refuse(
            "no_free_lane",
            Text("No heat of {event} that is still to be run has a free lane. Draw again.", event=state.rules.name),
        )
    rows.change("draw", row["id"], plan={**Plan(number, ()).data(), "heats": plan.data()})
    rows.add("draw_place", draw_id=row["id"], number=number, entry_id=entry_id)
    return number


def _free_line(state: EventState) -> FreeLine:
    assert state.plan is not None
    if state.plan.rounds:
        return joined(state.plan)
    form = Format.of(state.record["format"]) if "format" in state.record else state.rules.format  # type: ignore[arg-type]
    if len(state.plan.groups) == 1 and all(contest.group for contest in state.plan.contests) and form.kind == "auto":
        form = replace(form, kind="round_robin")
    free = place_for(state.plan, plan_for(form, state.plan.size + 1))
    if free is None:
        raise refuse(
            "no_free_line",
            Text(
                "There is no free line in {event}: no bye is left and every group is full. Let the entry take the line "
                "of one that withdrew, or draw again.",
                event=state.rules.name,
            ),
        )
    return free


def _rename(rows: Rows, state: EventState, free: FreeLine) -> None:
    """Results, times, calls and all else that is kept by contest go where the same two meet in the new plan."""
    for table in BY_CONTEST:
        held = [one for one in rows.find(table, event_id=state.id) if free.contests.get(one["contest"], "") != ""]
        moving = [one for one in held if free.contests[one["contest"]] != one["contest"]]
        for one in moving:  # aside first: two may change places
            rows.change(table, one["id"], contest=f"…{one['contest']}")
        for one in moving:
            rows.change(table, one["id"], contest=free.contests[one["contest"]])
