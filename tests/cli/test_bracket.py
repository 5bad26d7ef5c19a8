"""``bracket``: the plan of a format, readable and as JSON, without any tournament."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tournament_app.domain.formats import check_plan
from tournament_app.domain.plan import Plan
from tournament_app.store.named_formats import format_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Said


def test_the_plan_can_be_read(desk: Callable[..., Said]) -> None:
    said = desk("bracket", "--format", "double_elimination", "--entries", 4)
    lines = said.out.splitlines()
    assert (said.status, said.err) == (0, "")
    assert lines[0] == "Loại kép: 4 suất, 7 trận"
    assert any("F2" in line and "Chung kết lượt hai" in line for line in lines)
    assert [line.split()[0] for line in lines[-4:]] == ["1", "2", "3", "4"]
    english = desk("bracket", "--format", "knockout", "--entries", 4, "--lang", "en").out
    assert "Winner of Semi-final 1 - Winner of Semi-final 2" in english


@pytest.mark.parametrize("code", sorted(format_files()))
def test_every_format_as_json_is_a_plan_that_holds(desk: Callable[..., Said], code: str) -> None:
    listed = {each["code"]: each for each in desk("bracket", "--list", "--json").data}
    entries = listed[code]["entries"][0]
    data = desk("bracket", "--format", code, "--entries", entries, "--json").data
    plan = Plan.of(data["plan"])
    check_plan(plan)
    assert plan.size == entries
    assert set(data["labels"]) == {contest.ref for contest in plan.contests}
    assert data["name"] == listed[code]["name"]


@pytest.mark.parametrize(
    ("called", "code"),
    [("Round-Robin", "round_robin"), ("single elimination", "knockout"), ("Double-Elimination", "double_elimination")],
)
def test_formats_by_other_names(desk: Callable[..., Said], called: str, code: str) -> None:
    assert (
        desk("bracket", "--format", called, "--entries", 4).out == desk("bracket", "--format", code, "--entries", 4).out
    )


def test_formats_are_listed(desk: Callable[..., Said]) -> None:
    lines = desk("bracket", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(format_files())


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--format", "ladder", "--entries", "8"), "ladder"),
        (("--format", "euro_24", "--entries", "23"), "24"),
        (("--format", "knockout", "--entries", "1"), "1"),
        (("--format", "knockout"), "--list"),
        ((), "--list"),
    ],
)
def test_what_cannot_be_is_said(desk: Callable[..., Said], words: tuple[str, ...], named: str) -> None:
    said = desk("bracket", *words)
    assert said.status == 1
    assert named in said.err
    assert said.out == ""
    assert desk("bracket", *words, "--json").data["error"][0]["text"].strip() == said.err.strip()
