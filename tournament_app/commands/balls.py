"""A draw by hand in the hall: every ball taken out of the urn, in the order it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.commands.draw import clear_draw, refuse_to_clear
from tournament_app.commands.draw_record import checked_list, list_to_draw, plan_of, write_draw
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
class TakeBall:
    """A ball is taken out of the urn: the entry takes the *number*, drawn *by* whom; kept until the draw is.

    *digest*: the hash of the list the hall was shown at the moment *shown*. Balls drawn from another list or for
    another format are put away.
    """

    event_id: int
    entry_id: int
    number: int
    by: str = ""
    format: Format | None = None
    digest: str = ""
    shown: str = ""

    def words(self) -> Text:
        """What history shows."""
        return Text(
            "{event}: {entry} drew number {number}", event=self.event_id, entry=self.entry_id, number=self.number
        )

    def apply(self, rows: Rows) -> int:
        """How many balls are drawn now; refuses what :class:`DrawByBalls` does, and a ball that cannot come next."""
        rules = EventRules.of(rows.get("event", self.event_id)["rules"])
        if rules.play != "matches":
            raise refuse("no_balls", Text("Heats are drawn by the program; draw this event by a seed."))
        refuse_to_clear(rows, self.event_id, rules.name)
        found = checked_list(rows, self.event_id, rules.name, self.format, self.digest)
        row = rows.one("ball_draw", event_id=self.event_id)
        balls = list(row["balls"]) if row and row["digest"] == found.digest else []
        number_in_list = {entry.id: n for n, entry in enumerate(found.entries, 1)}
        held = {number: number_in_list[entry] for entry, number, _ in balls}
        urn, n = Urn(plan_of(found), found.listed, found.form), number_in_list.get(self.entry_id, 0)
        if n not in urn.next(held) or self.number not in urn.places(held, n):
            text = Text("Ball {n} could not go to place {number}.", n=len(balls) + 1, number=self.number)
            raise refuse("ball", text)
        balls.append([self.entry_id, self.number, self.by])
        if row and row["digest"] == found.digest:
            rows.change("ball_draw", row["id"], balls=balls)
            return len(balls)
        if row:
            rows.remove("ball_draw", row["id"])
        values = {"format": found.form.data(), "digest": found.digest, "shown": self.shown, "balls": balls}
        rows.add("ball_draw", event_id=self.event_id, **values)
        return len(balls)


@dataclass(frozen=True)
class PutBallBack:
    """The last ball goes back into the urn, or *all* of them: the draw by hand begins anew."""

    event_id: int
    all: bool = False

    def words(self) -> Text:
        """What history shows."""
        if self.all:
            return Text("All balls of {event} went back into the urn", event=self.event_id)
        return Text("The last ball of {event} went back into the urn", event=self.event_id)

    def apply(self, rows: Rows) -> None:
        """Refuses an urn from which no ball was drawn."""
        row = rows.one("ball_draw", event_id=self.event_id)
        if row is None:
            raise refuse("no_ball", Text("No ball is drawn yet."))
        if self.all or len(row["balls"]) == 1:
            rows.remove("ball_draw", row["id"])
        else:
            rows.change("ball_draw", row["id"], balls=row["balls"][:-1])


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
