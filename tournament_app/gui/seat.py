"""While roles are on: who sits at this window stands in its header, one click signs somebody else in."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from tournament_app.gui.sign_in import SignIn
from tournament_app.gui.status import ROLES
from tournament_app.gui.widgets.buttons import Button
from tournament_app.store import door
from tournament_app.store.store import Actor
from tournament_app.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from tournament_app.gui.desk import Desk
    from tournament_app.gui.main_window import MainWindow

KEYS = "Ctrl+Shift+I"
NARROW, MOST = 1180, 260
"""The width of the window below which its buttons are icons, and of the button at most, in pixels."""
_SIGNS_OF_LIFE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Seat(QObject):
    """The seat at one window. It asks for a PIN when it is made, and when somebody acts who is not signed in."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self.desk, self.window = desk, window
        self.dialog: SignIn | None = None
        self.button: Button | None = None
        self._alive = monotonic()
        desk.seated.connect(self.refresh)
        desk.sign_in_wanted.connect(self.ask)
        desk.ticked.connect(self.tick)
        window.installEventFilter(self)
        if desk.actor.person == 0:
            desk.take_seat(Actor("", "viewer", desk.actor.station))
        self.refresh()

    def refresh(self) -> None:
        """Say who sits here, in the header that is there now."""
        app = QApplication.instance()
        if app is not None and self.desk.settings.sign_out_minutes:
            self._alive = monotonic()
            app.installEventFilter(self)  # a second time only moves it to the front
        header = self.window.header
        if self.button is None or self.button.parentWidget() is not header:
            self.button = Button("", "secondary", "lock")
            self.button.setShortcut(KEYS)
            self.button.clicked.connect(self.ask)
            line: QLayout | None = header.layout()
            assert line is not None
            line.addWidget(self.button)
        actor = self.desk.actor
        role = str(ROLES.get(actor.role, actor.role))
        who = f"{actor.name} · {role}" if actor.person else tr("Sign in")
        narrow = self.window.width() < NARROW  # there the status line says the name
        self.button.setText("" if narrow else who)
        self.button.setMaximumWidth(34 if narrow else MOST)
        self.button.setToolTip(f"{who}\n" + tr("Sign in, or let somebody else sit down ({keys})", keys=KEYS))
        self.button.setAccessibleName(who)
        self.button.setShortcut(KEYS)
        header.beside = self.button.sizeHint().width() + 12
        header.set_crowded(crowded=narrow)

    def ask(self) -> SignIn:
        """The sign-in dialog."""
        self.dialog = SignIn(self.desk, self.window)
        self.dialog.opened()
        return self.dialog

    def sign_out(self) -> None:
        """Nobody sits here any more; what is typed stays."""
        door.sign_out(self.desk.store, self.desk.actor)
        self.desk.take_seat(Actor("", "viewer", self.desk.actor.station))

    def tick(self) -> None:
        """After so many minutes without a key the person has gone."""
        minutes = self.desk.settings.sign_out_minutes
        if minutes and self.desk.actor.person and monotonic() - self._alive > minutes * 60:
            who = self.desk.actor.name
            self.sign_out()
            self.desk.say(tr("{who} was signed out: no key for {n} minutes.", who=who, n=minutes))

    def leave(self) -> None:
        """The roles were turned off: nobody needs to sign in."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.window.removeEventFilter(self)
        for signal, slot in (
            (self.desk.seated, self.refresh),
            (self.desk.sign_in_wanted, self.ask),
            (self.desk.ticked, self.tick),
        ):
            signal.disconnect(slot)
        if self.button is not None:
            self.window.header.beside = 0
            self.button.hide()
            self.button.deleteLater()
            self.button = None
        mine = self.desk.settings
        self.desk.take_seat(Actor(mine.name, mine.role, mine.station))
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.window and event.type() == QEvent.Type.Resize:
            self.refresh()
        elif event.type() in _SIGNS_OF_LIFE:
            self._alive = monotonic()
        return False
