"""Every document of a whole played tournament: what is printed is what the queries say, all of it and once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from tournament_app import printing, words
from tournament_app.documents.sheets import Sheets, joined
from tournament_app.domain.outcome import Kind
from tournament_app.errors import Refused, Unavailable
from tournament_app.issue import PACKS, export, files_of, pack, write
from tournament_app.making import create_tournament
from tournament_app.printing import BY_KEY, DOCUMENTS, PrintOptions, plain
from tournament_app.queries.draw import draw_record
from tournament_app.queries.entries import athlete_rows, delegation_rows, entry_rows
from tournament_app.queries.event_state import event_ids, event_states
from tournament_app.queries.matches import match_rows
from tournament_app.queries.medals import medal_rows
from tournament_app.queries.print_bracket import bracket_prints, group_tables
from tournament_app.queries.print_head import ending_text, games_of, print_head, score_text, venue_time, winner_of
from tournament_app.queries.print_schedule import day_matches, playing_days, schedule_print
from tournament_app.queries.print_sheets import sheets_print
from tournament_app.queries.results import award_rows, place_rows
from tournament_app.queries.tournament import clock
from tournament_app.sample import MOMENT, ORGANISER, make_sample

OPTIONS = PrintOptions()


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The sample played to its last match."""
    store = make_sample(tmp_path_factory.mktemp("played") / "giai.giai", until=None)
    with store.reading() as db:
        yield db
    store.close()


@pytest.fixture(scope="module")
def morning(tmp_path_factory):
    """The sample on Saturday morning: half played."""
    store = make_sample(tmp_path_factory.mktemp("morning") / "giai.giai")
    with store.reading() as db:
        yield db
    store.close()


@pytest.fixture
def empty(tmp_path):
    """The tournament before the first form."""
    store = create_tournament(tmp_path / "giai.giai", "xxv", ORGANISER)
    with store.reading() as db:
        yield db
    store.close()


def pages(data: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(BytesIO(data)).pages]


def text(db, key: str, **chosen) -> str:
    return " ".join(pages(BY_KEY[key].make(db, replace(OPTIONS, **chosen), MOMENT)))


# ---------------------------------------------------------------------------------------------------- schedule
@pytest.mark.parametrize("by", ["court", "venue", "time"])
def test_every_match_of_the_days_stands_in_the_schedule_once(morning, by):
    seen = []
    for day in playing_days(morning):
        made = schedule_print(morning, PrintOptions(day=day, by=by), MOMENT)
        seen += [row.number for group in made.groups for row in group.rows]
    assert sorted(seen) == [m.number for m in match_rows(morning) if m.start is not None]
    assert len(seen) == len(match_rows(morning))


def test_the_schedule_on_paper_has_number_time_and_both_sides_of_each_match(morning):
    printed = text(morning, "schedule", day=1)
    for match in day_matches(morning, 1):
        assert len(re.findall(rf"(?<!\d){match.number} {clock(match.start)} ", printed)) == 1
        for side in (match.side_a, match.side_b):
            if side is not None and len(side.members) == 1:
                assert side.members[0] in printed
    assert "Thứ Bảy, ngày 26/10/2024" in printed
    assert "Sân 1 - Nhà thi đấu thể thao tỉnh (Cầu lông)" in printed


def test_the_schedule_of_one_venue_leaves_the_others_out(morning):
    match = next(m for m in day_matches(morning, 0) if m.court.venue == "Phòng bóng bàn")
    made = schedule_print(morning, PrintOptions(day=0, venue=match.court.venue_id), MOMENT)
    assert {row.court for group in made.groups for row in group.rows} <= {"Bàn 1", "Bàn 2", "Bàn 3", "Bàn 4"}
    assert made.subtitle == "Phòng bóng bàn"


def test_without_a_day_chosen_it_is_today_or_the_first_day(morning):
    assert schedule_print(morning, OPTIONS, MOMENT).day == date(2024, 10, 26)
    assert schedule_print(morning, OPTIONS, datetime(2024, 9, 1)).day == date(2024, 10, 25)


def test_a_side_not_known_yet_names_the_match_it_comes_from(morning):
    numbers = {m.number for m in match_rows(morning)}
    waiting = [m for m in match_rows(morning) if m.status == "waiting"]
    made = schedule_print(morning, PrintOptions(day=2), MOMENT)
    sources = {side.source for group in made.groups for row in group.rows for side in (row.a, row.b) if side.source}
    assert waiting
    assert sources
    for source in sources:
        found = re.fullmatch(r"(?:Thắng|Thua) trận (\d+)|(?:Nhất|Nhì) bảng [A-Z]+", source)
        assert found, source
        assert not found[1] or int(found[1]) in numbers


# -------------------------------------------------------------------------------- brackets and groups
def test_every_knockout_match_stands_in_the_bracket_of_its_event(played):
    for made, data in (
        (each, printing.DocumentSpec.make(BY_KEY["bracket"], played, PrintOptions(event=event), MOMENT))
        for event in list(event_ids(played).values())[::6]
        for each in bracket_prints(played, PrintOptions(event=event), MOMENT)
    ):
        printed = " ".join(pages(data))
        for box in made.boxes:
            if not box.bye:
                assert f"{box.label} ·" in printed
    boxes = [box for made in bracket_prints(played, OPTIONS, MOMENT) for box in made.boxes if not box.bye]
    assert len(boxes) == sum(not m.group for m in match_rows(played))
    assert all(box.winner in ("a", "b") for box in boxes if box.score)


def test_a_cross_table_says_the_same_from_both_sides(played):
    for state in list(event_states(played).values()):
        for group in group_tables(played, state.id):
            assert min(row.rank for row in group.rows) == "1"
            for n, row in enumerate(group.rows):
                assert row.cells[n] is None
                for m, cell in enumerate(row.cells):
                    if cell and re.fullmatch(r"(\d+-\d+(, )?)+", cell):
                        other = group.rows[m].cells[n]
                        assert ", ".join("-".join(reversed(game.split("-"))) for game in cell.split(", ")) == other


# ---------------------------------------------------------------------------------------------------- participants
def test_every_athlete_stands_once_in_the_list(morning):
    athletes = [row for row in athlete_rows(morning) if row.events]
    made = BY_KEY["entries"].prints(morning, OPTIONS, MOMENT)
    assert len(athletes) == sum(len(group.rows) for group in made.groups) > 700
    assert len(made.groups) == len(delegation_rows(morning)) == 45
    printed = text(morning, "entries")
    for row in athletes[::25]:
        assert row.name in printed
        assert row.unit in printed


def test_the_list_of_an_event_has_its_entries_only(morning):
    event = event_ids(morning)["CL-05"]
    made = BY_KEY["entries"].prints(morning, PrintOptions(event=event), MOMENT)
    (group,) = made.groups
    members = [
        m for e in entry_rows(morning).values() if e.event_id == event and e.state != "withdrawn" for m in e.members
    ]
    assert sorted(row.name for row in group.rows) == sorted(members)


# ---------------------------------------------------------------------------------------------------- match sheets
def test_a_sheet_for_each_match_of_the_day(morning):
    data = BY_KEY["match_sheet"].make(morning, PrintOptions(day=2), MOMENT)
    numbers = [int(re.search(r"Trận số: (\d+)", page)[1]) for page in pages(data)]
    assert numbers == [m.number for m in day_matches(morning, 2)]


def test_a_sheet_of_one_match_with_its_result(played):
    match = next(m for m in match_rows(played) if m.outcome.kind is Kind.PLAYED and len(m.outcome.games) == 3)
    (sheet,) = sheets_print(
        played, PrintOptions(event=match.event_id, contest=match.contest, fill="results"), MOMENT
    ).sheets
    assert sheet.games == tuple((str(a), str(b)) for a, b in games_of(match))
    assert sheet.winner.startswith(winner_of(match).upper())
    assert sheet.result in ("2 - 1", "1 - 2")
    (names,) = sheets_print(played, PrintOptions(event=match.event_id, contest=match.contest), MOMENT).sheets
    assert names.games == ()
    assert names.a == sheet.a


def test_blank_sheets_one_for_each_sport(morning):
    made = sheets_print(morning, PrintOptions(fill="blank"), MOMENT)
    assert [s.sport for s in made.sheets] == ["Cầu lông", "Bóng chuyền hơi", "Bóng bàn", "Cờ tướng"]
    assert [s.form for s in made.sheets] == ["racket", "volleyball", "racket", "board"]
    assert [s.game for s in made.sheets] == ["Ván", "Hiệp", "Ván", "Ván"]
    assert not any(s.number or s.a.who for s in made.sheets)


# -------------------------------------------------------------------------------- results, prizes and medals
def test_results_have_every_score_and_every_place(played):
    made = BY_KEY["results"].prints(played, OPTIONS, MOMENT)
    scores = {row.number: row for event in made.events for row in event.scores}
    over = [m for m in match_rows(played) if m.outcome is not None]
    assert sorted(scores) == [m.number for m in over]
    assert all(scores[m.number].score for m in over)
    for event, state in zip(made.events, event_states(played).values(), strict=True):
        assert [row.side.who for row in event.places][:4] == [
            row.entry.people
            if len(row.entry.members) <= 2
            else row.entry.label.replace(row.entry.short, row.entry.unit)
            for row in place_rows(played, state.id)
        ][:4]
        assert [row.prize for row in event.places][:4] == ["Nhất", "Nhì", "Ba", "Ba"]
        assert [row.place for row in event.places][:4] == ["1", "2", "3", "3"]
        assert event.state == "Tạm tính"


def test_a_match_not_played_out_says_how_it_ended(played):
    said = {m.outcome.kind: ending_text(m) for m in match_rows(played) if m.outcome}
    assert said[Kind.PLAYED] == ""
    assert re.fullmatch("bên [AB] vắng mặt", said[Kind.WALKOVER])
    assert re.fullmatch("bên [AB] bỏ cuộc", said[Kind.RETIRED])
    absent = next(m for m in match_rows(played) if m.outcome.kind is Kind.WALKOVER)
    loser = "B" if winner_of(absent) == "a" else "A"
    assert ending_text(absent) == f"bên {loser} vắng mặt"
    assert f"bên {loser} vắng mặt" in text(played, "results", event=absent.event_id)


def test_a_result_written_down_the_other_way_round_is_printed_the_same(played):
    match = next(m for m in match_rows(played) if m.outcome.kind is Kind.PLAYED and m.side_a and m.side_b)
    o = match.outcome
    turned = replace(match, outcome=replace(o, a=o.b, b=o.a, games=tuple((b, a) for a, b in o.games)))
    assert score_text(played, turned) == score_text(played, match)
    assert winner_of(turned) == winner_of(match)


def test_results_of_a_day_are_of_that_day(morning):
    made = BY_KEY["results"].prints(morning, PrintOptions(day=0), MOMENT)
    numbers = {row.number for event in made.events for row in event.scores}
    assert numbers == {m.number for m in day_matches(morning, 0) if m.outcome and m.status in ("done", "playing")}
    assert made.subtitle == "Ngày 25/10/2024"


def test_every_award_has_a_certificate_for_each_athlete(played):
    sheets = pages(BY_KEY["certificates"].make(played, OPTIONS, MOMENT))
    won = award_rows(played)
    prizes = {"first": "Nhất", "second": "Nhì", "third": "Ba"}
    expected = [(row, name) for row in won for name in row.entry.members]
    assert len(sheets) == len(expected) > 150
    for sheet, (row, name) in zip(sheets, expected, strict=True):
        assert name in sheet
        assert f"Đạt giải {prizes[row.award.prize]}" in sheet
        assert row.event_name in sheet
        assert row.entry.unit in sheet


def test_one_certificate_for_a_pair_or_team_together(played):
    sheets = pages(BY_KEY["certificates"].make(played, PrintOptions(each="entry"), MOMENT))
    won = award_rows(played)
    assert len(sheets) == len(won)
    for sheet, row in zip(sheets, won, strict=True):
        assert row.entry.unit in sheet
        if len(row.entry.members) == 2:
            assert all(name in sheet for name in row.entry.members)


def test_the_medal_table_on_paper_is_the_medal_table(played):
    printed = text(played, "medals")
    rows = medal_rows(played)
    for row in rows:
        assert f"{row.rank} {row.unit} {row.gold} {row.silver} {row.bronze} {row.total}" in printed
    gold = sum(row.gold for row in rows)
    assert gold == len([s for s in event_states(played).values() if s.finished])
    assert f"Tổng cộng {gold} " in printed
    assert "Tạm tính" not in printed


def test_the_medal_table_before_the_end_says_so(morning):
    if medal_rows(morning):
        assert "Tạm tính: " in text(morning, "medals")


def test_the_medal_table_as_a_workbook_agrees(played):
    book = load_workbook(BytesIO(BY_KEY["medals_xlsx"].make(played, OPTIONS, MOMENT)))
    found = [row[:6] for row in book.active.iter_rows(min_row=5, values_only=True) if row[0]]
    assert found == [(r.rank, r.unit, r.gold, r.silver, r.bronze, r.total) for r in medal_rows(played)]


def test_the_record_of_the_draw_has_every_number_and_the_code(played):
    event = event_ids(played)["CL-05"]
    printed = text(played, "draw_record", event=event)
    record = draw_record(played, event)
    assert record.code in printed
    for placed in record.placed:
        assert f"{placed.number} {placed.entry.people}"[:18] in printed
    language = words.language()
    words.set_language("en")
    try:
        assert text(played, "draw_record", event=event) == printed  # paper is Vietnamese whatever the window speaks
    finally:
        words.set_language(language)


# ---------------------------------------------------------------------------------------------------- heads
def test_the_head_names_the_body_and_its_committee(morning):
    head = print_head(morning, OPTIONS, MOMENT)
    assert head.superior == "Đảng ủy Khối các cơ quan tỉnh Thái Nguyên"
    assert head.issuer == ("Ban Tổ chức Giải thể thao truyền thống lần thứ XXV",)
    assert head.dated == date(2024, 10, 26)
    party, state = text(morning, "schedule", day=0), text(morning, "schedule", day=0, standard="state")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party
    assert "T/M BAN TỔ CHỨC TRƯỞNG BAN" in party
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in state
    assert "TM. BAN TỔ CHỨC" in state


def test_the_date_on_paper_is_that_of_the_venue(morning):
    assert venue_time(morning, datetime(2024, 10, 25, 18, 30, tzinfo=UTC)) == datetime(2024, 10, 26, 1, 30)
    assert venue_time(morning, datetime(2024, 10, 25, 18, 30)) == datetime(2024, 10, 25, 18, 30)


# ---------------------------------------------------------------------------------------------------- folders
def test_everything_goes_into_a_folder_under_safe_names(played, tmp_path):
    files = export(played, tmp_path / "Văn bản in", now=MOMENT)
    assert sorted(files) == sorted((tmp_path / "Văn bản in").iterdir())
    assert len({file.name.casefold() for file in files}) == len(files)
    elsewhere = {"swiss", "start_list"}  # the sample has no Swiss and nothing measured
    for spec in (each for each in DOCUMENTS if each.key not in elsewhere):
        assert any(file.name.startswith(spec.file) and file.suffix == f".{spec.kind}" for file in files)
    for file in files:
        assert re.fullmatch(r"[A-Za-z0-9-]+\.(pdf|xlsx)", file.name)
        assert file.read_bytes()[:4] == (b"%PDF" if file.suffix == ".pdf" else b"PK\x03\x04")
    assert sum(file.name.startswith("nhanh-dau-") for file in files) == 23


def test_only_some_documents_of_some_events(played, tmp_path):
    event = event_ids(played)["BB-02"]
    files = export(played, tmp_path, ["bracket", "results"], (event,), now=MOMENT)
    assert [file.name for file in files] == ["nhanh-dau-BB-02.pdf", "ket-qua-thi-dau-BB-02.pdf"]
    everything = export(played, tmp_path, None, (event,), now=MOMENT)
    assert {file.name for file in everything} >= {"giay-chung-nhan-BB-02.pdf", "danh-sach-thi-dau-BB-02.xlsx"}
    assert all(file.stem.endswith("-BB-02") for file in everything)


def test_packs(played, tmp_path):
    opening = pack(played, "opening", MOMENT, out=tmp_path)
    assert sum("bien-ban-tran-dau" in file.name for file in opening) == 1  # the first day's
    assert {next(s.key for s in DOCUMENTS if file.name.startswith(s.file)) for file in opening} == {*PACKS["opening"]}
    closing = pack(played, "closing", MOMENT)
    parts = [BY_KEY[key].make(played, OPTIONS, MOMENT) for key in PACKS["closing"]]
    assert len(Sheets(closing)) == sum(len(Sheets(part)) for part in parts)
    assert "GIẤY CHỨNG NHẬN" in PdfReader(BytesIO(closing)).pages[-1].extract_text()


def test_an_unknown_document_is_refused_with_the_known_ones(played, tmp_path):
    with pytest.raises(Refused, match="medals_xlsx"):
        export(played, tmp_path / "out", ["poster"], now=MOMENT)
    assert not (tmp_path / "out").exists()


def test_a_tournament_without_entries_has_nothing_to_print_and_says_why(empty, tmp_path):
    for spec in DOCUMENTS:
        with pytest.raises(Refused) as no:
            spec.make(empty, spec.preset, MOMENT)
        assert str(no.value) == str(spec.nothing)
    with pytest.raises(Refused):
        export(empty, tmp_path / "out", now=MOMENT)
    with pytest.raises(Refused):
        pack(empty, "closing", MOMENT)
    assert not (tmp_path / "out").exists()
    (blank,) = files_of(empty, BY_KEY["match_sheet"], None, MOMENT)
    assert len(pages(BY_KEY["match_sheet"].make(empty, replace(blank[1], fill="blank"), MOMENT))) == 4


def test_a_folder_that_is_a_file_is_said_and_nothing_is_left(played, tmp_path):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    with pytest.raises(Unavailable, match="taken"):
        export(played, tmp_path / "taken", ["medals"], now=MOMENT)
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_a_file_that_cannot_be_replaced_stays_and_leaves_no_half_one(tmp_path):
    (tmp_path / "a.pdf").mkdir()
    (tmp_path / "a.pdf" / "x").touch()
    with pytest.raises(Unavailable, match=re.escape("a.pdf")):
        write(tmp_path / "a.pdf", b"new")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.pdf", "x"]


def test_a_file_is_replaced_whole(tmp_path):
    write(tmp_path / "a.pdf", b"old and long")
    write(tmp_path / "a.pdf", b"new")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"new"]


@given(st.text())
def test_names_of_files_are_letters_digits_and_hyphens(name):
    assert re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", plain(name))


def test_accents_go_and_letters_stay():
    assert plain("Đôi nữ 36-45/ưỡn") == "Doi-nu-36-45-uon"


# -------------------------------------------------------------------------------- pages as pictures
def test_pages_become_pictures_of_their_size_with_ink_on_them(morning):
    data = BY_KEY["schedule"].make(morning, PrintOptions(day=2), MOMENT)
    sheets = Sheets(data)
    assert len(sheets) == len(pages(data))
    picture = sheets.picture(0, 2.0)
    assert (picture.width, picture.height) == tuple(round(side * 2) for side in sheets.sizes[0])
    assert len(picture.pixels) == picture.stride * picture.height
    assert picture.pixels[:3] == b"\xff\xff\xff"
    dark = sum(value < 100 for value in picture.pixels[::4])
    assert 0.005 < dark / (picture.width * picture.height) < 0.2
    sheets.close()
    assert sheets.picture(0, 1.0) is None


def test_joined_documents_keep_their_pages_in_order(morning):
    one, two = (BY_KEY[key].make(morning, PrintOptions(day=2), MOMENT) for key in ("certificates", "schedule"))
    assert pages(joined([two, one])) == pages(two) + pages(one)


def test_the_names_of_documents_are_translated():
    for spec in DOCUMENTS:
        for said in (spec.title, spec.nothing):
            assert said.say("vi") != said.say("en")
