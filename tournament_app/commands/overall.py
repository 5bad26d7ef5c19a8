"""The rule by which delegations are ranked overall (toàn đoàn), as the organiser decides it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_args

from tournament_app.domain.medals import Overall, Ways
from tournament_app.errors import refuse
from tournament_app.queries.medals import overall_of
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class ChangeOverall:
    """Change the rule of the overall ranking: *values* are parts of it by name (see ``domain.medals.Overall``)."""

    values: dict[str, Any] = field(hash=False)

    def words(self) -> Text:
        """What history shows."""
        return Text("Changed the rule of the overall ranking")

    def apply(self, rows: Rows) -> None:
        """Refuses what is no number, a delegation or an event that is not there, and a key the rule does not have."""
        rule = Overall.of({**overall_of(rows).data(), **self.values})
        _check(rows, rule)
        row = next(iter(rows.find("rule", kind="overall")), None)
        if row is None:
            rows.add("rule", kind="overall", code=rule.code, body=plain(rule))
        else:
            rows.change("rule", row["id"], body=plain(replace(rule, code=row["code"])))


def plain(rule: Overall) -> dict[str, Any]:
    """*rule* as JSON keeps it."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in rule.data().items()}


def _check(rows: Rows, rule: Overall) -> None:
    if rule.by not in get_args(Ways):
        raise refuse("no_way", Text("Delegations are ranked by medals, points or placing."), "by")
    for key, numbers in (("points", rule.points), ("weights", rule.weights.values()), ("bonus", rule.bonus.values())):
        for number in numbers:
            try:
                Fraction(str(number))
            except (ValueError, ZeroDivisionError) as error:
                raise refuse("no_number", Text("“{said}” is no number.", said=number), key) from error
    units = {row["name"] for row in rows.find("delegation")}
    for key, names in (
        ("bonus", rule.bonus),
        ("composite", [name for whole, parts in rule.composite.items() for name in (whole, *parts)]),
    ):
        for name in names:
            if name not in units:
                raise refuse("no_delegation", Text("There is no delegation {name}.", name=name), key)
    events = {row["code"] for row in rows.find("event")}
    for code in rule.weights:
        if code not in events:
            raise refuse("no_event", Text("There is no event {code}.", code=code), "weights")
