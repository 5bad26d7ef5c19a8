"""Forms damaged in any way are taken in whole or not at all, and never with a bug."""

from __future__ import annotations

import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.forms_by_hand import Athlete, Hand, crowds, hands, table, write_csv, write_xlsx
from tests.small import AN, entered
from tournament_app.errors import TournamentError
from tournament_app.making import import_forms
from tournament_app.store.chain import integrity, verify_chain, verify_rows
from tournament_app.store.columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.store.store import Store

ODD: tuple[Any, ...] = (
    "", "x", "1", 0, -1, 1, 10**15, 1e308, 0.1, 3.0e5, "=1/0", "#REF!", "'", '";\n', "\x07", "\u202e", "Ế" * 3000, "👤",
    date(1900, 1, 1), date(9999, 12, 31), datetime(2000, 2, 29, 23, 59), "31/02/1980", "1980", "nam", "nữ", "Họ và tên",
    "Đơn vị: ", "đôi nam", "Nguyễn Văn A; Trần Văn B; Lê Văn C", "(cặp 99999999999)", "TT", True,
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A tournament with three delegations, one of them that of every form here: so rows change and go, too."""
    made = entered(tmp_path_factory.mktemp("fuzzed") / "a.giai", 3)
    yield made
    made.close()


def state(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.reading() as reading:
        return {name: reading.find(name) for name in COLUMNS if name != "audit"}


def take_in(store: Store, path: Path) -> None:
    """Import *path*: one act that an undo takes back whole, or nothing and the reason in words."""
    before = state(store)
    with store.reading() as reading:
        acts = reading.last_change
    try:
        taken = import_forms(store, [path], AN)
    except TournamentError as no:
        assert str(no)  # noqa: PT017 - being taken in is right, too
        taken = None
    with store.reading() as reading:
        assert reading.last_change - acts in ((0, 1) if taken and taken.applied else (0,))
        assert verify_rows(reading) is None
        grown = reading.last_change > acts
    if grown:
        store.undo(AN)
    assert state(store) == before


@settings(max_examples=50)
@given(crowd=crowds(), hand=hands, layout=st.sampled_from(("list", "rows", "matrix")), data=st.data())
def test_odd_cells(store: Store, crowd: list[Athlete], hand: Hand, layout: str, data: st.DataObject) -> None:
    rows, merged = table(layout, crowd, hand)
    for _ in range(data.draw(st.integers(1, 6))):
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        if row:
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(st.sampled_from(ODD) | st.text(max_size=12))
    with tempfile.TemporaryDirectory() as folder:
        if data.draw(st.booleans()):
            take_in(store, write_csv(Path(folder) / "phiếu.csv", rows, encoding="utf-16"))
        else:
            take_in(store, write_xlsx(Path(folder) / "phiếu.xlsx", ("Sheet1", (rows, merged))))


@settings(max_examples=50)
@given(crowd=crowds(), hand=hands, data=st.data())
def test_odd_bytes(store: Store, crowd: list[Athlete], hand: Hand, data: st.DataObject) -> None:
    """Bytes of a table of text, and of the parts of a workbook behind its compression."""
    flips = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8)
    with tempfile.TemporaryDirectory() as folder:
        made = table("list", crowd, hand)
        if data.draw(st.booleans()):
            path = write_csv(Path(folder) / "phiếu.csv", made[0])
            path.write_bytes(flipped(path.read_bytes(), data.draw(flips)))
        else:
            whole = write_xlsx(Path(folder) / "nguyên.xlsx", ("Sheet1", made))
            path = Path(folder) / "phiếu.xlsx"
            with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(path, "w") as torn:
                which = data.draw(st.sampled_from([name for name in parts.namelist() if name.startswith("xl/")]))
                for name in parts.namelist():
                    content = parts.read(name)
                    torn.writestr(name, flipped(content, data.draw(flips)) if name == which else content)
        take_in(store, path)


def flipped(content: bytes, flips: list[tuple[float, int]]) -> bytes:
    """*content* with the bytes at these shares of its length replaced."""
    torn = bytearray(content)
    for place, byte in flips:
        torn[int(place * len(torn))] = byte
    return bytes(torn)


def test_the_file_is_in_order_after_all_of_it(store: Store, tmp_path: Path) -> None:
    take_in(store, write_csv(tmp_path / "phiếu.csv", [["Đơn vị: Sở Y tế"], ["TT", "Họ và tên"], [1, "Lê An"]]))
    with store.reading() as reading:
        assert (integrity(reading), verify_chain(reading)) == ((), None)
