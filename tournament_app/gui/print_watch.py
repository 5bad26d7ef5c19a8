"""Looking beside the window which printed papers are out of date: it takes making each of them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.gui.desk import Desk
    from tournament_app.issue import PrintState
    from tournament_app.token import Token


class PrintWatch(QObject):
    """``found(states)``: every paper printed and whether it is outdated, *delay* ms after :meth:`look` was last asked.

    It looks once at a time, and not at all while nothing is printed.
    """

    found = Signal(object)

    def __init__(self, desk: Desk, delay: int, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay)
        self._timer.timeout.connect(self._start)

    def look(self) -> None:
        """Something changed, or somebody wants to see."""
        self._timer.start()

    def _start(self) -> None:
        if self._looking:
            self._timer.start()
            return
        with self._desk.reading() as db:
            printed = db.count("print")
        if not printed:
            self.found.emit(())
            return
        self._looking = True
        job = self._desk.start(tr("Looking through the prints"), self._work, self._came, quiet=True)
        job.finished.connect(self._done)

    def _work(self, token: Token) -> tuple[PrintState, ...]:
        from tournament_app.issue import print_states  # makes documents, which the start does not need

        with self._desk.reading() as db:
            return print_states(db, token)

    def _came(self, states: tuple[PrintState, ...]) -> None:
        self.found.emit(states)

    def _done(self) -> None:
        self._looking = False
