"""Tables written in JSON in other shapes than ours, brought to the one that is read.

Matches may be a line of text or a row, their sides objects or of other names, keys in camelCase; teams an object by
name. What is of no shape foreseen is left as it is, to be refused with its place by whoever reads it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tournament_app.exchange.match_json import ENDINGS, KEYS, KICKS, SCORES, SIDES, first_of

if TYPE_CHECKING:
    from collections.abc import Mapping

MATCHES = ("matches", "results", "games", "fixtures", "ties")
RULES = ("rules", "rule", "ruleset", "rule_set")
OTHERWISE = {
    "home_team": "home", "host": "home", "hosts": "home", "away_team": "away", "guest": "away", "visitor": "away",
    "team_a": "a", "team_b": "b", "player_a": "a", "player_b": "b", "side_a": "a", "side_b": "b",
    "player1": "team1", "player2": "team2", "side1": "team1", "side2": "team2", "entry1": "team1", "entry2": "team2",
    "hg": "home_goals", "ag": "away_goals", "hs": "home_score", "as": "away_score",
    "goals1": "score1", "goals2": "score2", "goals_a": "score_a", "goals_b": "score_b",
    "sets1": "score1", "sets2": "score2", "sets_a": "score_a", "sets_b": "score_b",
    "set_scores": "sets", "games_scores": "games", "game_scores": "games",
}  # fmt: skip
"""Keys of a match as others call them, written with underscores."""
DEDUCTIONS = ("point_deductions", "points_deducted", "penalty_points")
DEDUCTED = ("deduction", "deductions", "deducted", "points_deducted")
STATUS = ("status", "kind", "type", "outcome", "ending")
NAME = ("name", "team", "player", "code")
OWN = ("goals", "score", "sets", "games", "points")
AT_THE_END = ("ft", "full_time", "fulltime", "final", "total")
LINE = re.compile(r"(\D.*?)\s+(\d+)\s*[-:–]\s*(\d+)\s+(\D.*)")


def our_shape(document: Any) -> Any:
    """*document* with its matches, groups and teams as ``rank`` documents them."""
    if isinstance(document, list):
        return [_match(one) for one in document]
    if not isinstance(document, dict):
        return document
    ours = dict(document)
    for names in (MATCHES, RULES):
        other = next((key for key in names if key in ours), names[0])
        if other != names[0] and (names is RULES or isinstance(ours[other], list)):
            ours[names[0]] = ours.pop(other)
    for key in ("matches", "carried"):
        if isinstance(ours.get(key), list):
            ours[key] = [_match(one) for one in ours[key]]
    if isinstance(teams := ours.get("teams"), dict) and all(isinstance(one, dict) for one in teams.values()):
        ours["teams"] = [{**one, "name": name} for name, one in teams.items()]
    _take_deductions(ours)
    if isinstance(groups := ours.get("groups"), dict):
        ours["groups"] = {name: our_shape(group) for name, group in groups.items()}
    elif isinstance(groups, list):
        ours["groups"] = [our_shape(group) for group in groups]
    return ours


def _take_deductions(ours: dict[str, Any]) -> None:
    """Deductions under other names, or beside the names of the teams."""
    for key in DEDUCTIONS:
        if key in ours:
            ours.setdefault("deductions", ours.pop(key))
    listed = ours.get("teams")
    teams = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    beside = {first_of(one, NAME): first_of(one, DEDUCTED) for one in teams if first_of(one, DEDUCTED) is not None}
    if beside:
        ours.setdefault("deductions", {str(name): value for name, value in beside.items()})


def _match(given: Any) -> Any:
    if isinstance(given, str) and (line := LINE.fullmatch(given.strip())):
        return {"home": line[1], "away": line[4], "score": [int(line[2]), int(line[3])]}
    if isinstance(given, list):
        return _of_row(given)
    if not isinstance(given, dict):
        return given
    ours = {_key(key): value for key, value in given.items()}
    _name_sides(ours)
    for key in STATUS:
        said = str(ours.get(key, "")).lower().replace(" ", "_")
        if said in ENDINGS and said not in ours:
            ours[said] = ours.get("loser") or True
            del ours[key]
    score = ours.get("score")
    if isinstance(score, dict):
        folded = {_folded(key): value for key, value in score.items()}
        if (end := first_of(folded, AT_THE_END)) is not None:
            ours["score"] = end
            if (kicks := first_of(folded, (*KICKS, "p"))) is not None:
                ours.setdefault("kicks", kicks)
    return ours


def _of_row(given: list[Any]) -> Any:
    """``[home, away, score]``, ``[home, away, 2, 1]`` or ``[home, 2, 1, away]``."""
    match given:
        case [str() as home, str() as away, (str() | list()) as score]:
            return {"home": home, "away": away, "score": score}
        case [str() as home, str() as away, one, other] | [str() as home, one, other, str() as away]:
            return {"home": home, "away": away, "score": [one, other]}
        case _:
            return given


def _key(key: str) -> str:
    folded = _folded(key)
    ours = OTHERWISE.get(folded, folded)
    return ours if ours in KEYS else key


def _folded(key: str) -> str:
    """``homeTeam``, ``Home Team`` and ``team_1`` as ``home_team`` and ``team1``."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[\s-]+", "_", key.strip()).lower()
    return re.sub(r"_(?=\d)", "", words)


def _name_sides(ours: dict[str, Any]) -> None:
    """Sides that are objects become their names, what they made the score."""
    for pair in SIDES:
        sides = [ours.get(key) for key in pair]
        if all(isinstance(side, dict) for side in sides):
            made = [first_of(_object(side), OWN) for side in sides]
            ours.update((key, first_of(_object(side), NAME)) for key, side in zip(pair, sides, strict=True))
            if None not in made and not any(key in ours for key in SCORES):
                ours["score"] = made
            return


def _object(side: Any) -> Mapping[str, Any]:
    return side if isinstance(side, dict) else {}
