"""Groups: who is in which, the rounds in which they meet, and the places of those who do not go on."""

from __future__ import annotations

from itertools import chain, count, islice, product
from string import ascii_uppercase
from typing import TYPE_CHECKING

from tournament_app.domain.lines import berger
from tournament_app.domain.plan import Contest
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tournament_app.domain.rules import Format


def group_names() -> Iterator[str]:
    """A to Z, then AA, AB and so on."""
    return ("".join(name) for length in count(1) for name in product(ascii_uppercase, repeat=length))


def group_sizes(rules: Format, entries: int) -> list[int]:
    """The sizes of the first groups: as written, or as even as can be, the larger ones first."""
    if rules.sizes:
        if sum(rules.sizes) != entries or min(rules.sizes) < 2:
            raise refuse(
                "impossible_groups",
                Text("Groups of {sizes} do not hold {n} entries", sizes=" + ".join(map(str, rules.sizes)), n=entries),
                "format",
            )
        return list(rules.sizes)
    groups = rules.groups or max(1, entries // max(1, rules.group_size))
    if not 1 <= groups <= entries // 2:
        raise refuse(
            "impossible_groups",
            Text("{n} entries do not make {groups} groups of two or more", n=entries, groups=groups),
            "format",
        )
    small, larger = divmod(entries, groups)
    return [small + (index < larger) for index in range(groups)]


def numbered(sizes: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Groups of draw numbers in order."""
    numbers = count(1)
    return {name: tuple(islice(numbers, size)) for name, size in zip(group_names(), sizes, strict=False)}


def group_contests(
    groups: Mapping[str, Sequence[object]],
    legs: int = 1,
    before: int = 0,
    met: Callable[[str, str], bool] = lambda _a, _b: False,
) -> list[Contest]:
    """Round robins in the order of the Berger tables, played round by round after the round *before*.

    Every second leg is the mirror of the one before; pairs that have *met* are left out.
    """
    contests: list[Contest] = []
    for name, members in groups.items():
        match, turn = count(1), before
        for leg in range(legs):
            for pairs in berger(len(members)):
                sides = [(str(members[a - 1]), str(members[b - 1])) for a, b in pairs]
                sides = [side[::-1] if leg % 2 else side for side in sides if not met(*side)]
                turn += bool(sides)
                contests += [Contest(f"{name}-{next(match)}", *side, "group", turn, name) for side in sides]
    return sorted(contests, key=lambda contest: contest.round)


def rank_refs(groups: Mapping[str, Sequence[object]], rank: int) -> list[str]:
    """Those ranked *rank* in the groups that have so many."""
    return [f"{name}#{rank}" for name, members in groups.items() if len(members) >= rank]


def shared_places(groups: Mapping[str, Sequence[object]], rank: int, place: int) -> list[tuple[int, str]]:
    """The places from *place* on of all ranked *rank* or lower: equal rank in different groups shares one."""
    places: list[tuple[int, str]] = []
    for at in range(rank, max(map(len, groups.values())) + 1):
        shared = place + len(places)
        places += [(shared, ref) for ref in rank_refs(groups, at)]
    return places


def dealt(names: Sequence[str], ranks: Sequence[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Second groups *names*: everyone of *ranks* (direct entries, winners, seconds …) in turn to the smallest of them.

    Among the smallest it is the one with the fewest of the same first group.
    """
    groups: dict[str, list[str]] = {name: [] for name in names}
    for side in chain.from_iterable(ranks):
        min(groups.values(), key=lambda members: (len(members), _mates(side, members))).append(side)
    return {name: tuple(members) for name, members in groups.items()}


def _mates(side: str, members: Sequence[str]) -> int:
    """How many of *members* come from the same first group."""
    first = side.partition("#")[0]
    return sum(member.startswith(f"{first}#") for member in members)


def in_blocks(names: Sequence[str], firsts: Sequence[str], qualifiers: int) -> dict[str, tuple[str, ...]]:
    """Second groups *names* of neighbouring first groups: all who qualify from A and B meet, those of C and D.

    Refuses numbers that do not go up.
    """
    each, odd = divmod(len(firsts), len(names))
    if odd or each < 2:
        raise refuse(
            "impossible_carry",
            Text("{n} groups cannot be carried into {m} evenly", n=len(firsts), m=len(names)),
            "format",
        )
    ranks = range(1, qualifiers + 1)
    return {
        name: tuple(f"{first}#{rank}" for rank in ranks for first in firsts[at * each : (at + 1) * each])
        for at, name in enumerate(names)
    }
