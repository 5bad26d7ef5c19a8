"""A copy before a draw made by the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.small import EVENTS, entered
from tournament_app.store.backup import all_copies, default_folder
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Desk


def test_before_the_first_draw_of_a_verb_a_copy_is_made(desk: Desk, tmp_path: Path) -> None:
    where = tmp_path / "giải.giai"
    entered(where).close()
    assert desk("draw", where).status == 0
    (copy,) = all_copies(where)
    before = Store.open(copy.path)
    with before.reading() as reading:
        assert [row["command"] for row in reading.find("audit")] == ["CreateTournament", "ImportForms"]
    before.close()


def test_a_copy_that_cannot_be_made_is_said_and_hinders_no_draw(desk: Desk, tmp_path: Path) -> None:
    where = tmp_path / "giải.giai"
    entered(where).close()
    default_folder(where).write_text("in the way", encoding="utf-8")
    said = desk("draw", where, "--event", EVENTS[0])
    assert said.status == 0
    assert "Chưa tạo được bản sao" in said.err


def test_a_tournament_is_taken_to_another_place(desk: Desk, tmp_path: Path) -> None:
    where, there = tmp_path / "giải.giai", tmp_path / "nơi khác.giai"
    entered(where).close()
    assert desk("move", where, there, "--json").data == {"to": str(there), "acts": 2}
    assert desk("check", there).status == 0
    assert desk("entries", there, "--json").data == desk("entries", where, "--json").data
    again = desk("move", where, there)
    assert again.status != 0
    assert there.name in again.err
