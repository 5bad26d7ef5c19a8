"""The score desk by its keys: what is typed is in the tournament, what breaks a rule is not."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tournament_app import words
from tournament_app.commands.event import ChangeEvent
from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.domain.rules import EventRules
from tournament_app.domain.scoring import is_complete
from tournament_app.errors import Refused
from tournament_app.gui.widgets.label import Label
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import match_rows, matches_by_key
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tournament_app.gui.main_window import MainWindow
    from tournament_app.gui.pages.score import ScorePage
    from tournament_app.queries.matches import MatchRow

AN, BINH = Actor("An", "organiser", "bàn 1"), Actor("Bình", "organiser", "bàn 2")
ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def store(sample_store_file: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(sample_store_file, tmp_path / "giai.giai")
    made = Store.open(tmp_path / "giai.giai")
    yield made
    made.close()


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    from tournament_app.gui.main_window import MainWindow

    words.set_language("en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_page("score")
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture
def page(window) -> ScorePage:
    return window.page("score")


def some(store: Store, wanted: Callable[[MatchRow], bool]) -> MatchRow:
    with store.reading() as db:
        return next(m for m in match_rows(db) if wanted(m))


def now(store: Store, match: MatchRow) -> MatchRow:
    with store.reading() as db:
        return matches_by_key(db)[match.key]


def one_game(store: Store, match: MatchRow) -> bool:
    """Whether it is played to 21 in one game."""
    with store.reading() as db:
        rule = event_states(db)[match.event_id].scoring[match.stage]
    return rule.kind == "games" and rule.best_of == 1 and rule.target == 21


def ready(store: Store) -> MatchRow:
    return some(store, lambda m: m.status == "ready" and m.court is not None and one_game(store, m))


def take(qtbot, page: ScorePage, match: MatchRow) -> None:
    """By keys: the number in the search field, Enter."""
    page.choose_match()
    qtbot.keyClicks(page.courts.search, str(match.number))
    qtbot.keyClick(page.courts.search, ENTER)
    assert page.key_now == match.key


def type_(qtbot, page: ScorePage, text: str) -> None:
    page.pad.line.selectAll()
    qtbot.keyClick(page.pad.line, Qt.Key.Key_Delete)
    qtbot.keyClicks(page.pad.line, text)


def test_choose_type_ctrl_enter_and_the_next_match_of_the_court_comes_up(qtbot, page, store):
    match = ready(store)
    take(qtbot, page, match)
    type_(qtbot, page, "21-17")
    qtbot.keyClick(page.pad.line, ENTER, CTRL)
    saved = now(store, match)
    assert saved.status == "done"
    assert saved.outcome is not None
    assert (saved.outcome.kind, saved.outcome.games) == (Kind.PLAYED, ((21, 17),))
    assert saved.outcome.winner == match.side_a.id
    following = page.current()
    assert following.key != match.key
    assert following.court.id == match.court.id
    assert following.status in {"playing", "called", "ready"}
    assert page.drafts == {}


def test_the_search_field_finds_names_without_accents_and_arrows_move_in_what_it_found(qtbot, page, store):
    match = some(store, lambda m: m.status == "ready" and "Sở Y tế" in m.side_a.full)
    page.choose_match()
    qtbot.keyClicks(page.courts.search, "so y te")
    found = [item.key for item in page.courts.list.items]
    assert match.key in found
    assert len(found) > 1
    qtbot.keyClick(page.courts.search, Qt.Key.Key_Down)
    assert page.key_now in found
    assert page.courts.list.key == page.key_now


def test_a_score_short_of_the_target_is_one_being_played_and_the_match_stays(qtbot, page, store):
    match = ready(store)
    take(qtbot, page, match)
    type_(qtbot, page, "13-9")
    qtbot.keyClick(page.pad.line, ENTER)
    saved = now(store, match)
    assert saved.status == "playing"
    assert saved.outcome.games == ((13, 9),)
    assert page.key_now == match.key


def test_a_score_against_the_rules_says_which_and_stands_only_with_a_reason(qtbot, page, store):
    match = ready(store)
    take(qtbot, page, match)
    type_(qtbot, page, "21-20")
    assert "22-20" in page.pad.verdict.text()
    assert page.pad.reason.isVisible()
    qtbot.keyClick(page.pad.line, ENTER, CTRL)
    assert now(store, match).outcome is None
    qtbot.keyClicks(page.pad.reason, "Hai doi dong y")
    qtbot.keyClick(page.pad.reason, ENTER)
    assert now(store, match).outcome.override == "Hai doi dong y"
    page.courts.search.setText(str(match.number))
    assert page.courts.list.items[0].badge == "! Exception"


def test_what_cannot_be_read_stands_for_no_reason(qtbot, page, store):
    match = ready(store)
    take(qtbot, page, match)
    type_(qtbot, page, "21-17 abc")
    assert not page.pad.reason.isVisible()
    page.pad.reason.setText("because")
    qtbot.keyClick(page.pad.line, ENTER, CTRL)
    assert now(store, match).outcome is None
    assert page.pad.line.text() == "21-17 abc"


@pytest.mark.parametrize(
    ("key", "word", "kind"),
    [
        (Qt.Key.Key_F8, "wo", Kind.WALKOVER),
        (Qt.Key.Key_F9, "ret", Kind.RETIRED),
        (Qt.Key.Key_F10, "dsq", Kind.DISQUALIFIED),
    ],
)
def test_a_key_types_the_word_and_again_names_the_other_side(qtbot, page, store, key, word, kind):
    match = ready(store)
    take(qtbot, page, match)
    qtbot.keyClick(page.pad.line, key)
    assert page.pad.line.text() == f"{word}1"
    qtbot.keyClick(page.pad.line, key)
    assert page.pad.line.text() == f"{word}2"
    qtbot.keyClick(page.pad.line, ENTER, CTRL)
    saved = now(store, match).outcome
    assert (saved.kind, saved.winner) == (kind, match.side_a.id)


def test_typing_survives_what_somebody_else_saves_meanwhile(qtbot, page, store, desk):
    match = ready(store)
    other = some(store, lambda m: m.status == "ready" and m.key != match.key and one_game(store, m))
    take(qtbot, page, match)
    type_(qtbot, page, "21-1")
    page.pad.line.setCursorPosition(2)
    with qtbot.waitSignal(desk.changed):
        store.run(RecordScore(*other.key, Kind.PLAYED, ((21, 5),)), Actor("Bình"))
    assert page.pad.line.text() == "21-1"
    assert page.pad.line.cursorPosition() == 2
    page.courts.chosen.emit(other.key)
    assert page.pad.line.text() == "21-5"
    page.courts.chosen.emit(match.key)
    assert page.pad.line.text() == "21-1", "what was typed waits with its match"


def test_a_score_for_sides_that_changed_meanwhile_is_given_to_nobody(qtbot, page, store):
    match = some(store, lambda m: m.status == "ready" and one_game(store, m))
    take(qtbot, page, match)
    type_(qtbot, page, "21-3")
    page._sides = (page._sides[1], page._sides[0])
    qtbot.keyClick(page.pad.line, ENTER, CTRL)
    assert now(store, match).outcome is None
    assert page.pad.line.text() == "21-3"


def test_calling_is_one_key_and_counts(qtbot, page, store):
    match = some(store, lambda m: m.status == "ready" and m.called == 0)
    take(qtbot, page, match)
    qtbot.keyClick(page.pad.line, Qt.Key.Key_F3)
    qtbot.keyClick(page.pad.line, Qt.Key.Key_F3)
    assert now(store, match).called == 2
    assert now(store, match).status == "called"


def test_a_correction_upstream_shows_what_it_voids_and_waits_for_a_yes(qtbot, page, store):
    with store.reading() as db:
        states, rows = event_states(db), match_rows(db)
    later = next(
        m
        for m in rows
        if m.status == "done"
        and m.outcome is not None
        and any(
            c.ref == m.contest and c.a.startswith("W:") and states[m.event_id].live(c.a[2:]) is not None
            for c in states[m.event_id].plan.contests
        )
    )
    state = states[later.event_id]
    ref = next(c.a[2:] for c in state.plan.contests if c.ref == later.contest)
    feeder = next(m for m in rows if m.key == (later.event_id, ref))
    assert is_complete(state.scoring[feeder.stage], feeder.outcome.games) or feeder.outcome.winner
    take(qtbot, page, feeder)
    type_(qtbot, page, "wo1" if feeder.outcome.winner == feeder.side_a.id else "wo2")
    qtbot.keyClick(page.pad.line, ENTER, CTRL)
    assert now(store, feeder).outcome == feeder.outcome, "nothing before the answer"
    assert str(later.number) in "".join(label.text() for label in page.asking.findChildren(type(page.follows)))
    page.asking.accept()
    assert now(store, feeder).outcome.winner != feeder.outcome.winner
    assert now(store, later).status == "ready"
    assert now(store, later).outcome is None
    assert page.desk.store.can_undo(page.desk.actor)["arguments"]["later"] == [
        {"event_id": later.event_id, "contest": later.contest, "choice": "void", "reason": ""}
    ]


def test_taking_a_result_away_can_be_undone(qtbot, page, store, window):
    match = some(store, lambda m: m.status == "playing")
    take(qtbot, page, match)
    qtbot.keyClick(page.pad.line, Qt.Key.Key_Delete, CTRL)
    assert now(store, match).outcome is None
    window.actions_by_key["undo"].trigger()
    assert now(store, match).outcome == match.outcome


def test_each_court_shows_first_what_is_on_it_and_a_room_of_boards_all_of_them(page, store):
    with store.reading() as db:
        rows = {m.key: m for m in match_rows(db)}
    shown = [rows[item.key] for item in page.courts.list.items]
    on = [m for m in rows.values() if m.status in {"playing", "called"} and m.court]
    first = shown[: len({m.court.id for m in on})]
    assert all(m.status in {"playing", "called", "ready", "stale"} for m in shown)
    assert {m.key for m in on} <= {m.key for m in shown}
    assert first[0].status == "playing"


def test_opening_from_elsewhere_puts_the_cursor_into_the_score(qtbot, page, store, desk):
    match = some(store, lambda m: m.status == "done" and m.outcome is not None)
    desk.open("score", "contest", match.key)
    assert page.key_now == match.key
    assert page.courts.list.key == match.key
    assert page.pad.line.text()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1093, 614)])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_is_cut_and_everything_is_high_enough_for_a_thumb(page, window, width, height, language):
    words.set_language(language)
    window.resize(width, height)
    window.retranslate()
    page = window.page("score")
    window.show_page("score")
    page.pad.line.setText("21-20")
    for button in page.buttons:
        assert button.height() >= 40
        assert button.width() >= button.sizeHint().width()
        assert page.match.rect().contains(button.mapTo(page.match, button.rect().bottomRight()))
    assert page.pad.line.height() >= 40
    assert page.pad.verdict.height() >= page.pad.verdict.heightForWidth(page.pad.verdict.width())


def test_a_score_that_cannot_be_saved_stays_typed_and_goes_in_when_the_file_is_free(qtbot, page, window, store):
    match = ready(store)
    take(qtbot, page, match)
    type_(qtbot, page, "21-17")
    store.close()  # what it opens next is less patient than five seconds
    store._patience, store._engine = 0.1, None
    with closing(sqlite3.connect(store.where, isolation_level=None)) as scanner:
        scanner.execute("BEGIN IMMEDIATE")
        qtbot.keyClick(page.pad.line, ENTER, CTRL)
        assert "held by another program" in window.banner.text
        assert (page.pad.line.text(), page.key_now) == ("21-17", match.key)
        assert now(store, match).status == "ready"
        scanner.execute("ROLLBACK")
    window.banner._action.click()
    assert now(store, match).outcome.games == ((21, 17),)


def test_the_history_of_the_match_stands_beside_it(qtbot, page, store):
    match = some(store, lambda m: m.status == "playing" and m.court is not None)
    store.run(RecordScore(*match.key, Kind.PLAYING, ((3, 1),)), Actor("Châu", "referee", "Sân 9"))
    page.refresh()
    take(qtbot, page, match)
    page.refresh()
    assert "Châu" in page.around._past.text()


def entered_elsewhere(qtbot, page: ScorePage, store: Store, match: MatchRow) -> None:
    """Another window at the same file enters a result while here something else is typed; the banner says so."""
    type_(qtbot, page, "21-17")
    told = []
    page.desk.noticed.connect(lambda notice: told.append(notice.text))
    other = Store.open(store.where)
    other.run(RecordScore(match.event_id, match.contest, Kind.PLAYED, ((12, 21),)), Actor("Bình", "referee", "bàn 2"))
    other.close()
    qtbot.waitUntil(lambda: any("Bình · bàn 2 entered 12-21" in text for text in told), timeout=1_500)
    assert page.pad.line.text() == "21-17"


def test_two_at_one_match_the_second_keeps_what_was_typed_and_makes_it_hold(qtbot, page, store):
    match = ready(store)
    take(qtbot, page, match)
    entered_elsewhere(qtbot, page, store, match)
    qtbot.keyClick(page.pad.line, ENTER, CTRL)
    assert now(store, match).outcome.games == ((12, 21),)
    said = "\n".join(label.text() for label in page.asking.findChildren(Label))
    assert "Bình · bàn 2 entered 12-21" in said
    assert f"{match.side_b.label} won" in said
    assert "You typed: 21-17" in said
    first = page.asking
    first.buttons["mine"].click()
    if page.asking is not first:  # the correction says what follows from it
        page.asking.accept()
    assert now(store, match).outcome.games == ((21, 17),)
    assert page.drafts == {}


def test_two_at_one_match_the_second_takes_what_the_first_entered_or_goes_back(qtbot, page, store):
    match = ready(store)
    take(qtbot, page, match)
    entered_elsewhere(qtbot, page, store, match)
    page.save()
    page.asking.reject()
    assert page.drafts[match.key][0] == "21-17"
    page.save()
    page.asking.buttons["theirs"].click()
    assert page.pad.line.text() == "12-21"
    assert page.drafts == {}
    assert now(store, match).outcome.games == ((12, 21),)


def test_two_at_one_match_who_typed_the_same_are_not_asked(qtbot, page, store):
    match = ready(store)
    take(qtbot, page, match)
    entered_elsewhere(qtbot, page, store, match)
    type_(qtbot, page, "12-21")
    page.save()
    assert page.asking is None
    assert page.drafts == {}


def test_a_score_that_was_not_seen_is_never_written_over(page, store):
    match = ready(store)
    store.run(RecordScore(match.event_id, match.contest, Kind.PLAYED, ((12, 21),), seen={}), Actor("Bình"))
    with pytest.raises(Refused) as no:
        store.run(RecordScore(match.event_id, match.contest, Kind.PLAYED, ((21, 17),), seen={}), Actor("An"))
    assert no.value.problems[0].code == "result_changed"


def test_a_score_is_typed_twice_and_the_second_does_not_see_the_first(qtbot, page, store, desk):
    match = some(store, lambda m: m.status == "ready" and one_game(store, m) and m.court is not None)
    with store.reading() as db:
        rules = EventRules.of(db.get("event", match.event_id)["rules"])
    store.run(ChangeEvent(match.event_id, replace(rules, second_look="all")), AN)
    desk.actor = AN
    desk.open("score", "contest", match.key)
    page.pad.line.setText("21-17")
    with qtbot.waitSignal(desk.changed):
        page.save()
    assert page.key_now != match.key, "the next match of the court"
    assert now(store, match).look == "one"
    desk.actor = BINH
    desk.open("score", "contest", match.key)
    assert page.pad.line.text() == ""
    assert "An · bàn 1 typed a score" in page.looks.words.text()
    assert "17" not in [label.text() for label in page.match.findChildren(Label)]
    page.pad.line.setText("21-19")
    with qtbot.waitSignal(desk.changed):
        page.save()
    assert now(store, match).look == "differ"
    first, second = page.looks.buttons.values()
    assert first.isEnabled()
    assert not second.isEnabled(), "nobody accepts a score of their own"
    with qtbot.waitSignal(desk.changed):
        first.click()
    assert (now(store, match).status, now(store, match).score) == ("done", "21-17")
    assert not page.looks.isVisible()
