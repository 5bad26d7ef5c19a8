"""The editor of how a table is ranked: points and criteria in order, with what they make of the tables as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tournament_app.commands.event import ChangeEvent
from tournament_app.commands.rule import OWN, AddRule, ChangeRule, ranking_of
from tournament_app.errors import Refused
from tournament_app.gui.form import CheckField, ChoiceField, TextField
from tournament_app.gui.pages.editor import Editor, Fields, OptionalField
from tournament_app.gui.pages.ranking_steps import RankingSteps
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.queries.event_state import event_states
from tournament_app.queries.ranking_preview import ranking_preview
from tournament_app.queries.tournament import rankings
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.standings import Ranking
    from tournament_app.errors import Problem
    from tournament_app.gui.desk import Desk
    from tournament_app.gui.form import Field
    from tournament_app.queries.event_state import EventState
    from tournament_app.queries.ranking_preview import PreviewRow

POINTS = ("win", "draw", "loss", "win_close", "loss_close", "loss_unplayed", "loss_unfinished")
LIKE = {"win_close": "win", "loss_close": "loss"}
"""Points that are those of another line unless they are written."""


def ranking_fields(known: Mapping[str, Ranking]) -> tuple[Field, ...]:
    """The fields of a ranking rule besides its criteria; *known* are the rules of the tournament."""
    tied = (
        ("once", tr("go on to the next criterion")),
        ("again", tr("start the block again among themselves")),
        ("restart", tr("start it again as soon as one is placed")),
        ("top", tr("start from the first criterion")),
    )
    unfinished = (
        ("complete", tr("is lost, the rest given to the other")),
        ("delete", tr("strikes out all results of who gave up")),
        ("straight", tr("is lost in straight sets")),
    )
    as_any = tr("empty: as any other")
    return (
        ChoiceField("rule", tr("Start from"), choices=tuple((code, _named(rule)) for code, rule in known.items())),
        CheckField("as_new", tr("Save as a new rule")),
        TextField("name", tr("Name")),
        TextField("win", tr("Points for a win"), "", tr("3, 0.5 or 1/2")),
        TextField("draw", tr("for a draw")),
        TextField("loss", tr("for a loss")),
        TextField("win_close", tr("Win in the last game"), "", as_any),
        TextField("loss_close", tr("Loss in the last game"), "", as_any),
        TextField("loss_unplayed", tr("Absent")),
        TextField("loss_unfinished", tr("Gave up"), "", as_any),
        ChoiceField("unfinished", tr("A match given up"), choices=unfinished),
        ChoiceField("tied", tr("Still level in a block"), choices=tied),
        OptionalField("two", tr("Two level: their match"), 0, most=12, none=tr("no"), empty=0),
    )


def _named(rule: Ranking) -> str:
    return tr("{name} (own)", name=rule.name) if rule.code.startswith(OWN) else rule.name


def shown_ranking(rule: Ranking) -> dict[str, Any]:
    """A rule as the fields show it."""
    values = rule.data()
    shown = {key: "" if values[key] is None else str(values[key]) for key in POINTS}
    shown |= {key: "" for key, other in LIKE.items() if values[key] == values[other]}
    return shown | {key: values[key] for key in ("name", "unfinished", "tied", "two")}


def filled_ranking(before: Ranking, values: Mapping[str, Any], criteria: Sequence[Any]) -> dict[str, Any]:
    """The body of *before* with what the fields and the criteria say."""
    said = {key: values[key].replace(",", ".") or None for key in POINTS}
    said |= {key: said[key] or "0" for key in ("win", "draw", "loss", "loss_unplayed")}
    rest = {key: values[key] for key in ("name", "unfinished", "tied", "two")}
    return {**before.data(), **said, **rest, "criteria": list(criteria)}


class RankingEditor(Editor):
    """The dialog for one event; ``kept`` when it is ranked by what is chosen or written."""

    def __init__(self, desk: Desk, state: EventState, parent: QWidget | None = None) -> None:
        super().__init__(tr("Ranking of {event}", event=state.rules.name), parent)
        self.desk, self.state = desk, state
        with desk.reading() as db:
            self.known = rankings(db)
            self.users = {
                code: [one.rules.name for one in event_states(db).values() if one.rules.ranking == code]
                for code in self.known
            }
        self.fields = Fields(ranking_fields(self.known))
        self.fields.edited.connect(self._edited)
        self.steps = RankingSteps()
        self.steps.edited.connect(self.later)
        self.body.addWidget(self.scrolled(self.fields, 370))
        self.steps.setFixedWidth(300)
        self.body.addWidget(self.steps)
        self.body.addWidget(self._right(), 1)
        self._choose(state.rules.ranking)

    @property
    def base(self) -> Ranking:
        """The rule that was started from."""
        return self.known[self.fields.values()["rule"]]

    def typed(self) -> Any:
        return self.fields.values(), self.steps.criteria

    def written(self) -> dict[str, Any]:
        """The rule as it is filled in."""
        return filled_ranking(self.base, self.fields.values(), self.steps.criteria)

    def _right(self) -> QWidget:
        self.words, self.use = Label("", "strong", wrap=True), Label("", "small", wrap=True)
        self.list = ListRows(tr("Table by this rule"))
        self.card = Card(tr("Table by this rule"), self.list, flush=True)
        right = QWidget()
        right.setProperty("kind", "plain")
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.use, self.words):
            box.addWidget(widget)
        box.addWidget(self.card, 1)
        return right

    # --------------------------------------------------------------------------------------------------------- choosing
    def _edited(self, key: str) -> None:
        if key == "rule":
            self._choose(self.fields.values()["rule"])
        self.later()

    def _choose(self, code: str) -> None:
        rule = self.known[code]
        self.fields.write({"rule": code, "as_new": False, **shown_ranking(rule)})
        self.fields.show_only([key for key in self.fields.fields if key != "as_new" or code.startswith(OWN)])
        self.steps.show_criteria(rule.criteria)

    def is_own(self) -> bool:
        """Whether what is saved changes a rule the organiser wrote."""
        return self.base.code.startswith(OWN) and not self.fields.values()["as_new"]

    # ---------------------------------------------------------------------------------------------------------- picture
    def show_picture(self) -> None:
        try:
            rule = ranking_of(self.written())
        except Refused as no:
            self.show_problems(no.problems)
            self.list.setEnabled(False)
            return
        self.show_problems(())
        self.list.setEnabled(True)
        with self.desk.reading() as db:
            rows = ranking_preview(db, self.state, rule)
        self.words.setText(str(rows[0].table) if len({row.table.say("en") for row in rows}) == 1 else "")
        moved = sum(row.rank != row.before for row in rows)
        self.card.note = tr("{n} change places", n=moved) if moved else tr("nobody changes places")
        self.list.set_items([_item(at, row, several=not self.words.text()) for at, row in enumerate(rows)])
        said = [self._what_saving_does(rule)]
        if moved and self.state.played:
            said.append(tr("Matches behind these groups may get other sides."))
        self.use.setText(" ".join(said))

    def _what_saving_does(self, rule: Ranking) -> str:
        if rule == self.base:
            return tr("Used as it is.")
        if self.is_own():
            users = ", ".join(self.users[self.base.code])
            return tr("Saving changes this rule; it is used by: {events}", events=users or "–")
        return tr("Saving makes a new rule of this tournament; {name} stays as it is.", name=self.base.name)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        at = [replace(each, field="win") if each.field == "points" else each for each in problems]
        super().show_problems(self.fields.show_problems(at))

    # ------------------------------------------------------------------------------------------------------------- keep
    def keep(self) -> None:
        body = self.written()
        if ranking_of(body) == self.base:
            self.desk.try_run(ChangeEvent(self.state.id, replace(self.state.rules, ranking=self.base.code)))
            return
        make = ChangeRule if self.is_own() else AddRule
        self.desk.try_run(make("ranking", body, self.state.id))


def _item(at: int, row: PreviewRow, *, several: bool) -> ListItem:
    """An entry: its rank and points by the rule tried, why, and where it stood before."""
    title = tr("{rank}. {name}: {points} points", rank=row.rank, name=row.name, points=row.points)
    moved = tr("was {rank}", rank=row.before) if row.rank != row.before else ""
    why, *more = str(row.reason).split("; ")
    return ListItem(at, title, why, moved, "warning", (*more, *([str(row.table)] if several else [])))
