"""The catalogue: templates of tournaments, sports, scoring and ranking rules as TOML that an organiser can edit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from tournament_app import paths
from tournament_app.domain.mark_rules import mark_rule
from tournament_app.domain.medals import Overall
from tournament_app.domain.rules import STAGES, EntryLimits, EventRules, Prizes, Scoring, Sport
from tournament_app.domain.standings import Ranking
from tournament_app.errors import Refused, refuse
from tournament_app.store.shape import Section, read_toml
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_DEFAULTS = ("format", "scoring", "minutes", "ranking", "prizes", "play", "marks", "withdrawal")
"""What an event takes from its sport unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Template:
    """Everything a new tournament starts with, validated and in the shape of the tables.

    *tournament*, *sessions* (``start`` and ``end`` in minutes of their day, ``day`` from 0) and *venues* are rows;
    *rules* are kind (``sport``, ``scoring``, ``ranking``, ``overall``) → code → body.
    """

    code: str
    name: str
    tournament: dict[str, Any]
    rules: dict[str, dict[str, dict[str, Any]]]
    sessions: tuple[dict[str, Any], ...]
    venues: tuple[dict[str, Any], ...]
    events: tuple[EventRules, ...]


def templates(catalogue: Path | None = None) -> list[tuple[str, str]]:
    """Code and name of each template, the empty one last; a file that cannot be read is listed by its code."""
    found = []
    for file in (catalogue or paths.database("catalogue")).joinpath("tournaments").glob("*.toml"):
        try:
            head = Section(file, read_toml(file)).table("tournament")
            name = " ".join(filter(None, (head.take("name", str), head.take("edition", str, ""))))
        except Refused:  # choosing it says what is wrong
            name = file.stem
        found.append((file.stem, name))
    return sorted(found, key=lambda row: (row[0] == "blank", row))


def load_template(code: str, catalogue: Path | None = None) -> Template:
    """The template *code*; refuses one that does not exist, or names the file and key that are wrong."""
    folder = catalogue or paths.database("catalogue")
    file = folder / "tournaments" / f"{code}.toml"
    if not file.is_file():
        names = ", ".join(sorted(other.stem for other in file.parent.glob("*.toml")))
        raise refuse(
            "unknown_template", Text("No template is called {code}; there are: {names}", code=code, names=names)
        )
    top = Section(file, read_toml(file))
    top.known("tournament", "limits", "settings", "overall", "prizes", "sessions", "venues", "events")
    head = top.table("tournament")
    scorings = {rule.code: rule.data() for _, rule in _rules(folder / "scoring", Scoring)}
    rankings = {rule.code: section.data for section, rule in _rules(folder / "ranking", Ranking)}
    sports = _sports(folder, head, scorings, rankings)
    tournament = _tournament(head, top)
    return Template(
        code,
        " ".join(filter(None, (tournament["name"], tournament["edition"]))),
        tournament,
        {
            "sport": {sport.code: sport.data() for sport in sports.values()},
            "scoring": scorings,
            "ranking": rankings,
            "overall": {"overall": _overall(top)},
        },
        tuple(_sessions(top, tournament["days"])),
        tuple(_venues(top, sports)),
        tuple(_events(top, sports, scorings, rankings)),
    )


def _rules(folder: Path, cls: type[Any]) -> Iterable[tuple[Section, Any]]:
    for file in sorted(folder.glob("*.toml")):
        section = Section(file, read_toml(file))
        yield section, section.rule(cls) if cls is Scoring else section.made(cls.of)


def _overall(top: Section) -> dict[str, Any]:
    section = top.table("overall", {})
    rule: Overall = section.rule(Overall)
    section.made(lambda _: [Fraction(n) for n in (*rule.points, *rule.weights.values(), *rule.bonus.values())])
    return rule.data()


def catalogue_sports(catalogue: Path | None = None) -> dict[str, Sport]:
    """Every sport of the catalogue by code; refuses, with file and key, what is wrong in one of them."""
    folder = catalogue or paths.database("catalogue")
    codes = [[file.stem for file in folder.joinpath(kind).glob("*.toml")] for kind in ("scoring", "ranking")]
    return _all_sports(folder, *codes)


def sport_rules(sport: Sport, catalogue: Path | None = None) -> dict[str, dict[str, dict[str, Any]]]:
    """The rules a tournament needs for *sport*, as :class:`Template` has them: its own, every scoring and ranking."""
    folder = catalogue or paths.database("catalogue")
    return {
        "sport": {sport.code: sport.data()},
        "scoring": {rule.code: rule.data() for _, rule in _rules(folder / "scoring", Scoring)},
        "ranking": {rule.code: section.data for section, rule in _rules(folder / "ranking", Ranking)},
    }


def _sports(folder: Path, head: Section, scorings: Iterable[str], rankings: Iterable[str]) -> dict[str, Sport]:
    """The sports the tournament names, in its order."""
    found = _all_sports(folder, scorings, rankings)
    chosen: list[str] = head.take("sports", tuple[str, ...])
    for code in chosen:
        _one_of(head, "sports", code, found)
    return {code: found[code] for code in chosen}


def _all_sports(folder: Path, scorings: Iterable[str], rankings: Iterable[str]) -> dict[str, Sport]:
    found = {}
    for file in sorted(folder.joinpath("sports").glob("*.toml")):
        section = Section(file, read_toml(file))
        sport: Sport = section.rule(Sport)
        _check_play(section, sport, scorings, rankings)
        _check_disciplines(section, sport)
        found[sport.code] = sport
    return found


def _tournament(head: Section, top: Section) -> dict[str, Any]:
    head.known("name", "edition", "organiser", "place", "first_day", "days", "tentative", "sports")
    days = head.take("days", int)
    if days < 1:
        raise head.wrong("days", Text("a tournament takes at least one day"))
    return {
        "name": head.take("name", str),
        "edition": head.take("edition", str, ""),
        "organiser": head.take("organiser", str, ""),
        "place": head.take("place", str, ""),
        "first_day": head.take("first_day", date).isoformat(),
        "days": days,
        "tentative": int(head.take("tentative", bool, default=True)),
        "limits": top.table("limits").rule(EntryLimits).data(),
        "settings": top.take("settings", dict[str, Any], {}),
    }


def _sessions(top: Section, days: int) -> Iterable[dict[str, Any]]:
    """The playing sessions, day by day; two of one day may not overlap."""
    rows: list[dict[str, Any]] = []
    for section in top.tables("sessions"):
        section.known("name", "from", "to", "days")
        start, end = (_minute(section, name) for name in ("from", "to"))
        if end <= start:
            raise section.wrong("to", Text("a session must end after it begins"))
        for day in section.take("days", tuple[int, ...]):
            if not 1 <= day <= days:
                raise section.wrong("days", Text("day {day} is not one of the {days} days", day=day, days=days))
            if any(r["day"] == day - 1 and r["start"] < end and start < r["end"] for r in rows):
                raise section.wrong("from", Text("two sessions of day {day} overlap", day=day))
            rows.append({"name": section.take("name", str), "day": day - 1, "start": start, "end": end})
    return sorted(rows, key=lambda row: (row["day"], row["start"]))


def _minute(section: Section, name: str) -> int:
    text = section.take(name, str)
    if not (found := _CLOCK.fullmatch(text)):
        raise section.wrong(name, Text("{value} must be a time such as 07:30", value=repr(text)))
    return int(found[1]) * 60 + int(found[2])


def _venues(top: Section, sports: Iterable[str]) -> Iterable[dict[str, Any]]:
    for venue in top.tables("venues"):
        venue.known("name", "courts")
        courts = []
        for section in venue.tables("courts"):
            section.known("sport", "names", "boards")
            sport, boards = section.take("sport", str), section.take("boards", int, 1)
            _one_of(section, "sport", sport, sports)
            if boards < 1:
                raise section.wrong("boards", Text("at least one match must fit"))
            courts += [
                {"name": name, "sport": sport, "boards": boards} for name in section.take("names", tuple[str, ...])
            ]
        yield {"name": venue.take("name", str), "courts": courts}


def _events(
    top: Section, sports: dict[str, Sport], scorings: Iterable[str], rankings: Iterable[str]
) -> Iterable[EventRules]:
    prizes = top.table("prizes", {}).rule(Prizes).data()
    seen: set[str] = set()
    for section in top.tables("events"):
        code = section.take("sport", str)
        _one_of(section, "sport", code, sports)
        event: EventRules = _with_defaults(section, sports[code].data() | {"prizes": prizes}).rule(EventRules)
        if event.code in seen:
            raise section.wrong("code", Text("{code} stands here twice", code=event.code))
        seen.add(event.code)
        _check_play(section, event, scorings, rankings)
        _check_entry(section, event)
        yield event


def _with_defaults(section: Section, defaults: dict[str, Any]) -> Section:
    """The table of an event with what it leaves out; ``format`` and ``prizes`` are filled key by key."""
    kinds = defaults["disciplines"]
    if code := section.take("discipline", str, ""):
        _one_of(section, "discipline", code, kinds)
    said = {key: value for key, value in kinds.get(code, {}).items() if key in _DEFAULTS}
    own = {key: value for key, value in section.data.items() if key != "discipline"}
    data = {key: defaults[key] for key in _DEFAULTS} | said | own
    for key in ("format", "prizes"):
        merged = defaults[key] | section.take(key, dict[str, Any], {})
        data[key] = {name: value for name, value in merged.items() if value is not None}
    return Section(section.file, data, section.key)


def _check_play(section: Section, rule: EventRules | Sport, scorings: Iterable[str], rankings: Iterable[str]) -> None:
    """Refuse a scoring or ranking nobody has described, a stage that does not exist, a match without length."""
    for key in ("scoring", "minutes"):
        for stage in getattr(rule, key):
            _one_of(section, f"{key}.{stage}", stage, STAGES)
    for stage, code in rule.scoring.items():
        _one_of(section, f"scoring.{stage}", code, scorings)
    for stage, minutes in rule.minutes.items():
        if minutes < 1:
            raise section.wrong(f"minutes.{stage}", Text("a match takes at least one minute"))
    if rule.play == "matches":
        _one_of(section, "ranking", rule.ranking, rankings)
    else:
        section.made(lambda _: mark_rule(rule.play, rule.marks))


def _check_disciplines(section: Section, sport: Sport) -> None:
    """Refuse a kind of event without a name, with a key nobody knows or with marks that cannot be."""
    for code in sport.disciplines:
        kind = section.table("disciplines").table(code)
        kind.known("name", "play", "marks", "minutes", "format")
        kind.take("name", str)
        play, marks = kind.take("play", str, sport.play), kind.take("marks", dict[str, Any], sport.marks)
        if play != "matches":
            kind.made(partial(_marked, play, marks))


def _marked(play: str, marks: dict[str, Any], _: object) -> object:
    return mark_rule(play, marks)


def _check_entry(section: Section, event: EventRules) -> None:
    """Refuse an entry nobody can make."""
    few, most = event.members
    if not 1 <= few <= most:
        raise section.wrong("squad" if event.squad else "men", Text("An entry needs at least one athlete."))
    if event.age_min is not None and event.age_max is not None and event.age_min > event.age_max:
        raise section.wrong(
            "age_min",
            Text("The age band ends ({high}) before it begins ({low}).", low=event.age_min, high=event.age_max),
        )


def _one_of(section: Section, key: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise section.wrong(key, Text("{value} is none of: {names}", value=repr(value), names=", ".join(known)))
