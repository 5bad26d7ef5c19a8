"""The forms of the sample delegations, read as their truth says: every name, birth, entry and problem."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.forms_by_hand import LIMITS, XXV
from tournament_app.exchange.forms import FormSet, read_forms

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples" / "forms"


@pytest.fixture(scope="module", params=["samples", "shared"])
def folder(request: pytest.FixtureRequest) -> Path:
    if request.param == "samples":
        return SAMPLES
    shared = SAMPLES.parents[3] / "shared" / "data" / "registration"
    if not shared.is_dir():
        pytest.skip("the folder shared/ with the original forms does not lie beside this repository")
    return shared


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def forms(folder: Path) -> FormSet:
    return read_forms([folder], XXV, LIMITS)


def test_the_totals(forms: FormSet, truth: dict[str, Any]) -> None:
    assert {"units": forms.units, "athletes": forms.athletes, "entries": forms.entries} == truth["totals"]
    assert Counter(entry.event for form in forms.forms for entry in form.entries) == truth["events"]


def test_exactly_its_problems(forms: FormSet, truth: dict[str, Any]) -> None:
    found = Counter((problem.kind, problem.unit, problem.who) for problem in forms.problems)
    assert found == Counter((problem["kind"], problem["unit"], problem["who"]) for problem in truth["problems"])


def test_each_problem_names_its_cell(forms: FormSet) -> None:
    cells = {problem.kind: (problem.file, problem.sheet, problem.cell) for problem in forms.problems}
    assert cells["age_out_of_band"] == ("rows/bao-hiem-xa-hoi-tinh.xlsx", "DK", "D13")
    assert cells["wrong_gender"] == ("list/uy-ban-mttq-tinh.xlsx", "Danh sách", "C14")
    assert cells["not_a_leader"] == ("rows/uy-ban-kiem-tra-tinh-uy.xlsx", "DK", "F12")
    assert cells["birth_date_missing"] == ("matrix/ban-noi-chinh-tinh-uy.xlsx", "Sheet1", "D24")
    assert cells["unknown_event"] == ("list/kho-bac-nha-nuoc-thai-nguyen.xlsx", "Danh sách", "G10")
    assert cells["duplicate_row"] == ("matrix/ban-dan-toc.xlsx", "Sheet1", "B26")
    assert cells["pair_incomplete"] == ("matrix/cuc-thong-ke-tinh.xlsx", "Sheet1", "O24")
    assert cells["same_person_two_units"] == ("matrix/so-giao-thong-van-tai.xlsx", "Sheet1", "B30")


def test_all_names_births_and_sexes(forms: FormSet, truth: dict[str, Any]) -> None:
    found = {form.unit: form for form in forms.forms}
    for unit in truth["units"]:
        form = found[unit["name"]]
        assert form.file == unit["file"]
        assert form.layout == unit["file"].split("/")[0]
        assert sorted(athlete.name for athlete in form.athletes) == sorted(unit["athletes"])
        assert {a.name: a.birth_date or a.birth_year for a in form.athletes} == unit["birth"]
        assert {a.name: a.sex for a in form.athletes} == unit["sex"]


def test_all_entries_with_their_members(forms: FormSet, truth: dict[str, Any]) -> None:
    """Which of two unnumbered singles is the first no form says; the order of the rows decides it here."""
    singles = {event.code for event in XXV if event.members[1] == 1}
    found = {form.unit: form for form in forms.forms}
    for unit in truth["units"]:
        form = found[unit["name"]]
        ours = {(e.event, e.number, tuple(sorted(form.members(e)))) for e in form.entries}
        theirs = {(e["event"], e["no"], tuple(sorted(e["members"]))) for e in unit["entries"]}
        if form.layout == "list":
            ours, theirs = ({(e, 0 if e in singles else n, m) for e, n, m in side} for side in (ours, theirs))
        assert ours == theirs, unit["name"]


def test_entries_stand_in_the_order_of_events_and_members_in_that_of_rows(forms: FormSet) -> None:
    order = [event.code for event in XXV]
    for form in forms.forms:
        slots = [(order.index(entry.event), entry.number) for entry in form.entries]
        assert slots == sorted(slots)
        assert all(list(entry.members) == sorted(entry.members) for entry in form.entries)
