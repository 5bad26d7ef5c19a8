"""Placing all matches beside the window: what would move is said first, what does not fit afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from tournament_app.commands.schedule import BuildSchedule
from tournament_app.gui.form import Form
from tournament_app.gui.pages.draw_dialogs import show_form
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.domain.timetable import Timetable
    from tournament_app.gui.desk import Desk
    from tournament_app.gui.page import Page
    from tournament_app.queries.matches import MatchRow
    from tournament_app.queries.timetable import Key
    from tournament_app.store.rowlog import Rows
    from tournament_app.store.store import Done

SHOWN = 3


class Placing(QObject):
    """The placer at work for a page; *reasons* say why it left a match without a place the last time."""

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(page)
        self.desk, self.page = desk, page
        self.reasons: dict[Key, Text] = {}
        self._matches: Mapping[Key, MatchRow] = {}

    def start(self, matches: Mapping[Key, MatchRow], not_before: int) -> None:
        """Place *matches*, none before a minute; if some have a place already, try it first and ask."""
        self._matches = matches
        command = BuildSchedule(not_before)
        before = {key: (m.court.id if m.court else 0, m.start) for key, m in matches.items() if m.start is not None}
        if before:
            trial = tr("Trying the placement")
            self.desk.start(
                trial, lambda _: self.desk.store.preview(command, _places), lambda d: self._ask(command, before, d)
            )
        else:
            self._run(command)

    def _ask(self, command: BuildSchedule, before: Mapping[Key, Any], after: Mapping[Key, Any]) -> None:
        moved = sum(key in after and after[key] != place for key, place in before.items())
        missing = sum(key not in after for key in before)
        fresh = sum(key not in before for key in after)
        if not moved and not missing and not fresh:
            self.desk.say(tr("Every match stands where the placer would put it."), "ok")
            return
        words = [tr("{n} matches change their place, {m} get one.", n=moved, m=fresh)]
        words += [tr("{n} would lose their place: they do not fit.", n=missing)] if missing else []
        words.append(tr("Pinned, called and played matches stay. Ctrl+Z brings the present schedule back."))
        title = tr("Place all matches")
        form = Form(title, (), lambda _: self._run(command), confirm=title, intro="\n".join(words), parent=self.page)
        show_form(form)

    def _run(self, command: BuildSchedule) -> None:
        store, actor = self.desk.store, self.desk.actor
        self.desk.start(tr("Placing every match"), lambda _: store.run(command, actor), self._placed)

    def _placed(self, done: Done) -> None:
        timetable: Timetable = done.value
        ids = {(match.event, match.contest): key for key, match in self._matches.items()}
        self.reasons = {ids[fixture.key]: text for fixture, text in timetable.unplaced if fixture.key in ids}
        n, left = len(timetable.placements), timetable.unplaced
        if left:
            words = [tr("{n} matches placed, {m} do not fit:", n=n, m=len(left))]
            words += [f"{fixture.label}: {text}" for fixture, text in left[:SHOWN]]
            self.desk.say("\n".join(words), "warning")
        else:
            self.desk.say(tr("All {n} matches have a place.", n=n), "ok")
        self.page.refresh_now()


def _places(rows: Rows) -> dict[Key, tuple[int, int]]:
    """Where the matches stand: court and minute."""
    return {(slot["event_id"], slot["contest"]): (slot["court_id"], slot["start"]) for slot in rows.find("slot")}
