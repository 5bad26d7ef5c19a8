"""The rules of the catalogue, and short ways to write results down, for the tests of tables."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.rules import Scoring, joined
from tournament_app.domain.scoring import outcome_of
from tournament_app.domain.standings import Ranking, Standing, table

if TYPE_CHECKING:
    from collections.abc import Iterable

CATALOGUE = Path(__file__).resolve().parents[2] / "db" / "catalogue"


def bodies(kind: str) -> dict[str, dict[str, Any]]:
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((CATALOGUE / kind).glob("*.toml"))
    }


SCORING = joined({code: Scoring.of(body) for code, body in bodies("scoring").items()})
RANKING = {code: Ranking.of(body) for code, body in bodies("ranking").items()}
GOALS = Scoring("goals", "goals")  # one game whose points are goals
BADMINTON, TABLE_TENNIS, BOARD = SCORING["badminton_3x21"], SCORING["table_tennis_5"], SCORING["board"]


def vectors(shared: Path, name: str) -> list[dict[str, Any]]:
    """Published results; see their README."""
    path = shared / "reference" / "vectors" / f"{name}.json"
    return list(json.loads(path.read_text(encoding="utf-8"))["vectors"])


def played(scoring: Scoring, *matches: tuple[int, int, str]) -> list[Outcome]:
    """Matches as (entry, entry, games like ``21-17 21-15``)."""
    return [
        outcome_of(
            a, b, scoring, tuple((int(x), int(y)) for x, y in (g.split("-") for g in score.split())), Kind.PLAYED
        )
        for a, b, score in matches
    ]


def ended(a: int, b: int, kind: Kind, loser: int, games: str = "") -> Outcome:
    """A match that *loser* (an entry) walked over, retired from or was disqualified in."""
    score = tuple((int(x), int(y)) for x, y in (g.split("-") for g in games.split()))
    return Outcome(a, b, kind, score, b if loser == a else a)


def order(rows: Iterable[Standing]) -> list[int]:
    return [row.entry for row in rows]


def ranks(rows: Iterable[Standing]) -> dict[int, int]:
    return {row.entry: row.rank for row in rows}


def ranked(rule: str, scoring: Scoring, outcomes: Iterable[Outcome], size: int = 4) -> list[int]:
    return order(table(range(1, size + 1), outcomes, RANKING[rule], scoring))
