"""By which rules a table asked for in JSON is ranked, and how its matches are scored."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tournament_app.domain.outcome import Kind
from tournament_app.domain.rules import Scoring
from tournament_app.domain.scoring import check_score
from tournament_app.domain.standings import Ranking
from tournament_app.errors import Refused
from tournament_app.exchange.match_json import (
    APART,
    ENDINGS,
    MOST_GAMES,
    RUBBERS,
    SCORES,
    first_of,
    games_of,
    pairs_of,
    wrong,
)
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

GOALS = Scoring("goals", "goals", "goals")
PLAYED = {"goals": GOALS, "handball": replace(GOALS, forfeit=10), "basketball": replace(GOALS, forfeit=20)}
FORMER = (
    Scoring("table_tennis_21", "table tennis until 2001", best_of=3, target=21),
    Scoring("volleyball_15", "volleyball until 1998", best_of=5, target=15, cap=17, decider_target=15),
)
"""Scoring of tables older than the rules that come with the program."""
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


def ranking_of(document: Mapping[str, Any], rankings: Mapping[str, Ranking], rules: str | None) -> Ranking:
    """The rule set asked for: by name, written out, or with parts of it changed."""
    said = rules or first_of(document, ("rules", "rule"))
    change = document.get("change") or {}
    if not isinstance(change, dict):
        wrong("change", Text("must be an object"))
    if isinstance(said, dict):
        return _own({"code": "own", "name": "own", **said, **change}, "rules")
    if said is None:
        wrong("rules", Text("say by which rules: --rules NAME, or the key rules; --list names them"))
    if isinstance(said, str) and said not in rankings:
        plain = said.lower().replace("-", "_").replace(" ", "_")
        said = ALIASES.get(plain, plain)
    if not isinstance(said, str) or said not in rankings:
        wrong(
            "rules", Text("no ranking rule is called {name}; there are: {names}", name=said, names=", ".join(rankings))
        )
    return _own({**rankings[said].data(), **change}, "change") if change else rankings[said]


def _own(data: dict[str, Any], where: str) -> Ranking:
    """The rule set written there; a value that is of no use to it is told with what Python says of it."""
    try:
        return Ranking.of(data)
    except (TypeError, ValueError, AttributeError) as error:
        wrong(where, Text("this is no rule set: {why}", why=str(error)))


def scoring_of(
    document: Mapping[str, Any], part: Mapping[str, Any], rule: Ranking, known: Mapping[str, Scoring]
) -> Scoring:
    """The scoring named, else that of the rule set with as many games as the matches show."""
    said = document.get("scoring")
    if isinstance(said, dict):
        return Scoring.of({"code": "own", "name": "own", **said})
    code = said or rule.scoring or "goals"
    every = {**known, **PLAYED}
    if not isinstance(code, str) or code not in every:
        if said:
            wrong("scoring", Text("no scoring is called {name}; there are: {names}", name=said, names=", ".join(every)))
        code = "goals"
    found = every[code]
    if said or found.kind != "games":
        return found
    try:
        matches = [match for match in part.get("matches") or () if isinstance(match, dict)]
        over = [match for match in matches if not any(match.get(key) for key in ENDINGS)]  # a walkover says 3-0 as 2-0
        most = max(map(_most_won, over or matches), default=0)
    except (Refused, TypeError):
        return found  # said again, with its place, when the matches are read
    fitting = replace(found, best_of=2 * most - 1) if most and not found.play_all else found
    if rule.source:  # rules of one sport; local ones go with any that is played in games
        every = {code: one for code, one in every.items() if _sport(one) == _sport(found)}
    kinds = [one for one in (*every.values(), *FORMER) if one.kind == "games" and not one.tie_break and not one.rubbers]
    others = [replace(one, best_of=one.best_of if one.play_all else fitting.best_of) for one in kinds]
    return next((one for one in (fitting, *others) if _fits(one, part)), fitting)


def _sport(scoring: Scoring) -> str:
    return re.sub(r"^(?:air|beach)_|_rally|_\d.*", "", scoring.code)


def _fits(scoring: Scoring, part: Mapping[str, Any]) -> bool:
    """Whether every match of *part* whose games are written out may end so (21-20 never does, 15-9 where to 15)."""
    return not any(
        check_score(scoring, games, kind=Kind.PLAYED, draw_allowed=True)
        for match in part.get("matches") or ()
        if isinstance(match, dict) and not any(match.get(key) for key in ENDINGS)
        for key in SCORES
        if match.get(key) is not None
        for games in (pairs_of(match[key], key),)
        if games and (len(games) > 1 or max(games[0]) > MOST_GAMES)
    )


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
