"""The checker: one timetable made wrong by hand for each kind of clash."""

from __future__ import annotations

import pytest

from tournament_app.domain.timetable import Court, Fixture, Placement, Session
from tournament_app.domain.timetable_check import check

COURTS = (Court(1, "Sân 1", "CL"), Court(2, "Sân 2", "CL"), Court(3, "Phòng cờ", "CT", boards=2))
SESSIONS = (Session(450, 690), Session(810, 1050))
FIXTURES = (
    Fixture("A", "G1", 30, "CL", certain=frozenset({1, 2}), label="Trận 1"),
    Fixture("A", "G2", 30, "CL", certain=frozenset({3, 4})),
    Fixture("A", "F", 30, "CL", (("A", "G1"), ("A", "G2")), possible=frozenset({1, 2, 3, 4}), sides=("W:G1", "W:G2")),
    Fixture("A", "T", 30, "CL", (("A", "G1"), ("A", "G2")), possible=frozenset({1, 2, 3, 4}), sides=("L:G1", "L:G2")),
    Fixture("B", "G1", 30, "CL", certain=frozenset({1, 5})),
    Fixture("B", "F", 30, "CL", possible=frozenset({4, 6})),
    Fixture("C", "1", 60, "CT"),
    Fixture("C", "2", 60, "CT"),
    Fixture("C", "3", 60, "CT"),
)
GOOD = {
    ("A", "G1"): (1, 450),
    ("A", "G2"): (2, 450),
    ("A", "F"): (1, 560),
    ("A", "T"): (2, 560),
    ("B", "G1"): (1, 500),
    ("B", "F"): (1, 810),
    ("C", "1"): (3, 450),
    ("C", "2"): (3, 450),
    ("C", "3"): (3, 510),
}


def found(changes, extra=()):
    """Each clash of the good timetable with some matches put elsewhere (``None``: nowhere)."""
    rows = [
        Placement(*key, *where, 60 if key[0] == "C" else 30)
        for key, where in (GOOD | changes).items()
        if where is not None
    ]
    return check([*rows, *extra], FIXTURES, COURTS, SESSIONS, 20)


def test_nothing_is_wrong_with_the_good_one():
    assert found({}) == ()


@pytest.mark.parametrize(
    ("changes", "kind", "severity", "who", "text"),
    [
        ({("B", "G1"): (1, 465)}, "court_twice", "hard", (), "Sân 1 at 1 · 07:45 has 2 matches, room for 1"),
        ({("C", "3"): (3, 505)}, "court_twice", "hard", (), "Phòng cờ at 1 · 08:25 has 3 matches, room for 2"),
        ({("A", "G1"): (1, 670)}, "outside_session", "soft", (), "Trận 1 at 1 · 11:10 is not inside one session"),
        ({("B", "G1"): (2, 480)}, "short_rest", "soft", (1,), "Trận 1 and B G1: an athlete rests 0 minutes, needs 20"),
        ({("B", "G1"): (9, 500)}, "unknown_court", "hard", (), "B G1 is on a court that does not exist"),
        ({("B", "G1"): (3, 580)}, "wrong_sport", "hard", (), "B G1 is on Phòng cờ, which is for another sport"),
        ({("A", "F"): (1, 470)}, "too_early", "hard", (), "A F starts at 1 · 07:50, before A G2 is over"),
        ({("B", "G1"): (2, 460)}, "two_places", "hard", (1,), "Trận 1 and B G1 need the same athlete"),
        ({("B", "F"): (2, 460)}, "possible_two_places", "soft", (4,), "A G2 and B F may need the same athlete"),
        ({("B", "F"): (2, 500)}, "short_rest", "soft", (4,), "A G2 and B F: an athlete rests 20 minutes, needs 20"),
        ({("A", "T"): None}, "missing", "soft", (), "A T has no place in the timetable"),
        ({("A", "G1"): None}, "missing", "soft", (), "Trận 1 has no place in the timetable"),
    ],
)
def test_each_kind_of_clash_is_found_and_said(changes, kind, severity, who, text):
    clashes = [c for c in found(changes) if c.kind == kind]
    if "rests 20" in text:
        assert clashes == []  # exactly enough
        return
    assert (severity, text) in [(c.severity, c.text.say("en")) for c in clashes]
    assert who in [c.who for c in clashes]
    assert all(c.severity == severity for c in clashes)


def test_a_second_place_and_a_match_of_no_event_are_found():
    twice = found({}, [Placement("B", "G1", 2, 900, 30)])
    assert [(c.kind, len(c.placements), c.text.say("en")) for c in twice] == [("duplicate", 2, "B G1 has 2 places")]
    alien = found({}, [Placement("Z", "9", 2, 900, 30)])
    assert [c.kind for c in alien] == ["unknown_match"]
    assert alien[0].text.say("en") == "Z 9 has a place, but is not a match of this tournament"


def test_final_and_third_place_side_by_side_are_no_clash_but_two_that_share_a_side_are():
    both = frozenset({1, 2})
    a, b = Placement("A", "1", 1, 450, 30), Placement("A", "2", 2, 450, 30)

    def kinds(sides):
        pair = [Fixture("A", ref, 30, "CL", possible=both, sides=s) for ref, s in zip("12", sides, strict=True)]
        return [c.kind for c in check([a, b], pair, COURTS, SESSIONS, 20)]

    assert kinds([("W:S1",), ("L:S1",)]) == []
    assert kinds([("A#1", "B#1"), ("A#1", "C#1")]) == ["possible_two_places"]


def test_a_pair_is_named_once_with_everybody_it_hits_and_hard_ones_come_first():
    fixtures = [Fixture(e, "1", 30, "CL", certain=frozenset({1, 2, 3})) for e in "AB"]
    rows = [Placement("A", "1", 1, 450, 30), Placement("B", "1", 2, 460, 30), Placement("X", "1", 2, 1000, 30)]
    clashes = check(rows, [*fixtures, Fixture("C", "1", 30, "CL")], COURTS, SESSIONS, 20)
    assert [(c.kind, c.who) for c in clashes] == [("two_places", (1, 2, 3)), ("unknown_match", ()), ("missing", ())]


def test_a_feeder_without_a_place_does_not_hold_its_follower():
    assert {c.kind for c in found({("A", "G1"): None, ("A", "G2"): None})} == {"missing"}
