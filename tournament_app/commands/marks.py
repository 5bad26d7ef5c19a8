"""What was measured, judged or listed in a heat: recorded, taken away; and ties for a place in the next round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tournament_app.domain.heats import heat_label
from tournament_app.domain.mark_rules import mark_rule
from tournament_app.domain.marks import STATUSES, Mark
from tournament_app.errors import Problem, Refused, refuse
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import EventState, event_state
from tournament_app.queries.heats import marks_of, scope_label, with_marks
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from tournament_app.domain.meet import Heat, Meet
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class MarkLine:
    """What is recorded of *entry*: *attempts* as typed, a *status* of ``STATUSES``, a *note* why; empty: nothing."""

    entry: int
    attempts: tuple[str, ...] = ()
    status: str = ""
    note: str = ""


@dataclass(frozen=True)
class RecordMarks:
    """Record or correct the marks of a heat; entries not in *lines* keep theirs.

    What the rule does not know is refused, each problem with ``entry.attempt`` as its field. A correction by which
    others go on than have marks in a later round is refused unless *voids* agrees to it: those marks stay, belong to
    nobody there and are told.
    """

    event_id: int
    heat: str
    lines: tuple[MarkLine, ...]
    voids: bool = False

    def words(self) -> Text:
        """What history shows."""
        return Text("Marks of {heat} in {event}: {n}", heat=self.heat, event=self.event_id, n=len(self.lines))

    def apply(self, rows: Rows) -> int:
        """How many marks changed."""
        state = event_state(rows, self.event_id)
        heat = ready_heat(state, self.heat)
        self.check(state, heat)
        if not self.voids:
            refuse_to_void(rows, state, self.heat, {line.entry: _mark(line, self.heat) for line in self.lines})
        changed = 0
        for line in self.lines:
            attempts = list(_trimmed(line.attempts))
            row = rows.one("mark", event_id=self.event_id, heat=self.heat, entry_id=line.entry)
            values: dict[str, Any] = {"attempts": attempts, "status": line.status, "note": line.note.strip()}
            if row and all(row[key] == value for key, value in values.items()):
                continue
            if row and not attempts and not line.status:
                rows.remove("mark", row["id"])
            elif row:
                rows.change("mark", row["id"], **values, at=rows.now)
            elif attempts or line.status:
                rows.add("mark", event_id=self.event_id, heat=self.heat, entry_id=line.entry, **values, at=rows.now)
            else:
                continue
            changed += 1
        return changed

    def check(self, state: EventState, heat: Heat) -> None:
        """Refuse entries that are not in the heat and marks that cannot be, each with its entry and attempt."""
        rule = mark_rule(state.rules.play, state.rules.marks)
        here = {entry for _, entry in heat.lanes}
        found: list[Problem] = []
        for line in self.lines:
            if line.entry not in here:
                found.append(Problem("not_in_heat", Text("This entry is not in the heat."), str(line.entry)))
            if line.status not in STATUSES:
                found.append(
                    Problem(
                        "status", Text("{text} is none of DNS, DNF, DSQ.", text=line.status), f"{line.entry}.status"
                    )
                )
            found += [Problem(p.code, p.text, f"{line.entry}.{p.field}") for p in rule.problems(_mark(line, self.heat))]
        if found:
            raise Refused(*found)


@dataclass(frozen=True)
class ClearMarks:
    """Take all marks of a heat away, so that it is to be run (again)."""

    event_id: int
    heat: str
    voids: bool = False

    def words(self) -> Text:
        """What history shows."""
        return Text("Cleared the marks of {heat} in {event}", heat=self.heat, event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses a heat without marks, and to take entries from a later round that have marks there."""
        marks = rows.find("mark", event_id=self.event_id, heat=self.heat)
        if not marks:
            raise refuse("no_marks", Text("This heat has no marks."))
        state = event_state(rows, self.event_id)
        if not self.voids and state.meet is not None and self.heat in state.meet.heats:
            refuse_to_void(rows, state, self.heat, {row["entry_id"]: None for row in marks})
        for row in marks:
            rows.remove("mark", row["id"])


@dataclass(frozen=True)
class SettlePlaces:
    """Who goes on of those level for the last places of a round: in *order*, as lots or a swim-off put them.

    *scope* names the round (``R1``); the *note* says how it was decided and who was there.
    """

    event_id: int
    scope: str
    order: tuple[int, ...]
    note: str = ""

    def words(self) -> Text:
        """What history shows."""
        return Text("The last places out of {round} of {event}", round=scope_label(self.scope), event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses a round without such a tie and an order that is not of those level."""
        meet = event_state(rows, self.event_id).meet
        if meet is None or self.scope not in meet.ties:
            raise refuse("no_tie", Text("Nobody is level for the last place of this round."))
        tied, room = meet.ties[self.scope]
        if not set(self.order) <= set(tied) or len(set(self.order)) != len(self.order) or len(self.order) < room:
            raise refuse("not_level", Text("Name those who go on, of the ones level, in order: {n} of them.", n=room))
        row = rows.one("lot", event_id=self.event_id, scope=self.scope)
        values = {"order": list(self.order), "note": self.note, "how": "lots", "who": rows.actor, "at": rows.now}
        if row:
            rows.change("lot", row["id"], **values)
        else:
            rows.add("lot", event_id=self.event_id, scope=self.scope, **values)


def ready_heat(state: EventState, ref: str) -> Heat:
    """The heat *ref*; refuses one that does not exist or still waits for the round before."""
    if state.meet is None or ref not in state.meet.heats:
        raise refuse("no_such_heat", Text("There is no heat {heat} in {event}.", heat=ref, event=state.rules.name))
    heat = state.meet.heats[ref]
    if heat.status == "waiting":
        raise refuse("heat_waits", Text("This heat still waits for the round before it."))
    return heat


def refuse_to_void(rows: Rows, state: EventState, ref: str, changed: dict[int, Mark | None]) -> None:
    """Refuse marks by which others would be in a later heat than have marks there."""
    assert state.meet is not None
    refuse_stale(rows, state.meet, voided_by(rows, state, ref, changed))


def refuse_stale(rows: Rows, meet: Meet, hit: Collection[tuple[str, int]]) -> None:
    """Refuse what leaves marks to nobody: *hit* says heat and entry of each."""
    if hit:
        entries = entry_rows(rows)
        names = ", ".join(f"{entries[entry].full} ({heat_label(meet.plan, heat)})" for heat, entry in hit)
        raise refuse(
            "voids_marks",
            Text("By this, others go on than have marks in the next round: {names}. Agree, or cancel.", names=names),
        )


def voided_by(rows: Rows, state: EventState, ref: str, changed: dict[int, Mark | None]) -> tuple[tuple[str, int], ...]:
    """Heat and entry of each mark that would belong to nobody if *changed* were the marks of the heat *ref*."""
    assert state.meet is not None
    before = marks_of(rows.find("mark", event_id=state.id))
    kept = [mark for mark in before if mark.heat != ref or mark.entry not in changed]
    after = with_marks(state, state.meet.plan, [*kept, *(mark for mark in changed.values() if mark is not None)])
    assert after.meet is not None
    return stale_since(state.meet, after.meet)


def stale_since(before: Meet, after: Meet) -> tuple[tuple[str, int], ...]:
    """Heat and entry of each mark that belongs to nobody *after*, but did *before*."""
    return tuple(sorted(_stale(after) - _stale(before)))


def _stale(meet: Meet) -> set[tuple[str, int]]:
    return {(heat.ref, entry) for heat in meet.heats.values() for entry in heat.stale}


def _mark(line: MarkLine, heat: str) -> Mark:
    return replace(Mark(line.entry, _trimmed(line.attempts), line.status, line.note), heat=heat)


def _trimmed(attempts: tuple[str, ...]) -> tuple[str, ...]:
    """*attempts* without blanks at the end, each without spaces around it."""
    made = [text.strip() for text in attempts]
    while made and not made[-1]:
        made.pop()
    return tuple(made)
