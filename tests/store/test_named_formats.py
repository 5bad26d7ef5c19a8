"""The formats of the catalogue hold together for every number of entries they allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tournament_app.domain.formats import OPTIONS, describe
from tournament_app.domain.rules import Format
from tournament_app.errors import Refused
from tournament_app.store.named_formats import format_files, named_format, read_format

if TYPE_CHECKING:
    from pathlib import Path

WHERE_SHEETS_GROW = {255, 256, 257, 511, 512, 513, 1023, 1024}


@pytest.mark.parametrize("code", sorted(format_files()))
def test_every_format_has_a_plan_for_every_number_it_allows(code: str) -> None:
    named = named_format(code)
    assert named.code == code
    assert named.name
    for entries in range(named.fewest, named.most + 1):
        if entries <= 130 or entries in WHERE_SHEETS_GROW:
            plan = named.plan(entries)  # checked
            assert plan.size == len(plan.places) == entries
            assert describe(plan).say("vi")
    for entries in (named.fewest - 1, named.most + 1):
        with pytest.raises(Refused) as refused:
            named.plan(entries)
        assert refused.value.problems[0].field == "entries"


def test_the_catalogue_has_a_format_of_every_kind_and_writes_only_what_the_kind_knows() -> None:
    formats = [named_format(code).format for code in format_files()]
    assert {each.kind for each in formats} == set(OPTIONS)
    plain = Format()
    for each in formats:
        written = {name for name in Format.__dataclass_fields__ if getattr(each, name) != getattr(plain, name)}
        assert written - {"kind"} <= set(OPTIONS[each.kind])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('code = "a"\nname = "A"\nentries = [2, 4]\nformat = {kind = "ladder"}', "ladder"),
        ('code = "a"\nname = "A"\nentries = [2, 4]\nsize = 3\nformat = {kind = "knockout"}', "size"),
        ('code = "a"\nname = "A"\nentries = [2]\nformat = {kind = "knockout"}', "entries"),
        ('code = "a"\nname = "A"\nentries = [4, 9]\nformat = {kind = "groups", groups = 4, qualifiers = 2}', "4"),
        (
            'code = "a"\nname = "A"\nentries = [8, 8]\nformat = {kind = "groups", groups = 2, crossing = ["A#1 X#9"]}',
            "X#9",
        ),
        ("code = ", "TOML"),
    ],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "thể thức.toml"
    file.write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(Refused) as refused:
        read_format(file)
    assert said in str(refused.value)
    assert "thể thức.toml" in str(refused.value)


def test_an_organisers_own_file_is_a_format_too(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'code = "own"\nname = "Riêng"\nentries = [6, 6]\n[format]\nkind = "groups"\nsizes = [2, 4]\nqualifiers = 1\n',
        encoding="utf-8",
        newline="\n",
    )
    assert [len(members) for members in named_format(str(file)).plan(6).groups.values()] == [2, 4]
    with pytest.raises(Refused):
        named_format(str(tmp_path / "missing.toml"))
