"""What is measured, judged and listed: how it is read, who is first, and why."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tournament_app.domain.heats import Heats
from tournament_app.domain.judged import Judged, JudgedCriterion
from tournament_app.domain.mark_rules import RULES, mark_rule, rank_marks
from tournament_app.domain.marks import Mark, Ranked, read_number, read_time, say_number, say_time
from tournament_app.domain.measured import Measured
from tournament_app.domain.ranked_list import RankedList
from tournament_app.errors import Refused

TIME, JUMP, HEIGHT = Measured(), Measured("distance", attempts=6, best=2), Measured("height")


def places(rows: tuple[Ranked, ...]) -> dict[int, int | None]:
    return {row.entry: row.place for row in rows}


def marks(**attempts: str) -> list[Mark]:
    """``a="8.42 x"`` is the first entry's attempts, and so on."""
    return [Mark(n, tuple(text.split())) for n, text in enumerate(attempts.values(), 1)]


def codes(rule: Any, *attempts: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in rule.problems(Mark(1, attempts))]


# -------------------------------------------------------------------------------------------------------------- reading
@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10.23", "10.23"),
        ("10,23", "10.23"),
        (" 9 ", "9"),
        ("1:02.35", "62.35"),
        ("2:05:41", "7541"),
        ("12'35\"", "755"),
        ("12 phút 35 giây", "755"),
        ("1 giờ 2 phút 3 giây", "3723"),
        ("45s", "45"),
        ("90:00", "5400"),
        ("1:75", None),
        ("1:60:00", None),
        ("nhanh", None),
        ("", None),
        ("-3", None),
    ],
)
def test_times_are_read_as_people_type_them(text: str, seconds: str | None) -> None:
    assert read_time(text) == (None if seconds is None else Fraction(seconds))


def test_numbers_are_exact_and_times_rounded_up() -> None:
    assert read_number("8,42") == Fraction(842, 100)
    assert [read_number(text) for text in ("x", "", "-1", "1e3", "½")] == [None] * 5
    assert say_number(Fraction(-1, 2), 0) == "-1"
    assert say_number(Fraction(-1, 1000)) == "0.00"
    assert say_number(Fraction(17, 2), 1) == "8.5"
    assert say_time(Fraction("10.221")) == "10.23"
    assert say_time(Fraction("62.35")) == "1:02.35"
    assert say_time(Fraction("725")) == "12:05.00"
    assert say_time(Fraction("7541"), 0) == "2:05:41"
    assert say_time(Fraction("59.991")) == "1:00.00"


@given(st.integers(0, 9_999_999))
@settings(max_examples=50)
def test_a_time_as_shown_is_read_back(hundredths: int) -> None:
    assert read_time(say_time(Fraction(hundredths, 100))) == Fraction(hundredths, 100)


# ---------------------------------------------------------------------------------------------------------------- times
def test_equal_times_are_told_apart_by_the_photo_only_where_all_of_them_were_read() -> None:
    rows = TIME.rank(marks(a="10.227", b="10.221", c="10.31"))
    assert places(rows) == {2: 1, 1: 2, 3: 3}
    assert [row.result for row in rows] == ["10.23", "10.23", "10.31"]
    assert rows[0].reason.code == "photo"
    assert places(TIME.rank(marks(a="10.227", b="10.23"))) == {1: 1, 2: 1}
    assert places(Measured(thousandths=False).rank(marks(a="10.227", b="10.221"))) == {1: 1, 2: 1}


def test_the_judges_order_counts_among_those_of_one_heat() -> None:
    level = [Mark(1, ("10.35", "5"), heat="1"), Mark(2, ("10.35", "4"), heat="1")]
    rows = TIME.rank(level)
    assert places(rows) == {2: 1, 1: 2}
    assert rows[1].reason.say({1: "An", 2: "Bình"}) == "Behind Bình: judges' order 5, there 4"
    assert places(TIME.rank([level[0], Mark(3, ("10.35", "1"), heat="2")])) == {1: 1, 3: 1}
    assert places(TIME.rank([level[0], Mark(3, ("10.35",), heat="1")])) == {1: 1, 3: 1}


def test_who_has_no_time_has_no_place_but_a_reason() -> None:
    rows = TIME.rank(
        [
            Mark(1),
            Mark(2, (), "DNS"),
            Mark(3, (), "DSQ", "lấn làn"),
            Mark(4, (), "DNF"),
            Mark(5, ("11.00",)),
            Mark(6, ("",)),
        ]
    )
    assert [(row.entry, row.place, row.result) for row in rows] == [
        (5, 1, "11.00"),
        (4, None, "DNF"),
        (3, None, "DSQ"),
        (2, None, "DNS"),
        (1, None, ""),
        (6, None, ""),
    ]
    assert rows[2].reason.say({}) == "Disqualified: lấn làn"
    assert rows[0].reason.say({}) == ""
    assert rows[4].reason.code == "open"


def test_what_is_no_time_says_so_at_its_cell() -> None:
    assert codes(TIME, "10.23", "1") == []
    assert codes(TIME, "", "") == []
    assert codes(TIME, "nhanh", "0", "3") == [("time", "0"), ("place", "1"), ("attempts", "2")]
    assert codes(TIME, "10.23", "x") == [("place", "1")]
    assert not TIME.complete(Mark(1, ("",)), [])
    assert TIME.complete(Mark(1, ("9.9",)), [])
    assert TIME.complete(Mark(1, (), "DNS"), [])


# ------------------------------------------------------------------------------------------------------------ distances
def test_the_second_best_decides_and_fewer_marks_are_less() -> None:
    rows = JUMP.rank(marks(a="8.00 7.90 x", b="7.95 8.00 x", c="8.00", d="8.00 7.95 x"))
    assert places(rows) == {2: 1, 4: 1, 1: 3, 3: 4}
    assert rows[0].reason.code == "shared"
    assert rows[3].reason.say({n: "ABCD"[n - 1] for n in (1, 2, 3, 4)}) == "Behind A: mark no. 2 –, there 7.90"


def test_the_best_have_the_attempts_after_the_third() -> None:
    started = marks(a="8.00 x x", b="7.00 x x", c="x x x", d="7.00 x r")
    assert JUMP.goes_on(started) == {1, 2, 4}
    assert JUMP.complete(started[2], started)
    assert not JUMP.complete(started[0], started)
    assert JUMP.complete(started[3], started)
    early = marks(a="8.00 x", b="7.00 x x")
    assert not any(JUMP.complete(mark, early) for mark in early)
    assert not JUMP.complete(early[1], early)
    assert JUMP.complete(Mark(1, ("8.00", "x", "x", "x", "x", "-")), started)
    rows = JUMP.rank(started)
    assert rows[-1].result == "NM"
    assert Measured("distance", attempts=6).goes_on(started) == {1, 2, 4}
    assert not Measured("distance", attempts=6).complete(started[0], started)
    once = Measured("distance", "kg", 1)
    assert once.complete(Mark(1, ("62.5",)), [])
    assert [row.result for row in once.rank(marks(a="62.5"))] == ["62.5 kg"]


def test_what_is_no_distance_says_so_at_its_attempt() -> None:
    assert codes(JUMP, "8.42", "X", "-", "p", "", "r") == []
    assert codes(Measured("distance", attempts=1), "8,4m", "x") == [("mark", "0"), ("attempts", "1")]


# -------------------------------------------------------------------------------------------------------------- heights
def test_a_jump_off_parts_those_level_and_without_one_the_place_is_shared() -> None:
    level = [Mark(1, ("1.80 o", "1.85 xxx")), Mark(2, ("1.80 o", "1.85 xxx"))]
    assert places(HEIGHT.rank(level)) == {1: 1, 2: 1}
    off = [Mark(1, (*level[0].attempts, "+x", "+x")), Mark(2, (*level[1].attempts, "+x", "+o"))]
    rows = HEIGHT.rank(off)
    assert places(rows) == {2: 1, 1: 2}
    assert rows[0].reason.say({1: "An", 2: "Bình"}) == "Ahead of An: jump-off xo, there xx"
    assert rows[0].result == "1.80"


def test_a_height_is_over_after_three_failures_in_a_row() -> None:
    def over(*attempts: str) -> bool:
        return HEIGHT.complete(Mark(1, attempts), [])

    assert over("1.80 o", "1.85 xxx")
    assert over("1.80 x-", "1.85 xx")
    assert over("1.80 o", "1.85 r")
    assert not over("1.80 xxo", "1.85 xx")
    assert not over()
    assert codes(HEIGHT, "1.80 xxo", "1,85 xxx", "+o", "") == []
    assert codes(HEIGHT, "1.80 xxx", "1.85 o") == [("out", "1")]
    assert codes(HEIGHT, "1.80", "oo", "1.85 oo") == [("tries", "0"), ("tries", "1"), ("tries", "2")]


def test_a_measured_rule_refuses_what_it_does_not_know() -> None:
    for wrong in ({"kind": "colour"}, {"attempts": 0}, {"heats": {"lanes": 8, "final": 9}}, {"heats": {"lanes": 101}}):
        with pytest.raises(Refused):
            Measured.of(wrong)


# --------------------------------------------------------------------------------------------------------------- judged
def test_the_highest_and_lowest_are_left_out_then_decide_between_level_ones() -> None:
    rule = Judged(judges=5)
    rows = rule.rank(marks(a="9 9 9 9 9", b="10 9 9 9 9", c="9 9,5 9 8,5 9", d="9 9 9"))
    assert places(rows) == {2: 1, 1: 2, 3: 2, 4: None}
    assert rows[0].result == "9.00"
    assert rows[0].reason.code == "left_out"
    head = Judged(judges=3).rank(marks(a="9 8 7", b="8 9 7"))
    assert places(head) == {1: 1, 2: 2}
    assert head[0].reason.code == "head"
    assert [row.result for row in Judged(judges=3, method="sum", drop=0).rank(marks(a="9 8 7"))] == ["24.00"]


def test_criteria_are_weighed_and_a_judge_counts_when_all_are_given() -> None:
    parts = ({"name": "Nội dung", "most": "6"}, {"name": "Biểu diễn", "most": "4", "weight": "0,5"})
    rule = Judged.of({"judges": 1, "drop": 0, "criteria": parts})
    assert rule.criteria[1] == JudgedCriterion("Biểu diễn", "4", "0,5")
    assert [row.result for row in rule.rank(marks(a="5 3"))] == ["6.50"]
    assert not rule.complete(Mark(1, ("5", "")), [])
    assert rule.complete(Mark(1, ("5", "3")), [])
    assert rule.complete(Mark(1, (), "DNS"), [])
    assert codes(rule, "6", "5", "1") == [("mark", "1"), ("judges", "2")]
    assert codes(rule, "hay", "") == [("mark", "0")]


def test_the_lowest_sum_of_ranks_wins_then_more_of_the_better_ranks() -> None:
    rule = Judged(judges=3, method="ranks", drop=1)
    assert rule.drop == 0
    rows = rule.rank(marks(a="9 9 6", b="8 8 9", c="7 7 8"))
    assert places(rows) == {1: 1, 2: 2, 3: 3}
    assert rows[0].entry == 1
    assert rows[0].reason.code == "majority"
    assert rows[2].result == "8"


def test_a_panel_refuses_what_cannot_be() -> None:
    for wrong in (
        {"judges": 0},
        {"judges": 4, "drop": 2},
        {"method": "guess"},
        {"most": "mười"},
        {"criteria": [{"name": "Nội dung", "weight": "nặng"}]},
    ):
        with pytest.raises(Refused):
            Judged.of(wrong)


# ----------------------------------------------------------------------------------------------------------------- list
def test_a_list_goes_by_marks_then_time_and_no_time_is_the_longest() -> None:
    rows = RankedList().rank(
        [Mark(1, ("30", "12:35")), Mark(2, ("30", "12:30")), Mark(3, ("30",)), Mark(4, ("31", ""))]
    )
    assert places(rows) == {4: 1, 2: 2, 1: 3, 3: 4}
    assert [row.result for row in rows] == ["31", "30 · 12:30", "30 · 12:35", "30"]
    assert rows[1].reason.say({1: "An", 2: "Bình", 3: "C", 4: "D"}) == "Ahead of An: time 12:30.00, there 12:35.00"
    assert rows[3].reason.say({1: "An"}) == "Behind An: time –, there 12:35.00"
    rest = RankedList().rank([Mark(1), Mark(2, ("",)), Mark(3, ("1",), "DSQ")])
    assert places(rest) == {1: None, 2: None, 3: None}


def test_what_is_no_line_of_a_list_says_so() -> None:
    rule = RankedList("40")
    assert codes(rule, "40", "12:35") == []
    assert codes(rule) == []
    assert codes(rule, "41") == [("mark", "0")]
    assert codes(rule, "ba mươi", "sau", "x") == [("mark", "0"), ("time", "1"), ("attempts", "2")]
    assert rule.complete(Mark(1, ("3",)), [])
    assert not rule.complete(Mark(1, ("", "12:00")), [])
    with pytest.raises(Refused):
        RankedList("nhiều")


# ---------------------------------------------------------------------------------------------------------------- rules
def test_every_named_rule_ranks_and_says_what_it_does() -> None:
    assert len({str(mark_rule(*of).words()) for of in RULES.values()}) == len(RULES)
    for play in ("measured", "judged", "list"):
        assert mark_rule(play, {"heats": {"lanes": 6}}).heats == Heats(lanes=6)
    assert str(Judged(method="sum").words()) != str(Judged().words())
    out = rank_marks(
        {
            "rules": "athletics_field",
            "marks": [{"name": "An", "attempts": ["8.1"]}, {"name": "Bình", "attempts": [8.2]}],
        }
    )
    assert [(row["name"], row["rank"]) for row in out] == [("Bình", 1), ("An", 2)]
    assert out[0]["reason_en"] == "Ahead of An: best mark 8.20, there 8.10"
    assert out[0]["reason_vi"] != out[0]["reason_en"]
    own = rank_marks(
        {"rules": {"play": "judged", "judges": 1, "drop": 0}, "marks": [{"name": "An", "attempts": ["9"]}]}
    )
    assert own[0]["rank"] == 1


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        ("luge", {}),
        ({"play": "matches"}, {}),
        (None, {}),
        ({"play": "judged", "judges": "năm"}, {}),
        ({"play": "judged", "criteria": [5]}, {}),
        ({"play": "measured", "colour": 1}, {}),
        ("athletics_track", {"attempts": ["nhanh"]}),
    ],
)
def test_an_unknown_rule_and_marks_that_cannot_be_are_refused(rules: Any, line: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        rank_marks({"rules": rules, "marks": [{"name": "An", **line}]})


ANY = st.lists(
    st.lists(st.sampled_from(["7.50", "8.00", "8.01", "x", "-"]), max_size=6).map(tuple), min_size=1, max_size=8
)


@given(ANY, st.randoms())
@settings(max_examples=50)
def test_a_ranking_does_not_depend_on_the_order_of_the_list_and_a_better_mark_never_lowers(
    lists: list[tuple[str, ...]], random: Any
) -> None:
    given_marks = [Mark(n, attempts) for n, attempts in enumerate(lists)]
    mixed = random.sample(given_marks, len(given_marks))
    before = places(JUMP.rank(given_marks))
    assert places(JUMP.rank(mixed)) == before
    better = [Mark(0, (*lists[0][:5], "9.00")), *given_marks[1:]]
    assert places(JUMP.rank(better))[0] == 1
    assert sorted(place for place in before.values() if place) == [
        1 + sum((other or 99) < place for other in before.values()) for place in sorted(p for p in before.values() if p)
    ]


def test_a_list_of_heats_says_who_goes_on() -> None:
    lines = [
        {"name": "An", "mark": "10.35", "place": 2, "heat": 1},
        {"name": "Bình", "mark": "10.35", "place": 1, "heat": 1},
        {"name": "Châu", "mark": "10.20", "heat": 2},
        {"name": "Dũng", "mark": "DQ", "heat": 2},
        {"name": "Giang", "mark": "NM", "heat": 2},
        {"name": "Hà", "status": "dns", "heat": 2},
    ]
    out = rank_marks({"marks": lines, "by_place": 1, "by_mark": 1}, "athletics_track")
    assert [(row["name"], row["rank"], row["through"]) for row in out] == [
        ("Châu", 1, "Q"), ("Bình", 2, "Q"), ("An", 3, "q"), ("Dũng", None, ""), ("Hà", None, ""), ("Giang", None, ""),
    ]  # fmt: skip
    assert [row["result"] for row in out[3:5]] == ["DSQ", "DNS"]


@pytest.mark.parametrize("wrong", [{}, {"marks": [1]}, {"marks": [{"mark": "1"}]}])
def test_a_list_without_names_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        rank_marks({"rules": "quiz", **wrong})
