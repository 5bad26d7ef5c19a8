from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tournament_app.errors import Refused
from tournament_app.gui.form import Form
from tournament_app.gui.main_window import MainWindow
from tournament_app.gui.pages.people_forms import read_birth
from tournament_app.gui.pages.people_tables import athlete_lines
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.people import CHECKED, problem_rows


@pytest.fixture
def page(sample_desk, qtbot):
    sample_desk.settings.page = "people"
    window = MainWindow(sample_desk)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    return window.page("people")


def rows(desk, table, **equal):
    with desk.reading() as db:
        return db.find(table, **equal)


def form_of(page) -> Form:
    return next(form for form in page.findChildren(Form) if form.isVisible())


def choose_unit(page, name):
    unit = next(unit for unit in page.units.values() if unit.name == name)
    page.list.choose(unit.id)
    return unit


def type_in(form, **values):
    for key, value in values.items():
        form.widgets[key].setText(value)


def test_a_delegation_is_found_without_accents(page, qtbot):
    page.find_unit.setFocus()
    qtbot.keyClicks(page.find_unit, "so y te")
    assert [item.title for item in page.list.items] == ["Sở Y tế"]
    assert page.card.title == "Sở Y tế"
    assert {line.athlete.unit for line in page.tables["athletes"].rows.rows} == {"Sở Y tế"}


def test_an_athlete_is_found_without_accents(page, qtbot):
    name = page.athletes[100].name
    from tournament_app.gui.search import fold

    qtbot.keyClicks(page.find_athlete, fold(name))
    assert name in {line.athlete.name for line in page.tables["athletes"].rows.rows}
    assert len(page.tables["athletes"].rows.rows) < 20


def test_every_problem_of_the_tournament_is_listed_with_its_place_in_the_form(page, sample_desk):
    with sample_desk.reading() as db:
        found = problem_rows(db)
        noted = db.count("form_problem")
    assert len(page.side.list.items) == len(found) > 0
    assert sum(bool(problem.cell) for problem in found) == noted
    badges = {item.key: item.badge for item in page.list.items}
    assert all(badges[problem.delegation_id] for problem in found)


def test_enter_corrects_an_athlete_and_the_badge_goes(page, sample_desk, qtbot):
    problem = next(p for p in page.problems if p.kind == "not_a_leader")
    page.side.wanted.emit(problem)
    line = page.table.current_row()
    assert problem in line.problems
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    form = form_of(page)
    assert form.widgets["name"].text() == problem.who
    form.widgets["leader"].setChecked(True)
    qtbot.keyClick(form, Qt.Key.Key_Return)
    assert rows(sample_desk, "athlete", id=line.id)[0]["leader"] == 1
    qtbot.waitUntil(lambda: all(p.who != problem.who or p.kind != "not_a_leader" for p in page.problems))


def test_an_athlete_is_added_with_the_keyboard_and_taken_back(page, sample_desk, qtbot):
    unit = choose_unit(page, "Sở Y tế")
    before = len(rows(sample_desk, "athlete", delegation_id=unit.id))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Insert)
    form = form_of(page)
    type_in(form, name="  NGUYỄN văn   Mới ", birth="31/2/1980")
    form.accept()
    assert form.problem_at("birth")
    type_in(form, birth="3/2/1980")
    form.accept()
    new = rows(sample_desk, "athlete", delegation_id=unit.id)[-1]
    assert (new["name"], new["birth_date"], new["birth_year"]) == ("Nguyễn Văn Mới", "1980-02-03", 1980)
    qtbot.waitUntil(lambda: page.table.current_row() is not None and page.table.current_row().id == new["id"])
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(rows(sample_desk, "athlete", delegation_id=unit.id)) == before
    sample_desk.undo()
    assert len(rows(sample_desk, "athlete", delegation_id=unit.id)) == before + 1


def test_an_athlete_who_is_entered_stays(page, sample_desk, qtbot):
    said = []
    sample_desk.noticed.connect(said.append)
    line = next(line for line in page.tables["athletes"].rows.rows if line.athlete.events)
    page.table.choose(line.id)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert rows(sample_desk, "athlete", id=line.id)
    assert said[0].role == "warning"


def test_an_entry_gets_other_members(page, sample_desk, qtbot):
    choose_unit(page, "Sở Y tế")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F4)
    line = next(line for line in page.table.rows.rows if len(line.entry.member_ids) == 2)
    page.table.choose(line.id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    form = form_of(page)
    members = form.widgets["members"]
    assert form.values()["members"] == line.entry.member_ids
    members.item(1).setCheckState(Qt.CheckState.Unchecked)
    members.item(2).setCheckState(Qt.CheckState.Checked)
    form.accept()
    with sample_desk.reading() as db:
        now = entry_rows(db)[line.id].member_ids
    assert now == (line.entry.member_ids[0], members.item(2).data(Qt.ItemDataRole.UserRole))


def test_a_delegation_is_added_renamed_and_removed(page, sample_desk, qtbot):
    form = page.add("delegation")
    type_in(form, name="Sở y TẾ")
    form.accept()
    assert form.problem_at("name")
    type_in(form, name="Hội Nhà báo tỉnh")
    form.accept()
    qtbot.waitUntil(lambda: page.unit is not None and page.unit.name == "Hội Nhà báo tỉnh")
    form = page.change("delegation")
    type_in(form, short_name="Nhà báo")
    form.accept()
    qtbot.waitUntil(lambda: page.unit.short_name == "Nhà báo")
    unit_id = page.unit.id
    page.remove("delegation")
    form_of(page).accept()
    assert not rows(sample_desk, "delegation", id=unit_id)
    qtbot.waitUntil(lambda: unit_id not in page.units)


def test_a_delegation_in_a_drawn_event_stays(page, sample_desk):
    unit = choose_unit(page, "Sở Y tế")
    page.remove("delegation")
    form = form_of(page)
    form.accept()
    assert form.problem_at("")
    assert rows(sample_desk, "delegation", id=unit.id)


def test_what_only_the_form_says_can_be_accepted(page, sample_desk, qtbot):
    at = next(at for at, p in enumerate(page.side.problems) if p.kind not in CHECKED)
    problem = page.side.problems[at]
    page.side.list.choose(at)
    assert page.side.settle.isEnabled()
    qtbot.mouseClick(page.side.settle, Qt.MouseButton.LeftButton)
    assert not rows(sample_desk, "form_problem", id=problem.id)
    at = next(at for at, p in enumerate(page.side.problems) if p.kind in CHECKED)
    page.side.list.choose(at)
    assert not page.side.settle.isEnabled()


def test_athletes_are_copied_as_cells(page, qtbot):
    choose_unit(page, "Sở Y tế")
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == len(page.table.rows.rows) + 1
    assert all(line.count("\t") == lines[0].count("\t") for line in lines)


def test_others_open_a_delegation_an_athlete_or_an_entry_here(page, sample_desk):
    athlete, entry = page.athletes[300], list(page.entries.values())[200]
    sample_desk.open("people", "athlete", athlete.id)
    assert (page.view.key, page.table.current_row().id) == ("athletes", athlete.id)
    sample_desk.open("people", "entry", entry.id)
    assert (page.view.key, page.table.current_row().id) == ("entries", entry.id)
    sample_desk.open("people", "delegation", page.athletes[0].unit)
    assert page.unit.name == page.athletes[0].unit


def test_two_of_one_name_in_two_delegations_do_not_share_their_problems(page):
    lines = athlete_lines(page.athletes, page.problems)
    for line in lines:
        assert {p.delegation_id for p in line.problems} <= {line.athlete.delegation_id}


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("26/10/1978", (1978, "1978-10-26")),
        (" 3.2.1980 ", (1980, "1980-02-03")),
        ("1978", (1978, None)),
        ("", (None, None)),
    ],
)
def test_a_birth_is_read_as_people_write_it(typed, born):
    assert read_birth(typed) == born


@pytest.mark.parametrize("typed", ["31/02/1980", "78", "năm 1978", "0000", "1/13/1980"])
def test_what_is_no_birth_is_refused(typed):
    with pytest.raises(Refused):
        read_birth(typed)
