"""Roles and PINs in the window: turned on with a code, signed in by a PIN, somebody else in two keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tournament_app import words
from tournament_app.commands.roles import AddPerson, TurnRolesOff, TurnRolesOn
from tournament_app.store import door, pins
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from tournament_app.gui.app import Program
    from tournament_app.gui.settings import Settings

ENTER = Qt.Key.Key_Return
OTHER = Actor("ai đó", "organiser", "bàn 9")


@pytest.fixture(scope="module")
def hashes() -> dict[str, str]:
    return {name: pins.hashed(f"58{name[0]}7") for name in ("An", "Bình")}


@pytest.fixture
def program(app: QApplication, settings: Settings, store: Store, qtbot) -> Iterator[Program]:
    from tournament_app.gui.app import Program

    words.set_language("en")
    made = Program(app, settings)
    qtbot.addWidget(made.show_store(store))
    made._at_leisure()
    yield made
    made.leave()
    assert made.desk is not None
    made.desk.leave()
    made.deleteLater()


@pytest.fixture
def roles(store: Store, hashes: dict[str, str]) -> None:
    store.run(AddPerson("An", "organiser", pin=hashes["An"]), OTHER)
    store.run(AddPerson("Bình", "referee", pin=hashes["Bình"]), OTHER)
    store.run(TurnRolesOn(hashes["An"]), OTHER)


def test_off_there_is_no_seat_in_the_header(program):
    assert program.seat is None
    assert not program.desk.roles_on()


@pytest.mark.usefixtures("roles")
def test_a_person_signs_in_acts_and_another_takes_the_seat(qtbot, program, store, add):
    seat = program.seat
    assert seat.button.text() == "Sign in"
    assert program.desk.actor.role == "viewer"
    told = []
    program.desk.noticed.connect(told.append)
    assert program.desk.run(add("Sở Y tế")) is None
    assert told[-1].text.startswith("Sign in first")
    seat.dialog.reject()
    told[-1].action[1]()  # the banner's button
    dialog = seat.dialog
    assert dialog.isVisible()
    dialog.widgets["who"].setCurrentIndex(0)
    qtbot.keyClicks(dialog.widgets["pin"], "sai")
    qtbot.keyClick(dialog.widgets["pin"], ENTER)
    assert dialog.problem_at("pin") == "This is not the PIN of An."
    assert dialog.widgets["pin"].text() == ""
    qtbot.keyClicks(dialog.widgets["pin"], "58A7")
    qtbot.keyClick(dialog.widgets["pin"], ENTER)
    assert not dialog.isVisible()
    assert seat.button.text() == "An · Organiser"
    assert program.desk.run(add("Sở Y tế")) is not None
    with store.reading() as db:
        assert db.find("audit")[-1]["actor"] == "An"
    program.window.show_page("score")
    seat.button.click()
    seat.dialog.widgets["who"].setCurrentIndex(1)
    qtbot.keyClicks(seat.dialog.widgets["pin"], "58B7")
    seat.dialog.accept()
    assert seat.button.text() == "Bình · Referee"
    assert program.desk.run(add("Sở Nội vụ")) is None
    assert told[-1].text.startswith("Only Organiser / Secretariat may do this")
    assert told[-1].action is None


@pytest.mark.usefixtures("roles")
def test_the_settings_do_not_make_a_referee_an_organiser(program, store):
    program.desk.take_seat(door.sign_in(store, "Bình", "58B7", "bàn 1"))
    program.desk.sit_down("An", "organiser", "bàn 2")
    assert (program.desk.actor.name, program.desk.actor.role, program.desk.actor.station) == (
        "Bình",
        "referee",
        "bàn 2",
    )


@pytest.mark.usefixtures("roles")
def test_without_a_key_the_person_is_signed_out_and_the_language_keeps_the_seat(program, store, monkeypatch):
    from tournament_app.gui import seat as seats

    program.settings.sign_out_minutes = 5
    program.desk.take_seat(door.sign_in(store, "An", "58A7"))
    began = seats.monotonic()
    program.seat.tick()
    assert program.desk.actor.person
    program.window.retranslate()
    program.seat.refresh()
    assert program.seat.button.parentWidget() is program.window.header
    monkeypatch.setattr(seats, "monotonic", lambda: began + 301)
    program.seat.tick()
    assert program.seat.button.text() == "Sign in"
    assert store.signed_in == {}


def test_roles_are_turned_on_with_a_code_that_turns_them_off_again(qtbot, program, store):
    from tournament_app.gui.roles_dialog import RolesDialog

    dialog = RolesDialog(program.desk, program.window)
    qtbot.addWidget(dialog)
    assert "off" in dialog.state.text()
    form = dialog.turn()
    form.widgets["name"].setText("An")
    form.widgets["pin"].setText("58A7")
    form.widgets["again"].setText("58Am")
    form.accept()
    assert form.problem_at("again") == "The two PINs are not the same."
    form.widgets["pin"].setText("58A7")
    form.widgets["again"].setText("58A7")
    form.accept()
    code = dialog.code.text()
    assert program.desk.actor.name == "An"
    qtbot.waitUntil(lambda: program.seat is not None)
    assert not program.seat.dialog, "who turned them on is signed in"
    dialog.code.accept()
    form = dialog.add()
    form.widgets["name"].setText("Bình")
    form.widgets["pin"].setText("58B7")
    form.widgets["again"].setText("58B7")
    form.accept()
    assert [item.title for item in dialog.list.items] == ["An", "Bình"]
    assert dialog.list.items[1].subtitle == "Referee · everywhere"
    asked = program.seat.ask()
    asked._forgotten()
    asked.recovery.widgets["code"].setText(code.lower())
    asked.recovery.accept()
    qtbot.waitUntil(lambda: program.seat is None)
    assert not program.desk.roles_on()
    assert "off" in dialog.state.text()


@pytest.mark.usefixtures("roles")
def test_people_are_changed_and_the_last_organiser_stays(qtbot, program, store):
    from tournament_app.gui.roles_dialog import RolesDialog

    program.seat.dialog.reject()
    program.desk.take_seat(door.sign_in(store, "An", "58A7"))
    dialog = RolesDialog(program.desk, program.window)
    qtbot.addWidget(dialog)
    dialog.list.choose(1)
    form = dialog.change()
    form.widgets["active"].setChecked(False)
    form.accept()
    assert "organiser with a PIN must be left" in form.problem_at("")
    form.deleteLater()
    form = dialog.pin()
    form.widgets["pin"].setText("moi5")
    form.widgets["again"].setText("moi5")
    form.accept()
    assert program.desk.run(TurnRolesOff()) is not None, "signed in with the new PIN"


@pytest.mark.usefixtures("roles")
def test_the_settings_ask_for_no_name_where_people_sign_in(qtbot, program):
    from tournament_app.gui import dialogs

    form = dialogs.settings(program.desk, program.window, lambda _: None)
    assert not {"name", "role"} & form.widgets.keys()
    form.widgets["station"].setText("bàn 3")
    form.accept()
    assert (program.desk.actor.role, program.desk.actor.station) == ("viewer", "bàn 3")
