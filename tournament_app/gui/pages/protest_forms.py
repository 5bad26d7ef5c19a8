"""The dialogs of protests: taking one down, and deciding it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tournament_app.commands.protest import DecideProtest, LodgeProtest, WithdrawProtest
from tournament_app.gui.correction import Correction, correct
from tournament_app.gui.form import ChoiceField, Form, LongField, TextField
from tournament_app.queries.matches import match_rows
from tournament_app.queries.protests import OUTCOMES, protest_rows
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.matches import MatchRow


def lodge_form(desk: Desk, parent: QWidget, event_id: int, contest: str = "") -> Form:
    """The dialog that takes down a protest in an event; *contest* is the match it begins with."""
    with desk.reading() as db:
        matches = [row for row in match_rows(db) if row.event_id == event_id]
        entered = {row["delegation_id"] for row in db.find("entry", event_id=event_id)}
        units = tuple((row["id"], row["name"]) for row in db.find("delegation") if row["id"] in entered)
    over = sorted(matches, key=lambda m: (m.status not in ("done", "playing"), m.number))
    fields = (
        ChoiceField("contest", tr("Match"), contest, choices=tuple((m.contest, _match(m)) for m in over)),
        ChoiceField("delegation", tr("Delegation"), choices=units),
        LongField("ground", tr("Ground")),
        TextField("lodged", tr("Handed in at"), f"{desk.now():%H:%M}"),
        TextField("deposit", tr("Fee or deposit"), "", tr("if the regulations ask for one: 500,000")),
    )

    def done(values: Mapping[str, Any]) -> object:
        lodged = _today(desk.now(), values["lodged"])
        command = LodgeProtest(
            event_id, values["contest"], values["delegation"], values["ground"], values["deposit"], lodged
        )
        return desk.try_run(command)

    return _form(Form(tr("Take down a protest"), fields, done, parent=parent))


def decide_form(desk: Desk, parent: QWidget, protest_id: int) -> Form:
    """The dialog that decides a protest; where the result is to be corrected it leads to the score desk."""
    with desk.reading() as db:
        row = next(row for row in protest_rows(db) if row.id == protest_id)
    outcomes = (*((key, str(words)) for key, words in OUTCOMES.items()), ("withdrawn", tr("taken back by the unit")))
    fields = (
        ChoiceField("outcome", tr("Decision"), "rejected", choices=outcomes),
        LongField("decision", tr("In words")),
        TextField("by", tr("Decided by"), "", tr("the jury, the organising committee")),
    )

    def done(values: Mapping[str, Any]) -> object:
        if values["outcome"] == "withdrawn":
            return desk.try_run(WithdrawProtest(protest_id, values["decision"]))
        command = DecideProtest(protest_id, values["outcome"], values["decision"], values["by"])
        if values["outcome"] == "replay":
            form.asking = correct(
                desk, lambda later: replace(command, later=later), tr("Played again"), parent, grave=True
            )
            return form.asking or desk.try_run(command)
        result = desk.try_run(command)
        if values["outcome"] == "corrected":
            desk.open("score", "contest", (row.event_id, row.contest))
            desk.say(tr("Now correct the result of match {n}.", n=row.number), "info")
        return result

    form = Deciding(tr("Decide the protest"), fields, done, intro=str(row.text), parent=parent)
    _form(form)
    return form


class Deciding(Form):
    """The form, and what it asked about matches that follow."""

    asking: Correction | None = None


def _form(form: Form) -> Form:
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return form


def _match(row: MatchRow) -> str:
    return f"{row.number} · {row.label}: {row.name_a()} – {row.name_b()}"


def _today(now: datetime, text: str) -> str:
    """``10:42`` today as an ISO moment; anything else as it is, for the command to refuse."""
    try:
        clock = datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - the venue's own time of day
    except ValueError:
        return text
    return now.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0).isoformat()
