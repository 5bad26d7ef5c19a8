"""The dialog that gives a special award, or takes one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tournament_app.commands.award import GiveSpecialAward, TakeBackSpecialAward
from tournament_app.gui.form import ChoiceField, Form, TextField
from tournament_app.queries.medals import special_awards
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from tournament_app.gui.desk import Desk


def award_form(desk: Desk, parent: QWidget) -> Form:
    """The dialog; awards given so far can be chosen to be taken back."""
    with desk.reading() as db:
        given = special_awards(db)
    back = tuple((row.id, tr("take back: {what}", what=f"{row.name}: {row.winner}")) for row in given)
    fields = (
        ChoiceField("what", tr("Decision"), choices=((0, tr("give an award")), *back)),
        TextField("name", tr("Award"), "", tr("for example: fair play team")),
        TextField("winner", tr("Winner"), "", tr("delegation, team or athlete as it is to be printed")),
        TextField("note", tr("Note")),
    )

    def done(values: Mapping[str, Any]) -> object:
        if values["what"]:
            return desk.try_run(TakeBackSpecialAward(values["what"]))
        return desk.try_run(GiveSpecialAward(values["name"], values["winner"], values["note"]))

    form = Form(tr("Special awards"), fields, done, parent=parent)
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return form
