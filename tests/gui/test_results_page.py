"""Results: tables with reasons, lots for a tie, official and under protest, from a row to the score desk."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tournament_app import words
from tournament_app.commands.score import ClearResult, RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.gui.pages.adjust_form import command
from tournament_app.queries.checks import open_ties
from tournament_app.queries.event_state import adjustments_of, event_state, event_states
from tournament_app.queries.matches import match_rows
from tournament_app.queries.protests import protest_rows
from tournament_app.queries.results import standing_rows
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tournament_app.gui.main_window import MainWindow
    from tournament_app.gui.pages.results import ResultsPage

AN = Actor("An")


@pytest.fixture
def store(sample_store_file: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(sample_store_file, tmp_path / "giai.giai")
    made = Store.open(tmp_path / "giai.giai")
    yield made
    made.close()


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    from tournament_app.gui.main_window import MainWindow

    words.set_language("en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_page("results")
    return made


@pytest.fixture
def page(window) -> ResultsPage:
    return window.page("results")


def finish(store: Store, event_id: int) -> None:
    """Play an event to its end: the first side never comes, or comes alone."""
    for _ in range(200):
        with store.reading() as db:
            todo = [m for m in match_rows(db) if m.event_id == event_id and m.status in {"ready", "called", "playing"}]
        if not todo:
            return
        for match in todo:
            store.run(RecordScore(event_id, match.contest, Kind.WALKOVER, loser=1, voids=True), AN)


def three_way_tie(store: Store) -> tuple[int, str]:
    """A group of three untouched entries, played so that no rule tells them apart."""
    with store.reading() as db:
        for state in event_states(db).values():
            plan = state.plan
            for group, members in (plan.groups if plan else {}).items():
                contests = [c for c in plan.contests if c.group == group]
                scoring = state.scoring["group"]
                if len(members) == 3 and scoring.best_of == 1 and scoring.target == 21 and not state.outcomes:
                    break
            else:
                continue
            break
        else:
            pytest.skip("the sample has no untouched group of three")
    order = list(members)
    for contest in contests:
        a, b = order.index(int(contest.a)), order.index(int(contest.b))
        first_wins = (b - a) % 3 == 1
        store.run(
            RecordScore(state.id, contest.ref, Kind.PLAYED, ((21, 15),) if first_wins else ((15, 21),), voids=True), AN
        )
    return state.id, group


def test_each_rank_of_a_group_says_why(page, store):
    with store.reading() as db:
        event_id = next(s.id for s in event_states(db).values() if s.played > 10 and s.plan.groups)
    page.list.choose(event_id)
    page.view.choose("groups")
    page._fill()
    row = next(r for r in page.groups.rows.rows if str(r.row.reason))
    page.groups.choose(row.id)
    assert page.why.isVisible()
    assert str(row.row.reason) in page.why.text()


def test_a_match_opens_at_the_score_desk(qtbot, page, window):
    page.view.choose("matches")
    page._fill()
    row = page.matches.rows.rows[3]
    page.matches.choose(row.id)
    qtbot.keyClick(page.matches, Qt.Key.Key_Return)
    assert window.key == "score"
    assert window.page("score").key_now == row.key


def test_an_exception_is_marked_at_its_score_with_its_reason(qtbot, page, store, desk):
    with store.reading() as db:
        match = next(
            m
            for m in match_rows(db)
            if m.status == "ready"
            and (r := event_states(db)[m.event_id].scoring[m.stage]).target == 21
            and r.best_of == 1
        )
    with qtbot.waitSignal(desk.changed):
        store.run(RecordScore(*match.key, Kind.PLAYED, ((21, 20),), override="both agreed"), AN)
    page.list.choose(match.event_id)
    page.view.choose("matches")
    page._fill()
    score = next(c for c in page.matches.rows.columns if c.key == "score")
    row = next(r for r in page.matches.rows.rows if r.id == match.contest)
    assert score.value(row) == "! 21-20"
    assert score.badge(row) == "warning"
    assert "both agreed" in score.tip(row)


def test_a_tie_beyond_the_rules_is_settled_by_lots_entered_here(qtbot, page, store, desk):
    event_id, group = three_way_tie(store)
    desk.open("results", "event", event_id)
    page.refresh()
    with store.reading() as db:
        assert group in open_ties(event_state(db, event_id))
    assert page.stands.lots_button.isVisible()
    page.stands.lots_button.click()
    order = page.lots_form.widgets["order"]
    tied = order.order()
    assert len(tied) == 3
    for at in (2, 1):
        order.list.setCurrentRow(at)
        order.up.click()
    page.lots_form.widgets["note"].setText("Ban tổ chức, ba đoàn")
    page.lots_form.accept()
    with store.reading() as db:
        state = event_state(db, event_id)
        assert group not in open_ties(state)
        assert [row.entry for row in state.resolved.tables[group]] == [tied[2], tied[0], tied[1]]
        assert db.one("lot", event_id=event_id, scope=group)["note"] == "Ban tổ chức, ba đoàn"
    page.refresh()
    assert not page.stands.lots_button.isVisible()


def test_a_decision_without_a_reason_is_refused_in_the_form(page, store, desk):
    event_id, group = three_way_tie(store)
    desk.open("results", "event", event_id)
    page.refresh()
    page.enter_lots()
    page.lots_form.widgets["how"].decision.setChecked(True)
    page.lots_form.accept()
    assert page.lots_form.problem_at("reason")
    page.lots_form.widgets["reason"].setText("đoàn chủ nhà nhường")
    page.lots_form.accept()
    with store.reading() as db:
        assert db.one("lot", event_id=event_id, scope=group)["how"] == "decision"
        assert "đoàn chủ nhà nhường" in standing_rows(db, event_id)[group][0].reason.say("vi")


def test_a_protest_is_taken_down_and_decided_beside_the_results(qtbot, page, store, desk, window):
    with store.reading() as db:
        match = next(m for m in match_rows(db) if m.status == "done" and m.group)
    desk.open("results", "event", match.event_id)
    page.refresh()
    page.protest()
    form = page.protest_form
    form.accept()
    assert form.problem_at("ground")
    form.widgets["ground"].setPlainText("vận động viên không có tên")
    form.widgets["lodged"].setText("sáng nay")
    form.accept()
    assert form.problem_at("lodged")
    form.widgets["lodged"].setText("10:40")
    with qtbot.waitSignal(desk.changed):
        form.accept()
    with store.reading() as db:
        (row,) = protest_rows(db)
    assert row.lodged.startswith("2024-10-26T03:40")
    assert next(item for item in page.list.items if item.key == match.event_id).badge == "Protest"
    assert "vận động viên không có tên" in " ".join(one.text() for one in page.stands.lines.findChildren(QLabel))
    page.stands.decide_buttons[row.id].click()
    form = page.protest_form
    form.accept()
    assert form.problem_at("decision")
    form.widgets["outcome"].setCurrentIndex(0)
    form.widgets["decision"].setPlainText("sửa tỉ số theo biên bản")
    with qtbot.waitSignal(desk.changed):
        form.accept()
    assert window.key == "score"
    assert window.page("score").key_now == (row.event_id, row.contest)
    page.refresh()
    assert not page.stands.decide_buttons


def test_results_become_official_only_when_all_is_played(qtbot, page, store, desk):
    with store.reading() as db:
        event_id = min((s for s in event_states(db).values() if s.plan), key=lambda s: s.total - s.played).id
    desk.open("results", "event", event_id)
    assert not page.stands.buttons["official"].isVisible()
    with qtbot.waitSignal(desk.changed):
        finish(store, event_id)
    page.refresh()
    with store.reading() as db:
        assert event_state(db, event_id).finished
    with qtbot.waitSignal(desk.changed):
        page.stands.buttons["official"].click()
    with store.reading() as db:
        assert db.one("confirmation", event_id=event_id)["state"] == "official"
    assert next(item for item in page.list.items if item.key == event_id).badge == "Official"
    assert page.stands.words.text().startswith("Official since")
    with store.reading() as db:
        match = next(m for m in match_rows(db) if m.event_id == event_id and m.outcome)
    with qtbot.waitSignal(desk.changed):
        store.run(ClearResult(*match.key, voids=True), AN)
    assert next(item for item in page.list.items if item.key == event_id).badge == "Amended"
    assert page.stands.words.text().startswith("Corrected at")


def test_an_entry_of_the_ranking_leads_to_its_matches(page, store, desk):
    with store.reading() as db:
        event_id = next(s.id for s in event_states(db).values() if s.resolved and s.resolved.places)
    desk.open("results", "event", event_id)
    row = page.places.rows.rows[0]
    page.places.row_activated.emit(row)
    assert page.view.key == "matches"
    assert row.id in page.matches.current_row().entries


def test_points_are_deducted_and_given_back_here(qtbot, page, store, desk):
    with store.reading() as db:
        state = next(s for s in event_states(db).values() if s.plan and s.ranking.code == "points" and s.plan.groups)
    page.event_id = state.id
    page.adjust()
    form = page.adjust_form
    form.widgets["value"].setText("-1")
    form.accept()
    assert form.problem_at("reason")
    form.widgets["reason"].setText("đến muộn")
    form.widgets["voids"].setChecked(True)
    with qtbot.waitSignal(desk.changed):
        form.accept()
    page.adjust()
    form = page.adjust_form
    choices = form.widgets["kind"]
    assert choices.itemText(choices.count() - 1).endswith("-1 points: đến muộn")
    choices.setCurrentIndex(choices.count() - 1)
    form.widgets["voids"].setChecked(True)
    with qtbot.waitSignal(desk.changed):
        form.accept()
    with store.reading() as db:
        assert adjustments_of(db, state.id) == {}


def test_each_decision_is_its_own_command():
    values = {"entry": 3, "value": "7", "reason": "x", "voids": False}
    made = [type(command({**values, "kind": kind})).__name__ for kind in ("points", "annulled", "weight", 9)]
    assert made == ["AdjustPoints", "AnnulResults", "NoteForTable", "TakeBackAdjustment"]
