"""Copies while people work: when, where, and what the window says of them. The clock is set by hand."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tournament_app import words
from tournament_app.gui.desk import Desk
from tournament_app.gui.status import StatusLine
from tournament_app.store.backup import default_folder, list_backups
from tournament_app.store.store import Store

MINUTE = timedelta(minutes=1)


class HandClock:
    def __init__(self) -> None:
        self.now = datetime(2024, 10, 26, 10, 42, tzinfo=timezone(timedelta(hours=7)))

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def desk(app, store, settings, clock):
    words.set_language("en")
    store.clock = clock
    made = Desk(store, settings, clock)
    made._timer.stop()  # the test looks at the clock itself
    yield made
    made.close()


@pytest.fixture
def said(desk):
    heard = []
    desk.noticed.connect(lambda notice: heard.append(notice.text))
    return heard


def tick(desk, qtbot, clock, by=timedelta(seconds=1)):
    """The program looks at the clock, and whatever that begins is waited for."""
    clock.now += by
    desk._poll()
    qtbot.waitUntil(lambda: not desk.busy, timeout=10000)


def change(desk, qtbot, add, name):
    with qtbot.waitSignal(desk.changed):
        desk.run(add(name))


def test_a_copy_comes_by_itself_and_the_status_line_says_when_and_where(desk, qtbot, clock, add, tmp_path, said):
    line = StatusLine()
    qtbot.addWidget(line)
    line.refresh(desk)
    assert line._backup.text() == "No verified backup yet"
    tick(desk, qtbot, clock)
    assert list_backups(desk.store) == []
    change(desk, qtbot, add, "Sở Y tế")
    for _ in range(3):
        tick(desk, qtbot, clock, MINUTE)
    assert list_backups(desk.store) == []
    for _ in range(2):
        tick(desk, qtbot, clock, MINUTE)
    assert len(list_backups(desk.store)) == 1
    line.refresh(desk)
    assert line._backup.text() == "Backup verified 10:47"
    desk.copier.name_stick(str(tmp_path / "usb"))
    change(desk, qtbot, add, "Sở Nội vụ")
    tick(desk, qtbot, clock, 10 * MINUTE)  # the laptop slept
    line.refresh(desk)
    assert line._backup.text() == "Backup verified 10:57, here and on the stick"
    assert said == []


def test_a_missing_stick_is_said_once_and_once_when_it_is_back(desk, qtbot, clock, add, tmp_path, said):
    stick, drawer = tmp_path / "usb", tmp_path / "drawer"
    desk.copier.name_stick(str(stick))
    stick.rename(drawer)
    for name in ("Sở Y tế", "Sở Nội vụ", "Báo Thái Nguyên"):
        change(desk, qtbot, add, name)
        tick(desk, qtbot, clock, 6 * MINUTE)
    assert [text for text in said if "stick" in text] == [
        f"The stick for copies is not in ({stick}). Copies are made beside the file."
    ]
    assert len(list_backups(desk.store)) == 3
    for _ in range(3):
        tick(desk, qtbot, clock, MINUTE)
    drawer.rename(stick)
    for _ in range(3):
        tick(desk, qtbot, clock, MINUTE)
    assert len(list_backups(desk.store, stick)) == 1  # at once, though nothing was changed since
    assert [text for text in said if "stick" in text][1:] == ["The stick for copies is back; the newest copy is on it."]


def test_a_copy_that_cannot_be_made_is_said_once(desk, qtbot, clock, add, said):
    folder = default_folder(Path(desk.store.where))
    folder.write_text("in the way", encoding="utf-8")
    for name in ("Sở Y tế", "Sở Nội vụ"):
        change(desk, qtbot, add, name)
        tick(desk, qtbot, clock, 6 * MINUTE)
    assert len([text for text in said if "No copy was made" in text]) == 1
    assert desk.verified_backup() is None
    folder.unlink()
    tick(desk, qtbot, clock, 6 * MINUTE)
    assert desk.verified_backup() == clock.now


def test_before_an_act_of_weight_the_state_before_it_is_copied(desk, qtbot, clock, add):
    class DrawEvent(add):
        pass

    change(desk, qtbot, add, "Sở Y tế")
    change(desk, qtbot, DrawEvent, "Sở Nội vụ")
    qtbot.waitUntil(lambda: len(list_backups(desk.store)) == 1 and not desk.busy, timeout=10000)
    change(desk, qtbot, DrawEvent, "Báo Thái Nguyên")  # a second later: the first copy is good for both
    qtbot.wait(50)
    (copy,) = list_backups(desk.store)
    before = Store.open(copy.path)
    with before.reading() as reading:
        assert [row["name"] for row in reading.find("delegation")] == ["Sở Y tế"]
    before.close()


def test_on_closing_what_is_new_is_copied_and_nothing_else(desk, qtbot, clock, add):
    assert desk.copier.last_copy() is None
    change(desk, qtbot, add, "Sở Y tế")
    made = desk.copier.last_copy()
    assert made is not None
    assert made.own is not None
    assert made.own.verified
