"""The editor of an event's format: exactly the fields its kind has, and a live picture of what they come to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from tournament_app.commands.event import ChangeEvent
from tournament_app.domain.formats import MOST_ENTRIES, check_plan, describe, options, plan_for
from tournament_app.domain.plan_facts import plan_facts
from tournament_app.errors import Problem, Refused, refuse
from tournament_app.gui.form import CheckField, ChoiceField, LongField, NumberField, TextField
from tournament_app.gui.pages.editor import Editor, Fields, OptionalField
from tournament_app.gui.pages.event_plan import hours
from tournament_app.gui.theme import token
from tournament_app.gui.widgets.bracket_data import Canvas
from tournament_app.gui.widgets.bracket_view import BracketView
from tournament_app.gui.widgets.fields import NumberBox
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.plan_picture import plan_picture
from tournament_app.queries.event_state import event_states
from tournament_app.store.named_formats import NamedFormat, format_files, read_format
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tournament_app.domain.plan import Plan
    from tournament_app.domain.rules import EventRules, Format
    from tournament_app.gui.desk import Desk
    from tournament_app.gui.form import Field
    from tournament_app.queries.event_state import EventState
    from tournament_app.store.rowlog import Reading

DRAWN = Text("The event is drawn. Take the draw back on the draw page, then save the format.")
TRIED = 8
"""Entries the picture shows while nobody is entered."""
MOST_TRIED = 128
AT = {"impossible_carry": "carry", "plan_reference": "crossing"}
"""Problem → the field it is said at, where it does not name one itself."""


def format_fields() -> tuple[Field, ...]:
    """Every field a format can have, in the order of play."""
    return (
        ChoiceField("kind", tr("Format"), choices=_kinds()),
        NumberField("legs", tr("Times each pair meets"), 1, least=1, most=4),
        OptionalField("groups", tr("Number of groups"), 0, most=64, none=tr("by size")),
        NumberField("group_size", tr("Smallest group"), 3, least=2, most=32),
        TextField("sizes", tr("Sizes of the groups"), "", tr("only if you want them just so: 4 4 3")),
        NumberField("qualifiers", tr("Through from each group"), 2, least=1, most=16),
        NumberField("best_next", tr("And the best of those next"), 0, most=32),
        ChoiceField("compare", tr("Groups of unequal size"), choices=_compares()),
        NumberField("direct", tr("Straight to the final stage"), 0, most=32),
        LongField("zone_of", tr("Zone of a delegation"), "", tr("a line each: delegation = A; all others by lot")),
        OptionalField("second_groups", tr("Then groups again"), 0, most=32, none=tr("no"), empty=0),
        OptionalField("second_size", tr("Or by their smallest size"), 0, most=32, none="–", empty=0),
        NumberField("second_qualifiers", tr("Through from those"), 2, least=1, most=16),
        CheckField("carry", tr("Results between them are carried over")),
        LongField(
            "crossing", tr("Lines of the knockout"), "", tr("top to bottom: A#1 B#2, - for a bye; empty: by the rule")
        ),
        LongField("allocation", tr("Where the best next go"), "", tr("a line each: ABCD ADBC")),
        OptionalField("rounds", tr("Rounds"), 0, most=30, none=tr("by the number"), empty=0),
        ChoiceField("pairing", tr("Pairing"), choices=_pairings()),
        CheckField("third_place", tr("Match for third")),
        ChoiceField("losers", tr("Who loses in the knockout"), choices=_losers()),
        CheckField("reset", tr("Second final if the first is lost from above")),
        OptionalField("seeds", tr("Seeds"), -1, least=-1, most=64, none=tr("by rule")),
        ChoiceField("seeding", tr("Seeds stand"), choices=_seedings()),
        ChoiceField("separation", tr("One delegation"), choices=_separations()),
    )


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("auto", tr("By the number of entries")),
        ("round_robin", tr("Round robin")),
        ("groups", tr("Groups, then knockout")),
        ("knockout", tr("Knockout")),
        ("double_elimination", tr("Double elimination")),
        ("zones", tr("Qualifying zones, then a final stage")),
        ("swiss", tr("Swiss")),
    )


def _compares() -> tuple[tuple[str, str], ...]:
    return (
        ("normalised", tr("sums divided by matches played")),
        ("drop_last", tr("without matches against the last of larger groups")),
    )


def _pairings() -> tuple[tuple[str, str], ...]:
    return ("dutch", tr("FIDE (Dutch)")), ("house", tr("Delegations kept apart"))


def _losers() -> tuple[tuple[str, str], ...]:
    return (
        ("out", tr("is out")),
        ("consolation", tr("plays a consolation (first round)")),
        ("all_places", tr("plays for every place")),
    )


def _seedings() -> tuple[tuple[str, str], ...]:
    return (
        ("standard", tr("on fixed lines")),
        ("bwf", "BWF"),
        ("ittf", "ITTF"),
        ("itf", "ITF"),
        ("snake", tr("as a snake")),
        ("pots", tr("in pots")),
    )


def _separations() -> tuple[tuple[str, str], ...]:
    return (
        ("full", tr("As far apart as possible")),
        ("quarters", tr("In different quarters")),
        ("first_round", tr("Not in the first round")),
        ("none", tr("Not kept apart")),
    )


def shown_values(rules: Format) -> dict[str, Any]:
    """A format as the fields show it."""
    values = rules.data()
    return values | {
        "sizes": " ".join(map(str, rules.sizes)),
        "crossing": "\n".join(rules.crossing),
        "allocation": "\n".join(rules.allocation),
        "zone_of": "\n".join(f"{unit} = {zone}" for unit, zone in rules.zone_of.items()),
    }


def filled_format(before: Format, values: Mapping[str, Any]) -> Format:
    """*before* with what the fields say; what its kind does not have stays as it was. Refuses what cannot be read."""
    kind = values["kind"]
    said = {key: value for key, value in values.items() if key in options(kind)}
    for key in ("crossing", "allocation"):
        if key in said:
            said[key] = tuple(filter(None, (line.strip() for line in said[key].splitlines())))
    if "sizes" in said:
        said["sizes"] = _sizes(said["sizes"])
    if "zone_of" in said:
        said["zone_of"] = dict(_zones(said["zone_of"]))
    return replace(before, kind=kind, **said)


def _sizes(text: str) -> tuple[int, ...]:
    parts = text.replace(",", " ").replace("-", " ").split()
    if not all(part.isdecimal() for part in parts):
        raise refuse("sizes", Text("Sizes are numbers with spaces between them, 4 4 3 say."), "sizes")
    return tuple(map(int, parts))


def _zones(text: str) -> list[tuple[str, str]]:
    found = []
    for line in filter(str.strip, text.splitlines()):
        unit, equals, zone = (part.strip() for part in line.rpartition("="))
        if not equals or not unit or not zone:
            why = Text("“{line}”: write a name, = and what holds for it.", line=line.strip())
            raise refuse("no_pair", why, "zone_of")
        found.append((unit, zone))
    return found


class FormatEditor(Editor):
    """The dialog for one event; ``kept`` when the event has the format."""

    def __init__(self, desk: Desk, state: EventState, entries: int, parent: QWidget | None = None) -> None:
        super().__init__(tr("Format of {event}", event=state.rules.name), parent)
        self.desk, self.state = desk, state
        self.form = state.rules.format
        self.plan: Plan | None = None
        self.named: list[NamedFormat] = [read_format(file) for file in format_files().values()]
        with desk.reading() as db:
            self.named += list(_of_others(db, state))
        self.fields = Fields(format_fields())
        self.fields.edited.connect(self._edited)
        self.entries = NumberBox(entries if entries >= 2 else TRIED, 2, max(MOST_TRIED, entries))
        self.entries.setAccessibleName(tr("Entries to try"))
        self.entries.valueChanged.connect(self.later)
        self.facts, self.words = Label("", "muted", wrap=True), Label("", "strong", wrap=True)
        self.wrong = Label("", "problem", wrap=True)
        self.picture = BracketView()
        self.none = Label(tr("Too large for a picture; the figures above hold."), "empty", wrap=True)
        self.body.addWidget(self._left())
        self.body.addWidget(self._right(), 1)
        self._write(self.form)

    # -------------------------------------------------------------------------------------------------------- building
    def _left(self) -> QWidget:
        left = QWidget()
        left.setProperty("kind", "plain")
        left.setFixedWidth(410)
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        self.catalogue = QComboBox()
        self.catalogue.setAccessibleName(tr("From the catalogue"))
        self.catalogue.addItem(tr("From the catalogue…"))
        for named in self.named:
            made_for = f" ({named.fewest}–{named.most})" if named.code else ""
            self.catalogue.addItem(f"{named.name}{made_for}")
        self.catalogue.activated.connect(self._choose)
        box.addWidget(self.catalogue)
        box.addWidget(self.scrolled(self.fields, 410), 1)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        right.setProperty("kind", "plain")
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        tried = Label(tr("Entries to try"), "muted")
        tried.setBuddy(self.entries)
        line.addWidget(tried)
        line.addWidget(self.entries)
        line.addSpacing(8)
        line.addWidget(self.words, 1)
        box.addLayout(line)
        for label in (self.facts, self.wrong, self.none):
            box.addWidget(label)
        box.addWidget(self.picture, 1)
        self.none.hide()
        return right

    # ---------------------------------------------------------------------------------------------------------- values
    def typed(self) -> Any:
        return self.fields.values()

    def _write(self, form: Format) -> None:
        self.fields.write(shown_values(form))
        self.fields.show_only(("kind", *options(form.kind)))

    def _edited(self, key: str) -> None:
        self.catalogue.setCurrentIndex(0)
        if key == "kind":
            self.fields.show_only(("kind", *options(self.fields.values()["kind"])))
        self.later()

    def _choose(self, at: int) -> None:
        if at:
            named = self.named[at - 1]
            self.form = replace(named.format, zone_of=self.form.zone_of)
            if not named.fewest <= self.entries.value() <= named.most:
                self.entries.setValue(named.fewest)
            self._write(self.form)
            self.later()

    # --------------------------------------------------------------------------------------------------------- picture
    def show_picture(self) -> None:
        try:
            rules = filled_format(self.form, self.fields.values())
            plan = plan_for(rules, self.entries.value())
            check_plan(plan)
        except Refused as no:
            self.show_problems(no.problems)
            self._grey(old=self.plan is not None)
            return
        self.show_problems(())
        self.plan = plan
        self._tell(plan)
        canvas = plan_picture(plan)
        self.none.setVisible(canvas is None)
        self.picture.setVisible(canvas is not None)
        self.picture.set_canvas(canvas or Canvas(0))
        self._grey(old=False)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        at = [replace(each, field=self._at(each)) for each in problems]
        rest = self.fields.show_problems(at)
        self.wrong.setText("\n".join(map(str, rest)))
        self.wrong.setVisible(bool(rest))
        self.say(str(DRAWN) if self.state.plan is not None else "")

    def _at(self, problem: Problem) -> str:
        if problem.code == "impossible_groups":
            values = self.fields.values()
            return "sizes" if values.get("sizes") else "qualifiers" if "{n} each" in problem.text.source else "groups"
        return AT.get(problem.code, problem.field)

    def _tell(self, plan: Plan) -> None:
        facts = plan_facts(plan)
        self.words.setText(str(describe(plan)))
        spent = _minutes(self.state.rules, plan, facts.matches)
        each = str(facts.least) if facts.least == facts.most else f"{facts.least}–{facts.most}"
        self.facts.setText(
            tr(
                "{matches} matches · {rounds} rounds · each entry plays {each} · {hours} on one court",
                matches=facts.matches,
                rounds=facts.rounds,
                each=each,
                hours=hours(spent),
            )
            + (f"\n{tr('The figures in the groups are rounds.')}" if plan.groups and not plan.rounds else "")
        )

    def _grey(self, *, old: bool) -> None:
        """Lay a veil over the picture while it is that of an older format."""
        veil = token("surface")
        veil.setAlpha(185)
        self.picture.setForegroundBrush(QBrush(veil) if old else QBrush())
        self.picture.setAccessibleDescription(tr("The picture is that of the format before.") if old else "")

    # ------------------------------------------------------------------------------------------------------------ keep
    def keep(self) -> None:
        if self.state.plan is not None:
            raise refuse("event_drawn", DRAWN, "draw")
        rules = filled_format(self.form, self.fields.values())
        check_plan(plan_for(rules, self.entries.value()))
        self.desk.try_run(ChangeEvent(self.state.id, replace(self.state.rules, format=rules)))


def _of_others(db: Reading, state: EventState) -> Iterator[NamedFormat]:
    """The formats the other events of the tournament have, each once, under the name of the first of them."""
    seen: list[Format] = []
    for other in event_states(db).values():
        form = other.rules.format
        if other.id != state.id and other.rules.play == "matches" and form not in seen:
            seen.append(form)
            yield NamedFormat("", tr("as in {event}", event=other.rules.name), 2, MOST_ENTRIES, form)


def _minutes(rules: EventRules, plan: Plan, matches: int) -> int:
    """The minutes of all matches one after the other; those of a Swiss are not all in its plan yet."""
    if plan.rounds:
        return matches * (rules.at(rules.minutes, "group") or 0)
    return sum(rules.at(rules.minutes, contest.stage) or 0 for contest in plan.contests)
