"""Results event by event: tables with the reason for each rank, the final ranking, and where the results stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from tournament_app.commands.score import ConfirmResults
from tournament_app.gui.page import Page
from tournament_app.gui.pages.adjust_form import adjust_form
from tournament_app.gui.pages.heats_table import HeatLine, rank_columns, ranked_lines
from tournament_app.gui.pages.lots_form import lots_form
from tournament_app.gui.pages.protest_forms import decide_form, lodge_form
from tournament_app.gui.pages.results_state import StandCard, stand_badge
from tournament_app.gui.table import Table
from tournament_app.gui.table_model import Column, number
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.empty import EmptyState
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.gui.widgets.match_words import short_time
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.queries.event_state import EventState, event_state, event_states
from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.results import PlaceRow, StandingRow, place_rows, standing_rows
from tournament_app.queries.stand import stand
from tournament_app.queries.tournament import sport_rows, tournament_row
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tournament_app.gui.desk import Target
    from tournament_app.store.rowlog import Reading


class ResultsPage(Page):
    """Events at the left, tables and the final ranking in the middle, the state of the results at the right."""

    watches = frozenset(
        {
            "result", "mark", "draw", "draw_place", "lot", "adjustment", "event", "confirmation", "slot", "entry",
            "member", "protest",
        }
    )  # fmt: skip
    help_topic = "results"

    def build(self) -> None:
        self.event_id: int | None = None
        self.list = ListRows(tr("Events"))
        self.list.chosen.connect(self._chosen)
        left = Card(tr("Events"), body=self.list, flush=True)
        views = (("final", tr("Ranking")), ("groups", tr("Groups")), ("matches", tr("Matches")))
        self.view = Toggles(views, "final")
        self.view.chosen.connect(lambda _: self._fill())
        self.card = Card(tr("Results"), flush=True)
        pills = QHBoxLayout()
        pills.setContentsMargins(14, 10, 14, 6)
        pills.addWidget(self.view)
        pills.addStretch(1)
        self.card.box.addLayout(pills)
        self.places = Table("results.places", _place_columns(), self.desk.settings)
        self.groups = Table("results.groups", _group_columns(), self.desk.settings)
        self.matches = Table("results.matches", _match_columns(self._when), self.desk.settings)
        self.matches.row_activated.connect(lambda row: self.desk.open("score", "contest", row.key))
        for table in (self.places, self.groups):
            table.row_activated.connect(self._drill)
        self.marks = Table("results.marks", rank_columns(), self.desk.settings)
        self.marks.row_activated.connect(self._to_heat)
        self.marks.row_changed.connect(self._explain)
        self.empty = EmptyState(
            tr("This event has no draw yet, so there is nothing to rank."),
            tr("Go to the draw"),
            lambda: self.desk.open("draw", "event", self.event_id),
        )
        for table, (_, name) in zip(
            (self.places, self.groups, self.matches, self.marks), (*views, views[0]), strict=True
        ):
            table.setAccessibleName(name)
        for widget in (self.places, self.groups, self.matches, self.marks, self.empty):
            self.card.box.addWidget(widget, 1)
        self.why = Label("", "small", wrap=True)
        self.why.setMargin(12)
        self.card.box.addWidget(self.why)
        self.groups.row_changed.connect(self._explain)
        titles = (tr("Events"), tr("Results"), tr("State"))
        self.panels = SidePanels(self.card, left, self._right(), widths=(224, 250), min_center=600, titles=titles)
        self.layout_with(self.panels)
        self.add_action(tr("Print results"), self._print)

    def _right(self) -> QWidget:
        self.stands = StandCard()
        self.stands.confirmed.connect(self._confirm)
        self.stands.protested.connect(self.protest)
        self.stands.decided.connect(self.decide)
        self.stands.settled.connect(self.enter_lots)
        self.stands.adjusted.connect(self.adjust)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(tr("State of the results"))
        scroll.setWidget(self.stands)
        return scroll

    # ---------------------------------------------------------------------------------------------------- what is seen
    def refresh(self) -> None:
        with self.desk.reading() as db:
            states = event_states(db)
            sports = sport_rows(db)
            self._tournament = tournament_row(db)
            said = {event_id: stand(db, event_id).state for event_id in states}
        self.list.set_items([_item(s, sports[s.rules.sport].name, said[s.id]) for s in states.values()])
        if self.event_id not in states:
            first = next((s.id for s in states.values() if s.plan is not None), next(iter(states), None))
            self.event_id = first
        self.list.choose(self.event_id)
        self._fill()

    def _chosen(self, key: object) -> None:
        if isinstance(key, int) and key != self.event_id:
            self.event_id = key
            self._fill()
            self.panels.show_panel("center")

    def _fill(self) -> None:
        if self.event_id is None:
            return
        with self.desk.reading() as db:
            state = event_state(db, self.event_id)
            self.places.set_rows(_Place(row) for row in place_rows(db, self.event_id))
            self.groups.set_rows(_Group(row) for rows in standing_rows(db, self.event_id).values() for row in rows)
            self.matches.set_rows(_Match(row) for row in match_rows(db) if row.event_id == self.event_id)
            self.marks.set_rows(self._marks(db, state))
            self.stands.fill(db, state)
        drawn = state.plan is not None
        for key, table in (("final", self.places), ("groups", self.groups), ("matches", self.matches)):
            table.setVisible(drawn and self.view.key == key and (state.meet is None or key == "matches"))
        self.marks.setVisible(state.meet is not None and self.view.key != "matches")
        self.empty.setVisible(not drawn)
        self.view.setVisible(drawn)
        self._explain(self.groups.current_row() if state.meet is None else self.marks.current_row())
        self.card.title = state.rules.name
        self.subtitle = f"{state.rules.code} · {state.rules.name}"
        self.card.set_badge(tr("{done}/{n} matches", done=state.played, n=state.total) if drawn else "", "neutral")

    def _marks(self, db: Reading, state: EventState) -> tuple[HeatLine, ...]:
        """The final ranking of an event of heats, or that of each heat."""
        won = {row.entry.id: prize_words(row.award.prize) for row in place_rows(db, state.id) if row.award}
        return ranked_lines(db, state, won, final=self.view.key == "final")

    def _to_heat(self, row: HeatLine) -> None:
        self.desk.open("score", "contest", (self.event_id, row.id[0] or "R1H1"))

    def _explain(self, row: _Group | HeatLine | None) -> None:
        """Below the table: why the entry chosen has the rank it has."""
        if isinstance(row, HeatLine):
            place, why = row.rank.place, str(row.rank.reason)
            self.why.setText(tr("Why rank {n}: {reason}", n=place, reason=why) if place else why)
            self.why.setVisible(bool(why) and self.view.key != "matches")
            return
        said = str(row.row.reason) if row is not None and self.view.key == "groups" else ""
        self.why.setText(tr("Why rank {n}: {reason}", n=row.row.standing.rank, reason=said) if row and said else "")
        self.why.setVisible(bool(said))

    def _when(self, minute: int) -> str:
        return short_time(minute, self._tournament)

    # ---------------------------------------------------------------------------------------------------- what is done
    def _drill(self, row: _Place | _Group) -> None:
        """From an entry to its matches."""
        self.view.choose("matches")
        self._fill()
        first = next((m.id for m in self.matches.rows.rows if row.id in m.entries), None)
        if first is not None:
            self.matches.choose(first)

    def _confirm(self, state: str) -> None:
        if self.event_id is not None:
            self.desk.run(ConfirmResults(self.event_id, state))

    def enter_lots(self) -> None:
        """Settle the first open tie: the order in which lots or a decision put the entries, and who was there."""
        self.lots_form = lots_form(self.desk, self, self.event_id) if self.event_id is not None else None
        if self.lots_form is not None:
            self.lots_form.opened()

    def protest(self) -> None:
        """Take down a protest against a match of this event: the one chosen in the list of matches, if there is one."""
        if self.event_id is not None:
            row = self.matches.current_row() if self.view.key == "matches" else None
            self.protest_form = lodge_form(self.desk, self, self.event_id, row.id if row else "")
            self.protest_form.opened()

    def decide(self, protest_id: int) -> None:
        """Decide a protest."""
        self.protest_form = decide_form(self.desk, self, protest_id)
        self.protest_form.opened()

    def adjust(self) -> None:
        """What counts beside the matches: deductions, annulled results, cards, a ranking list."""
        if self.event_id is not None:
            self.adjust_form = adjust_form(self.desk, self, self.event_id)
            self.adjust_form.opened()

    def _print(self) -> None:
        self.desk.open("documents", "document", ("results", self.event_id))

    def show_target(self, target: Target) -> None:
        if target.kind == "event":
            self.list.choose(target.item)
            self._chosen(target.item)

    def state(self) -> Mapping[str, Any]:
        return {"event": self.event_id, "view": self.view.key}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.event_id = state.get("event")
        self.view.choose(state.get("view", "final"))


def _item(state: EventState, sport: str, said: str) -> ListItem:
    if known := stand_badge(said):
        badge, role = known
    elif state.finished:
        badge, role = tr("Complete"), "primary"
    elif state.plan is None:
        badge, role = tr("Not drawn"), "warning"
    else:
        badge, role = f"{state.played}/{state.total}", "neutral"
    return ListItem(state.id, state.rules.name, sport, badge, role)


class _Place:
    """A line of the final ranking with an id for the table."""

    def __init__(self, row: PlaceRow) -> None:
        self.row = row
        self.id = row.entry.id


class _Group:
    def __init__(self, row: StandingRow) -> None:
        self.row = row
        self.id = row.entry.id


class _Match:
    def __init__(self, row: MatchRow) -> None:
        self.row = row
        self.key = row.key
        self.id = row.contest
        self.entries = tuple(side.id for side in (row.side_a, row.side_b) if side is not None)
        self.override = row.outcome.override if row.outcome else ""


def prize_words(prize: str) -> str:
    """A prize as it is called."""
    words = {
        "first": tr("First prize"),
        "second": tr("Second prize"),
        "third": tr("Third prize"),
        "consolation": tr("Consolation prize"),
    }
    return words[prize]


def _place_columns() -> tuple[Column, ...]:
    return (
        number("place", tr("Rank"), lambda r: r.row.place, 58, strong=True),
        Column(
            "people", tr("Athletes"), lambda r: r.row.entry.people, 220, stretch=True, tip=lambda r: r.row.entry.people
        ),
        Column("unit", tr("Delegation"), lambda r: r.row.entry.unit, 190, tip=lambda r: r.row.entry.unit),
        Column("prize", tr("Prize"), lambda r: prize_words(r.row.award.prize) if r.row.award else "", 110, strong=True),
    )


def _group_columns() -> tuple[Column, ...]:
    return (
        Column("group", tr("Group"), lambda r: r.row.group, 64),
        number("rank", tr("Rank"), lambda r: r.row.standing.rank, 64, strong=True),
        Column("entry", tr("Side"), lambda r: r.row.entry.label, 150, stretch=True, tip=lambda r: str(r.row.reason)),
        number("played", tr("P"), lambda r: r.row.standing.played, 48),
        number("won", tr("W"), lambda r: r.row.standing.won, 48),
        number("points", tr("Points"), lambda r: float(r.row.standing.points), 64),
        number("games", tr("Games"), lambda r: f"{r.row.standing.games_for}-{r.row.standing.games_against}", 66),
        number("score", tr("Score"), lambda r: f"{r.row.standing.points_for}-{r.row.standing.points_against}", 84),
    )


def _mark(row: _Match) -> str:
    """Why a score needs a second look: a protest, an exception from the rules, or played by others than meet now."""
    if row.row.protested:
        return tr("A protest against this match is not decided yet.")
    if row.override:
        return tr("! Accepted against the rules: {reason}", reason=row.override)
    return tr("Played by others than meet there now.") if row.row.status == "stale" else ""


def _match_columns(when: Callable[[int], str]) -> tuple[Column, ...]:
    return (
        number("number", tr("No."), lambda r: r.row.number, 54),
        Column("label", tr("Match"), lambda r: str(r.row.label), 128, tip=lambda r: str(r.row.label)),
        Column(
            "when",
            tr("Time"),
            lambda r: when(r.row.start) if r.row.start is not None else "",
            94,
            order=lambda r: r.row.start,
        ),
        Column("sides", tr("Sides"), lambda r: f"{r.row.name_a()} – {r.row.name_b()}", 200, stretch=True, tip=_full),
        Column(
            "score",
            tr("Score"),
            lambda r: f"! {r.row.score}" if _mark(r) else r.row.score,
            116,
            strong=True,
            badge=lambda r: "warning" if _mark(r) else None,
            tip=_mark,
        ),
    )


def _full(row: _Match) -> str:
    return " – ".join(side.full for side in (row.row.side_a, row.row.side_b) if side is not None)
