"""``rank`` of what is measured, judged or listed."""

from __future__ import annotations

import io
import json
import sys

import pytest

from tournament_app.__main__ import main


@pytest.mark.parametrize("named", [True, False])
def test_a_list_of_attempts_is_ranked_with_its_reasons(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, named: bool
) -> None:
    marks = [{"name": "An", "attempts": ["8.00", "7.90"]}, {"name": "Bình", "attempts": ["8.00", "7.95"]}]
    rules = "athletics_field" if named else {"play": "measured", "kind": "distance", "attempts": 6}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"rules": rules, "marks": marks})))
    assert main(["rank"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["rank"], row["name"], row["decided_by"]) for row in rows] == [
        (1, "Bình", "next_best"),
        (2, "An", "next_best"),
    ]
    assert rows[0]["reason_en"] == "Ahead of An: mark no. 2 7.95, there 7.90"
