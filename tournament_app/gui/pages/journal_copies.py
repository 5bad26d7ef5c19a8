"""The copies of the tournament: made, read back, and restored into a file of their own. Nothing here overwrites."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from tournament_app.gui.guard import fresh_name
from tournament_app.gui.pages.restore_dialog import RestoreDialog
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.queries.difference import Difference, difference
from tournament_app.store.backup import check, list_backups, restore
from tournament_app.store.store import Store
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.gui.desk import Desk
    from tournament_app.store.backup import Backup
    from tournament_app.store.copying import Made


class Copies(Card):
    """The list of copies, newest first, and what can be done with the one chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Backups"), flush=True)
        self.desk = desk
        self._copies: dict[str, Backup] = {}
        desk.copier.changed.connect(self._more_copies)
        self._read_back: dict[str, None] = {}
        self.list = ListRows(tr("Backups"))
        self.list.chosen.connect(lambda _: self._able())
        self.none = Label(tr("No copy yet. “Back up now” makes the first one, beside the file."), "muted", wrap=True)
        self.none.setMargin(14)
        self.words = Label("", "small", wrap=True)
        self.box.addWidget(self.list, 1)
        self.box.addWidget(self.none)
        self.box.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("kind", "plain")
        grid = QGridLayout(foot)
        grid.setContentsMargins(14, 8, 14, 12)
        grid.setSpacing(8)
        self.now_button = Button(tr("Back up now"), "primary")
        self.check_button = Button(tr("Check now"))
        self.folder_button = Button(tr("Second folder…"))
        self.restore_button = Button(tr("Restore into a new file…"))
        for button, slot, place in (
            (self.now_button, self.back_up, (1, 0)),
            (self.check_button, self.check_copy, (1, 1)),
            (self.folder_button, self._ask_folder, (2, 0)),
            (self.restore_button, self.compare, (2, 1)),
        ):
            button.clicked.connect(lambda _=False, slot=slot: slot())
            grid.addWidget(button, *place)
        grid.addWidget(self.words, 0, 0, 1, 2)
        return foot

    def refresh(self) -> None:
        """List the copies that lie there now, in the second folder too."""
        copies = list_backups(self.desk.store)
        second = self.desk.copier.second
        if second:
            copies = sorted((*copies, *list_backups(self.desk.store, second)), key=lambda c: c.at, reverse=True)
        self._copies = {str(copy.path): copy for copy in copies}
        zone = self.desk.now().tzinfo
        self.list.set_items(
            [
                ListItem(
                    str(copy.path),
                    f"{copy.at.astimezone(zone):%d/%m/%Y %H:%M:%S}",
                    tr("{size} · {folder}", size=size_words(copy.size), folder=copy.path.parent.name),
                    *self._state(copy),
                )
                for copy in copies
            ]
        )
        self.list.setVisible(bool(copies))
        self.none.setVisible(not copies)
        self.note = tr("{n} copies", n=len(copies))
        self.words.setText(
            tr("Second folder: {folder}", folder=second)
            if second
            else tr("A second folder (USB stick, network) gets every copy too.")
        )
        self._able()

    def _more_copies(self) -> None:
        if self.isVisible():
            self.refresh()

    def chosen(self) -> Backup | None:
        """The copy the user is on."""
        return self._copies.get(self.list.key or "")

    # ---------------------------------------------------------------------------------------------------- what is done
    def back_up(self) -> None:
        """A verified copy now, in both folders."""
        self.desk.backup().finished_with.connect(self._made)

    def check_copy(self) -> None:
        """Read the chosen copy back from end to end."""
        copy = self.chosen()
        if copy is not None:
            self.desk.start(tr("Reading the copy back"), lambda _: check(copy), self._checked)

    def compare(self) -> None:
        """Say what the chosen copy and the open tournament differ in; from there it can be restored."""
        copy = self.chosen()
        if copy is not None:
            self.desk.start(tr("Comparing"), lambda _: self._difference(copy), lambda found: self._show(copy, found))

    def restore_into(self, into: Path) -> None:
        """The chosen copy as a tournament file of its own, which is then opened."""
        copy = self.chosen()
        if copy is not None:
            self.desk.start(
                tr("Restoring"), lambda _: restore(copy, into), lambda path: self.desk.file_wanted.emit(str(path))
            )

    def _difference(self, copy: Backup) -> Difference:
        """A copy is looked at as a file of its own: it may be of an older version, and stays as it is."""
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            store = Store.open(restore(copy, Path(folder) / copy.path.name))
            try:
                with self.desk.reading() as here, store.reading() as there:
                    return difference(here, there)
            finally:
                store.close()

    def _show(self, copy: Backup, found: Difference) -> None:
        where = self.desk.store.where
        if isinstance(where, Path):
            into = fresh_name(where)
            at = f"{copy.at.astimezone(self.desk.now().tzinfo):%d/%m/%Y %H:%M:%S}"
            self.dialog = RestoreDialog(found, at, into, self._ask_name, self)
            self.dialog.accepted.connect(lambda: self.restore_into(into))
            self.dialog.open()

    def _made(self, made: Made) -> None:
        self._read_back.update((str(copy.path), None) for copy in (made.own, made.second) if copy is not None)
        self.refresh()

    def _checked(self, copy: Backup) -> None:
        self._read_back[str(copy.path)] = None
        self.refresh()
        self.desk.say(tr("The copy {file} was read back and is whole.", file=copy.path.name), "ok")

    def _ask_name(self) -> None:
        where = self.desk.store.where
        if isinstance(where, Path):
            name = str(fresh_name(where))
            file, _ = QFileDialog.getSaveFileName(self, tr("Restore into a new file…"), name, f"(*{where.suffix})")
            if file:
                self.restore_into(Path(file))

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Second folder…"), self.desk.settings.backup_folder)
        if folder:
            self.name_stick(folder)

    def name_stick(self, folder: str) -> None:
        """Let copies go to *folder* too."""
        self.desk.attempt(lambda: self.desk.copier.name_stick(folder))
        self.refresh()

    def _state(self, copy: Backup) -> tuple[str, str]:
        return (tr("Verified"), "ok") if str(copy.path) in self._read_back else (tr("Not read back"), "neutral")

    def _able(self) -> None:
        for button in (self.check_button, self.restore_button):
            button.setEnabled(self.chosen() is not None)


def size_words(size: int) -> str:
    """Bytes as people read them: ``1,2 MB``."""
    return f"{size / 1e6:.1f} MB".replace(".", ",") if size >= 1e6 else f"{max(1, round(size / 1000))} kB"
