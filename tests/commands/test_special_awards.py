"""Awards no place decides: given, listed, printed, taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.small import AN, entered
from tournament_app.commands.award import GiveSpecialAward, TakeBackSpecialAward
from tournament_app.documents.medals import medal_table
from tournament_app.errors import Refused
from tournament_app.queries.medals import special_awards
from tournament_app.queries.print_options import PrintOptions
from tournament_app.queries.print_results import medals_print

if TYPE_CHECKING:
    from pathlib import Path


def test_a_special_award_is_given_printed_and_taken_back(tmp_path: Path) -> None:
    store = entered(tmp_path / "giải.giai", units=2)
    store.run(GiveSpecialAward(" Đội phong cách ", "Sở Y tế", "cầu lông"), AN)
    first = store.run(GiveSpecialAward("Cầu thủ trẻ nhất", "Sở Nội vụ"), AN).value
    for name, winner in (("Đội phong cách", "Sở Y tế"), ("", "Sở Y tế"), ("Đội phong cách", " ")):
        with pytest.raises(Refused):
            store.run(GiveSpecialAward(name, winner), AN)
    with store.reading() as db:
        assert [award.line for award in special_awards(db)] == [
            "Cầu thủ trẻ nhất: Sở Nội vụ",
            "Đội phong cách: Sở Y tế (cầu lông)",
        ]
        given = medals_print(db, PrintOptions(), datetime(2024, 10, 26, 10))
    assert given.special[0] == "Cầu thủ trẻ nhất: Sở Nội vụ"
    assert medal_table(given).startswith(b"%PDF")
    store.run(TakeBackSpecialAward(first), AN)
    with store.reading() as db:
        assert len(special_awards(db)) == 1
    store.close()
