"""A reader that stops reading (head, less) is no error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.small import entered

ROOT = Path(__file__).resolve().parents[2]


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    where = tmp_path / "giải.giai"
    entered(where).close()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "history", str(where), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(60) == 0
