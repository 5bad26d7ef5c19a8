"""Rules of events as data: what holds at a stage, what a match leaves behind."""

from __future__ import annotations

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.rules import EventRules, Format, Sport


def test_a_stage_without_a_rule_takes_the_one_before_it_or_the_first_there_is() -> None:
    event = EventRules("CL-01", "CL", "Đôi nam", men=2)
    assert [event.at({"group": 18, "final": 40}, stage) for stage in ("group", "knockout", "final")] == [18, 18, 40]
    assert event.at({"final": 40}, "group") == 40
    assert event.at({}, "group") is None


def test_a_sport_takes_its_format_as_data_or_as_what_it_is() -> None:
    words = {"code": "CL", "name": "Cầu lông", "short_name": "CL", "court": "sân", "game": "ván", "ranking": "bwf"}
    plain = Sport.of({**words, "scoring": {}, "minutes": {}, "format": {"kind": "knockout"}})
    assert plain.format == Format(kind="knockout")
    assert Sport.of({**words, "scoring": {}, "minutes": {}, "format": plain.format}) == plain


def test_the_loser_is_the_other_side_and_nobody_after_a_draw() -> None:
    assert Outcome(1, 2, Kind.PLAYED, winner=1).loser == 2
    assert Outcome(1, 2, Kind.PLAYED, winner=2).loser == 1
    assert Outcome(1, 2, Kind.PLAYED).loser is None


def test_an_event_takes_format_and_prizes_as_data_and_keeps_how_it_is_played() -> None:
    data = {"code": "DK-01", "sport": "DK", "name": "Chạy 100 m", "play": "measured", "marks": {"kind": "time"}}
    event = EventRules.of({**data, "format": {"kind": "knockout"}, "prizes": {"third": 1}})
    assert (event.format, event.prizes.third) == (Format(kind="knockout"), 1)
    assert EventRules.of(event.data()) == event
