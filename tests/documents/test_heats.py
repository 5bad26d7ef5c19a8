"""Start lists and results of events that are measured, judged or listed, as they come out of the printer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.commands.test_marks import Track
from tests.small import entered
from tournament_app.commands.schedule import BuildSchedule
from tournament_app.errors import Refused
from tournament_app.printing import BY_KEY
from tournament_app.queries.event_state import event_state
from tournament_app.queries.print_heats import heat_tables, start_lists_print
from tournament_app.queries.print_options import PrintOptions
from tournament_app.queries.print_results import certificates_print, results_print

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2024, 10, 25, 8)


@pytest.fixture
def track(tmp_path: Path) -> Iterator[Track]:
    store = entered(tmp_path / "giải.giaidau")
    made = Track(store)
    made.draw()
    from tests.small import AN

    store.run(BuildSchedule(), AN)
    yield made
    store.close()


def test_a_start_list_has_every_lane_and_room_to_write(track: Track) -> None:
    with track.store.reading() as db:
        (event,) = start_lists_print(db, PrintOptions(), NOW).events
        assert [heat.title for heat in event.heats] == ["Đợt 1", "Đợt 2"]
        assert sum(len(heat.lines) for heat in event.heats) == 7
        assert all("ngày" in heat.when for heat in event.heats)
        assert {line.result for heat in event.heats for line in heat.lines} == {""}
        assert BY_KEY["start_list"].make(db, PrintOptions(event=track.event), NOW).startswith(b"%PDF")
        for key in ("match_sheet", "bracket", "results"):
            with pytest.raises(Refused):
                BY_KEY[key].make(db, PrintOptions(event=track.event), NOW)
        assert BY_KEY["schedule"].make(db, PrintOptions(), NOW).startswith(b"%PDF")
        assert BY_KEY["draw_record"].make(db, PrintOptions(event=track.event), NOW).startswith(b"%PDF")


def test_results_have_the_heats_the_final_ranking_and_a_reason_where_the_mark_does_not_say_it(track: Track) -> None:
    track.run("R1H1", "12.10", "12.35", "DNS")
    track.run("R1H2", "12.20", "12.05", "12.50", "12.60")
    track.run("R2H1", "12.00", "12.00", "12.40")
    with track.store.reading() as db:
        tables = heat_tables(db, event_state(db, track.event))
        assert [table.title for table in tables] == ["Đợt 1", "Đợt 2", "Chung kết", "Xếp hạng chung"]
        final = tables[2].lines
        assert [(line.place, line.result) for line in final] == [("1", "12.00"), ("1", "12.00"), ("3", "12.40")]
        assert "đồng hạng" in final[0].reason
        assert final[2].reason == ""
        assert tables[0].lines[-1].reason == "Không xuất phát"
        (event,) = results_print(db, PrintOptions(), NOW).events
        assert (event.scores, len(event.heats), len(event.places)) == ((), 4, 6)
        assert BY_KEY["results"].make(db, PrintOptions(), NOW).startswith(b"%PDF")
        assert [made.prize for made in certificates_print(db, PrintOptions(), NOW).certificates] == [
            "Nhất",
            "Nhất",
            "Ba",
        ]
