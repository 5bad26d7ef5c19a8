"""What the tournament says about itself, as one dialog: its name and dates, and the limits on entries and rest."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tournament_app.commands.tournament import ChangeTournament, ShiftDays
from tournament_app.gui.form import CheckField, DateField, Form, NumberField, TextField
from tournament_app.queries.tournament import TournamentRow, tournament_row
from tournament_app.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tournament_app.gui.desk import Desk
    from tournament_app.gui.form import Field


def open_tournament_form(desk: Desk, parent: QWidget) -> Form:
    """Change the tournament; another first day moves all of it, matches and all."""
    with desk.reading() as db:
        row = tournament_row(db)
    last = row.first_day + timedelta(days=row.days - 1)
    day = f"{last:%d/%m/%Y}"
    intro = tr("It lasts {n} days, until {day}. Another first day moves every match with it.", n=row.days, day=day)
    form = Form(
        tr("The tournament"),
        _fields(row),
        lambda values: _act(desk, row, values),
        intro=intro,
        parent=parent,
    )
    form.setMinimumWidth(620)
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    form.opened()
    return form


def _fields(row: TournamentRow) -> tuple[Field, ...]:
    limits, none = row.limits, tr("0: no limit")
    return (
        TextField("name", tr("Name"), row.name),
        TextField("edition", tr("Edition"), row.edition),
        TextField("organiser", tr("Organiser"), row.organiser),
        TextField("place", tr("Place"), row.place),
        DateField("first_day", tr("First day"), row.first_day),
        CheckField("tentative", tr("The dates may still change"), row.tentative),
        NumberField("year", tr("Year ages are counted in"), limits.year, least=1990, most=2100),
        NumberField(
            "max_events_per_athlete", tr("Events of one athlete"), limits.max_events_per_athlete or 0, none, most=20
        ),
        NumberField(
            "max_entries_per_delegation",
            tr("Entries of one delegation in an event"),
            limits.max_entries_per_delegation or 0,
            none,
            most=50,
        ),
        CheckField("play_down", tr("Older athletes may enter a younger band"), limits.play_down),
        NumberField("rest", tr("Minutes of rest between two matches"), limits.rest, most=240),
    )


def _act(desk: Desk, row: TournamentRow, values: dict[str, Any]) -> Any:
    """Two acts at most: the move of all days, and what else is other than before."""
    done = None
    if days := (values["first_day"] - row.first_day).days:
        done = desk.try_run(ShiftDays(days))
    limits = row.limits.data() | {
        "year": values["year"],
        "max_events_per_athlete": values["max_events_per_athlete"] or None,
        "max_entries_per_delegation": values["max_entries_per_delegation"] or None,
        "play_down": values["play_down"],
        "rest": values["rest"],
    }
    new = {key: values[key] for key in ("name", "edition", "organiser", "place")}
    new |= {"tentative": int(values["tentative"]), "limits": limits}
    old = {**{key: getattr(row, key) for key in ("name", "edition", "organiser", "place")}}
    old |= {"tentative": int(row.tentative), "limits": row.limits.data()}
    changed = {key: value for key, value in new.items() if value != old[key]}
    return desk.try_run(ChangeTournament(changed)) if changed else done
