"""Forms taken in: the same form again changes nothing, and what the organiser settled stays settled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.small import AN, UNITS, drawn, entered, unit_form
from tournament_app.commands.delegation import SettleProblem
from tournament_app.commands.forms import FormEntry, FormNote, ImportForms

if TYPE_CHECKING:
    from pathlib import Path

NOTE = FormNote("unknown_event", "Nguyễn Văn Aa", "Sheet1", "C9", "“Nhảy dây”")


def test_the_same_form_again_changes_nothing(tmp_path: Path) -> None:
    store = entered(tmp_path / "giải.giai")
    done = store.run(ImportForms(tuple(unit_form(unit, n) for n, unit in enumerate(UNITS))), AN)
    assert (done.audit_id, done.value) == (0, ())
    store.close()


def test_a_settled_problem_stays_settled_until_another_form_comes(tmp_path: Path) -> None:
    store = entered(tmp_path / "giải.giai", 1)
    form = replace(unit_form(UNITS[0]), digest="second", notes=(NOTE,))
    store.run(ImportForms((form,)), AN)
    with store.reading() as db:
        (problem,) = db.find("form_problem")
    store.run(SettleProblem(problem["id"]), AN)
    assert store.run(ImportForms((form,)), AN).audit_id == 0
    store.run(ImportForms((replace(form, digest="third"),)), AN)
    with store.reading() as db:
        assert [row["cell"] for row in db.find("form_problem")] == ["C9"]
    store.close()


def test_a_corrected_form_changes_its_own_delegation_only(tmp_path: Path) -> None:
    store = entered(tmp_path / "giải.giai", 3)
    form = unit_form(UNITS[1], 1)
    athletes = (replace(form.athletes[0], birth_date="1983-05-01", birth_year=1983), *form.athletes[1:8])
    entries = tuple(entry for entry in form.entries if entry.event != "BB-04")
    done = store.run(ImportForms((replace(form, athletes=athletes, entries=entries, digest="new"),)), AN)
    assert [(d.kind, d.unit) for d in done.value] == [
        ("changed", UNITS[1]),
        ("removed", UNITS[1]),
        ("removed", UNITS[1]),
    ]
    with store.reading() as db:
        assert db.count("athlete") == 26
        assert db.count("entry") == 3 * 6 - 1
    store.close()


def test_what_a_draw_holds_fast_is_kept_and_said(tmp_path: Path) -> None:
    store = drawn(tmp_path / "giải.giai", 5)
    form = unit_form(UNITS[0])
    entries = (*(entry for entry in form.entries if entry.event != "CT-01"), FormEntry("BB-02", 3, (8,)))
    done = store.run(ImportForms((replace(form, entries=entries, digest="new"),)), AN)
    assert [(d.kind, str(d.text.values["entry"].values["event"])) for d in done.value] == [
        ("kept", "BB-02"),
        ("kept", "CT-01"),
    ]
    with store.reading() as db:
        assert db.count("entry") == 5 * 6
    store.close()
