"""Documents for use are counted, and the program knows which of them are out of date."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tournament_app.commands.score import ConfirmResults, RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.errors import Refused
from tournament_app.issue import draft, export, files_of, issued, outdated_prints, print_states
from tournament_app.printing import BY_KEY, DOCUMENTS
from tournament_app.queries.consequences import before, consequences
from tournament_app.queries.matches import match_rows
from tournament_app.queries.print_options import PrintOptions
from tournament_app.queries.printed import DOCUMENT_WORDS, content_digest
from tournament_app.sample import make_sample
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tournament_app.queries.matches import MatchRow
    from tournament_app.store.store import Command, Done

AN = Actor("An", "organiser", "bàn 1")
NOW = datetime(2024, 10, 26, 3, 42, tzinfo=UTC)


@pytest.fixture(scope="module")
def morning_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample on Saturday morning: half played."""
    file = tmp_path_factory.mktemp("sáng") / "giai.giai"
    make_sample(file).close()
    return file


@pytest.fixture
def own(morning_file: Path, tmp_path: Path) -> Iterator[Store]:
    seconds = count()
    clock = lambda: NOW + timedelta(seconds=next(seconds))  # noqa: E731 - a clock that goes on
    made = Store.open(shutil.copy(morning_file, tmp_path / "mẫu.giai"), clock=clock)
    yield made
    made.close()


def run(store: Store, command: Command) -> Done:
    return store.run(command, AN)


def printed(store: Store, key: str, options: PrintOptions) -> str:
    """The text of the first page of a document for use."""
    with store.reading() as db:
        data = issued(db, BY_KEY[key], options, NOW, lambda command: run(store, command))
    return PdfReader(BytesIO(data)).pages[0].extract_text()


def over(store: Store) -> MatchRow:
    """A match of a group that is over, in one game."""
    with store.reading() as db:
        return next(m for m in match_rows(db) if m.status == "done" and m.group and m.outcome and m.outcome.games)


def correct(store: Store, match: MatchRow) -> None:
    assert match.outcome is not None
    games = tuple((a, b - 1) if a > b else (a - 1, b) for a, b in match.outcome.games)
    store.run(RecordScore(*match.key, Kind.PLAYED, games, override="đọc nhầm", voids=True), AN)


def test_every_copy_for_use_is_counted_and_a_look_is_not(own: Store) -> None:
    options = PrintOptions(event=over(own).event_id)
    assert "Bản in lần 1 · 10:42 26/10/2024" in printed(own, "results", options)
    assert "Bản in lần 2 ·" in printed(own, "results", PrintOptions(event=options.event, standard="state"))
    assert "Bản in lần 1 ·" in printed(own, "bracket", options)
    with own.reading() as db:
        looked = PdfReader(BytesIO(BY_KEY["results"].make(db, options, NOW))).pages[0].extract_text()
        assert "Bản xem trước · 10:42 26/10/2024" in looked
        assert [(row["document"], row["revision"]) for row in db.find("print")] == [
            ("results", 1),
            ("results", 2),
            ("bracket", 1),
        ]
        assert not outdated_prints(db)


def test_a_correction_makes_what_shows_it_out_of_date_and_a_new_copy_puts_it_right(own: Store) -> None:
    match = over(own)
    with own.reading() as db:
        other = next(m.event_id for m in match_rows(db) if m.outcome and m.event_id != match.event_id)
    printed(own, "results", PrintOptions(event=match.event_id))
    printed(own, "results", PrintOptions(event=other))
    correct(own, match)
    with own.reading() as db:
        (old,) = outdated_prints(db)
        assert (old.row.options.event, old.row.revision, old.row.who) == (match.event_id, 1, "An")
        assert old.since is not None
        assert old.since.command == "RecordScore"
        assert len(print_states(db)) == 2
    own.undo(AN)
    with own.reading() as db:
        assert not outdated_prints(db), "what is printed is right again"
    own.redo(AN)
    printed(own, "results", PrintOptions(event=match.event_id))
    with own.reading() as db:
        assert not outdated_prints(db)
    own.run(ConfirmResults(match.event_id, "provisional"), AN)
    with own.reading() as db:
        assert not outdated_prints(db), "provisional is what the paper says"


def test_what_is_counted_on_export_is_what_was_written(own: Store, tmp_path: Path) -> None:
    with own.reading() as db:
        files = export(db, tmp_path, ["medals", "medals_xlsx"], now=NOW, run=lambda command: run(own, command))
        acts = db.last_change
    with own.reading() as db:
        assert len(files) == db.count("print") == 2
        assert db.last_change == acts + 1, "one act"
    assert "Bản in lần 1" in PdfReader(files[0]).pages[0].extract_text()


def test_what_would_have_nothing_on_it_is_not_counted(own: Store) -> None:
    with pytest.raises(Refused):
        printed(own, "swiss", PrintOptions())
    with own.reading() as db:
        assert not db.count("print")


def test_the_correction_names_the_papers_it_makes_wrong(own: Store) -> None:
    match = over(own)
    assert match.outcome is not None
    printed(own, "results", PrintOptions(event=match.event_id))
    turned = tuple((b, a) for a, b in match.outcome.games)
    command = RecordScore(*match.key, Kind.PLAYED, turned, later=None)
    with own.reading() as db:
        was = before(db)
    found = own.preview(command, lambda rows: consequences(was, rows))
    assert len(found.prints) == 1
    assert "lần 1" in found.prints[0].say("vi")
    assert found.grave
    correct(own, match)
    with own.reading() as db:
        was = before(db)
    assert not own.preview(command, lambda rows: consequences(was, rows)).prints, "it was out of date before"


def test_a_paper_is_called_what_the_document_is_called() -> None:
    assert {spec.key: spec.title for spec in DOCUMENTS} == DOCUMENT_WORDS


@pytest.mark.parametrize("spec", DOCUMENTS, ids=lambda spec: spec.key)
def test_the_time_is_not_what_makes_a_paper_another(morning_file: Path, spec) -> None:  # type: ignore[no-untyped-def]
    store = Store.open(morning_file)
    with store.reading() as db:
        for _, options in files_of(db, spec, None, NOW)[:1]:
            try:
                first = draft(db, spec, options, NOW)
            except Refused:
                continue
            later = draft(db, spec, first.options, NOW + timedelta(days=2, hours=5))
            assert content_digest(first.parts) == content_digest(later.parts)
    store.close()
