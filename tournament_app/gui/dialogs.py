"""The few windows beside the window: help, keys, settings, a copy of the tournament, the public display."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion

from tournament_app import __version__
from tournament_app.gui import sources
from tournament_app.gui.actions import ACTIONS
from tournament_app.gui.status import ROLES
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from PySide6.QtWidgets import QMessageBox, QWidget

    from tournament_app.gui.desk import Desk
    from tournament_app.gui.display import PublicDisplay
    from tournament_app.gui.form import Field, Form
    from tournament_app.gui.help import HelpWindow, KeySheet
    from tournament_app.gui.page import Page
    from tournament_app.gui.settings import Settings


def help_for(page: Page, parent: QWidget) -> HelpWindow:
    """The help of the screen that is shown."""
    from tournament_app.gui.help import HelpWindow

    window = HelpWindow(page.help_topic or page.key, parent)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    return window


def keys_for(page: Page, title: str, parent: QWidget) -> KeySheet:
    """The keys of the screen that is shown, and those of the window."""
    from tournament_app.gui.help import KeySheet

    own = [(title, page.keys)] if page.keys else []
    everywhere = [(spec.keys, str(spec.text)) for spec in ACTIONS if spec.keys]
    sheet = KeySheet([*own, (tr("Everywhere"), everywhere)], parent)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.open()
    return sheet


def display(desk: Desk, parent: QWidget) -> PublicDisplay:
    """The public display, on the second screen if there is one."""
    from tournament_app.gui.display import PublicDisplay

    window = PublicDisplay(desk, sources.boards, parent)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    others = [screen for screen in window.screen().virtualSiblings() if screen is not parent.screen()]
    if others:
        window.setGeometry(others[0].availableGeometry())
        window.showFullScreen()
    else:
        window.show()
    return window


def save_copy(desk: Desk, parent: QWidget) -> None:
    """Ask for a folder and put a verified copy of the tournament there."""
    from PySide6.QtWidgets import QFileDialog

    folder = QFileDialog.getExistingDirectory(parent, tr("Folder for the copy"))
    if folder:
        desk.backup(Path(folder))


def tournament(desk: Desk, parent: QWidget) -> Form | None:
    """What the tournament says about itself: name, dates, limits."""
    from tournament_app.gui.pages.tournament_form import open_tournament_form

    with desk.reading() as reading:
        if not reading.count("tournament"):
            return None
    return open_tournament_form(desk, parent)


def settings(desk: Desk, parent: QWidget, wants: Callable[[str], object]) -> Form:
    """Language, scheme, and who sits here."""
    from tournament_app.gui.form import ChoiceField, Form, TextField
    from tournament_app.store.copying import Pace

    mine = desk.settings

    def act(values: dict[str, Any]) -> None:
        if values["backup_folder"] != mine.backup_folder:
            desk.copier.name_stick(values["backup_folder"])
        mine.backup_results, mine.backup_minutes = values["backup_results"], values["backup_minutes"]
        desk.copier.rhythm.pace = Pace(mine.backup_results, mine.backup_minutes)
        mine.sign_out_minutes = values["sign_out_minutes"]
        desk.sit_down(values.get("name", mine.name), values.get("role", mine.role), values["station"])
        if values["theme"] != mine.theme:
            mine.theme = values["theme"]
            wants("wear")
        if values["language"] != mine.language:
            wants("language")
        mine.save()

    schemes = (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark")))
    form = Form(
        tr("Settings"),
        (
            ChoiceField("language", tr("Language"), mine.language, choices=(("vi", "Tiếng Việt"), ("en", "English"))),
            ChoiceField("theme", tr("Colours"), mine.theme, choices=schemes),
            *(() if desk.roles_on() else _who_fields(mine)),
            TextField("station", tr("Station"), mine.station, tr("Court or desk, for instance “Table 2”.")),
            TextField(
                "backup_folder",
                tr("Second folder for copies"),
                mine.backup_folder,
                tr("A USB stick or network drive that gets every copy too; empty: none."),
            ),
            *_pace_fields(mine),
        ),
        act,
        parent=parent,
    )
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    form.opened()
    return form


def _who_fields(mine: Settings) -> tuple[Field, ...]:
    """Who sits here, as they say themselves: where nobody signs in."""
    from tournament_app.gui.form import ChoiceField, TextField

    return (
        TextField("name", tr("Your name"), mine.name, tr("Stands in the journal beside what you do.")),
        ChoiceField("role", tr("Role"), mine.role, choices=tuple((key, str(text)) for key, text in ROLES.items())),
    )


def _pace_fields(mine: Settings) -> tuple[Field, ...]:
    """How often copies are made, and when somebody who went away is signed out."""
    from tournament_app.gui.form import NumberField

    return (
        NumberField("backup_results", tr("A copy after so many results"), mine.backup_results, least=1, most=200),
        NumberField(
            "backup_minutes", tr("and at the latest after so many minutes"), mine.backup_minutes, least=1, most=120
        ),
        NumberField(
            "sign_out_minutes",
            tr("Sign out after so many minutes without a key"),
            mine.sign_out_minutes,
            tr("While the roles are on; 0: never."),
            most=240,
        ),
    )


def about(parent: QWidget) -> QMessageBox:
    """Which program this is, its version, and on whose work it stands."""
    import platform

    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle(tr("About this program"))
    box.setText(f"{tr('Tournament desk')} {__version__}")
    box.setInformativeText(
        tr(
            "Runs a tournament from the forms to the certificates, without a network. "
            "Free software under the licence in the file LICENSE. Type: Inter and Liberation Serif (SIL Open Font "
            "License). Built with Python {python} and Qt {qt}.",
            python=platform.python_version(),
            qt=qVersion(),
        )
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box
