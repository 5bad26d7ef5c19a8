"""Published results of athletics and swimming: places, who goes on and the lanes, as the organisers gave them."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from tournament_app.domain.dice import Dice
from tournament_app.domain.heats import Heats, advance, circled, lanes_for
from tournament_app.domain.mark_rules import RULES, mark_rule
from tournament_app.domain.marks import Mark, Ranked, say_time

if TYPE_CHECKING:
    from pathlib import Path

    from tournament_app.domain.marks import MarkRule

TRACK, FIELD, VERTICAL, POOL = (
    mark_rule(*RULES[name]) for name in ("athletics_track", "athletics_field", "athletics_vertical", "swimming")
)
STATUS = {"DQ": "DSQ", "DSQ": "DSQ", "DNS": "DNS", "DNF": "DNF"}
POOL_OF_8 = Heats(lanes=8, final=8, order="swimming", level="swim_off")


def vectors(shared: Path, name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((shared / "reference/vectors" / f"{name}.json").read_text("utf-8"))[
        "vectors"
    ]
    assert read
    return read


def ranked(rule: MarkRule, marks: list[Mark]) -> tuple[Ranked, ...]:
    """The ranking of *marks*, all of which must be such as may be typed."""
    assert [problem for mark in marks for problem in rule.problems(mark)] == []
    return rule.rank(marks)


# ------------------------------------------------------------------------------------------------------------ athletics
def test_the_field_finals_of_rome_2024(shared: Path) -> None:
    for vector in vectors(shared, "athletics_horizontal_field"):
        names = {n: row["name"] for n, row in enumerate(vector["results"])}
        rows = ranked(FIELD, [Mark(n, tuple(row["attempts"])) for n, row in enumerate(vector["results"])])
        expected = {name: place and int(place) for name, place in vector["expected"]["rank"].items()}
        assert {names[row.entry]: row.place for row in rows} == expected, vector["id"]
        assert {names[row.entry]: row.result for row in rows} == vector["expected"]["best"], vector["id"]
        assert all(row.reason.say(names) for row in rows)


def test_the_worked_countback_of_the_high_jump(shared: Path) -> None:
    (vector,) = vectors(shared, "athletics_vertical_example")
    names = sorted(vector["series"])
    marks = [
        Mark(n, tuple(f"{h:.2f} {t}" for h, t in zip(vector["heights"], vector["series"][name], strict=True) if t))
        for n, name in enumerate(names)
    ]
    rows = ranked(VERTICAL, marks)
    expected = {name: place if isinstance(place, int) else None for name, place in vector["expected"]["rank"].items()}
    assert {names[row.entry]: row.place for row in rows} == expected
    assert rows[-1].result == "NM"
    assert [row.reason.code for row in rows] == ["failures_last", "height", "failures_last", "failures_last", "NM"]


def test_who_went_on_from_the_heats_of_rome_2024(shared: Path) -> None:
    flagged = 0
    for vector in vectors(shared, "athletics_track_rounds"):
        names = [row[1] for heat in vector["heats"] for row in heat]
        assert len(set(names)) == len(names)
        marks = [
            Mark(names.index(name), (mark, place or ""), heat=str(n))
            if mark[0].isdigit()
            else Mark(names.index(name), (), STATUS[mark], heat=str(n))
            for n, heat in enumerate(vector["heats"])
            for place, name, mark, _ in heat
        ]
        heats = [ranked(TRACK, [mark for mark in marks if mark.heat == str(n)]) for n in range(len(vector["heats"]))]
        for heat, given in zip(heats, vector["heats"], strict=True):
            published = {name: place and int(place) for place, name, _, _ in given}
            if published.get("Louise Shanahan (IRL)") == 6:  # W 800 m: the published list has no fifth in this heat
                published |= {"Louise Shanahan (IRL)": 5, "Patrícia Silva (POR)": 6}
            assert {names[row.entry]: row.place for row in heat} == published, vector["id"]
        by_place, by_time = vector["format"]["Q_per_heat"], vector["format"]["q"]
        size = by_place * len(heats) + by_time
        gone = advance(heats, ranked(TRACK, marks), size, by_place)
        found = {code: {names[e] for e, c in gone.codes.items() if c == code} for code in "Qq"}
        assert found["Q"] == set(vector["expected"]["Q"]), vector["id"]
        assert gone.tied == ()
        assert found["q"] == set(vector["expected"]["q"]), vector["id"]
        if (
            "flags" in vector
        ):  # level at 1/100 s for the last place: nothing but the photo of that heat tells them apart
            flagged += 1
            blind = ranked(TRACK, [Mark(m.entry, m.attempts[:1], m.status, heat=m.heat) for m in marks])
            gone = advance(heats, blind, size, by_place)
            level = {names[e] for e in gone.tied}
            assert len(level) == 2
            assert len(level & set(vector["expected"]["q"])) == 1
    assert flagged == 1


# ------------------------------------------------------------------------------------------------------------- swimming
def pool(heats: dict[str, Any], names: list[str]) -> list[Mark]:
    return [
        Mark(names.index(name), (), STATUS[irm], heat=heat)
        if irm
        else Mark(names.index(name), (say_time_of(time),), heat=heat)
        for heat, rows in heats.items()
        for _, name, time, irm in rows
    ]


def say_time_of(seconds: float) -> str:
    """A time of the set, which has seconds as decimals, as a referee types it."""
    from fractions import Fraction

    return say_time(Fraction(f"{seconds:.2f}"))


def fits(expected: dict[str, str], names: list[str], order: tuple[int, ...], given: dict[str, str]) -> bool:
    """Whether the lanes are those of *order*, equal times being free to change places (lots)."""
    lanes = {name: int(lane) for lane, name in expected.items()}
    for lane, entry in lanes_for(order, POOL_OF_8, Dice("")):
        equal = [e for e in order if given[names[e]] == given[names[entry]]]
        if lane not in {lanes[names[e]] for e in equal if names[e] in lanes}:
            return False
    return True


def test_the_swimmers_of_paris_2024(shared: Path) -> None:
    off: Counter[str] = Counter()
    for vector in vectors(shared, "swimming_paris2024"):
        names = sorted(
            {
                row[1]
                for part in (*vector["heats"].values(), *vector.get("semis", {}).values(), vector["final"])
                for row in part
            }
        )
        final = ranked(POOL, pool({"F": vector["final"]}, names))
        ranks = {names[row.entry]: row.place or row.result for row in final}
        assert ranks == vector["expected"]["final_ranks"], vector["id"]
        before = vector["heats"]
        if semis := vector.get("semis"):
            marks = pool(before, names)
            entered = {row[1] for heat in semis.values() for row in heat}
            rows = [row for row in ranked(POOL, marks) if names[row.entry] in entered]
            given = {names[row.entry]: row.result for row in rows}
            fastest = {names[row.entry] for row in ranked(POOL, marks)[:16]}
            assert (entered != fastest) == ("replacements_in_semis" in vector), vector["id"]
            off["replaced"] += entered != fastest  # somebody scratched: the reserve swims
            drawn = circled([row.entry for row in rows], 2, 8)
            for n, heat in enumerate(drawn, 1):
                expected = vector["expected"]["semifinal_lanes"][f"Semifinal {n}"]
                assert fits(expected, names, heat, given), f"{vector['id']} semi-final {n}"
            before = semis
        last = ranked(POOL, pool(before, names))
        entered = {row[1] for row in vector["final"]}
        order = tuple(row.entry for row in last if names[row.entry] in entered)
        given = {names[row.entry]: row.result for row in last}
        if len(order) > 8:  # level for the eighth place, on a pool of ten lanes
            off["nine"] += 1
            continue
        assert fits(vector["expected"]["final_lanes"], names, order, given), vector["id"]
    assert off == {"replaced": 1, "nine": 1}
