"""Forms that nobody has seen before are read back exactly, whatever the layout and the spelling."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.exchange.forms_by_hand import (
    LIMITS,
    XXV,
    Athlete,
    Hand,
    crowds,
    hands,
    meant,
    said,
    table,
    write_csv,
    write_xlsx,
)
from tournament_app.exchange.forms import FormSet, read_forms


def check(forms: FormSet, crowd: list[Athlete], hand: Hand, layout: str) -> None:
    assert [form.unit for form in forms.forms] == [hand.unit]
    form = forms.forms[0]
    assert form.layout == layout
    assert said(form) == meant(crowd)
    dated = hand.births not in ("year", "text")
    assert {a.birth_date for a in form.athletes} == {a.born.isoformat() if dated else None for a in crowd}
    read = {
        "unknown_event",
        "unread_row",
        "unread_cell",
        "duplicate_row",
        "sex_missing",
        "birth_unreadable",
        "unread_sheet",
    }
    assert not [problem for problem in forms.problems if problem.kind in read]


@pytest.mark.parametrize("layout", ["list", "rows", "matrix"])
@settings(max_examples=60)
@given(crowd=crowds(), hand=hands)
def test_a_workbook_is_read_back(layout: str, crowd: list[Athlete], hand: Hand) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_xlsx(Path(folder) / "phieu.xlsx", ("Sheet1", table(layout, crowd, hand)))
        check(read_forms([path], XXV, LIMITS), crowd, hand, layout)


@pytest.mark.parametrize("layout", ["list", "rows", "matrix"])
@settings(max_examples=40)
@given(crowd=crowds(), hand=hands)
def test_a_csv_is_read_back(layout: str, crowd: list[Athlete], hand: Hand) -> None:
    delimiter = ";,\t"[len(crowd) % 3]
    encoding = ("utf-8-sig", "utf-8", "utf-16")[len(hand.names) % 3]
    with tempfile.TemporaryDirectory() as folder:
        path = write_csv(Path(folder) / "phieu.csv", table(layout, crowd, hand)[0], delimiter, encoding)
        check(read_forms([path], XXV, LIMITS), crowd, hand, layout)


@settings(max_examples=25)
@given(crowd=crowds(), hand=hands)
def test_what_was_recognised_reads_the_form_again(crowd: list[Athlete], hand: Hand) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_xlsx(Path(folder) / "phieu.xlsx", ("Sheet1", table("list", crowd, hand)))
        first = read_forms([path], XXV, LIMITS)
        shown = {sheet.key: sheet.recognition for sheet in first.sheets}
        again = read_forms([path], XXV, LIMITS, corrections=shown)
        assert again == first
