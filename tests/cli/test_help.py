"""What the command line says of itself: every verb named, in both languages, mistakes told in the same language."""

from __future__ import annotations

import argparse
import inspect
import tomllib
from typing import TYPE_CHECKING

import pytest

from tournament_app import __main__, cli, paths
from tournament_app.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said
    from tournament_app.cli.verb import Verb

    Desk = Callable[..., Said]

SHOWN = [verb for verb in cli.VERBS if verb.about is not None]


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, str]:
    """Status and text of a command line that argparse answers itself."""
    with pytest.raises(SystemExit) as left:
        __main__.main(words)
    out = capsys.readouterr()
    return left.value.code, out.out + out.err


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"], ["--lang", "en", "help"]])
def test_help_names_every_verb(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, text = said(capsys, *words)
    assert status == 0
    named = {line.split()[0] for line in text.splitlines() if line.startswith("    ") and line[4] != " "}
    assert {verb.name for verb in SHOWN} <= named


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("verb", SHOWN, ids=lambda verb: verb.name)
def test_each_verb_says_what_it_does(verb: Verb, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert verb.about is not None
    for words in ([verb.name, "--lang", code, "--help"], ["help", verb.name, "--lang", code]):
        status, text = said(capsys, *words)
        assert status == 0
        assert verb.about.say(code).split()[-1] in text
        assert ("usage" in text) == (code == "en")
        assert ("this help" in text) == (code == "en")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["exprot", "giai"], "exprot"),
        (["score", "giai.giai"], "match, score"),
        (["history", "giai.giai", "--last", "abc"], "abc"),
        (["bracket", "--entries", "8.0"], "8.0"),
        (["rank", "--lang", "fr"], "fr"),
        (["pair", "--rules"], "--rules"),
        (["standings", "giai.giai", "--event"], "--event"),
    ],
)
def test_mistakes_are_told_in_vietnamese(words: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, text = said(capsys, *words)
    assert status == 2
    assert named in text
    assert "chưa làm được" in text
    for english in ("usage", "error", "argument", "invalid", "expected", "required", "choose"):
        assert english not in text


def test_argparse_still_says_these_sentences() -> None:
    """A new Python that words them otherwise would answer in English again."""
    source = inspect.getsource(argparse)
    for sentence in tomllib.loads(paths.resource("cli", "argparse.vi.toml").read_text(encoding="utf-8")):
        assert sentence.replace("\n", "\\n") in source, sentence


def test_a_folder_called_like_a_verb_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "export").mkdir()
    assert said(capsys, "export")[0] == 2


def test_stopping_with_ctrl_c_is_no_crash(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        def read(self) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", type("Stdin", (Interrupted,), {"buffer": Interrupted()})())
    for verb in (["rank", "--rules", "uefa"], ["pair"]):
        stopped = desk(*verb)
        assert stopped.status == 130
        assert "Đã dừng" in stopped.err
