"""Signing in with a PIN, and what is there for somebody who forgot it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from tournament_app.errors import Refused
from tournament_app.gui.form import ChoiceField, Form, TextField
from tournament_app.gui.widgets.buttons import Button
from tournament_app.store import door
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.gui.desk import Desk


@dataclass(frozen=True)
class SecretField(TextField):
    """A PIN or password: nobody behind the desk can read along."""

    def widget(self) -> QWidget:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def read(self, widget: Any) -> str:
        return str(widget.text())


class SecretForm(Form):
    """A form whose secrets are gone when it closes or is refused; Esc closes it at once."""

    def accept(self) -> None:
        super().accept()
        self._forget()

    def reject(self) -> None:
        self._forget()
        QDialog.reject(self)

    def _forget(self) -> None:
        for field in self.fields:
            if isinstance(field, SecretField):
                self.widgets[field.key].clear()


class SignIn(SecretForm):
    """Who sits down, and the PIN; Enter signs in. ``done_with(actor)``."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        with desk.reading() as db:
            names = [row["name"] for row in door.people(db)]
        known = desk.actor.name if desk.actor.name in names else desk.settings.name
        super().__init__(
            tr("Sign in"),
            (
                ChoiceField("who", tr("Who"), known, choices=tuple((name, name) for name in names)),
                SecretField("pin", tr("PIN")),
            ),
            self._enter,
            confirm=tr("Sign in"),
            intro=tr("Looking is free to everybody. Whoever changes something signs in."),
            parent=parent,
        )
        forgotten = Button(tr("PIN forgotten?"), "quiet")
        forgotten.setAutoDefault(False)
        forgotten.clicked.connect(self._forgotten)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(forgotten)

    def opened(self) -> None:
        super().opened()
        self.widgets["pin"].setFocus()

    def _enter(self, values: dict[str, Any]) -> Any:
        actor = door.sign_in(self._desk.store, values["who"] or "", values["pin"], self._desk.actor.station)
        self._desk.take_seat(actor)
        return actor

    def _forgotten(self) -> None:
        self.recovery = Recovery(self._desk, self)
        self.recovery.done_with.connect(lambda _: QDialog.reject(self))
        self.recovery.opened()


class Recovery(SecretForm):
    """The way back when no organiser knows a PIN: the recovery code turns the roles off."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        def act(values: dict[str, Any]) -> bool:
            door.recover(desk.store, values["code"], desk.actor.station)
            desk.say(tr("The roles are off. Set new PINs under “Roles and PINs”, then turn them on again."), "ok")
            return True

        super().__init__(
            tr("PIN forgotten?"),
            (TextField("code", tr("Recovery code"), "", tr("Twenty letters and figures, as they were written down.")),),
            act,
            confirm=tr("Turn the roles off"),
            intro=tr(
                "Any organiser can set a new PIN under “Roles and PINs”. If no organiser knows a PIN any more, the "
                "recovery code that was shown when the roles were turned on turns them off. Without it, restore a copy "
                "made before the roles were turned on."
            ),
            parent=parent,
        )


def typed_twice(values: dict[str, Any]) -> str:
    """The hash of a new PIN that was typed twice; refuses two that differ."""
    from tournament_app.errors import Problem
    from tournament_app.store.pins import hashed
    from tournament_app.words import Text

    if values["pin"] != values["again"]:
        raise Refused(Problem("not_the_same", Text("The two PINs are not the same."), "again"))
    return hashed(values["pin"])


def pin_fields() -> tuple[SecretField, SecretField]:
    """A new PIN, typed twice."""
    return (
        SecretField("pin", tr("New PIN"), "", tr("Four figures or letters at least.")),
        SecretField("again", tr("New PIN again")),
    )
