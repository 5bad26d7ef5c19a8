"""Who may enter what."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tournament_app.domain.entries import EntryOf, Finding, Person, band_words, check_entries, in_band
from tournament_app.domain.rules import EntryLimits, EventRules

LIMITS = EntryLimits(year=2024)
EVENTS = {
    e.code: e
    for e in (
        EventRules("M2", "S", "Đôi nam 36-45", 2, 0, age_min=36, age_max=45),
        EventRules("M2+", "S", "Đôi nam 46+", 2, 0, age_min=46),
        EventRules("M2-", "S", "Đôi nam 35-", 2, 0, age_max=35),
        EventRules("W2", "S", "Đôi nữ", 0, 2),
        EventRules("X2", "S", "Đôi nam nữ", 1, 1),
        EventRules("L1", "S", "Đơn nam lãnh đạo", 1, 0, leaders_only=True),
        EventRules("T", "S", "Đội nam", 7, 0, squad=(5, 10)),
        EventRules("MIX", "S", "Đội nam nữ", 3, 3),
        EventRules("ANY", "S", "Ai cũng được", squad=(1, 3)),
    )
}


def man(name: str, year: int | None = 1984, date: str | None = None, unit: str = "A", **more: object) -> Person:
    return replace(Person(name, "M", year, date, False, unit), **more)  # type: ignore[arg-type]


def woman(name: str, year: int | None = 1984, unit: str = "A") -> Person:
    return Person(name, "F", year, None, False, unit)


def entry(event: str, number: int, *members: Person, unit: str = "A") -> EntryOf:
    return EntryOf(event, unit, number, members)


def findings(*entries: EntryOf, limits: EntryLimits = LIMITS, people: list[Person] | None = None) -> list[Finding]:
    return list(check_entries(entries, EVENTS, limits, people))


def told(
    *entries: EntryOf, limits: EntryLimits = LIMITS, people: list[Person] | None = None
) -> list[tuple[str, str, str]]:
    return [(f.kind, f.unit, f.who) for f in findings(*entries, limits=limits, people=people)]


def test_a_pair_that_may_enter() -> None:
    assert told(entry("M2", 1, man("An"), man("Bình", 1979)), entry("X2", 1, man("An"), woman("Chi"))) == []


@pytest.mark.parametrize(("year", "fits"), [(1988, True), (1979, True), (1989, False), (1978, False)])
def test_both_ends_of_a_band_belong_to_it(year: int, fits: bool) -> None:
    assert in_band(EVENTS["M2"], year, LIMITS) is fits


def test_an_older_athlete_may_play_down_where_it_is_allowed() -> None:
    down = replace(LIMITS, play_down=True)
    assert not in_band(EVENTS["M2"], 1970, LIMITS)
    assert in_band(EVENTS["M2"], 1970, down)
    assert not in_band(EVENTS["M2"], 2000, down)


def test_out_of_the_band_is_said_once_with_all_events() -> None:
    (found,) = findings(entry("M2+", 1, man("An"), man("Bình", 1970)), entry("M2-", 1, man("An"), man("Cường", 1999)))
    assert (found.kind, found.who, found.event, found.number) == ("age_out_of_band", "An", "M2+", 1)
    assert found.detail.say("en") == "M2+, M2- takes age 46 and over, is 40"


def test_bands_in_words() -> None:
    assert [band_words(EVENTS[c]).say("en") for c in ("M2", "M2+", "M2-")] == [
        "ages 36 to 45",
        "age 46 and over",
        "age 35 and under",
    ]


def test_a_missing_birth_is_said_and_its_age_is_not_judged() -> None:
    assert told(entry("M2", 1, man("An", None), man("Bình"))) == [("birth_date_missing", "A", "An")]
    assert told(people=[man("An", None)]) == [("birth_date_missing", "A", "An")]


def test_leaders_events_are_for_leaders() -> None:
    assert told(entry("L1", 1, man("An"))) == [("not_a_leader", "A", "An")]
    assert told(entry("L1", 1, man("An", leader=True))) == []


@pytest.mark.parametrize(
    ("event", "n", "kinds"),
    [
        ("M2", 1, ["pair_incomplete"]), ("M2", 2, []), ("M2", 3, ["pair_too_many"]), ("M2", 0, []),
        ("T", 4, ["pair_incomplete"]), ("T", 5, []), ("T", 10, []), ("T", 11, ["pair_too_many"]),
    ],
)  # fmt: skip
def test_pairs_and_teams_have_their_size(event: str, n: int, kinds: list[str]) -> None:
    found = findings(entry(event, 1, *(man(f"Người {i}") for i in range(n))))
    assert [f.kind for f in found] == kinds


def test_a_man_in_womens_events_is_said_once() -> None:
    an = man("An")
    (found,) = findings(
        entry("W2", 1, an, woman("Chi")), entry("W2", 2, woman("Dung"), woman("Em")), entry("X2", 1, an, woman("G"))
    )
    assert (found.kind, found.who, found.event) == ("wrong_gender", "An", "W2")
    assert found.detail.say("en") == "W2 takes women only"
    (found,) = findings(entry("M2", 1, woman("Chi"), man("An")))
    assert found.detail.say("en") == "M2 takes men only"


def test_of_two_men_in_a_mixed_pair_the_last_is_wrong_unless_others_speak_against_the_first() -> None:
    an, binh, thi = man("An"), man("Bình"), man("Lê Thị Hà")
    assert told(entry("X2", 1, an, binh)) == [("wrong_gender", "A", "Bình")]
    assert told(entry("X2", 1, thi, binh)) == [("wrong_gender", "A", "Lê Thị Hà")]
    assert told(entry("W2", 1, an, woman("Chi")), entry("X2", 1, an, binh)) == [("wrong_gender", "A", "An")]
    assert told(entry("X2", 1, woman("Đỗ Văn Hà"), woman("Chi"))) == [("wrong_gender", "A", "Đỗ Văn Hà")]
    (found,) = findings(entry("X2", 1, an, binh))
    assert found.detail.say("en") == "X2 takes 1 men and 1 women"


def test_three_in_a_mixed_pair_are_too_many_and_no_more() -> None:
    assert told(entry("X2", 1, man("An"), man("Bình"), woman("Chi"))) == [("pair_too_many", "A", "Chi")]


def test_an_unknown_sex_and_an_event_for_anybody_bar_nobody() -> None:
    assert told(entry("W2", 1, man("An", sex=""), woman("Chi")), entry("ANY", 1, man("Bình"), woman("Dung"))) == []
    assert told(entry("MIX", 1, *(man(f"Người {i}") for i in range(6)))) == []


def test_the_limit_of_events_counts_each_event_once() -> None:
    an = man("An", leader=True)
    entries = [entry("M2", 1, an, man("B")), entry("X2", 1, an, woman("C")), entry("L1", 1, an)]
    assert told(*entries) == []
    entries.append(entry("T", 1, an, *(man(f"Người {i}") for i in range(5))))
    assert told(*entries) == [("too_many_events", "A", "An")]
    assert told(*entries, limits=replace(LIMITS, max_events_per_athlete=None)) == []


def test_nobody_stands_in_two_entries_of_one_event() -> None:
    an = man("An")
    (found,) = findings(entry("M2", 1, an, man("B")), entry("M2", 2, an, man("C")))
    assert (found.kind, found.who, found.number) == ("twice_in_event", "An", 2)


def test_too_many_entries_are_said_once_for_each_event_and_delegation() -> None:
    entries = [entry("M2", n, man(f"An {n}"), man(f"Bình {n}")) for n in (4, 1, 3, 2)]
    assert told(*entries) == [("too_many_entries", "A", "An 3")]
    assert told(*entries, limits=replace(LIMITS, max_entries_per_delegation=None)) == []
    others = [
        replace(e, unit="B", members=tuple(replace(m, unit="B", name=f"{m.name} b") for m in e.members))
        for e in entries[:2]
    ]
    assert told(*entries[:2], *others) == []
    empty = entry("M2", 9)
    assert told(*entries[1:3], empty, limits=LIMITS) == [("too_many_entries", "A", "")]


def test_one_person_in_two_delegations_is_told_to_the_one_with_fewer_entries() -> None:
    here, there = man("Hoà", 1984), man("HÒA", 1984, "1984-05-01", unit="B")
    entries = [entry("L1", 1, replace(here, leader=True)), entry("M2", 1, there, man("X", unit="B"), unit="B")]
    more = [*entries, entry("X2", 1, there, woman("Y", unit="B"), unit="B")]
    first = replace(here, leader=True)
    assert told(*more) == [("same_person_two_units", "A", "Hoà")]
    assert told(*entries, people=[first, there, man("X", unit="B")]) == [("same_person_two_units", "A", "Hoà")]
    assert told(*entries, people=[first, man("X", unit="A"), there]) == [("same_person_two_units", "B", "HÒA")]
    assert told(*entries, people=[first, there]) == [("same_person_two_units", "B", "HÒA")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (man("An", 1980), man("An", 1980), True),
        (man("An", 1980), man("An", 1981), False),
        (man("An", 1980, "1980-01-02"), man("An", 1980, "1980-01-02"), True),
        (man("An", 1980, "1980-01-02"), man("An", 1980, "1980-01-03"), False),
        (man("An", 1980, "1980-01-02"), man("An", 1980), True),
        (man("An", None), man("An", None), False),
        (man("An", 1980), woman("An", 1980), False),
        (man("An", 1980), man("Ân", 1980), False),
        (man("An", 1980, sex=""), woman("An", 1980), True),
    ],
)
def test_who_is_the_same_person(one: Person, other: Person, same: bool) -> None:
    assert one.is_same(other) is same
    assert other.is_same(one) is same


def test_two_namesakes_of_one_delegation_are_two_people() -> None:
    assert told(entry("M2", 1, man("An", 1984), man("An", 1985))) == []


@given(
    years=st.lists(st.integers(1950, 2010) | st.none(), min_size=1, max_size=8),
    event=st.sampled_from(sorted(EVENTS)),
    sexes=st.lists(st.sampled_from("MF"), min_size=8, max_size=8),
)
def test_findings_are_about_those_who_entered_and_never_twice_the_same(
    years: list[int | None], event: str, sexes: list[str]
) -> None:
    crowd = [Person(f"Người {i}", sexes[i], year, None, False, "A") for i, year in enumerate(years)]
    found = findings(entry(event, 1, *crowd))
    assert {f.who for f in found} <= {person.name for person in crowd}
    assert max(Counter((f.kind, f.who) for f in found).values(), default=1) == 1
