"""A history that was changed afterwards shows, and where."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.toys import AN, Act, AddVenue
from tournament_app.errors import Unavailable
from tournament_app.store import chain
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


@given(row=st.integers(1, 10), column=st.sampled_from(("id", "undoes")), value=st.integers(-(2**63), 2**63 - 1))
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_a_changed_number_of_any_audit_row_shows(written: Path, row: int, column: str, value: int) -> None:
    copy = written.with_name("copy.giaidau")
    copy.write_bytes(written.read_bytes())
    with closing(sqlite3.connect(copy)) as other, other:
        (was,) = other.execute(f"SELECT {column} FROM audit WHERE id = ?", (row,)).fetchone()
        other.execute(f"UPDATE OR REPLACE audit SET {column} = ? WHERE id = ?", (value, row))
    assert (verdict(copy) is None) == (was == value)


@given(
    row=st.integers(1, 10), column=st.sampled_from(sorted({*COLUMNS} - {"previous", "hash"})), word=st.text(max_size=9)
)
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_without_the_guard_nobody_would_see_it(written: Path, row: int, column: str, word: str) -> None:
    copy = written.with_name("copy.giaidau")
    copy.write_bytes(written.read_bytes())
    with closing(sqlite3.connect(copy)) as other, other:
        other.execute(f"UPDATE audit SET {column} = {column} || ? WHERE id = ?", ("!" + word, row))
    assert verdict(copy) == row
    with pytest.MonkeyPatch.context() as guard_out:
        guard_out.setattr(chain, "digest", lambda _: _AnyHash())
        assert verdict(copy) is None


class _AnyHash:
    """What every hash equals."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


def test_a_last_row_whose_hash_is_no_text_is_named(written: Path) -> None:
    copy = written.with_name("last.giaidau")
    copy.write_bytes(written.read_bytes())
    with closing(sqlite3.connect(copy)) as other, other:
        other.execute("UPDATE audit SET hash = CAST(x'ff' || hash AS TEXT) WHERE id = 10")
    assert verdict(copy) == 10
    store = Store.open(copy)
    with pytest.raises(Unavailable) as error:  # nothing is written behind it
        store.run(AddVenue("B"), AN)
    assert error.value.code == "corrupt"
    store.close()


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
