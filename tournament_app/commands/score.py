"""What happened in a match: called, being played, won, walked over, retired from, disqualified."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tournament_app.commands.later import settling, unpin
from tournament_app.commands.meanwhile import check_seen
from tournament_app.commands.second_look import forget_looks, looked_twice, second_look
from tournament_app.domain.meet import Heat
from tournament_app.domain.outcome import NO_DETAIL, Detail, Games, Kind, Outcome
from tournament_app.domain.rubbers import check_match
from tournament_app.domain.scoring import outcome_of, score_words
from tournament_app.errors import Problem, Refused, refuse
from tournament_app.queries.event_state import EventState, event_frame, event_state
from tournament_app.queries.fields import KIND_WORDS
from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.protests import protest_rows
from tournament_app.queries.stand import STANDS, results_digest
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.commands.meanwhile import Seen
    from tournament_app.queries.later import Later
    from tournament_app.store.rowlog import Reading, Rows


@dataclass(frozen=True)
class RecordScore:
    """Record what happened in a match, or correct it.

    *games* as (side a, side b); *loser* is 0 or 1, the side that walked over, retired or was disqualified. A score the
    sport's rules do not know needs *override*, the reason why it stands. *sides* are the entries the referee saw: if
    they are others by now, the score is refused instead of being given to somebody else. A correction that would take
    the sides from matches already played downstream is refused with their list unless *later* chose what becomes of
    each, or *voids* agrees to delete them. *detail* is what games cannot say: kicks, tie-breaks, who was sent on.
    Where a result needs a second look, the first to type it only claims it: see ``second_look``.
    *seen* is the result the referee saw when the typing began: if somebody entered another meanwhile, it is refused.
    """

    event_id: int
    contest: str
    kind: Kind = Kind.PLAYED
    games: Games = ()
    loser: int | None = None
    override: str = ""
    sides: tuple[int, int] | None = None
    voids: bool = False
    detail: Detail = NO_DETAIL
    later: tuple[Later, ...] | None = ()
    seen: Seen | None = field(default=None, repr=False, hash=False)

    def words(self) -> Text:
        """What history shows; it says the score in the words of its scoring rule."""
        return Text(
            "{contest} of {event}: {kind} {score}",
            contest=self.contest,
            event=self.event_id,
            kind=KIND_WORDS[self.kind],
            score=score_words(self.games),
        )

    def apply(self, rows: Rows) -> Outcome:
        """The outcome as stored."""
        event = event_frame(rows, self.event_id)
        sides = drawn_sides(event, self.contest) or ready_sides(event_state(rows, self.event_id), self.contest)
        if self.sides is not None and self.sides != sides:
            raise refuse(
                "sides_changed",
                Text("Other entries meet in this match by now. Your score was not saved; look at the match again."),
            )
        check_seen(rows, self.event_id, self.contest, self.seen)
        outcome = self.outcome(event, sides)
        values = {
            "a": outcome.a,
            "b": outcome.b,
            "kind": outcome.kind.value,
            "games": [list(game) for game in outcome.games],
            "detail": outcome.detail.data(),
            "winner": outcome.winner,
            "override": outcome.override,
            "at": rows.now,
        }
        row = rows.one("result", event_id=self.event_id, contest=self.contest)
        if outcome.over and looked_twice(event, self.contest) and not second_look(rows, self, row, values):
            return outcome
        if row is None and not rows.count("withdrawal", event_id=self.event_id):
            rows.add("result", event_id=self.event_id, contest=self.contest, **values)
            return outcome
        with settling(rows, self.later, event_id=self.event_id, voids=self.voids):
            if row is None:
                rows.add("result", event_id=self.event_id, contest=self.contest, **values)
            else:
                rows.change("result", row["id"], **values)
        return outcome

    def outcome(self, state: EventState, sides: tuple[int, int]) -> Outcome:
        """The outcome this command stands for between *sides*; refuses what the sport's rules do."""
        stage = state.contest_stage(self.contest)
        scoring = state.scoring[stage]
        level = stage == "group"
        problems = check_match(scoring, self.games, kind=self.kind, draw_allowed=level, detail=self.detail)
        if problems and not self.override:
            raise Refused(*problems)
        if self.kind in NEED_LOSER and self.loser not in (0, 1):
            raise refuse("no_loser", Text("Say which side it was."), "loser")
        deciding = NO_DETAIL if level else self.detail  # kicks leave a draw of the group what it is
        made = outcome_of(*sides, scoring, self.games, self.kind, self.loser, deciding)
        made = replace(made, override=self.override if problems else "", detail=self.detail)
        if made.kind is Kind.PLAYED and made.winner is None and not level:
            raise Refused(
                Problem(
                    "no_winner",
                    Text("A knockout match needs a winner: play on, or say who goes through with qua1 or qua2."),
                )
            )
        return made


NEED_LOSER = (Kind.WALKOVER, Kind.RETIRED, Kind.DISQUALIFIED)


@dataclass(frozen=True)
class ClearResult:
    """Take a result away, so that the match is to be played (again)."""

    event_id: int
    contest: str
    voids: bool = False
    later: tuple[Later, ...] | None = ()

    def words(self) -> Text:
        """What history shows."""
        return Text("Cleared the result of {contest} in {event}", contest=self.contest, event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses, as a correction does, to take the sides from matches already played."""
        row = rows.one("result", event_id=self.event_id, contest=self.contest)
        if forget_looks(rows, self.event_id, self.contest) and row is None:
            return
        if row is None:
            raise refuse("no_result", Text("This match has no result."))
        with settling(rows, self.later, event_id=self.event_id, voids=self.voids):
            unpin(rows, self.event_id, self.contest)
            rows.remove("result", row["id"])


WAITING = Heat("", 0, 0)


@dataclass(frozen=True)
class CallMatch:
    """Call a match to its court; calling again counts the calls (gọi lần 2)."""

    event_id: int
    contest: str

    def words(self) -> Text:
        """What history shows."""
        return Text("Called {contest} of {event}", contest=self.contest, event=self.event_id)

    def apply(self, rows: Rows) -> int:
        """Which call it was, from 1."""
        state = event_state(rows, self.event_id)
        if state.meet is None or state.meet.heats.get(self.contest, WAITING).status == "waiting":
            ready_sides(state, self.contest)
        row = rows.one("call", event_id=self.event_id, contest=self.contest)
        if row is None:
            rows.add("call", event_id=self.event_id, contest=self.contest, times=1, at=rows.now)
            return 1
        rows.change("call", row["id"], times=row["times"] + 1, at=rows.now)
        return int(row["times"]) + 1


@dataclass(frozen=True)
class DrawLots:
    """Settle a tie that no rule can break: the entries in *order*, put so by lots drawn or by the organiser's decision.

    *how* is ``lots`` or ``decision``, which needs a *reason*; *note* names the witnesses. *scope* is a group, or a
    comparison across groups.
    """

    event_id: int
    scope: str
    order: tuple[int, ...]
    note: str = ""
    how: str = "lots"
    reason: str = ""
    voids: bool = False
    later: tuple[Later, ...] | None = ()

    def words(self) -> Text:
        """What history shows."""
        if self.how == "decision":
            return Text(
                "Order in group {group} of {event} decided: {reason}",
                group=self.scope,
                event=self.event_id,
                reason=self.reason,
            )
        return Text("Lots drawn in group {group} of {event}", group=self.scope, event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses entries that are not of this group, one named twice, and a decision without a reason."""
        state = event_state(rows, self.event_id)
        members = {row.entry for row in state.tables.get(self.scope, ())}
        if not self.order or not set(self.order) <= members:
            raise refuse("not_in_group", Text("Lots are drawn among entries of the group."))
        if len(set(self.order)) != len(self.order):
            raise refuse("named_twice", Text("An entry is named twice."))
        if self.how not in ("lots", "decision"):
            raise refuse("unknown_way", Text("A tie is settled by lots or by a decision."), "how")
        if self.how == "decision" and not self.reason.strip():
            raise refuse("no_reason", Text("A decision needs its reason: it stands under the table."), "reason")
        values = {
            "order": list(self.order),
            "note": self.note.strip(),
            "how": self.how,
            "reason": self.reason.strip(),
            "who": rows.actor,
            "at": rows.now,
        }
        row = rows.one("lot", event_id=self.event_id, scope=self.scope)
        with settling(rows, self.later, event_id=self.event_id, voids=self.voids):
            if row:
                rows.change("lot", row["id"], **values)
            else:
                rows.add("lot", event_id=self.event_id, scope=self.scope, **values)


@dataclass(frozen=True)
class ConfirmResults:
    """Say that the results of an event are official, or take that back (provisional).

    What was confirmed is kept as a digest: results corrected after that stand as amended until confirmed again.
    """

    event_id: int
    state: str

    def words(self) -> Text:
        """What history shows."""
        return Text("Results of {event}: {state}", event=self.event_id, state=STANDS.get(self.state, self.state))

    def apply(self, rows: Rows) -> None:
        """Refuses to call results official before the last match is over and every protest settled."""
        if self.state not in ("provisional", "official"):
            raise refuse("unknown_state", Text("Results are provisional or official."))
        if self.state == "official":
            if not event_state(rows, self.event_id).finished:
                raise refuse("not_finished", Text("Matches of this event are still to be played."))
            for protest in protest_rows(rows, self.event_id):
                if protest.open:
                    raise refuse("open_protest", Text("A protest is open: {protest}", protest=protest.text))
                if protest.to_correct:
                    text = Text("A protest was upheld, the result is not corrected: {protest}", protest=protest.text)
                    raise refuse("not_corrected", text)
        row = rows.one("confirmation", event_id=self.event_id)
        digest = results_digest(rows, self.event_id)
        values = {"state": self.state, "digest": digest, "act": rows.last_change, "who": rows.actor, "at": rows.now}
        if row:
            rows.change("confirmation", row["id"], **values)
        else:
            rows.add("confirmation", event_id=self.event_id, **values)


def drawn_sides(event: EventState, contest: str) -> tuple[int, int] | None:
    """The two entries of a contest that the draw alone decides, as in a group; ``None`` for any other."""
    for c in event.plan.contests if event.plan else ():
        if c.ref == contest and c.a.isdigit() and c.b.isdigit():
            a, b = event.numbers.get(int(c.a)), event.numbers.get(int(c.b))
            return None if a is None or b is None else (a, b)
    return None


def ready_sides(state: EventState, contest: str) -> tuple[int, int]:
    """The two entries of a contest; refuses a contest that still waits for one of them."""
    if state.plan is None or all(c.ref != contest for c in state.plan.contests):
        raise refuse(
            "no_such_match", Text("There is no match {contest} in {event}.", contest=contest, event=state.rules.name)
        )
    a, b = state.sides(contest)
    if a is None or b is None:
        raise refuse("sides_unknown", Text("This match still waits for its sides."))
    return a, b


def match_by_number(db: Reading, number: int) -> MatchRow:
    """The match with a running *number*; refuses a number no match has."""
    rows = match_rows(db)
    for row in rows:
        if row.number == number:
            return row
    if not rows:
        raise refuse("no_such_match", Text("There is no match {number}: no event is drawn yet.", number=number))
    raise refuse(
        "no_such_match", Text("There is no match {number}; they run from 1 to {last}.", number=number, last=len(rows))
    )
