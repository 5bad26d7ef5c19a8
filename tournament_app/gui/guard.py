"""What guards the open file: after a crash, on a network share, deleted or damaged meanwhile; and the ways on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from tournament_app.errors import Unavailable
from tournament_app.gui.desk import Notice
from tournament_app.store import places
from tournament_app.store.backup import all_copies, newest_good, restore, save_as
from tournament_app.store.sitting import Sitting, sit_down
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.after_crash import Findings
    from tournament_app.store.backup import Backup
    from tournament_app.store.sitting import Left
    from tournament_app.store.store import Changes

LOOK_MS = 2000
_NONE = Text("There is no backup of {file} that is whole. Look for a copy on another stick or computer.", file="")


class Guard(QObject):
    """Sits beside the desk of a window; a file that was saved or restored is opened by the desk's ``file_wanted``."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk)
        self.desk, self._parent = desk, parent
        self._sitting: Sitting | None = None
        self._lost = ""
        self._timer = QTimer(self)
        desk.way_on = self.way_on
        if not isinstance(desk.store.where, Path):
            return
        self.where = desk.store.where
        with desk.reading() as db:
            last = int(db.last_change)
        self._sitting, left = sit_down(self.where, desk.now(), last)
        desk.changed.connect(self._note)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)
        desk.start(tr("Checking the file"), lambda _: self._greeting(left), self._greet, quiet=True)

    def leave(self) -> None:
        """The window closes as it should: the newest state is copied, and no mark stays behind."""
        self._timer.stop()
        try:
            self.desk.copier.last_copy()
        except Unavailable:  # it is saved; there is nobody left to tell
            pass
        finally:
            if self._sitting is not None:
                self._sitting.leave()
                self._sitting = None

    # --------------------------------------------------------------------------------------------------- at the start
    def _greeting(self, left: Left | None) -> tuple[Findings | None, bool]:
        """What a crash left, and whether the file lies on the network; looked at beside the window."""
        shared = places.on_network(self.where)
        if left is None:
            return None, shared
        from tournament_app.queries.after_crash import after_crash

        with self.desk.reading() as db:
            return after_crash(db, left.since, left.last), shared

    def _greet(self, found: tuple[Findings | None, bool]) -> None:
        crash, shared = found
        if crash is not None:
            role, action = ("info", None) if crash.well else ("live", self._restore_action())
            text = _crash_words(crash, self.desk.now())
            self.desk.noticed.emit(Notice(role, text, action or (tr("Good"), lambda: self._warn(shared=shared))))
        else:
            self._warn(shared=shared)

    def _warn(self, *, shared: bool) -> None:
        """A file on a share is warned of: locks there cannot be relied on."""
        if shared:
            text = tr(
                "This file lies on a network drive, where two computers can damage it. For several computers take it "
                "to a PostgreSQL server (giai-dau move FILE postgresql://…) and open that address; for one, work on a "
                "copy on this computer.",
            )
            self.desk.noticed.emit(Notice("warning", text, (tr("Copy to this computer…"), self.save_elsewhere)))

    # -------------------------------------------------------------------------------------------------- while it runs
    def _note(self, changes: Changes) -> None:
        if self._sitting is not None:
            self._sitting.note(changes.last)

    def look(self) -> None:
        """Look whether the file is still there; said once, and once when it is back."""
        try:
            self.desk.store.look()
        except Unavailable as no:
            if no.code != self._lost:
                self._lost = no.code
                self.desk.noticed.emit(Notice("live", str(no), self.way_on(no)))
        else:
            if self._lost:
                self._lost = ""
                self.desk.say(tr("The file is back; work can go on."), "ok")

    def way_on(self, no: Unavailable) -> tuple[str, Callable[[], object]] | None:
        """What can be done about a trouble with the file, if not only to try again."""
        if no.code in {"gone", "replaced"}:
            return tr("Save as a new file…"), self.save_elsewhere
        return self._restore_action() if no.code == "corrupt" else None

    def save_elsewhere(self) -> None:
        """What is still held open, as a file of its own, which is then opened."""
        file, _ = QFileDialog.getSaveFileName(self._parent, tr("Save as a new file…"), str(fresh_name(self.where)))
        if file:
            self.save_into(Path(file))

    def save_into(self, into: Path) -> None:
        """The same into *into*."""
        self.desk.start(tr("Saving"), lambda _: save_as(self.desk.store, into), self._open)

    def _restore_action(self) -> tuple[str, Callable[[], object]] | None:
        second = self.desk.copier.second
        if not all_copies(self.where, [second] if second else []):
            return None
        return tr("Restore the newest good backup"), self.restore_newest

    def restore_newest(self) -> None:
        """The newest copy that is whole into a file beside the damaged one, which is then opened."""
        folders = [folder for folder in (self.desk.copier.second,) if folder]
        self.desk.start(
            tr("Restoring"), lambda _: restore_newest(self.where, folders), lambda found: self._open(found[0])
        )

    def _open(self, path: Path) -> None:
        self.desk.file_wanted.emit(str(path))


def restore_newest(where: Path, folders: list[Path]) -> tuple[Path, Backup, list[Backup]]:
    """The newest whole copy of a file, restored beside it; :class:`Unavailable` if there is none."""
    good, skipped = newest_good(where, folders)
    if good is None:
        raise Unavailable(_NONE.filled(file=where.name), "no_copy")
    return restore(good, fresh_name(where)), good, skipped


def fresh_name(where: Path) -> Path:
    """A name beside the file that nothing has yet: ``giải - khôi phục.giai``, ``giải - khôi phục 2.giai``."""
    word = tr("restored")
    names: Any = (f"{where.stem} - {word}{n}{where.suffix}" for n in ("", *(f" {n}" for n in range(2, 1000))))
    return next(path for path in map(where.with_name, names) if not path.exists())


def _crash_words(found: Findings, now: datetime) -> str:
    from tournament_app.queries.after_crash import crash_words

    def said(at: datetime) -> str:
        return f"{at.astimezone(now.tzinfo):%H:%M:%S %d/%m}"

    last = said(datetime.fromisoformat(found.last.at)) if found.last else "–"
    return str(crash_words(found, said(found.since), last))
