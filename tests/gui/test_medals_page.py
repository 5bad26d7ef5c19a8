"""The medal table: shared ranks, the rule in words, and behind every figure its medals."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tournament_app import words
from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import match_rows
from tournament_app.queries.medals import medal_rows, overall_rule
from tournament_app.queries.tournament import sport_rows
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tournament_app.gui.main_window import MainWindow
    from tournament_app.gui.pages.medals import MedalsPage

AN = Actor("An")


@pytest.fixture
def store(sample_store_file: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(sample_store_file, tmp_path / "giai.giai")
    made = Store.open(tmp_path / "giai.giai")
    decide(made, 2)
    yield made
    made.close()


def decide(store: Store, events: int) -> None:
    """Play the *events* nearest to their end to it, whoever stands first coming alone."""
    with store.reading() as db:
        near = sorted((s for s in event_states(db).values() if s.plan), key=lambda s: s.total - s.played)
    for event in near[:events]:
        while True:
            with store.reading() as db:
                todo = [
                    m for m in match_rows(db) if m.event_id == event.id and m.status in {"ready", "called", "playing"}
                ]
            if not todo:
                break
            for match in todo:
                store.run(RecordScore(event.id, match.contest, Kind.WALKOVER, loser=1, voids=True), AN)


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    from tournament_app.gui.main_window import MainWindow

    words.set_language("en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_page("medals")
    return made


@pytest.fixture
def page(window) -> MedalsPage:
    return window.page("medals")


def test_the_table_is_the_querys_and_equal_ranks_say_so(page, store):
    with store.reading() as db:
        rows = medal_rows(db)
    assert [row.id for row in page.table.rows.rows] == [row.id for row in rows]
    rank = page.table.rows.columns[0]
    shared = next(row for row in rows if row.shared)
    assert rank.value(shared) == f"={shared.rank}"
    assert "silver" in page.rule.text()


def test_a_delegation_shows_each_of_its_medals_and_leads_to_the_event(qtbot, page, window, store):
    with store.reading() as db:
        row = next(row for row in medal_rows(db) if row.gold)
    page.table.choose(row.id)
    assert page.right.title == row.unit
    assert len(page.medals.items) == len(row.awards)
    assert page.medals.items[0].badge == "Gold"
    page.medals.choose(page.medals.items[0].key)
    qtbot.keyClick(page.medals, Qt.Key.Key_Return)
    assert window.key == "results"
    assert window.page("results").event_id == page.medals.items[0].key[0]


def test_a_result_at_another_desk_changes_the_table(qtbot, page, store, desk):
    before = sum(row.total for row in page.table.rows.rows)
    with qtbot.waitSignal(desk.changed):
        decide(store, 4)
    assert sum(row.total for row in page.table.rows.rows) > before


def test_points_and_sports_are_other_tables(page, store):
    page.view.choose("points")
    page.refresh()
    points = [row.points for row in page.table.rows.rows]
    assert points == sorted(points, reverse=True)
    page.view.choose("sport")
    page.refresh()
    assert page.sports.isVisible()
    shown = {award.sport for row in page.table.rows.rows for award in row.awards}
    assert shown <= {page.sports.key}


def test_before_the_first_final_of_a_sport_the_page_says_what_goes_here(page, store):
    with store.reading() as db:
        won = {award.sport for row in medal_rows(db) for award in row.awards}
        without = next(sport for sport in sport_rows(db) if sport not in won)
    page.view.choose("sport")
    page.refresh()
    page.sports.choose(without)
    page.refresh()
    assert page.empty.isVisible()
    assert not page.table.isVisible()
    assert page.medals.items == ()


def test_the_rule_of_the_overall_ranking_is_changed_here_and_undone(qtbot, page, store, desk):
    """Points of places, a weight, a deduction: the sentence under the table says so; what is no number is refused."""
    unit = page.table.rows.rows[-1].unit
    page.change_rule()
    form = page.rule_form
    form.widgets["by"].setCurrentIndex(1)
    form.widgets["points"].setText("10-7-x")
    form.widgets["bonus"].setPlainText(f"{unit} = -3")
    form.accept()
    assert "“x” is no number" in form.problem_at("points")
    form.widgets["points"].setText("10-7-5")
    form.widgets["bonus"].setPlainText(unit)
    form.accept()
    assert "write a name" in form.problem_at("bonus")
    form.widgets["bonus"].setPlainText(f"{unit} = -3")
    form.widgets["guests"].setChecked(True)
    with qtbot.waitSignal(desk.changed):
        form.accept()
    assert "10-7-5 from first place on" in page.rule.text()
    assert f"{unit} -3" in page.rule.text()
    assert "Guests are left out." in page.rule.text()
    with store.reading() as db:
        points = [row.points for row in medal_rows(db)]
    assert points == sorted(points, reverse=True)
    desk.undo()
    with store.reading() as db:
        assert overall_rule(db).say("en").startswith("Ranked by gold medals")


def test_a_special_award_is_given_and_taken_back_here(qtbot, page, desk):
    page.give_award()
    form = page.award_form
    form.accept()
    assert form.problem_at("name")
    form.widgets["name"].setText("Đội phong cách")
    form.widgets["winner"].setText("Sở Y tế")
    with qtbot.waitSignal(desk.changed):
        form.accept()
    assert page.special.text() == "Đội phong cách: Sở Y tế"
    page.give_award()
    page.award_form.widgets["what"].setCurrentIndex(1)
    with qtbot.waitSignal(desk.changed):
        page.award_form.accept()
    assert page.special.text() == "None yet."
