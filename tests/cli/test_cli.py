"""A whole tournament from the command line: each command as people and as machines read it, in both languages."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.cli.conftest import FORMS
from tests.conftest import ROOT
from tests.servers import emptied
from tournament_app.__main__ import main
from tournament_app.cli import names
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Desk = Callable[..., Said]
    At = Callable[[str], Path]

LANGUAGES = pytest.mark.parametrize("lang", ["vi", "en"])


def truth() -> dict[str, Any]:
    return json.loads((FORMS / "truth.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def rows(file: Path) -> dict[str, list[Any]]:
    """Everything in the file, the audit too."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}


def ready_match(file: Path, event: str, stage: str = "group") -> int:
    from tournament_app.queries.matches import match_rows

    store = Store.open(file)
    with store.reading() as db:
        found = next(m.number for m in match_rows(db) if m.event == event and m.stage == stage and m.status == "ready")
    store.close()
    return found


# ------------------------------------------------------------------------------------------------------- the whole way
@LANGUAGES
def test_the_whole_way_for_people(desk: Desk, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "giải.giai"
    way = [
        ("new", file),
        ("import", file, FORMS),
        ("draw", file, "--lock", "--seed", "7"),
        ("schedule", file),
        ("simulate", file),
        ("standings", file, "--event", "CL-05"),
        ("medals", file),
        ("check", file),
        ("history", file),
        ("entries", file),
    ]
    english = re.compile(r"\b(entry|entries|takes|match|matches|the|of|schedule|group|rank|points|wins|and)\b")
    for words in way:
        said = desk(*words, "--lang", lang)
        assert said.status == 0, (words, said.out[-500:], said.err)
        assert said.out.strip()
        assert said.err == ""
        assert not re.search(r"\{\w*\}|Text\(|Fraction\(|None", said.out), (words, said.out)
        if lang == "vi":
            told = said.out.replace(str(tmp_path), "")
            assert not english.search(told), (words, [x for x in told.splitlines() if english.search(x)][:3])


def test_the_whole_way_for_machines(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "giải.giai"
    made = desk("new", file, "--json").data
    assert (made["file"], made["events"]) == (str(file), 23)
    assert desk("import", file, FORMS, "--json").data["entries"] == 465
    drawn = desk("draw", file, "--lock", "--seed", "7", "--json").data
    assert len(drawn["drawn"]) == 23
    assert drawn["left"] == []
    placed = desk("schedule", file, "--json").data
    assert placed["unplaced"] == []
    assert [c for c in placed["clashes"] if c["severity"] == "hard"] == []
    played = desk("simulate", file, "--json").data
    assert played["results"] >= placed["placed"]
    assert desk("simulate", file, "--json").data["results"] == 0, "there was nothing left to play"
    table = desk("medals", file, "--json").data["table"]
    assert sum(row["gold"] for row in table) == 23
    assert [row["rank"] for row in table] == sorted(row["rank"] for row in table)
    ranks = desk("standings", file, "--event", "CL-05", "--json").data
    assert all(row["reason"] for group in ranks["groups"] for row in group["ranks"])
    assert sorted(row["place"] for row in ranks["places"])[:2] == [1, 2]
    assert desk("check", file, "--json").data["ok"] is True


def test_the_same_seed_draws_and_plays_the_same(desk: Desk, at: At, tmp_path: Path) -> None:
    answers = []
    for _ in range(2):
        file = at("import")
        draw = desk("draw", file, "--seed", "gieo", "--json").data["drawn"]
        desk("schedule", file)
        desk("simulate", file, "--seed", "9", "--event", "CT-02")
        answers.append((draw, desk("standings", file, "--event", "CT-02", "--json").data))
    assert answers[0] == answers[1]


def test_export_writes_the_documents(desk: Desk, at: At, tmp_path: Path) -> None:
    said = desk("export", at("played"), tmp_path / "giấy tờ", "--event", "CL-10", "--json")
    assert said.status == 0, said.out
    assert said.data
    assert all((tmp_path / "giấy tờ") in (tmp_path / name).parents for name in said.data)
    assert all((tmp_path / name).stat().st_size > 500 for name in said.data)
    odd = desk("export", at("played"), tmp_path / "x", "--only", "thực đơn")
    assert odd.status != 0
    assert "thực đơn" in odd.err


def test_as_a_program_of_its_own(tmp_path: Path) -> None:
    def run(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tournament_app", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    made = run("new", tmp_path / "giải.giai")
    assert (made.returncode, made.stderr) == (0, "")
    assert "23 nội dung" in made.stdout
    again = run("new", tmp_path / "giải.giai", "--lang", "en")
    assert again.returncode == 1
    assert "already" in again.stderr
    assert "Traceback" not in again.stderr


def test_every_verb_helps(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in names():
        with pytest.raises(SystemExit) as end:
            main([verb, "--help", "--lang", "en"])
        assert end.value.code == 0
        assert verb in capsys.readouterr().out


@pytest.mark.postgres
def test_a_server_takes_the_place_of_a_file(desk: Desk, server: str) -> None:

    url = emptied(server)
    assert desk("new", url).status == 0
    assert desk("import", url, FORMS, "--json").data["athletes"] == 753
    assert len(desk("entries", url, "--json").data) == 465
    assert desk("draw", url, "--event", "CL-10", "--seed", "1").status == 0
    assert desk("check", url, "--json").data["ok"] is True
    said = desk("backup", url)
    assert said.status == 1
    assert said.err


# --------------------------------------------------------------------------------------------------------------- forms
def test_import_finds_what_the_truth_says(desk: Desk, at: At) -> None:
    data = desk("import", at("new"), FORMS, "--json").data
    assert {k: data[k] for k in ("units", "athletes", "entries")} == {"units": 45, "athletes": 753, "entries": 465}
    expected = Counter((p["kind"], p["unit"], p["who"]) for p in truth()["problems"])
    assert Counter((p["kind"], p["unit"], p["who"]) for p in data["problems"]) == expected
    assert expected.total() == 11
    assert all(p["file"] and p["cell"] and p["detail"] for p in data["problems"])


def test_entries_are_those_of_the_truth(desk: Desk, at: At) -> None:
    data = desk("entries", at("import"), "--json").data

    def numbered(number: int, members: list[str]) -> int:
        return number if len(members) > 1 else 0  # forms number pairs and teams; singles stand in the order of the form

    found = Counter((e["event"], e["unit"], numbered(e["number"], e["members"]), frozenset(e["members"])) for e in data)
    assert found == Counter(
        (e["event"], unit["name"], numbered(e["no"], e["members"]), frozenset(e["members"]))
        for unit in truth()["units"]
        for e in unit["entries"]
    )
    one = desk("entries", at("import"), "--event", "CL-10", "--json").data
    assert [e for e in data if e["event"] == "CL-10"] == one


def test_importing_again_changes_nothing(desk: Desk, at: At) -> None:
    file = at("import")
    before = rows(file)
    said = desk("import", file, FORMS, "--json")
    assert said.status == 0
    assert said.data["changes"] == []
    assert rows(file) == before


def test_a_dry_run_changes_nothing_and_shows_all(desk: Desk, at: At) -> None:
    file = at("new")
    before = rows(file)
    said = desk("import", file, FORMS, "--dry-run", "--json")
    assert said.status == 0
    assert (said.data["applied"], len(said.data["changes"]) > 1000) == (False, True)
    assert rows(file) == before
    lines = desk("import", file, FORMS, "--dry-run").out
    assert "+ VĐV" in lines
    assert "Chưa có gì thay đổi." in lines


def test_a_corrected_form_updates_its_delegation_alone(desk: Desk, at: At, tmp_path: Path) -> None:
    file = at("import")
    form = tmp_path / "ban-dan-toc.xlsx"
    book = openpyxl.load_workbook(FORMS / "matrix" / "ban-dan-toc.xlsx")
    cell = None
    athletes = {e for unit in truth()["units"] if unit["name"] == "Ban Dân tộc" for e in unit["athletes"]}
    for row in book.active.iter_rows():
        for c in row:
            if isinstance(c.value, str) and c.value.strip() in athletes and cell is None:
                cell = c
    assert cell is not None
    old, cell.value = cell.value.strip(), "Người Mới Toanh"
    book.save(form)
    before = rows(file)
    shown = desk("import", file, form, "--dry-run", "--json").data
    assert {c["unit"] for c in shown["changes"]} == {"Ban Dân tộc"}
    assert any(c["kind"] == "added" and "Người Mới Toanh" in c["text"] for c in shown["changes"])
    assert any(c["kind"] == "removed" and old in c["text"] for c in shown["changes"])
    assert rows(file) == before
    done = desk("import", file, form, "--json").data
    assert done["changes"] == shown["changes"]
    entries = desk("entries", file, "--json").data
    assert any("Người Mới Toanh" in e["members"] for e in entries)
    others = [e for e in entries if e["unit"] != "Ban Dân tộc"]
    assert others == [e for e in desk("entries", at("import"), "--json").data if e["unit"] != "Ban Dân tộc"]


# -------------------------------------------------------------------------------------------------------------- scores
def test_a_score_is_entered_corrected_and_taken_away(desk: Desk, at: At) -> None:
    file = at("schedule")
    number = ready_match(file, "CL-05")
    won = desk("score", file, number, "21-17", "--json")
    assert won.status == 0
    assert (won.data["match"], won.data["score"], won.data["winner"]) == (number, "21-17", won.data["sides"][0])
    lost = desk("score", file, number, "17-21", "--json").data
    assert lost["winner"] == lost["sides"][1]
    gone = desk("score", file, number, "-", "--json").data
    assert (gone["score"], gone["winner"], gone["kind"]) == ("", None, None)
    again = desk("score", file, number, "-")
    assert again.status == 1
    walked = desk("score", file, number, "wo b", "--json")
    assert walked.status in (0, 1)


@pytest.mark.parametrize("score", ["21-20", "21-21", "22-19", "a-b", "21-17 21-15", "99999-3"])
def test_a_wrong_score_is_refused_and_nothing_changes(desk: Desk, at: At, score: str) -> None:
    file = at("schedule")
    number = ready_match(file, "CL-05")
    before = rows(file)
    said = desk("score", file, number, score)
    assert (said.status, said.out) == (1, "")
    assert len(said.err) > 10
    assert rows(file) == before
    told = desk("score", file, number, score, "--json")
    assert told.status == 1
    assert told.data["error"][0]["code"]


def test_an_odd_score_needs_its_reason(desk: Desk, at: At) -> None:
    file = at("schedule")
    number = ready_match(file, "CL-05")
    assert desk("score", file, number, "21-20").status == 1
    said = desk("score", file, number, "21-20", "--override", "mất điện", "--json")
    assert said.status == 0, said.out
    assert said.data["score"] == "21-20"


def test_a_match_nobody_knows(desk: Desk, at: At) -> None:
    file = at("schedule")
    before = rows(file)
    said = desk("score", file, 99999, "21-17")
    assert said.status == 1
    assert "99999" in said.err
    assert rows(file) == before


def test_a_correction_that_voids_needs_a_word(desk: Desk, at: At) -> None:
    from tournament_app.queries.matches import match_rows

    file = at("played")
    store = Store.open(file)
    with store.reading() as db:
        semis = [m for m in match_rows(db) if m.contest == "SF1" and m.event.startswith("CL") and m.score]
        match = semis[0]
        final = next(m for m in match_rows(db) if m.event == match.event and m.contest == "F")
    store.close()
    assert match.outcome is not None
    turned = " ".join(f"{b}-{a}" for a, b in match.outcome.games)
    before = rows(file)
    said = desk("score", file, match.number, turned)
    assert said.status == 1
    assert str(final.number) in said.err
    assert rows(file) == before
    assert desk("score", file, match.number, turned, "--void").status == 0
    findings = desk("check", file, "--json").data["findings"]
    assert "results" not in {f["part"] for f in findings}, "what is void is gone: nothing is left to be found"
    assert desk("undo", file).status == 0
    after, counts = rows(file), ("audit", "sqlite_sequence")
    assert {t: r for t, r in after.items() if t not in counts} == {t: r for t, r in before.items() if t not in counts}


def test_undo_redo_and_history(desk: Desk, at: At) -> None:
    file = at("schedule")
    number = ready_match(file, "CL-05")
    before = rows(file)["result"]
    desk("score", file, number, "21-17")
    scored = rows(file)["result"]
    assert len(scored) == len(before) + 1
    undone = desk("undo", file, "--json").data
    assert undone["undid"] == undone["act"] - 1
    assert rows(file)["result"] == before
    assert desk("undo", file, "--redo").status == 0
    assert rows(file)["result"] == scored
    acts = desk("history", file, "--last", "3", "--json").data
    assert [a["command"] for a in acts] == ["Redo", "Undo", "RecordScore"]
    assert "CL-05" in acts[2]["text"]
    assert "21-17" in acts[2]["text"]
    assert acts[2]["station"] == "cli"
    assert desk("undo", file, "--redo").status == 1


def test_a_backup_is_a_whole_tournament(desk: Desk, at: At, tmp_path: Path) -> None:
    file = at("draw")
    data = desk("backup", file, "--to", tmp_path / "usb", "--json").data
    assert data["verified"] is True
    assert desk("check", data["path"]).status == 0
    assert desk("entries", data["path"], "--json").data == desk("entries", file, "--json").data


def test_a_shift_moves_the_first_day(desk: Desk, at: At) -> None:
    file = at("schedule")
    (row,) = rows(file)["tournament"]
    first = next(date.fromisoformat(v) for v in row if isinstance(v, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", v))
    data = desk("shift", file, 7, "--json").data
    assert data["first_day"] == (first + timedelta(days=7)).isoformat()
    assert desk("shift", file, "-7", "--json").data["first_day"] == first.isoformat()


def test_check_finds_a_broken_chain(desk: Desk, at: At) -> None:
    file = at("draw")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE audit SET actor = 'ai đó' WHERE id = 3")
    said = desk("check", file, "--json")
    assert said.status == 1
    assert ("audit", "chain", True) in {(f["part"], f["kind"], f["hard"]) for f in said.data["findings"]}


def test_check_finds_a_row_changed_from_outside(desk: Desk, at: At) -> None:
    file = at("draw")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE athlete SET name = 'Ai Đó' WHERE id = 5")
    said = desk("check", file)
    assert said.status == 1
    assert "athlete" in said.out.splitlines()[0]


def test_the_seed_of_a_draw_is_printed_and_a_locked_draw_stays(desk: Desk, at: At) -> None:
    file = at("draw")
    before = rows(file)
    one = desk("draw", file, "--event", "CL-05", "--seed", "khác")
    assert one.status == 1
    assert one.err
    assert rows(file) == before
    everything = desk("draw", file, "--seed", "khác", "--json")
    assert everything.status == 1
    assert len(everything.data["left"]) == 23
    assert rows(file) == before


def test_a_robot_stops_where_it_is_told(desk: Desk, at: At) -> None:
    file = at("schedule")
    day = next(v for v in rows(file)["tournament"][0] if isinstance(v, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", v))
    some = desk("simulate", file, "--until", f"{day} 10:00", "--json").data["results"]
    more = desk("simulate", file, "--until", f"{day} 16:00", "--json").data["results"]
    assert some > 0
    assert more > 0
    assert desk("check", file, "--json").data["ok"] is True
