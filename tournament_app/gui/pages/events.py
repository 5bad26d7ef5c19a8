"""The events: at the left by sport, in the middle the rules of one as fields, at the right who is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from tournament_app.commands.event import AddEvent, ChangeEvent, RemoveEvent, SetEventState
from tournament_app.domain.bands import BandFlaw, band_flaws
from tournament_app.domain.rules import EventRules
from tournament_app.domain.tiebreaks import CRITERIA
from tournament_app.errors import Refused, Unavailable
from tournament_app.gui.form import ChoiceField, Form, NumberField, TextField
from tournament_app.gui.page import Page
from tournament_app.gui.pages.event_form import EventForm, RuleChoices
from tournament_app.gui.pages.event_plan import plan_words
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.empty import EmptyState
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.queries.checks import findings
from tournament_app.queries.entries import EntryRow, event_entries
from tournament_app.queries.event_state import EventState, event_states
from tournament_app.queries.tournament import rankings, rule_bodies, scorings, sport_rows
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tournament_app.domain.entries import Finding
    from tournament_app.domain.standings import Ranking
    from tournament_app.gui.desk import Desk, Target
    from tournament_app.gui.pages.editor import Editor
    from tournament_app.store.rowlog import Reading


SHORT = 14
"""Letters of the sports that have room above the list; with more of them only the codes stand there."""


class EventsPage(Page):
    """Who may enter each event, and how it is played, scored, ranked and rewarded."""

    watches = frozenset({"event", "rule", "entry", "member", "athlete", "delegation", "draw", "result", "tournament"})
    help_topic = "events"

    def build(self) -> None:
        self.states: dict[int, EventState] = {}
        self.entries: dict[int, tuple[EntryRow, ...]] = {}
        self.shown: tuple[int, EventRules] | None = None
        self._kept: Mapping[str, Any] = {}
        with self.desk.reading() as db:
            choices = _choices(db)
        self.sport = Toggles()
        self.sport.chosen.connect(lambda _: self._fill())
        self.list = ListRows(tr("Events"))
        self.list.chosen.connect(lambda _: self._go())
        self.form = EventForm(choices)
        self.form.edited.connect(self._keep)
        self.form.wanted.connect(self.edit)
        titles = (tr("Events"), tr("Rules"), tr("Entries"))
        self.panels = SidePanels(self._middle(), self._left(), self._right(), widths=(290, 256), titles=titles)
        self.layout_with(self.panels)
        self.add_action(tr("Add a sport…"), self.new_sport)
        self.add_action(tr("New event…"), self.new, kind="primary", icon="add")
        self.add_shortcut("Ins", tr("New event"), self.new)
        self.add_shortcut("F2", tr("Change the rules"), self.form.fields["name"].setFocus)

    def refresh(self) -> None:
        with self.desk.reading() as db:
            self.states = event_states(db)
            self.entries = {event_id: event_entries(db, event_id) for event_id in self.states}
            self.findings = findings(db)
            sports = sport_rows(db)
            self.form.set_choices(_choices(db))
        short = sum(len(row.short_name) for row in sports.values()) <= SHORT
        pills = ((code, row.short_name if short else code) for code, row in sports.items())
        self.sport.set_choices([("", tr("All")), *pills])
        self.subtitle = tr("{n} events", n=len(self.states))
        self._fill()

    def show_target(self, target: Target) -> None:
        if target.kind == "event" and target.item not in self.states:  # made a moment ago
            self.refresh()
        if target.kind == "event" and target.item in self.states:
            self.sport.choose("")
            self._fill()
            self.list.choose(target.item)

    def state(self) -> Mapping[str, Any]:
        return {"sport": self.sport.key, "event": self.list.key}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._kept = state

    # -------------------------------------------------------------------------------------------------------- building
    def _left(self) -> QWidget:
        card = Card(tr("Events"), flush=True)
        pills = QWidget()
        pills.setProperty("kind", "plain")
        box = QVBoxLayout(pills)
        box.setContentsMargins(10, 10, 10, 10)
        if (line := self.sport.layout()) is not None:
            line.setSpacing(4)  # all sports in one line
        box.addWidget(self.sport)
        self.none = EmptyState(tr("The events of the tournament stand here."), tr("New event…"), self.new)
        card.box.addWidget(pills)
        card.box.addWidget(self.none, 1)
        card.box.addWidget(self.list, 1)
        return card

    def _middle(self) -> QWidget:
        self.card = Card(tr("Rules"), flush=True)
        self.cancel = Button(tr("Cancel the event"), "quiet")
        self.cancel.clicked.connect(lambda _=False: self.cancel_or_reopen())
        self.remove = Button(tr("Remove"), "quiet")
        self.remove.clicked.connect(lambda _=False: self.take_out())
        for button in (self.cancel, self.remove):
            self.card.header.addWidget(button)
        self.plan, self.stages = Label("", "strong", wrap=True), Label("", "muted", wrap=True)
        self.drawn = Label(tr("This event is drawn: another format holds from its next draw on."), "small", wrap=True)
        self.warning = Label("", "problem", wrap=True)
        head = QWidget()
        head.setProperty("kind", "plain")
        lines = QVBoxLayout(head)
        lines.setContentsMargins(14, 10, 14, 4)
        lines.setSpacing(4)
        for label in (self.plan, self.stages, self.drawn, self.warning):
            lines.addWidget(label)
        scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(tr("Events"))
        scroll.setWidget(self.form)
        self.card.box.addWidget(head)
        self.card.box.addWidget(scroll, 1)
        return self.card

    def _right(self) -> QWidget:
        self.units = ListRows(tr("Entries"))
        self.units.opened.connect(lambda key: self.desk.open("people", "delegation", key))
        self.entered = Card(tr("Entries"), self.units, flush=True)
        return self.entered

    # ------------------------------------------------------------------------------------------------ what stands there
    def _fill(self) -> None:
        if self._kept:
            kept, self._kept = self._kept, {}
            self.sport.choose(kept["sport"])
            self.list.set_items(self._items())
            self.list.choose(kept["event"])
        self.list.set_items(self._items())
        self.none.setVisible(not self.states)
        self.list.setVisible(bool(self.states))
        self._chosen()

    def _items(self) -> list[ListItem]:
        wanted = self.sport.key
        return [_item(s, len(self.entries[s.id])) for s in self.states.values() if wanted in ("", s.rules.sport)]

    def _chosen(self) -> None:
        state = self.states.get(self.list.key)
        self.card.setEnabled(state is not None)
        if state is None:
            return
        if self.shown != (state.id, state.rules):
            self.shown = (state.id, state.rules)
            self.form.show_rules(state.rules)
        self.card.title = state.rules.name
        self.card.set_badge(*_badge(state))
        self.cancel.setText(tr("Reopen") if state.state == "cancelled" else tr("Cancel the event"))
        entries = self.entries[state.id]
        self.remove.setVisible(not entries)
        head, *stages = plan_words(state.rules, len(entries))
        self.plan.setText(head)
        self.stages.setText("\n".join(stages))
        self.stages.setVisible(bool(stages))
        self.drawn.setVisible(state.plan is not None)
        matches = state.rules.play == "matches"
        self.form.criteria.setText(_criteria(state.ranking) if matches else "")
        self._warn(state)
        found = [finding for finding in self.findings if finding.event == state.rules.code]
        self.units.set_items(_unit_items(entries, found))
        self.entered.note = tr("{n} from {units} delegations", n=len(entries), units=len(self.units.items))

    def _go(self) -> None:
        self._chosen()
        self.panels.show_panel("center")

    def _warn(self, state: EventState) -> None:
        open_events = [s.rules for s in self.states.values() if s.state != "cancelled"]
        flaws: Sequence[BandFlaw] = [f for f in band_flaws(open_events) if state.rules.code in f.codes]
        self.warning.setText("\n".join(str(flaw.text) for flaw in flaws))
        self.warning.setVisible(bool(flaws))

    # --------------------------------------------------------------------------------------------------------- changes
    def _keep(self) -> None:
        rules = self.form.rules()
        if self.shown is None or rules is None:
            return
        try:
            self.desk.try_run(ChangeEvent(self.shown[0], rules))
        except Refused as no:
            self.form.show_problems(no.problems)
        except Unavailable as no:
            self.desk.say(str(no), "live")
        else:
            self.shown = (self.shown[0], rules)
            self.form.show_rules(rules)

    def edit(self, what: str) -> Editor | None:
        """Open the editor of the ``format``, ``scoring`` or ``ranking`` of the event that is shown."""
        state = self.states.get(self.list.key)
        if state is None or state.rules.play != "matches":
            return None
        editor = _editor(what, self.desk, state, len(self.entries[state.id]), self)
        editor.opened()
        return editor

    def cancel_or_reopen(self) -> None:
        """Cancel the event that is shown, or open it again; its entries stay."""
        state = self.states.get(self.list.key)
        if state is None:
            return
        to_open = state.state == "cancelled"
        if self.desk.run(SetEventState(state.id, "open" if to_open else "cancelled")) and not to_open:
            self.desk.say(
                tr("{event} is cancelled, its entries are kept. Ctrl+Z opens it again.", event=state.rules.name)
            )

    def take_out(self) -> None:
        """Take out the event that is shown; nobody is entered in it."""
        if self.list.key is not None and self.desk.run(RemoveEvent(self.list.key)):
            self.desk.say(tr("The event is removed. Ctrl+Z brings it back."))

    def new(self) -> Form:
        """Ask for a new event; the rest of its rules come from its sport."""
        with self.desk.reading() as db:
            sports = rule_bodies(db, "sport")
        choices = tuple((code, str(body["name"])) for code, body in sports.items())
        sport = self.sport.key or next(iter(sports), "")
        kinds = _disciplines(sports)
        form = Form(
            tr("New event"),
            (
                TextField("name", tr("Name"), "", tr("As documents print it, “Men’s doubles 36-45” say.")),
                TextField("code", tr("Code"), self._free_code(sport)),
                ChoiceField("sport", tr("Sport"), sport, choices=choices),
                *([ChoiceField("discipline", tr("Discipline"), "", choices=kinds)] if len(kinds) > 1 else []),
                NumberField("men", tr("Men in each"), 1, most=99),
                NumberField("women", tr("Women in each"), 0, most=99),
            ),
            act=lambda values: self.desk.try_run(AddEvent(_of_sport(sports, dict(values)))),
            confirm=tr("Add"),
            parent=self,
        )
        form.done_with.connect(lambda done: self.desk.open("events", "event", done.value))
        form.opened()
        return form

    def new_sport(self) -> Form | None:
        """Ask for a sport of the catalogue; what follows is its first event."""
        from tournament_app.gui.pages.sport_form import sport_form

        form = self.desk.attempt(lambda: sport_form(self.desk, self))
        if form is not None:
            form.done_with.connect(lambda done: self._begin(done.value))
            form.opened()
        return form

    def _begin(self, sport: str) -> None:
        self.refresh()
        self.sport.choose(sport)
        self._fill()
        self.new()

    def _free_code(self, sport: str) -> str:
        taken = {state.rules.code for state in self.states.values()}
        return next(code for n in range(1, 1000) if (code := f"{sport}-{n:02d}") not in taken)


def _editor(what: str, desk: Desk, state: EventState, entries: int, parent: QWidget) -> Editor:
    """The editor of one part of an event; each is loaded when somebody wants it."""
    if what == "format":
        from tournament_app.gui.pages.format_editor import FormatEditor

        return FormatEditor(desk, state, entries, parent)
    if what == "scoring":
        from tournament_app.gui.pages.scoring_editor import ScoringEditor

        return ScoringEditor(desk, state, parent)
    from tournament_app.gui.pages.ranking_editor import RankingEditor

    return RankingEditor(desk, state, parent)


def _choices(db: Reading) -> RuleChoices:
    return RuleChoices(
        tuple((code, row.name) for code, row in sport_rows(db).items()),
        tuple((code, rule.name) for code, rule in scorings(db).items()),
        tuple((code, rule.name) for code, rule in rankings(db).items()),
    )


def _of_sport(sports: dict[str, dict[str, Any]], values: dict[str, Any]) -> EventRules:
    """The event that *values* ask for; a discipline brings its sport."""
    values["sport"] = str(values.get("discipline", "")).partition(":")[0] or values["sport"]
    return _new_rules(sports[values["sport"]], values)


def _new_rules(sport: dict[str, Any], values: dict[str, Any]) -> EventRules:
    """An event as its sport plays them."""
    keys = ("format", "scoring", "minutes", "ranking", "play", "marks", "withdrawal", "second_look")
    code = str(values.pop("discipline", "")).rpartition(":")[2]
    kind = sport.get("disciplines", {}).get(code, {})
    taken: dict[str, Any] = {key: source[key] for source in (sport, kind) for key in keys if key in source}
    return EventRules.of(taken | values)


def _disciplines(sports: dict[str, dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    """The kinds of event that sports name, as choices: ``DK:nhay_xa`` and “Điền kinh: Nhảy xa”."""
    named = tuple(
        (f"{code}:{kind}", f"{body['name']}: {discipline['name']}")
        for code, body in sports.items()
        for kind, discipline in body.get("disciplines", {}).items()
    )
    return (("", tr("as the sport is played")), *named)


def _badge(state: EventState) -> tuple[str, str]:
    if state.state == "cancelled":
        return tr("Cancelled"), "live"
    if state.finished:
        return tr("Over"), "ok"
    if state.played:
        return f"{state.played}/{state.total}", "primary"
    if state.plan is not None:
        return (tr("Locked"), "ok") if state.locked else (tr("Drawn"), "ok")
    return "", "neutral"


def _item(state: EventState, entries: int) -> ListItem:
    words, role = _badge(state)
    if not words and entries < 2:
        words, role = tr("too few"), "warning"
    return ListItem(state.id, state.rules.name, f"{state.rules.code} · " + tr("{n} entries", n=entries), words, role)


def _criteria(ranking: Ranking) -> str:
    """What parts level entries, in order; what stands in brackets counts only the matches among those level."""
    steps = [
        str(CRITERIA[step].name) if isinstance(step, str) else f"[{', '.join(str(CRITERIA[c].name) for c in step)}]"
        for step in ranking.criteria
    ]
    if ranking.two:
        steps.insert(1, tr("two level: their own match"))
    return tr("{criteria} → lots. Brackets: matches among those level only.", criteria=" → ".join(steps))


def _unit_items(entries: Iterable[EntryRow], found: Sequence[Finding]) -> list[ListItem]:
    """One line a delegation: its entries' members, and how many warnings they have."""
    units: dict[int, list[EntryRow]] = {}
    for entry in entries:
        units.setdefault(entry.delegation_id, []).append(entry)
    items = []
    for unit_id, rows in units.items():
        wrong = sum(finding.unit == rows[0].unit for finding in found)
        badge = tr("{n} open", n=wrong) if wrong else str(len(rows)) if len(rows) > 1 else ""
        lines = tuple(row.people if len(row.members) <= 2 else tr("{n} athletes", n=len(row.members)) for row in rows)
        items.append(ListItem(unit_id, rows[0].unit, "", badge, "warning" if wrong else "neutral", lines))
    return items
