"""What a rule set says of two teams, worked out as a person with a pencil would, in other ways than the program does.

Only cases a person can follow: within a block nobody may be parted before the two in question are.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

Match = dict[str, Any]


def sides(match: Match, team: str) -> tuple[int, int]:
    """The index of *team* in *match* and of the other."""
    own = 0 if match["home"] == team else 1
    return own, 1 - own


def games(match: Match) -> list[list[int]]:
    """The games of a match; goals are one game."""
    return match.get("sets") or [match["score"]]


def totals(match: Match, team: str) -> dict[str, Fraction]:
    own, other = sides(match, team)
    if "rubbers" in match:
        parts = {name: match[name] for name in ("rubbers", "games", "points")}
    else:
        played = games(match)
        won = [sum(g[0] > g[1] for g in played), sum(g[1] > g[0] for g in played)]
        parts = {"rubbers": [0, 0], "games": won, "points": [sum(g[0] for g in played), sum(g[1] for g in played)]}
    level = parts["rubbers"] if "rubbers" in match else parts["games"]
    return {
        "result": Fraction((level[own] > level[other]) - (level[own] < level[other])),
        "close": Fraction("rubbers" not in match and sum(level) == match.get("best_of", 0)),
        **{f"{name}_for": Fraction(pair[own]) for name, pair in parts.items()},
        **{f"{name}_against": Fraction(pair[other]) for name, pair in parts.items()},
        "away": Fraction(own),
    }


def worth(rule: dict[str, Any], line: dict[str, Fraction]) -> Fraction:
    name = {1: "win", 0: "draw", -1: "loss"}[int(line["result"])]
    close = rule.get(f"{name}_close") if line["close"] else None
    return Fraction(str(close if close is not None else rule.get(name, 1 if name == "win" else 0)))


class Sheet:
    """The sheet of paper: the rule, the matches and what counts beside them."""

    def __init__(self, rule: dict[str, Any], document: dict[str, Any]) -> None:
        self.rule, self.document = rule, document
        self.matches = document["matches"]
        self.teams = sorted({team for m in self.matches for team in (m["home"], m["away"])})

    def lines(self, team: str, among: set[str] | None) -> list[tuple[Match, dict[str, Fraction]]]:
        return [
            (m, totals(m, team))
            for m in self.matches
            if team in (m["home"], m["away"]) and (among is None or {m["home"], m["away"]} <= among)
        ]

    def points(self, team: str, among: set[str] | None = None) -> Fraction:
        less = self.document.get("deductions", {}).get(team, 0) if among is None else 0
        return sum((worth(self.rule, line) for _, line in self.lines(team, among)), Fraction(0)) - less

    def value(self, code: str, team: str, among: set[str] | None) -> Any:
        lines = self.lines(team, among)

        def add(name: str) -> Fraction:
            return sum((line[name] for _, line in lines), Fraction(0))

        def ratio(name: str) -> Fraction:
            return add(f"{name}_for") / (add(f"{name}_against") or Fraction(1, 10**9))

        def share(name: str) -> Fraction:
            return add(f"{name}_for") / ((add(f"{name}_for") + add(f"{name}_against")) or 1)

        def won(away: int = 0) -> int:
            return sum(line["result"] > 0 and line["away"] >= away for _, line in lines)

        opponents = [m["home"] if m["away"] == team else m["away"] for m, _ in lines]
        return {
            "wins": won,
            "played": lambda: len(lines),
            "points": lambda: self.points(team, among),
            "rubbers_difference": lambda: add("rubbers_for") - add("rubbers_against"),
            "rubbers_ratio": lambda: ratio("rubbers"),
            "games_difference": lambda: add("games_for") - add("games_against"),
            "games_ratio": lambda: ratio("games"),
            "games_share": lambda: share("games"),
            "games_won": lambda: add("games_for"),
            "points_difference": lambda: add("points_for") - add("points_against"),
            "points_ratio": lambda: ratio("points"),
            "points_share": lambda: share("points"),
            "goal_difference": lambda: add("points_for") - add("points_against"),
            "goals": lambda: add("points_for"),
            "away_goals": lambda: sum((line["points_for"] for _, line in lines if line["away"]), Fraction(0)),
            "away_wins": lambda: won(1),
            "black_wins": lambda: won(1),
            "kicks": lambda: sum(
                m["kicks"][sides(m, team)[0]] for m, _ in lines if "kicks" in m and len(among or ()) == 2
            ),
            "sonneborn_berger": lambda: sum(
                (
                    (1 + line["result"]) / 2 * self.points(other)
                    for other, (_, line) in zip(opponents, lines, strict=True)
                ),
                Fraction(0),
            ),
            "koya": lambda: sum(
                (
                    worth(self.rule, line)
                    for other, (_, line) in zip(opponents, lines, strict=True)
                    if 2 * self.points(other) >= len(self.lines(other, None))
                ),
                Fraction(0),
            ),
            "opponents_points": lambda: sum(self.points(other) for other in opponents),
            "opponents_difference": lambda: sum(self.value("goal_difference", other, None) for other in opponents),
            "opponents_goals": lambda: sum(self.value("goals", other, None) for other in opponents),
            "conduct": lambda: self.document.get("conduct", {}).get(team, 0),
            "position": lambda: -self.document.get("positions", {}).get(team, 10**9),
            "weight": lambda: -self.document.get("weights", {}).get(team, 10**9),
            "points_difference_above": lambda: self._against_the_one_above(team),
        }[code]()

    def _against_the_one_above(self, team: str) -> Fraction:
        (above,) = [
            other for other in self.teams if self.value("wins", other, None) == self.value("wins", team, None) + 1
        ]
        return self.value("points_difference", team, {team, above})

    def better(self, one: str, two: str) -> tuple[str, str]:
        """Which of two stands above the other, and what decides; ``?`` where it takes more than a pencil."""
        level = set(self.teams)
        for at, step in enumerate(self.rule["criteria"]):
            if self.rule.get("two") and at >= self.rule["two"] and len(level) == 2:
                mine, theirs = (self.value("wins", team, level) for team in (one, two))
                if mine != theirs:
                    return (one if mine > theirs else two), "match"
            block, among = (step, set(level)) if isinstance(step, list) else ([step], None)
            began = set(level)
            for code in block:
                mine, theirs = (self.value(code, team, among) for team in (one, two))
                if mine != theirs:
                    return (one if mine > theirs else two), code if among is None else f"{code} between them"
                level = {team for team in level if self.value(code, team, among) == mine}
                if level != began and self.rule.get("tied") in ("restart", "top") and (among is not None or at):
                    return "?", ""
            if level != began and among is not None and self.rule.get("tied") == "again":
                return "?", ""
        return "?", ""


CODES = {
    *(
        "wins",
        "played",
        "points",
        "rubbers_difference",
        "rubbers_ratio",
        "games_difference",
        "games_ratio",
        "games_share",
    ),
    *("games_won", "points_difference", "points_ratio", "points_share", "goal_difference", "goals", "away_goals"),
    *("away_wins", "black_wins", "kicks", "sonneborn_berger", "koya", "opponents_points", "opponents_difference"),
    *("opponents_goals", "conduct", "position", "weight", "points_difference_above"),
}
