"""The delegations: a list at the left, athletes or entries in the middle, at the right one delegation's problems."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QWidget

from tournament_app.commands.entry import RemoveAthlete, RemoveEntry
from tournament_app.gui.page import Page
from tournament_app.gui.pages.import_wizard import open_wizard
from tournament_app.gui.pages.people_forms import athlete_form, delegation_form, entry_form, remove_delegation_form
from tournament_app.gui.pages.people_late import AfterDraw
from tournament_app.gui.pages.people_side import UnitSide, unit_counts
from tournament_app.gui.pages.people_tables import athlete_lines, athlete_table, entry_lines, entry_table
from tournament_app.gui.search import fold
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.empty import EmptyState
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.queries.entries import (
    AthleteRow,
    DelegationRow,
    EntryRow,
    athlete_rows,
    delegation_rows,
    entry_rows,
)
from tournament_app.queries.event_state import event_states
from tournament_app.queries.people import ProblemRow, problem_rows
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.gui.desk import Target
    from tournament_app.gui.form import Form

ALL = 0
"""The key of the line that stands for all delegations."""


class PeoplePage(Page):
    """Who comes, who plays what, and what the rules have against it."""

    watches = frozenset(
        {
            "delegation",
            "athlete",
            "entry",
            "member",
            "event",
            "form",
            "form_problem",
            "tournament",
            "draw",
            "withdrawal",
        }
    )
    help_topic = "people"

    def build(self) -> None:
        self.units: dict[int, DelegationRow] = {}
        self.athletes: tuple[AthleteRow, ...] = ()
        self.entries: dict[int, EntryRow] = {}
        self.problems: tuple[ProblemRow, ...] = ()
        self.events: dict[int, str] = {}
        self._kept: Mapping[str, Any] = {}
        titles = (tr("Delegations entered"), tr("Athletes, entries"), tr("Problems"))
        self.panels = SidePanels(self._middle(), self._left(), self._right(), widths=(240, 260), titles=titles)
        words = tr("Here stand the delegations with their athletes and entries. They come from the registration forms.")
        self.empty = Card(body=EmptyState(words, tr("Import forms…"), self.import_forms))
        self.stack = QStackedWidget()
        self.stack.setMinimumSize(1, 1)
        self.stack.addWidget(self.panels)
        self.stack.addWidget(self.empty)
        self.layout_with(self.stack)
        self.after = AfterDraw(self)
        self.add_action(tr("After the draw"), lambda: None).set_menu(self.after.menu())
        self.add_action(tr("Add"), lambda: None, icon="add").set_menu(self._add_menu())
        self.add_action(tr("Import forms…"), self.import_forms, kind="primary", icon="import")
        for keys, text, slot in (
            ("Ctrl+I", tr("Import forms"), self.import_forms),
            ("Ctrl+F", tr("Find a delegation"), self.find_unit.setFocus),
            ("F3", tr("Find an athlete"), self.find_athlete.setFocus),
            ("F4", tr("Athletes or entries"), self.other_view),
            ("Ins", tr("Add an athlete or entry"), self.add),
            ("Del", tr("Remove the athlete or entry"), self.remove),
            ("F2", tr("Change the delegation"), lambda: self.change("delegation")),
            ("F6", tr("Withdraw the entry"), self.after.withdraw),
        ):
            self.add_shortcut(keys, text, slot)

    # -------------------------------------------------------------------------------------------------------- building
    def _left(self) -> QWidget:
        self.list = ListRows(tr("Delegations entered"))
        self.find_unit = QLineEdit()
        self.find_unit.setPlaceholderText(tr("Find a delegation"))
        self.find_unit.setAccessibleName(tr("Find a delegation"))
        self.find_unit.setClearButtonEnabled(True)
        self.find_unit.textChanged.connect(lambda _: self._fill_list())
        self.find_unit.returnPressed.connect(self.list.setFocus)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _: self.table.setFocus())
        card = Card(tr("Delegations entered"), flush=True)
        card.box.addWidget(_padded(self.find_unit))
        card.box.addWidget(self.list, 1)
        return card

    def _middle(self) -> QWidget:
        self.view = Toggles([("athletes", tr("Athletes")), ("entries", tr("Entries"))])
        self.view.chosen.connect(lambda _: self._fill_middle())
        self.find_athlete = QLineEdit()
        self.find_athlete.setPlaceholderText(tr("Find an athlete"))
        self.find_athlete.setAccessibleName(tr("Find an athlete"))
        self.find_athlete.setClearButtonEnabled(True)
        self.find_athlete.textChanged.connect(self._filtered)
        self.find_athlete.returnPressed.connect(lambda: self.table.setFocus())  # noqa: PLW0108 - whichever is shown
        self.tables = {"athletes": athlete_table(self.desk.settings), "entries": entry_table(self.desk.settings)}
        self.middle = QStackedWidget()
        for name, table in self.tables.items():
            table.setAccessibleName({"athletes": tr("Athletes"), "entries": tr("Entries")}[name])
            table.row_activated.connect(lambda _: self.change())
            self.middle.addWidget(table)
        self.card = Card(tr("All delegations"), flush=True)
        bar = _padded(self.view, self.find_athlete)
        self.card.box.addWidget(bar)
        self.card.box.addWidget(self.middle, 1)
        return self.card

    def _right(self) -> QWidget:
        self.side = UnitSide(self.desk)
        self.side.wanted.connect(self._go_to_problem)
        self.side.changing.connect(lambda: self.change("delegation"))
        self.side.removing.connect(lambda: self.remove("delegation"))
        return self.side

    def _add_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("Delegation…"), lambda: self.add("delegation"))
        menu.addAction(tr("Athlete…"), lambda: self.add("athletes"))
        menu.addAction(tr("Entry…"), lambda: self.add("entries"))
        return menu

    # ------------------------------------------------------------------------------------------------ what stands there
    def refresh(self) -> None:
        with self.desk.reading() as db:
            self.units = {row.id: row for row in delegation_rows(db)}
            self.athletes = athlete_rows(db)
            self.entries = entry_rows(db)
            self.problems = problem_rows(db)
            self.events = {event_id: state.rules.name for event_id, state in event_states(db).items()}
            self.codes = {event_id: state.rules.code for event_id, state in event_states(db).items()}
            self.drawn = [event_id for event_id, state in event_states(db).items() if state.plan is not None]
        self.stack.setCurrentWidget(self.panels if self.units else self.empty)
        self.subtitle = tr("{n} delegations · {m} athletes", n=len(self.units), m=len(self.athletes))
        self._fill_list()
        if self._kept:
            kept, self._kept = self._kept, {}
            self.view.choose(kept["view"])
            self.list.choose(kept["unit"])
        self._fill_middle()

    def show_target(self, target: Target) -> None:
        unit = next((u for u in self.units.values() if target.item in (u.id, u.name)), None)
        athlete = next((a for a in self.athletes if a.id == target.item), None)
        if target.kind == "delegation" and unit is not None:
            self._show(unit.id)
        elif target.kind == "athlete" and athlete is not None:
            self._show(athlete.delegation_id)
            self._choose_row("athletes", athlete.id)
        elif target.kind == "entry" and target.item in self.entries:
            self._show(self.entries[target.item].delegation_id)
            self._choose_row("entries", target.item)

    def state(self) -> Mapping[str, Any]:
        return {"unit": self.list.key, "view": self.view.key}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._kept = state

    @property
    def table(self) -> Any:
        """The table that is shown."""
        return self.tables[self.view.key]

    @property
    def unit(self) -> DelegationRow | None:
        """The chosen delegation; ``None`` when all are shown."""
        return self.units.get(self.list.key)

    def _fill_list(self) -> None:
        wrong = Counter(problem.delegation_id for problem in self.problems)
        words = fold(self.find_unit.text()).split()
        items = [
            ListItem(u.id, u.name, unit_counts(u), tr("{n} open", n=wrong[u.id]) if wrong[u.id] else "", "warning")
            for u in self.units.values()
            if all(word in fold(f"{u.name} {u.short_name}") for word in words)
        ]
        if not words:
            total = tr("{n} athletes · {m} entries", n=len(self.athletes), m=len(self.entries))
            items.insert(0, ListItem(ALL, tr("All delegations"), total, strong=True))
        before = self.list.key
        self.list.set_items(items)
        if self.list.key != before:
            self._fill_middle()

    def _fill_middle(self) -> None:
        unit = self.unit
        mine = [a for a in self.athletes if unit is None or a.delegation_id == unit.id]
        entered = [e for e in self.entries.values() if unit is None or e.delegation_id == unit.id]
        self.tables["athletes"].set_rows(athlete_lines(mine, self.problems))
        self.tables["entries"].set_rows(entry_lines(entered, self.events, self.problems))
        for name, table in self.tables.items():
            keys = [column.key for column in table.rows.columns]
            for key in keys:  # there is room for the delegation or for what it replaces
                only = ("sex", "leader", "events") if name == "athletes" else ("number", "seed")
                table.setColumnHidden(keys.index(key), key == "unit" if unit else key in only)
        self.card.title = unit.name if unit else tr("All delegations")
        self.card.note = tr("{n} athletes · {m} entries", n=len(mine), m=len(entered))
        self.middle.setCurrentWidget(self.table)
        self.side.show_unit(unit, [p for p in self.problems if unit is None or p.delegation_id == unit.id])

    def _filtered(self, words: str) -> None:
        for table in self.tables.values():
            table.set_filter(words)

    # --------------------------------------------------------------------------------------------------------- choosing
    def _chosen(self, _: object) -> None:
        self._fill_middle()
        self.panels.show_panel("center")

    def _show(self, unit_id: int) -> None:
        self.find_unit.clear()
        if unit_id not in self.units:  # entered a moment ago
            self.refresh()
        self.list.choose(unit_id)
        self._fill_middle()
        self.panels.show_panel("center")

    def _choose_row(self, view: str, row_id: int) -> None:
        self.find_athlete.clear()
        self.view.choose(view)
        self.middle.setCurrentWidget(self.table)
        if not self.table.choose(row_id):  # entered a moment ago
            self.refresh()
            self.table.choose(row_id)
        self.table.setFocus()

    def _go_to_problem(self, problem: ProblemRow) -> None:
        if self.list.key not in (ALL, problem.delegation_id):
            self.list.choose(problem.delegation_id)
        row = next((line.id for line in self.tables["athletes"].rows.rows if problem in line.problems), None)
        if row is not None:
            self._choose_row("athletes", row)
        self.panels.show_panel("center")

    def other_view(self) -> None:
        """Athletes instead of entries, or the other way round."""
        self.view.choose("entries" if self.view.key == "athletes" else "athletes")
        self._fill_middle()
        self.table.setFocus()

    # --------------------------------------------------------------------------------------------------------- changes
    def import_forms(self) -> None:
        """Open the wizard that takes registration forms in."""
        open_wizard(self.desk, self)

    def add(self, what: str = "") -> Form | None:
        """Add a ``delegation``, or to the chosen one what the table shows: ``athletes``, ``entries``."""
        if what == "delegation":
            form = delegation_form(self.desk, None, self)
            form.done_with.connect(lambda done: self._show(done.value))
            return form
        if self.unit is None:
            self.desk.say(tr("Choose a delegation at the left first."))
            return None
        return self._form(what or self.view.key, self.unit.id, None)

    def change(self, what: str = "") -> Form | None:
        """Change the delegation, or the athlete or entry the user is on."""
        line = self.table.current_row()
        if what == "delegation":
            return delegation_form(self.desk, self.unit, self) if self.unit else None
        if line is None:
            return None
        row = line.athlete if self.view.key == "athletes" else line.entry
        return self._form(self.view.key, row.delegation_id, row)

    def remove(self, what: str = "") -> None:
        """Take out the delegation after saying what goes with it, or the athlete or entry the user is on."""
        line = self.table.current_row()
        if what == "delegation":
            if self.unit is not None:
                remove_delegation_form(self.desk, self.unit, self)
        elif line is not None:
            athletes = self.view.key == "athletes"
            if self.desk.run(RemoveAthlete(line.id) if athletes else RemoveEntry(line.id)):
                name = line.athlete.name if athletes else line.entry.full
                self.desk.say(tr("{name} is removed. Ctrl+Z brings it back.", name=name))

    def _form(self, view: str, unit_id: int, row: Any) -> Form:
        if view == "athletes":
            form = athlete_form(self.desk, unit_id, row, self)
        else:
            mine = [a for a in self.athletes if a.delegation_id == unit_id]
            events = [(event_id, f"{self.codes[event_id]} {name}") for event_id, name in self.events.items()]
            form = entry_form(self.desk, unit_id, mine, events, row, self)
        known = row.id if row else 0
        form.done_with.connect(lambda done: self._choose_row(view, done.value or known))
        return form


def _padded(*widgets: QWidget) -> QWidget:
    bar = QWidget()
    bar.setProperty("kind", "plain")
    line = QHBoxLayout(bar)
    line.setContentsMargins(12, 10, 12, 10)
    line.setSpacing(12)
    for widget in widgets:
        line.addWidget(widget)
    return bar
