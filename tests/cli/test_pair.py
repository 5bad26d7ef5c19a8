"""``pair``: a published round from a file and from standard input, as text and as JSON; a bad file says why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.domain.swiss_cases import field_of, golden
from tournament_app.pairing.trf import trf_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Said

ROOT = Path(__file__).resolve().parents[2]
CASE = golden("swiss_pairings.json")["vectors"][0]
TRF = trf_of(field_of(CASE["players"], CASE["rounds"], tuple(CASE["absent"])))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def written(content: bytes) -> Path:
        where = tmp_path / "giải.trf"
        where.write_bytes(content)
        return where

    return written


def test_a_file_is_paired_as_published(desk: Callable[..., Said], file: Callable[[bytes], Path]) -> None:
    said = desk("pair", "--system", "dutch", file(TRF.encode()), "--json")
    assert said.status == 0
    assert said.data == {"system": "dutch", "round": 3, "pairs": [[1, 5], [3, 2]], "bye": 6}
    text = desk("pair", file(b"\xef\xbb\xbf" + TRF.replace("\n", "\r\n").encode()), "--lang", "en").out
    assert [line.split() for line in text.splitlines()] == [
        ["Round", "3,", "2", "boards"],
        ["Board", "White", "Black"],
        ["1", "1", "5"],
        ["2", "3", "2"],
        ["3", "6", "bye"],
    ]


def test_standard_input_is_paired_and_nothing_else_is_said(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "pair", "--json"], input=TRF.encode(), capture_output=True, cwd=tmp_path
    )
    assert (said.returncode, said.stderr) == (0, b"")
    assert (
        said.stdout.split() == b'{ "system": "dutch", "round": 3, "pairs": [ [ 1, 5 ], [ 3, 2 ] ], "bye": 6 }'.split()
    )


@pytest.mark.parametrize("coding", ["utf-8", "latin-1"])
def test_names_with_marks_shift_no_column(
    desk: Callable[..., Said], file: Callable[[bytes], Path], coding: str
) -> None:
    named = TRF.replace("Player 1 ", "Þórir Åé ").replace("Player 3 ", "Müller ÿ ")
    assert desk("pair", file(named.encode(coding)), "--json").data["pairs"] == [[1, 5], [3, 2]]


def test_columns_counted_in_bytes_are_read_too(desk: Callable[..., Said], file: Callable[[bytes], Path]) -> None:
    """Written by a program that counts the bytes of UTF-8, a column of the results would be off by one."""
    named = TRF.encode().replace(b"Player 1  ", "Þórir Å".encode())
    assert desk("pair", file(named), "--json").data["pairs"] == [[1, 5], [3, 2]]


def test_the_colour_of_the_first_board(desk: Callable[..., Said], file: Callable[[bytes], Path]) -> None:
    """A line of an unknown kind is passed over."""
    start = "XYZ what\n" + trf_of(field_of([""] * 4, 3)).replace("152 W\n", "")
    assert desk("pair", file(start.encode()), "--json").data["pairs"] == [[1, 3], [4, 2]]
    assert desk("pair", file(start.encode()), "--json", "--top-colour", "b").data["pairs"] == [[3, 1], [2, 4]]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "001"),
        (b"PK\x03\x04\xff\xfe", "001"),
        (b"001 abc\n", "001 abc"),
        (TRF.replace("XXR 3", "XXR 2").encode(), "2"),
        (TRF.replace("   2 b 1", "   7 b 1").encode(), "7"),
    ],
)
def test_a_bad_file_says_why(
    desk: Callable[..., Said], file: Callable[[bytes], Path], content: bytes, why: str
) -> None:
    said = desk("pair", file(content))
    assert (said.status, said.out) == (1, "")
    assert "TRF" in said.err
    assert why in said.err
    assert desk("pair", file(content), "--json").data["error"][0]["code"] == "bad_trf"


def player(number: int, *rounds: str, points: float = 0) -> str:
    return f"001 {number:>4}      {f'Player {number}':<65} {points:4.1f} {number:>4}" + "".join(
        f"  {r}" for r in rounds
    )


ROUND = {1: "   4 w 1", 2: "   3 b 1", 3: "   2 w 0", 4: "   1 b 0"}


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([player(1, "   4 w 1", points=1)], "number 1"),
        ({4: "   1 w 0"}, "round 1 of player 1 and of player 4"),
        ({4: "   1 b 1"}, "round 1 of player 1 and of player 4"),
        ({4: "   2 b 0"}, "round 1 of player 1 and of player 4"),
        ({1: "   4 w +", 4: "   1 b -"}, ""),
        ({1: "   4 w -", 4: "   1 b -"}, ""),
        ({1: "   4 w 0", 4: "   1 b 0"}, ""),
        ({1: "0000 - H", 4: "0000 - U"}, ""),
    ],
)
def test_players_who_contradict_each_other(
    desk: Callable[..., Said], file: Callable[[bytes], Path], lines: list[str] | dict[int, str], why: str
) -> None:
    said = {**ROUND, **lines} if isinstance(lines, dict) else ROUND
    worth = {"1": 1, "+": 1, "U": 1, "H": 0.5}
    text = ["XXR 3", *(player(n, card, points=worth.get(card[-1], 0)) for n, card in said.items())]
    text += [] if isinstance(lines, dict) else lines
    for end in ("\n", "\r\n", "\r"):
        answer = desk("pair", file(end.join([*text, ""]).encode()), "--lang", "en")
        assert answer.status == (1 if why else 0), answer.err
        assert why in answer.err


def test_forbidden_pairs_and_the_first_colour_as_other_programs_write_them(
    desk: Callable[..., Said], file: Callable[[bytes], Path]
) -> None:
    played = "\n".join(["XXR 3", *(player(n, card, points=int(card[-1])) for n, card in ROUND.items()), ""])
    assert desk("pair", file(played.encode()), "--json").data["pairs"] == [[2, 1], [4, 3]]
    for line in ("XXP 1 2\n", "260   1   3    1    2\n"):
        pairs = desk("pair", file((played + line).encode("utf-16")), "--json").data["pairs"]
        assert {frozenset(pair) for pair in pairs} == {frozenset((1, 3)), frozenset((2, 4))}
    start = "\n".join(["XXR 3", *(player(n) for n in range(1, 5)), ""])
    for colour, first in (("white", 1), ("black", 3)):
        assert desk("pair", file(f"{start}XXC {colour}1\n".encode()), "--json").data["pairs"][0][0] == first


def test_a_file_that_is_not_there_says_so(desk: Callable[..., Said], tmp_path: Path) -> None:
    said = desk("pair", tmp_path / "không có.trf")
    assert said.status == 1
    assert "không có.trf" in said.err


def test_a_round_that_cannot_be_paired_is_refused(desk: Callable[..., Said], file: Callable[[bytes], Path]) -> None:
    over = trf_of(field_of(["2w1", "1b0"], 3))
    said = desk("pair", file(over.encode()), "--json", "--lang", "en")
    assert said.status == 1
    assert said.data["error"][0]["code"] == "no_pairing"
