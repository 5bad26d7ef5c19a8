"""The tournament itself: name, days, playing sessions, venues and courts, and its own copy of its rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tournament_app.domain.rules import EntryLimits, Scoring, joined
from tournament_app.domain.standings import Ranking

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading

DAY = 24 * 60
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


@dataclass(frozen=True, slots=True)
class TournamentRow:
    """Name, edition and days of the tournament; *tentative* while the dates may still move."""

    name: str
    edition: str
    organiser: str
    place: str
    first_day: date
    days: int
    tentative: bool
    limits: EntryLimits
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The full name, with the edition as documents print it."""
        return f"{self.name} lần thứ {self.edition}" if self.edition else self.name

    def date_of(self, minute: int) -> date:
        """The calendar day on which *minute* (from midnight of the first day) falls."""
        return self.first_day + timedelta(days=minute // DAY)

    def moment(self, minute: int) -> datetime:
        """*minute* as local date and time of the venue."""
        return datetime.combine(self.first_day, datetime.min.time()) + timedelta(minutes=minute)

    def minute(self, moment: datetime) -> int:
        """Minutes from midnight of the first day to *moment*, negative before the tournament."""
        start = datetime.combine(self.first_day, datetime.min.time())
        return int((moment.replace(tzinfo=None) - start).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A playing session (buổi); *start* and *end* in minutes from midnight of the first day."""

    id: int
    name: str
    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CourtRow:
    """A court, table or room of boards; *boards* is how many matches it takes at once."""

    id: int
    name: str
    sport: str
    boards: int
    venue_id: int
    venue: str


@dataclass(frozen=True, slots=True)
class SportRow:
    """A sport with the words its documents use."""

    code: str
    name: str
    short_name: str
    body: dict[str, Any]


def clock(minute: int) -> str:
    """A minute of the schedule as ``07:30``."""
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"


def tournament_row(db: Reading) -> TournamentRow:
    """The tournament of this file."""
    row = db.find("tournament")[0]
    return TournamentRow(
        row["name"],
        row["edition"],
        row["organiser"],
        row["place"],
        date.fromisoformat(row["first_day"]),
        row["days"],
        bool(row["tentative"]),
        EntryLimits.of(row["limits"]),
        row["settings"],
    )


def session_rows(db: Reading) -> tuple[SessionRow, ...]:
    """The playing sessions in order of time."""
    rows = (
        SessionRow(r["id"], r["name"], r["day"], r["day"] * DAY + r["start"], r["day"] * DAY + r["end"])
        for r in db.find("session")
    )
    return tuple(sorted(rows, key=lambda row: (row.start, row.id)))


def court_rows(db: Reading) -> tuple[CourtRow, ...]:
    """The courts in the organiser's order, venue by venue."""
    venues = {v["id"]: v for v in db.find("venue")}
    rows = sorted(db.find("court"), key=lambda c: (venues[c["venue_id"]]["position"], c["position"], c["id"]))
    return tuple(
        CourtRow(c["id"], c["name"], c["sport"], c["boards"], c["venue_id"], venues[c["venue_id"]]["name"])
        for c in rows
    )


def rule_bodies(db: Reading, kind: str) -> dict[str, dict[str, Any]]:
    """The tournament's own copy of its rules of one *kind*: ``sport``, ``scoring``, ``ranking`` or ``overall``."""
    return {row["code"]: row["body"] for row in db.find("rule", kind=kind)}


def sport_rows(db: Reading) -> dict[str, SportRow]:
    """The sports by code, in the order of the template."""
    return {
        code: SportRow(code, body["name"], body.get("short_name", body["name"]), body)
        for code, body in rule_bodies(db, "sport").items()
    }


def scorings(db: Reading) -> dict[str, Scoring]:
    """The scoring rules by code."""
    return joined({code: Scoring.of(body) for code, body in rule_bodies(db, "scoring").items()})


def rankings(db: Reading) -> dict[str, Ranking]:
    """The ranking rule sets by code."""
    return {code: Ranking.of(body) for code, body in rule_bodies(db, "ranking").items()}
