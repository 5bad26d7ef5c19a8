"""The medal table and the overall ranking, with the rule in words and every medal behind every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from tournament_app.gui.page import Page
from tournament_app.gui.pages.award_form import award_form
from tournament_app.gui.pages.overall_form import overall_form
from tournament_app.gui.table import Table
from tournament_app.gui.table_model import Column, number
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.empty import EmptyState
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.gui.widgets.medal_bar import MedalBar
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.queries.event_state import event_states
from tournament_app.queries.medals import MedalRow, medal_rows, overall_rule, physical_medals, special_awards
from tournament_app.queries.tournament import sport_rows
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.gui.desk import Target

WATCHED = frozenset(
    {
        "result",
        "draw",
        "draw_place",
        "lot",
        "adjustment",
        "special_award",
        "event",
        "rule",
        "delegation",
        "entry",
        "member",
    }
)


class MedalsPage(Page):
    """The table in the middle, one delegation's medals at the right."""

    watches = WATCHED
    help_topic = "medals"

    def build(self) -> None:
        self.view = Toggles(
            (("medals", tr("Medals")), ("points", tr("Overall points")), ("sport", tr("By sport"))), "medals"
        )
        self.view.chosen.connect(lambda _: self.refresh())
        self.sports = Toggles()
        self.sports.chosen.connect(lambda _: self.refresh())
        self.table = Table("medals.table", _columns(), self.desk.settings)
        self.table.setAccessibleName(tr("Medal table"))
        self.bar = MedalBar(self.table)
        self.table.setItemDelegateForColumn(len(_columns()) - 1, self.bar)
        self.table.row_changed.connect(self._show)
        self.table.row_activated.connect(lambda row: self.desk.open("people", "delegation", row.id))
        self.rule = Label("", "small", wrap=True)
        self.card = Card(tr("Medal table"), flush=True)
        self.card.header.addWidget(self.view)
        self.empty = EmptyState(
            tr("Medals appear here as soon as the first event is decided."),
            tr("Go to the score desk"),
            lambda: self.desk.open("score"),
        )
        foot = QWidget()
        foot.setProperty("kind", "plain")
        lines = QHBoxLayout(foot)
        lines.setContentsMargins(14, 8, 6, 10)
        lines.addWidget(self.rule, 1)
        pills = QHBoxLayout()
        pills.setContentsMargins(14, 0, 14, 0)
        pills.addWidget(self.sports)
        pills.addStretch(1)
        self.rule_button = Button(tr("Change the rule…"), "quiet")
        self.rule_button.clicked.connect(lambda _=False: self.change_rule())
        lines.addWidget(self.rule_button)
        self.card.box.addLayout(pills)
        self.card.box.addWidget(self.table, 1)
        self.card.box.addWidget(self.empty, 1)
        self.card.box.addWidget(foot)
        self.layout_with(
            SidePanels(
                self.card, right=self._right(), widths=(0, 320), min_center=720, titles=("", tr("Table"), tr("Medals"))
            )
        )

    def _right(self) -> Card:
        self.right = Card(tr("Medals"), flush=True)
        self.medals = ListRows(tr("Medals of the delegation"))
        self.medals.opened.connect(lambda key: self.desk.open("results", "event", key[0]))
        self.right.box.addWidget(self.medals, 1)
        open_box = self.right.section(tr("Still open"))
        self.open = Label("", "muted", wrap=True)
        open_box.addWidget(self.open)
        buttons = QGridLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.setSpacing(8)
        for at, (text, kind, document) in enumerate(
            (
                (tr("Export to Excel"), "primary", "medals_xlsx"),
                (tr("Print PDF"), "secondary", "medals"),
                (tr("Certificates…"), "secondary", "certificates"),
            )
        ):
            button = Button(text, kind)
            button.clicked.connect(lambda _=False, d=document: self.desk.open("documents", "document", d))
            buttons.addWidget(button, at // 2, at % 2)
        open_box.addLayout(buttons)
        special = self.right.section(tr("Special awards"))
        self.special = Label("", "muted", wrap=True)
        special.addWidget(self.special)
        self.special_button = Button(tr("Give a special award…"), "quiet")
        self.special_button.clicked.connect(lambda _=False: self.give_award())
        special.addWidget(self.special_button)
        return self.right

    def refresh(self) -> None:
        with self.desk.reading() as db:
            sports = [(s.code, s.name) for s in sport_rows(db).values()]
            by_sport = self.view.key == "sport"
            self.sports.setVisible(by_sport)
            if by_sport:
                self.sports.set_choices(sports, self.sports.key or (sports[0][0] if sports else None))
            rows = medal_rows(
                db, self.sports.key if by_sport else None, "points" if self.view.key == "points" else None
            )
            states = [s for s in event_states(db).values() if s.state != "cancelled"]
            self.rule.setText(self._rule(db))
            given = [award.line for award in special_awards(db)]
        self.special.setText("\n".join(given) or tr("None yet."))
        done = sum(s.finished for s in states)
        self.card.set_badge(tr("{done}/{n} events decided", done=done, n=len(states)), "neutral")
        left = [s.rules for s in states if not s.finished and s.plan is not None]
        self.open.setText(
            tr(
                "{n} events: {names}",
                n=len(left),
                names=", ".join(r.name for r in left[:6]) + ("…" if len(left) > 6 else ""),
            )
            if left
            else tr("Every event is decided.")
        )
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        row = self.table.current_row()
        if rows and row is None:
            self.table.choose(rows[0].id)
            row = self.table.current_row()
        self._show(row)

    def give_award(self) -> None:
        """The dialog that gives a special award, or takes one back."""
        self.award_form = award_form(self.desk, self)
        self.award_form.opened()

    def change_rule(self) -> None:
        """The dialog for the rule of the overall ranking."""
        self.rule_form = overall_form(self.desk, self)
        self.rule_form.opened()

    def _rule(self, db: Any) -> str:
        buy = physical_medals(db)
        counted = tr("Medals to have ready (one per athlete): {gold} gold, {silver} silver, {bronze} bronze.", **buy)
        return f"{overall_rule(db)} {counted}"

    def _show(self, row: MedalRow | None) -> None:
        if row is None:
            self.medals.set_items([])
            return
        self.right.title = row.unit
        self.right.note = tr("{n} medals", n=row.total)
        words = {"gold": tr("Gold"), "silver": tr("Silver"), "bronze": tr("Bronze")}
        self.medals.set_items(
            [
                ListItem(
                    (a.event_id, a.entry.id),
                    a.event_name,
                    a.entry.people if len(a.entry.members) <= 2 else a.entry.label,
                    badge=words.get(a.award.medal or "", tr("Consolation")),
                    role="neutral",
                )
                for a in sorted(row.awards, key=lambda a: a.award.place)
            ]
        )

    def show_target(self, target: Target) -> None:
        if target.kind == "delegation":
            self.table.choose(target.item)

    def state(self) -> Mapping[str, Any]:
        return {"view": self.view.key}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.view.choose(state.get("view", "medals"))


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "rank",
            tr("Rank"),
            lambda row: f"={row.rank}" if row.shared else str(row.rank or "–"),
            64,
            numeric=True,
            strong=True,
            order=lambda row: row.rank or 10**6,
        ),
        Column("unit", tr("Delegation"), lambda row: row.unit, 240, stretch=True),
        number("gold", tr("Gold"), lambda row: row.gold, 68, strong=True, colour=lambda _: "gold_text"),
        number("silver", tr("Silver"), lambda row: row.silver, 72, strong=True, colour=lambda _: "silver_text"),
        number("bronze", tr("Bronze"), lambda row: row.bronze, 76, strong=True, colour=lambda _: "bronze_text"),
        number("total", tr("Total"), lambda row: row.total, 64),
        number("points", tr("Points"), lambda row: float(row.points), 72),
        Column("bar", "", lambda _: "", 150, order=lambda row: row.total),
    )
