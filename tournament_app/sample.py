"""The sample: the XXV tournament with sample delegations, drawn, scheduled and played until Saturday morning."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from tournament_app import paths
from tournament_app.errors import Refused
from tournament_app.queries.event_state import event_ids
from tournament_app.queries.tournament import tournament_row
from tournament_app.store.store import Actor, Store
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOMENT = datetime(2024, 10, 26, 10, 42, tzinfo=timezone(timedelta(hours=7)))
"""When the sample stands still: Saturday of the tournament, 10:42 in Thái Nguyên."""
ORGANISER = Actor("Ban Tổ chức", "organiser", "sample")


def sample_file() -> Path:
    """Where the sample lies on this machine."""
    return paths.user_data() / "giai-mau-xxv.giai"


def open_sample(progress: Callable[[Text, float], object] = lambda *_: None) -> Store:
    """The sample, made the first time it is asked for. A half-made one is never left behind."""
    where = sample_file()
    if not where.exists():
        part = where.with_suffix(".part")
        for old in part.parent.glob(f"{part.name}*"):
            old.unlink()
        make_sample(part, progress).close()
        part.replace(where)
    return Store.open(where)


def make_sample(
    where: Path, progress: Callable[[Text, float], object] = lambda *_: None, *, until: datetime | None = MOMENT
) -> Store:
    """A sample at *where*, played until *until* (``None``: to the last match)."""
    from tournament_app.commands.draw import DrawEvent, LockDraw
    from tournament_app.commands.schedule import BuildSchedule
    from tournament_app.making import create_tournament, import_forms
    from tournament_app.rehearsal import rehearse

    progress(Text("Making the tournament"), 0.0)
    store = create_tournament(where, "xxv", ORGANISER)
    store.clock = lambda: MOMENT
    progress(Text("Reading 45 forms"), 0.1)
    import_forms(store, [paths.resource("samples", "forms")], ORGANISER)
    with store.reading() as db:
        events = event_ids(db)
        tournament = tournament_row(db)
    for i, (code, event_id) in enumerate(events.items()):
        progress(Text("Drawing {code}", code=code), 0.2 + 0.3 * i / len(events))
        try:
            store.run(DrawEvent(event_id, f"XXV-2024/{code}"), ORGANISER)
        except Refused:  # fewer than two entries: nothing to draw
            continue
        store.run(LockDraw(event_id), ORGANISER)
    progress(Text("Placing every match"), 0.5)
    store.run(BuildSchedule(), ORGANISER)
    progress(Text("Playing until Saturday morning"), 0.6)
    minute = None if until is None else tournament.minute(until)
    rehearse(store, "XXV", until=minute, playing=minute is not None)
    progress(Text("Ready"), 1.0)
    return store
