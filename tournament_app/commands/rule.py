"""Scoring and ranking rules of the tournament's own, and sports it did not have when it was made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.commands.event import ChangeEvent
from tournament_app.domain.own_scoring import check_scoring
from tournament_app.domain.rules import EventRules, Scoring, Sport, joined
from tournament_app.domain.standings import Ranking
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Rows

RuleKind = Literal["scoring", "ranking"]
KINDS = {"scoring": Text("scoring rule"), "ranking": Text("ranking rule")}
BODIES: dict[str, type[Scoring | Ranking]] = {"scoring": Scoring, "ranking": Ranking}
OWN = "own_"
"""What the codes of rules begin with that the organiser wrote."""


@dataclass(frozen=True)
class AddRule:
    """Add a scoring or ranking rule the organiser wrote; with *event_id* the event is played by it from now on.

    *stages*: where the event is scored by it. The code of *body* is given by the tournament.
    """

    kind: RuleKind
    body: dict[str, Any] = field(hash=False)
    event_id: int | None = None
    stages: tuple[str, ...] = ("group",)

    def words(self) -> Text:
        """What history shows."""
        return Text("Added the {kind} {name}", kind=KINDS[self.kind], name=self.body.get("name", ""))

    def apply(self, rows: Rows) -> str:
        """The code of the rule; refuses one that cannot be, and an event that cannot change its rule any more."""
        taken = {row["code"] for row in rows.find("rule", kind=self.kind)}
        code = next(code for n in range(1, len(taken) + 2) if (code := f"{OWN}{n}") not in taken)
        body = checked(rows, self.kind, {**self.body, "code": code})
        rows.add("rule", kind=self.kind, code=code, body=body)
        if self.event_id is not None:
            use_rule(rows, self.kind, code, self.event_id, self.stages)
        return code


@dataclass(frozen=True)
class ChangeRule:
    """Change a scoring or ranking rule of the tournament; every event that names it is played by it as it is now."""

    kind: RuleKind
    body: dict[str, Any] = field(hash=False)
    event_id: int | None = None
    stages: tuple[str, ...] = ("group",)

    def words(self) -> Text:
        """What history shows."""
        return Text("Changed the {kind} {name}", kind=KINDS[self.kind], name=self.body.get("name", ""))

    def apply(self, rows: Rows) -> None:
        """Refuses a rule that results were entered under: they would be read by another rule than played by."""
        code = str(self.body.get("code", ""))
        row = rows.one("rule", kind=self.kind, code=code)
        if row is None:
            text = Text("This tournament has no {kind} rule {code}.", kind=self.kind, code=code)
            raise refuse("unknown_rule", text, "code")
        body = checked(rows, self.kind, self.body)
        before, after = (BODIES[self.kind].of({**each, "name": ""}) for each in (row["body"], body))
        if before != after:
            _refuse_played(rows, self.kind, code)
        rows.change("rule", row["id"], body=body)
        if self.event_id is not None:
            use_rule(rows, self.kind, code, self.event_id, self.stages)


@dataclass(frozen=True)
class AddSport:
    """Add a sport of the catalogue with the rules its events name, and perhaps courts for it at a venue.

    *rules* are kind → code → body, as a template has them; of those the tournament knows, its own stay as they are.
    """

    rules: dict[str, dict[str, dict[str, Any]]] = field(repr=False, hash=False)
    venue_id: int | None = None
    courts: tuple[str, ...] = ()
    boards: int = 1

    @property
    def sport(self) -> Sport:
        """The sport."""
        return Sport.of(next(iter(self.rules["sport"].values())))

    def words(self) -> Text:
        """What history shows."""
        return Text("Added the sport {sport}", sport=self.sport.name)

    def apply(self, rows: Rows) -> str:
        """The code of the sport; refuses one that is here, and courts without a venue or with a name that is taken."""
        sport = self.sport
        if rows.one("rule", kind="sport", code=sport.code):
            raise refuse("sport_there", Text("{sport} is in this tournament already.", sport=sport.name), "sport")
        for kind, bodies in self.rules.items():
            known = {row["code"] for row in rows.find("rule", kind=kind)}
            for code, body in bodies.items():
                if code not in known:
                    rows.add("rule", kind=kind, code=code, body=body)
        self._add_courts(rows, sport.code)
        return sport.code

    def _add_courts(self, rows: Rows, sport: str) -> None:
        if not self.courts:
            return
        if self.venue_id is None:
            raise refuse("no_venue", Text("There is no venue to put courts in."), "courts")
        if self.boards < 1:
            raise refuse("no_boards", Text("At least one match must fit on a court."), "boards")
        taken = {row["name"] for row in rows.find("court", venue_id=self.venue_id)}
        position = rows.count("court", venue_id=self.venue_id)
        for at, name in enumerate(self.courts):
            if name in taken or name in self.courts[:at]:
                raise refuse("court_taken", Text("There is a court {name} already.", name=name), "courts")
            values = {"name": name, "sport": sport, "boards": self.boards, "position": position + at}
            rows.add("court", venue_id=self.venue_id, **values)


def checked(rows: Rows, kind: RuleKind, body: dict[str, Any]) -> dict[str, Any]:
    """*body* as it is stored; refuses a rule nobody can play or rank by, and one without a name of its own."""
    rule: Scoring | Ranking
    if kind == "ranking":
        rule = ranking_of(body)
    else:
        rule = Scoring.of(body)
        known = {row["code"]: Scoring.of(row["body"]) for row in rows.find("rule", kind="scoring")}
        check_scoring(joined({**known, rule.code: rule})[rule.code])
    if not rule.name.strip():
        raise refuse("no_name", Text("The rule needs a name."), "name")
    if rule.name in (row["body"]["name"] for row in rows.find("rule", kind=kind) if row["code"] != rule.code):
        raise refuse("same_name", Text("Another rule has this name. Give yours its own: documents print it."), "name")
    return rule.data()


def ranking_of(body: dict[str, Any]) -> Ranking:
    """The ranking *body* says; refuses points that are no number."""
    try:
        return Ranking.of(body)
    except (ValueError, ZeroDivisionError) as error:
        raise refuse("points", Text("Points are written as 3, 0.5 or 1/2."), "points") from error


def use_rule(rows: Rows, kind: RuleKind, code: str, event_id: int, stages: tuple[str, ...]) -> None:
    """Let an event be scored (in *stages*) or ranked by the rule *code*."""
    rules = EventRules.of(rows.get("event", event_id)["rules"])
    if kind == "ranking":
        rules = replace(rules, ranking=code)
    else:
        rules = replace(rules, scoring={**rules.scoring, **dict.fromkeys(stages, code)})
    ChangeEvent(event_id, rules).apply(rows)


def _refuse_played(rows: Rows, kind: RuleKind, code: str) -> None:
    """Refuse when an event that has results is played by the rule, in a rubber of a tie too."""
    codes = {code}
    if kind == "scoring":
        ties = [Scoring.of(row["body"]) for row in rows.find("rule", kind="scoring")]
        codes |= {tie.code for tie in ties if any(rubber.scoring == code for rubber in tie.rubbers)}
    for row in rows.find("event"):
        rules = EventRules.of(row["rules"])
        named = {rules.ranking} if kind == "ranking" else set(rules.scoring.values())
        if codes & named and (played := rows.count("result", event_id=row["id"])):
            text = Text(
                "{n} results of {event} were entered under this rule. Keep it, and save yours as a new rule.",
                n=played,
                event=rules.name,
            )
            raise refuse("rule_played", text, "name")
