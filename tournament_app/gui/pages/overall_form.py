"""The dialog for the rule of the overall ranking: what counts, how much, and for whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tournament_app.commands.overall import ChangeOverall
from tournament_app.errors import refuse
from tournament_app.gui.form import CheckField, ChoiceField, Form, LongField, NumberField, TextField
from tournament_app.queries.medals import overall_of
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from tournament_app.domain.medals import Overall
    from tournament_app.gui.desk import Desk


def overall_form(desk: Desk, parent: QWidget) -> Form:
    """The dialog, filled with the rule of the tournament."""
    with desk.reading() as db:
        rule = overall_of(db)

    def done(values: Mapping[str, Any]) -> object:
        return desk.try_run(ChangeOverall(read(values)))

    intro = tr("No federation fixes such a table: write what your regulations say. It stands under the table.")
    form = Form(tr("Rule of the overall ranking"), fields(rule), done, intro=intro, parent=parent)
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return form


def fields(rule: Overall) -> tuple[Any, ...]:
    """What can be decided, with what is decided now."""
    return (
        ChoiceField(
            "by",
            tr("Ranked by"),
            rule.by,
            choices=(("medals", tr("medals")), ("points", tr("points of places")), ("placing", tr("places"))),
        ),
        TextField(
            "points", tr("Points from first place on"), "-".join(map(str, rule.points)), tr("for example 7-5-4-3")
        ),
        ChoiceField(
            "shared",
            tr("A shared place"),
            rule.shared,
            choices=(("full", tr("gives each its points")), ("average", tr("gives the mean of the places taken"))),
        ),
        LongField("weights", tr("Weight of events"), lines(rule.weights), tr("a line each: code of the event = 2")),
        LongField("bonus", tr("Points added or deducted"), lines(rule.bonus), tr("a line each: delegation = -10")),
        NumberField("min_events", tr("Fewest events to be ranked"), rule.min_events, most=999),
        CheckField("guests", tr("Leave guests out"), rule.guests == "left_out"),
        LongField(
            "composite",
            tr("Combined delegations"),
            lines({whole: ", ".join(parts) for whole, parts in rule.composite.items()}),
            tr("a line each: combined delegation = first, second"),
        ),
        ChoiceField(
            "combined",
            tr("What they win counts"),
            rule.combined,
            choices=(
                ("own", tr("for themselves")),
                ("each", tr("in full for each of their delegations")),
                ("split", tr("points in equal parts")),
            ),
        ),
    )


def lines(table: Mapping[str, Any]) -> str:
    """*table* as somebody writes it, a line each."""
    return "\n".join(f"{name} = {value}" for name, value in table.items())


def read(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in as parts of the rule; refuses a line without ``=``."""
    composite = {
        whole: [p.strip() for p in parts.split(",") if p.strip()] for whole, parts in _pairs(values, "composite")
    }
    return {
        **{key: values[key] for key in ("by", "shared", "min_events", "combined")},
        "points": [part for part in re.split(r"[\s\-;]+", values["points"].strip()) if part],
        "weights": dict(_pairs(values, "weights")),
        "bonus": dict(_pairs(values, "bonus")),
        "guests": "left_out" if values["guests"] else "count",
        "composite": composite,
    }


def _pairs(values: Mapping[str, Any], key: str) -> list[tuple[str, str]]:
    found = []
    for line in filter(str.strip, values[key].splitlines()):
        name, equals, value = (part.strip() for part in line.rpartition("="))
        if not equals or not name or not value:
            raise refuse("no_pair", Text("“{line}”: write a name, = and what holds for it.", line=line.strip()), key)
        found.append((name, value))
    return found
