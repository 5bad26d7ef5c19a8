"""The journal: what was done, what it changed, taking it back; and the copies."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tournament_app import words
from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.queries.matches import match_rows, matches_by_key
from tournament_app.store.backup import list_backups
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tournament_app.gui.main_window import MainWindow
    from tournament_app.gui.pages.journal import JournalPage

BINH = Actor("Bình", "referee", "Sân 2")


@pytest.fixture
def store(sample_store_file: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(sample_store_file, tmp_path / "giai.giai")
    made = Store.open(tmp_path / "giai.giai")
    yield made
    made.close()


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    from tournament_app.gui.main_window import MainWindow

    words.set_language("en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_page("journal")
    return made


@pytest.fixture
def page(window) -> JournalPage:
    return window.page("journal")


@pytest.fixture
def match(store):
    with store.reading() as db:
        return next(
            m for m in match_rows(db) if m.status == "playing" and m.outcome.games and m.outcome.games[0][0] > 2
        )


def score(store, match, games, kind=Kind.PLAYING):
    return store.run(RecordScore(*match.key, kind, games), BINH)


def test_an_act_stands_at_the_top_with_who_did_it_and_before_and_after(qtbot, page, store, desk, match):
    before = match.outcome.games[0]
    with qtbot.waitSignal(desk.changed):
        done = score(store, match, ((1, 1),))
    act = page.table.rows.rows[0]
    assert act.id == done.audit_id
    page.table.choose(act.id)
    told = page.change_words.text()
    assert "Bình · Sân 2" in told
    assert f"score: {before[0]}-{before[1]} → 1-1" in told
    assert f"match {match.number}" in told


def test_undoing_an_act_marks_it_and_doing_it_again_unmarks_it(qtbot, page, store, desk, match):
    with qtbot.waitSignal(desk.changed):
        done = score(store, match, ((1, 1),))
    page.table.choose(done.audit_id)
    with qtbot.waitSignal(desk.changed):
        page.undo_button.click()
    with store.reading() as db:
        assert matches_by_key(db)[match.key].outcome == match.outcome
    row = next(act for act in page.acts if act.id == done.audit_id)
    assert row.undone
    assert not page.undo_button.isEnabled()
    with qtbot.waitSignal(desk.changed):
        page.redo_button.click()
    with store.reading() as db:
        assert matches_by_key(db)[match.key].outcome.games == ((1, 1),)
    assert not next(act for act in page.acts if act.id == done.audit_id).undone


def test_an_act_others_built_on_is_undone_with_theirs_once_somebody_says_so(qtbot, page, store, desk, match):
    first = score(store, match, ((1, 1),))
    with qtbot.waitSignal(desk.changed):
        store.run(RecordScore(*match.key, Kind.PLAYING, ((2, 1),)), Actor("Châu"))
    page.table.choose(first.audit_id)
    page.undo_act()
    assert "Châu" in "".join(label.text() for label in page.asking.findChildren(type(page.change_words)))
    with store.reading() as db:
        assert matches_by_key(db)[match.key].outcome.games == ((2, 1),), "nothing before the answer"
    page.asking.accept()
    with store.reading() as db:
        assert matches_by_key(db)[match.key].outcome == match.outcome
    store.redo(desk.actor)
    store.redo(desk.actor)
    with store.reading() as db:
        assert matches_by_key(db)[match.key].outcome.games == ((2, 1),)


def test_the_journal_is_filtered_by_words_person_and_match(qtbot, page, store, desk, match):
    with qtbot.waitSignal(desk.changed):
        score(store, match, ((1, 1),))
    everything = len(page.table.rows.rows)
    page.person.setCurrentIndex(page.person.findText("Bình · Sân 2"))
    assert [act.actor for act in page.table.rows.rows] == ["Bình"]
    page.person.setCurrentIndex(0)
    page.words.setText("goi" if words.language() == "vi" else "called")
    assert 0 < len(page.table.rows.rows) < everything
    page.words.clear()
    desk.open("journal", "contest", match.key)
    about = page.table.rows.rows
    assert 0 < len(about) < everything
    scores = [act for act in about if act.command == "RecordScore"]
    assert scores[0].actor == "Bình", [str(a.words) for a in about[:4]]
    assert all(str(match.label) in str(act.words) and match.event in str(act.words) for act in scores)
    page.about.click()
    assert len(page.table.rows.rows) == everything


def test_a_copy_is_made_in_both_folders_listed_and_read_back(qtbot, page, store, desk, settings, tmp_path):
    page.copies.name_stick(str(tmp_path / "usb"))
    assert page.copies.chosen() is None
    assert not page.copies.check_button.isEnabled()
    page.copies.back_up()
    qtbot.waitUntil(lambda: [item.badge for item in page.copies.list.items] == ["Verified"] * 2, timeout=10000)
    assert len(list_backups(store)) == 1
    assert len(list_backups(store, tmp_path / "usb")) == 1
    page.copies._read_back.popitem()
    page.copies.refresh()
    second = next(item for item in page.copies.list.items if item.badge == "Not read back")
    page.copies.list.choose(second.key)
    page.copies.check_button.click()
    qtbot.waitUntil(lambda: {item.badge for item in page.copies.list.items} == {"Verified"}, timeout=10000)


def test_before_restoring_it_is_shown_what_differs_and_then_the_new_file_is_opened(
    qtbot, page, store, desk, match, tmp_path
):
    page.copies.back_up()
    qtbot.waitUntil(lambda: len(page.copies.list.items) == 1, timeout=10000)
    before = match.score
    score(store, match, ((1, 1),))
    page.copies.list.choose(page.copies.list.items[0].key)
    content = page.copies.chosen().path.read_bytes()
    page.copies.restore_button.click()
    qtbot.waitUntil(lambda: getattr(page.copies, "dialog", None) is not None, timeout=10000)
    dialog = page.copies.dialog
    assert "has 1 act that the copy lacks; 1 result and 0 entries differ" in dialog.head.text()
    assert f"Match {match.number}, {match.event}" in dialog.text.toPlainText()
    assert f"1-1 here, {before} in the copy" in dialog.text.toPlainText()
    with store.reading() as db:
        acts = db.count("audit")
    with qtbot.waitSignal(desk.file_wanted, timeout=10000) as wanted:
        dialog.accept()
    assert page.copies.chosen().path.read_bytes() == content
    back = Store.open(wanted.args[0])
    assert back.where == tmp_path / "giai - restored.giai"
    with back.reading() as db:
        assert db.count("audit") == acts - 1
    back.close()


def test_a_damaged_copy_is_not_restored(qtbot, page, window, store, tmp_path):
    page.copies.back_up()
    qtbot.waitUntil(lambda: len(page.copies.list.items) == 1, timeout=10000)
    copy = page.copies.chosen()
    copy.path.write_bytes(copy.path.read_bytes()[: copy.size // 2])
    page.copies.restore_into(tmp_path / "lai.giai")
    qtbot.waitUntil(lambda: "damaged" in window.banner.text, timeout=10000)
    assert not (tmp_path / "lai.giai").exists()


def test_what_is_shown_is_written_as_csv_workbook_or_pdf(qtbot, page, store, desk, match, tmp_path):
    with qtbot.waitSignal(desk.changed):
        score(store, match, ((1, 1),))
    desk.open("journal", "contest", match.key)
    shown = len(page.table.rows.rows)
    for ending, begins in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
        page.write(tmp_path / f"nhật ký.{ending}")
        assert (tmp_path / f"nhật ký.{ending}").read_bytes().startswith(begins)
    assert (tmp_path / "nhật ký.csv").read_text(encoding="utf-8-sig").count("RecordScore") == 0
    assert 0 < shown < len(page.acts)
