"""Decisions beside the matches, as an organiser takes them: the table, its reasons and the sheet under it follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.small import AN, drawn
from tournament_app.commands.adjustment import AdjustPoints, AnnulResults, NoteForTable, TakeBackAdjustment
from tournament_app.commands.overall import ChangeOverall
from tournament_app.commands.score import RecordScore
from tournament_app.documents.groups import cross_table
from tournament_app.domain.outcome import Kind
from tournament_app.errors import Refused
from tournament_app.queries.adjustments import adjustment_rows
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.queries.matches import match_rows
from tournament_app.queries.medals import overall_of
from tournament_app.queries.print_bracket import group_tables
from tournament_app.queries.results import standing_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tournament_app.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Chess of four: everybody meets everybody, the first side always wins."""
    made = drawn(tmp_path / "giải.giai", units=4)
    for match in matches(made):
        made.run(RecordScore(match.event_id, match.contest, Kind.PLAYED, ((2, 0),)), AN)
    yield made
    made.close()


def matches(store: Store):  # type: ignore[no-untyped-def]
    with store.reading() as db:
        return [m for m in match_rows(db) if m.event_id == event_ids(db)["CT-01"] and m.side_a and m.side_b]


def ranks(store: Store) -> list[tuple[int, str, str]]:
    """(entry, points, reason) in rank order."""
    with store.reading() as db:
        (rows,) = standing_rows(db, event_ids(db)["CT-01"]).values()
    return [(row.entry.id, str(row.standing.points), row.reason.say("en")) for row in rows]


def said(store: Store) -> list[str]:
    with store.reading() as db:
        return [row.text.say("en") for row in adjustment_rows(db, event_ids(db)["CT-01"])]


def test_points_deducted_count_and_are_said_in_the_reason_and_under_the_table(store: Store) -> None:
    first = ranks(store)[0]
    row = store.run(AdjustPoints(first[0], "-2,5", " đến muộn "), AN).value
    now = {entry: (points, reason) for entry, points, reason in ranks(store)}
    assert now[first[0]][0] != first[1]
    assert "(-2½ points: đến muộn)" in now[first[0]][1]
    assert [text.endswith("-2½ points: đến muộn") for text in said(store)] == [True]
    with store.reading() as db:
        (group,) = group_tables(db, event_ids(db)["CT-01"])
    assert [note.split(": ", 1)[1] for note in group.notes] == ["-2½ điểm: đến muộn"]
    assert "-2½" in str(cross_table(group, 500))
    store.run(TakeBackAdjustment(row), AN)
    assert ranks(store)[0] == first
    assert said(store) == []
    store.undo(AN)
    assert said(store) != []


def test_annulled_results_put_an_entry_last_and_take_them_from_the_others(store: Store) -> None:
    before = ranks(store)
    gone = before[0][0]
    store.run(AnnulResults(gone, "sai nhân sự"), AN)
    now = ranks(store)
    assert now[-1] == (gone, "0", "All results annulled: sai nhân sự")
    assert "whose results are annulled" in now[-2][2]
    with pytest.raises(Refused, match=r"hủy rồi|annulled already"):
        store.run(AnnulResults(gone, "lần nữa"), AN)
    with store.reading() as db:
        state = event_state(db, event_ids(db)["CT-01"])
    assert [row.played for row in state.tables[next(iter(state.tables))]] == [2, 2, 2, 0]


def test_a_position_replaces_the_one_before_and_conduct_adds_up(store: Store) -> None:
    entry = ranks(store)[0][0]
    for value in ("3", "7"):
        store.run(NoteForTable(entry, "position", value), AN)
        store.run(NoteForTable(entry, "conduct", "-1", "thẻ vàng"), AN)
    assert sorted(text.split(": ", 1)[1] for text in said(store)) == [
        "conduct points -1 (thẻ vàng)",
        "conduct points -1 (thẻ vàng)",
        "position in the ranking list 7",
    ]


@pytest.mark.parametrize(
    ("points", "reason", "code"), [("-1", " ", "no_reason"), ("x", "muộn", "no_number"), ("0", "muộn", "no_points")]
)
def test_what_is_no_decision_is_refused(store: Store, points: str, reason: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        store.run(AdjustPoints(ranks(store)[0][0], points, reason), AN)
    assert refused.value.problems[0].code == code


def test_a_table_without_points_has_none_to_deduct(store: Store) -> None:
    with store.reading() as db:
        entry = db.find("entry", event_id=event_ids(db)["CL-05"])[0]["id"]
    with pytest.raises(Refused):
        store.run(AdjustPoints(entry, "-1", "muộn"), AN)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"by": "luck"}, "no_way"),
        ({"points": ["7", "x"]}, "no_number"),
        ({"bonus": {"Sở Lạ": "1"}}, "no_delegation"),
        ({"composite": {"Sở Y tế": ["Sở Lạ"]}}, "no_delegation"),
        ({"weights": {"XX-1": "2"}}, "no_event"),
        ({"luck": 1}, "unknown_key"),
    ],
)
def test_a_rule_of_the_overall_ranking_that_makes_no_sense_is_refused(store: Store, values: dict, code: str) -> None:
    with store.reading() as db:
        before = overall_of(db)
    with pytest.raises(Refused) as refused:
        store.run(ChangeOverall(values), AN)
    assert refused.value.problems[0].code == code
    with store.reading() as db:
        assert overall_of(db) == before
