"""What the window itself reads: the day at the foot of the side bar, what Ctrl+K finds, and the public boards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.gui.desk import Target
from tournament_app.gui.widgets.list_rows import ListItem
from tournament_app.queries.entries import athlete_rows, delegation_rows
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.tournament import DAY, clock, tournament_row
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tournament_app.gui.desk import Desk
    from tournament_app.gui.finder import FinderItem

WEEKDAYS = (
    Text("Monday"),
    Text("Tuesday"),
    Text("Wednesday"),
    Text("Thursday"),
    Text("Friday"),
    Text("Saturday"),
    Text("Sunday"),
)
BOARD = 12


def weekday(day: date) -> str:
    """The day of the week in the language of the interface."""
    return str(WEEKDAYS[day.weekday()])


def name_lines(desk: Desk) -> tuple[str, str]:
    """The two lines at the top of the side bar; both empty before the file says what it is."""
    with desk.reading() as reading:
        if not reading.count("tournament"):
            return "", ""
        row = tournament_row(reading)
    short = row.settings.get("short_name", row.name), row.settings.get("short_organiser", row.organiser)
    return short[0], " · ".join(filter(None, (short[1], row.edition)))


def day_line(desk: Desk) -> str:
    """Which day of the tournament it is and how far it is; before and after it, its dates."""
    now = desk.now()
    with desk.reading() as reading:
        if not reading.count("tournament"):
            return ""
        row = tournament_row(reading)
        minute = row.minute(now)
        day = minute // DAY
        matches = [match for match in match_rows(reading) if match.start is not None]
    if not 0 <= day < row.days:
        last = row.date_of((row.days - 1) * DAY)
        days = f"{row.first_day:%d/%m} – {last:%d/%m/%Y}"
        done = sum(match.status == "done" for match in matches)
        return tr("{days}\n{done}/{n} matches done", days=days, done=done, n=len(matches)) if matches else days
    today = [match for match in matches if match.start is not None and match.start // DAY == day]
    return tr(
        "Day {day}/{days} · {weekday} {date}\n{done}/{n} matches done",
        day=day + 1,
        days=row.days,
        weekday=weekday(now.date()),
        date=f"{now:%d/%m/%Y}",
        done=sum(match.status == "done" for match in today),
        n=len(today),
    )


def findable(desk: Desk) -> Sequence[FinderItem]:
    """Everything Ctrl+K finds: commands first, then delegations, events, athletes and matches."""
    from tournament_app.gui.actions import ACTIONS
    from tournament_app.gui.finder import FinderItem

    items = [
        FinderItem("command", str(spec.text), spec.keys, spec.key)
        for spec in ACTIONS
        if spec.key not in {"find", "quit"}
    ]
    with desk.reading() as reading:
        if not reading.count("tournament"):
            return items
        items += [
            FinderItem("delegation", row.name, row.short_name, Target("people", "delegation", row.id))
            for row in delegation_rows(reading)
        ]
        items += [
            FinderItem("event", state.rules.name, state.rules.code, Target("results", "event", state.id))
            for state in event_states(reading).values()
        ]
        items += [
            FinderItem("athlete", row.name, " · ".join((row.unit, *row.events)), Target("people", "athlete", row.id))
            for row in athlete_rows(reading)
        ]
        items += [
            FinderItem("match", _match_title(row), _match_place(row), Target("score", "contest", row.key))
            for row in match_rows(reading)
        ]
    return items


def boards(desk: Desk) -> tuple[Sequence[ListItem], Sequence[ListItem], Sequence[ListItem]]:
    """The three boards of the public display: on court now, next, and the newest results."""
    with desk.reading() as reading:
        rows = match_rows(reading) if reading.count("tournament") else ()
    timed = sorted((row for row in rows if row.start is not None), key=lambda row: (row.start or 0, row.number))
    playing = [row for row in timed if row.status == "playing"]
    coming = [row for row in timed if row.status in {"called", "ready"}]
    done = [row for row in reversed(timed) if row.status == "done"]
    return (
        [_board_item(row, tr("Playing"), "live") for row in playing[:BOARD]],
        [_board_item(row, *_coming(row)) for row in coming[:BOARD]],
        [_board_item(row, "", "neutral") for row in done[:BOARD]],
    )


def _coming(row: MatchRow) -> tuple[str, str]:
    return (tr("Called"), "warning") if row.status == "called" else ("", "neutral")


def _board_item(row: MatchRow, badge: str, role: str) -> ListItem:
    lines = [f"!!{row.name_a()}", f"!!{row.name_b()}", *([f"!!{row.score}"] if row.score else [])]
    where = row.court.name if row.court else tr("Match {n}", n=row.number)
    at = clock(row.start) if row.start is not None else ""
    title = " · ".join(filter(None, (at, where)))
    return ListItem(row.key, title, "", badge, role, (f"{row.event_name} · {row.label}", *lines), strong=True)


def _match_title(row: MatchRow) -> str:
    return tr("Match {n}", n=row.number) + f" · {row.name_a()} – {row.name_b()}"


def _match_place(row: MatchRow) -> str:
    at = clock(row.start) if row.start is not None else ""
    return " · ".join(filter(None, (row.event_name, str(row.label), at, row.court.name if row.court else "")))
