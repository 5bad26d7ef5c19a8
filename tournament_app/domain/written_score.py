"""Reading a score as referees write it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tournament_app.domain.outcome import NO_DETAIL, Detail, Games, Kind, RubberScore
from tournament_app.domain.rubbers import check_match, rubber_pairs, rules_of
from tournament_app.domain.scoring import GAVE_UP, Game, finished, limits, winning_points
from tournament_app.errors import Problem
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.rules import Scoring

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

    *problems* say what could not be read, or what is against the rules of the sport.
    """

    kind: Kind
    games: Games = ()
    loser: int | None = None
    problems: tuple[Problem, ...] = ()
    detail: Detail = NO_DETAIL


def read_score(written: str, scoring: Scoring, *, draw_allowed: bool = True) -> ReadScore:
    """*written* as referees write it.

    ``21-17 19-21 21-15``; the loser's points alone, ``17 -19 15``, the minus where the first side lost; digits run
    together, ``2117``; ``wo1``, ``ret2``, ``dsq1`` after the score, the number being the side that gave up; on a board
    ``1-0``, ``½-½``, ``hòa``. The points a tie-break was lost with stand behind its set, ``7-6(3)``; kicks from the
    mark behind the goals, ``1-1 (4-3)`` or ``1-1 pen 4-3``, and ``hp`` for extra time; pulls may be written as their
    sum, ``2-1``. ``qua1`` sends a side on from a level match. The rubbers of a team tie are parted by semicolons,
    ``21-17 21-15; 12-21 14-21; wo2``, the last one followed by one too while there is only one.

    A match not over yet is ``PLAYING`` as long as its last game is below the target; beyond that (21-20) it is taken
    for a slip unless an asterisk says that play goes on.
    """
    if scoring.rubbers and re.search(r"[;|]", written):
        return _tie(written, scoring, draw_allowed=draw_allowed)
    plain, kind, loser = _ending(_plain(written))
    plain, goes_on = re.subn(r"\s*(?:\*|\.\.\.)$", "", plain)
    plain, detail = _beside(plain, scoring)
    parts = _board_parts(plain) if scoring.kind == "board" else re.split(r"[\s,;\[\]]+", plain)
    games: list[Game] = []
    tie_breaks: dict[int, int] = {}
    for part in filter(None, parts):
        if scoring.tie_break and (bracket := re.fullmatch(r"(.+)\((\d{1,2})\)", part)):
            part, tie_breaks[len(games)] = bracket[1], int(bracket[2])  # noqa: PLW2901
        read = [_BOARD[part]] if part in _BOARD and scoring.kind == "board" else _games(part, scoring, len(games))
        if not read:
            text = Text("“{part}” is no score; write {how}.", part=part, how=_how(scoring))
            problem = Problem("unreadable_score", text, "games")
            return ReadScore(kind or Kind.PLAYED, tuple(games), loser, (problem,))
        games += read
    if tie_breaks:
        detail = replace(detail, tie_breaks=tuple(tie_breaks.get(n) for n in range(max(tie_breaks) + 1)))
    read_as = ReadScore(kind or Kind.PLAYED, tuple(games), loser, (), detail)
    return _judged(scoring, read_as, sure=bool(kind), goes_on=bool(goes_on), draw_allowed=draw_allowed)


def _tie(written: str, tie: Scoring, *, draw_allowed: bool) -> ReadScore:
    """The rubbers of a team tie, each read by its own rules."""
    parts = [part for part in re.split(r"[;|]", written.strip()) if part.strip()]
    scores: list[RubberScore] = []
    problems: list[Problem] = []
    for index, part in enumerate(parts[: len(tie.rubbers) + 1]):
        read = read_score(part, rules_of(tie, index), draw_allowed=tie.kind == "board")
        scores.append(RubberScore(read.kind, read.games, read.loser))
        if any(problem.code in ("unreadable_score", "no_loser") for problem in read.problems):
            problems += read.problems
    detail = Detail(rubbers=tuple(scores))
    read_as = ReadScore(Kind.PLAYED, rubber_pairs(tie, detail.rubbers), None, tuple(problems), detail)
    return read_as if problems else _judged(tie, read_as, sure=False, goes_on=False, draw_allowed=draw_allowed)


def _how(scoring: Scoring) -> Text | str:
    if scoring.kind == "board":
        return Text("1-0, ½-½ or 0-1")
    if scoring.kind == "goals":
        return Text("2-1, or 1-1 (4-3) after kicks") if scoring.kicks else "2-1"
    return "7-6(3) 4-6 6-2" if scoring.tie_break else "21-17 19-21 21-15" if scoring.target > 1 else "2-1"


def _judged(scoring: Scoring, read: ReadScore, *, sure: bool, goes_on: bool, draw_allowed: bool) -> ReadScore:
    """*read* with what is wrong with it; unless *sure* of the kind, a match that plainly goes on is being played."""

    def problems(kind: Kind) -> tuple[Problem, ...]:
        return check_match(scoring, read.games, kind=kind, draw_allowed=draw_allowed, detail=read.detail)

    kind = read.kind
    if not sure and (goes_on or (problems(kind) and not problems(Kind.PLAYING) and _plainly_under_way(scoring, read))):
        kind = Kind.PLAYING
    wrong = problems(kind)
    if kind in GAVE_UP and read.loser is None:
        which = Text("Say which side it was: 1 for the first, 2 for the second, as in wo1 or wo2.")
        wrong = (*wrong, Problem("no_loser", which, "loser"))
    return replace(read, kind=kind, problems=wrong)


def _plainly_under_way(scoring: Scoring, read: ReadScore) -> bool:
    """Whether nobody takes this for a match that is over: no target reached in the last game, nobody sent on."""
    if not read.games or read.detail.through is not None:
        return False
    last = len(read.games) - 1
    target, cap = limits(scoring, last)
    tie_break = scoring.tie_break is not None and cap is not None  # 6-5 is no slip in a set of tennis
    return finished(scoring, last, read.games[-1]) or tie_break or max(read.games[-1]) < target


_SAID = r"(?:pen(?:s|alty|alties)?|luan luu|11\s?m|kicks?)\.?:?\s*"
_KICKS = re.compile(rf"(?:{_SAID})?\((?:{_SAID})?(\d{{1,2}})-(\d{{1,2}})\)$|{_SAID}(\d{{1,2}})-(\d{{1,2}})$")


def _beside(text: str, scoring: Scoring) -> tuple[str, Detail]:
    """The text without what stands beside the games: who was sent on, extra time, kicks from the mark."""
    through = kicks = None
    if sent := re.search(r"\b(?:thang|qua|through|win)\s*([12])$", text):
        text, through = text[: sent.start()].strip(), int(sent[1]) - 1
    if scoring.kind != "goals":
        return re.sub(r"\s+\(", "(", text), Detail(through=through)
    text, extra = re.subn(r"\b(?:sau )?(?:hiep phu|hp|shp|aet)\b", " ", text)
    text = text.strip()
    if shot := _KICKS.search(text):
        text, kicks = text[: shot.start()].strip(), (int(shot[1] or shot[3]), int(shot[2] or shot[4]))
    return text, Detail(kicks, bool(extra), (), through)


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
        game = int(pair[1]), int(pair[2])
        return _pulls(*game) if scoring.target == 1 and sum(game) <= scoring.best_of else [game]
    if scoring.kind == "goals":
        return []
    if alone := re.fullmatch(r"([-+]?)(\d{1,2})", part):
        lost = int(alone[2])
        won = winning_points(scoring, index, lost)
        if won is not None:
            return [(lost, won) if alone[1] == "-" else (won, lost)]
    if not re.fullmatch(r"[0-9]+", part) or len(part) > MOST_DIGITS:
        return []
    ways = list(_run_together(part, scoring, index))
    return ways[0] if len(ways) == 1 else []


def _pulls(a: int, b: int) -> list[Game]:
    """Pulls won, as a sum, in an order that ends with the winner's; nobody asks for the real one."""
    pulls = [(1, 0)] * a + [(0, 1)] * b if a < b else [(0, 1)] * b + [(1, 0)] * a
    return pulls or [(0, 0)]


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
