"""Who changed what and when, in words, with before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tournament_app.domain.outcome import Detail
from tournament_app.domain.scoring import score_words
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import matches_by_key
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


def history_rows(db: Reading, last: int | None = None, only: frozenset[int] | None = None) -> tuple[ActRow, ...]:
    """The acts of the audit, newest first, at most *last* of them, or *only* these."""
    acts = db.find("audit") if only is None else _with_those_undone(db, only)
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
        if only is None or act["id"] in only
    )


def _with_those_undone(db: Reading, only: frozenset[int]) -> list[dict[str, Any]]:
    """These acts and what they undid, oldest first."""
    acts: dict[int, dict[str, Any]] = {}
    wanted = set(only)
    while wanted:
        acts |= {act["id"]: act for act in db.find("audit", id=sorted(wanted))}
        wanted = {act["undoes"] for act in acts.values() if act["undoes"]} - acts.keys()
    return [acts[id_] for id_ in sorted(acts)]


def _set_back(before: dict[str, Any] | None, act: dict[str, Any]) -> bool:
    """A minute or less is how far the clocks of two stations may go apart."""
    if before is None:
        return False
    return datetime.fromisoformat(before["at"]) - datetime.fromisoformat(act["at"]) > timedelta(minutes=1)


def known_names(db: Reading) -> dict[str, dict[Any, Any]]:
    """What ids in the words of an act stand for: events, entries, athletes, delegations and matches by name.

    With them, how each match is scored: half points (½-½) are not told from goals (1-1) by their figures.
    """
    drawn = [(state, contest) for state in event_states(db).values() if state.plan for contest in state.plan.contests]
    return {
        "event": {row["id"]: f"{row['code']} {row['rules']['name']}" for row in db.find("event")},
        "entry": {entry.id: f"{entry.label} ({entry.event})" for entry in entry_rows(db).values()},
        "athlete": {row["id"]: row["name"] for row in db.find("athlete")},
        "delegation": {row["id"]: row["name"] for row in db.find("delegation")},
        "contest": {key: match.label for key, match in matches_by_key(db).items()},
        "scoring": {(state.id, contest.ref): state.scoring[contest.stage] for state, contest in drawn},
    }


def act_words(act: dict[str, Any], names: dict[str, dict[Any, Any]], acts: dict[int, dict[str, Any]]) -> Text:
    """An act in words; ids become names as far as the rows still exist."""
    if act["undoes"] is not None:
        target = act_words(acts[act["undoes"]], names, acts)
        return (
            Text("Did again: {act}", act=target) if act["command"] == "Redo" else Text("Took back: {act}", act=target)
        )
    arguments = act["arguments"]
    if act["command"] == "RecordScore":
        scoring = names["scoring"].get((arguments["event_id"], arguments["contest"]))
        games = tuple((a, b) for a, b in arguments["games"])
        return _said(arguments["words"], names).filled(
            score=score_words(games, scoring, Detail.of(arguments["detail"]))
        )
    return _said(arguments["words"], names)


def _said(words: dict[str, Any], names: dict[str, dict[Any, Any]]) -> Text:
    given = words["values"]

    def said(name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return _said(value, names)
        key = (given.get("event"), value) if name == "contest" else value
        return names.get(name, {}).get(key, value)

    return Text(words["source"], **{name: said(name, value) for name, value in given.items()})


def acts_about(acts: tuple[ActRow, ...], kind: str, item: Any) -> tuple[ActRow, ...]:
    """The acts that touched a ``contest`` (event id, contest), an ``event``, ``entry``, ``athlete`` or ``delegation``.

    Whoever added or removed a row wrote all of it down, so later changes of its columns are found by its id.
    """
    if kind == "contest":
        wanted: list[dict[str, Any]] = [{"event_id": item[0], "contest": item[1]}]
    else:
        wanted = [{f"{kind}_id": item}, *([{"a": item}, {"b": item}] if kind == "entry" else [])]
    rows = {(kind, item)} if kind != "contest" else set()
    for act in acts:
        for table, id_, before, after in act.changes:
            if any(row and any(want.items() <= row.items() for want in wanted) for row in (before, after)):
                rows.add((table, id_))
    return tuple(act for act in acts if any((table, id_) in rows for table, id_, *_ in act.changes))


def match_history(db: Reading, event_id: int, contest: str) -> tuple[ActRow, ...]:
    """The acts that gave a match its result or changed it, and the protests against it, newest first."""
    found = _mentioning(db, f'"contest":"{contest}"')
    match = {"event_id": event_id, "contest": contest}.items()
    known = {
        (table, id_)
        for act in found
        for table, id_, before, after in act["changes"]
        if table in ("result", "protest") and match <= (after or before or {}).items()
    }
    acts = {act["id"]: act for table, id_ in known for act in _mentioning(db, f'["{table}",{id_},')}
    return history_rows(db, only=frozenset(acts))


def _mentioning(db: Reading, words: str) -> list[dict[str, Any]]:
    """The acts in whose changes *words* stand."""
    inside = "instr" if db.is_file else "strpos"
    quoted = words.replace("'", "''")
    ids = db.fetch(f"""SELECT "id" FROM "audit" WHERE {inside}("changes", '{quoted}') > 0""")  # noqa: S608
    return db.find("audit", id=[id_ for (id_,) in ids]) if ids else []
