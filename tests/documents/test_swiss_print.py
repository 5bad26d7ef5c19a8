"""The pairs and the table of a Swiss on paper say what the desk says."""

from __future__ import annotations

import re
from io import BytesIO
from random import Random

import pytest
from pypdf import PdfReader

from tests.commands.swiss_cases import play, swiss
from tests.small import AN
from tournament_app.commands.schedule import BuildSchedule
from tournament_app.commands.swiss import PairRound
from tournament_app.errors import Refused
from tournament_app.making import create_tournament
from tournament_app.printing import BY_KEY, PrintOptions
from tournament_app.queries.print_swiss import swiss_prints
from tournament_app.queries.swiss import swiss_event
from tournament_app.sample import MOMENT


def text(db, **chosen) -> str:
    made = PdfReader(BytesIO(BY_KEY["swiss"].make(db, PrintOptions(**chosen), MOMENT)))
    return " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in made.pages)


def test_the_newest_round_and_the_table_are_printed(tmp_path) -> None:
    store, event_id = swiss(tmp_path / "giải.giai", 7, 4)
    with store.reading() as db:
        assert "Danh sách" in text(db)
    store.run(PairRound(event_id), AN)
    play(store, event_id, Random(1))
    store.run(PairRound(event_id), AN)
    with store.reading() as db:
        (unplaced,) = swiss_prints(db, PrintOptions(event=event_id), MOMENT)
        assert [row.when for row in unplaced.boards] == ["", "", ""]
    store.run(BuildSchedule(), AN)
    with store.reading() as db:
        event = swiss_event(db, event_id)
        (made,) = swiss_prints(db, PrintOptions(), MOMENT)
        said = text(db, event=event_id)
    assert (made.round, made.last, len(made.boards), len(made.byes), len(made.rows)) == (2, 4, 3, 1, 7)
    for words in (
        "Ván 2 trên 4",
        "Bảng điểm tạm tính, ván 2 chưa xong",
        "SB: hệ số Sonneborn-Berger",
        "nghỉ (miễn đấu)",
    ):
        assert words in said
    for row in event.table:
        assert row.entry.members[0] in said
    assert all(row.when for row in made.boards)
    play(store, event_id, Random(2))
    with store.reading() as db:
        assert "Bảng điểm sau ván 2" in text(db)
    store.close()


def test_a_round_without_byes_that_nobody_has_begun_leaves_the_table_of_the_one_before(tmp_path) -> None:
    store, event_id = swiss(tmp_path / "giải.giai", 6, 3)
    store.run(PairRound(event_id), AN)
    play(store, event_id, Random(1))
    store.run(PairRound(event_id), AN)
    with store.reading() as db:
        assert swiss_prints(db, PrintOptions(), MOMENT)[0].caption == "Bảng điểm sau ván 1"
    store.close()


def test_without_a_swiss_there_is_nothing_to_print(tmp_path) -> None:
    store = create_tournament(tmp_path / "giải.giai", "xxv", AN)
    with store.reading() as db, pytest.raises(Refused) as no:
        BY_KEY["swiss"].make(db, PrintOptions(), MOMENT)
    assert no.value.problems[0].code == "nothing_to_print"
    store.close()
