"""What Ctrl+K finds, what the hall sees, what the program says of itself, and its pictures."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tournament_app import __version__, words
from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.gui import dialogs, sources
from tournament_app.gui.finder import find
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import match_rows
from tournament_app.store.backup import list_backups
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(sample_store_file: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(sample_store_file, tmp_path / "giai.giai")
    made = Store.open(tmp_path / "giai.giai")
    yield made
    made.close()


@pytest.fixture
def window(qtbot, desk):
    from tournament_app.gui.main_window import MainWindow

    words.set_language("en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("so y te", "delegation"), ("doi nu 36", "event"), ("match 98", "match"), ("public display", "command")],
)
def test_everything_is_found_by_a_few_letters_without_accents(desk, window, typed, kind):
    found = find(sources.findable(desk), typed)
    assert kind in {item.kind for item in found[:5]}


def test_an_event_that_was_found_opens_its_results(desk, window):
    item = next(item for item in sources.findable(desk) if item.kind == "event" and item.subtitle == "CL-02")
    window.go_to(item.target)
    assert window.key == "results"
    assert "CL-02" in window.page("results").subtitle


def test_the_hall_sees_what_is_on_as_soon_as_it_is_scored_and_boards_turn_their_pages(qtbot, desk, window, store):
    board = dialogs.display(desk, window)
    on, coming, done = board._lists
    assert on.items
    assert coming.items
    assert done.items
    with store.reading() as db:
        boards = {event.id for event in event_states(db).values() if event.rules.sport == "CT"}
        match = next(m for m in match_rows(db) if m.status == "playing" and m.key[0] not in boards)
    with qtbot.waitSignal(desk.changed):
        store.run(RecordScore(*match.key, Kind.PLAYING, ((1, 0),)), Actor("An"))
    shown = next(item for item in on.items if item.key == match.key)
    assert "!!1-0" in shown.lines
    bar = done.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    board.turn()
    assert bar.value() > 0
    while bar.value() < bar.maximum():
        board.turn()
    board.turn()
    assert bar.value() == 0
    board.close()


def test_settings_take_a_second_folder_and_copies_go_there(qtbot, desk, window, store, tmp_path):
    form = dialogs.settings(desk, window, lambda _: None)
    form.widgets["backup_folder"].setText(str(tmp_path / "usb"))
    form.accept()
    with qtbot.waitSignal(desk.backup().finished_with, timeout=10000):
        pass
    assert len(list_backups(store, tmp_path / "usb")) == 1


def test_the_program_says_which_version_it_is(qtbot, window):
    box = dialogs.about(window)
    assert __version__ in box.text()
    box.close()


def test_pictures_of_all_screens_are_the_same_each_time(app, settings, store, tmp_path):
    from tournament_app.gui.pages import PAGES
    from tournament_app.gui.screenshots import _pictures

    one = _pictures(store, _made(tmp_path / "one"), "dark", "en")
    two = _pictures(store, _made(tmp_path / "two"), "dark", "en")
    assert len(one) == len(PAGES)
    assert one[0].name == "1-overview-dark-en.png"
    assert one[-1].name == "0-journal-dark-en.png"
    assert [a.name for a, b in zip(one, two, strict=True) if a.read_bytes() != b.read_bytes()] == []


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
