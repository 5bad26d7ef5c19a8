"""What the help tells a referee to type is read as it says, in both languages."""

from __future__ import annotations

import re

import pytest

from tests.domain.ranking_cases import SCORING
from tournament_app.domain.outcome import Kind
from tournament_app.domain.written_score import read_score
from tournament_app.gui.help import help_text

TYPED = {
    "21-17 19-21 21-15": ("badminton_3x21", Kind.PLAYED),
    "17 -19 15": ("badminton_3x21", Kind.PLAYED),
    "2117": ("badminton_1x21", Kind.PLAYED),
    "7-6(3) 4-6 6-2": ("tennis_3", Kind.PLAYED),
    "2-1": ("tug_of_war_3", Kind.PLAYED),
    "1-1 (4-3)": ("football_7", Kind.PLAYED),
    "½-½": ("board", Kind.PLAYED),
    "½-½ 1-0": ("board_2", Kind.PLAYED),
    "21-17 21-15; 12-21 14-21; 21-19 21-12": ("badminton_team_3", Kind.PLAYED),
    "wo1": ("badminton_1x21", Kind.WALKOVER),
    "wo12": ("badminton_1x21", Kind.BOTH_ABSENT),
    "11-8 ret2": ("badminton_1x21", Kind.RETIRED),
    "dsq1": ("badminton_1x21", Kind.DISQUALIFIED),
    "½-½ ½-½ qua1": ("board_2", Kind.PLAYED),
}


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_score_of_the_help_is_read_as_it_says(code):
    rows = re.findall(r"^\| (`.+?`) \|", help_text("score", code).split("## ")[1], re.MULTILINE)
    told = {typed for row in rows for typed in re.findall(r"`(.+?)`", row)}
    assert told - set(TYPED) <= {"1-0", "0-1", "wo2"}, "a score the help tells and nobody reads"
    assert set(TYPED) <= told
    for typed, (rule, kind) in TYPED.items():
        read = read_score(typed, SCORING[rule], draw_allowed=typed == "½-½")
        asks = ["sent_through"] if "qua" in typed else []  # it asks for the reason, as the help says
        assert (read.kind, [problem.code for problem in read.problems]) == (kind, asks), typed


@pytest.mark.parametrize(("topic", "words"), [
    ("score", ("Ctrl+Del", "F10")),
    ("people", ("F6",)),
    ("draw", ("F9", "SHA-256")),
    ("journal", ("USB", "PIN", "Ctrl+E")),
    ("overview", ("Ctrl+Shift+I", "Ctrl+K")),
])  # fmt: skip
def test_both_languages_tell_the_same_keys(topic, words):
    for code in ("vi", "en"):
        text = help_text(topic, code)
        assert [word for word in words if word not in text] == []
    keys = [set(re.findall(r"`((?:Ctrl\+|F\d|Alt\+)[^`]*)`", help_text(topic, code))) for code in ("vi", "en")]
    assert keys[0] == keys[1]
