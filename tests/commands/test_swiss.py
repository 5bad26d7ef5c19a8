"""A Swiss event from its draw to its last round: paired, played, changed by hand; byes, late entries, withdrawals."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.commands.swiss_cases import play, swiss
from tests.small import AN
from tournament_app.commands.draw import DrawEvent, RemoveDraw
from tournament_app.commands.schedule import BuildSchedule
from tournament_app.commands.score import CallMatch, ClearResult, RecordScore
from tournament_app.commands.swiss import AskBye, PairRound, RepairRound, UnpairRound
from tournament_app.commands.withdraw import AddLateEntry, ReturnEntry, WithdrawEntry
from tournament_app.domain.outcome import Kind
from tournament_app.domain.swiss import Mark
from tournament_app.domain.swiss_check import flaws
from tournament_app.errors import Refused
from tournament_app.queries.draw_check import check_draw
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.queries.matches import match_rows
from tournament_app.queries.swiss import swiss_event, swiss_field
from tournament_app.rehearsal import rehearse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def drawn(tmp_path: Path):
    store, event_id = swiss(tmp_path / "giải.giai")
    yield store, event_id
    store.close()


def seen(store, event_id):
    with store.reading() as db:
        return swiss_event(db, event_id)


def pairs_of(store, event_id, number=-1):
    return tuple((b.match.side_a.id, b.match.side_b.id) for b in seen(store, event_id).rounds[number].boards)


def bye_of(store, event_id):
    return next((b.entry.id for b in seen(store, event_id).rounds[-1].byes if b.mark is Mark.PAIRING_BYE), None)


def code(no):
    return no.value.problems[0].code


def test_a_swiss_from_the_draw_to_the_last_place(drawn) -> None:
    store, event_id = drawn
    dice = Random(3)
    assert seen(store, event_id).next == 1
    assert len(seen(store, event_id).table) == 7
    for number in range(1, 5):
        assert store.run(PairRound(event_id), AN).value == number
        at = seen(store, event_id)
        assert (len(at.rounds), at.open, len(at.rounds[-1].byes)) == (number, 3, 1)
        with store.reading() as db:
            assert not event_state(db, event_id).finished
        play(store, event_id, dice)
    with store.reading() as db:
        state = event_state(db, event_id)
        assert state.finished
        assert check_draw(db, event_id).agrees
    assert min(state.resolved.places.values()) == 1
    at = seen(store, event_id)
    assert at.next is None
    met = [frozenset(pair) for number in range(4) for pair in pairs_of(store, event_id, number)]
    assert len(met) == len(set(met)) == 12
    assert len({bye.entry.id for each in at.rounds for bye in each.byes}) == 4
    assert at.table[0].entry.id in state.resolved.places
    with pytest.raises(Refused) as no:
        store.run(PairRound(event_id), AN)
    assert code(no) == "last_round"


def test_rounds_are_undone_and_done_again_to_the_same_pairs(drawn) -> None:
    store, event_id = drawn
    store.run(PairRound(event_id), AN)
    first = pairs_of(store, event_id)
    store.undo(AN)
    assert seen(store, event_id).rounds == ()
    store.redo(AN)
    assert pairs_of(store, event_id) == first
    assert store.run(UnpairRound(event_id), AN).value == 1
    with store.reading() as db:
        assert db.count("bye") == 0
    store.run(PairRound(event_id), AN)
    assert pairs_of(store, event_id) == first


def test_the_next_round_waits_for_the_last_match(drawn) -> None:
    store, event_id = drawn
    store.run(PairRound(event_id), AN)
    with pytest.raises(Refused) as no:
        store.run(PairRound(event_id), AN)
    assert code(no) == "round_open"
    store.run(RecordScore(event_id, "S1-1", Kind.PLAYED, ((2, 0),)), AN)
    with pytest.raises(Refused) as no:
        store.run(UnpairRound(event_id), AN)
    assert code(no) == "round_played"
    store.run(ClearResult(event_id, "S1-1"), AN)
    store.run(UnpairRound(event_id), AN)


def test_matches_of_a_round_are_called_placed_and_listed_as_any_other(drawn) -> None:
    store, event_id = drawn
    store.run(PairRound(event_id), AN)
    store.run(BuildSchedule(), AN)
    with store.reading() as db:
        mine = [row for row in match_rows(db) if row.event_id == event_id]
    assert [row.contest for row in mine] == ["S1-1", "S1-2", "S1-3"]
    assert all(row.start is not None for row in mine)
    assert mine[1].label.say("en") == "Round 1, match 2"
    store.run(CallMatch(event_id, "S1-2"), AN)
    store.run(UnpairRound(event_id), AN)
    with store.reading() as db:
        assert db.count("slot", event_id=event_id) == db.count("call", event_id=event_id) == 0


def test_a_round_paired_otherwise_by_hand(drawn) -> None:
    store, event_id = drawn
    store.run(PairRound(event_id), AN)
    store.run(CallMatch(event_id, "S1-1"), AN)
    store.run(CallMatch(event_id, "S1-3"), AN)
    (a, b), (c, d), (e, f) = pairs_of(store, event_id)
    bye = bye_of(store, event_id)
    store.run(RepairRound(event_id, ((a, d), (c, b), (e, f)), bye), AN)
    assert pairs_of(store, event_id) == ((a, d), (c, b), (e, f))
    with store.reading() as db:
        assert [row["contest"] for row in db.find("call")] == ["S1-3"]
        record = event_state(db, event_id).record
    assert [(one["round"], one["system"]) for one in record["rounds"]] == [(1, "hand")]
    store.run(RecordScore(event_id, "S1-1", Kind.PLAYED, ((2, 0),)), AN)
    for wrong in (((c, b), (a, d), (e, f)), ((a, b), (c, d), (e, f)), ()):
        with pytest.raises(Refused) as no:
            store.run(RepairRound(event_id, wrong, bye), AN)
        assert code(no) == "board_played"
    store.run(RepairRound(event_id, ((a, d), (c, bye), (e, f)), b), AN)
    assert bye_of(store, event_id) == b


def test_by_hand_what_no_round_can_be_is_refused_and_a_broken_rule_needs_a_reason(drawn) -> None:
    store, event_id = drawn
    store.run(PairRound(event_id), AN)
    first, bye = pairs_of(store, event_id), bye_of(store, event_id)
    play(store, event_id, Random(1))
    with pytest.raises(Refused) as no:
        store.run(PairRound(event_id, first, None), AN)
    assert code(no) == "forgotten"
    with pytest.raises(Refused) as no:
        store.run(PairRound(event_id, first, bye), AN)
    assert {p.code for p in no.value.problems} == {"rematch", "second_bye", "no_reason"}
    assert "Nguyễn Văn" in str(no.value)
    store.run(PairRound(event_id, first, bye, "chỉ còn những người này"), AN)
    with store.reading() as db:
        assert event_state(db, event_id).record["rounds"][1]["reason"] == "chỉ còn những người này"


def test_byes_that_are_asked_for(drawn) -> None:
    store, event_id = drawn
    ids = [row.entry.id for row in seen(store, event_id).table]
    store.run(AskBye(event_id, ids[0], 1, Mark.HALF), AN)
    store.run(AskBye(event_id, ids[1], 2, Mark.FULL), AN)
    store.run(AskBye(event_id, ids[2], 1, Mark.ZERO), AN)
    store.run(AskBye(event_id, ids[2], 1, None), AN)
    assert [bye.entry.id for bye in seen(store, event_id).asked] == [ids[0]]
    store.run(PairRound(event_id), AN)
    assert ids[0] not in {entry for pair in pairs_of(store, event_id) for entry in pair}
    assert len(pairs_of(store, event_id)) == 3
    for entry, number, mark, why in (
        (ids[2], 1, Mark.ZERO, "round_paired"),
        (ids[2], 9, Mark.ZERO, "round_paired"),
        (ids[2], 2, Mark.PAIRING_BYE, "no_such_bye"),
        (-1, 2, Mark.ZERO, "not_drawn_entry"),
    ):
        with pytest.raises(Refused) as no:
            store.run(AskBye(event_id, entry, number, mark), AN)
        assert code(no) == why
    play(store, event_id, Random(2))
    points = {row.entry.id: row.points for row in seen(store, event_id).table}
    assert points[ids[0]] == "½"
    store.run(PairRound(event_id), AN)
    store.run(UnpairRound(event_id), AN)
    assert [bye.mark for bye in seen(store, event_id).asked] == [Mark.FULL]


def test_a_late_entry_takes_the_next_number_and_joins_from_then_on(drawn) -> None:
    store, event_id = drawn
    store.run(PairRound(event_id), AN)
    play(store, event_id, Random(5))
    with store.reading() as db:
        unit = db.find("delegation")[0]["id"]
        taken = {
            row["athlete_id"]
            for entry in db.find("entry", event_id=event_id)
            for row in db.find("member", entry_id=entry["id"])
        }
        athlete = next(row["id"] for row in db.find("athlete", delegation_id=unit) if row["id"] not in taken)
        before = event_state(db, event_id).outcomes
    late = store.run(AddLateEntry(event_id, unit, (athlete,), "đến muộn"), AN).value
    with store.reading() as db:
        state = event_state(db, event_id)
        assert state.outcomes == before
        assert state.numbers[8] == late
        assert swiss_field(db, state).numbers[late] == 8
    assert len(seen(store, event_id).table) == 8
    store.run(PairRound(event_id), AN)
    assert late in {entry for pair in pairs_of(store, event_id) for entry in pair}
    assert len(pairs_of(store, event_id)) == 4


def test_who_withdraws_loses_the_open_match_and_is_paired_no_more(drawn) -> None:
    store, event_id = drawn
    store.run(PairRound(event_id), AN)
    (gone, other), *_ = pairs_of(store, event_id)
    store.run(WithdrawEntry(gone, "ốm"), AN)
    play_rest(store, event_id)
    store.run(PairRound(event_id), AN)
    assert gone not in {entry for pair in pairs_of(store, event_id) for entry in pair}
    assert bye_of(store, event_id) is None
    points = {row.entry.id: row.points for row in seen(store, event_id).table}
    assert (points[gone], points[other]) == ("0", "1")
    with store.reading() as db:
        state = event_state(db, event_id)
        assert not [f for f in flaws(swiss_field(db, state, 2), _pairing(store, event_id)) if f.level != "warning"]
    store.run(ReturnEntry(gone), AN)


def _pairing(store, event_id):
    from tournament_app.domain.swiss import Pairing

    return Pairing(pairs_of(store, event_id), bye_of(store, event_id))


def play_rest(store, event_id) -> None:
    """Every match that is ready, the first side wins."""
    for board in seen(store, event_id).rounds[-1].boards:
        if board.match.status == "ready":
            store.run(RecordScore(event_id, board.match.contest, Kind.PLAYED, ((2, 0),)), AN)


def test_walkovers_and_the_house_system_play_to_the_end(tmp_path: Path) -> None:
    store, event_id = swiss(tmp_path / "giải.giai", 6, 3, "house")
    dice = Random(8)
    for _ in range(3):
        store.run(PairRound(event_id), AN)
        play(store, event_id, dice, walkovers=True)
    with store.reading() as db:
        assert event_state(db, event_id).finished
    store.close()


def test_four_who_have_all_met_cannot_be_paired_and_the_refusal_says_what_to_do(tmp_path: Path) -> None:
    store, event_id = swiss(tmp_path / "giải.giai", 4, 3)
    store.run(PairRound(event_id), AN)
    play_rest(store, event_id)
    first, gone = pairs_of(store, event_id)[0], pairs_of(store, event_id)[1]
    store.run(WithdrawEntry(gone[0], "ốm"), AN)
    store.run(WithdrawEntry(gone[1], "ốm"), AN)
    with pytest.raises(Refused) as no:
        store.run(PairRound(event_id), AN)
    assert code(no) == "no_pairing"
    store.run(PairRound(event_id, (first[::-1],), None, "chỉ còn hai người"), AN)
    store.close()


def test_an_event_of_another_format_has_no_rounds(tmp_path: Path) -> None:
    store, event_id = swiss(tmp_path / "giải.giai", 4, 3)
    with store.reading() as db:
        other = event_ids(db)["CL-05"]
        assert swiss_event(db, other) is None
    for command, why in (
        (PairRound(other), "not_drawn"),
        (UnpairRound(event_id), "no_round"),
        (RepairRound(event_id, ()), "no_round"),
    ):
        with pytest.raises(Refused) as no:
            store.run(command, AN)
        assert code(no) == why
    store.run(DrawEvent(other, "x"), AN)
    with pytest.raises(Refused) as no:
        store.run(PairRound(other), AN)
    assert code(no) == "no_swiss"
    store.close()


def test_taking_the_draw_back_takes_its_byes(drawn) -> None:
    store, event_id = drawn
    store.run(PairRound(event_id), AN)
    store.run(RemoveDraw(event_id), AN)
    with store.reading() as db:
        assert db.count("bye") == 0


def test_the_rehearsal_pairs_and_plays_every_round(tmp_path: Path) -> None:
    store, event_id = swiss(tmp_path / "giải.giai", 7, 3)
    rehearse(store, "1", events=frozenset({"CT-01"}))
    with store.reading() as db:
        state = event_state(db, event_id)
        assert state.finished
        assert swiss_event(db, event_id).next is None
    store.close()
