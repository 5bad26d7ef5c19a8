"""The dialogs of the draw page: drawing one event or all, exchanging two entries, and the record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from tournament_app.commands.draw import DrawEvent, SwapEntries
from tournament_app.domain.formats import options, plan_for
from tournament_app.errors import Refused
from tournament_app.gui.form import CheckField, ChoiceField, Form, NumberField, TextField
from tournament_app.gui.pages.draw_words import DEPTHS, KINDS, METHODS, SEEDINGS, plan_in_words
from tournament_app.gui.widgets.label import Label
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tournament_app.domain.rules import Format
    from tournament_app.gui.desk import Desk
    from tournament_app.queries.draw import DrawRow
    from tournament_app.queries.entries import EntryRow
    from tournament_app.token import Token


@dataclass(frozen=True)
class InTheHall:
    """The draw is to be made before the hall: *method* ``hall`` or ``balls``, by the format *form*."""

    method: str
    form: Format


class DrawForm(Form):
    """Everything the draw meeting decides: how it is drawn, and the format for this draw; the plan below it.

    It gives back what was drawn, or that the hall is to draw (:class:`InTheHall`).
    """

    def __init__(self, desk: Desk, row: DrawRow, parent: QWidget) -> None:
        form = row.form
        self.row, self.desk = row, desk
        super().__init__(
            tr("Draw {event}", event=row.name),
            (
                ChoiceField("method", tr("How it is drawn"), "seed", choices=_said(METHODS)),
                TextField("seed", tr("Seed of the hall"), hint=seed_hint()),
                ChoiceField("kind", tr("Format"), form.kind, choices=tuple((k, str(t)) for k, t in KINDS)),
                NumberField("group_size", tr("Smallest group"), value=form.group_size, least=2, most=16),
                NumberField("qualifiers", tr("Qualify from each group"), value=form.qualifiers, least=1, most=8),
                CheckField("third_place", tr("Match for third place"), value=form.third_place),
                ChoiceField("separation", tr("Delegations apart"), form.separation, choices=_said(DEPTHS)),
                ChoiceField("seeding", tr("Lines of seeds"), form.seeding, choices=_said(SEEDINGS)),
                NumberField("seeds", tr("Seeds placed"), form.seeds or 0, tr("0: as many as the rule places"), most=64),
            ),
            act=self._act,
            confirm=tr("Draw"),
            intro=lost_by_drawing(row),
            parent=parent,
        )
        self.plan = Label("", "strong", wrap=True)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(box.count() - 2, self.plan)
        for key in ("kind", "separation"):
            self.widgets[key].currentIndexChanged.connect(lambda _: self._preview())
        for key in ("group_size", "qualifiers", "seeds"):
            self.widgets[key].valueChanged.connect(lambda _: self._preview())
        self.widgets["third_place"].toggled.connect(lambda _: self._preview())
        self.widgets["method"].currentIndexChanged.connect(lambda _: self._preview())
        self._preview()

    def format_of(self, values: dict[str, Any]) -> Format:
        """The format the fields stand for; a list of seeds that is not cut short is ``None``."""
        chosen = {key: value for key, value in values.items() if key not in {"seed", "method"}}
        return replace(self.row.form, **{**chosen, "seeds": values["seeds"] or None})

    def _act(self, values: dict[str, Any]) -> Any:
        form = self.format_of(values)
        if values["method"] == "seed":
            return self.desk.try_run(DrawEvent(self.row.event_id, values["seed"] or hall_seed(), form))
        plan_for(form, self.row.entries)
        return InTheHall(values["method"], form)

    def _preview(self) -> None:
        values = self.values()
        self.widgets["seed"].setEnabled(values["method"] == "seed")
        grouped = "qualifiers" in options(values["kind"])
        for key in ("group_size", "qualifiers"):
            self.widgets[key].setEnabled(grouped)
        try:
            plan = plan_for(self.format_of(values), self.row.entries)
        except Refused as no:
            self.plan.setText(str(no))
        else:
            self.plan.setText(plan_in_words(plan, values["separation"]))


def draw_all(desk: Desk, todo: Sequence[DrawRow], parent: QWidget) -> None:
    """Ask for one seed, and draw every event of *todo* from it beside the window; the banner says how it went."""

    def work(token: Token, seed: str) -> list[str]:
        failed = []
        for done, row in enumerate(todo):
            token.report(done, len(todo), row.name)
            try:
                desk.store.run(DrawEvent(row.event_id, f"{seed}/{row.code}"), desk.actor)
            except Refused as no:
                failed.append(str(no))
        return failed

    def drawn(failed: list[str]) -> None:
        said = tr("{n} events drawn, each in its record with its seed.", n=len(todo) - len(failed))
        desk.say("\n".join([said, *failed]), "warning" if failed else "ok")

    def act(values: dict[str, Any]) -> None:
        seed = values["seed"] or hall_seed()
        desk.start(tr("Drawing"), lambda token: work(token, seed), drawn)

    form = Form(
        tr("Draw {n} events", n=len(todo)),
        (TextField("seed", tr("Seed of the hall"), hint=seed_hint()),),
        act,
        confirm=tr("Draw all"),
        intro=tr("Each event is drawn by its own format, from the seed followed by its code."),
        parent=parent,
    )
    show_form(form)


def show_form(form: Form) -> None:
    """Open a form over its page; once closed it is gone."""
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    form.opened()


def swap_form(desk: Desk, event_id: int, entries: Sequence[EntryRow], marks: Sequence[int], parent: QWidget) -> Form:
    """Exchange the places of two entries; those marked on the canvas are filled in."""
    choices = tuple((entry.id, entry.full) for entry in entries)
    first, second = (*marks, *(entry.id for entry in entries if entry.id not in marks))[:2]
    return Form(
        tr("Exchange two entries"),
        (
            ChoiceField("first", tr("First entry"), first, choices=choices),
            ChoiceField("second", tr("Second entry"), second, choices=choices),
        ),
        act=lambda values: desk.try_run(SwapEntries(event_id, values["first"], values["second"])),
        confirm=tr("Exchange"),
        intro=tr("The record keeps that these two were exchanged by hand."),
        parent=parent,
    )


def lost_by_drawing(row: DrawRow) -> str:
    """What a new draw takes away; empty for a first one."""
    if not row.code_of_draw:
        return ""
    words = tr("The draw {code} is replaced. Ctrl+Z brings it back.", code=row.code_of_draw)
    return f"{words}\n{tr('{n} places in the schedule are given up.', n=row.places)}" if row.places else words


def seed_hint() -> str:
    """What the seed is for."""
    return tr("What the hall called out or threw: the same words give the same draw. Empty: the program throws.")


def hall_seed() -> str:
    """A seed when the hall gave none: eight letters and figures by chance, kept in the record."""
    return token_hex(4).upper()


def _said(choices: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, str(text)) for key, text in choices)
