"""The editor of formats: what is typed is drawn at once, what cannot be is said at its field."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tournament_app.domain.formats import plan_for
from tournament_app.domain.rules import EventRules, Format
from tournament_app.gui.pages.format_editor import filled_format, shown_values
from tournament_app.gui.widgets.plan_picture import plan_picture
from tournament_app.store.named_formats import format_files, read_format


def stored(editor) -> EventRules:
    with editor.desk.reading() as db:
        return EventRules.of(db.get("event", editor.state.id)["rules"])


def test_every_format_of_the_catalogue_is_shown_and_read_back(opened) -> None:
    editor = opened("format")
    for at, file in enumerate(format_files().values(), 1):
        named = read_format(file)
        editor.form = Format()
        editor.catalogue.setCurrentIndex(at)
        editor._choose(at)
        editor.show_picture()
        assert filled_format(Format(), editor.typed()) == named.format
        assert not editor.wrong.text(), named.name
        assert editor.plan == named.plan(editor.entries.value())
        assert editor.picture.canvas.groups or editor.picture.canvas.boxes


def test_what_is_typed_is_drawn_and_kept_by_the_keys(opened, qtbot) -> None:
    editor = opened("format")
    assert editor.entries.value() == 7
    kind = editor.fields.widgets["kind"]
    assert editor.fields.widgets["groups"].isHidden()
    kind.setFocus()
    kind.setCurrentIndex([key for key, _ in editor.fields.fields["kind"].choices].index("groups"))
    assert not editor.fields.widgets["groups"].isHidden()
    groups = editor.fields.widgets["groups"]
    groups.setFocus()
    groups.selectAll()
    qtbot.keyClicks(groups, "2")
    qtbot.waitUntil(lambda: len(editor.picture.canvas.groups) == 2)
    assert "12" in editor.facts.text(), "9 matches in the groups, 3 behind them"
    qtbot.keyClick(groups, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(editor).format.kind == "groups")
    assert stored(editor).format.groups == 2
    editor.desk.undo()
    assert stored(editor).format.kind == "auto"


WRONG = (
    ({"kind": "groups", "groups": 5}, "groups"),
    ({"kind": "groups", "groups": 2, "qualifiers": 4}, "qualifiers"),
    ({"kind": "groups", "sizes": "4 4"}, "sizes"),
    ({"kind": "groups", "sizes": "bốn"}, "sizes"),
    ({"kind": "groups", "groups": 2, "crossing": "A#1 B#2 B#1"}, "crossing"),
    ({"kind": "groups", "groups": 2, "crossing": "A#1 B#2 B#1 A#1"}, "crossing"),
    ({"kind": "groups", "groups": 2, "best_next": 3}, "best_next"),
    ({"kind": "groups", "groups": 3, "qualifiers": 1, "best_next": 1, "allocation": "A B"}, "allocation"),
    ({"kind": "zones", "zone_of": "Sở Y tế"}, "zone_of"),
    ({"kind": "swiss", "rounds": 12}, "rounds"),
)


def test_what_cannot_be_is_said_at_its_field(opened) -> None:
    editor = opened("format")
    before, plan = stored(editor), editor.plan
    for values, field in WRONG:
        editor.fields.write(shown_values(Format(kind=values["kind"])) | values)
        editor._edited("kind")
        editor.show_picture()
        assert editor.fields.problem_at(field), (values, editor.wrong.text())
        assert editor.plan == plan, "the picture before stays"
        assert editor.picture.foregroundBrush().style() != Qt.BrushStyle.NoBrush, "under a veil"
        editor.accept()
        assert editor.isVisible()
    assert stored(editor) == before


def test_the_format_of_another_event_is_taken_over(opened) -> None:
    editor = opened("format")
    others = [named for named in editor.named if not named.code]
    assert len({repr(named.format) for named in others}) == len(others)
    at = editor.named.index(others[0])
    editor._choose(at + 1)
    editor.accept()
    assert stored(editor).format == others[0].format


def test_the_boxes_of_a_picture_say_whose_winner_comes() -> None:
    def said(kind: str, **more) -> dict[str, tuple[str, ...]]:
        canvas = plan_picture(plan_for(Format(kind=kind, **more), 4))
        assert canvas is not None
        return {box.contest: (box.header, *(line.text for line in box.lines)) for box in canvas.boxes}

    single = said("knockout", third_place=True)
    assert single["SF1"][1:] == ("Mã số bốc thăm 1", "Mã số bốc thăm 2")
    assert single["P3"] == ("Tranh hạng ba", "Thua Bán kết 1", "Thua Bán kết 2")
    double = said("double_elimination")
    assert double["F"][1:] == ("Thắng Trận 4", "Thắng Trận 5")
    assert {header for header, *_ in double.values()} >= {"Trận 1", "Trận 5", "Chung kết"}


def test_a_drawn_event_keeps_its_format_and_esc_asks_once(opened, qtbot) -> None:
    editor = opened("format", how="drawn")
    editor.fields.widgets["third_place"].click()
    editor.accept()
    assert editor.isVisible()
    assert "Bốc thăm" in editor.foot.text() + editor.wrong.text()
    editor.reject()
    assert editor.isVisible()
    assert editor.foot.isVisible()
    editor.reject()
    assert not stored(editor).format.third_place


def test_a_format_too_large_for_a_picture_still_gives_its_figures(opened) -> None:
    editor = opened("format")
    editor.entries.setValue(100)
    editor.fields.write({"kind": "round_robin", "legs": 1})
    editor._edited("kind")
    editor.show_picture()
    assert "4950" in editor.facts.text()
    assert editor.none.isVisible()
