"""The dialog for a sport of the catalogue that this tournament does not have yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tournament_app.commands.rule import AddSport
from tournament_app.domain.people import collation_key
from tournament_app.errors import refuse
from tournament_app.gui.form import ChoiceField, Form, NumberField, TextField
from tournament_app.queries.tournament import sport_rows
from tournament_app.store.catalogue import catalogue_sports, sport_rules
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from tournament_app.gui.desk import Desk


def sport_form(desk: Desk, parent: QWidget) -> Form:
    """The dialog; its value is the code of the sport. Refuses when the tournament has every sport there is."""
    with desk.reading() as db:
        here = sport_rows(db)
        venues = tuple((row["id"], str(row["name"])) for row in db.find("venue"))
    others = {code: sport for code, sport in catalogue_sports().items() if code not in here}
    if not others:
        raise refuse("every_sport", Text("This tournament has every sport of the catalogue."))

    def act(values: Mapping[str, Any]) -> object:
        sport = others[values["sport"]]
        names = tuple(filter(None, (name.strip() for name in values["courts"].split(","))))
        return desk.try_run(AddSport(sport_rules(sport), values.get("venue"), names, values["boards"]))

    choices = sorted(((code, sport.name) for code, sport in others.items()), key=lambda pair: collation_key(pair[1]))
    form = Form(
        tr("Add a sport"),
        (
            ChoiceField("sport", tr("Sport"), choices[0][0], choices=tuple(choices)),
            *([ChoiceField("venue", tr("Venue"), venues[0][0], choices=venues)] if venues else []),
            TextField("courts", tr("Its courts"), "", tr("names with commas between them; empty: none yet")),
            NumberField("boards", tr("Matches at once on each"), 1, least=1, most=200),
        ),
        act=act,
        confirm=tr("Add"),
        intro=tr("Its scoring, ranking and kinds of event come with it; an event of it can be made then."),
        parent=parent,
    )
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return form
