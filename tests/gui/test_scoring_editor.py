"""The editor of scoring rules: chosen or written for a stage, told in examples, stored as a rule of the tournament."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tournament_app.commands.score import RecordScore
from tournament_app.domain.rules import EventRules, Scoring
from tournament_app.queries.matches import match_rows
from tournament_app.queries.tournament import scorings


def stored(editor) -> tuple[EventRules, dict[str, Scoring]]:
    with editor.desk.reading() as db:
        return EventRules.of(db.get("event", editor.state.id)["rules"]), scorings(db)


def choose(editor, key, value) -> None:
    widget = editor.fields.widgets[key]
    widget.setFocus()
    widget.setCurrentIndex([each for each, _ in editor.fields.fields[key].choices].index(value))


def test_every_rule_is_shown_and_read_back(opened) -> None:
    editor = opened("scoring")
    for code, rule in editor.known.items():
        choose(editor, "rule", code)
        editor.show_picture()
        assert editor.rule() == rule
        assert editor.same()
        assert {item.role for item in editor.list.items} == {"ok", "live"}, rule.name
    choose(editor, "rule", "badminton_3x21")
    choose(editor, "stage", "final")
    assert editor.base.code == editor.state.scoring["final"].code


def test_a_rule_is_written_by_the_keys_for_the_final_tried_and_undone(opened, qtbot) -> None:
    editor = opened("scoring")
    before, known = stored(editor)
    choose(editor, "stage", "final")
    for key, figures in (("target", "15"), ("cap", "17")):
        field = editor.fields.widgets[key]
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, figures)
    qtbot.waitUntil(lambda: any("17-16" in item.title for item in editor.list.items))
    assert "luật mới" in editor.use.text()
    editor.tried.setFocus()
    qtbot.keyClicks(editor.tried, "15-14 15-3")
    assert "hơn ít nhất 2" in editor.verdict.text()
    qtbot.keyClick(editor.tried, Qt.Key.Key_Return)
    assert editor.isVisible(), "Enter behind a score to try saves nothing"
    editor.fields.widgets["name"].setText("3 ván 15")
    qtbot.keyClick(editor.fields.widgets["name"], Qt.Key.Key_Return)
    rules, now = stored(editor)
    assert rules.scoring == {**before.scoring, "final": "own_1"}
    assert (now["own_1"].name, now["own_1"].target, now["own_1"].cap) == ("3 ván 15", 15, 17)
    page = editor.parent()
    qtbot.waitUntil(lambda: page.form.fields["scoring.final"].currentData() == "own_1")
    assert page.form.fields["scoring.final"].currentText() == "3 ván 15"
    editor.desk.undo()
    assert stored(editor) == (before, known)


def test_what_no_match_could_end_by_is_said_at_its_field(opened, qtbot) -> None:
    editor = opened("scoring")
    before = stored(editor)
    for values, field in (({"best_of": 2}, "best_of"), ({"cap": 5}, "cap"), ({"name": " "}, "name")):
        choose(editor, "rule", "badminton_3x21")
        editor.fields.write(values)
        editor.accept()
        assert editor.isVisible()
        assert editor.fields.problem_at(field)
    assert stored(editor) == before


def test_an_own_rule_is_changed_or_saved_as_another_and_not_once_played_under(opened, qtbot) -> None:
    editor = opened("scoring", how="drawn")
    editor.fields.write({"target": 15})
    editor.accept()
    assert editor.isVisible()
    assert "tên riêng" in editor.fields.problem_at("name")
    editor.fields.write({"name": "Một ván 15"})
    editor.accept()
    page, desk = editor.parent(), editor.desk
    page.refresh()
    editor = page.edit("scoring")
    assert editor.base.code == "own_1"
    editor.fields.write({"target": 11, "name": "Một ván 11"})
    editor.accept()
    assert stored(editor)[1]["own_1"].target == 11
    with desk.reading() as db:
        first = next(m for m in match_rows(db) if m.event_id == editor.state.id and m.side_a and m.side_b)
    desk.try_run(RecordScore(first.event_id, first.contest, games=((11, 3),)))
    page.refresh()
    editor = page.edit("scoring")
    editor.fields.write({"target": 9})
    editor.accept()
    assert editor.isVisible()
    assert "luật mới" in editor.fields.problem_at("name")
    editor.fields.write({"as_new": True, "name": "Một ván 9"})
    editor.accept()
    assert editor.isVisible(), "the event itself keeps the rule it was played by"
    assert "own_2" not in stored(editor)[1]


def test_a_team_tie_is_put_together_line_by_line(opened, qtbot) -> None:
    editor = opened("scoring")
    choose(editor, "kind", "tie")
    rows = editor.fields.widgets["rubbers"]
    for _ in range(4):
        qtbot.keyClick(rows.add, Qt.Key.Key_Space)
    rows.lines[1][-1].click()
    assert [rubber["name"] for rubber in rows.value()] == ["Trận 1", "Trận 3", "Trận 4"]
    rows.lines[0][0].setText("Đôi nam")
    rows.lines[0][2].setValue(2)
    editor.fields.widgets["name"].setText("Đồng đội 3 trận")
    editor.accept()
    tie = stored(editor)[1]["own_1"]
    assert [rubber.name for rubber in tie.rubbers] == ["Đôi nam", "Trận 3", "Trận 4"]
    assert (tie.rubbers[0].men, tie.best_of, tie.kind) == (2, 3, "games")
