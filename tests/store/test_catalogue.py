"""Templates an organiser may edit: the XXV one says what the reference says; a slip is answered with file and key."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tournament_app import paths, words
from tournament_app.domain.rules import EventRules, Format, Prizes
from tournament_app.errors import Refused
from tournament_app.store.catalogue import Template, load_template, templates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A copy of the catalogue to spoil."""
    return shutil.copytree(paths.database("catalogue"), tmp_path / "catalogue")


@pytest.fixture(scope="module")
def xxv() -> Template:
    return load_template("xxv")


def spoil(catalogue: Path, name: str, old: str, new: str) -> None:
    file = catalogue / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_templates_are_listed_the_empty_one_last():
    assert templates() == [
        ("hoi_thao", "Hội thao và hội diễn"),
        ("xxv", "Giải thể thao truyền thống Khối các cơ quan tỉnh Thái Nguyên XXV"),
        ("blank", "Giải thể thao"),
    ]


def test_a_template_that_cannot_be_read_is_listed_by_its_code(catalogue: Path):
    (catalogue / "tournaments" / "torn.toml").write_text("[tournament", encoding="utf-8")
    assert ("torn", "torn") in templates(catalogue)


def test_the_tournament_row(xxv: Template):
    assert xxv.tournament == {
        "name": "Giải thể thao truyền thống Khối các cơ quan tỉnh Thái Nguyên",
        "edition": "XXV",
        "organiser": "Đảng ủy Khối các cơ quan tỉnh Thái Nguyên",
        "place": "Thái Nguyên",
        "first_day": "2024-10-25",
        "days": 3,
        "tentative": 1,
        "limits": {
            "year": 2024,
            "age_rule": "year",
            "max_events_per_athlete": 3,
            "max_entries_per_delegation": 2,
            "play_down": False,
            "rest": 20,
        },
        "settings": {
            "zone": "Asia/Ho_Chi_Minh",
            "short_name": "Hội thao",
            "short_organiser": "Khối các cơ quan tỉnh",
        },
    }


def test_xxv_says_what_the_reference_says(xxv: Template, shared: Path):
    reference = json.loads((shared / "reference" / "catalogue-xxv.json").read_text(encoding="utf-8"))
    codes = {name: sport["code"] for name, sport in reference["sports"].items()}
    assert [
        (e.code, e.sport, e.name, e.men, e.women, [e.age_min, e.age_max], e.leaders_only, e.squad) for e in xxv.events
    ] == [
        (
            e["code"],
            codes[e["sport"]],
            e["name"],
            e["men"],
            e["women"],
            e.get("age", [None, None]),
            e.get("leaders_only", False),
            tuple(e["squad"]) if "squad" in e else None,
        )
        for e in reference["events"]
    ]
    assert {e.prizes for e in xxv.events} == {Prizes(**reference["prizes"])}
    assert xxv.venues == tuple(
        {
            "name": venue["name"],
            "courts": [
                {"name": name, "sport": codes[court["sport"]], "boards": court.get("boards", 1)}
                for court in venue["courts"]
                for name in court["names"]
            ],
        }
        for venue in reference["venues"]
    )
    for name, sport in reference["sports"].items():
        events = [e for e in xxv.events if e.sport == codes[name]]
        assert {e.at(e.minutes, "group") for e in events} == {sport["minutes"]}
        assert {e.at(e.minutes, "final") for e in events if "final_minutes" in sport} <= {sport.get("final_minutes")}


def test_sessions_stand_day_by_day_and_the_last_day_has_no_evening(xxv: Template):
    assert [(s["day"], s["name"], s["start"], s["end"]) for s in xxv.sessions] == [
        (0, "Sáng", 450, 690),
        (0, "Chiều", 810, 1050),
        (0, "Tối", 1110, 1260),
        (1, "Sáng", 450, 690),
        (1, "Chiều", 810, 1050),
        (1, "Tối", 1110, 1260),
        (2, "Sáng", 450, 690),
        (2, "Chiều", 810, 1050),
    ]


@pytest.mark.parametrize(
    ("sport", "scoring", "minutes", "ranking"),
    [
        ("CL", ["badminton_1x21", "badminton_1x21", "badminton_3x21"], [18, 18, 40], "bwf"),
        ("BCH", ["air_volleyball_3"] * 3, [45, 45, 45], "volleyball_points"),
        ("BB", ["table_tennis_3", "table_tennis_5", "table_tennis_5"], [20, 25, 25], "ittf"),
        ("CT", ["board"] * 3, [60, 60, 60], "points"),
    ],
)
def test_how_each_sport_is_played(xxv: Template, sport: str, scoring: list[str], minutes: list[int], ranking: str):
    stages = ("group", "knockout", "final")
    for event in (e for e in xxv.events if e.sport == sport):
        assert [event.at(event.scoring, stage) for stage in stages] == scoring
        assert [event.at(event.minutes, stage) for stage in stages] == minutes
        assert (event.ranking, event.format) == (ranking, Format())


def test_an_event_survives_its_own_copy_in_the_tournament(xxv: Template):
    for event in xxv.events:
        assert EventRules.of(json.loads(json.dumps(event.data()))) == event


def test_the_rules_are_all_copied_and_are_plain_data(xxv: Template):
    assert list(xxv.rules["sport"]) == ["CL", "BCH", "BB", "CT"]
    assert set(xxv.rules) == {"sport", "scoring", "ranking", "overall"}
    assert {code for e in xxv.events for code in e.scoring.values()} <= set(xxv.rules["scoring"])
    json.dumps(xxv.rules)


def test_the_blank_template_has_a_hall_and_no_events():
    blank = load_template("blank")
    assert blank.events == ()
    assert [venue["name"] for venue in blank.venues] == ["Nhà thi đấu"]
    assert blank.sessions


def test_an_event_may_differ_from_its_sport_key_by_key(catalogue: Path):
    spoil(
        catalogue,
        "tournaments/xxv.toml",
        'name = "Đôi nam 46-50 tuổi"',
        'name = "Đôi nam 46-50 tuổi"\n'
        "prizes = { third = 1 }\nformat = { third_place = true }\nminutes = { group = 15 }",
    )
    event = next(e for e in load_template("xxv", catalogue).events if e.code == "CL-04")
    assert event.prizes == Prizes(third=1)
    assert event.format == Format(third_place=True)
    assert event.minutes == {"group": 15}
    assert event.scoring["final"] == "badminton_3x21"


def test_who_withdraws_is_treated_as_the_sport_says_unless_the_event_says_otherwise(catalogue: Path, xxv: Template):
    by_sport = {event.sport: event.withdrawal for event in xxv.events}
    assert by_sport == {"CL": "delete", "BCH": "walkover", "BB": "walkover", "CT": "walkover"}
    spoil(catalogue, "tournaments/xxv.toml", 'code = "CL-04"', 'code = "CL-04"\nwithdrawal = "stand"')
    changed = {event.code: event.withdrawal for event in load_template("xxv", catalogue).events}
    assert (changed["CL-04"], changed["CL-05"]) == ("stand", "delete")


def test_a_file_saved_by_a_plain_editor_with_a_mark_in_front_is_read(catalogue: Path):
    file = catalogue / "tournaments" / "xxv.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert len(load_template("xxv", catalogue).events) == 23


XXV = "tournaments/xxv.toml"
SLIPS = [
    (XXV, "days = 3\n", "days = 0\n", "tournament.days"),
    (XXV, "days = 3\n", 'days = "3"\n', "tournament.days"),
    (XXV, "days = 3\n", "days = true\n", "tournament.days"),
    (XXV, 'edition = "XXV"', "edition = 25", "tournament.edition"),
    (XXV, "first_day = 2024-10-25", 'first_day = "25/10/2024"', "tournament.first_day"),
    (XXV, 'name = "Giải', 'nmae = "Giải', "tournament.nmae"),
    (XXV, '"BB", "CT"]', '"BB", "XX"]', "tournament.sports"),
    (XXV, "year = 2024 ", "", "limits.year"),
    (XXV, 'age_rule = "year"', 'age_rule = "day"', "limits.age_rule"),
    (XXV, "second = 1", 'second = "one"', "prizes.second"),
    (XXV, 'from = "07:30"', 'from = "7h30"', "sessions[1].from"),
    (XXV, 'from = "07:30"', 'from = "25:30"', "sessions[1].from"),
    (XXV, 'to = "11:30"', 'to = "07:30"', "sessions[1].to"),
    (XXV, 'from = "13:30"', 'from = "11:00"', "sessions[2].from"),
    (XXV, "days = [1, 2]", "days = [1, 4]", "sessions[3].days"),
    (XXV, 'names = ["Phòng cờ"]', 'names = "Phòng cờ"', "venues[4].courts[1].names"),
    (XXV, "boards = 40", "boards = 0", "venues[4].courts[1].boards"),
    (XXV, 'sport = "BCH"\nnames', 'sport = "XX"\nnames', "venues[2].courts[1].sport"),
    (XXV, 'code = "CL-02"', 'code = "CL-01"', "events[2].code"),
    (XXV, 'code = "CL-01"\nsport = "CL"', 'code = "CL-01"\nsport = "XX"', "events[1].sport"),
    (XXV, "men = 2", "man = 2", "events[1].man"),
    (XXV, "men = 2\n", "", "events[1].men"),
    (XXV, "squad = [5, 10]", "squad = [10, 5]", "events[14].squad"),
    (XXV, "squad = [5, 10]", "squad = [5]", "events[14].squad"),
    (XXV, "age_min = 46\nage_max = 50", "age_min = 50\nage_max = 46", "events[4].age_min"),
    (XXV, "leaders_only = true", 'leaders_only = "yes"', "events[1].leaders_only"),
    (XXV, "leaders_only = true", 'scoring = { group = "none" }', "events[1].scoring.group"),
    (XXV, "leaders_only = true", "minutes = { group = 0 }", "events[1].minutes.group"),
    (XXV, "leaders_only = true", "minutes = { semi = 20 }", "events[1].minutes.semi"),
    (XXV, "leaders_only = true", 'ranking = "none"', "events[1].ranking"),
    (XXV, "leaders_only = true", 'format = { kind = "lottery" }', "events[1].format.kind"),
    (XXV, "leaders_only = true", "format = 3", "events[1].format"),
    (XXV, '\nby = "medals"', '\nby = "beauty"', "overall.by"),
    (XXV, "points = [7, 5,", 'points = [7, "five",', "overall"),
    (XXV, "points = [7, 5,", "colour = [7, 5,", "overall.colour"),
    (XXV, "[overall]", "[total]", "total"),
    ("sports/bb.toml", 'short_name = "BB"\n', "", "short_name"),
    ("sports/bb.toml", 'ranking = "ittf"', 'ranking = "fide"', "ranking"),
    ("sports/ct.toml", "qualifiers = 2", "qualifiers = 1.5", "format.qualifiers"),
    ("sports/cl.toml", 'withdrawal = "delete"', 'withdrawal = "forget"', "withdrawal"),
    ("scoring/board.toml", "kind", "sort", "sort"),
    ("ranking/ittf.toml", "criteria = [", 'criteria = ["luck", ', ""),
    ("ranking/ittf.toml", "criteria", "criterion", ""),
]


@pytest.mark.parametrize(("name", "old", "new", "key"), SLIPS)
def test_a_slip_is_answered_with_file_and_key(catalogue: Path, name: str, old: str, new: str, key: str):
    spoil(catalogue, name, old, new)
    with pytest.raises(Refused) as refused:
        load_template("xxv", catalogue)
    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == ("catalogue", key)
    assert problem.text.say("en").startswith(f"{name.rpartition('/')[2]}, {key or '-'}: ")


def test_what_is_no_toml_says_the_line(catalogue: Path):
    spoil(catalogue, "tournaments/xxv.toml", "tentative = true", "tentative = maybe")
    with pytest.raises(Refused, match=r"xxv\.toml.*line 11"):
        load_template("xxv", catalogue)


def test_another_encoding_is_named(catalogue: Path):
    file = catalogue / "tournaments" / "xxv.toml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(Refused, match="UTF-8"):
        load_template("xxv", catalogue)


def test_a_template_nobody_wrote_is_refused_with_those_there_are():
    with pytest.raises(Refused) as refused:
        load_template("xxvi")
    assert refused.value.problems[0].code == "unknown_template"
    assert refused.value.problems[0].text.say("en") == "No template is called xxvi; there are: blank, hoi_thao, xxv"


def test_a_refusal_speaks_vietnamese(catalogue: Path):
    spoil(catalogue, "tournaments/xxv.toml", "days = 3\n", 'days = "3"\n')
    assert words.language() == "vi"
    with pytest.raises(Refused, match="phải là một số nguyên"):
        load_template("xxv", catalogue)


@pytest.mark.parametrize(
    ("name", "old", "new", "key"),
    [
        ("sports/dk.toml", 'name = "Nhảy xa"', "names = 1", "disciplines.nhay_xa.names"),
        ("sports/dk.toml", 'kind = "height" ', 'kind = "depth" ', "disciplines.nhay_cao"),
        ("sports/hd.toml", "judges = 5 ", "judges = 99 ", ""),
        ("tournaments/hoi_thao.toml", 'discipline = "nhay_xa"', 'discipline = "nhay_sao"', "events[3].discipline"),
    ],
)
def test_a_wrong_slip_of_a_measured_event_names_the_file_and_the_key(catalogue, name, old, new, key):
    spoil(catalogue, name, old, new)
    with pytest.raises(Refused) as refused:
        load_template("hoi_thao", catalogue)
    said = refused.value.problems[0].text.say("en")
    assert name.rpartition("/")[2] in said
    assert key in said


def test_an_event_takes_what_its_discipline_says():
    events = {event.code: event for event in load_template("hoi_thao").events}
    assert events["DK-03"].marks["attempts"] == 6
    assert events["DK-03"].minutes == {"final": 60}
    assert [events[code].play for code in ("DK-01", "HD-01", "TT-01")] == ["measured", "judged", "list"]


UNVERIFIED = (
    *("afc", "air_volleyball", "atp", "bwf", "bwf_team", "fiba", "fifa_2026"),
    *("pickleball", "tug_of_war", "uefa", "wxf", "xiangqi_swiss"),
)
"""Ranking rules of which a part is from memory, or from notes on the text: an organiser must not be misled."""


@pytest.mark.parametrize("code", UNVERIFIED)
def test_a_rule_that_nobody_read_in_the_federation_s_text_says_so(code: str):
    head = paths.database("catalogue", "ranking", f"{code}.toml").read_text(encoding="utf-8").partition("\ncode = ")[0]
    _, found, what = head.partition("\n# Not verified: ")
    assert found
    assert len(what) > 30
