"""What is known before any placing."""

from __future__ import annotations

from tests.domain.timetable_cases import COURTS, REST, SESSIONS, xxv
from tournament_app.domain.timetable import Court, Fixture, Session
from tournament_app.domain.timetable_load import load_report

TWO = (Court(1, "Sân 1", "CL"), Court(2, "Sân 2", "CL"))
DAY = (Session(450, 690), Session(810, 1050))


def said(report):
    return [text.say("en") for text in report.warnings]


def test_the_xxv_fits_and_its_fullest_courts_are_named(shared):
    report = load_report(xxv(shared), COURTS, SESSIONS, REST)
    load = {row.sport: row for row in report.courts}
    assert [row.sport for row in report.courts][:2] == ["BCH", "CL"]
    assert load["BCH"].matches == 62
    assert load["BCH"].needed == 62 * 45
    assert load["BCH"].sessions[:3] == (2 * 5 * 45, 2 * 5 * 45, 2 * 3 * 45)
    assert report.open == sum(s.end - s.start for s in SESSIONS)
    assert report.ends is not None
    assert report.ends <= SESSIONS[-1].end
    assert report.athletes[0].most > report.athletes[0].certain
    assert report.warnings == ()


def test_too_many_matches_no_court_and_nearly_full():
    def load(n, courts=TWO):
        return load_report([Fixture("A", f"{i}", 30, "CL") for i in range(n)], courts, DAY, 20)

    assert said(load(33)) == ["CL needs 990 court minutes, only 960 are open"]
    assert load(33).ends is None
    assert said(load(30)) == ["CL is nearly full: 900 of 960 court minutes"]
    assert said(load(28)) == []
    assert load(28).ends == 810 + (28 * 30 - 480) // 2
    assert said(load(2, ())) == ["CL: 2 matches and no court"]
    assert load(0).ends is None


def test_the_longest_chain_with_its_rest_and_when_it_ends_at_the_earliest():
    chain = [Fixture("A", f"{n}", 60, "CL", (("A", f"{n - 1}"), ("A", "gone")) if n else ()) for n in range(4)]
    row = load_report([*chain, Fixture("A", "x", 90, "CL")], TWO, DAY, 30).chains[0]
    assert [key[1] for key in row.matches] == ["0", "1", "2", "3"]
    assert (row.minutes, row.ends) == (4 * 60 + 3 * 30, 870)
    report = load_report(
        [*chain, *(Fixture("A", f"{n}", 60, "CL", (("A", f"{n - 1}"),)) for n in range(4, 9))], TWO, DAY, 30
    )
    assert report.chains[0].ends is None
    assert report.ends is None
    assert said(report) == ["from A 0 to A 8, 9 matches one after the other do not fit"]


def test_feeders_in_a_circle_have_no_chain():
    circle = [Fixture("A", "a", 30, "CL", (("A", "b"),)), Fixture("A", "b", 30, "CL", (("A", "a"),))]
    assert load_report(circle, TWO, DAY, 20).chains == ()


def test_the_busiest_athlete_counts_all_sure_matches_and_the_longest_way_through_the_possible_ones():
    one = frozenset({1})
    fixtures = [
        Fixture("A", "g", 30, "CL", certain=one),
        Fixture("A", "S1", 30, "CL", (("A", "g"),), possible=one),
        Fixture("A", "S2", 30, "CL", (("A", "g"),), possible=one),
        Fixture("A", "F", 40, "CL", (("A", "S1"), ("A", "S2")), possible=one),
        Fixture("B", "x", 30, "CL", certain=frozenset({2})),
        Fixture("C", "y", 30, "CL", possible=frozenset({3})),
    ]
    rows = load_report(fixtures, TWO, DAY, 20).athletes
    assert (rows[0].athlete, rows[0].certain, rows[0].most, rows[0].minutes) == (1, 1, 3, 50 + 50 + 60)
    assert [row.athlete for row in rows] == [1, 2, 3]
    assert len(load_report(fixtures, TWO, DAY, 20, most=1).athletes) == 1
    report = load_report(fixtures, TWO, [Session(450, 570)], 20)
    assert said(report)[-1] == "an athlete may play 3 matches: with rest they take longer than all sessions"
