"""Scores that wait for a second look: who typed what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.outcome import Detail, Kind
from tournament_app.domain.scoring import score_words
from tournament_app.queries.event_state import event_state
from tournament_app.queries.fields import KIND_WORDS
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class LookRow:
    """A score as one person typed it, in words; it counts for nothing yet."""

    id: int
    who: str
    station: str
    at: str
    score: Text | str

    @property
    def by(self) -> str:
        """The person and the station."""
        return " · ".join(filter(None, (self.who, self.station))) or "–"


def same_person(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two names with their stations are one person: the name alone says so where both have one."""
    (name, station), (name_, station_) = one, other
    if name and name_:
        return name.strip().casefold() == name_.strip().casefold()
    return station == station_


def look_rows(db: Reading, event_id: int, contest: str) -> tuple[LookRow, ...]:
    """What was typed for a match by those who meet there now, oldest first."""
    found = db.find("look", event_id=event_id, contest=contest)
    if not found:
        return ()
    state = event_state(db, event_id)
    sides, scoring = {*state.sides(contest)}, state.scoring_at(contest)
    made = []
    for row in found:
        if {row["a"], row["b"]} != sides:
            continue
        kind = Kind(row["kind"])
        score = score_words(tuple((a, b) for a, b in row["games"]), scoring, Detail.of(row["detail"]))
        words = score if kind is Kind.PLAYED else Text("{kind} {score}", kind=KIND_WORDS[kind], score=score)
        made.append(LookRow(row["id"], row["who"], row["station"], row["at"], words))
    return tuple(made)
