"""What is found in a file whose last window died: whether anything is missing, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.queries.history import ActRow, history_rows
from tournament_app.store.chain import integrity, verify_chain, verify_rows
from tournament_app.words import Text

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found after a crash: how much is there, how much is not, and what is damaged."""

    since: datetime
    acts: int
    results: int
    last: ActRow | None
    missing: int
    """Acts the program had acknowledged, or a copy holds, that the file does not have."""
    bad_act: int | None
    damaged: bool

    @property
    def well(self) -> bool:
        """Whether nothing is missing and all is as it was written."""
        return not self.missing and self.bad_act is None and not self.damaged


def after_crash(db: Reading, since: datetime, acknowledged: int) -> Findings:
    """Look through the file after a window, open *since*, died having acknowledged the act *acknowledged*."""
    damaged = bool(integrity(db)) or verify_rows(db) is not None
    newest = history_rows(db, 1)
    return Findings(
        since, db.last_change, db.count("result"), newest[0] if newest else None,
        max(0, acknowledged - db.last_change), verify_chain(db), damaged,
    )  # fmt: skip


def crash_words(found: Findings, when: str, last_at: str) -> Text:
    """The findings as a sentence; *when* the window was opened and *last_at* the last act, as people read times."""
    if found.bad_act is not None:
        return Text(
            "The program was not closed properly (open since {when}). The history does not fit from act {id} on. "
            "Restore the newest good backup into a new file and compare.",
            when=when,
            id=found.bad_act,
        )
    if found.damaged:
        return Text(
            "The program was not closed properly (open since {when}), and the file is damaged. "
            "Restore the newest good backup into a new file and compare.",
            when=when,
        )
    if found.missing:
        return Text(
            "The program was not closed properly (open since {when}), and the last {n} acts are missing: the disk lost "
            "what it had said it wrote. The last one there is of {at}: {act}. Enter again what came after it.",
            when=when,
            n=found.missing,
            at=last_at,
            act=found.last.words if found.last else "–",
        )
    return Text(
        "The program was not closed properly (open since {when}). Nothing is missing: {acts} acts and {results} "
        "results are there and were checked. The last one, of {at}: {act}.",
        when=when,
        acts=found.acts,
        results=found.results,
        at=last_at,
        act=found.last.words if found.last else "–",
    )
