"""After the draw from the command line: the public draw and its check, corrections, who leaves and who comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.small import AN, drawn, entered
from tournament_app.commands.draw import DrawEvent
from tournament_app.domain.protocol import public_seed
from tournament_app.domain.rules import Format
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.rehearsal import rehearse
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Desk

DOUBLES, SINGLES = "CL-05", "BB-02"


@pytest.fixture
def where(tmp_path: Path) -> Path:
    """The small tournament, drawn; its doubles a knockout of seven."""
    file = tmp_path / "giải.giai"
    store = drawn(file)
    with store.reading() as db:
        event_id = event_ids(db)[DOUBLES]
    store.run(DrawEvent(event_id, "gieo", Format(kind="knockout")), AN)
    store.close()
    return file


def with_results(where: Path) -> tuple[int, int, str]:
    """The doubles played; the numbers of a semi-final and the final, and the score that turns the semi-final over."""
    from tournament_app.queries.matches import match_rows

    store = Store.open(where)
    rehearse(store, "1", events=frozenset({DOUBLES}))
    with store.reading() as db:
        found = {m.contest: m for m in match_rows(db) if m.event == DOUBLES}
    store.close()
    semi = found["SF1"]
    assert semi.outcome is not None
    assert semi.side_a is not None
    won = semi.outcome.winner == semi.side_a.id
    return semi.number, found["F"].number, "12-21" if won else "21-12"


def test_an_undo_upstream_asks_about_the_results_it_leaves_behind(desk: Desk, where: Path) -> None:
    with_results(where)
    store = Store.open(where)
    with store.reading() as db:
        event_id = event_ids(db)[DOUBLES]
        semi = db.one("result", event_id=event_id, contest="SF1")
        assert semi is not None
        act = max(row["id"] for row in db.find("audit") if ["result", semi["id"]] in [c[:2] for c in row["changes"]])
    refused = desk("undo", where, "--act", str(act))
    assert refused.status == 1
    done = desk("undo", where, "--act", str(act), "--void")
    assert done.status == 0, done.err
    with store.reading() as db:
        state = event_state(db, event_id)
    store.close()
    assert state.resolved is not None
    assert not state.resolved.stale
    assert not {"SF1", "F"} & set(state.outcomes)


def test_a_public_draw_and_its_check(desk: Desk, tmp_path: Path) -> None:
    where = tmp_path / "giải.giai"
    entered(where).close()
    assert desk("draw", where, "--check", "--json").status == 1, "nothing is drawn"
    shown = {one["event"]: one["hash"] for one in desk("draw", where, "--announce", "--json").data}
    said = desk("draw", where, "--hall", "xúc xắc 4 2", "--hall", "17", "--json")
    seeds = {one["event"]: one["seed"] for one in said.data["drawn"]}
    assert set(seeds) == set(shown)
    assert seeds[DOUBLES] == public_seed(shown[DOUBLES], ["xúc xắc 4 2", "17"])
    checked = desk("draw", where, "--check", "--json")
    assert checked.status == 0
    assert {one["event"] for one in checked.data} == set(seeds)
    assert all(one["agrees"] for one in checked.data)
    store = Store.open(where)
    with store.reading() as db:
        draw = db.one("draw", event_id=event_ids(db)[DOUBLES])
    store.close()
    assert draw is not None
    _forge(where, draw["id"])
    forged = desk("draw", where, "--check", "--event", DOUBLES)
    assert forged.status == 1
    assert "Số 1" in forged.out


def _forge(where: Path, draw_id: int) -> None:
    """Two entries change places behind the program's back."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(where)) as file, file:
        file.execute("UPDATE draw_place SET entry_id = -entry_id WHERE draw_id = ? AND number IN (1, 2)", [draw_id])
        file.execute(
            "UPDATE draw_place SET entry_id = (SELECT -other.entry_id FROM draw_place AS other WHERE other.draw_id ="
            " draw_place.draw_id AND other.number = 3 - draw_place.number) WHERE draw_id = ? AND number = 1",
            [draw_id],
        )


def test_what_becomes_of_each_later_match_is_said(desk: Desk, where: Path) -> None:
    semi, final, turned = with_results(where)
    assert desk("score", where, semi, turned).status == 1
    seen = desk("score", where, semi, turned, "--look", "--json").data
    assert [(one["match"], one["contest"]) for one in seen["results"]] == [(final, "F")]
    assert "keep" in seen["results"][0]["choices"]
    for wrong in ("99999=void", f"{final}=drop", "F"):
        assert desk("score", where, semi, turned, "--later", wrong).status == 1
    assert desk("score", where, semi, turned, "--later", f"{final}=keep").status == 1, "without a reason"
    assert desk("score", where, semi, turned, "--later", f"{final}=keep:đã trao giải").status == 0
    assert desk("undo", where).status == 0
    assert desk("score", where, semi, turned, "--later", "F=void").status == 0
    store = Store.open(where)
    with store.reading() as db:
        state = event_state(db, event_ids(db)[DOUBLES])
    store.close()
    assert "F" not in state.outcomes
    assert not state.pins


def test_an_entry_withdraws_and_takes_part_again(desk: Desk, where: Path) -> None:
    event = ("--event", SINGLES, "--unit", "sở  Y tế", "--number", 2)
    assert desk("withdraw", where, *event).status == 1, "without a reason"
    seen = desk("withdraw", where, *event, "--reason", "ốm", "--look", "--json").data
    assert len(seen["matches"]) >= 2, "its matches are decided without play"
    assert not seen["results"]
    assert desk("withdraw", where, *event, "--reason", "ốm", "--json").data["withdrawn"]
    assert desk("withdraw", where, *event, "--reason", "ốm").status == 1, "twice"
    assert not desk("withdraw", where, *event, "--back", "--json").data["withdrawn"]
    assert desk("withdraw", where, "--event", SINGLES, "--unit", "Sở Lạ", "--reason", "ốm").status == 1
    assert desk("withdraw", where, *event[:4], "--number", 9, "--reason", "ốm").status == 1


def test_others_play_and_a_late_entry_takes_a_line(desk: Desk, where: Path) -> None:
    unit = ("--event", DOUBLES, "--unit", "Sở Y tế")
    said = desk("replace", where, *unit, "--reason", "chấn thương", "Nguyễn Văn Aa", "nguyễn văn ah", "--json")
    assert said.data["members"] == ["Nguyễn Văn Aa", "Nguyễn Văn Ah"]
    assert desk("replace", where, *unit, "--reason", "x", "Nguyễn Văn Zz", "Nguyễn Văn Aa").status == 1
    late = ("--event", DOUBLES, "--unit", "Sở Nội vụ", "--reason", "bổ sung", "Nguyễn Văn Bg", "Nguyễn Văn Bh")
    assert desk("late", where, *late, "--json").data["number"] in range(1, 9)
    assert desk("undo", where).status == 0
    assert desk("late", where, *late, "--instead-of", "Sở Y tế").status == 1, "it has not withdrawn"
    assert desk("withdraw", where, *unit, "--reason", "ốm").status == 0
    assert desk("late", where, *late, "--instead-of", "Sở Y tế/1").status == 0
