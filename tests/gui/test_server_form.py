"""A tournament on a server from the start screen: its address is remembered, the password never."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tournament_app import words
from tournament_app.gui.server_form import Address
from tournament_app.gui.settings import Settings, without_password
from tournament_app.gui.start import StartWindow
from tournament_app.store.store import Store

WORD = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)


@given(name=WORD, user=WORD, password=WORD)
def test_an_address_is_read_as_it_was_written_and_never_remembered_with_its_password(name, user, password):
    address = Address("máy-chủ.example", 5433, name, user)
    url = address.url(password)
    assert Address.of(url) == address
    assert unquote(urlsplit(url).password) == password
    assert without_password(url) == address.url()


@pytest.mark.parametrize("where", ["/tmp/giải.giai", "C:\\giải.giai", "postgresql://localhost/giai"])
def test_what_has_no_password_is_remembered_as_it_is(where):
    assert without_password(where) == where


def test_the_start_screen_asks_for_the_server_and_fills_in_the_last_one(app, qtbot, tmp_path):
    words.set_language("en")
    settings = Settings(file=tmp_path / "settings.toml")
    start = StartWindow(settings)
    qtbot.addWidget(start)
    start.show()
    start.buttons["server"].click()
    start.asking.accept()
    assert start.asking.problem_at("host") == "This is needed to find the tournament."
    for key, value in (("host", "192.168.1.10"), ("name", "hội thao"), ("user", "ban_tc"), ("password", "bí mật")):
        start.asking.widgets[key].setText(value)
    with qtbot.waitSignal(start.chosen) as chosen:
        start.asking.accept()
    assert start.asking.widgets["password"].text() == ""
    settings.opened(chosen.args[0])
    assert "b%C3%AD" not in settings.file.read_text(encoding="utf-8")
    again = StartWindow(Settings.load(settings.file))
    qtbot.addWidget(again)
    assert [(item.title, item.subtitle) for item in again.recent.items] == [
        ("hội thao", "ban_tc@192.168.1.10:5432"),
    ]
    again._open_recent(None)
    assert again.asking.widgets["host"].text() == "192.168.1.10"
    assert again.asking.widgets["name"].text() == "hội thao"
    assert again.asking.widgets["password"].text() == ""


@pytest.mark.postgres
def test_a_tournament_on_a_server_opens_from_the_start_screen(app, settings, qtbot, server, add):
    from tests.gui.conftest import BeginTournament
    from tests.servers import emptied
    from tournament_app.gui.app import Program
    from tournament_app.store.store import Actor

    words.set_language("en")
    made = Store.create(emptied(server))
    made.run(BeginTournament(), Actor("An"))
    made.close()
    program = Program(app, settings)
    start = program.show_start()
    qtbot.addWidget(start)
    start.buttons["server"].click()
    address = Address.of(server)
    for key, value in (("host", address.host), ("name", address.name), ("user", address.user)):
        start.asking.widgets[key].setText(value)
    start.asking.widgets["port"].setValue(address.port)
    start.asking.accept()
    qtbot.waitUntil(lambda: program.window is not None, timeout=10_000)
    qtbot.addWidget(program.window)
    assert program.desk.run(add("Sở Y tế")) is not None
    assert settings.recent == [server]
    qtbot.waitUntil(lambda: program.guard is not None)
    program.leave()
    program.desk.close()
    program.deleteLater()
