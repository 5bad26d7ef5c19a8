"""Roles and PINs: who runs the tournament, what each may do, and turning that on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from tournament_app.commands.roles import AddPerson, ChangePerson, SetPin, TurnRolesOff, TurnRolesOn
from tournament_app.gui.form import CheckField, ChoiceField, Form, TextField
from tournament_app.gui.sign_in import SecretForm, pin_fields, typed_twice
from tournament_app.gui.widgets.buttons import Button, restyle
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.queries.people_roles import PersonRow, person_rows, workplaces
from tournament_app.store import door
from tournament_app.store.permits import ROLES, SAID
from tournament_app.store.pins import code_as_kept, hashed, new_code
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.gui.desk import Desk
    from tournament_app.gui.form import Field

_TABLES = frozenset({"person", "access"})


class RolesDialog(QDialog):
    """The list of people, and whether the roles are on."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(tr("Roles and PINs"))
        self.resize(680, 480)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(Label(tr("Roles and PINs"), "title"))
        self.state = Label("", "muted", wrap=True)
        box.addWidget(self.state)
        self.list = ListRows(tr("People"))
        self.list.opened.connect(lambda _: self.change())
        box.addWidget(self.list, 1)
        self.problem = Label("", "problem", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        line = QHBoxLayout()
        self.buttons: dict[str, Button] = {}
        for key, words, kind, slot in (
            ("add", tr("Add a person…"), "secondary", self.add),
            ("change", tr("Change…"), "secondary", self.change),
            ("pin", tr("New PIN…"), "secondary", self.pin),
            ("turn", "", "primary", self.turn),
        ):
            button = Button(words, kind)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            self.buttons[key] = button
            line.addWidget(button)
            if key == "pin":
                line.addStretch(1)
        box.addLayout(line)
        desk.changed.connect(self._changed)
        self.fill()

    def fill(self) -> None:
        """Show everybody as they are now."""
        with self.desk.reading() as db:
            self.people = {row.id: row for row in person_rows(db)}
            self.on = bool(db.find("access"))
        self.state.setText(
            tr("The roles are on: whoever changes something signs in, and the history names the person.")
            if self.on
            else tr("The roles are off: everybody at this file may do everything.")
        )
        self.buttons["turn"].setText(tr("Turn the roles off") if self.on else tr("Turn the roles on…"))
        self.buttons["turn"].setProperty("kind", "secondary" if self.on else "primary")
        restyle(self.buttons["turn"])
        self.list.set_items([_item(row) for row in self.people.values()])
        for key in ("change", "pin"):
            self.buttons[key].setEnabled(bool(self.people))

    def add(self) -> Form:
        """Somebody new."""

        def act(values: dict[str, Any]) -> Any:
            person = AddPerson(values["name"], values["role"], *_places(values), pin=typed_twice(values))
            return self.desk.try_run(person)

        return self._form(SecretForm(tr("Add a person"), (*self._fields(None), *pin_fields()), act, parent=self))

    def change(self) -> Form | None:
        """Another name, role or place; or no longer anything."""
        row = self.people.get(self.list.key)
        if row is None:
            return None

        def act(values: dict[str, Any]) -> Any:
            venues, sports = _places(values)
            now = {"name": values["name"], "role": values["role"], "venues": list(venues), "sports": list(sports)}
            return self.desk.try_run(ChangePerson(row.id, {**now, "active": int(values["active"])}))

        active = CheckField("active", tr("May sign in"), row.active)
        return self._form(Form(tr("Change {who}", who=row.name), (*self._fields(row), active), act, parent=self))

    def pin(self) -> Form | None:
        """A new PIN: the own one, or by an organiser that of somebody who forgot it."""
        row = self.people.get(self.list.key)
        if row is None:
            return None

        def act(values: dict[str, Any]) -> Any:
            done = self.desk.try_run(SetPin(row.id, typed_twice(values)))
            if row.id == self.desk.actor.person:
                self.desk.take_seat(door.sign_in(self.desk.store, row.name, values["pin"], self.desk.actor.station))
            return done

        return self._form(SecretForm(tr("New PIN for {who}", who=row.name), pin_fields(), act, parent=self))

    def turn(self) -> Form | None:
        """On, with the first organiser if there is none yet; or off."""
        self.problem.hide()
        if self.on:
            self.desk.run(TurnRolesOff())
            return None
        if any(row.role == "organiser" and row.active and row.has_pin for row in self.people.values()):
            self._turn_on()
            return None

        def act(values: dict[str, Any]) -> Any:
            self.desk.try_run(AddPerson(values["name"], "organiser", pin=typed_twice(values)))
            self._turn_on()
            self.desk.take_seat(door.sign_in(self.desk.store, values["name"], values["pin"], self.desk.actor.station))
            return True

        name = TextField("name", tr("Your name"), self.desk.settings.name)
        intro = tr("The roles begin with one organiser, who can add the others. That is you:")
        title = tr("Turn the roles on")
        return self._form(SecretForm(title, (name, *pin_fields()), act, confirm=title, intro=intro, parent=self))

    def _turn_on(self) -> None:
        code = new_code()
        self.desk.try_run(TurnRolesOn(hashed(code_as_kept(code))))
        self.code = QMessageBox(self)
        self.code.setWindowTitle(tr("Recovery code"))
        self.code.setText(code)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setInformativeText(
            tr(
                "Write this code down and lock it away. It is shown only now. If no organiser knows a PIN any more, it "
                "turns the roles off."
            )
        )
        self.code.open()

    def _fields(self, row: PersonRow | None) -> tuple[Field, ...]:
        with self.desk.reading() as db:
            venues, sports = workplaces(db)
        roles = tuple((role, str(SAID[role])) for role in reversed(ROLES))
        only = tr("A referee with none of these enters results everywhere.")
        return (
            TextField("name", tr("Name"), row.name if row else ""),
            ChoiceField("role", tr("Role"), row.role if row else "referee", only, roles),
            *(CheckField(f"venue:{id_}", name, bool(row and id_ in row.venues)) for id_, name in venues),
            *(CheckField(f"sport:{code}", name, bool(row and code in row.sports)) for code, name in sports),
        )

    def _form(self, form: Form) -> Form:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.done_with.connect(lambda _: self.fill())
        form.opened()
        return form

    def _changed(self, changes: Any) -> None:
        if changes.tables & _TABLES:
            self.fill()


def _places(values: dict[str, Any]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    chosen = [key.split(":", 1) for key, value in values.items() if value is True and ":" in key]
    return (
        tuple(int(place) for kind, place in chosen if kind == "venue"),
        tuple(place for kind, place in chosen if kind == "sport"),
    )


def _item(row: PersonRow) -> ListItem:
    badge = tr("no PIN yet") if not row.has_pin else "" if row.active else tr("may not sign in")
    where = row.where or (tr("everywhere") if row.role == "referee" else "")
    words = " · ".join(filter(None, (str(SAID[row.role]), where)))
    return ListItem(row.id, row.name, words, badge, "neutral" if row.active else "warning")


def opened(desk: Desk, parent: QWidget) -> RolesDialog:
    """The dialog over its window."""
    dialog = RolesDialog(desk, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()
    return dialog
