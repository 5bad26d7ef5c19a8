from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tournament_app.commands.rule import AddSport
from tournament_app.domain.bands import band_flaws
from tournament_app.domain.rules import EventRules, Format, Prizes
from tournament_app.gui.main_window import MainWindow
from tournament_app.gui.pages.event_form import filled, flat
from tournament_app.gui.pages.event_plan import plan_words
from tournament_app.gui.pages.tournament_form import open_tournament_form
from tournament_app.queries.tournament import rule_bodies, tournament_row
from tournament_app.store.catalogue import catalogue_sports, sport_rules


def shown(desk, qtbot):
    desk.settings.page = "events"
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    return window.page("events")


@pytest.fixture
def page(fresh_desk, qtbot):
    return shown(fresh_desk, qtbot)


def stored(desk, code) -> EventRules:
    with desk.reading() as db:
        return EventRules.of(db.one("event", code=code)["rules"])


def choose(page, code):
    event_id = next(state.id for state in page.states.values() if state.rules.code == code)
    page.list.choose(event_id)
    return event_id


def type_over(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_rules_of_every_event_are_shown_as_they_are_stored(page):
    for state in page.states.values():
        page.list.choose(state.id)
        assert page.form.rules() == state.rules


def test_what_is_typed_is_stored_at_once_and_undone_as_one_act(page, fresh_desk, qtbot):
    choose(page, "CL-05")
    type_over(qtbot, page.form.fields["age_max"], "46")
    assert stored(fresh_desk, "CL-05").age_max == 46
    page.form.fields["format.third_place"].click()
    assert stored(fresh_desk, "CL-05").format.third_place
    fresh_desk.undo()
    assert not stored(fresh_desk, "CL-05").format.third_place
    assert stored(fresh_desk, "CL-05").age_max == 46
    qtbot.waitUntil(lambda: not page.form.fields["format.third_place"].isChecked())


def test_a_scoring_is_chosen_from_those_of_the_tournament(page, fresh_desk, qtbot):
    choose(page, "BB-01")
    combo = page.form.fields["scoring.final"]
    combo.setFocus()
    combo.setCurrentIndex(combo.findData("table_tennis_7"))
    combo.activated.emit(combo.currentIndex())
    assert stored(fresh_desk, "BB-01").scoring["final"] == "table_tennis_7"


def test_what_the_rules_refuse_stays_typed_and_says_why(page, fresh_desk, qtbot):
    choose(page, "CL-05")
    before = stored(fresh_desk, "CL-05")
    type_over(qtbot, page.form.fields["age_min"], "99")
    assert stored(fresh_desk, "CL-05") == before
    assert page.form.fields["age_min"].value() == 99
    assert page.form.fields["age_min"].property("problem") == "true"
    assert "99" in page.form.problem.text()
    assert page.form.problem.isVisible()
    type_over(qtbot, page.form.fields["age_min"], "37")
    assert not page.form.problem.isVisible()
    assert stored(fresh_desk, "CL-05").age_min == 37


def test_a_gap_between_age_bands_is_said_at_both_events(page, fresh_desk, qtbot):
    choose(page, "CL-05")
    assert not page.warning.isVisible()
    type_over(qtbot, page.form.fields["age_min"], "38")
    qtbot.waitUntil(page.warning.isVisible)
    assert "36" in page.warning.text()
    assert "37" in page.warning.text()
    choose(page, "CL-06")
    assert page.warning.isVisible()
    choose(page, "CL-03")
    assert not page.warning.isVisible()


def test_an_event_is_cancelled_and_opened_again(page, fresh_desk, qtbot):
    event_id = choose(page, "CT-01")
    qtbot.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    with fresh_desk.reading() as db:
        assert db.get("event", event_id)["state"] == "cancelled"
    qtbot.waitUntil(lambda: page.cancel.text() != "Hủy nội dung")
    qtbot.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    with fresh_desk.reading() as db:
        assert db.get("event", event_id)["state"] == "open"


def test_a_new_event_takes_what_its_sport_says(page, fresh_desk, qtbot):
    form = page.new()
    form.widgets["name"].setText("Đơn nam 60 tuổi trở lên")
    form.accept()
    new = stored(fresh_desk, "CL-14")
    like = stored(fresh_desk, "CL-01")
    assert (new.name, new.men, new.women) == ("Đơn nam 60 tuổi trở lên", 1, 0)
    assert (new.scoring, new.minutes, new.ranking, new.format) == (
        like.scoring,
        like.minutes,
        like.ranking,
        like.format,
    )
    qtbot.waitUntil(lambda: page.form.rules().code == "CL-14")
    form = page.new()
    form.widgets["code"].setText("CL-14")
    form.accept()
    assert form.problem_at("code")
    form.reject()
    form.reject()
    assert page.remove.isVisible()
    qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    with fresh_desk.reading() as db:
        assert db.one("event", code="CL-14") is None


def test_a_sport_is_chosen_with_its_pill(page, qtbot):
    pill = next(child for child in page.sport.children() if isinstance(child, QWidget) and child.text() == "CT")
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert page.sport.key == "CT"
    assert {page.states[item.key].rules.sport for item in page.list.items} == {"CT"}


def test_a_drawn_event_shows_its_entries_and_keeps_its_scoring(sample_desk, qtbot):
    page = shown(sample_desk, qtbot)
    event_id = choose(page, "CL-01")
    with sample_desk.reading() as db:
        entered = db.find("entry", event_id=event_id)
        played = db.count("result", event_id=event_id)
    assert {item.key for item in page.units.items} == {row["delegation_id"] for row in entered}
    assert page.drawn.isVisible()
    assert played
    before = stored(sample_desk, "CL-01")
    combo = page.form.fields["scoring.group"]
    combo.setCurrentIndex(combo.findData("badminton_1x31"))
    combo.activated.emit(combo.currentIndex())
    assert stored(sample_desk, "CL-01") == before
    assert page.form.problem.isVisible()
    asked = []
    sample_desk.asked_for.connect(asked.append)
    page.units.setFocus()
    qtbot.keyClick(page.units, Qt.Key.Key_Return)
    assert (asked[0].page, asked[0].item) == ("people", page.units.key)


def test_the_first_day_moves_the_whole_tournament(fresh_desk, page):
    form = open_tournament_form(fresh_desk, page)
    form.widgets["first_day"].setDate(form.widgets["first_day"].date().addDays(7))
    form.widgets["max_events_per_athlete"].setValue(0)
    form.widgets["place"].setText("Sông Công")
    form.accept()
    with fresh_desk.reading() as db:
        row = tournament_row(db)
    assert f"{row.first_day}" == "2024-11-01"
    assert row.limits.max_events_per_athlete is None
    assert row.limits.rest == 20
    assert row.place == "Sông Công"


EVENTS = st.builds(
    EventRules,
    code=st.text("ABC-1", min_size=1, max_size=5),
    sport=st.just("CL"),
    name=st.text(max_size=9),
    men=st.integers(0, 9),
    women=st.integers(0, 9),
    squad=st.none() | st.tuples(st.integers(1, 9), st.integers(9, 20)),
    age_min=st.none() | st.integers(1, 120),
    age_max=st.none() | st.integers(1, 120),
    leaders_only=st.booleans(),
    format=st.builds(Format, group_size=st.integers(2, 9), seeds=st.none() | st.integers(1, 16)),
    scoring=st.dictionaries(st.sampled_from(("group", "knockout", "final")), st.sampled_from(("a", "b"))),
    minutes=st.dictionaries(st.sampled_from(("group", "knockout", "final")), st.integers(1, 90)),
    prizes=st.builds(Prizes, third=st.integers(0, 4)),
)


@given(EVENTS)
def test_rules_survive_the_fields(rules):
    assert filled(rules, flat(rules)) == rules


def event(code, low, high, **more):
    return EventRules(code, "CL", code, **({"men": 2} | more), age_min=low, age_max=high)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=6, unique=True), st.randoms())
def test_bands_that_touch_have_no_flaw(cuts, luck):
    cuts = sorted(cuts)
    edges = [None, *cuts, None]
    bands = [event(f"E{at}", edges[at] and edges[at] + 1, edges[at + 1]) for at in range(len(edges) - 1)]
    luck.shuffle(bands)
    assert band_flaws(bands) == ()


@given(st.integers(20, 60), st.integers(1, 9))
def test_a_gap_and_an_overlap_are_named_with_their_ages(cut, width):
    young, old = event("A", None, cut), event("B", cut + 1 + width, None)
    (gap,) = band_flaws([old, young])
    assert (gap.kind, gap.codes, gap.low, gap.high) == ("gap", ("A", "B"), cut + 1, cut + width)
    (overlap,) = band_flaws([young, replace(old, age_min=cut - width + 1)])
    assert (overlap.kind, overlap.low, overlap.high) == ("overlap", cut - width + 1, cut)


def test_only_events_that_differ_in_age_alone_are_compared():
    assert band_flaws([event("A", None, 35), event("B", 40, None, women=1)]) == ()
    assert band_flaws([event("A", None, 35), event("B", 40, None, leaders_only=True)]) == ()
    assert band_flaws([event("A", None, None), event("B", 40, None)]) == ()


def test_a_plan_is_told_stage_by_stage(settings):
    rules = EventRules("A", "CL", "A", men=1, minutes={"group": 20, "final": 40})
    head, stages, total = plan_words(rules, 12)
    assert head.startswith("12 ")
    assert stages.split(" → ")[-1].endswith(" 1")
    matches = sum(int(stage.rpartition(" ")[2]) for stage in stages.split(" → "))
    assert total.startswith(f"{matches} ")
    assert len(plan_words(rules, 1)) == 1


def test_a_consolation_prize_for_all_others_is_chosen_below_none(page, fresh_desk, qtbot):
    choose(page, "CL-05")
    spin = page.form.fields["prizes.consolation"]
    spin.setValue(-1)
    assert spin.text() in {"all others", "mọi bên còn lại"}
    assert stored(fresh_desk, "CL-05").prizes.consolation == -1


def test_a_sport_of_the_catalogue_is_added_and_its_first_event_made(page, fresh_desk, qtbot):
    form = page.new_sport()
    sports = dict(form.fields[0].choices)
    assert sports["KC"] == "Kéo co"
    assert "CL" not in sports
    form.widgets["sport"].setCurrentIndex(list(sports).index("KC"))
    form.widgets["courts"].setText("Sân KC 1, Sân KC 1")
    form.accept()
    assert "Sân KC 1" in form.problem_at("courts")
    form.widgets["courts"].setText("Sân KC 1, Sân KC 2")
    with qtbot.waitSignal(form.done_with):
        form.accept()
    assert page.sport.key == "KC"
    (event,) = [each for each in page.findChildren(type(form)) if each.isVisible()]
    assert event.widgets["code"].text() == "KC-01"
    event.widgets["name"].setText("Kéo co nam")
    event.widgets["men"].setValue(8)
    event.accept()
    rules = stored(fresh_desk, "KC-01")
    assert (rules.sport, rules.scoring["group"], rules.ranking) == ("KC", "tug_of_war_2", "tug_of_war")
    with fresh_desk.reading() as db:
        assert [row["name"] for row in db.find("court", sport="KC")] == ["Sân KC 1", "Sân KC 2"]


def test_where_every_sport_is_there_the_banner_says_so(page, fresh_desk, qtbot):
    for sport in catalogue_sports().values():
        if sport.code not in sport_bodies(fresh_desk):
            fresh_desk.run(AddSport(sport_rules(sport)))
    with qtbot.waitSignal(fresh_desk.noticed) as said:
        assert page.new_sport() is None
    assert "mọi môn" in said.args[0].text


def sport_bodies(desk):
    with desk.reading() as db:
        return rule_bodies(db, "sport")
