"""Who changed what and when, in words, with before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tournament_app.queries.entries import entry_rows
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act of the audit. *undoes* is the act it took back; *undone* whether it stands taken back itself."""

    id: int
    at: str
    actor: str
    role: str
    station: str
    command: str
    words: Text
    undoes: int | None
    undone: bool
    changes: tuple[tuple[str, int, dict[str, Any] | None, dict[str, Any] | None], ...]
    set_back: bool = False
    """Whether the clock was set back before this act: it came after the act above, whatever the times say."""


def undone_acts(acts: list[dict[str, Any]]) -> set[int]:
    """The acts that stand taken back: undone by an act that is not undone itself."""
    undone: set[int] = set()
    for act in sorted(acts, key=lambda row: -row["id"]):
        if act["undoes"] is not None and act["id"] not in undone:
            undone.add(act["undoes"])
    return undone


def history_rows(db: Reading, last: int | None = None) -> tuple[ActRow, ...]:
    """The acts of the audit, newest first, at most *last* of them."""
    acts = db.find("audit")
    undone = undone_acts(acts)
    names = known_names(db)
    by_id = {act["id"]: act for act in acts}
    return tuple(
        ActRow(
            act["id"],
            act["at"],
            act["actor"],
            act["role"],
            act["station"],
            act["command"],
            act_words(act, names, by_id),
            act["undoes"],
            act["id"] in undone,
            tuple((table, row, before, after) for table, row, before, after in act["changes"]),
            _set_back(by_id.get(act["id"] - 1), act),
        )
        for act in reversed(acts if last is None else acts[max(0, len(acts) - last) :])
    )


def _set_back(before: dict[str, Any] | None, act: dict[str, Any]) -> bool:
    """A minute or less is how far the clocks of two stations may go apart."""
    if before is None:
        return False
    return datetime.fromisoformat(before["at"]) - datetime.fromisoformat(act["at"]) > timedelta(minutes=1)


def known_names(db: Reading) -> dict[str, dict[int, str]]:
    """What ids in the words of an act stand for: events, entries, athletes and delegations by name."""
    return {
        "event": {row["id"]: f"{row['code']} {row['rules']['name']}" for row in db.find("event")},
        "entry": {entry.id: f"{entry.label} ({entry.event})" for entry in entry_rows(db).values()},
        "athlete": {row["id"]: row["name"] for row in db.find("athlete")},
        "delegation": {row["id"]: row["name"] for row in db.find("delegation")},
    }


def act_words(act: dict[str, Any], names: dict[str, dict[int, str]], acts: dict[int, dict[str, Any]]) -> Text:
    """An act in words; ids become names as far as the rows still exist."""
    if act["undoes"] is not None:
        target = act_words(acts[act["undoes"]], names, acts)
        return (
            Text("Did again: {act}", act=target) if act["command"] == "Redo" else Text("Took back: {act}", act=target)
        )
    return _said(act["arguments"]["words"], names)


def _said(words: dict[str, Any], names: dict[str, dict[int, str]]) -> Text:
    values = {
        name: _said(value, names) if isinstance(value, dict) else names.get(name, {}).get(value, value)
        for name, value in words["values"].items()
    }
    return Text(words["source"], **values)
