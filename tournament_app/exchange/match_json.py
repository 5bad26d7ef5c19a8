"""One match as people write it in JSON, read into what counts of it in a table.

Sides, score and endings go by many names (``home``/``away``, ``a``/``b``; ``score``, ``sets``, ``games``), and a score
may be text, a pair or a list of pairs. What cannot be understood is refused with the place where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from tournament_app.domain.credit import NONE, Match, match_of, worth_of
from tournament_app.domain.outcome import NO_DETAIL, Detail, Kind, Outcome
from tournament_app.domain.scoring import check_score, finished, outcome_of
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from tournament_app.domain.credit import Pair
    from tournament_app.domain.outcome import Games
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.standings import Ranking

SIDES = (
    ("home", "away"),
    ("a", "b"),
    ("team1", "team2"),
    ("white", "black"),
    ("red", "black"),
    ("first", "second"),
    ("winner", "loser"),
)
BOTH = ("teams", "players", "sides")
SCORES = ("sets", "games", "score", "goals", "result", "pulls")
MOST_GAMES = 5  # won in one match; more is the points of a single game
POINTS = ("points", "points_scored")
RUBBERS = ("rubbers", "matches", "ties")
KICKS = ("kicks", "penalties", "pens", "shootout")
ENDINGS = {
    "walkover": Kind.WALKOVER,
    "wo": Kind.WALKOVER,
    "forfeit": Kind.WALKOVER,
    "no_show": Kind.WALKOVER,
    "absent": Kind.WALKOVER,
    "retired": Kind.RETIRED,
    "ret": Kind.RETIRED,
    "abandoned": Kind.RETIRED,
    "disqualified": Kind.DISQUALIFIED,
    "dsq": Kind.DISQUALIFIED,
}
SAID = ((Kind.WALKOVER, r"\bw/?o\b|walk"), (Kind.RETIRED, r"\bret"), (Kind.DISQUALIFIED, r"\bdsq|\bdq|\bdef"))
NEITHER = ("both_absent", "double_walkover")
OTHERS = ("winner", "cards", "neutral", "group", "annulled", "extra_time", "detail")
APART = (
    ("home_score", "away_score"),
    ("home_goals", "away_goals"),
    ("score_home", "score_away"),
    ("goals_home", "goals_away"),
    ("a_score", "b_score"),
    ("score_a", "score_b"),
    ("score1", "score2"),
    ("home_sets", "away_sets"),
    ("sets_home", "sets_away"),
)
KEYS = frozenset(
    (*sum(SIDES, ()), *sum(APART, ()), *BOTH, *SCORES, *POINTS, *RUBBERS, *KICKS, *ENDINGS, *NEITHER, *OTHERS)
)
MOST = 100_000
"""No side of any sport comes to as many points in one match."""
HALVES = {"1": 2, "0": 0, "½": 1, "1/2": 1, "0.5": 1, "0,5": 1, "1.0": 2, "0.0": 0, "=": 1}
HALF = r"½|1/2|0[.,]5|1(?:\.0)?|0(?:\.0)?"


def wrong(where: str, what: Text) -> NoReturn:
    """Refuse what stands at *where*."""
    raise refuse("bad_matches", Text("{where}: {what}", where=where, what=what), where)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads matches of the teams *ids* (name → entry) by a rule set and the scoring they are played with."""

    ids: Mapping[str, int]
    ranking: Ranking
    scoring: Scoring

    def match(self, given: Mapping[str, Any], where: str) -> Match | Outcome:
        """A match of totals, or what happened in one whose games are known."""
        a, b = (self.entry(name, where) for name in sides(given, where))
        if a == b:
            wrong(where, Text("a team does not meet itself"))
        kind, loser = self._ending(given, (a, b), where)
        games, totals = self._score(given, where)
        if kind is Kind.BOTH_ABSENT:
            return Outcome(a, b, kind)
        if kind is not Kind.PLAYED:
            unplayed = kind is Kind.WALKOVER and self.scoring.kind != "goals"  # a forfeit at football may have a score
            played = () if unplayed else games or self._as_games(totals)
            return Outcome(a, b, kind, played, b if loser == 0 else a)
        winner = self._named(given.get("winner"), (a, b), where)
        self._legal(games, where)
        if totals or not games:
            return self._of_totals((a, b), totals, winner, given, where)
        kicks = first_of(given, KICKS)
        pair = None if kicks is None else whole_pair(kicks, f"{where}.kicks")
        if pair and pair[0] == pair[1]:
            wrong(f"{where}.kicks", Text("kicks go on until somebody won"))
        outcome = outcome_of(a, b, self.scoring, games, kind, detail=Detail(kicks=pair) if pair else self._said(given))
        if winner is not None and outcome.winner is not None and outcome.winner != (a, b)[winner]:
            wrong(where, Text("the winner is not the side that won by this score"))
        return outcome

    def counted(self, match: Match | Outcome, *, neutral: bool = False) -> Match:
        """*match* as the rule set credits it."""
        if isinstance(match, Match):
            return match._replace(neutral=neutral)
        return match_of(match, self.ranking, self.scoring, self.ranking.worths())._replace(neutral=neutral)

    def entry(self, name: Any, where: str) -> int:
        """The entry called *name*."""
        if str(name) not in self.ids:
            wrong(where, Text("“{team}” is not among the teams", team=name))
        return self.ids[str(name)]

    def _named(self, name: Any, pair: tuple[int, int], where: str) -> int | None:
        """The side (0, 1) that *name* names: a team, home or away, a or b, 1 or 2."""
        if name in (None, "", "draw"):
            return None
        for side, words in enumerate((("home", "a", "team1", "white", "red", 1, "1"), ("away", "b", "team2", 2, "2"))):
            if str(name) not in self.ids and name in words:
                return side
        entry = self.entry(name, where)
        if entry not in pair:
            wrong(where, Text("“{team}” did not play this match", team=name))
        return pair.index(entry)

    def _ending(self, given: Mapping[str, Any], pair: tuple[int, int], where: str) -> tuple[Kind, int | None]:
        if first_of(given, NEITHER):
            return Kind.BOTH_ABSENT, None
        for key, kind in ENDINGS.items():
            said = given.get(key)
            if said in (None, False, ""):
                continue
            if said == "both":
                return Kind.BOTH_ABSENT, None
            if said is True:
                won = self._named(given.get("winner"), pair, where)
                loser = None if won is None else 1 - won
            else:
                loser = self._named(said, pair, where)
            if loser is not None and self._named(given.get("winner"), pair, where) == loser:
                wrong(where, Text("the side that lost by “{key}” cannot have won", key=key))
            if loser is None:
                wrong(where, Text("say which side it was: “{key}” takes the name of who lost by it", key=key))
            return kind, loser
        text = " ".join(said for key in SCORES if isinstance(said := given.get(key), str))
        won = self._named(given.get("winner"), pair, where)
        for kind, words in SAID:
            if won is not None and re.search(words, text, re.IGNORECASE):
                return kind, 1 - won
        return Kind.PLAYED, None

    def _score(self, given: Mapping[str, Any], where: str) -> tuple[Games, dict[str, Pair]]:
        """The games where they are written one by one, else totals by ``rubbers``, ``games``, ``scored``."""
        totals: dict[str, Pair] = {}
        games: Games = ()
        if (rubbers := first_of(given, RUBBERS)) is not None:
            totals |= _rubbers(rubbers, f"{where}.rubbers")
        if (points := first_of(given, POINTS)) is not None:
            totals["scored"] = whole_pair(points, where)
        apart = next(
            ([given[one], given[two]] for one, two in APART if given.get(one) is not None and two in given), None
        )
        for key in SCORES:
            if (said := given.get(key) if apart is None or key != "score" else apart) is None:
                continue
            read = pairs_of(said, f"{where}.{key}", board=self.scoring.kind == "board")
            single = len(read) == 1 and not (isinstance(said, list) and said and isinstance(said[0], list))
            if self.scoring.kind == "games" and single and (totals or self._is_total(read[0], key)):
                totals["games"] = read[0]
            elif len(read) >= len(games):
                games = self._without_match_tie_break(read)
        if games and "rubbers" in totals:
            totals["games"], totals["scored"] = _added(games)
        return ((), totals) if "rubbers" in totals or not games else (games, {})

    def _legal(self, games: Games, where: str) -> None:
        """Refuse games that cannot have been; those of tennis come in too many forms to be judged without its rules."""
        if self.scoring.kind != "games" or self.scoring.tie_break or not games:
            return
        for problem in check_score(self.scoring, games, kind=Kind.PLAYED, draw_allowed=True)[:1]:
            text = Text("{problem} If other rules were played by, name them under scoring.", problem=problem.text)
            wrong(where, text)

    def _without_match_tie_break(self, games: Games) -> Games:
        """Sets of tennis, a match tie-break in place of the last as one game (10-8 is no set played to tie-breaks)."""
        if not self.scoring.tie_break or len(games) < self.scoring.best_of or max(games[-1]) < 10:
            return games
        own, other = games[-1]
        return (*games[:-1], (int(own > other), int(own < other)))

    def _is_total(self, pair: Pair, key: str) -> bool:
        """Whether one pair is a number of games won rather than the points of a single game."""
        if max(pair) <= max(self.scoring.best_of if self.scoring.best_of > 1 else 0, 5 if key in SCORES[:2] else 0):
            return True
        return max(pair) <= MOST_GAMES and not finished(self.scoring, 0, pair)

    def _of_totals(
        self,
        pair: tuple[int, int],
        totals: Mapping[str, Pair],
        winner: int | None,
        given: Mapping[str, Any],
        where: str,
    ) -> Match:
        won = next((totals[key] for key in ("rubbers", "games", "scored") if key in totals), None)
        if won is None and winner is None and given.get("winner") != "draw":
            wrong(where, Text("there is no score, no winner and no walkover"))
        decided = self.scoring.kind == "games" and not self.scoring.play_all and "rubbers" not in totals
        if winner is None and won is not None and won[0] == won[1] and decided:
            wrong(where, Text("nobody won: a match of games has a winner, or say who gave up"))
        if winner is None and won is not None and won[0] != won[1]:
            winner = int(won[1] > won[0])
        worths = self.ranking.worths()
        points: tuple[int | Fraction, int | Fraction] = (worths["draw"], worths["draw"])
        if winner is not None:
            games = totals.get("games", (0, 0))
            close = "rubbers" not in totals and 1 < self.scoring.best_of == sum(games)
            gain, loss = worth_of(Kind.PLAYED, worths, close=close)
            points = (gain, loss) if winner == 0 else (loss, gain)
        results = (0, 0) if winner is None else ((1, -1), (-1, 1))[winner]
        return Match(
            *pair,
            results,
            points,
            totals.get("games", NONE),
            totals.get("scored", NONE),
            totals.get("rubbers", NONE),
        )

    def _as_games(self, totals: Mapping[str, Pair]) -> Games:
        """Games that came to these totals before somebody gave up, their points unknown."""
        won, lost = totals.get("games", (0, 0))
        return (*((self.scoring.target, 0),) * won, *((0, self.scoring.target),) * lost)

    @staticmethod
    def _said(given: Mapping[str, Any]) -> Detail:
        """The kicks that the text of a score holds: ``1-1 (4-3 pens)``."""
        for key in ("score", "result", "goals"):
            said = given.get(key)
            found = re.search(r"\((\D*)(\d+)\s*[-:–]\s*(\d+)([^)]*)\)", said) if isinstance(said, str) else None
            if found and re.search("[pk]|luân", found[1] + found[4], re.IGNORECASE):  # not a score at half-time
                return Detail(kicks=(int(found[2]), int(found[3])))
        return NO_DETAIL


def sides(given: Any, where: str) -> tuple[str, str]:
    """The names of the two that met."""
    if not isinstance(given, dict):
        wrong(where, Text("a match is an object with the keys home and away"))
    for one, other in SIDES:
        if one in given and other in given:
            return _name(given[one], f"{where}.{one}"), _name(given[other], f"{where}.{other}")
    both = first_of(given, BOTH)
    if isinstance(both, list) and len(both) == 2:
        return _name(both[0], where), _name(both[1], where)
    wrong(where, Text("which two met? Write home and away, or a and b"))


def _name(said: Any, where: str) -> str:
    if isinstance(said, bool) or not isinstance(said, (str, int)) or said == "":
        wrong(where, Text("a team has a name, or a number"))
    return str(said)


def first_of(given: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """The value of the first of *keys* that is there."""
    return next((given[key] for key in keys if given.get(key) is not None), None)


def whole_pair(said: Any, where: str) -> Pair:
    """Two whole numbers: ``[4, 3]`` or ``"4-3"``."""
    (pair, *rest) = pairs_of(said, where)
    if rest:
        _no_score(said, where)
    return pair


def pairs_of(said: Any, where: str, *, board: bool = False) -> Games:
    """The games of a score: ``[2, 1]``, ``[[21, 17], [21, 15]]``, ``"21-17 21-15"``; on a *board* in half points."""
    if isinstance(said, str):
        return _of_text(said, where, board=board)
    if isinstance(said, dict) and len(said) == 2:
        said = list(said.values())
    if isinstance(said, list) and len(said) == 2 and all(isinstance(n, str) and n.isdecimal() for n in said):
        said = [int(n) for n in said]
    if isinstance(said, list) and said and all(isinstance(one, (list, str, dict)) for one in said):
        return tuple(pairs_of(one, where, board=board)[0] for one in said)
    if not isinstance(said, list) or len(said) != 2:
        _no_score(said, where)
    one, other = (_number(n, where, board=board) for n in said)
    return ((one, other),)


def _of_text(said: str, where: str, *, board: bool) -> Games:
    plain = re.sub(r"\([^)]*\)", " ", said.replace("−", "-"))
    side = HALF if board else r"\d+"
    if re.search("|".join(words for _, words in SAID), said, re.IGNORECASE) and not re.search(r"\d", plain):
        return ()
    found = re.findall(rf"({side})\s*[-:–]\s*({side})", plain)
    left = re.sub(rf"(?:{side})\s*[-:–]\s*(?:{side})", "", plain)
    if not found or re.search(r"\d|^\s*[-–+]", left) or re.search(r"(?<!\S)[-–+]\d", plain) or len(said) > 500:
        _no_score(said, where)
    return tuple((HALVES[a], HALVES[b]) if board else (int(a), int(b)) for a, b in found)


def _number(said: Any, where: str, *, board: bool) -> int:
    if board and str(said) in HALVES:
        return HALVES[str(said)]
    if isinstance(said, float) and said.is_integer():
        said = int(said)
    if isinstance(said, bool) or not isinstance(said, int) or not 0 <= said < MOST or board:
        _no_score(said, where)
    return said


def _no_score(said: Any, where: str) -> NoReturn:
    wrong(where, Text("“{said}” is no score; write 2-1, [2, 1] or [[21, 17], [21, 15]]", said=said))


def _rubbers(said: Any, where: str) -> dict[str, Pair]:
    """Totals of a team tie: ``[3, 1]``, or the games of each rubber."""
    if not (isinstance(said, list) and said and isinstance(said[0], (list, str)) and len(pairs_of(said[0], where)) > 1):
        return {"rubbers": whole_pair(said, where)}
    each = [_added(pairs_of(rubber, f"{where}[{n}]")) for n, rubber in enumerate(said, 1)]
    return {
        "rubbers": (sum(a > b for (a, b), _ in each), sum(b > a for (a, b), _ in each)),
        "games": (sum(a for (a, _), _ in each), sum(b for (_, b), _ in each)),
        "scored": (sum(a for _, (a, _) in each), sum(b for _, (_, b) in each)),
    }


def _added(games: Games) -> tuple[Pair, Pair]:
    """Games won and points scored, each by the two sides."""
    return games_of(games), (sum(a for a, _ in games), sum(b for _, b in games))


def games_of(games: Games) -> Pair:
    """Games won by the two sides."""
    return sum(a > b for a, b in games), sum(b > a for a, b in games)
