"""The printed record of a public draw has all that is needed to work it out again, and every change by hand."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.small import AN, entered
from tournament_app.commands.balls import DrawByBalls
from tournament_app.commands.draw import DrawEvent, SwapEntries
from tournament_app.documents.pdf import pdf
from tournament_app.domain.balls import Urn
from tournament_app.domain.formats import plan_for
from tournament_app.domain.protocol import in_fours, public_seed
from tournament_app.domain.rules import Format
from tournament_app.queries.draw_list import draw_list
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.queries.print_draw import draw_print
from tournament_app.queries.print_options import PrintOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tournament_app.store.store import Store

KNOCKOUT = Format("knockout")
NOW = datetime(2024, 10, 20, 10, 42, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    where: Path = tmp_path_factory.mktemp("draw")
    made = entered(where / "giải.giai")
    yield made
    made.close()


def printed(store: Store, event: int) -> str:
    with store.reading() as db:
        made = pdf(draw_print(db, PrintOptions(event=event), NOW))
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def test_the_record_of_a_public_draw_has_list_hash_hall_seed_and_changes(store: Store) -> None:
    with store.reading() as db:
        event = event_ids(db)["BB-02"]
        found = draw_list(db, event, KNOCKOUT)
    store.run(DrawEvent(event, "", KNOCKOUT, ("6 2 5", "38"), found.digest, "2024-10-20T08:00:00+07:00"), AN)
    with store.reading() as db:
        numbers = event_state(db, event).numbers
    store.run(SwapEntries(event, numbers[1], numbers[5]), AN)
    text = printed(store, event)
    assert in_fours(found.digest) in text
    assert "công bố lúc 08:00 ngày 20/10/2024" in text
    assert "Hội trường đọc: 6 2 5 · 38" in text
    assert in_fours(public_seed(found.digest, ("6 2 5", "38"))) in text
    assert text.count("Đổi chỗ tay") == 2
    assert "Đổi chỗ bằng tay lúc" in text
    assert "ĐẠI DIỆN CÁC ĐOÀN" in text
    for listed, entry in enumerate(found.entries, 1):
        number = next(n for n, who in {**numbers, 1: numbers[5], 5: numbers[1]}.items() if who == entry.id)
        half = "trên" if number <= 7 else "dưới"
        assert f"{number} {entry.people} {entry.unit} Nhánh {half} {listed} {number}" in text


def test_the_record_of_a_draw_by_hand_has_who_drew_each_ball(store: Store) -> None:
    with store.reading() as db:
        event = event_ids(db)["CT-01"]
        found = draw_list(db, event, KNOCKOUT)
    urn = Urn(plan_for(KNOCKOUT, len(found.entries)), found.listed, KNOCKOUT)
    held: dict[int, int] = {}
    for entry in (5, 1, 7, 3, 2, 4, 6):
        held[urn.places(held, entry)[0]] = entry
    balls = [(found.entries[n - 1].id, number, "") for number, n in held.items()]
    balls[0] = (*balls[0][:2], "Ông An")
    store.run(DrawByBalls(event, tuple(balls), KNOCKOUT), AN)
    text = printed(store, event)
    assert "rút thăm bằng tay, 7 lá thăm" in text
    assert text.count("Ông An") == 1
    assert text.count("Rút thăm") == 5
    assert text.count("Chỗ còn lại") == 1
