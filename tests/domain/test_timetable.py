"""The placer: whatever the tournament, what it places can be played, and what it does not place has a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.timetable_cases import COURTS, REST, SESSIONS, event_fixtures, xxv
from tournament_app.domain.timetable import Court, Fixture, Placement, Session, clock, place, shift
from tournament_app.domain.timetable_check import check
from tournament_app.domain.timetable_conflicts import conflicts, members

CIRCLE = "the matches before it wait for each other in a circle"
FULL = "the courts for CL are full until the last session ends"
MORNING = Session(450, 690)
ONE = (Court(1, "Sân 1", "CL"),)
TWO = (*ONE, Court(2, "Sân 2", "CL"))


def match(ref, *people, after=(), minutes=30, sport="CL", possible=(), sides=(), event="E"):
    feeders = tuple((event, key) for key in after)
    return Fixture(event, ref, minutes, sport, feeders, frozenset(people), frozenset(possible), sides=sides)


def starts(timetable):
    return {p.contest: p.start for p in timetable.placements}


def reasons(timetable):
    return {fixture.contest: text.say("en") for fixture, text in timetable.unplaced}


@st.composite
def tournaments(draw):
    """Up to four events of entries that share athletes, on a few courts, in a few sessions."""
    fixtures = []
    for number in range(draw(st.integers(1, 4))):
        team = st.frozensets(st.integers(0, 25), min_size=1, max_size=3)
        entries = draw(st.lists(team, min_size=2, max_size=13))
        sport, third = draw(st.sampled_from(["CL", "CT"])), draw(st.booleans())
        minutes = tuple(draw(st.sampled_from([15, 18, 45])) for _ in range(3))
        fixtures += event_fixtures(f"E{number}", sport, entries, minutes, third=third)
    courts = [Court(1, "Sân 1", "CL"), Court(2, "Phòng cờ", "CT", draw(st.integers(1, 4)))]
    courts += [Court(n, f"Sân {n}", "CL") for n in range(3, 3 + draw(st.integers(0, 3)))]
    sessions = [
        Session(450 + 360 * n, 450 + 360 * n + draw(st.sampled_from([90, 240]))) for n in range(draw(st.integers(1, 4)))
    ]
    return fixtures, courts, sessions, draw(st.sampled_from([0, 10, 25]))


@settings(max_examples=40)
@given(tournaments(), st.sampled_from([1, 5, 10]))
def test_what_is_placed_can_be_played_and_the_rest_has_a_reason(tournament, grid):
    fixtures, courts, sessions, rest = tournament
    timetable = place(fixtures, courts, sessions, rest=rest, grid=grid)
    placed, unplaced = [p.key for p in timetable.placements], [f.key for f, _ in timetable.unplaced]
    assert sorted(placed + unplaced) == sorted(f.key for f in fixtures)
    kinds = {clash.kind for clash in check(timetable.placements, fixtures, courts, sessions, rest)}
    assert kinds <= {"missing"} if timetable.careful else kinds <= {"missing", "possible_two_places", "short_rest"}
    assert all(any((p.start - s.start) % grid == 0 for s in sessions) for p in timetable.placements)
    assert timetable == place(fixtures, courts, sessions, rest=rest, grid=grid)


@settings(max_examples=40)
@given(tournaments(), st.data())
def test_what_is_fixed_stays_and_nothing_new_clashes_with_it(tournament, data):
    fixtures, courts, sessions, rest = tournament
    before = place(fixtures, courts, sessions, rest=rest)
    fixed = [replace(p, pinned=True) for p in before.placements if data.draw(st.booleans())]
    moment = data.draw(st.integers(0, 1500))
    after = place(fixtures, courts, sessions, rest=rest, fixed=fixed, not_before=moment)
    assert set(fixed) <= set(after.placements)
    assert all(p.start >= moment for p in after.placements if not p.pinned)
    known = {c.placements for c in check(fixed, fixtures, courts, sessions, rest)}
    new = [c for c in check(after.placements, fixtures, courts, sessions, rest) if c.placements not in known]
    assert not [c for c in new if c.severity == "hard"]
    if before.careful and after.careful:
        assert not [c for c in new if c.kind != "missing"]


def test_the_xxv_is_placed_whole_in_its_three_days(shared):
    fixtures = xxv(shared)
    timetable = place(fixtures, COURTS, SESSIONS, rest=REST)
    clashes = check(timetable.placements, fixtures, COURTS, SESSIONS, REST)
    assert len(timetable.placements) == len(fixtures) == 784
    assert not timetable.unplaced
    assert {c.kind for c in clashes} <= {"possible_two_places", "short_rest"}
    sure = {f.key: f.certain for f in fixtures}
    assert not [c for c in clashes if set(c.who) & sure[c.placements[0].key] | set(c.who) & sure[c.placements[1].key]]
    assert len(clashes) < 120


def test_the_xxv_with_its_names_known_is_placed_at_once_without_any_clash(shared):
    fixtures = [replace(f, possible=frozenset()) for f in xxv(shared)]
    timetable = place(fixtures, COURTS, SESSIONS, rest=REST)
    assert timetable.careful
    assert check(timetable.placements, fixtures, COURTS, SESSIONS, REST) == ()


def test_the_longest_chain_goes_first():
    fixtures = [match("x", 9, minutes=40), match("a", 1), match("b", 1, after=["a"]), match("c", 1, after=["b"])]
    timetable = place(fixtures, ONE, [MORNING], rest=0)
    assert starts(timetable) == {"a": 450, "b": 480, "x": 510, "c": 550}


def test_an_athlete_rests_between_two_matches_and_overnight_is_rest_enough():
    timetable = place([match("a", 1, 2), match("b", 1, 3)], TWO, [Session(450, 490), Session(495, 600)], rest=20)
    assert starts(timetable) == {"a": 450, "b": 500}


def test_no_match_runs_from_one_session_into_the_next():
    timetable = place(
        [match("a", minutes=60), match("b", minutes=60)], ONE, [Session(450, 540), Session(540, 700)], rest=0
    )
    assert starts(timetable) == {"a": 450, "b": 540}


def test_final_and_third_place_may_run_side_by_side_but_not_with_a_match_of_a_possible_finalist():
    four = frozenset({1, 2, 3, 4})
    fixtures = [
        match("F", possible=four, sides=("W:S1", "W:S2")),
        match("third", possible=four, sides=("L:S1", "L:S2")),
        match("other", 4, event="O"),
    ]
    timetable = place(fixtures, (*TWO, Court(3, "Sân 3", "CL")), [MORNING], rest=10)
    assert starts(timetable)["F"] == starts(timetable)["third"]
    assert abs(starts(timetable)["other"] - starts(timetable)["F"]) >= 40


def test_two_matches_of_a_final_group_that_share_a_side_do_not_run_together():
    fixtures = [
        match("AB", possible={1, 2, 3, 4}, sides=("A#1", "B#1")),
        match("AC", possible={1, 2, 5, 6}, sides=("A#1", "C#1")),
    ]
    assert sorted(starts(place(fixtures, TWO, [MORNING], rest=0)).values()) == [450, 480]


def test_matches_that_hardly_meet_in_one_athlete_are_let_go_only_when_the_day_is_too_full():
    crowds = frozenset(range(100)), frozenset(range(99, 199))
    fixtures = [match("F", possible=crowd, event=event, minutes=60) for event, crowd in zip("AB", crowds, strict=True)]
    calm = place(fixtures, TWO, [MORNING], rest=0)
    assert calm.careful
    assert sorted(p.start for p in calm.placements) == [450, 510]
    full = place(fixtures, TWO, [Session(450, 540)], rest=0)
    assert not full.careful
    assert [p.start for p in full.placements] == [450, 450]
    likely = [replace(f, certain=frozenset({200})) for f in fixtures]
    assert place(likely, TWO, [Session(450, 540)], rest=0).careful
    assert len(place(likely, TWO, [Session(450, 540)], rest=0).unplaced) == 1


def test_a_hall_of_boards_takes_as_many_matches_as_it_has_boards():
    hall = (Court(1, "Phòng cờ", "CL", boards=3),)
    assert sorted(starts(place([match(f"{n}", n) for n in range(7)], hall, [MORNING], rest=0)).values()) == [
        450
    ] * 3 + [480] * 3 + [510]


def test_the_day_goes_around_a_pinned_match_on_its_court_and_for_its_athletes():
    pin = Placement("E", "a", 1, 470, 30, pinned=True)
    fixtures = [match("a", 1), match("b", 1, minutes=20), match("c", 2, minutes=20), match("d", 3)]
    timetable = place(fixtures, TWO, [MORNING], rest=20, fixed=[pin])
    assert pin in timetable.placements
    assert starts(timetable)["b"] == 520
    assert next(p for p in timetable.placements if p.contest == "c").court == 1
    assert next(p for p in timetable.placements if p.contest == "d").court == 2


def test_a_match_that_is_already_played_lets_its_followers_start():
    played = Placement("E", "a", 1, 450, 30)
    follower = match("b", 1, after=["a", "gone"])
    timetable = place([match("a", 1), follower], ONE, [MORNING], rest=15, fixed=[played], not_before=481)
    assert starts(timetable) == {"a": 450, "b": 495}


def test_a_played_match_that_nobody_asks_for_still_takes_its_court():
    old = Placement("X", "old", 1, 450, 60)
    assert place([match("a")], ONE, [MORNING], rest=0, fixed=[old]).placements == (old, Placement("E", "a", 1, 510, 30))


@pytest.mark.parametrize(
    ("fixtures", "fixed", "reason"),
    [
        ([match("a", sport="BB")], [], "there is no court for BB"),
        ([match("a", minutes=300)], [], "it takes 300 minutes, longer than any session"),
        ([match("b", sport="BB"), match("a", after=["b"])], [], "it waits for E b, which has no place"),
        ([match("a", after=["b"]), match("b", after=["a"])], [], CIRCLE),
        (
            [match("a"), match("b", after=["a"])],
            [Placement("E", "b", 1, 460, 30, pinned=True)],
            "it does not fit before a pinned match that waits for it: start by 06:40 on day 1",
        ),
        (
            [match("b", minutes=200), match("a", after=["b"], minutes=40)],
            [],
            "the matches before it are over too late: it could start at 11:20 on day 1",
        ),
        ([*(match(f"{n}") for n in range(8)), match("a")], [], FULL),
        (
            [match("b", 1, minutes=200), match("a", 1, minutes=40)],
            [],
            "whenever a court was free, one of its athletes was playing or resting",
        ),
    ],
)  # fmt: skip
def test_the_reason_why_a_match_has_no_place(fixtures, fixed, reason):
    courts = TWO if "athletes" in reason else ONE
    assert reasons(place(fixtures, courts, [MORNING], rest=30, fixed=fixed))["a"] == reason


def test_a_pinned_follower_makes_its_feeders_hurry():
    fixtures = [
        *(match(f"{n}", n, after=[f"{n - 1}"] if n else []) for n in range(4)),
        match("f"),
        match("p", after=["f"]),
    ]
    pin = Placement("E", "p", 1, 500, 30, pinned=True)
    assert starts(place(fixtures, TWO, [MORNING], rest=10, fixed=[pin]))["f"] == 450


def test_nothing_to_place_and_nowhere_to_place_it():
    assert place([], ONE, [MORNING], rest=0).placements == ()
    assert reasons(place([match("a")], ONE, [], rest=0)) == {"a": "it takes 30 minutes, longer than any session"}


def test_sessions_that_overlap_close_with_the_later():
    assert starts(place([match("a", minutes=100)], ONE, [Session(450, 500), Session(450, 600)], rest=0)) == {"a": 450}


def test_shift_moves_the_rest_of_the_day_on_these_courts_only():
    rows = [
        Placement("E", f"{n}", court, start, 30)
        for n, (court, start) in enumerate([(1, 450), (1, 500), (2, 500), (1, 1950)])
    ]
    assert [p.start for p in shift(rows, 480, 25, {1})] == [450, 525, 500, 1950]


def test_the_clock_names_the_day():
    assert clock(1440 + 450).say("en") == "07:30 on day 2"
    assert clock(450).say("vi") == "07:30 ngày thứ 1"


def test_a_match_is_called_by_its_label_or_its_reference():
    assert match("a").name == "E a"
    assert replace(match("a"), label="Trận 7").name == "Trận 7"


def test_conflicts_are_mutual_and_never_with_oneself():
    fixtures = [match("a", 1), match("b", possible={1}), match("c", possible={1, 2}, event="O"), match("d", 3)]
    against = [list(members(bits)) for bits in conflicts(fixtures, 0)]
    assert against == [[1, 2], [0, 2], [0, 1], []]
    assert [list(members(bits)) for bits in conflicts(fixtures, 2)] == [[1, 2], [0], [0], []]
