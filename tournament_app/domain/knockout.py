"""Knockouts: single elimination with a match for third, a consolation or a match for every place; double elimination.

Contests are named by the round (R16-3, QF2, SF1, F). Those of another part carry its name in front: ``C.`` is the
consolation, ``P5-8.`` plays for places 5 to 8 and ends in P5, ``WB`` and ``LB`` are the two brackets of a double
elimination, by round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.lines import bye_lines, sheet_size
from tournament_app.domain.plan import Contest, Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tournament_app.domain.rules import Format

Lines = list[str | None]
Places = list[tuple[int, str]]
Rounds = list[list[Contest]]
Timed = list[tuple[int, Contest]]


def lined(sides: Sequence[str], seeding: str = "standard") -> Lines:
    """*sides* on the lines of a sheet from top to bottom, the byes where the rule of *seeding* has them."""
    byes, rest = bye_lines(len(sides), seeding), iter(sides)
    return [None if line in byes else next(rest) for line in range(1, sheet_size(len(sides)) + 1)]


def knockout_plan(rules: Format, entries: int) -> Plan:
    """A knockout of draw numbers."""
    contests, places = knockout(lined([str(n) for n in range(1, entries + 1)], rules.seeding), rules)
    return Plan(entries, tuple(contests), {}, tuple(places))


def knockout(lines: Sequence[str | None], rules: Format) -> tuple[list[Contest], Places]:
    """The contests and places of a knockout from its lines, top to bottom; ``None`` is a bye.

    Losers of one round share the place after all that are still in, unless they play on for it. A consolation needs two
    losers of a first round; where that is the semi-final it is the match for third.
    """
    if rules.losers == "all_places":
        timed, places = _every_place(lines, 1, 0, _main)
        return _in_order(timed), places
    rounds = _rounds(lines, _main)
    timed, places = _timed(rounds, 0), _by_round(rounds, 1)
    consolation = rules.losers == "consolation"
    if (rules.third_place or (consolation and len(rounds) == 2)) and len(rounds) > 1 and len(rounds[-2]) == 2:
        timed.append((len(rounds), Contest("P3", "L:SF1", "L:SF2", "final", 1)))
        places[2:4] = [(3, "W:P3"), (4, "L:P3")]
    losers = _losers(rounds[0])
    if consolation and len(rounds) > 2 and len(losers) > 1:
        theirs = _rounds(lined(losers), lambda size, match: f"C.{_main(size, match)}", 1)
        timed += _timed(theirs, 1)
        places[-len(losers) :] = _by_round(theirs, len(places) - len(losers) + 1)
    return _in_order(timed), places


def _main(size: int, match: int) -> str:
    return {2: "F", 4: f"SF{match}", 8: f"QF{match}"}.get(size, f"R{size}-{match}")


def _rounds(lines: Sequence[str | None], name: Callable[[int, int], str], before: int = 0) -> Rounds:
    """The rounds of a tree; *before* rounds were played when it begins, *name* gives the contest of a round."""
    sides = list(lines)
    rounds: Rounds = []
    while len(sides) > 1:
        here: list[Contest] = []
        after: Lines = []
        for match, (a, b) in enumerate(zip(sides[::2], sides[1::2], strict=True), 1):
            if a and b:
                ref = name(len(sides), match)
                final = ref in ("F", "P3")
                turn = 1 if final else before + len(rounds) + 1
                here.append(Contest(ref, a, b, "final" if final else "knockout", turn))
                after.append(f"W:{ref}")
            else:
                after.append(a or b)
        rounds += [here] if here else []
        sides = after
    return rounds


def _losers(contests: Sequence[Contest]) -> list[str]:
    return [f"L:{contest.ref}" for contest in contests]


def _by_round(rounds: Rounds, place: int) -> Places:
    """From *place* on the winner of the last round, then the losers of each round, who share a place."""
    places = [(place, f"W:{rounds[-1][0].ref}")]
    for here in reversed(rounds):
        shared = place + len(places)
        places += [(shared, loser) for loser in _losers(here)]
    return places


def _timed(rounds: Rounds, before: int) -> Timed:
    return [(turn, contest) for turn, here in enumerate(rounds, before + 1) for contest in here]


def _in_order(timed: Timed) -> list[Contest]:
    """By round, the final last."""
    return [contest for _, contest in sorted(timed, key=lambda one: (one[0], one[1].ref == "F"))]


def _every_place(
    lines: Sequence[str | None], place: int, before: int, name: Callable[[int, int], str]
) -> tuple[Timed, Places]:
    """A tree whose losers play on, round by round, for every place from *place* on."""
    rounds = _rounds(lines, name, before)
    last = rounds[-1][0].ref
    timed, places = _timed(rounds, before), [(place, f"W:{last}"), (place + 1, f"L:{last}")]
    for turn in range(len(rounds) - 1, 0, -1):
        more, theirs = places_among(_losers(rounds[turn - 1]), place + len(places), before + turn)
        timed += more
        places += theirs
    return timed, places


def places_among(sides: Sequence[str], place: int, before: int) -> tuple[Timed, Places]:
    """Matches for every place from *place* on among *sides*, each after its round; who is alone plays none."""
    if len(sides) == 1:
        return [], [(place, sides[0])]
    last = place + len(sides) - 1

    def name(size: int, match: int) -> str:
        return f"P{place}" if size == 2 else f"P{place}-{last}.{_main(size, match)}"

    return _every_place(lined(sides), place, before, name)


# --------------------------------------------------------------------------------------------------- double elimination
def double_elimination(rules: Format, entries: int) -> Plan:
    """Who has lost twice is out: the winners' bracket, the losers' bracket it feeds round by round, and their final.

    Losers drop in from the other end in every second round, so that a match is not soon played again. With *reset* the
    final is played a second time if the winner of the winners' bracket loses the first.
    """
    up, down = lined([str(n) for n in range(1, entries + 1)]), Lines()
    contests: list[Contest] = []
    low: Rounds = []

    def lower(sides: Lines) -> Lines:
        here, after, _ = _round("LB", len(low) + 1, sides)
        contests.extend(here)
        low.extend([here] if here else [])
        return after

    for turn in range(1, len(up).bit_length()):
        if turn > 1:
            down = lower(down)
        here, up, dropped = _round("WB", turn, up)
        contests += here
        if turn > 1:
            pairs = zip(dropped[::-1] if turn % 2 == 0 else dropped, down, strict=True)
            dropped = lower([side for pair in pairs for side in pair])
        down = dropped
    last = [Contest("F", str(up[0]), str(down[0]), "final", 1)]
    last += [Contest("F2", "W:F", "L:F", "final", 2, "", "F")] if rules.reset else []
    places = _by_round([*low, last[-1:]], 1)
    return Plan(entries, (*contests, *last), {}, tuple(places))


def _round(part: str, turn: int, sides: Lines) -> tuple[list[Contest], Lines, Lines]:
    """One round of a bracket: neighbours meet, who has none goes on; the contests, their winners and their losers."""
    contests: list[Contest] = []
    winners: Lines = []
    losers: Lines = []
    for match, (a, b) in enumerate(zip(sides[::2], sides[1::2], strict=True), 1):
        ref = f"{part}{turn}-{match}"
        contests += [Contest(ref, a, b, "knockout", turn)] if a and b else []
        winners.append(f"W:{ref}" if a and b else a or b)
        losers.append(f"L:{ref}" if a and b else None)
    return contests, winners, losers
