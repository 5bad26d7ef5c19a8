"""How short words name days and matches where there is room for a few letters only: on a bracket, in a timetable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tournament_app.domain.plan_words import part_of
from tournament_app.queries.tournament import clock
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tournament_app.domain.rules import EventRules
    from tournament_app.queries.matches import MatchRow
    from tournament_app.queries.tournament import TournamentRow

DAYS = (Text("Mon"), Text("Tue"), Text("Wed"), Text("Thu"), Text("Fri"), Text("Sat"), Text("Sun"))
STATUS = {
    "waiting": Text("waits for its sides"),
    "ready": Text("ready"),
    "called": Text("called"),
    "playing": Text("on now"),
    "done": Text("over"),
    "stale": Text("void: others meet here now"),
}


def short_day(day: date) -> str:
    """The day of the week in two or three letters."""
    return str(DAYS[day.weekday()])


def short_time(minute: int, tournament: TournamentRow) -> str:
    """A minute of the schedule as ``Sat 08:00``."""
    return f"{short_day(tournament.date_of(minute))} {clock(minute)}"


def short_contest(match: MatchRow) -> str:
    """The match as it is called out in a bracket: ``QF1``, ``SF2``, ``Final``, ``Match 12``."""
    ref = match.contest
    if ref in {"F", "F2"} or (not match.group and part_of(ref) == ref):
        return str(match.label)
    if ref.startswith("QF"):
        return tr("QF{n}", n=ref[2:])
    return tr("SF{n}", n=ref[2:]) if ref.startswith("SF") else tr("Match {n}", n=match.number)


def short_events(events: Iterable[tuple[int, EventRules]]) -> dict[int, str]:
    """Event id → its name as a block of the timetable has room for: ``Nam 46–50`` where all of its sport are doubles.

    Ages stand in figures; words with which every event of the sport begins are left out.
    """
    kinds: dict[str, dict[int, list[str]]] = {}
    ages: dict[int, str] = {}
    for event_id, rules in events:
        kind = re.split(r"\d", rules.name, maxsplit=1)[0].split() or rules.name.split()
        kinds.setdefault(rules.sport, {})[event_id] = kind
        ages[event_id] = _ages(rules)
    short = {}
    for of_sport in kinds.values():
        same = 0
        while (
            all(len(words) > same + 1 for words in of_sport.values()) and len({w[same] for w in of_sport.values()}) == 1
        ):
            same += 1
        for event_id, words in of_sport.items():
            name = " ".join([*words[same:], ages[event_id]]).strip()
            short[event_id] = name[:1].upper() + name[1:]
    return short


def _ages(rules: EventRules) -> str:
    low, high = rules.age_min, rules.age_max
    if low is None:
        return "" if high is None else f"≤{high}"
    return f"≥{low}" if high is None else f"{low}–{high}"
