"""The history outside the program: every act with who, role, station, before and after, as PDF, workbook and CSV."""

from __future__ import annotations

import csv
import re
from datetime import datetime, timedelta, timezone
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from pypdf import PdfReader

from tests.small import AN, drawn
from tournament_app import words
from tournament_app.commands.entry import AddDelegation
from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.queries.event_state import event_ids
from tournament_app.queries.history import acts_about, history_rows, match_history
from tournament_app.queries.matches import match_rows
from tournament_app.queries.print_history import HistoryPrint, history_print
from tournament_app.store.store import Actor
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.store.store import Store

NOW = datetime(2024, 10, 26, 10, 42, tzinfo=timezone(timedelta(hours=7)))
BINH = Actor("Bình", "referee", "Sân 2")


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A match scored by Bình, corrected by An, corrected back; and a delegation whose name is a formula."""
    words.set_language("vi")
    store = drawn(tmp_path_factory.mktemp("nhật ký") / "giải.giai", 5)
    match = first(store)
    for actor, games in ((BINH, ((21, 12),)), (AN, ((21, 13),)), (BINH, ((12, 21),))):
        store.run(RecordScore(*match.key, Kind.PLAYED, games), actor)
    store.undo(BINH)
    store.run(AddDelegation("=1+1"), AN)
    yield store
    store.close()


def first(store: Store):  # type: ignore[no-untyped-def]
    with store.reading() as db:
        event = event_ids(db)["CL-05"]
        return next(m for m in match_rows(db) if m.event_id == event and m.side_a and m.side_b)


def made(store: Store, kind: str = "", item: object = None) -> HistoryPrint:
    with store.reading() as db:
        acts = history_rows(db)
        return history_print(db, acts_about(acts, kind, item) if kind else acts, NOW, "trận")


def test_the_history_of_a_match_says_who_where_and_what_stood_before_and_after(corrected: Store) -> None:
    match = first(corrected)
    with corrected.reading() as db:
        acts = match_history(db, *match.key)
    assert [(act.actor, act.station, act.undone) for act in acts] == [
        ("Bình", "Sân 2", False),  # the undo
        ("Bình", "Sân 2", True),
        ("An", "bàn 1", False),
        ("Bình", "Sân 2", False),
    ]
    assert all(str(match.label) in str(act.words) for act in acts), "a match is called by its name"
    row = next(line for line in made(corrected, "contest", match.key).rows if line.who == "An" and "21-13" in line.what)
    assert any("21-12 → 21-13" in change for change in row.changes)
    assert row.station == "bàn 1"


def test_acts_are_found_by_event_entry_athlete_and_delegation(corrected: Store) -> None:
    match = first(corrected)
    assert match.side_a is not None
    whole = len(made(corrected).rows)
    for kind, item in (
        ("event", match.event_id),
        ("entry", match.side_a.id),
        ("athlete", match.side_a.member_ids[0]),
        ("delegation", match.side_a.delegation_id),
    ):
        lines = made(corrected, kind, item).rows
        assert 0 < len(lines) < whole, kind
    scored = [line for line in made(corrected, "entry", match.side_a.id).rows if "21-12" in line.what]
    assert scored, "the results of an entry are of its history"


def test_the_history_on_paper_is_in_vietnamese_whatever_the_window_speaks(corrected: Store) -> None:
    spoken = made(corrected)
    words.set_language("en")
    try:
        again = made(corrected)
        with corrected.reading() as db:
            titled = history_print(db, history_rows(db), NOW, Text("Match {n}", n=7))
        assert words.language() == "en"
        assert str(Text("Organiser")) == "Organiser"
    finally:
        words.set_language("vi")
    assert again.rows == spoken.rows
    assert titled.subtitle == "Trận 7"


def test_the_csv_is_read_back_and_no_cell_is_a_formula(corrected: Store) -> None:
    from tournament_app.exchange.history_export import history_csv

    given = made(corrected)
    data = history_csv(given)
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(given.rows) + 1
    assert [row[0] for row in rows[1:]] == [str(line.number) for line in given.rows]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_workbook_and_the_pdf_have_every_act(corrected: Store) -> None:
    from tournament_app.documents.history import history_pdf
    from tournament_app.exchange.history_export import history_xlsx

    given = made(corrected)
    sheet = openpyxl.load_workbook(BytesIO(history_xlsx(given))).active
    assert sheet is not None
    numbers = [cell.value for cell in sheet["A"] if isinstance(cell.value, int)]
    assert numbers == [line.number for line in given.rows]
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(history_pdf(given))).pages)
    moments = re.findall(r"\d\d/\d\d/\d{4}\s+\d\d:\d\d:\d\d", text)
    assert len(moments) == len(given.rows)
