"""What the import of all sample forms costs, against reading the same cells with the same reader in the same run."""

from __future__ import annotations

import csv
import gc
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from tests.exchange.forms_by_hand import LIMITS, XXV
from tournament_app.exchange.forms import read_forms

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples" / "forms"
FILES = sorted(path for path in SAMPLES.rglob("*") if path.suffix in (".xlsx", ".csv"))


def read_cells() -> int:
    """All cells of all forms, touched by nobody."""
    cells = 0
    for path in FILES:
        if path.suffix == ".csv":
            cells += sum(map(len, csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")))
            continue
        book = CalamineWorkbook.from_path(path)
        cells += sum(
            len(row)
            for name in book.sheet_names
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        )
    return cells


def seconds(*works: Callable[[], object], times: int = 21) -> list[float]:
    """The fewest seconds each of *works* took; they take turns, so that a slow moment of the machine strikes both."""
    gc.collect()
    gc.freeze()  # what other tests left behind is not this one's to walk through
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, found in zip(works, taken, strict=True):
            started = process_time()
            work()
            found.append(process_time() - started)
    gc.unfreeze()
    return list(map(min, taken))


@pytest.mark.benchmark
def test_an_import_costs_at_most_four_times_the_reading_of_its_cells() -> None:
    assert len(FILES) == 45
    assert read_cells() > 10_000
    base, cost = seconds(read_cells, lambda: read_forms([SAMPLES], XXV, LIMITS))
    print(f"cells {base * 1e3:.1f} ms, import {cost * 1e3:.1f} ms, ratio {cost / base:.1f}")
    assert cost / base <= 4
