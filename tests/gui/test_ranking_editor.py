"""The editor of ranking rules: points and criteria in order, what they make of the tables, stored as a rule."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from tournament_app.commands.rule import ranking_of
from tournament_app.commands.score import RecordScore
from tournament_app.domain.rules import EventRules
from tournament_app.domain.tiebreaks import CRITERIA
from tournament_app.gui.pages.ranking_steps import criteria_of, lines_of
from tournament_app.queries.event_state import event_state
from tournament_app.queries.matches import match_rows
from tournament_app.queries.tournament import rankings


def stored(editor):
    with editor.desk.reading() as db:
        return EventRules.of(db.get("event", editor.state.id)["rules"]).ranking, rankings(db)


def choose(editor, key, value) -> None:
    widget = editor.fields.widgets[key]
    widget.setCurrentIndex([each for each, _ in editor.fields.fields[key].choices].index(value))


@given(st.lists(st.tuples(st.sampled_from(sorted(CRITERIA)), st.booleans()), max_size=9))
def test_lines_become_criteria_and_lines_again(lines) -> None:
    assert lines_of(criteria_of(lines)) == lines


def test_every_rule_is_shown_and_read_back(opened) -> None:
    editor = opened("ranking")
    for code, rule in editor.known.items():
        choose(editor, "rule", code)
        assert ranking_of(editor.written()) == rule
        editor.show_picture()
        assert not editor.foot.isVisible()
        assert len(editor.list.items) == 4


def test_a_local_rule_is_written_by_the_keys_and_undone(opened, qtbot) -> None:
    editor = opened("ranking", "CT-01")
    before = stored(editor)
    choose(editor, "rule", "vn_head_to_head")
    assert editor.steps.criteria == ("points", ("points",), "goal_difference", "goals", "conduct")
    rows = editor.steps.list
    rows.setFocus()
    rows.setCurrentRow(2)
    qtbot.keyClick(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.steps.criteria == ("points", "goal_difference", ("points",), "goals", "conduct")
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert editor.steps.criteria == ("points", ("goal_difference", "points"), "goals", "conduct")
    rows.setCurrentRow(4)
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    editor.steps.more.setCurrentIndex(editor.steps.more.findData("wins"))
    editor.steps.more.activated.emit(editor.steps.more.currentIndex())
    assert editor.steps.criteria == ("points", ("goal_difference", "points"), "goals", "wins")
    draw = editor.fields.widgets["draw"]
    draw.setFocus()
    draw.selectAll()
    qtbot.keyClicks(draw, "0,5")
    qtbot.waitUntil(lambda: "luật mới" in editor.use.text())
    editor.fields.widgets["name"].setText("Luật của giải")
    qtbot.keyClick(editor.fields.widgets["name"], Qt.Key.Key_Return)
    code, known = stored(editor)
    assert code == "own_1"
    assert (known[code].name, known[code].draw) == ("Luật của giải", Fraction(1, 2))
    assert known[code].criteria == ("points", ("goal_difference", "points"), "goals", "wins")
    editor.desk.undo()
    assert stored(editor) == before


def test_what_cannot_be_is_said_and_a_catalogue_rule_is_just_chosen(opened) -> None:
    editor = opened("ranking")
    before = stored(editor)
    editor.fields.write({"win": "ba"})
    editor.accept()
    assert editor.isVisible()
    assert "1/2" in editor.fields.problem_at("win")
    editor.fields.write({"win": "3"})
    editor.steps.lines.clear()
    editor.accept()
    assert editor.isVisible()
    assert editor.foot.text()
    assert stored(editor) == before
    choose(editor, "rule", "ittf")
    editor.accept()
    assert stored(editor) == ("ittf", before[1]), "nothing new is stored"


def test_the_tables_as_they_are_show_who_changes_places(opened) -> None:
    editor = opened("ranking", how="drawn")
    with editor.desk.reading() as db:
        ready = [m for m in match_rows(db) if m.event_id == editor.state.id and m.group]
    group = ready[0].group
    scores = (((21, 2),), ((2, 21),), ((21, 19),))
    for match, games in zip([m for m in ready if m.group == group], scores, strict=False):
        editor.desk.try_run(RecordScore(match.event_id, match.contest, games=games))
    page = editor.parent()
    page.refresh()
    editor = page.edit("ranking")
    with editor.desk.reading() as db:
        now = event_state(db, editor.state.id).tables[group]
    assert [item.title.split(". ")[0] for item in editor.list.items] == [str(row.rank) for row in now]
    editor.fields.write({"win": "0", "loss": "1"})
    editor.steps.show_criteria(("points",))
    editor.show_picture()
    assert any(item.badge for item in editor.list.items), "the order turned round is told"
    assert editor.words.text().startswith("Bảng")
