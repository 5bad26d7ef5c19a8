"""A second program repeats a draw from its record alone: written from the help page, it shares no code with ours."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from tests.small import AN, entered
from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.entry import SetSeed
from tournament_app.domain.rules import Format
from tournament_app.queries.event_state import event_ids

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEVER = 2**31


class Lots:
    def __init__(self, text: str) -> None:
        self.text, self.block, self.words = text.encode(), 0, []

    def below(self, n: int) -> int:
        while True:
            if not self.words:
                digest = sha256(self.text + self.block.to_bytes(8, "big")).digest()
                self.words = [int.from_bytes(digest[at : at + 4], "big") for at in range(0, 32, 4)]
                self.block += 1
            word = self.words.pop(0)
            if word < 2**32 // n * n:
                return word % n

    def shuffle(self, items: Any) -> list[Any]:
        order = list(items)
        for last in reversed(range(1, len(order))):
            pick = self.below(last + 1)
            order[last], order[pick] = order[pick], order[last]
        return order


def by_unit(pool: list[Any]) -> dict[str, list[Any]]:
    mates: dict[str, list[Any]] = {}
    for entry in pool:
        mates.setdefault(entry["unit"], []).append(entry)
    return mates


def sheet_of(plan: dict[str, Any]) -> list[int | None]:
    feeds = {row[0]: (row[1], row[2]) for row in plan["contests"] if not row[5]}
    level: list[str | None] = ["W:F"]
    while any(side and side.startswith("W:") for side in level):
        wider: list[str | None] = []
        for at, side in enumerate(level):
            if side and side.startswith("W:"):
                wider += feeds[side[2:]]
            else:
                wider += [side, None] if 2 * at < len(level) else [None, side]
        level = wider
    return [int(side) if side else None for side in level]


def rows_of_sheet(sheet: list[int | None]) -> list[list[int]]:
    size, lines = len(sheet), [0, len(sheet) - 1]
    while len(lines) < size:
        wide = size // len(lines)
        for line in list(lines):
            low = line // wide * wide
            low = low if line >= low + wide // 2 else low + wide // 2
            lines.append(low if low < size // 2 else low + wide // 2 - 1)
    numbers = []
    for line in lines:
        number = sheet[line] or sheet[line ^ 1]
        if number and number not in numbers:
            numbers.append(number)
    alone = {a or b for a, b in zip(sheet[::2], sheet[1::2], strict=True) if not (a and b)}
    rows, low, high = [], 0, 1
    while low < len(numbers):
        tier = numbers[low:high]
        rows += [[n for n in tier if n in alone], [n for n in tier if n not in alone]]
        low, high = high, 2 * high
    return [row for row in rows if row]


def halves(lots: Lots, sheet: list[int | None], held: dict[int, Any], pool: list[Any]) -> None:
    parts, size = [(0, pool)], len(sheet)
    while size > 1:
        size //= 2
        wider, parts = parts, []
        for low, here in wider:
            up, down = sheet[low : low + size], sheet[low + size : low + 2 * size]
            room = sum(n is not None and n not in held for n in up)
            lean = Counter(held[n]["unit"] for n in up if n in held)
            lean.subtract(held[n]["unit"] for n in down if n in held)
            sides: tuple[list[Any], list[Any]] = ([], [])
            odd = []
            for unit, mates in by_unit(here).items():
                owed = min(abs(lean[unit]), len(mates))
                sides[lean[unit] > 0].extend(mates[:owed])
                for at in range(owed, len(mates) - 1, 2):
                    toss = lots.below(2)
                    sides[not toss].append(mates[at])
                    sides[bool(toss)].append(mates[at + 1])
                if (len(mates) - owed) % 2:
                    odd.append(mates[-1])
            odd = lots.shuffle(odd)
            more = max(0, room - len(sides[0]))
            upper, lower = sides[0] + odd[:more], sides[1] + odd[more:]
            while len(upper) > room:
                lower.append(upper.pop(lots.below(len(upper))))
            while len(upper) < room:
                upper.append(lower.pop(lots.below(len(lower))))
            parts += [(low, upper), (low + size, lower)]
    held.update({sheet[low]: here[0] for low, here in parts if here})


def deal(lots: Lots, groups: list[list[int]], held: dict[int, Any], pool: list[Any]) -> None:
    free = [lots.shuffle(n for n in group if n not in held) for group in groups]
    have = [Counter(held[n]["unit"] for n in group if n in held) for group in groups]
    mates = by_unit(pool)
    alone = []
    for unit in sorted(lots.shuffle(mates), key=lambda unit: -len(mates[unit])):
        left = mates[unit]
        if len(left) == 1 and not any(unit in each for each in have):
            alone += left
            continue
        while left:
            order = [at for at in lots.shuffle(range(len(groups))) if free[at]]
            least = min(have[at][unit] for at in order)
            order = sorted((at for at in order if have[at][unit] == least), key=lambda at: -len(free[at]))
            for at, entry in zip(order, left, strict=False):
                held[free[at].pop()] = entry
                have[at][unit] += 1
            left = left[len(order) :]
    held.update(zip(lots.shuffle(n for section in free for n in section), alone, strict=True))


def pairs(sections: list[list[int]], held: dict[int, Any], strongest: int) -> int:
    chosen = [[held[n] for n in section if held[n]["rank"] <= strongest] for section in sections]
    return sum(n * (n - 1) // 2 for here in chosen for n in Counter(entry["unit"] for entry in here).values())


def mix(lots: Lots, held: dict[int, Any], levels: Any, pools: list[list[int]], home: dict[int, int]) -> None:
    places = [(number, at) for at, pool in enumerate(pools) for number in pool]
    for _ in range(len(held) * max(8, min(64, 4096 // len(held)))):
        one, at = places[lots.below(len(places))]
        other = pools[at][lots.below(len(pools[at]))]
        if one == other or any(home.get(held[n]["n"], at) != at for n in (one, other)):
            continue
        before = [pairs(sections, held, top) for sections, top in levels]
        held[one], held[other] = held[other], held[one]
        if [pairs(sections, held, top) for sections, top in levels] > before:
            held[one], held[other] = held[other], held[one]


def again(plan: dict[str, Any], record: dict[str, Any]) -> dict[int, int]:
    """Draw number → number in the list, from nothing but the record and the plan in it."""
    keys = ("n", "unit", "strength", "people", "seed")
    entries = [dict(zip(keys, row, strict=True)) for row in record["entries"]]
    text = f"draw 1\n{record['event']}\n"
    text += json.dumps(record["format"], ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    for row in record["entries"]:
        text += "\t".join("-" if value is None else str(value) for value in row) + "\n"
    digest = sha256(text.encode()).hexdigest()
    lots = Lots(sha256("\n".join([digest, *record["hall"]]).encode()).hexdigest())
    listed = sorted(lots.shuffle(entries), key=lambda e: (e["seed"] or NEVER, e["strength"] or NEVER))
    for mates in by_unit(listed).values():
        for rank, entry in enumerate(mates, 1):
            entry["rank"] = rank
    seeds = [entry for entry in listed if entry["seed"]]
    groups = list(plan["groups"].values())
    sheet = [] if groups else sheet_of(plan)
    rows = rows_of_sheet(sheet) if sheet else []
    for at in range(max(map(len, groups), default=0)):
        row = [group[at] for group in groups if len(group) > at]
        rows.append(row[::-1] if at % 2 else row)
    held: dict[int, Any] = {}
    pools: list[list[int]] = [[]]
    home: dict[int, int] = {}
    fixed: set[int] = set()
    waiting = list(seeds)
    for row in rows:
        here, waiting = waiting[: len(row)], waiting[len(row) :]
        if not here:
            break
        order = row if groups else lots.shuffle(row)
        held.update(zip(order, here, strict=False))
        home.update((entry["n"], -1 if groups else len(pools)) for entry in here)
        if not groups:
            pools.append(row)
        if groups or len(here) == len(row):
            fixed |= set(order[: len(here)])
    others = [entry for entry in listed if not entry["seed"]]
    if groups:
        deal(lots, groups, held, others)
        cuts = [groups]
    else:
        halves(lots, sheet, held, others)
        sizes = [2**k for k in range(1, len(sheet).bit_length() - 1)]
        cuts = [[[n for n in sheet[at : at + s] if n] for at in range(0, len(sheet), s)] for s in sizes]
    pools[0] = [n for n in sorted(held) if n not in fixed]
    most = max(entry["rank"] for entry in entries)
    levels = [(sections, NEVER) for sections in cuts]
    levels += [(sections, len(sections)) for sections in cuts[::-1] if len(sections) < most]
    mix(lots, held, levels, pools, home)
    return {number: entry["n"] for number, entry in held.items()}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    where: Path = tmp_path_factory.mktemp("again")
    made = entered(where / "giải.giai")
    with made.reading() as db:
        event = event_ids(db)["BB-02"]
        entries = [row["id"] for row in db.find("entry", event_id=event)]
    for seed, entry in enumerate(entries[:8:2], 1):
        made.run(SetSeed(entry, seed), AN)
    yield made
    made.close()


@pytest.mark.parametrize("form", [Format("knockout"), Format("groups", group_size=5, qualifiers=1)])
@pytest.mark.parametrize("hall", [("6 2 5", "38"), ("7",), ("Đ",)])
def test_a_second_program_draws_the_same(store: Any, form: Format, hall: tuple[str, ...]) -> None:
    with store.reading() as db:
        event = event_ids(db)["BB-02"]
    store.run(DrawEvent(event, "", form, hall), AN)
    with store.reading() as db:
        row = json.loads(json.dumps(db.one("draw", event_id=event)))
    assert row["record"]["tries"] == 1
    assert sorted(again(row["plan"], row["record"]).items()) == [tuple(pair) for pair in row["record"]["numbers"]]
