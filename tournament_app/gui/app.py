"""The program with a window: type, colours and language, then the start screen or a tournament."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer

from tournament_app import paths, words
from tournament_app.errors import Unavailable
from tournament_app.gui import theme
from tournament_app.gui.application import make_app
from tournament_app.gui.crash import Crashes
from tournament_app.gui.desk import Desk, Notice, TickingClock
from tournament_app.gui.early import settled
from tournament_app.gui.main_window import MainWindow
from tournament_app.gui.runner import Job, JobBar
from tournament_app.gui.settings import Settings
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QApplication

    from tournament_app.errors import TournamentError
    from tournament_app.gui.guard import Guard
    from tournament_app.gui.seat import Seat
    from tournament_app.gui.start import StartWindow
    from tournament_app.store.store import Changes, Store
    from tournament_app.token import Token

AT_LEISURE_MS = 300
"""How long after the window is shown it makes ready for what nobody asks for at once."""


class Program(QObject):
    """What is above one window: which tournament is open, in which language and scheme."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self.app, self.settings = app, settings
        self.start: StartWindow | None = None
        self.window: MainWindow | None = None
        self.desk: Desk | None = None
        self.guard: Guard | None = None
        self.seat: Seat | None = None
        self._job: Job | None = None
        self.crashes = Crashes(self._save_copy, lambda: self.window or self.start)
        self.crashes.trouble.connect(self._in_trouble, Qt.ConnectionType.QueuedConnection)

    # ------------------------------------------------------------------------------------------------- what is shown
    def show_start(self) -> StartWindow:
        """The first screen."""
        from tournament_app.gui.start import StartWindow

        self.start = StartWindow(self.settings)
        self.start.chosen.connect(self.open_file)
        self.start.made.connect(self.make_file)
        self.start.sample_wanted.connect(self.open_sample)
        self.start.language_wanted.connect(self.other_language)
        self.start.show()
        QTimer.singleShot(AT_LEISURE_MS, settled)
        return self.start

    def show_store(self, store: Store, clock: Callable[[], datetime] | None = None) -> MainWindow:
        """A window on an open tournament, in place of what was shown before; that stays if this cannot be read."""
        desk = Desk(store, self.settings, clock, self)
        try:
            window = MainWindow(desk)
        except Unavailable:
            desk.close()
            raise
        self.leave()
        old_window, old_desk = self.window, self.desk
        self.desk, self.window, self.seat = desk, window, None
        self.desk.file_wanted.connect(self.open_file)
        self.desk.changed.connect(self._roles_changed)
        self.window.wants.connect(self._wanted)
        self.window.show()
        if self.start is not None:
            self.start.close()
            self.start = None
        if old_window is not None and old_desk is not None:
            old_window.close()
            old_window.deleteLater()
            old_desk.close()
        QTimer.singleShot(AT_LEISURE_MS, self._at_leisure)
        return self.window

    def _at_leisure(self) -> None:
        """Load beside the window what the first change needs and reading does not, and look after the file."""
        settled()
        if (desk := self.desk) is not None and self.window is not None and self.guard is None:
            from tournament_app.gui.guard import Guard

            desk.start(tr("Opening"), lambda _: desk.store.engine, quiet=True)
            self.guard = Guard(desk, self.window)
            self._look_at_roles()

    def _roles_changed(self, changes: Changes) -> None:
        if "access" in changes.tables:
            self._look_at_roles()

    def _look_at_roles(self) -> None:
        """While the roles of the tournament are on, somebody signs in; nothing of that is loaded while they are off."""
        if self.desk is None or self.window is None or self.desk.roles_on() == (self.seat is not None):
            return
        if self.seat is not None:
            self.seat.leave()
            self.seat = None
            return
        from tournament_app.gui.seat import Seat

        self.seat = Seat(self.desk, self.window)
        if not self.desk.actor.person:
            self.seat.ask()

    def leave(self) -> None:
        """Before a tournament is closed: its newest state is copied."""
        if self.guard is not None:
            self.guard.leave()
            self.guard = None

    # ------------------------------------------------------------------------------------------------ ways to a store
    def open_file(self, where: str) -> None:
        """Open the tournament at a path or server address."""
        from tournament_app.store.store import Store

        self._long(tr("Opening"), lambda _: Store.open(where), lambda store: self._opened(store, where), where)

    def make_file(self, where: str, template: str) -> None:
        """Make a tournament from a template and open it."""
        from tournament_app.making import create_tournament
        from tournament_app.store.store import Actor

        actor = Actor(self.settings.name, self.settings.role, self.settings.station)
        work: Callable[[Token], Store] = lambda _: create_tournament(where, template, actor)  # noqa: E731
        self._long(tr("Making the tournament"), work, lambda store: self._opened(store, where))

    def open_sample(self) -> None:
        """Open the sample, made the first time; its clock starts on its Saturday morning."""
        from tournament_app.sample import MOMENT, open_sample

        def work(token: Token) -> Store:
            return open_sample(lambda doing, share: token.report(round(share * 100), 100, doing))

        self._long(tr("Opening the sample"), work, lambda store: self.show_store(store, TickingClock(MOMENT)))

    def _opened(self, store: Store, where: str) -> None:
        self.settings.opened(where)
        try:
            self.show_store(store)
        except Unavailable as error:  # a page of it is torn
            self._failed(error, where)

    def _long(self, name: str, work: Callable[[Token], Any], then: Callable[[Any], object], where: str = "") -> None:
        job = Job(work, name, self)
        job.finished_with.connect(then)
        job.failed.connect(lambda error: self._failed(error, where))
        if self.desk is not None:
            self.desk.started.emit(job)
        elif self.start is not None:
            self.start.show_job(JobBar(job))
        self._job = job
        job.start()

    def restore_newest(self, where: str) -> None:
        """Open the newest whole copy of a file that cannot be opened itself, as a file of its own."""
        from tournament_app.gui.guard import restore_newest

        folder = self.settings.backup_folder
        work: Callable[[Token], Path] = lambda _: restore_newest(Path(where), [Path(folder)] if folder else [])[0]  # noqa: E731
        self._long(tr("Restoring"), work, lambda path: self.open_file(str(path)))

    def _in_trouble(self, error: TournamentError) -> None:
        """What came up while a page was filled: said once, with the way on."""
        action = self.desk.way_on(error) if self.desk is not None and isinstance(error, Unavailable) else None
        if self.desk is not None:
            self.desk.noticed.emit(Notice("live", str(error), action))

    def _failed(self, error: TournamentError, where: str = "") -> None:
        action = None
        if getattr(error, "code", "") in {"corrupt", "missing", "not_a_tournament"} and "://" not in where and where:
            action = (tr("Restore the newest good backup"), lambda: self.restore_newest(where))
        notice = Notice("live", str(error), action)
        if self.desk is not None:
            self.desk.noticed.emit(notice)
        elif self.start is not None:
            self.start.banner.show_notice(notice)

    # ---------------------------------------------------------------------------------------------- wishes of windows
    def _wanted(self, key: str) -> None:
        wishes: dict[str, Callable[[], object]] = {
            "language": self.other_language,
            "theme": self.other_scheme,
            "wear": lambda: theme.follow(self.app, self.settings.theme),
            "open": self._ask_open,
            "new": self._ask_new,
            "roles": self._ask_roles,
        }
        wishes[key]()

    def _ask_roles(self) -> None:
        from tournament_app.gui.roles_dialog import opened

        if self.desk is not None and self.window is not None:
            opened(self.desk, self.window)

    def other_language(self) -> None:
        """Vietnamese or English, at once."""
        self.settings.language = "en" if self.settings.language == "vi" else "vi"
        words.set_language(self.settings.language)
        self.settings.save()
        if self.start is not None:
            self.start.build()
        if self.window is not None:
            self.window.retranslate()
        if self.seat is not None:
            self.seat.refresh()

    def other_scheme(self) -> None:
        """Light or dark, at once; from now on not the system's."""
        self.settings.theme = "light" if theme.theme.scheme == "dark" else "dark"
        theme.follow(self.app, self.settings.theme)
        self.settings.save()

    def _ask_open(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from tournament_app.gui.start import SUFFIX

        pattern = tr("Tournaments") + f" (*{SUFFIX})"
        folder = str(paths.user_documents())
        file, _ = QFileDialog.getOpenFileName(self.window, tr("Open a tournament"), folder, pattern)
        if file:
            self.open_file(file)

    def _ask_new(self) -> None:
        from tournament_app.gui.start import ask_new

        if self.window is not None:
            form = ask_new(self.window)
            form.done_with.connect(lambda answer: self.make_file(*answer) if answer else None)

    def _save_copy(self) -> None:
        from tournament_app.gui.dialogs import save_copy

        if self.desk is not None and self.window is not None:
            save_copy(self.desk, self.window)


def run_window(
    store: Store | None, settings: Settings, clock: Callable[[], datetime] | None = None, *, demo: bool = False,
    file: str = "",
) -> int:  # fmt: skip
    """Show the window on *store*, or the start screen without one, until it is closed; the exit status.

    From the start screen *file* is opened, or the banner says why it cannot be and what can be done.
    """
    app = make_app(settings)
    program = Program(app, settings)
    program.crashes.install()
    try:
        if store is not None:
            program.show_store(store, clock)
        else:
            program.show_start()
            if file:
                program.open_file(file)
            if demo:
                program.open_sample()
        return app.exec()
    finally:
        program.leave()
        program.crashes.remove()
        if program.desk is not None:
            program.desk.close()


def run(file: str | None, *, demo: bool = False, language: str | None = None) -> int:
    """What ``main.py`` does without a verb: open *file*, the sample, or the start screen."""
    from tournament_app.store.store import Store

    settings = Settings.load()
    if language:
        settings.language = language
    words.set_language(settings.language)
    if file is None:
        return run_window(None, settings, demo=demo)
    try:
        store = Store.open(file)
    except Unavailable:  # the start screen says why, and offers what can be done
        return run_window(None, settings, file=file)
    settings.opened(str(file))
    return run_window(store, settings)
