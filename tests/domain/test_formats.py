"""Every format, of any size, loses and doubles nobody; sheets, byes and crossings are the published ones."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.format_cases import plans
from tournament_app.domain.bracket import Bracket, bracket_lines, brackets, knockout_lines
from tournament_app.domain.formats import (
    CROSSINGS,
    check_plan,
    contest_label,
    describe,
    group_names,
    plan_for,
    side_label,
)
from tournament_app.domain.lines import berger, bye_lines, line_order, meeting, opponent, sheet_size
from tournament_app.domain.plan import Contest, Plan
from tournament_app.domain.rules import Format
from tournament_app.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = st.builds(
    Format,
    kind=st.sampled_from(["auto", "round_robin", "groups", "knockout"]),
    group_size=st.integers(3, 6),
    qualifiers=st.integers(1, 3),
    third_place=st.booleans(),
)
KNOCKOUT, GROUPS = Format("knockout"), Format("groups")


def sides(plan: Plan) -> dict[str, tuple[str, str]]:
    return {contest.ref: (contest.a, contest.b) for contest in plan.contests}


@given(plans(64))
def test_every_plan_holds_together(plan: Plan) -> None:
    check_plan(plan)
    assert Plan.of(json.loads(json.dumps(plan.data()))) == plan
    assert len(plan.places) == plan.size
    assert [contest.round for contest in plan.contests if contest.group] == sorted(
        contest.round for contest in plan.contests if contest.group
    )


@given(FORMATS, st.integers(2, 64))
def test_every_pair_of_a_group_meets_once_and_groups_are_even(rules: Format, entries: int) -> None:
    plan = plan_for(rules, entries)
    for name, members in plan.groups.items():
        met = [frozenset((contest.a, contest.b)) for contest in plan.contests if contest.group == name]
        assert len(met) == len(set(met))
        assert set(met) == {frozenset(map(str, pair)) for pair in combinations(members, 2)}
    sizes = [len(members) for members in plan.groups.values()]
    assert not sizes or max(sizes) - min(sizes) <= 1


def test_berger_tables_are_those_of_fide(shared: Path) -> None:
    tables = json.loads((shared / "reference/vectors/berger_tables.json").read_text(encoding="utf-8"))["vectors"]
    assert len(tables) >= 7
    for table in tables:
        assert [[list(pair) for pair in pairs] for pairs in berger(table["n"])] == table["rounds"], table["id"]


def test_a_round_robin_of_five_rests_one_a_round() -> None:
    rounds = berger(5)
    assert [len(pairs) for pairs in rounds] == [2] * 5
    assert rounds[0] == [(2, 5), (3, 4)]


@pytest.mark.parametrize(
    ("size", "tiers"),
    [
        (8, [{1}, {8}, {3, 6}]),
        (16, [{1}, {16}, {5, 12}, {3, 7, 10, 14}]),
        (32, [{1}, {32}, {9, 24}, {5, 13, 20, 28}]),
    ],
)
def test_seed_lines_are_those_of_bwf(size: int, tiers: list[set[int]]) -> None:
    order = list(line_order(size))
    assert sorted(order) == list(range(1, size + 1))
    for tier in tiers:
        assert {order.pop(0) for _ in tier} == tier


@given(st.integers(2, 1024))
def test_byes_are_even_and_never_meet(entries: int) -> None:
    size, byes = sheet_size(entries), bye_lines(entries)
    assert len(byes) == size - entries < max(2, size // 2)
    assert not byes & {opponent(line) for line in byes}
    section = size // 2
    while section > 2:
        counts = [sum((line - 1) // section == part for line in byes) for part in range(size // section)]
        assert max(counts) - min(counts) <= 1
        section //= 2


def test_a_bye_goes_straight_to_the_next_round() -> None:
    plan = plan_for(Format("knockout", third_place=True), 6)
    assert sides(plan) == {
        "QF2": ("2", "3"),
        "QF3": ("4", "5"),
        "SF1": ("1", "W:QF2"),
        "SF2": ("W:QF3", "6"),
        "P3": ("L:SF1", "L:SF2"),
        "F": ("W:SF1", "W:SF2"),
    }
    assert plan.places == ((1, "W:F"), (2, "L:F"), (3, "W:P3"), (4, "L:P3"), (5, "L:QF2"), (5, "L:QF3"))
    assert [contest.stage for contest in plan.contests] == ["knockout"] * 4 + ["final"] * 2


def test_two_thirds_without_a_match_for_third() -> None:
    assert plan_for(KNOCKOUT, 4).places == ((1, "W:F"), (2, "L:F"), (3, "L:SF1"), (3, "L:SF2"))
    assert plan_for(Format("knockout", third_place=True), 3).places == ((1, "W:F"), (2, "L:F"), (3, "L:SF2"))


def test_groups_play_on_to_places_by_rank() -> None:
    plan = plan_for(Format(), 7)
    assert plan.groups == {"A": (1, 2, 3, 4), "B": (5, 6, 7)}
    assert sides(plan)["SF1"] == ("A#1", "B#2")
    assert sides(plan)["SF2"] == ("B#1", "A#2")
    assert plan.places[4:] == ((5, "A#3"), (5, "B#3"), (7, "A#4"))
    assert [contest.ref for contest in plan.contests][:4] == ["A-1", "A-2", "B-1", "A-3"]


@pytest.mark.parametrize(("entries", "groups"), [(5, 1), (6, 2), (8, 2), (9, 3), (11, 3), (12, 4), (80, 26), (83, 27)])
def test_auto_makes_groups_of_three_or_four(entries: int, groups: int) -> None:
    plan = plan_for(Format(), entries)
    assert len(plan.groups) == groups
    assert groups == 1 or {len(members) for members in plan.groups.values()} <= {3, 4}
    assert groups < 27 or "AA" in plan.groups


@pytest.mark.parametrize(("groups", "qualifiers"), [*CROSSINGS, *((groups, 2) for groups in range(2, 34))])
def test_two_of_a_group_meet_again_only_in_the_final(groups: int, qualifiers: int) -> None:
    lines = knockout_lines(plan_for(Format("groups", 4, qualifiers), 4 * groups))
    top = len(lines) // 2
    for name in list(plan_for(Format("groups", 4, qualifiers), 4 * groups).groups):
        at = {rank: lines.index(f"{name}#{rank}") < top for rank in range(1, qualifiers + 1)}
        assert at[1] is not at[2]
        assert sum(at.values()) * 2 == qualifiers


@given(st.integers(2, 40), st.integers(1, 4))
def test_winners_get_the_byes_and_mates_meet_late(groups: int, qualifiers: int) -> None:
    plan = plan_for(Format("groups", 4, qualifiers), 4 * groups)
    lines = knockout_lines(plan)
    free = [a or b for a, b in zip(lines[::2], lines[1::2], strict=True) if not (a and b)]
    winners = [f"{name}#1" for name in plan.groups]
    assert set(winners[: len(free)]) <= {side for side in free if side}
    for name in plan.groups:
        own = [line for line, side in enumerate(lines, 1) if side and side.startswith(f"{name}#")]
        assert all(meeting(*pair) > 1 or len(lines) == 2 for pair in combinations(own, 2))


@pytest.mark.parametrize(
    ("rules", "entries", "code"),
    [
        (KNOCKOUT, 1, "entries_out_of_range"),
        (KNOCKOUT, 1025, "entries_out_of_range"),
        (Format("groups", 3, 4), 9, "impossible_groups"),
        (Format("groups", 3, 0), 9, "impossible_groups"),
        (Format("groups", 1, 1), 9, "impossible_groups"),
    ],
)
def test_impossible_formats_are_refused(rules: Format, entries: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        plan_for(rules, entries)
    assert refused.value.problems[0].code == code


def test_a_thousand_entries_make_a_plan() -> None:
    assert len(plan_for(KNOCKOUT, 1024).contests) == 1023
    assert plan_for(GROUPS, 4).groups == {"A": (1, 2, 3, 4)}


GOOD = plan_for(GROUPS, 6)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (replace(GOOD, groups={"A": (1, 2, 3), "B": (3, 5, 6)}), "plan_reference"),
        (replace(GOOD, size=7), "plan_unfinished"),
        (replace(GOOD, groups={**GOOD.groups, "C": ()}), "plan_names"),
        (replace(GOOD, contests=(*GOOD.contests, GOOD.contests[0])), "plan_names"),
        (replace(GOOD, contests=tuple(reversed(GOOD.contests))), "plan_reference"),
        (replace(GOOD, contests=GOOD.contests[:-1]), "plan_reference"),
        (replace(GOOD, contests=(Contest("A-9", "1", "1", "group", 1, "A"), *GOOD.contests)), "plan_reference"),
        (replace(GOOD, contests=(Contest("A-9", "1", "4", "group", 1, "A"), *GOOD.contests)), "plan_reference"),
        (replace(GOOD, contests=(Contest("Z-1", "1", "2", "group", 1, "Z"), *GOOD.contests)), "plan_reference"),
        (replace(GOOD, places=GOOD.places[:-1]), "plan_unfinished"),
        (replace(GOOD, places=(*GOOD.places, (6, "W:F"))), "plan_reference"),
        (replace(GOOD, places=(*GOOD.places[:-1], (7, GOOD.places[-1][1]))), "plan_reference"),
    ],
)
def test_a_plan_that_loses_or_doubles_somebody_is_refused(plan: Plan, code: str) -> None:
    check_plan(GOOD)
    with pytest.raises(Refused) as refused:
        check_plan(plan)
    assert refused.value.problems[0].code == code


def test_group_names_go_on_after_z() -> None:
    names = group_names()
    assert [next(names) for _ in range(28)][24:] == ["Y", "Z", "AA", "AB"]


@pytest.mark.parametrize(
    ("rules", "entries", "vi", "en"),
    [
        (KNOCKOUT, 9, "Loại trực tiếp", "Knockout"),
        (Format("round_robin"), 4, "Vòng tròn một lượt", "Round robin"),
        (
            GROUPS,
            10,
            "3 bảng, mỗi bảng 3-4, 6 suất vào vòng loại trực tiếp",
            "3 groups of 3-4, 6 qualify for the knockout",
        ),
    ],
)
def test_a_format_is_described_in_words(rules: Format, entries: int, vi: str, en: str) -> None:
    text = describe(plan_for(rules, entries))
    assert (text.say("vi"), text.say("en")) == (vi, en)


def test_contests_and_sides_have_names() -> None:
    plan = plan_for(Format("groups", 4, 4, third_place=True), 40)
    assert {ref: contest_label(plan, ref).say("vi") for ref in ("A-2", "R64-1", "R16-3", "QF1", "SF2", "P3", "F")} == {
        "A-2": "Bảng A · trận 2",
        "R64-1": "Vòng 1/32 · trận 1",
        "R16-3": "Vòng 1/8 · trận 3",
        "QF1": "Tứ kết 1",
        "SF2": "Bán kết 2",
        "P3": "Tranh hạng ba",
        "F": "Chung kết",
    }
    names = {side: side_label(plan, side).say("vi") for side in ("7", "W:QF1", "L:SF2", "A#1", "B#2", "C#3")}
    assert list(names.values()) == [
        "Mã số bốc thăm 7",
        "Thắng Tứ kết 1",
        "Thua Bán kết 2",
        "Nhất bảng A",
        "Nhì bảng B",
        "Hạng 3 bảng C",
    ]


@given(plans())
def test_the_drawings_have_every_contest_once(plan: Plan) -> None:
    drawings = brackets(plan)
    drawn = [box.ref for drawing in drawings for box in drawing.boxes if box.ref]
    assert sorted(drawn) == sorted(contest.ref for contest in plan.contests if not contest.group)
    assert len({str(drawing.title) for drawing in drawings}) == len(drawings)
    for drawing in drawings:
        nothing_overlaps(drawing)


def nothing_overlaps(drawing: Bracket) -> None:
    by_column: dict[int, list[float]] = {}
    for box in drawing.boxes:
        by_column.setdefault(box.column, []).append(box.y)
        assert box.bye == (not box.ref)
        assert not box.bye or box.column == 0
        assert 0.5 <= box.y <= drawing.height - 0.5
    for ys in by_column.values():
        assert all(abs(a - b) >= 1 for a, b in combinations(ys, 2))
    for source, target in drawing.edges:
        assert drawing.boxes[source].column + 1 == drawing.boxes[target].column
        feeding = drawing.boxes[source]
        to = feeding.a_side if feeding.bye else f"W:{feeding.ref}"
        assert to in (drawing.boxes[target].a_side, drawing.boxes[target].b_side)
    assert len(drawing.headings) == max(by_column, default=-1) + 1


def test_the_drawing_of_six() -> None:
    drawing = bracket_lines(plan_for(Format("knockout", third_place=True), 6))
    assert [(box.ref, box.column, box.y, box.bye) for box in drawing.boxes] == [
        ("", 0, 0.5, True),
        ("QF2", 0, 1.5, False),
        ("QF3", 0, 2.5, False),
        ("", 0, 3.5, True),
        ("SF1", 1, 1.0, False),
        ("SF2", 1, 3.0, False),
        ("F", 2, 2.0, False),
        ("P3", 2, 3.0, False),
    ]
    assert drawing.edges == ((0, 4), (1, 4), (2, 5), (3, 5), (4, 6), (5, 6))
    assert [str(heading) for heading in drawing.headings] == ["Tứ kết", "Bán kết", "Chung kết"]
    assert drawing.height == 4
    assert bracket_lines(plan_for(Format("round_robin"), 4)) == Bracket()
