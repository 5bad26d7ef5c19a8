"""The printing page on the sample: what is chosen is what is shown, printed and saved."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from tournament_app.commands.score import RecordScore
from tournament_app.documents.sheets import Sheets, joined
from tournament_app.domain.outcome import Kind
from tournament_app.errors import Unavailable
from tournament_app.gui.desk import Desk, TickingClock
from tournament_app.gui.main_window import MainWindow
from tournament_app.gui.paper import pages_of, print_pages, printer_for
from tournament_app.printing import BY_KEY, DOCUMENTS, PrintOptions
from tournament_app.queries.event_state import event_ids
from tournament_app.queries.matches import match_rows
from tournament_app.sample import MOMENT, make_sample
from tournament_app.store.store import Store
from tournament_app.token import Token

WAIT = 20_000


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    where = tmp_path_factory.mktemp("sample") / "giai.giai"
    make_sample(where).close()
    return where


@pytest.fixture
def desk(app, settings, sample_file, tmp_path):
    shutil.copy(sample_file, tmp_path / "giai.giai")
    made = Desk(Store.open(tmp_path / "giai.giai"), settings, TickingClock(MOMENT))
    yield made
    made.close()


@pytest.fixture
def window(qtbot, desk):
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def page(window, desk, qtbot):
    """The page with its first document shown."""
    desk.open("documents")
    found = page_in(window)
    qtbot.waitUntil(lambda: found.ready, timeout=WAIT)
    return found


def page_in(window):
    from tournament_app.gui.pages.documents import DocumentsPage

    (found,) = window.findChildren(DocumentsPage)
    return found


def show(page, qtbot, item) -> None:
    page.desk.open("documents", "document", item)
    qtbot.waitUntil(lambda: page.ready, timeout=WAIT)


def words(page) -> str:
    return " ".join(each.extract_text() for each in PdfReader(BytesIO(page.view.sheets.data)).pages[:1])


def test_every_document_is_listed_and_shown_as_real_pages(page, qtbot):
    listed = [spec.key for spec in DOCUMENTS if spec.kind == "pdf"]
    assert [item.key for item in page.list.items] == listed
    assert all(item.subtitle for item in page.list.items)
    for key in ("schedule", "draw_record", "medals"):
        show(page, qtbot, key)
        assert page.list.key == key
        qtbot.waitUntil(page.view.is_drawn, timeout=WAIT)
        assert page.card.note.startswith(f"Trang 1/{len(page.view.sheets)}")


def test_a_choice_changes_the_pages(page, qtbot):
    assert page.options.day == 1  # Saturday
    assert "26/10/2024" in words(page)
    box = page.choices.boxes["day"]
    assert [box.itemText(n) for n in range(box.count())] == ["25/10", "26/10", "27/10"]
    box.setCurrentIndex(0)
    qtbot.waitUntil(lambda: page.ready, timeout=WAIT)
    assert page.options.day == 0
    assert "25/10/2024" in words(page)
    page.choices.boxes["standard"].setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.ready, timeout=WAIT)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words(page)
    assert page.choices.boxes["day"].currentIndex() == 0


def test_another_screen_asks_for_the_bracket_of_an_event(page, qtbot):
    with page.desk.reading() as db:
        event = event_ids(db)["BB-02"]
    show(page, qtbot, ("bracket", event))
    assert page.options == PrintOptions(event=event)
    assert "BB-02" in page.choices.boxes["event"].currentText()
    assert "BB-02" in page.card.title
    assert "Bóng bàn" in words(page)


def test_one_match_sheet(page, qtbot):
    with page.desk.reading() as db:
        event = event_ids(db)["CL-05"]
    show(page, qtbot, ("match_sheet", event, "A-1"))
    assert len(page.view.sheets) == 1
    page.choices.boxes["per_page"].setCurrentIndex(1)  # any other choice is about the whole event again
    qtbot.waitUntil(lambda: page.ready, timeout=WAIT)
    assert len(page.view.sheets) > 1


def test_a_workbook_asked_for_shows_its_document_with_the_button_at_hand(page, qtbot):
    show(page, qtbot, "medals_xlsx")
    assert page.list.key == "medals"
    assert page.excel_button.isVisible()
    show(page, qtbot, "certificates")
    assert not page.excel_button.isVisible()


def test_what_cannot_be_made_yet_says_why_and_cannot_be_printed(page, qtbot):
    with page.desk.reading() as db:
        event = event_ids(db)["CL-01"]
    show(page, qtbot, ("certificates", event))
    assert "giấy chứng nhận có từ trận chung kết đầu tiên" in page.nothing.text()
    assert not page.print_button.isEnabled()
    assert not page.pdf_button.isEnabled()
    show(page, qtbot, "draw_record")
    assert page.print_button.isEnabled()


def test_saving_writes_what_is_shown(page, qtbot, tmp_path, monkeypatch):
    asked = []

    def ask(_parent, _title, start, _pattern):
        asked.append(Path(start).name)
        return str(tmp_path / "out" / Path(start).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    notices = []
    page.desk.noticed.connect(notices.append)
    page.save_pdf()
    qtbot.waitUntil(lambda: len(notices) == 1, timeout=WAIT)
    saved = Sheets((tmp_path / "out" / "lich-thi-dau-2024-10-26.pdf").read_bytes())
    assert saved.sizes == page.view.sheets.sizes
    page.save_workbook()
    qtbot.waitUntil(lambda: len(notices) == 2, timeout=WAIT)
    with page.desk.reading() as db:
        assert {row["document"]: row["revision"] for row in db.find("print")} == {"schedule": 1, "schedule_xlsx": 1}
    assert (tmp_path / "out" / "lich-thi-dau-2024-10-26.xlsx").read_bytes()[:2] == b"PK"
    assert notices[0].role == "ok"
    assert asked == ["lich-thi-dau-2024-10-26.pdf", "lich-thi-dau-2024-10-26.xlsx"]


def test_a_place_that_cannot_be_written_is_said_in_the_banner(page, qtbot, tmp_path, monkeypatch):
    (tmp_path / "taken").touch()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "taken" / "a.pdf"), ""))
    notices = []
    page.desk.noticed.connect(notices.append)
    page.save_pdf()
    qtbot.waitUntil(lambda: bool(notices), timeout=WAIT)
    assert notices[0].role == "live"
    assert "Không ghi được" in notices[0].text


def test_a_pack_is_saved_in_one_go(page, qtbot, tmp_path):
    notices = []
    page.desk.noticed.connect(notices.append)
    page.output.save_pack_in("closing", tmp_path / "out")
    qtbot.waitUntil(lambda: bool(notices), timeout=WAIT)
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert {"ket-qua-thi-dau.pdf"} <= names
    assert not any(name.startswith(".") for name in names)


def test_the_printer_gets_every_page_where_it_stands(page, qtbot, tmp_path):
    show(page, qtbot, "medals")
    data = page.view.sheets.data
    printer = printer_for(page.view.sheets, "Bảng")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    notices = []
    page.desk.noticed.connect(notices.append)
    page.output.print_on(printer, lambda: data, "Bảng")
    qtbot.waitUntil(lambda: bool(notices), timeout=WAIT)
    before, after = Sheets(data), Sheets((tmp_path / "printed.pdf").read_bytes())
    assert len(after) == len(before)
    assert [tuple(map(round, size)) for size in after.sizes] == [tuple(map(round, size)) for size in before.sizes]
    for a, b in zip(ink(before.picture(0, 2.0)), ink(after.picture(0, 2.0)), strict=True):
        assert abs(a - b) <= 3  # half a millimetre


def test_each_page_goes_on_its_own_way_up(page, qtbot, tmp_path):
    with page.desk.reading() as db:
        parts = [
            spec.make(db, PrintOptions(day=2), MOMENT) for spec in DOCUMENTS if spec.key in ("schedule", "draw_record")
        ]
    both = joined([Sheets(part).data for part in parts])
    sheets = Sheets(both)
    printer = printer_for(sheets, "x")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(len(Sheets(parts[0])), len(Sheets(parts[0])) + 1)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert print_pages(printer, both, Token()) == 2
    first, second = Sheets((tmp_path / "printed.pdf").read_bytes()).sizes
    assert first[0] > first[1]
    assert second[0] < second[1]


def test_pages_come_out_as_the_dialog_says(app):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    assert pages_of(printer, 3) == [0, 1, 2]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_of(printer, 3) == [2, 1, 0]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert pages_of(printer, 5) == [2, 1]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_said(page, tmp_path):
    printer = printer_for(page.view.sheets, "x")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no folder" / "printed.pdf"))
    with pytest.raises(Unavailable, match="máy đã bật"):
        print_pages(printer, page.view.sheets.data, Token())


def test_zoom_and_pages_by_key(page, qtbot):
    view = page.view
    wide = view.zoom
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == len(view.sheets) - 1
    view.zoom_by(1)
    assert view.zoom > wide
    assert view.page == len(view.sheets) - 1
    view.zoom_by(-1)
    view.zoom_by(-1)
    assert view.zoom < wide
    view.set_zoom(None)
    assert view.zoom == pytest.approx(wide, rel=0.05)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    qtbot.waitUntil(view.is_drawn, timeout=WAIT)


def test_in_a_narrow_window_nothing_is_cut(window, page, qtbot):
    window.resize(1093, 614)
    qtbot.waitUntil(page.view.is_drawn, timeout=WAIT)
    assert window.width() == 1093
    assert page.view.horizontalScrollBar().maximum() == 0
    for button in (page.print_button, page.pdf_button, page.excel_button):
        assert button.width() >= button.minimumSizeHint().width()


def ink(picture) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is printed."""
    starts = (n * picture.stride for n in range(picture.height))
    rows = [picture.pixels[at : at + 4 * picture.width : 4] for at in starts]
    dark = [n for n, row in enumerate(rows) if min(row) < 128]
    lefts = [next(n for n, value in enumerate(rows[y]) if value < 128) for y in dark]
    rights = [max(n for n, value in enumerate(rows[y]) if value < 128) for y in dark]
    return min(lefts), dark[0], max(rights), dark[-1]


def test_what_was_printed_is_listed_and_what_is_out_of_date_is_printed_again(page, qtbot, monkeypatch):
    desk = page.desk
    with desk.reading() as db:
        match = next(m for m in match_rows(db) if m.status == "done" and m.group and m.outcome.games)
    page.output.issue(BY_KEY["results"], PrintOptions(event=match.event_id))
    page.output.issue(BY_KEY["entries"], PrintOptions())
    qtbot.waitUntil(lambda: len(page.printed.states) == 2, timeout=WAIT)
    assert not page.printed.outdated()
    assert not page.printed.button.isVisible()
    games = tuple((a, b - 1) if a > b else (a - 1, b) for a, b in match.outcome.games)
    desk.run(RecordScore(*match.key, Kind.PLAYED, games, override="đọc nhầm", voids=True))
    qtbot.waitUntil(lambda: bool(page.printed.outdated()), timeout=WAIT)
    assert page.printed.list.items[0].badge == "Đã cũ"
    assert [item.badge for item in page.printed.list.items].count("Còn đúng") == 1
    page.printed.list.choose(page.printed.states[0].row.id)
    assert (page.spec.key, page.options.event) == ("results", match.event_id)
    sent = []
    monkeypatch.setattr(page.output, "ask_printer", lambda _data, _title, make: sent.append(make()))
    page.printed.button.click()
    qtbot.waitUntil(lambda: bool(sent), timeout=WAIT)
    qtbot.waitUntil(lambda: not page.printed.outdated(), timeout=WAIT)
    assert not page.printed.button.isVisible()


def test_a_pack_that_is_not_sent_to_the_printer_is_not_counted(page, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(page.output, "ask_printer", lambda *_: bool(asked.append(1)))
    page.output.print_pack("closing")
    qtbot.waitUntil(lambda: bool(asked), timeout=WAIT)
    with page.desk.reading() as db:
        assert db.count("print") == 0
