"""After the draw on the people page: withdraw, take part again, replace, come late; what follows is said first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.conftest import SATURDAY
from tests.small import drawn
from tournament_app.gui.correction import Correction
from tournament_app.gui.desk import Desk, TickingClock
from tournament_app.gui.main_window import MainWindow
from tournament_app.queries.event_state import event_ids, event_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tournament_app.gui.pages.people import PeoplePage


@pytest.fixture
def page(app, settings, tmp_path: Path, qtbot) -> Iterator[PeoplePage]:
    desk = Desk(drawn(tmp_path / "giải.giai"), settings, TickingClock(SATURDAY))
    settings.page = "people"
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    yield window.page("people")
    window.close()
    desk.close()


def entry_in(page: PeoplePage, code: str):
    return next(e for e in page.entries.values() if e.event == code and e.state == "entered")


def choose(page: PeoplePage, entry) -> None:
    page._show(entry.delegation_id)
    page._choose_row("entries", entry.id)


def test_an_entry_withdraws_after_what_follows_was_shown_and_plays_on(page, qtbot) -> None:
    entry = entry_in(page, "BB-02")
    choose(page, entry)
    form = page.after.withdraw()
    form.accept()
    assert form.problem_at("reason"), "a reason is needed"
    form.widgets["reason"].setText("chấn thương")
    form.accept()
    dialog = page.findChild(Correction)
    assert entry.label in dialog.windowTitle()
    assert "thắng không đấu" in dialog.words()
    assert not page.desk.store.can_undo(page.desk.actor), "nothing before the answer"
    with qtbot.waitSignal(page.desk.changed):
        dialog.accept()
    with page.desk.reading() as db:
        assert db.find("withdrawal")[0]["reason"] == "chấn thương"
    line = next(row for row in page.tables["entries"].rows.rows if row.id == entry.id)
    standing = next(c for c in page.tables["entries"].rows.columns if c.key == "standing")
    assert standing.value(line) == "Đã bỏ giải"
    choose(page, entry)
    again = page.after.take_part_again()
    if again is not None:
        again.accept()
    with page.desk.reading() as db:
        assert db.find("withdrawal") == []


def test_others_play_and_one_comes_late(page, qtbot) -> None:
    entry = entry_in(page, "BB-02")
    choose(page, entry)
    spare = [a.id for a in page.athletes if a.delegation_id == entry.delegation_id and "BB-02" not in a.events][-1]
    form = page.after.replace_athletes()
    tick(form.widgets["members"], (spare,))
    form.widgets["reason"].setText("ốm")
    with qtbot.waitSignal(page.desk.changed):
        form.accept()
    with page.desk.reading() as db:
        assert [m["athlete_id"] for m in db.find("member", entry_id=entry.id)] == [spare]
        chess = event_ids(db)["CT-01"]
    late = page.after.enter_late()
    late.widgets["event"].setCurrentIndex([key for key, _ in late.fields[0].choices].index(chess))
    tick(late.widgets["members"], (spare,))
    late.widgets["reason"].setText("bổ sung")
    with qtbot.waitSignal(page.desk.changed):
        late.accept()
    with page.desk.reading() as db:
        assert len(event_state(db, chess).numbers) == 8
    choose(page, entry)
    page.after.history()
    journal = page.window().page("journal")
    assert entry.label in journal.about.text()
    assert journal.table.rows.rows[0].command == "ReplaceMembers"


def tick(box, athletes) -> None:
    from PySide6.QtCore import Qt

    for at in range(box.count()):
        item = box.item(at)
        on = item.data(Qt.ItemDataRole.UserRole) in athletes
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
