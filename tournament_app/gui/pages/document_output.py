"""Documents to the printer and into files; the work is done beside the window, the banner says what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog

from tournament_app import paths
from tournament_app.documents.sheets import Sheets
from tournament_app.gui.desk import Notice
from tournament_app.gui.paper import print_pages, printer_for
from tournament_app.issue import drafts_again, issued, joined, pack, pack_drafts, write
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from tournament_app.gui.desk import Desk
    from tournament_app.issue import Draft, PrintState
    from tournament_app.printing import DocumentSpec
    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Reading
    from tournament_app.store.store import Command, Done
    from tournament_app.token import Token

    Make = Callable[[], bytes]
    Drafts = list[tuple[str, Draft]]


class DocumentOutput:
    """Where documents go from the window: the printer, a file, a folder. *parent* is where its dialogs stand."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent

    def ask_printer(self, data: bytes, title: str, make: Make) -> bool:
        """Ask for the printer for pages like *data*, then print what *make* gives on it; whether one was chosen."""
        sheets = Sheets(data)
        printer = printer_for(sheets, title)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(sheets))
        sheets.close()
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return False
        self.print_on(printer, make, title)
        return True

    def print_on(self, printer: QPrinter, make: Make, title: str) -> None:
        """Print on a printer that is chosen already."""
        self._desk.start(
            tr("Printing: {name}", name=title),
            lambda token: print_pages(printer, make(), token),
            lambda pages: self._desk.say(tr("{n} pages sent to the printer.", n=pages), "ok"),
        )

    def issue(self, spec: DocumentSpec, options: PrintOptions) -> bytes:
        """One document for use, counted; it takes its time."""
        with self._desk.reading() as db:
            return issued(db, spec, options, self._desk.now(), self._run)

    def save(self, spec: DocumentSpec, options: PrintOptions, path: Path) -> None:
        """Save one document for use in a file that is chosen already."""
        self._desk.start(str(spec.title), lambda _: [write(path, self.issue(spec, options))], self.say_saved)

    def print_pack(self, name: str) -> None:
        """Make the documents of a pack, ask for the printer once, then print them all."""
        now = self._desk.now()
        self._print_all(pack_title(name), lambda db: pack_drafts(db, name, now))

    def print_again(self, states: Sequence[PrintState]) -> None:
        """The papers out of date anew: ask for the printer once, then print them all."""
        now = self._desk.now()
        self._print_all(tr("Out of date"), lambda db: drafts_again(db, states, now))

    def _print_all(self, title: str, read: Callable[[Reading], Drafts]) -> None:
        """Copies are counted only once a printer is chosen: whoever leaves its dialog has printed nothing."""

        def work(token: Token) -> tuple[Drafts, bytes]:
            with self._desk.reading() as db:
                drafts = read(db)
            return drafts, joined(drafts, token)

        def ask(made: tuple[Drafts, bytes]) -> None:
            drafts, data = made
            self.ask_printer(data, title, lambda: joined(drafts, run=self._run))

        self._desk.start(title, work, ask)

    def _run(self, command: Command) -> Done:
        return self._desk.store.run(command, self._desk.actor)

    def save_pack(self, name: str) -> None:
        """Save the documents of a pack as files in a folder."""
        folder = QFileDialog.getExistingDirectory(
            self._parent, tr("Folder for the documents"), str(paths.user_documents())
        )
        if folder:
            self.save_pack_in(name, Path(folder))

    def save_pack_in(self, name: str, folder: Path) -> None:
        """Save a pack in a folder that is chosen already."""
        now = self._desk.now()

        def work(token: Token) -> list[Path]:
            with self._desk.reading() as db:
                return [*pack(db, name, now, token, folder, self._run)]

        self._desk.start(pack_title(name), work, self.say_saved)

    def say_saved(self, files: list[Path]) -> None:
        """Say in the banner what was saved, with a way to it."""
        words = (
            tr("Saved: {file}", file=files[0].name)
            if len(files) == 1
            else tr("{n} files saved in {folder}", n=len(files), folder=files[0].parent.name)
        )
        folder = QUrl.fromLocalFile(str(files[0].parent))
        action = (tr("Open the folder"), lambda: QDesktopServices.openUrl(folder))
        self._desk.noticed.emit(Notice("ok", words, action))


def pack_title(name: str) -> str:
    """What a pack is called."""
    return tr("Opening pack") if name == "opening" else tr("Closing pack")
