"""From provisional to official and back: confirmations, protests and their decisions, ties settled by people."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.small import AN, drawn, entered
from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.protest import DecideProtest, LodgeProtest, WithdrawProtest
from tournament_app.commands.score import ConfirmResults, DrawLots, RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.domain.rules import Format
from tournament_app.errors import Refused
from tournament_app.queries.checks import checks, open_ties
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.queries.matches import match_rows
from tournament_app.queries.overview import steps, todo
from tournament_app.queries.print_bracket import group_tables
from tournament_app.queries.protests import protest_rows
from tournament_app.queries.results import standing_rows
from tournament_app.queries.stand import protested, stand
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.queries.matches import MatchRow

BINH = Actor("Bình", "organiser", "bàn 2")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Chess of four, every match played."""
    made = drawn(tmp_path_factory.mktemp("cờ") / "giải.giai", units=4)
    for match in chess(made):
        made.run(RecordScore(match.event_id, match.contest, Kind.PLAYED, ((2, 0),)), AN)
    made.close()
    return Path(made.where)


@pytest.fixture
def store(played: Path, tmp_path: Path) -> Iterator[Store]:
    made = Store.open(shutil.copy(played, tmp_path / "giải.giai"))
    yield made
    made.close()


def chess(store: Store) -> list[MatchRow]:
    with store.reading() as db:
        return [m for m in match_rows(db) if m.event_id == event_ids(db)["CT-01"]]


def state(store: Store) -> str:
    with store.reading() as db:
        return stand(db, event_ids(db)["CT-01"]).state


def lodged(store: Store, match: MatchRow, ground: str = "sai nhân sự") -> int:
    assert match.side_b is not None
    with store.reading() as db:
        unit = db.get("entry", match.side_b.id)["delegation_id"]
    return int(store.run(LodgeProtest(*match.key, unit, ground, "500.000 đ"), AN).value)


def test_a_correction_of_official_results_makes_them_amended_until_they_are_confirmed_again(store: Store) -> None:
    match = chess(store)[0]
    assert state(store) == "provisional"
    store.run(ConfirmResults(match.event_id, "official"), AN)
    assert state(store) == "official"
    store.run(RecordScore(*match.key, Kind.PLAYED, ((1, 1),), voids=True), BINH)
    with store.reading() as db:
        now = stand(db, match.event_id)
        assert (now.state, now.who) == ("amended", "Bình")
        assert "amended" not in {row["state"] for row in db.find("confirmation")}, "what can be derived is not stored"
        assert [row.badge.say("en") for row in todo(db, match_rows(db), 0)].count("Amended") == 1
        assert steps(db, match_rows(db), done=0)[-1].detail.say("en").startswith("0/")
    store.undo(BINH)
    assert state(store) == "official", "undone, they are what was confirmed"
    store.redo(BINH)
    store.run(ConfirmResults(match.event_id, "official"), AN)
    assert state(store) == "official"
    store.run(ConfirmResults(match.event_id, "provisional"), AN)
    assert state(store) == "provisional"


def test_a_match_of_another_event_leaves_official_results_official(store: Store) -> None:
    store.run(ConfirmResults(chess(store)[0].event_id, "official"), AN)
    with store.reading() as db:
        other = next(m for m in match_rows(db) if m.event == "CL-05" and m.status == "ready")
    store.run(RecordScore(*other.key, Kind.WALKOVER, (), 1), AN)
    assert state(store) == "official"


def test_an_open_protest_keeps_results_from_being_official(store: Store) -> None:
    match = chess(store)[0]
    protest = lodged(store, match)
    assert state(store) == "protest"
    with store.reading() as db:
        assert protested(db) == {match.key}
        assert [m.key for m in match_rows(db) if m.protested] == [match.key]
        assert [one.kind for one in checks(db) if one.part == "results"] == ["open_protest"]
        (row,) = protest_rows(db, match.event_id)
        assert (row.open, row.deposit, row.ground, row.number) == (True, "500.000 đ", "sai nhân sự", match.number)
        assert [r.badge.say("vi") for r in todo(db, match_rows(db), 0)].count("Khiếu nại") == 1
    with pytest.raises(Refused, match="chưa giải quyết"):
        store.run(ConfirmResults(match.event_id, "official"), AN)
    store.run(DecideProtest(protest, "rejected", "đúng điều lệ", "Ban giám sát"), AN)
    with store.reading() as db:
        (row,) = protest_rows(db)
        assert (row.state, row.decided_by, row.decision) == ("rejected", "Ban giám sát", "đúng điều lệ")
        assert row.decided_at
        assert protested(db) == frozenset()
    store.run(ConfirmResults(match.event_id, "official"), AN)
    assert state(store) == "official"


def test_official_results_are_official_again_when_the_protest_is_withdrawn(store: Store) -> None:
    match = chess(store)[0]
    store.run(ConfirmResults(match.event_id, "official"), AN)
    protest = lodged(store, match)
    assert state(store) == "protest"
    store.run(WithdrawProtest(protest, "đã rõ"), AN)
    assert state(store) == "official"
    with pytest.raises(Refused, match="đã giải quyết"):
        store.run(DecideProtest(protest, "rejected", "muộn"), AN)


def test_an_upheld_protest_waits_for_its_correction(store: Store) -> None:
    match = chess(store)[0]
    protest = lodged(store, match)
    store.run(DecideProtest(protest, "corrected", "trọng tài ghi nhầm"), AN)
    with store.reading() as db:
        assert protest_rows(db)[0].to_correct
    with pytest.raises(Refused, match="kết quả chưa sửa"):
        store.run(ConfirmResults(match.event_id, "official"), AN)
    store.run(RecordScore(*match.key, Kind.PLAYED, ((0, 2),), voids=True), AN)
    store.run(ConfirmResults(match.event_id, "official"), AN)
    assert state(store) == "official"


def test_a_match_to_be_played_again_loses_its_result_with_the_decision(store: Store) -> None:
    match = chess(store)[0]
    store.run(DecideProtest(lodged(store, match), "replay", "đồng hồ hỏng", voids=True), AN)
    assert chess(store)[0].status == "ready"
    store.undo(AN)
    assert chess(store)[0].status == "done"
    with store.reading() as db:
        assert protest_rows(db)[0].open


def test_a_protest_without_ground_match_or_entry_is_refused(store: Store) -> None:
    match = chess(store)[0]
    assert match.side_a is not None
    with store.reading() as db:
        unit = db.get("entry", match.side_a.id)["delegation_id"]
    for command, field in (
        (LodgeProtest(*match.key, unit, " "), "ground"),
        (LodgeProtest(match.event_id, "Z9", unit, "x"), "contest"),
        (LodgeProtest(*match.key, 999, "x"), "delegation"),
        (LodgeProtest(*match.key, unit, "x", lodged="sáng nay"), "lodged"),
        (DecideProtest(lodged(store, match), "rejected", " "), "decision"),
    ):
        with pytest.raises(Refused) as no:
            store.run(command, AN)
        assert no.value.problems[0].field == field


def level(store: Store) -> tuple[int, str, tuple[int, ...]]:
    """Everybody in the chess event drew every match: event, group, and its entries as the table lists them."""
    for match in chess(store):
        store.run(RecordScore(*match.key, Kind.PLAYED, ((1, 1),), voids=True), AN)
    event_id = chess(store)[0].event_id
    with store.reading() as db:
        ((group, rows),) = standing_rows(db, event_id).items()
    assert not any(row.standing.settled for row in rows)
    return event_id, group, tuple(row.entry.id for row in rows)


def reasons(store: Store, event_id: int, group: str) -> list[str]:
    with store.reading() as db:
        return [row.reason.say("vi") for row in standing_rows(db, event_id)[group]]


def test_lots_are_told_with_their_time_and_witnesses_wherever_the_rank_is(store: Store) -> None:
    event_id, group, tied = level(store)
    store.run(DrawLots(event_id, group, tied[::-1], "trưởng đoàn hai bên"), AN)
    said = reasons(store, event_id, group)
    assert "ngang nhau" in said[0]
    assert "bốc thăm lúc" in said[0]
    assert said[0].endswith("chứng kiến: trưởng đoàn hai bên")
    with store.reading() as db:
        (printed,) = group_tables(db, event_id)
        assert {row.reason for row in printed.rows} == set(said)
        assert [row["who"] for row in db.find("lot", event_id=event_id)] == ["An"]


def test_a_decision_instead_of_lots_needs_a_reason_and_says_it(store: Store) -> None:
    event_id, group, tied = level(store)
    with pytest.raises(Refused) as no:
        store.run(DrawLots(event_id, group, tied, how="decision", reason=" "), AN)
    assert no.value.problems[0].field == "reason"
    for order, how in (((*tied, tied[0]), "lots"), (tied, "dice"), ((*tied[:1], 999), "lots")):
        with pytest.raises(Refused):
            store.run(DrawLots(event_id, group, order, how=how), AN)
    store.run(DrawLots(event_id, group, tied, how="decision", reason="đội trẻ hơn xếp trên"), AN)
    assert all("An quyết định" in one and "đội trẻ hơn xếp trên" in one for one in reasons(store, event_id, group))
    store.undo(AN)
    assert not any("quyết định" in one for one in reasons(store, event_id, group))


def test_a_tie_across_groups_settled_by_lots_says_when_and_before_whom(tmp_path: Path) -> None:
    """Groups of three, the first of each match wins alike: the seconds are level, one of them goes on."""
    store = entered(tmp_path / "giải.giai", 6)
    with store.reading() as db:
        event = event_ids(db)["BB-02"]
    store.run(DrawEvent(event, "gieo", Format(kind="groups", group_size=3, qualifiers=1, best_next=2)), AN)
    while True:
        with store.reading() as db:
            state = event_state(db, event)
        assert state.resolved is not None
        assert state.plan is not None
        open_ = [ref for ref in state.resolved.open if state.contest_stage(ref) == "group"]
        if not open_:
            break
        for ref in open_:
            a, b = state.sides(ref)
            assert a is not None
            assert b is not None
            games = ((11, 6), (11, 6)) if a < b else ((6, 11), (6, 11))
            store.run(RecordScore(event, ref, Kind.PLAYED, games), AN)
    (scope,) = open_ties(state)
    assert scope.startswith("#")
    assert not [c for c in state.plan.contests if c.stage != "group" and None not in state.sides(c.ref)], (
        "nobody goes on"
    )
    tied = tuple(row.entry for row in state.tables[scope] if not row.settled)
    store.run(DrawLots(event, scope, tied, "đại diện các đoàn"), AN)
    with store.reading() as db:
        said = [row.reason.say("vi") for row in standing_rows(db, event)[scope]]
        assert all("bốc thăm lúc" in one and "chứng kiến: đại diện các đoàn" in one for one in said)
        assert any(said[0] in note for table in group_tables(db, event) for note in table.notes), "on paper too"
        assert open_ties(event_state(db, event)) == ()
    store.close()


def test_witnesses_are_named_where_there_were_any(store: Store) -> None:
    event_id, group, tied = level(store)
    store.run(DrawLots(event_id, group, tied), AN)
    assert not any("chứng kiến" in one for one in reasons(store, event_id, group))
    store.run(DrawLots(event_id, group, tied, "ông Cường", "decision", "theo điều lệ"), AN)
    assert all(one.endswith("theo điều lệ; chứng kiến: ông Cường") for one in reasons(store, event_id, group))


def test_a_protest_is_decided_one_way_or_the_other_and_a_state_is_one_of_two(store: Store) -> None:
    match = chess(store)[0]
    for command in (
        DecideProtest(lodged(store, match), "perhaps", "để xem"),
        ConfirmResults(match.event_id, "protest"),
    ):
        with pytest.raises(Refused):
            store.run(command, AN)
