"""The draw: events at the left, groups and bracket of one event on a canvas, everything a draw meeting does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget

from tournament_app.commands.draw import LockDraw, RemoveDraw
from tournament_app.gui.desk import Notice
from tournament_app.gui.page import Page
from tournament_app.gui.pages.draw_dialogs import DrawForm, InTheHall, draw_all, show_form, swap_form
from tournament_app.gui.pages.draw_record import RecordWindow
from tournament_app.gui.pages.draw_seeds import SeedsPanel
from tournament_app.gui.pages.draw_words import draw_item, quality_note, state_badge
from tournament_app.gui.pages.heats_table import heats_form, start_columns, start_lines
from tournament_app.gui.pages.swiss_rounds import SwissPanel
from tournament_app.gui.table import Table
from tournament_app.gui.widgets.aside import Aside
from tournament_app.gui.widgets.bracket_data import event_canvas
from tournament_app.gui.widgets.bracket_view import BracketView
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.draw_balls import DrawBalls
from tournament_app.gui.widgets.draw_hall import DrawHall
from tournament_app.gui.widgets.draw_show import DrawShow
from tournament_app.gui.widgets.empty import EmptyState
from tournament_app.gui.widgets.list_rows import ListRows
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.queries.draw import DrawRow, draw_record, draw_rows
from tournament_app.queries.draw_check import check_draw
from tournament_app.queries.entries import EntryRow, event_entries
from tournament_app.queries.event_state import event_state
from tournament_app.queries.swiss import swiss_event
from tournament_app.queries.tournament import sport_rows
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.gui.desk import Target

TABLES = "event rule entry member athlete delegation draw draw_place result mark slot call lot tournament court"


class DrawPage(Page):
    """Draw, lock, exchange, show and check; the canvas opens every match."""

    watches = frozenset((*TABLES.split(), "bye", "withdrawal"))
    help_topic = "draw"

    def build(self) -> None:
        self.rows: dict[int, DrawRow] = {}
        self.entries: tuple[EntryRow, ...] = ()
        self.sport: str | None = None
        self.event_id: int | None = None
        self.list = ListRows(tr("Events"))
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _: self._focus_canvas())
        self.sports = Button("", "quiet")
        self.sports.setAccessibleName(tr("Sport"))
        self.left = Card(" ", body=self.list, flush=True)
        self.left.header.insertWidget(0, self.sports)
        self.left.header.setContentsMargins(2, 0, 14, 0)
        self.canvas = BracketView()
        self.canvas.activated.connect(lambda event, contest: self.desk.open("score", "contest", (event, contest)))
        self.canvas.marked.connect(self._marked)
        self.body = QStackedWidget()
        self.body.addWidget(self.canvas)
        self.seeds = SeedsPanel(self.desk)
        self.body.addWidget(self.seeds)
        self.nothing = EmptyState(
            tr("An event needs two entries before it can be drawn."),
            tr("Enter athletes"),
            lambda: self.desk.open("people"),
        )
        self.body.addWidget(self.nothing)
        self.swiss = SwissPanel(self.desk)
        self.body.addWidget(self.swiss)
        self.heats = Table("draw.heats", start_columns(), self.desk.settings)
        self.heats.row_activated.connect(lambda row: self.desk.open("score", "contest", (self.event_id, row.id[0])))
        self.body.addWidget(self.heats)
        self.card = Card(" ", body=self.body, flush=True)
        self.quality = Aside(right=True)
        self.card.header.addWidget(self.quality, 100)
        self.panels = SidePanels(self.card, self.left, widths=(250, 0), titles=(tr("Events"), tr("Bracket"), ""))
        self._actions()
        self.layout_with(self.panels)

    def _actions(self) -> None:
        menu = QMenu(self)
        self.more: dict[str, Any] = {}
        for key, text, keys, slot in (
            ("lock", tr("Lock the draw"), "F6", self.toggle_lock),
            ("swap", tr("Exchange two entries…"), "F7", self.exchange),
            ("record", tr("Record of the draw"), "F8", self.show_record),
            ("check", tr("Check the draw"), "F9", self.check),
            ("all", tr("Draw all events not yet drawn…"), "Shift+F5", self.draw_all),
            ("remove", tr("Take the draw back"), "", self.remove),
        ):
            action = QAction(f"{text}\t{keys}", self)
            action.triggered.connect(lambda _=False, slot=slot: slot())
            menu.addAction(action)
            if keys:
                self.add_shortcut(keys, text, slot)
            self.more[key] = action
        more = Button(tr("More"), "secondary")
        more.set_menu(menu)
        self.add_header_widget(more)
        self.show_button = self.add_action(tr("Show the draw"), self.show_draw)
        self.print_button = self.add_action(tr("Print bracket"), self.print_bracket)
        self.draw_button = self.add_action(tr("Draw…"), self.draw, kind="primary")
        self.add_shortcut("F5", tr("Draw the event"), self.draw)
        self.add_shortcut("F4", tr("Go to the canvas"), self._focus_canvas)
        self.add_shortcut("Del", tr("Take the seed number away"), self.seeds.unseed)
        for keys, words in (
            ("Space", tr("Mark an entry for an exchange")),
            ("0", tr("Fit the window")),
            ("+  -", tr("Zoom")),
        ):
            self.keys.append((keys, words))

    # ---------------------------------------------------------------------------------------------------- what is seen
    def refresh(self) -> None:
        with self.desk.reading() as db:
            rows = draw_rows(db)
            sports = {code: sport.name for code, sport in sport_rows(db).items()}
        self.rows = {row.event_id: row for row in rows}
        present = list(dict.fromkeys(row.sport for row in rows))
        if self.sport not in (*present, ""):
            self.sport = present[0] if present else ""
        self._sport_menu({code: sports.get(code, code) for code in present})
        shown = [row for row in rows if not self.sport or row.sport == self.sport]
        self.list.set_items([draw_item(row) for row in shown])
        self.left.note = tr("{n} events", n=len(shown))
        if self.event_id is not None:
            self.list.choose(self.event_id)
        self.event_id = self.list.key
        self._show_event(sports)

    def _sport_menu(self, names: Mapping[str, str]) -> None:
        self.sports.setText(names.get(self.sport or "", tr("All sports")))
        menu = QMenu(self.sports)
        for code, name in (("", tr("All sports")), *names.items()):
            menu.addAction(name).triggered.connect(lambda _=False, code=code: self.show_sport(code))
        self.sports.set_menu(menu)

    def show_sport(self, code: str) -> None:
        """List the events of one sport, all of them for ``""``."""
        self.sport, self.event_id = code, None
        self.refresh()

    def _show_event(self, sports: Mapping[str, str]) -> None:
        row = self.row
        drawn = row is not None and bool(row.code_of_draw)
        for widget in (
            self.show_button,
            self.print_button,
            *(self.more[key] for key in ("lock", "swap", "record", "check", "remove")),
        ):
            widget.setEnabled(drawn)
        self.more["all"].setEnabled(any(each.state == "open" for each in self.rows.values()))
        self.draw_button.setEnabled(row is not None and row.state not in {"empty", "cancelled"})
        self.draw_button.setText(tr("Draw again…") if drawn else tr("Draw…"))
        self.print_button.setText(tr("Print bracket"))
        if row is None:
            self.body.setCurrentWidget(self.nothing)
            return
        words = tr("Unlock the draw") if row.state == "locked" else tr("Lock the draw")
        self.more["lock"].setText(f"{words}\tF6")
        self.subtitle = f"{sports.get(row.sport, row.sport)} › {row.name}"
        self.card.title = row.name
        self.card.set_badge(*state_badge(row))
        self.quality.say(quality_note(row))
        with self.desk.reading() as db:
            self.entries = event_entries(db, row.event_id)
            canvas = event_canvas(db, row.event_id)
            rounds = swiss_event(db, row.event_id)
            self.heats.set_rows(start_lines(db, event_state(db, row.event_id)))
        self.canvas.set_canvas(canvas)
        self.seeds.show_event(row, self.entries)
        self.body.setCurrentIndex(0 if drawn else 2 if row.state == "empty" else 1)
        if rounds is not None:
            self.swiss.show_event(rounds)
            self.print_button.setText(tr("Print pairs"))
            self.body.setCurrentWidget(self.swiss)
        if self.heats.rows.rows:
            self.print_button.setText(tr("Print the start list"))
            self.show_button.setEnabled(False)
            self.body.setCurrentWidget(self.heats)

    @property
    def row(self) -> DrawRow | None:
        """The event in the middle."""
        return self.rows.get(self.event_id) if self.event_id is not None else None

    def _chosen(self, key: int) -> None:
        self.event_id = key
        self.refresh()
        self.panels.show_panel("center")

    def _focus_canvas(self) -> None:
        self.panels.show_panel("center")
        (self.canvas if self.body.currentIndex() == 0 else self.seeds.table).setFocus()

    def _marked(self, entries: tuple[int, ...]) -> None:
        if len(entries) == 2:
            self.exchange()

    # ---------------------------------------------------------------------------------------------------- what is done
    def draw(self) -> None:
        """Ask for seed and format and draw; a locked draw is unlocked first, by the one who knows."""
        row = self.row
        if row is None or row.state in {"empty", "cancelled"}:
            return
        if row.state == "locked":
            words = tr(
                "The draw of {name} is locked, {n} results are entered. Unlock it before drawing again.",
                name=row.name,
                n=row.results,
            )
            self.desk.noticed.emit(Notice("warning", words, (tr("Unlock"), self.toggle_lock)))
            return
        form = DrawForm(self.desk, row, self) if row.play == "matches" else heats_form(self.desk, row, self)
        form.done_with.connect(lambda done: self._drawn(row, done))
        show_form(form)

    def _drawn(self, row: DrawRow, done: Any) -> None:
        """Say the code of a draw that is made; open the screen of the hall for one that is to be made there."""
        if not isinstance(done, InTheHall):
            self.desk.say(tr("Drawn: code {code}", code=done.value), "ok")
            return
        kind = DrawHall if done.method == "hall" else DrawBalls
        self.hall_window = kind(self.desk, row, done.form, self.window())
        self.hall_window.drawn.connect(lambda code: self._drawn_in_hall(code, reveal=done.method == "hall"))
        self.hall_window.open_on(self)

    def _drawn_in_hall(self, code: str, *, reveal: bool) -> None:
        self.desk.say(tr("Drawn: code {code}", code=code), "ok")
        if reveal:
            self.refresh()
            self.show_draw()

    def draw_all(self) -> None:
        """Draw every event that is not drawn yet, from one seed, beside the window."""
        todo = [row for row in self.rows.values() if row.state == "open"]
        if todo:
            draw_all(self.desk, todo, self)

    def toggle_lock(self) -> None:
        """Lock the draw, or unlock it."""
        row = self.row
        if row is not None and row.code_of_draw:
            self.desk.run(LockDraw(row.event_id, row.state != "locked"))

    def remove(self) -> None:
        """Take the draw back; the entries stay, Ctrl+Z brings it back."""
        row = self.row
        if row is not None and self.desk.run(RemoveDraw(row.event_id)) is not None:
            self.desk.say(tr("The draw of {name} is taken back. Ctrl+Z brings it back.", name=row.name))

    def exchange(self) -> None:
        """Exchange two entries by hand: the two marked on the canvas, or two of the list."""
        row = self.row
        if row is None or not row.code_of_draw:
            return
        in_draw = [entry for entry in self.entries if entry.id in self._drawn_entries()]
        form = swap_form(self.desk, row.event_id, in_draw, self.canvas.light.marked, self)
        form.finished.connect(lambda _: self.canvas.unmark())
        show_form(form)

    def _drawn_entries(self) -> set[int]:
        canvas = self.canvas.canvas
        lines = [line for box in canvas.boxes for line in box.lines] + [r.line for g in canvas.groups for r in g.rows]
        in_lanes = {line.id[1] for line in self.heats.rows.rows}
        return {line.entry for line in lines if line.entry is not None} | in_lanes

    def print_bracket(self) -> None:
        """Go to the printing of this bracket."""
        if self.event_id is not None:
            kind = "swiss" if self.body.currentWidget() is self.swiss else "bracket"
            kind = "start_list" if self.body.currentWidget() is self.heats else kind
            self.desk.open("documents", "document", (kind, self.event_id))

    def show_draw(self) -> None:
        """The public draw on the second screen, if there is one."""
        row = self.row
        if row is None or not row.code_of_draw:
            return
        window = DrawShow(self.desk, row.event_id, self.window())
        others = [screen for screen in window.screen().virtualSiblings() if screen is not self.screen()]
        if others:
            window.setGeometry(others[0].availableGeometry())
            window.showFullScreen()
        else:
            window.show()
        self.show_window = window

    def show_record(self) -> None:
        """The record of the draw, with the check below the seed."""
        row = self.row
        if row is None or not row.code_of_draw:
            return
        with self.desk.reading() as db:
            record, check = draw_record(db, row.event_id), check_draw(db, row.event_id)
        if record is not None:
            self.record = RecordWindow(self.desk, row.name, record, check, self)
            self.record.open()

    def check(self) -> None:
        """Draw again from the record and say in the banner whether the same comes out."""
        row = self.row
        if row is not None and row.code_of_draw:
            with self.desk.reading() as db:
                found = check_draw(db, row.event_id)
            self.desk.say(str(found.words), "ok" if found.agrees else "live")

    # -------------------------------------------------------------------------------------------------- for the window
    def show_target(self, target: Target) -> None:
        """``event`` (its id) or ``contest`` (event id, contest)."""
        event = target.item[0] if target.kind == "contest" else target.item
        if event not in self.rows:
            return
        self.sport, self.event_id = self.rows[event].sport, event
        self.refresh()
        if target.kind == "contest":
            self.canvas.go_to(target.item[1])

    def state(self) -> Mapping[str, Any]:
        return {"sport": self.sport, "event": self.event_id}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.sport, self.event_id = state.get("sport"), state.get("event")
