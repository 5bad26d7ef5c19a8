"""The event form for what is measured, judged or listed, and how its heats are shown and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.test_marks_grid import games, store, window  # noqa: F401 - fixtures
from tests.small import AN
from tournament_app.commands.draw import RemoveDraw
from tournament_app.commands.marks import MarkLine, RecordMarks
from tournament_app.domain.rules import EventRules
from tournament_app.gui.pages.event_form import filled, flat
from tournament_app.gui.pages.event_marks import heats_words
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.store.catalogue import load_template

if TYPE_CHECKING:
    from tournament_app.store.store import Store

RULES = load_template("hoi_thao").events


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: rules.code)
def test_what_the_fields_show_is_the_rule_again(rules: EventRules) -> None:
    assert filled(rules, flat(rules)) == rules
    assert filled(rules, flat(rules) | {"name": "Tên khác"}).marks == rules.marks


def test_fields_become_the_rule_of_what_is_chosen() -> None:
    sprint = RULES[0]
    judged = filled(
        sprint,
        flat(sprint) | {"play": "judged", "marks.judges": 7, "marks.criteria": "Nội dung 4; Nghệ thuật 6; Hay"},
    )
    assert judged.play == "judged"
    assert judged.marks["judges"] == 7
    assert judged.marks["criteria"] == [
        {"name": "Nội dung", "most": "4"}, {"name": "Nghệ thuật", "most": "6"}, {"name": "Hay", "most": "10"},
    ]  # fmt: skip
    pool = filled(sprint, flat(sprint) | {"heats.order": "swimming", "heats.semifinals": 0})
    assert pool.marks["heats"]["level"] == "swim_off"
    listed = filled(sprint, flat(sprint) | {"play": "list", "marks.most": "40"})
    assert listed.marks["most"] == "40"
    assert filled(sprint, flat(sprint) | {"play": "matches"}).marks == sprint.marks


def test_the_plan_of_heats_is_told_or_what_is_wrong_with_it() -> None:
    assert len(heats_words(RULES[0], 12)) == 2
    wrong = EventRules("X", "DK", "X", 1, play="measured", marks={"kind": "colour"})
    assert len(heats_words(wrong, 12)) == 1


def test_an_event_is_changed_in_the_form_and_a_new_one_takes_its_discipline(qtbot, window, store: Store) -> None:  # noqa: F811
    with store.reading() as db:
        events = event_ids(db)
    window.show_page("events")
    page = window.page("events")
    window.desk.open("events", "event", events["DK-03"])
    fields = page.form.fields
    assert fields["marks.attempts"].value() == 6
    assert fields["marks.attempts"].isVisibleTo(page.form)
    assert not fields["marks.judges"].isVisibleTo(page.form)
    assert not fields["format.kind"].isVisibleTo(page.form)
    fields["marks.attempts"].setValue(3)
    qtbot.wait(5)
    with store.reading() as db:
        assert event_state(db, events["DK-03"]).rules.marks["attempts"] == 3
    form = page.new()
    form.widgets["name"].setText("Đẩy tạ nữ")
    box = form.widgets["discipline"]
    box.setCurrentIndex(box.findText("Điền kinh: Đẩy tạ"))
    form.accept()
    qtbot.wait(5)
    with store.reading() as db:
        made = [event_state(db, n).rules for n in event_ids(db).values()][-1]
    assert (made.sport, made.play, made.marks["best"]) == ("DK", "measured", 8)


def test_heats_stand_on_the_draw_page_and_their_ranking_on_the_results_page(qtbot, window, store: Store) -> None:  # noqa: F811
    with store.reading() as db:
        event = event_ids(db)["DK-01"]
        lanes = [entry for _, entry in event_state(db, event).meet.heats["R1H1"].lanes]
    lines = tuple(MarkLine(entry, (f"11.{20 + n}",)) for n, entry in enumerate(lanes))
    store.run(RecordMarks(event, "R1H1", lines), AN)
    window.show_page("draw")
    window.desk.open("draw", "event", event)
    draw = window.page("draw")
    assert draw.body.currentWidget() is draw.heats
    assert len(draw.heats.rows.rows) == 5
    assert draw._drawn_entries() == set(lanes)
    window.show_page("results")
    window.desk.open("results", "event", event)
    results = window.page("results")
    assert results.marks.isVisible()
    assert [line.rank.place for line in results.marks.rows.rows] == [1, 2, 3, 4, 5]
    assert results.marks.rows.rows[0].prize
    results.marks.choose(("", lanes[0]))
    assert "11.20" in results.why.text()
    results.view.choose("groups")
    results._fill()
    assert results.marks.rows.rows[0].heat
    results._to_heat(results.marks.rows.rows[0])
    assert window.page("score").current().contest == "R1H1"
    store.undo(AN)
    store.run(RemoveDraw(event), AN)
    qtbot.wait(5)
    window.show_page("draw")
    window.desk.open("draw", "event", event)
    draw.draw()
    qtbot.wait(5)
