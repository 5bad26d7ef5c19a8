"""Formats as plans: round robin, groups then knockout, single knockout, for any number of entries."""

from __future__ import annotations

from collections import Counter
from itertools import count, islice, product
from string import ascii_uppercase
from typing import TYPE_CHECKING

from tournament_app.domain.lines import berger, bye_lines, line_order, meeting, sheet_size
from tournament_app.domain.plan import Contest, Plan
from tournament_app.errors import Refused, refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tournament_app.domain.rules import Format

MOST_ENTRIES = 1024
ROUND_ROBIN_TO = 5

# (groups, qualifiers of each) → the lines of the knockout. Two of a group meet again only in the final.
CROSSINGS: dict[tuple[int, int], str] = {
    (2, 2): "A#1 B#2  B#1 A#2",
    (4, 2): "A#1 B#2  C#1 D#2  B#1 A#2  D#1 C#2",  # Euro 1996 to 2004, 2012
    (8, 2): "A#1 B#2  C#1 D#2  E#1 F#2  G#1 H#2  B#1 A#2  D#1 C#2  F#1 E#2  H#1 G#2",  # World Cup 1998 to 2022
    (2, 4): "A#1 B#4  B#2 A#3  B#1 A#4  A#2 B#3",  # handball
}


def plan_for(rules: Format, entries: int) -> Plan:
    """The plan of an event with *entries* entries; refuses fewer than 2, more than 1,024 and impossible groups."""
    if not 2 <= entries <= MOST_ENTRIES:
        raise refuse(
            "entries_out_of_range",
            Text("An event is played by 2 to {most} entries; this one has {n}", most=MOST_ENTRIES, n=entries),
        )
    if rules.kind == "knockout":
        return _only_knockout(rules, entries)
    if rules.kind == "round_robin" or (rules.kind == "auto" and entries <= ROUND_ROBIN_TO):
        return _groups(entries, 1)
    if not 1 <= rules.qualifiers <= rules.group_size or rules.group_size < 2:
        raise refuse(
            "impossible_groups",
            Text("Groups of {size} cannot send {n} each to the knockout", size=rules.group_size, n=rules.qualifiers),
            "format",
        )
    stage = _groups(entries, max(1, entries // rules.group_size))
    return stage if len(stage.groups) == 1 else _with_knockout(stage, rules)


def group_names() -> Iterator[str]:
    """A to Z, then AA, AB and so on."""
    return ("".join(name) for length in count(1) for name in product(ascii_uppercase, repeat=length))


def _groups(entries: int, groups: int) -> Plan:
    """Round robins whose sizes differ by at most one, the larger ones first; played round by round."""
    small, larger = divmod(entries, groups)
    members: dict[str, tuple[int, ...]] = {}
    contests: list[Contest] = []
    start = 1
    for index, name in enumerate(islice(group_names(), groups)):
        numbers = tuple(range(start, start + small + (index < larger)))
        members[name] = numbers
        start += len(numbers)
        match = count(1)
        for turn, pairs in enumerate(berger(len(numbers)), 1):
            for a, b in pairs:
                sides = str(numbers[a - 1]), str(numbers[b - 1])
                contests.append(Contest(f"{name}-{next(match)}", *sides, "group", turn, name))
    contests.sort(key=lambda contest: contest.round)
    places = _group_places(members, 1, 1)
    return Plan(entries, tuple(contests), members, places)


def _group_places(groups: dict[str, tuple[int, ...]], first_rank: int, first_place: int) -> tuple[tuple[int, str], ...]:
    """Those of equal rank in different groups share a place."""
    places = []
    place = first_place
    for rank in range(first_rank, max(map(len, groups.values())) + 1):
        same = [f"{name}#{rank}" for name, members in groups.items() if len(members) >= rank]
        places += [(place, ref) for ref in same]
        place += len(same)
    return tuple(places)


def _only_knockout(rules: Format, entries: int) -> Plan:
    byes = bye_lines(entries)
    number = count(1)
    lines = [None if line in byes else str(next(number)) for line in range(1, sheet_size(entries) + 1)]
    contests, places = _knockout(lines, third_place=rules.third_place)
    return Plan(entries, tuple(contests), {}, tuple(places))


def _with_knockout(stage: Plan, rules: Format) -> Plan:
    groups, qualifiers = tuple(stage.groups), rules.qualifiers
    table = CROSSINGS.get((len(groups), qualifiers))
    lines: Sequence[str | None] = table.split() if table else _crossings(groups, qualifiers)
    contests, places = _knockout(lines, third_place=rules.third_place)
    rest = _group_places(stage.groups, qualifiers + 1, len(groups) * qualifiers + 1)
    return Plan(stage.size, stage.contests + tuple(contests), stage.groups, (*places, *rest))


def _crossings(groups: Sequence[str], qualifiers: int) -> list[str | None]:
    """The lines of the knockout after any number of groups.

    Group winners take the seed lines in order, and the byes with them; then each rank in turn goes where it meets those
    of its own group latest, which puts every runner-up into the half opposite its winner.
    """
    entries = len(groups) * qualifiers
    byes = bye_lines(entries)
    free = [line for line in line_order(sheet_size(entries)) if line not in byes]
    taken: dict[int, str] = {}
    for rank in range(1, qualifiers + 1):
        for group in groups:
            own = [line for line, ref in taken.items() if ref.startswith(f"{group}#")]
            line = max(free, key=lambda line: min((meeting(line, mate) for mate in own), default=0))
            free.remove(line)
            taken[line] = f"{group}#{rank}"
    return [taken.get(line) for line in range(1, sheet_size(entries) + 1)]


def _knockout(lines: Sequence[str | None], *, third_place: bool) -> tuple[list[Contest], list[tuple[int, str]]]:
    """The contests and places of a knockout from its lines, top to bottom; ``None`` is a bye.

    Losers of one round share the place after all that are still in.
    """
    contests: list[Contest] = []
    places: list[list[tuple[int, str]]] = []
    sides = list(lines)
    turn = 0
    while len(sides) > 1:
        turn += 1
        here = []
        after: list[str | None] = []
        for match, (a, b) in enumerate(zip(sides[::2], sides[1::2], strict=True), 1):
            if a and b:
                ref = _ref(len(sides), match)
                here.append(Contest(ref, a, b, "final" if ref == "F" else "knockout", 1 if ref == "F" else turn))
                after.append(f"W:{ref}")
            else:
                after.append(a or b)
        places.append([(len(sides) // 2 + 1, f"L:{contest.ref}") for contest in here])
        sides = after
        if len(sides) == 2 and third_place and len(here) == 2:
            here.append(Contest("P3", "L:SF1", "L:SF2", "final", 1))
            places[-1] = [(3, "W:P3"), (4, "L:P3")]
        contests += here
    return contests, [(1, "W:F"), *(place for losers in reversed(places) for place in losers)]


def _ref(size: int, match: int) -> str:
    return {2: "F", 4: f"SF{match}", 8: f"QF{match}"}.get(size, f"R{size}-{match}")


def check_plan(plan: Plan) -> None:
    """Refuse a plan in which somebody would be doubled or lost.

    Each draw number starts once; each winner, loser and group rank goes on to exactly one side or place; references
    point backwards only; places count as in 1, 2, 3, 3, 5.
    """
    waiting = Counter(map(str, range(1, plan.size + 1)))
    for name, numbers in plan.groups.items():
        for number in numbers:
            _take(waiting, str(number), name)
    left = Counter(contest.group for contest in plan.contests)
    if len({contest.ref for contest in plan.contests}) < len(plan.contests) or not left.keys() >= plan.groups.keys():
        raise refuse("plan_names", Text("Matches of the format share a name, or a group has none"), "format")
    for contest in plan.contests:
        if contest.group:
            left[contest.group] -= 1
            _check_group_contest(plan, contest)
            if not left[contest.group]:
                waiting.update(f"{contest.group}#{rank + 1}" for rank in range(len(plan.groups[contest.group])))
        else:
            _take(waiting, contest.a, contest.ref)
            _take(waiting, contest.b, contest.ref)
            waiting.update((f"W:{contest.ref}", f"L:{contest.ref}"))
    for place, ref in plan.places:
        _take(waiting, ref, str(place))
        if place != 1 + sum(other < place for other, _ in plan.places):
            raise _flaw(str(place), ref)
    for ref in waiting.elements():
        raise refuse("plan_unfinished", Text("The format has no place for {ref}", ref=ref), "format")


def _check_group_contest(plan: Plan, contest: Contest) -> None:
    members = set(map(str, plan.groups.get(contest.group, ())))
    if contest.a == contest.b or not {contest.a, contest.b} <= members:
        raise _flaw(contest.ref, contest.b)


def _take(waiting: Counter[str], ref: str, where: str) -> None:
    if not waiting[ref]:
        raise _flaw(where, ref)
    waiting[ref] -= 1


def _flaw(where: str, ref: str) -> Refused:
    text = Text("The format is wrong at {where}: {ref} is not free to be used there", where=where, ref=ref)
    return refuse("plan_reference", text, "format")


def describe(plan: Plan) -> Text:
    """The format in a few words; the number of entries stands elsewhere."""
    if not plan.groups:
        return Text("Knockout")
    if len(plan.groups) == 1:
        return Text("Round robin")
    sizes = sorted({len(members) for members in plan.groups.values()})
    qualifiers = {side for contest in plan.contests for side in (contest.a, contest.b) if "#" in side}
    return Text(
        "{groups} groups of {sizes}, {n} qualify for the knockout",
        groups=len(plan.groups),
        sizes="-".join(map(str, sizes)),
        n=len(qualifiers),
    )


ROUNDS = {
    2: Text("Final"),
    4: Text("Semi-finals"),
    8: Text("Quarter-finals"),
    16: Text("Round of 16"),
    32: Text("Round of 32"),
    64: Text("Round of 64"),
    128: Text("Round of 128"),
    256: Text("Round of 256"),
    512: Text("Round of 512"),
    1024: Text("Round of 1024"),
}


def contest_label(plan: Plan, ref: str) -> Text:
    """The name of a contest as it is called out: "Group A, match 2", "Quarter-final 1", "Final"."""
    group, _, match = ref.rpartition("-")
    if group in plan.groups:
        return Text("Group {group}, match {n}", group=group, n=match)
    if ref in {"F", "P3"}:
        return ROUNDS[2] if ref == "F" else Text("Third-place match")
    if ref.startswith("SF"):
        return Text("Semi-final {n}", n=ref[2:])
    if ref.startswith("QF"):
        return Text("Quarter-final {n}", n=ref[2:])
    size, _, match = ref[1:].partition("-")
    return Text("{round}, match {n}", round=ROUNDS[int(size)], n=match)


def side_label(plan: Plan, side: str) -> Text:
    """Who will stand on a side that nobody has reached yet: "Winner of Quarter-final 1", "Second of group A"."""
    if side.isdigit():
        return Text("Draw number {n}", n=side)
    if side.startswith(("W:", "L:")):
        contest = contest_label(plan, side[2:])
        return (
            Text("Winner of {contest}", contest=contest)
            if side[0] == "W"
            else Text("Loser of {contest}", contest=contest)
        )
    group, _, rank = side.partition("#")
    if rank == "1":
        return Text("First of group {group}", group=group)
    if rank == "2":
        return Text("Second of group {group}", group=group)
    return Text("No. {rank} of group {group}", rank=rank, group=group)
