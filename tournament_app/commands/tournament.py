"""Making a tournament from a template and changing what it says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tournament_app.errors import refuse
from tournament_app.queries.fields import field_words, listed
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.catalogue import Template
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class CreateTournament:
    """Copy a template's rules, courts, sessions and events into an empty file."""

    template: Template = field(repr=False)

    def words(self) -> Text:
        """What history shows."""
        return Text("Created the tournament {name}", name=self.template.tournament["name"])

    def apply(self, rows: Rows) -> None:
        """Refuses a file that holds a tournament already."""
        if rows.find("tournament"):
            raise refuse("tournament_exists", Text("This file holds a tournament already. Nothing was changed."))
        rows.add("tournament", **self.template.tournament)
        for kind, rules in self.template.rules.items():
            for code, body in rules.items():
                rows.add("rule", kind=kind, code=code, body=body)
        for session in self.template.sessions:
            rows.add("session", **session)
        for position, venue in enumerate(self.template.venues):
            venue_id = rows.add("venue", name=venue["name"], position=position)
            for number, court in enumerate(venue["courts"]):
                rows.add("court", venue_id=venue_id, position=number, **court)
        for position, event in enumerate(self.template.events):
            rows.add("event", code=event.code, position=position, state="open", rules=event.data())


@dataclass(frozen=True)
class ShiftDays:
    """Move the whole tournament by *days*: one change, because every time is kept relative to the first day."""

    days: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Moved the tournament by {days} days", days=self.days)

    def apply(self, rows: Rows) -> str:
        """The new first day, ISO."""
        row = rows.find("tournament")[0]
        try:
            moved = date.fromisoformat(row["first_day"]) + timedelta(days=self.days)
        except OverflowError as error:
            raise refuse(
                "no_such_day", Text("{days} days lead out of the calendar. Nothing was moved.", days=self.days), "days"
            ) from error
        rows.change("tournament", row["id"], first_day=moved.isoformat())
        return moved.isoformat()


@dataclass(frozen=True)
class ChangeTournament:
    """Change what the tournament says about itself: name, organiser, place, limits, settings, fixed dates."""

    values: dict[str, Any] = field(hash=False)

    def words(self) -> Text:
        """What history shows."""
        return Text("Changed the tournament: {fields}", fields=listed(map(field_words, self.values)))

    def apply(self, rows: Rows) -> None:
        """Refuses a field a tournament does not have."""
        row = rows.find("tournament")[0]
        if odd := sorted(set(self.values) - set(row) | {"id"} & set(self.values)):
            raise refuse("unknown_field", Text("A tournament has no {fields}.", fields=", ".join(odd)))
        rows.change("tournament", row["id"], **self.values)
