"""A draw by hand in the hall: every ball taken out of the urn, in the order it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.commands.draw import clear_draw
from tournament_app.commands.draw_record import list_to_draw, plan_of, write_draw
from tournament_app.domain.balls import Ball, Urn
from tournament_app.domain.draw import Draw, Step, draw_code
from tournament_app.domain.rules import EventRules
from tournament_app.domain.separation import measure
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.rules import Format
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class DrawByBalls:
    """Keep a draw made by hand: *balls* are (entry, draw number, who drew it) in the order they were drawn.

    *digest*: the hash of the list the hall was shown at the moment *shown*.
    """

    event_id: int
    balls: tuple[tuple[int, int, str], ...]
    format: Format | None = None
    digest: str = ""
    shown: str = ""

    def words(self) -> Text:
        """What history shows."""
        return Text("Drew {event} by hand, {n} balls", event=self.event_id, n=len(self.balls))

    def apply(self, rows: Rows) -> str:
        """The code to print; refuses what :class:`DrawEvent` does, and balls that could not have come so."""
        rules = EventRules.of(rows.get("event", self.event_id)["rules"])
        if rules.play != "matches":
            raise refuse("no_balls", Text("Heats are drawn by the program; draw this event by a seed."))
        clear_draw(rows, self.event_id, rules.name)
        found = list_to_draw(rows, self.event_id, rules, self.format, self.digest)
        plan, listed = plan_of(found), found.listed
        number_in_list = {entry.id: n for n, entry in enumerate(found.entries, 1)}
        balls = [Ball(number_in_list.get(entry, 0), number, by) for entry, number, by in self.balls]
        urn = Urn(plan, listed, found.form)
        numbers = urn.replay(balls)
        seeds = set(urn.seeds)
        unit = {entry.id: entry.unit for entry in listed}
        quality = measure(
            plan,
            {number: unit[entry] for number, entry in numbers.items()},
            found.form.separation,
            [number for number, entry in numbers.items() if entry in seeds],
        )
        steps = tuple(Step("seed" if b.entry in seeds else "ball", b.entry, b.number) for b in balls)
        drawn = Draw("", draw_code("", listed), dict(sorted(numbers.items())), quality, steps, 1)
        held: dict[int, int] = {}
        kept = []
        for ball in balls:
            kept.append([ball.entry, ball.number, ball.by, int(len(urn.places(held, ball.entry)) == 1)])
            held[ball.number] = ball.entry
        write_draw(rows, self.event_id, plan, found, drawn, {"method": "balls", "balls": kept, "shown": self.shown})
        return drawn.code
