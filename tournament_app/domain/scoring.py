"""What a score may be: a game to *target* points with a *lead* and perhaps a *cap*, a match of *best_of* such games.

One predicate stands for badminton (Laws 7), table tennis (ITTF 2.11), volleyball (FIVB 6) and their local forms.
A board game is kept in half points: 1-0 is ``(2, 0)``, a draw ``(1, 1)``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.outcome import Games, Kind, Outcome
from tournament_app.errors import Problem
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.rules import Scoring

Game = tuple[int, int]
GAVE_UP = (Kind.WALKOVER, Kind.RETIRED, Kind.DISQUALIFIED)
NOT_PLAYED = (Kind.WALKOVER, Kind.BOTH_ABSENT)
BOARD = ((2, 0), (1, 1), (0, 2))
HALVES = {0: "0", 1: "½", 2: "1"}


def limits(scoring: Scoring, index: int) -> tuple[int, int | None]:
    """Target and cap of game *index* (from 0): the last possible game may have its own."""
    if scoring.decider_target is not None and scoring.best_of > 1 and index == scoring.best_of - 1:
        return scoring.decider_target, scoring.decider_cap
    return scoring.target, scoring.cap


def finished(scoring: Scoring, index: int, game: Game) -> bool:
    """Whether game *index* may end with these points."""
    if scoring.kind == "board":
        return game in BOARD
    low, high = sorted(game)
    return low >= 0 and high == winning_points(scoring, index, low)


def winning_points(scoring: Scoring, index: int, lost: int) -> int | None:
    """The points that win game *index* against *lost*; ``None`` if nobody loses with that many."""
    target, cap = limits(scoring, index)
    if lost <= target - scoring.lead:
        return target
    won = lost + scoring.lead if cap is None else min(lost + scoring.lead, cap)
    return won if won > lost and (scoring.lead > 1 or won <= target) else None


def under_way(scoring: Scoring, index: int, game: Game) -> bool:
    """Whether game *index* can stand at these points without being over."""
    low, high = sorted(game)
    won = winning_points(scoring, index, low)
    return scoring.kind == "games" and low >= 0 and won is not None and high < won


def halves(scoring: Scoring, games: Games) -> tuple[int, int]:
    """What the two sides have of the match: two for a game won, on a board the half points themselves."""
    if scoring.kind == "board":
        return sum(a for a, _ in games), sum(b for _, b in games)
    return 2 * sum(a > b for a, b in games), 2 * sum(b > a for a, b in games)


def is_complete(scoring: Scoring, games: Games) -> bool:
    """Whether the match is over: one side cannot be caught, or every game has been played. The games must be legal."""
    if not games or not finished(scoring, len(games) - 1, games[-1]):
        return False
    return max(halves(scoring, games)) > scoring.best_of or len(games) >= scoring.best_of


def winner_side(scoring: Scoring, games: Games) -> int | None:
    """The side (0, 1) that has won when play ends at this score, ``None`` when level; legal or accepted by override."""
    a, b = halves(scoring, games)
    return None if a == b else int(b > a)


def outcome_of(
    a: int, b: int, scoring: Scoring, games: Games, kind: Kind, loser: int | None = None, override: str = ""
) -> Outcome:
    """What happened between the entries *a* and *b*; *loser* is the side (0, 1) that gave up or was put out."""
    side = None
    if kind is Kind.PLAYED:
        side = winner_side(scoring, games)
    elif kind in GAVE_UP and loser is not None:
        side = 1 - loser
    return Outcome(a, b, kind, games, None if side is None else (a, b)[side], override)


def completed(scoring: Scoring, games: Games, winner: int) -> Games:
    """*games* with what side *winner* still needs: the other keeps its points (FIVB 6.4.3, ITTF Handbook 2.3.7)."""
    done = list(games)
    if done and under_way(scoring, len(done) - 1, done[-1]):
        lost = done[-1][1 - winner]
        won = winning_points(scoring, len(done) - 1, lost) or lost  # there is one while a game is under way
        done[-1] = _sided(won, lost, winner)
    while len(done) < scoring.best_of and max(halves(scoring, tuple(done))) <= scoring.best_of:
        done.append(_sided(2 if scoring.kind == "board" else limits(scoring, len(done))[0], 0, winner))
    return tuple(done)


def _sided(won: int, lost: int, winner: int) -> tuple[int, int]:
    return (won, lost) if winner == 0 else (lost, won)


# ------------------------------------------------------------------------------------------------------------- legality
def check_score(scoring: Scoring, games: Games, *, kind: Kind, draw_allowed: bool) -> tuple[Problem, ...]:
    """What is wrong with the score: which game, by which rule, and what would be valid. Empty when it is legal."""
    if kind in NOT_PLAYED:
        text = Text("A match that was not played has no points.")
        return (Problem("points_without_play", text, "games"),) if games else ()
    problems = _wrong_games(scoring, games, broken_off=kind is not Kind.PLAYED)
    if problems:
        return tuple(problems)
    complete = is_complete(scoring, games)
    if kind is Kind.RETIRED and complete:
        return (Problem("already_over", Text("The match was over at this score: enter it as played."), "games"),)
    if kind is not Kind.PLAYED:
        return ()
    if not complete:
        return (_not_over(scoring, games),)
    if winner_side(scoring, games) is None and not draw_allowed:
        return (Problem("draw_not_allowed", Text("This match needs a winner: play on."), "games"),)
    return ()


def _wrong_games(scoring: Scoring, games: Games, *, broken_off: bool) -> list[Problem]:
    """The games that cannot have been: with bad points, or after the match was over."""
    problems: list[Problem] = []
    for index, game in enumerate(games):
        last = index == len(games) - 1
        if index and is_complete(scoring, games[:index]):
            text = Text("Game {n} cannot have been: the match was over after game {m}.", n=index + 1, m=index)
            return [*problems, Problem("extra_game", text, f"game{index + 1}")]
        if not finished(scoring, index, game) and not (broken_off and last and under_way(scoring, index, game)):
            problems.append(_bad_game(scoring, index, game))
    return problems


def _bad_game(scoring: Scoring, index: int, game: Game) -> Problem:
    score = f"{game[0]}-{game[1]}"
    if scoring.kind == "board":
        return Problem("bad_board", Text("A board game ends 1-0, ½-½ or 0-1."), f"game{index + 1}")
    rule = _rule(scoring, index)
    if scoring.best_of == 1:
        text = Text("{score} is not a finished game: {rule}.", score=score, rule=rule)
    else:
        text = Text("Game {n}: {score} is not a finished game: {rule}.", n=index + 1, score=score, rule=rule)
    return Problem("game_not_finished", text, f"game{index + 1}")


def _rule(scoring: Scoring, index: int) -> Text:
    """How game *index* may end, as the second half of a sentence."""
    target, cap = limits(scoring, index)
    lead = scoring.lead
    if lead == 1 or (cap is not None and cap <= target):
        return Text("who has {target} points first wins", target=target)
    first = f"{target + 1}-{target + 1 - lead}"
    if cap is None:
        second = f"{target + 2}-{target + 2 - lead}"
        return Text(
            "{target} points with a lead of {lead}, or {first}, {second} …",
            target=target,
            lead=lead,
            first=first,
            second=second,
        )
    last = f"{cap}-{cap - 1}"
    return Text(
        "{target} points with a lead of {lead}, or {first} … {last}", target=target, lead=lead, first=first, last=last
    )


def _not_over(scoring: Scoring, games: Games) -> Problem:
    if not games:
        return Problem("no_score", Text("There is no score yet."), "games")
    need = scoring.best_of // 2 + 1
    text = Text(
        "The match is not over after {score}: it is won with {need} games.",
        score=score_words(games, scoring),
        need=need,
    )
    return Problem("match_not_over", text, "games")


# ---------------------------------------------------------------------------------------------------------------- words
def score_words(games: Games, scoring: Scoring | None = None) -> str:
    """The games as they are printed: ``21-17, 19-21, 21-15``; with the scoring of a board ``1-0`` or ``½-½``."""
    if scoring is not None and scoring.kind == "board":
        return ", ".join(f"{HALVES.get(a, a)}-{HALVES.get(b, b)}" for a, b in games)
    return ", ".join(f"{a}-{b}" for a, b in games)


# -------------------------------------------------------------------------------------------- reading what is written
# Written without accents: the reader takes them off first.
_WORDS = {
    Kind.BOTH_ABSENT: r"wo\s*(?:12|both)|vang (?:ca )?hai(?: ben)?",
    Kind.WALKOVER: r"w/?\.?o\.?|walkover|vang(?: mat)?",
    Kind.RETIRED: r"ret\.?|rtd|retired|bo cuoc|bc",
    Kind.DISQUALIFIED: r"dsq|dq|disq|disqualified|truat quyen|tq",
}
_BOARD = {"1-0": (2, 0), "1": (2, 0), "0-1": (0, 2), "0": (0, 2), "h": (1, 1), "h-h": (1, 1)}
MOST_DIGITS = 24  # of games run together, so that a phone number does not keep the desk waiting


@dataclass(frozen=True, slots=True)
class ReadScore:
    """A score as it was understood; *loser* is the side (0 or 1) that gave up or was put out.

    *problems* say what could not be read, or what is against the rules of the sport; whether a draw will do is not
    asked here.
    """

    kind: Kind
    games: Games = ()
    loser: int | None = None
    problems: tuple[Problem, ...] = ()


def read_score(written: str, scoring: Scoring) -> ReadScore:
    """*written* as referees write it.

    ``21-17 19-21 21-15``; the loser's points alone, ``17 -19 15``, the minus where the first side lost; digits run
    together, ``2117``; ``wo1``, ``ret2``, ``dsq1`` after the score, the number being the side that gave up; on a board
    ``1-0``, ``½-½``, ``hòa``.

    A match not over yet is ``PLAYING`` as long as its last game is below the target; beyond that (21-20) it is taken
    for a slip unless an asterisk says that play goes on.
    """
    plain, kind, loser = _ending(_plain(written))
    plain, goes_on = re.subn(r"\s*(?:\*|\.\.\.)$", "", plain)
    parts = _board_parts(plain) if scoring.kind == "board" else re.split(r"[\s,;]+", plain)
    games: list[Game] = []
    for part in filter(None, parts):
        read = [_BOARD[part]] if part in _BOARD and scoring.kind == "board" else _games(part, scoring, len(games))
        if not read:
            how = Text("1-0, ½-½ or 0-1") if scoring.kind == "board" else "21-17 19-21 21-15"
            text = Text("“{part}” is no score; write {how}.", part=part, how=how)
            problem = Problem("unreadable_score", text, "games")
            return ReadScore(kind or Kind.PLAYED, tuple(games), loser, (problem,))
        games += read
    return _judged(scoring, tuple(games), kind or (Kind.PLAYING if goes_on else None), loser)


def _judged(scoring: Scoring, games: Games, kind: Kind | None, loser: int | None) -> ReadScore:
    if kind is None:
        kind = Kind.PLAYED
        if check_score(scoring, games, kind=kind, draw_allowed=True) and _plainly_under_way(scoring, games):
            kind = Kind.PLAYING
    problems = check_score(scoring, games, kind=kind, draw_allowed=True)
    if kind in GAVE_UP and loser is None:
        which = Text("Say which side it was: 1 for the first, 2 for the second, as in wo1 or wo2.")
        problems = (*problems, Problem("no_loser", which, "loser"))
    return ReadScore(kind, games, loser, problems)


def _plainly_under_way(scoring: Scoring, games: Games) -> bool:
    """Whether nobody would take this for a match that is over: legal so far, nobody at the target of the last game."""
    if not games or check_score(scoring, games, kind=Kind.PLAYING, draw_allowed=True):
        return False
    last = len(games) - 1
    return finished(scoring, last, games[-1]) or max(games[-1]) < limits(scoring, last)[0]


def _plain(text: str) -> str:
    """Small letters without accents, one kind of dash, ``h`` for a half; `21 - 17` is closed up."""
    text = unicodedata.normalize("NFC", text).lower().replace("½", "h").replace("đ", "d")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = re.sub("[‐‑‒–—−]", "-", text).replace("…", "...").strip()
    return re.sub(r"(?<=[\dh])\s*:\s*(?=[\dh])|(?<=[\dh])\s+-\s+(?=[\dh])", "-", text)


def _ending(text: str) -> tuple[str, Kind | None, int | None]:
    """The text before ``wo2``, ``ret 1``, ``dsq``; which of them it was; the side (0, 1) named by the number."""
    for kind, words in _WORDS.items():
        if match := re.search(rf"(?:^|[\s,;(])(?:{words})\s*([12])?\)?$", text):
            return text[: match.start()].strip(), kind, int(match[1]) - 1 if match[1] else None
    return text, None, None


def _board_parts(text: str) -> list[str]:
    text = re.sub(r"(?<!\d)(?:1/2|0?[.,]5)(?!\d)", "h", text)
    return re.split(r"[\s,;]+", re.sub(r"\b(?:hoa|draw)\b|=", "h", text))


def _games(part: str, scoring: Scoring, index: int) -> list[Game]:
    """The games one word stands for (two scores, the loser's points, digits run together); empty if none or several."""
    if scoring.kind == "board":
        return []
    if pair := re.fullmatch(r"(\d{1,3})[-/](\d{1,3})", part):
        return [(int(pair[1]), int(pair[2]))]
    if alone := re.fullmatch(r"([-+]?)(\d{1,2})", part):
        lost = int(alone[2])
        won = winning_points(scoring, index, lost)
        return [] if won is None else [(lost, won) if alone[1] == "-" else (won, lost)]
    if not re.fullmatch(r"[0-9]+", part) or len(part) > MOST_DIGITS:
        return []
    ways = list(_run_together(part, scoring, index))
    return ways[0] if len(ways) == 1 else []


def _run_together(digits: str, scoring: Scoring, index: int) -> Iterator[list[Game]]:
    """Every way to cut *digits* into games that may end like this."""
    if not digits:
        yield []
        return
    for game, rest in _first_game(digits):
        if index < scoring.best_of and finished(scoring, index, game):
            yield from ([game, *more] for more in _run_together(rest, scoring, index + 1))


def _first_game(digits: str) -> Iterator[tuple[Game, str]]:
    for a in (1, 2):
        for b in (1, 2):
            one, two = digits[:a], digits[a : a + b]
            if len(one) == a and len(two) == b and str(int(one)) == one and str(int(two)) == two:
                yield (int(one), int(two)), digits[a + b :]
