from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from tournament_app import paths
from tournament_app.gui.pages.import_wizard import ImportWizard, open_wizard


@pytest.fixture
def forms(tmp_path):
    """Three forms of the sample, of three layouts, in a folder of their own."""
    folder = tmp_path / "forms"
    folder.mkdir()
    for layout in ("list", "rows", "matrix"):
        file = min(paths.resource("samples", "forms", layout).glob("*.xlsx"))
        shutil.copy(file, folder / f"{layout}-{file.name}")
    return folder


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


def arrived(qtbot, wizard):
    qtbot.waitUntil(lambda: wizard.job is None and wizard.taken is not None, timeout=20_000)
    return wizard


def counts(desk):
    with desk.reading() as db:
        return tuple(db.count(table) for table in ("delegation", "athlete", "entry", "form"))


def test_forms_dropped_on_it_are_read_shown_and_taken_in_as_one_act(fresh_desk, parent, forms, qtbot):
    wizard = open_wizard(fresh_desk, parent)
    assert not wizard.apply.isEnabled()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(forms))])
    wizard.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    arrived(qtbot, wizard)
    assert counts(fresh_desk) == (0, 0, 0, 0)
    assert len(wizard.files.items) == 4
    assert all(row.it.kind == "added" for row in wizard.differences.rows.rows)
    found = wizard.taken.forms
    qtbot.mouseClick(wizard.apply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: counts(fresh_desk)[0] == 3, timeout=20_000)
    assert counts(fresh_desk) == (3, found.athletes, found.entries, 3)
    qtbot.waitUntil(lambda: not parent.findChildren(ImportWizard))
    fresh_desk.undo()
    assert counts(fresh_desk) == (0, 0, 0, 0)


def test_the_same_forms_again_change_nothing(fresh_desk, parent, forms, qtbot):
    wizard = arrived(qtbot, open_wizard(fresh_desk, parent, [forms]))
    wizard.carry_out()
    qtbot.waitUntil(lambda: counts(fresh_desk)[0] == 3, timeout=20_000)
    again = arrived(qtbot, open_wizard(fresh_desk, parent, [forms]))
    assert again.taken.differences == ()
    assert not again.apply.isEnabled()
    again.pills.choose("differences")
    again._show_view()
    assert again.middle.currentWidget() is again.nothing
    again.forget()


def test_a_corrected_delegation_and_column_are_read_anew(fresh_desk, parent, forms, qtbot):
    wizard = arrived(qtbot, open_wizard(fresh_desk, parent, [forms]))
    wizard.files.choose(wizard.taken.forms.sheets[0].key)
    assert wizard.middle.currentWidget() is wizard.sheet
    before = wizard.taken
    wizard.sheet.unit.setFocus()
    wizard.sheet.unit.selectAll()
    qtbot.keyClicks(wizard.sheet.unit, "So The thao")
    qtbot.keyClick(wizard.sheet.unit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.taken is not before and wizard.job is None, timeout=20_000)
    assert "So The thao" in {form.unit for form in wizard.taken.forms.forms}
    births = [c for c in wizard.taken.forms.sheets[0].recognition.columns if str(c.meaning).startswith("birth")]
    before = wizard.taken
    for column in births:
        at = wizard.taken.forms.sheets[0].recognition.columns.index(column)
        combo = wizard.sheet.columns.cellWidget(at, 2)
        combo.setCurrentIndex(0)
        combo.activated.emit(0)
    qtbot.waitUntil(lambda: wizard.taken is not before and wizard.job is None, timeout=20_000)
    missing = [p for p in wizard.taken.forms.problems if p.kind == "birth_date_missing"]
    assert len(missing) >= wizard.taken.forms.sheets[0].athletes > 0
    assert counts(fresh_desk) == (0, 0, 0, 0)


def test_an_unreadable_file_is_left_out_only_knowingly(fresh_desk, parent, forms, qtbot):
    (forms / "hỏng.xlsx").write_bytes(b"PK\x03\x04 torn")
    wizard = arrived(qtbot, open_wizard(fresh_desk, parent, [forms]))
    torn = next(item for item in wizard.files.items if item.key == "hỏng.xlsx")
    assert torn.role == "live"
    assert wizard.skip.isVisible()
    assert not wizard.apply.isEnabled()
    wizard.carry_out()
    assert counts(fresh_desk) == (0, 0, 0, 0)
    wizard.skip.click()
    assert wizard.apply.isEnabled()
    wizard.files.choose(torn.key)
    assert [row.it.kind for row in wizard.problems.rows.rows] == ["unreadable_file"]
    wizard.carry_out()
    qtbot.waitUntil(lambda: counts(fresh_desk)[0] == 3, timeout=20_000)


def test_esc_keeps_what_was_chosen(fresh_desk, parent, forms, qtbot):
    wizard = arrived(qtbot, open_wizard(fresh_desk, parent, [forms]))
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    again = arrived(qtbot, open_wizard(fresh_desk, parent))
    assert len(again.files.items) == 4
    again.forget()
    assert again.stack.currentIndex() == 0
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert open_wizard(fresh_desk, parent).taken is None


def test_reading_can_be_called_off(fresh_desk, parent, qtbot):
    wizard = open_wizard(fresh_desk, parent, [paths.resource("samples", "forms")])
    job = wizard.job
    with qtbot.waitSignal(job.finished, timeout=20_000):
        qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert counts(fresh_desk) == (0, 0, 0, 0)


def test_a_folder_without_forms_says_so(fresh_desk, parent, tmp_path, qtbot):
    empty = tmp_path / "trống"
    empty.mkdir()
    wizard = open_wizard(fresh_desk, parent, [empty])
    qtbot.waitUntil(lambda: "trống" in wizard.summary.text(), timeout=20_000)
    assert not wizard.apply.isEnabled()
