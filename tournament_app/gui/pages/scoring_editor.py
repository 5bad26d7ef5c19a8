"""The editor of how an event is scored: a rule chosen or written for a stage, in sentences and by examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tournament_app.commands.event import ChangeEvent
from tournament_app.commands.rule import OWN, AddRule, ChangeRule
from tournament_app.domain.own_scoring import MOST_GAMES, check_scoring, ending_words, examples
from tournament_app.domain.rules import STAGES, Scoring, joined
from tournament_app.domain.written_score import read_score
from tournament_app.errors import Refused
from tournament_app.gui.form import CheckField, ChoiceField, NumberField, TextField
from tournament_app.gui.pages.editor import Editor, Fields, OptionalField
from tournament_app.gui.pages.rubber_rows import RubbersField
from tournament_app.gui.widgets.buttons import restyle
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.queries.event_state import event_states
from tournament_app.queries.tournament import scorings
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.own_scoring import Example
    from tournament_app.errors import Problem
    from tournament_app.gui.desk import Desk
    from tournament_app.gui.form import Field
    from tournament_app.queries.event_state import EventState

OF = {
    "games": (
        "best_of", "play_all", "target", "lead", "golden_point", "cap", "decider_target", "decider_cap",
        "tie_break", "tie_break_cap", "serve",
    ),
    "board": ("best_of", "play_all"),
    "goals": ("extra_time", "kicks", "forfeit"),
    "tie": ("rubbers", "play_all"),
}  # fmt: skip
"""The fields of each kind of scoring, besides its name."""
ALWAYS = ("stage", "rule", "name", "kind")


def scoring_fields(known: Mapping[str, Scoring]) -> tuple[Field, ...]:
    """Every field a scoring rule can have; *known* are the rules of the tournament."""
    stages = tuple(zip(STAGES, (tr("Groups"), tr("Knockout"), tr("Final")), strict=True))
    kinds = (
        ("games", tr("Games (sets) of points")),
        ("goals", tr("Goals")),
        ("board", tr("A board: 1, ½, 0")),
        ("tie", tr("A team tie of rubbers")),
    )
    serve = (("rally", tr("either side")), ("side_out", tr("the side that serves")))
    singles = tuple((code, rule.name) for code, rule in known.items() if not rule.rubbers)
    return (
        ChoiceField("stage", tr("For the stage"), choices=stages),
        ChoiceField("rule", tr("Start from"), choices=tuple((code, named(rule)) for code, rule in known.items())),
        CheckField("as_new", tr("Save as a new rule")),
        TextField("name", tr("Name")),
        ChoiceField("kind", tr("What is counted"), choices=kinds),
        NumberField("best_of", tr("Games at most"), 1, least=1, most=MOST_GAMES),
        CheckField("play_all", tr("All are played")),
        NumberField("target", tr("Points of a game"), 1, least=1, most=199),
        NumberField("lead", tr("Won by a lead of"), 1, least=1, most=20),
        CheckField("golden_point", tr("The last point decides (golden point)")),
        OptionalField("cap", tr("Nobody goes beyond"), 0, most=299, none=tr("no limit")),
        OptionalField("decider_target", tr("Points of the last game"), 0, most=199, none=tr("as the others")),
        OptionalField("decider_cap", tr("Its limit"), 0, most=299, none=tr("no limit")),
        OptionalField("tie_break", tr("Tie-break to"), 0, most=21, none=tr("none")),
        OptionalField("tie_break_cap", tr("Decided at the latest at"), 0, most=29, none=tr("no limit")),
        ChoiceField("serve", tr("Who can score"), choices=serve),
        CheckField("extra_time", tr("Extra time")),
        NumberField("kicks", tr("Kicks of each side"), 0, most=MOST_GAMES),
        NumberField("forfeit", tr("Who gives up loses 0 –"), 3, most=30),
        RubbersField("rubbers", tr("Rubbers"), scorings=singles),
    )


def named(rule: Scoring) -> str:
    """The name of a rule, with a word if the organiser wrote it."""
    return tr("{name} (own)", name=rule.name) if rule.code.startswith(OWN) else rule.name


def shown_scoring(rule: Scoring) -> dict[str, Any]:
    """A rule as the fields show it."""
    values = rule.data()
    keys = ("name", "scoring", "men", "women")
    values["rubbers"] = [{key: getattr(rubber, key) for key in keys} for rubber in rule.rubbers]
    return values | {"kind": "tie" if rule.rubbers else rule.kind}


def filled_scoring(code: str, values: Mapping[str, Any], known: Mapping[str, Scoring]) -> Scoring:
    """The rule *code* as the fields say it, the rubbers with their own rules."""
    body = {key: value for key, value in values.items() if key in OF[values["kind"]]}
    if values["kind"] == "tie":
        boards = all(known[rubber["scoring"]].kind == "board" for rubber in body["rubbers"])
        body["kind"] = "board" if body["rubbers"] and boards else "games"
    else:
        body["kind"] = values["kind"]
    rule = Scoring.of({**body, "code": code, "name": values["name"]})
    return joined({**known, code: rule})[code]


class ScoringEditor(Editor):
    """The dialog for one event; ``kept`` when the stage is scored by what is chosen or written."""

    def __init__(self, desk: Desk, state: EventState, parent: QWidget | None = None) -> None:
        super().__init__(tr("Scoring of {event}", event=state.rules.name), parent)
        self.desk, self.state = desk, state
        with desk.reading() as db:
            self.known = scorings(db)
            self.users = {
                code: [one.rules.name for one in event_states(db).values() if code in one.rules.scoring.values()]
                for code in self.known
            }
        self.fields = Fields(scoring_fields(self.known))
        self.fields.edited.connect(self._edited)
        self.body.addWidget(self.scrolled(self.fields, 450))
        self.body.addWidget(self._right(), 1)
        self._choose_stage("group")

    @property
    def base(self) -> Scoring:
        """The rule that was started from."""
        return self.known[self.fields.values()["rule"]]

    def typed(self) -> Any:
        return self.fields.values()

    def rule(self) -> Scoring:
        """The rule as it is filled in."""
        return filled_scoring(self.base.code, self.fields.values(), self.known)

    def _right(self) -> QWidget:
        self.words = Label("", "strong", wrap=True)
        self.use = Label("", "small", wrap=True)
        self.list = ListRows(tr("Examples"))
        self.tried = QLineEdit()
        self.tried.setAccessibleName(tr("Try a score"))
        self.tried.setPlaceholderText(tr("Try a score, as the referee writes it"))
        self.tried.textChanged.connect(self._try)
        self.tried.installEventFilter(self)
        self.verdict = Label("", "verdict", wrap=True)
        self.verdict.hide()
        right = QWidget()
        right.setProperty("kind", "plain")
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.words)
        box.addWidget(self.use)
        box.addWidget(Card(tr("Examples"), self.list, flush=True), 1)
        box.addWidget(self.tried)
        box.addWidget(self.verdict)
        return right

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter behind a score to try saves nothing."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter

    # --------------------------------------------------------------------------------------------------------- choosing
    def _edited(self, key: str) -> None:
        if key == "stage":
            self._choose_stage(self.fields.values()["stage"])
        elif key == "rule":
            self._choose(self.fields.values()["rule"])
        else:
            self._fit()
        self.later()

    def _choose_stage(self, stage: str) -> None:
        self.fields.write({"stage": stage})
        self._choose(self.state.rules.at(self.state.rules.scoring, stage))

    def _choose(self, code: str) -> None:
        self.fields.write({"rule": code, "as_new": False, **shown_scoring(self.known[code])})
        self._fit()

    def _fit(self) -> None:
        """Show the fields that say something of what is counted."""
        kind = self.fields.fields["kind"].read(self.fields.widgets["kind"])
        golden = kind == "games" and self.fields.widgets["golden_point"].isChecked()
        own = ("as_new",) if self.base_is_own() else ()
        self.fields.show_only({*ALWAYS, *own, *OF[kind]} - ({"cap", "decider_cap"} if golden else set()))

    def base_is_own(self) -> bool:
        """Whether the organiser wrote the rule that was started from."""
        return str(self.fields.fields["rule"].read(self.fields.widgets["rule"])).startswith(OWN)

    def same(self) -> bool:
        """Whether nothing of the rule is changed."""
        return self.rule() == self.base

    # ---------------------------------------------------------------------------------------------------------- picture
    def show_picture(self) -> None:
        try:
            rule = self.rule()
            check_scoring(rule)
        except Refused as no:
            self.show_problems(no.problems)
            self.list.setEnabled(False)
            return
        self.show_problems(())
        self.list.setEnabled(True)
        self.words.setText(" ".join(map(str, ending_words(rule))))
        self.list.set_items([_item(at, example) for at, example in enumerate(examples(rule))])
        self.use.setText(self._what_saving_does())
        self._try()

    def _what_saving_does(self) -> str:
        users = ", ".join(self.users[self.base.code])
        if self.same():
            return tr("Used as it is.")
        if self.base_is_own() and not self.fields.values()["as_new"]:
            return tr("Saving changes this rule; it is used by: {events}", events=users or "–")
        return tr("Saving makes a new rule of this tournament; {name} stays as it is.", name=self.base.name)

    def _try(self) -> None:
        text = self.tried.text().strip()
        self.verdict.setVisible(bool(text))
        if not text:
            return
        try:
            read = read_score(text, self.rule())
        except Refused:
            return
        self.verdict.setText("\n".join(map(str, read.problems)) or tr("A score by this rule."))
        self.verdict.setProperty("says", "" if read.problems else "ok")
        restyle(self.verdict)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        super().show_problems(self.fields.show_problems(problems))

    # ------------------------------------------------------------------------------------------------------------- keep
    def keep(self) -> None:
        values, rule = self.fields.values(), self.rule()
        stage = values["stage"]
        if rule == self.base:
            scoring = {**self.state.rules.scoring, stage: rule.code}
            self.desk.try_run(ChangeEvent(self.state.id, replace(self.state.rules, scoring=scoring)))
            return
        body = rule.data()
        body["rubbers"] = [{key: value for key, value in each.items() if key != "rules"} for each in body["rubbers"]]
        make = ChangeRule if self.base_is_own() and not values["as_new"] else AddRule
        self.desk.try_run(make("scoring", body, self.state.id, (stage,)))


def _item(at: int, example: Example) -> ListItem:
    if example.wrong is None:
        return ListItem(at, example.score, badge=tr("legal"), role="ok")
    what, colon, rule = str(example.wrong).rpartition(": ")
    return ListItem(at, example.score, what + colon.strip(), tr("not legal"), "live", (rule,))
