"""By which rules a table asked for in JSON is ranked, and how its matches are scored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tournament_app.domain.rules import Scoring
from tournament_app.domain.standings import Ranking
from tournament_app.errors import Refused
from tournament_app.exchange.match_json import APART, RUBBERS, SCORES, first_of, games_of, pairs_of, wrong
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

GOALS = Scoring("goals", "goals", "goals")
PLAYED = {"goals": GOALS, "handball": replace(GOALS, forfeit=10), "basketball": replace(GOALS, forfeit=20)}
ALIASES = {
    "fifa": "fifa_2022",
    "fifa_1974": "fifa_1990",
    "uefa_euro": "uefa",
    "euro": "uefa",
    "uefa_champions_league": "uefa_clubs",
    "badminton": "bwf",
    "table_tennis": "ittf",
    "ttbl": "table_tennis_league",
    "fivb": "volleyball_wins",
    "vnl": "volleyball_wins",
    "volleyball": "volleyball_wins",
    "tennis": "atp",
    "handball": "ihf",
    "basketball": "fiba",
    "usap": "pickleball",
    "twif": "tug_of_war",
    "xiangqi": "wxf",
    "chess": "chess_round_robin",
}
"""What people call a rule set otherwise."""
MOST_GAMES = 5  # won in one match; more is the points of a single game


def ranking_of(document: Mapping[str, Any], rankings: Mapping[str, Ranking], rules: str | None) -> Ranking:
    """The rule set asked for: by name, written out, or with parts of it changed."""
    said = rules or first_of(document, ("rules", "rule"))
    change = document.get("change") or {}
    if isinstance(said, dict):
        return Ranking.of({"code": "own", "name": "own", **said, **change})
    if said is None:
        wrong("rules", Text("say by which rules: --rules NAME, or the key rules; --list names them"))
    if isinstance(said, str) and said not in rankings:
        plain = said.lower().replace("-", "_").replace(" ", "_")
        said = ALIASES.get(plain, plain)
    if said not in rankings:
        wrong(
            "rules", Text("no ranking rule is called {name}; there are: {names}", name=said, names=", ".join(rankings))
        )
    if not isinstance(change, dict):
        wrong("change", Text("must be an object"))
    return Ranking.of({**rankings[said].data(), **change}) if change else rankings[said]


def scoring_of(
    document: Mapping[str, Any], part: Mapping[str, Any], rule: Ranking, known: Mapping[str, Scoring]
) -> Scoring:
    """The scoring named, else that of the rule set with as many games as the matches show."""
    said = document.get("scoring")
    if isinstance(said, dict):
        return Scoring.of({"code": "own", "name": "own", **said})
    code = said or rule.scoring or "goals"
    every = {**known, **PLAYED}
    if code not in every:
        if said:
            wrong("scoring", Text("no scoring is called {name}; there are: {names}", name=said, names=", ".join(every)))
        code = "goals"
    found = every[code]
    if said or found.kind != "games":
        return found
    try:
        most = max((_most_won(match) for match in part.get("matches") or () if isinstance(match, dict)), default=0)
    except (Refused, TypeError):
        return found  # said again, with its place, when the matches are read
    return replace(found, best_of=2 * most - 1) if most else found


def _most_won(match: Mapping[str, Any]) -> int:
    """How many games the winner of *match* has, 0 where it does not say."""
    if first_of(match, RUBBERS) is not None:
        return 0
    most = 0
    for key in SCORES:
        if match.get(key) is not None:
            pairs = pairs_of(match[key], key)
            most = max(most, max(pairs[0]) if len(pairs) == 1 else max(games_of(pairs), default=0) if pairs else 0)
    most = max(most, *(match.get(key) or 0 for pair in APART for key in pair))
    return most if most <= MOST_GAMES else 0
