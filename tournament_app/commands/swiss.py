"""The rounds of a Swiss event: paired one after the other, by the engine or by hand, taken back, and byes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tournament_app.commands.draw import drawn_row
from tournament_app.domain.plan import Contest
from tournament_app.domain.swiss import REQUESTED, Mark, Pairing
from tournament_app.domain.swiss_check import flaws
from tournament_app.errors import Problem, Refused, refuse
from tournament_app.pairing import pair
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import EventState, event_state
from tournament_app.queries.swiss import paired_rounds, swiss_field, swiss_group
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tournament_app.domain.plan import Plan
    from tournament_app.domain.swiss import Field
    from tournament_app.store.rowlog import Rows

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PairRound:
    """Pair the next round of a Swiss event, White first on every board.

    By the engine of its format, or by hand with *pairs* of entries and who has the *bye*; a pairing by hand that breaks
    a rule needs a *reason*.
    """

    event_id: int
    pairs: Pairs | None = None
    bye: int | None = None
    reason: str = ""

    def words(self) -> Text:
        """What history shows."""
        if self.pairs is None:
            return Text("Paired the next round of {event}", event=self.event_id)
        return Text("Paired a round of {event} by hand {reason}", event=self.event_id, reason=self.reason)

    def apply(self, rows: Rows) -> int:
        """The number of the round; refused while a match is open, after the last round, and without a legal pairing."""
        state = swiss_state(rows, self.event_id)
        number = paired_rounds(state) + 1
        _refuse_to_pair(state, number)
        field = swiss_field(rows, state)
        if self.pairs is None:
            pairing = pair(field, state.rules.format.pairing)
        else:
            pairing = Pairing(self.pairs, self.bye)
            check_pairing(rows, field, pairing, self.reason)
        system = state.rules.format.pairing if self.pairs is None else "hand"
        _write(rows, state, number, pairing, {"system": system, "reason": self.reason.strip()})
        return number


@dataclass(frozen=True)
class RepairRound:
    """Pair the newest round otherwise, by hand; boards that have a result stay as they are.

    *pairs* in board order, White first; *reason* says why where a rule is broken.
    """

    event_id: int
    pairs: Pairs
    bye: int | None = None
    reason: str = ""

    def words(self) -> Text:
        """What history shows."""
        return Text(
            "Changed the pairs of the round of {event} by hand {reason}", event=self.event_id, reason=self.reason
        )

    def apply(self, rows: Rows) -> None:
        """Refuses what no round can be, and what breaks a rule without a reason."""
        state = swiss_state(rows, self.event_id)
        number = paired_rounds(state)
        if not number:
            raise refuse("no_round", Text("No round is paired yet."))
        pairing = Pairing(self.pairs, self.bye)
        boards = _contests(state, number)
        for at, contest in enumerate(boards):
            if contest.ref in state.outcomes and self.pairs[at : at + 1] != (state.sides(contest.ref),):
                raise refuse(
                    "board_played",
                    Text("Board {board} of round {round} has a result; it stays.", board=at + 1, round=number),
                )
        check_pairing(rows, swiss_field(rows, state, number), pairing, self.reason)
        changed = {c.ref for c, pair in zip(boards, self.pairs, strict=False) if state.sides(c.ref) != pair}
        _clear(rows, self.event_id, "call", changed)
        _clear(rows, self.event_id, "slot", {contest.ref for contest in boards[len(self.pairs) :]})
        _forget(rows, state, number)
        _write(rows, _without(state, number), number, pairing, {"system": "hand", "reason": self.reason.strip()})


@dataclass(frozen=True)
class UnpairRound:
    """Take back the pairing of the newest round, as long as none of its matches has a result."""

    event_id: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Took back the pairing of the newest round of {event}", event=self.event_id)

    def apply(self, rows: Rows) -> int:
        """The number of the round that is to be paired again."""
        state = swiss_state(rows, self.event_id)
        number = paired_rounds(state)
        if not number:
            raise refuse("no_round", Text("No round is paired yet."))
        refs = {contest.ref for contest in _contests(state, number)}
        if played := refs & set(state.outcomes):
            raise refuse(
                "round_played",
                Text("Round {round} has {n} results; its pairing stays.", round=number, n=len(played)),
            )
        for table in ("call", "slot"):
            _clear(rows, self.event_id, table, refs)
        _forget(rows, state, number)
        row = drawn_row(rows, self.event_id)
        record = {**row["record"], "rounds": row["record"].get("rounds", [])[:-1]}
        rows.change("draw", row["id"], plan=_plan(_without(state, number)).data(), record=record)
        return number


@dataclass(frozen=True)
class AskBye:
    """An entry does not play round *number* of a Swiss event: it gets nothing, half a point or a full one.

    *mark* is ``Z``, ``H`` or ``F`` as in TRF; ``None`` takes the bye away again.
    """

    event_id: int
    entry_id: int
    number: int
    mark: Mark | None = Mark.ZERO

    def words(self) -> Text:
        """What history shows."""
        if self.mark is None:
            return Text("{entry} plays round {round} after all", entry=self.entry_id, round=self.number)
        return Text(
            "{entry} does not play round {round}: {what}",
            entry=self.entry_id,
            round=self.number,
            what=BYE_WORDS[self.mark],
        )

    def apply(self, rows: Rows) -> None:
        """Refuses a round that is paired already or does not exist, and an entry that is not in the draw."""
        state = swiss_state(rows, self.event_id)
        assert state.plan is not None
        if self.entry_id not in state.numbers.values():
            raise refuse("not_drawn_entry", Text("This entry is not in the draw of the event."))
        if not paired_rounds(state) < self.number <= next(iter(state.plan.rounds.values())):
            text = Text("Round {round} is paired already, or the event has no such round.", round=self.number)
            raise refuse("round_paired", text, "number")
        if self.mark is not None and self.mark not in REQUESTED:
            raise refuse("no_such_bye", Text("A bye that is asked for gives nothing, half a point or a full one."))
        row = rows.one("bye", event_id=self.event_id, entry_id=self.entry_id, round=self.number)
        if row is not None:
            rows.remove("bye", row["id"])
        if self.mark is not None:
            add_bye(rows, self.event_id, self.entry_id, self.number, self.mark)


BYE_WORDS = {
    Mark.ZERO: Text("no point"),
    Mark.HALF: Text("half a point"),
    Mark.FULL: Text("a full point"),
    Mark.PAIRING_BYE: Text("bye, a full point"),
}
"""What an entry gets for a round it does not play."""


def swiss_state(rows: Rows, event_id: int) -> EventState:
    """The event as it stands; refuses one that is not drawn or not a Swiss."""
    drawn_row(rows, event_id)
    state = event_state(rows, event_id)
    if swiss_group(state) is None:
        raise refuse("no_swiss", Text("{event} is not played by the Swiss system.", event=state.rules.name))
    return state


def check_pairing(rows: Rows, field: Field, pairing: Pairing, reason: str) -> None:
    """Refuse a pairing made by hand that no round can be, or that breaks a rule without a *reason*."""
    found = flaws(field, pairing)
    hard = [flaw for flaw in found if flaw.level == "impossible" or (flaw.level == "rule" and not reason.strip())]
    if not hard:
        return
    names = {entry: row.full for entry, row in entry_rows(rows).items()}
    problems = [Problem(flaw.code, flaw.text(names), "pairs") for flaw in hard]
    if hard[0].level == "rule":
        problems.append(
            Problem("no_reason", Text("This breaks a rule of the Swiss system: say why it has to be."), "reason")
        )
    raise Refused(*problems)


def add_bye(rows: Rows, event_id: int, entry_id: int, number: int, mark: Mark) -> None:
    """Write down that an entry does not play a round."""
    rows.add("bye", event_id=event_id, entry_id=entry_id, round=number, kind=mark.value)


def _refuse_to_pair(state: EventState, number: int) -> None:
    plan = _plan(state)
    if number > (last := next(iter(plan.rounds.values()))):
        raise refuse("last_round", Text("All {n} rounds are paired.", n=last))
    played = [state.live(contest.ref) for contest in _contests(state, number - 1)]
    if left := sum(outcome is None or not outcome.over for outcome in played):
        raise refuse("round_open", Text("Round {round} has {n} matches that are not over.", round=number - 1, n=left))


def _plan(state: EventState) -> Plan:
    assert state.plan is not None
    return state.plan


def _contests(state: EventState, number: int) -> list[Contest]:
    return [contest for contest in _plan(state).contests if contest.round == number]


def _without(state: EventState, number: int) -> EventState:
    """The event before round *number* was paired."""
    plan = _plan(state)
    kept = tuple(contest for contest in plan.contests if contest.round != number)
    return replace(state, plan=replace(plan, contests=kept))


def _forget(rows: Rows, state: EventState, number: int) -> None:
    """Take away the pairing-allocated bye of a round; those that were asked for stay."""
    for row in rows.find("bye", event_id=state.id, round=number):
        if row["kind"] == Mark.PAIRING_BYE.value:
            rows.remove("bye", row["id"])


def _clear(rows: Rows, event_id: int, table: str, refs: Iterable[str]) -> None:
    for ref in sorted(refs):
        for row in rows.find(table, event_id=event_id, contest=ref):
            rows.remove(table, row["id"])


def _write(rows: Rows, state: EventState, number: int, pairing: Pairing, how: dict[str, Any]) -> None:
    """Append the boards of a round to the plan of the draw, and its bye; the record says how it was paired."""
    plan, group = _plan(state), swiss_group(state)
    assert group is not None
    draw_number = {entry: at for at, entry in state.numbers.items()}
    boards = tuple(
        Contest(f"{group}{number}-{at}", str(draw_number[white]), str(draw_number[black]), "group", number, group)
        for at, (white, black) in enumerate(pairing.pairs, 1)
    )
    row = drawn_row(rows, state.id)
    kept = [one for one in row["record"].get("rounds", []) if one["round"] != number]
    record = {**row["record"], "rounds": [*kept, {"round": number, "at": rows.now, **how}]}
    rows.change("draw", row["id"], plan=replace(plan, contests=plan.contests + boards).data(), record=record)
    if pairing.bye is not None:
        add_bye(rows, state.id, pairing.bye, number, Mark.PAIRING_BYE)
