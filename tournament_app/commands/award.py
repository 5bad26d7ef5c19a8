"""Special awards (giải phong cách, thủ quân xuất sắc …), which no place decides but the organiser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class GiveSpecialAward:
    """Give the award called *name* to a *winner*: a delegation, a team or an athlete as it is to be printed."""

    name: str
    winner: str
    note: str = ""

    def words(self) -> Text:
        """What history shows."""
        return Text("Gave the award {name} to {winner}", name=self.name, winner=self.winner)

    def apply(self, rows: Rows) -> int:
        """The id of the award; refuses one without a name or a winner, and the same twice."""
        name, winner = self.name.strip(), self.winner.strip()
        for key, value in (("name", name), ("winner", winner)):
            if not value:
                raise refuse("no_award", Text("An award has a name and a winner."), key)
        if rows.find("special_award", name=name, winner=winner):
            raise refuse("award_given", Text("{winner} has this award already.", winner=winner), "winner")
        return rows.add("special_award", name=name, winner=winner, note=self.note.strip(), at=rows.now)


@dataclass(frozen=True)
class TakeBackSpecialAward:
    """Take back a special award."""

    award_id: int

    def words(self) -> Text:
        """What history shows."""
        return Text("Took back a special award")

    def apply(self, rows: Rows) -> None:
        """Refuses an award that is not there."""
        rows.remove("special_award", rows.get("special_award", self.award_id)["id"])
