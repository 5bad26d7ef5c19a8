"""A scoring rule an organiser writes: whether it can be played, how a match ends by it, and scores as examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.outcome import NO_DETAIL, Detail, Games, Kind
from tournament_app.domain.scoring import check_score, game_rule, limits, score_words, winning_points
from tournament_app.errors import Problem, Refused
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.rules import Scoring

MOST_GAMES = 15


@dataclass(frozen=True, slots=True)
class Example:
    """A score and what the rule has against it: nothing, if *wrong* is ``None``."""

    score: str
    wrong: Text | None


# ------------------------------------------------------------------------------------------------- can it be played
def check_scoring(rule: Scoring) -> None:
    """Refuse a rule by which no match could end, or none as its parts say; each problem names its field."""
    if problems := tuple(_problems(rule)):
        raise Refused(*problems)


def _problems(rule: Scoring) -> Iterator[Problem]:
    if not rule.name.strip():
        yield Problem("no_name", Text("The rule needs a name."), "name")
    if not 1 <= rule.best_of <= MOST_GAMES:
        yield Problem("best_of", Text("A match has 1 to {most} games.", most=MOST_GAMES), "best_of")
    if rule.rubbers:
        yield from _rubber_problems(rule)
    elif rule.kind == "games":
        yield from _game_problems(rule)
    elif rule.kind == "goals" and not 0 <= rule.kicks <= MOST_GAMES:
        yield Problem("kicks", Text("Each side has 0 to {most} kicks.", most=MOST_GAMES), "kicks")


def _rubber_problems(rule: Scoring) -> Iterator[Problem]:
    if any(not rubber.name.strip() for rubber in rule.rubbers):
        yield Problem("no_name", Text("Each rubber needs a name."), "rubbers")
    if any(not rubber.men + rubber.women for rubber in rule.rubbers):
        yield Problem("no_members", Text("Somebody must play in each rubber."), "rubbers")
    if rule.kind == "games" and not rule.play_all and not rule.best_of % 2:
        text = Text("{n} rubbers may end level: make it an odd number, or let all be played.", n=rule.best_of)
        yield Problem("best_of", text, "rubbers")


def _game_problems(rule: Scoring) -> Iterator[Problem]:
    if not rule.best_of % 2 and not rule.play_all:
        text = Text("{n} games may end level: make it an odd number, or let all be played.", n=rule.best_of)
        yield Problem("best_of", text, "best_of")
    if rule.target < 1:
        yield Problem("target", Text("A game is played to at least one point."), "target")
    elif not 1 <= rule.lead <= rule.target:
        text = Text("The lead is 1 to {target} points.", target=rule.target)
        yield Problem("lead", text, "lead")
    parts = (("target", "cap"), ("decider_target", "decider_cap"), ("tie_break", "tie_break_cap"))
    for target, cap in parts:
        low, high = getattr(rule, target), getattr(rule, cap)
        if high is not None and high < (low or rule.target):
            yield Problem("cap", Text("Play cannot stop at {cap}, before {target}.", cap=high, target=low), cap)
    if rule.tie_break and rule.cap is None:
        text = Text("A tie-break needs the figure at which the set ends, 7 in 7-6.")
        yield Problem("tie_break", text, "cap")


# ---------------------------------------------------------------------------------------------------- how a match ends
def ending_words(rule: Scoring) -> tuple[Text, ...]:
    """How a match ends by this rule, a sentence each."""
    if rule.rubbers:
        names = ", ".join(rubber.name for rubber in rule.rubbers)
        return Text("A tie of {n} rubbers: {names}.", n=len(rule.rubbers), names=names), *_enough(rule)
    if rule.kind == "board":
        return (Text("A win is 1 point, a draw ½, a loss 0; games: {n}.", n=rule.best_of),)
    if rule.kind == "goals":
        return tuple(_goal_words(rule))
    return tuple(_game_words(rule))


def _enough(rule: Scoring) -> Iterator[Text]:
    if rule.play_all and rule.best_of > 1:
        yield Text("All {n} are played.", n=rule.best_of)
    elif rule.best_of > 1:
        yield Text(
            "{need} of {n} win the match; what is left is not played.", need=rule.best_of // 2 + 1, n=rule.best_of
        )


def _game_words(rule: Scoring) -> Iterator[Text]:
    yield Text("A game: {rule}.", rule=game_rule(rule, 0))
    if rule.decider_target is not None and rule.best_of > 1:
        yield Text("The last game: {rule}.", rule=game_rule(rule, rule.best_of - 1))
    if rule.tie_break and rule.cap is not None:
        level = f"{rule.cap - 1}-{rule.cap - 1}"
        yield Text("At {level} a tie-break to {n} points.", level=level, n=rule.tie_break)
    yield from _enough(rule)
    if rule.serve == "side_out":
        yield Text("Only the side that serves scores.")


def _goal_words(rule: Scoring) -> Iterator[Text]:
    if rule.extra_time:
        yield Text("Where a winner is needed, extra time is played.")
    if rule.kicks:
        yield Text("Still level: {n} kicks each from the mark, then in pairs until one leads.", n=rule.kicks)
    yield Text("Who gives up loses 0-{n}, or by what stood if that was worse.", n=rule.forfeit)


# ------------------------------------------------------------------------------------------------------------ examples
def examples(rule: Scoring) -> tuple[Example, ...]:
    """Scores as somebody may write them, the legal ones first; the rule must pass :func:`check_scoring`."""
    found: dict[str, Example] = {}
    for games, detail, level in _candidates(rule):
        problems = check_score(rule, games, kind=Kind.PLAYED, draw_allowed=level, detail=detail)
        score = score_words(games, rule, detail)
        found.setdefault(score, Example(score, problems[0].text if problems else None))
    return tuple(sorted(found.values(), key=lambda example: example.wrong is not None))


def _candidates(rule: Scoring) -> Iterator[tuple[Games, Detail, bool]]:
    """Games, what stands beside them, and whether a draw will do."""
    if rule.kind == "goals":
        yield ((2, 1),), NO_DETAIL, False
        if rule.kicks:
            yield ((1, 1),), Detail(kicks=(rule.kicks - 1, rule.kicks - 2)), False
            yield ((2, 1),), Detail(kicks=(rule.kicks - 1, rule.kicks - 2)), False
        yield ((1, 1),), NO_DETAIL, False
        return
    whole = (2, 0) if rule.kind == "board" else (1, 0)
    if rule.rubbers or rule.kind == "board":
        half = rule.best_of // 2 + 1
        yield (whole,) * (rule.best_of if rule.play_all or rule.kind == "board" else half), NO_DETAIL, True
        yield (*(whole[::-1],) * (rule.best_of - half), *(whole,) * half), NO_DETAIL, True
        yield ((1, 1) if rule.kind == "board" else whole,), NO_DETAIL, False
        return
    for game in _single(rule):
        yield _match(rule, game), NO_DETAIL, True
    if rule.best_of > 1:
        yield (_won(rule, 0, 0),), NO_DETAIL, True
        lost = tuple(_won(rule, n, 0)[::-1] for n in range((rule.best_of - 1) // 2))
        yield (*lost, *(_won(rule, len(lost) + n, 0) for n in range(rule.best_of - len(lost)))), NO_DETAIL, True
        if not rule.play_all:
            yield tuple(_won(rule, n, 0) for n in range(rule.best_of)), NO_DETAIL, True


def _single(rule: Scoring) -> Iterator[tuple[int, int]]:
    """First games on both sides of where one may end."""
    target, cap = limits(rule, 0)
    lows = sorted({0, max(0, target - rule.lead), max(0, target - 1), *([cap - 1] if cap else [])})
    for low in lows:
        if (high := winning_points(rule, 0, low)) is not None:
            yield high, low
    yield target, max(0, target - 1)
    yield (cap or target) + 1, 0
    yield max(0, target - 1), 0


def _match(rule: Scoring, first: tuple[int, int]) -> Games:
    """A match of which *first* is the first game, the same side winning the others it needs."""
    rest = rule.best_of if rule.play_all else rule.best_of // 2 + 1
    return (first, *(_won(rule, n, 0) for n in range(1, rest)))


def _won(rule: Scoring, index: int, low: int) -> tuple[int, int]:
    return winning_points(rule, index, low) or 0, low
