"""The dialog for what counts in a table beside the matches, and to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tournament_app.commands.adjustment import KINDS, AdjustPoints, AnnulResults, NoteForTable, TakeBackAdjustment
from tournament_app.gui.form import CheckField, ChoiceField, Form, TextField
from tournament_app.queries.adjustments import adjustment_rows
from tournament_app.queries.entries import entry_rows
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from tournament_app.gui.desk import Desk


def adjust_form(desk: Desk, parent: QWidget, event_id: int) -> Form:
    """The dialog for one event; what was decided so far can be chosen to be taken back."""
    with desk.reading() as db:
        entries = [row for row in entry_rows(db).values() if row.event_id == event_id]
        decided = adjustment_rows(db, event_id)
    kinds = tuple((kind, str(words)) for kind, words in KINDS.items())
    back = tuple((row.id, tr("take back: {what}", what=row.text)) for row in decided)
    fields = (
        ChoiceField("entry", tr("Entry"), choices=tuple((row.id, row.label) for row in entries)),
        ChoiceField("kind", tr("Decision"), choices=(*kinds, *back)),
        TextField("value", tr("Number"), "", tr("points: -3; conduct: -4; position or weight: 12")),
        TextField("reason", tr("Reason"), "", tr("it stands under the table")),
        CheckField("voids", tr("Void results of later matches whose sides change by it")),
    )

    def done(values: Mapping[str, Any]) -> object:
        return desk.try_run(command(values))

    form = Form(tr("Deductions and annulled results"), fields, done, parent=parent)
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return form


def command(values: Mapping[str, Any]) -> AdjustPoints | AnnulResults | NoteForTable | TakeBackAdjustment:
    """What was filled in as the command that does it."""
    kind, entry, voids = values["kind"], values["entry"], values["voids"]
    if isinstance(kind, int):
        return TakeBackAdjustment(kind, voids=voids)
    if kind == "points":
        return AdjustPoints(entry, values["value"], values["reason"], voids=voids)
    if kind == "annulled":
        return AnnulResults(entry, values["reason"], voids=voids)
    return NoteForTable(entry, kind, values["value"], values["reason"], voids=voids)
