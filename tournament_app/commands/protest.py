"""Protests (khiếu nại): lodged by a delegation against a match, then decided or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tournament_app.commands.later import settling, unpin
from tournament_app.commands.second_look import forget_looks
from tournament_app.errors import refuse
from tournament_app.queries.event_state import event_state
from tournament_app.queries.protests import OUTCOMES, standing_result
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.queries.later import Later
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class LodgeProtest:
    """Take down a protest of a delegation against a match, on a *ground*.

    *deposit* is a note on the fee (``500.000 đ``), *lodged* when it was handed in, ISO with zone (empty: now).
    """

    event_id: int
    contest: str
    delegation_id: int
    ground: str
    deposit: str = ""
    lodged: str = ""

    def words(self) -> Text:
        """What history shows."""
        return Text(
            "Protest of {delegation} against {contest} of {event}: {ground}",
            delegation=self.delegation_id,
            contest=self.contest,
            event=self.event_id,
            ground=self.ground,
        )

    def apply(self, rows: Rows) -> int:
        """The id of the protest; refuses one without a ground, against no match, or by a delegation not entered."""
        if not self.ground.strip():
            raise refuse("no_ground", Text("A protest names its ground."), "ground")
        state = event_state(rows, self.event_id)
        matches = {c.ref for c in state.plan.contests} if state.plan else set()
        if self.contest not in matches | set(state.meet.heats if state.meet else ()):
            raise refuse("no_such_match", Text("A protest names its match."), "contest")
        if not rows.count("entry", event_id=self.event_id, delegation_id=self.delegation_id):
            raise refuse("not_entered", Text("This delegation has no entry in the event."), "delegation")
        return rows.add(
            "protest",
            event_id=self.event_id,
            contest=self.contest,
            delegation_id=self.delegation_id,
            ground=self.ground.strip(),
            deposit=self.deposit.strip(),
            lodged=_moment(self.lodged) or rows.now,
            stood=standing_result(rows, self.event_id, self.contest),
            state="open",
            who=rows.actor,
            at=rows.now,
        )


@dataclass(frozen=True)
class DecideProtest:
    """Decide a protest: *outcome* ``corrected`` (the result is then corrected), ``replay`` or ``rejected``.

    *decision* is its text, *by* who decided (the jury, the organising committee). A match to be played again loses its
    result at once; *voids* and *later* are as in a correction.
    """

    protest_id: int
    outcome: str
    decision: str
    by: str = ""
    voids: bool = False
    later: tuple[Later, ...] | None = ()

    def words(self) -> Text:
        """What history shows."""
        outcome = OUTCOMES.get(self.outcome, self.outcome)
        return Text("Protest decided: {outcome} ({decision})", outcome=outcome, decision=self.decision)

    def apply(self, rows: Rows) -> None:
        """Refuses a protest decided or withdrawn already, an unknown outcome and a decision without a text."""
        row = undecided(rows, self.protest_id)
        if self.outcome not in OUTCOMES:
            raise refuse("unknown_outcome", Text("A protest is upheld or rejected."), "outcome")
        if not self.decision.strip():
            raise refuse("no_decision", Text("Write down the decision and its reason."), "decision")
        rows.change(
            "protest",
            self.protest_id,
            state=self.outcome,
            decision=self.decision.strip(),
            decided_by=self.by.strip() or rows.actor,
            decided_at=rows.now,
        )
        if self.outcome == "replay":
            self._replay(rows, row["event_id"], row["contest"])

    def _replay(self, rows: Rows, event_id: int, contest: str) -> None:
        with settling(rows, self.later, event_id=event_id, voids=self.voids):
            if (result := rows.one("result", event_id=event_id, contest=contest)) is not None:
                unpin(rows, event_id, contest)
                rows.remove("result", result["id"])
            forget_looks(rows, event_id, contest)
            for mark in rows.find("mark", event_id=event_id, heat=contest):
                rows.remove("mark", mark["id"])


@dataclass(frozen=True)
class WithdrawProtest:
    """The delegation takes its protest back."""

    protest_id: int
    reason: str = ""

    def words(self) -> Text:
        """What history shows."""
        return Text("Protest withdrawn")

    def apply(self, rows: Rows) -> None:
        """Refuses a protest decided or withdrawn already."""
        undecided(rows, self.protest_id)
        values = {"state": "withdrawn", "decision": self.reason.strip(), "decided_by": rows.actor}
        rows.change("protest", self.protest_id, **values, decided_at=rows.now)


def undecided(rows: Rows, protest_id: int) -> dict[str, Any]:
    """The protest; refuses one that is decided or withdrawn."""
    row = rows.get("protest", protest_id)
    if row["state"] != "open":
        raise refuse("protest_decided", Text("This protest is decided already. Undo that to decide anew."))
    return row


def _moment(text: str) -> str:
    """*text* as an ISO moment with its zone; refuses any other."""
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise refuse("bad_time", Text("{text} is no time of the day.", text=text), "lodged") from error
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
