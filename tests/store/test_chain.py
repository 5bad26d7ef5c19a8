"""A history that was changed afterwards shows, and where."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.toys import AN, Act, AddVenue
from tournament_app.store.chain import verify_chain
from tournament_app.store.rowlog import digest
from tournament_app.store.store import Store
from tournament_app.store.tables import audit

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = [column.name for column in audit.columns if column.name not in {"id", "undoes"}]


def verdict(path: Path) -> int | None:
    store = Store.open(path)
    with store.reading() as reading:
        bad = verify_chain(reading)
    store.close()
    return bad


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chain") / "a.giaidau"
    store = Store.create(path)
    for seed in range(8):
        store.run(Act(seed, 5), AN)
    store.run(AddVenue("A"), AN)
    store.undo(AN)
    store.close()
    return path


def test_a_history_as_it_was_written_is_well(written: Path) -> None:
    assert verdict(written) is None


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_a_flipped_byte_of_any_audit_row_shows(written: Path, data: st.DataObject) -> None:
    copy = written.with_name("copy.giaidau")
    copy.write_bytes(written.read_bytes())
    with closing(sqlite3.connect(copy)) as other, other:
        other.text_factory = bytes
        rows = other.execute("SELECT * FROM audit").fetchall()
        names = [item[0] for item in other.execute("SELECT * FROM audit").description]
        row = data.draw(st.sampled_from(rows))
        column = data.draw(st.sampled_from([n for n in COLUMNS if row[names.index(n)]]))
        value = bytearray(row[names.index(column)])
        value[data.draw(st.integers(0, len(value) - 1))] ^= 1 << data.draw(st.integers(0, 7))
        other.execute(f"UPDATE audit SET {column} = CAST(? AS TEXT) WHERE id = ?", (bytes(value), row[0]))
    assert verdict(copy) == row[0]


@pytest.mark.parametrize(
    ("forgery", "first_bad"),
    [
        ("DELETE FROM audit WHERE id = 3", 4),
        ("DELETE FROM audit WHERE id = 1", 2),
        ("UPDATE audit SET id = 99 WHERE id = 10", 99),
        ("UPDATE audit SET undoes = 1 WHERE id = 10", 10),
        ("UPDATE audit SET undoes = NULL WHERE id = 10", 10),
        ("UPDATE audit SET hash = (SELECT hash FROM audit WHERE id = 5) WHERE id = 4", 4),
    ],
)
def test_a_row_taken_out_or_moved_shows(written: Path, forgery: str, first_bad: int) -> None:
    copy = written.with_name("forged.giaidau")
    copy.write_bytes(written.read_bytes())
    with closing(sqlite3.connect(copy)) as other, other:
        assert other.execute(forgery).rowcount == 1
    assert verdict(copy) == first_bad


def test_a_row_rewritten_with_a_hash_of_its_own_shows_in_the_next(written: Path) -> None:
    copy = written.with_name("rewritten.giaidau")
    copy.write_bytes(written.read_bytes())
    with closing(sqlite3.connect(copy)) as other, other:
        other.execute("UPDATE audit SET actor = 'Khác' WHERE id = 4")
        (*values, _) = other.execute("SELECT * FROM audit WHERE id = 4").fetchone()
        other.execute("UPDATE audit SET hash = ? WHERE id = 4", (digest(values),))
    assert verdict(copy) == 5
