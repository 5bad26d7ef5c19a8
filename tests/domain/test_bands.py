"""Age bands: what falls between two of them and what falls into both."""

from __future__ import annotations

from tournament_app.domain.bands import band_flaws
from tournament_app.domain.rules import EventRules


def event(code: str, low: int | None, high: int | None, men: int = 2) -> EventRules:
    return EventRules(code, "CL", code, men=men, age_min=low, age_max=high)


def test_bands_that_meet_have_no_flaw_and_an_open_event_is_a_class_of_its_own() -> None:
    assert band_flaws([event("A", None, 35), event("B", 36, 45), event("C", 46, None), event("D", None, None)]) == ()


def test_a_gap_and_an_overlap_name_the_ages_and_the_neighbours() -> None:
    gap, overlap = band_flaws([event("A", None, 35), event("C", 45, None), event("B", 38, 50)])
    assert (gap.kind, gap.codes, gap.low, gap.high) == ("gap", ("A", "B"), 36, 37)
    assert (overlap.kind, overlap.codes, overlap.low, overlap.high) == ("overlap", ("B", "C"), 45, 50)
    assert gap.text.say("en") == "A and B: ages 36 to 37 fit neither"
    assert overlap.text.say("en") == "B and C: ages 45 to 50 fit both"


def test_events_for_others_are_no_neighbours() -> None:
    assert band_flaws([event("A", None, 35), event("B", 40, None, men=1)]) == ()
