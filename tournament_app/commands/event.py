"""Events of the tournament: made new, changed, cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.mark_rules import mark_rule
from tournament_app.domain.rules import EventRules
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class AddEvent:
    """Add an event to the tournament."""

    rules: EventRules

    def words(self) -> Text:
        """What history shows."""
        return Text("Added the event {code} {name}", code=self.rules.code, name=self.rules.name)

    def apply(self, rows: Rows) -> int:
        """The id of the event; refuses a code that is taken and rules this tournament does not have."""
        if rows.one("event", code=self.rules.code):
            raise refuse("code_taken", Text("There is an event {code} already.", code=self.rules.code), "code")
        check_rules(rows, self.rules)
        position = max((row["position"] for row in rows.find("event")), default=-1) + 1
        return rows.add("event", code=self.rules.code, position=position, state="open", rules=self.rules.data())


@dataclass(frozen=True)
class ChangeEvent:
    """Change who may enter an event and how it is played, scored, ranked and rewarded."""

    event_id: int
    rules: EventRules

    def words(self) -> Text:
        """What history shows."""
        return Text("Changed the event {code} {name}", code=self.rules.code, name=self.rules.name)

    def apply(self, rows: Rows) -> None:
        """Refuses another scoring or ranking once results are in: they would be read by other rules than played by."""
        before = EventRules.of(rows.get("event", self.event_id)["rules"])
        check_rules(rows, self.rules)
        played = rows.count("result", event_id=self.event_id)
        if played and (before.scoring, before.sport) != (self.rules.scoring, self.rules.sport):
            raise refuse(
                "event_played",
                Text(
                    "{name} has {n} results played under its present scoring. Clear them first, or leave the scoring.",
                    name=before.name,
                    n=played,
                ),
                "scoring",
            )
        refuse_other_play(rows, self.event_id, before, self.rules)
        other = rows.one("event", code=self.rules.code)
        if other and other["id"] != self.event_id:
            raise refuse("code_taken", Text("There is an event {code} already.", code=self.rules.code), "code")
        rows.change("event", self.event_id, code=self.rules.code, rules=self.rules.data())


STATES = {
    "open": Text("open for entries"),
    "closed": Text("closed for entries"),
    "cancelled": Text("cancelled"),
}


@dataclass(frozen=True)
class SetEventState:
    """Open, close or cancel an event (too few entries); its entries and draw stay."""

    event_id: int
    state: Literal["open", "closed", "cancelled"]

    def words(self) -> Text:
        """What history shows."""
        return Text("{event} is now {state}", event=self.event_id, state=STATES.get(self.state, self.state))

    def apply(self, rows: Rows) -> None:
        """Refuses to cancel an event in which a match was played."""
        played = rows.count("result", event_id=self.event_id) + rows.count("mark", event_id=self.event_id)
        if self.state == "cancelled" and played:
            raise refuse("event_played", Text("Matches of this event were played; it cannot be cancelled any more."))
        rows.change("event", self.event_id, state=self.state)


@dataclass(frozen=True)
class RemoveEvent:
    """Take an event out of the tournament that nobody has entered."""

    event_id: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Removed {event}", event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses an event with entries: cancel it instead."""
        if entered := rows.count("entry", event_id=self.event_id):
            raise refuse("event_entered", Text("{n} entries stand in this event. Cancel it instead.", n=entered))
        for begun in rows.find("ball_draw", event_id=self.event_id):
            rows.remove("ball_draw", begun["id"])
        rows.remove("event", self.event_id)


def refuse_other_play(rows: Rows, event_id: int, before: EventRules, after: EventRules) -> None:
    """Refuse to measure instead of playing matches once drawn, and another rule for marks that are there."""
    if before.play != after.play and rows.one("draw", event_id=event_id):
        raise refuse("event_drawn", Text("The event is drawn as it was played. Take the draw back first."), "play")
    marks = rows.count("mark", event_id=event_id)
    if marks and mark_rule(before.play, before.marks) != mark_rule(after.play, after.marks):
        raise refuse(
            "event_played", Text("{n} marks are entered under the present rule. Clear them first.", n=marks), "marks"
        )


def check_rules(rows: Rows, rules: EventRules) -> None:
    """Refuse rules that name a sport, a scoring or a ranking this tournament has no copy of."""
    matches = rules.play == "matches"
    if not matches:
        mark_rule(rules.play, rules.marks)
    for kind, codes in (
        ("sport", (rules.sport,)),
        ("scoring", tuple(rules.scoring.values()) if matches else ()),
        ("ranking", (rules.ranking,) if matches else ()),
    ):
        for code in codes:
            if rows.one("rule", kind=kind, code=code) is None:
                raise refuse(
                    "unknown_rule", Text("This tournament has no {kind} rule {code}.", kind=kind, code=code), kind
                )
    if not rules.members[1]:
        raise refuse("no_members", Text("An entry needs at least one athlete."), "men")
    low, high = rules.age_min, rules.age_max
    if low is not None and high is not None and low > high:
        raise refuse(
            "age_band", Text("The age band ends ({high}) before it begins ({low}).", low=low, high=high), "age"
        )
