"""What stands in the tables of a tournament. Only what people decide or observe is stored; all else is derived.

Times of the schedule are minutes from midnight of the tournament's first day, so that shifting the tournament is one
change of ``tournament.first_day``. Columns that hold JSON are text, written and read by the row log. This is data: a
file is opened and read by it before SQLAlchemy is there; ``tables`` makes the schema from it.
"""

from __future__ import annotations

from typing import NamedTuple

SCHEMA = "0001"
"""The Alembic revision this program reads and writes."""


class Column(NamedTuple):
    """One column: a whole number or text, empty if *optional*, *json* if it holds that; *refers* names a table."""

    name: str
    kind: type[int | str]
    optional: bool = False
    json: bool = False
    refers: str = ""


def _text(name: str, *, optional: bool = False) -> Column:
    return Column(name, str, optional)


def _json(name: str) -> Column:
    return Column(name, str, json=True)


def _int(name: str, *, optional: bool = False) -> Column:
    return Column(name, int, optional)


def _ref(table: str, *, optional: bool = False) -> Column:
    return Column(f"{table}_id", int, optional, refers=table)


COLUMNS: dict[str, tuple[Column, ...]] = {
    "tournament": (
        _text("name"),
        _text("edition"),
        _text("organiser"),
        _text("place"),
        _text("first_day"),
        _int("days"),
        _int("tentative"),
        _json("limits"),
        _json("settings"),
    ),
    "rule": (
        _text("kind"),
        _text("code"),
        _json("body"),
    ),
    "session": (
        _text("name"),
        _int("day"),
        _int("start"),
        _int("end"),
    ),
    "venue": (
        _text("name"),
        _int("position"),
    ),
    "court": (
        _ref("venue"),
        _text("name"),
        _text("sport"),
        _int("boards"),
        _int("position"),
    ),
    "event": (
        _text("code"),
        _int("position"),
        _text("state"),
        _json("rules"),
    ),
    "delegation": (
        _text("name"),
        _text("short_name"),
        _text("key"),
        _int("guest"),
    ),
    "athlete": (
        _ref("delegation"),
        _text("name"),
        _text("key"),
        _text("sex"),
        _int("birth_year", optional=True),
        _text("birth_date", optional=True),
        _int("leader"),
        _text("post"),
        _text("note"),
    ),
    "entry": (
        _ref("event"),
        _ref("delegation"),
        _int("number"),
        _int("seed", optional=True),
        _text("state"),
    ),
    "member": (
        _ref("entry"),
        _ref("athlete"),
        _int("position"),
    ),
    "form": (
        _ref("delegation", optional=True),
        _text("file"),
        _text("digest"),
        _text("layout"),
        _text("imported_at"),
    ),
    "form_problem": (
        _ref("form"),
        _text("kind"),
        _text("who"),
        _text("sheet"),
        _text("cell"),
        _text("detail"),
    ),
    "draw": (
        _ref("event"),
        _json("plan"),
        _text("seed"),
        _json("record"),
        _int("locked"),
    ),
    "draw_place": (
        _ref("draw"),
        _int("number"),
        _ref("entry"),
    ),
    "slot": (
        _ref("event"),
        _text("contest"),
        _ref("court"),
        _int("start"),
        _int("minutes"),
        _int("pinned"),
    ),
    "call": (
        _ref("event"),
        _text("contest"),
        _int("times"),
        _text("at"),
    ),
    "result": (
        _ref("event"),
        _text("contest"),
        _int("a"),
        _int("b"),
        _text("kind"),
        _json("games"),
        _json("detail"),
        _int("winner", optional=True),
        _text("override"),
        _text("at"),
    ),
    "mark": (
        _ref("event"),
        _text("heat"),
        _ref("entry"),
        _json("attempts"),
        _text("status"),
        _text("note"),
        _text("at"),
    ),
    "lot": (
        _ref("event"),
        _text("scope"),
        _json("order"),
        _text("note"),
        _text("how"),
        _text("reason"),
        _text("who"),
        _text("at"),
    ),
    "look": (
        _ref("event"),
        _text("contest"),
        _int("a"),
        _int("b"),
        _text("kind"),
        _json("games"),
        _json("detail"),
        _int("winner", optional=True),
        _text("override"),
        _text("who"),
        _text("role"),
        _text("station"),
        _text("at"),
    ),
    "confirmation": (
        _ref("event"),
        _text("state"),
        _text("digest"),
        _int("act"),
        _text("who"),
        _text("at"),
    ),
    "protest": (
        _ref("event"),
        _text("contest"),
        _ref("delegation"),
        _text("ground"),
        _text("deposit"),
        _text("lodged"),
        _json("stood"),
        _text("state"),
        _text("decision"),
        _text("decided_by"),
        _text("decided_at"),
        _text("who"),
        _text("at"),
    ),
    "print": (
        _text("document"),
        _json("options"),
        _int("revision"),
        _text("digest"),
        _int("act"),
        _text("who"),
        _text("at"),
    ),
    "bye": (
        _ref("event"),
        _ref("entry"),
        _int("round"),
        _text("kind"),
    ),
    "withdrawal": (
        _ref("event"),
        _ref("entry"),
        _text("contest"),
        _text("reason"),
        _text("at"),
    ),
    "special_award": (
        _text("name"),
        _text("winner"),
        _text("note"),
        _text("at"),
    ),
    "adjustment": (
        _ref("event"),
        _ref("entry"),
        _text("kind"),
        _text("value"),
        _text("reason"),
        _text("at"),
    ),
    "pinned_sides": (
        _ref("event"),
        _text("contest"),
        _int("a"),
        _int("b"),
        _text("reason"),
        _text("at"),
    ),
    "ball_draw": (
        _ref("event"),
        _json("format"),
        _text("digest"),
        _text("shown"),
        _json("balls"),
    ),
    "person": (
        _text("name"),
        _text("role"),
        _json("venues"),
        _json("sports"),
        _text("pin"),
        _int("active"),
    ),
    "access": (_text("recovery"),),
    "wrong_pin": (
        _text("who"),
        _int("times"),
        _text("at"),
    ),
    "audit": (
        _text("at"),
        _text("actor"),
        _text("role"),
        _text("station"),
        _text("command"),
        _json("arguments"),
        _json("changes"),
        Column("undoes", int, optional=True, refers="audit"),
        _text("previous"),
        _text("hash"),
    ),
}
"""Each table and its columns behind ``id``."""

UNIQUE: dict[str, tuple[str, ...]] = {
    "rule": (
        "kind",
        "code",
    ),
    "event": ("code",),
    "delegation": ("key",),
    "entry": (
        "event_id",
        "delegation_id",
        "number",
    ),
    "member": (
        "entry_id",
        "athlete_id",
    ),
    "draw": ("event_id",),
    "draw_place": (
        "draw_id",
        "number",
    ),
    "slot": (
        "event_id",
        "contest",
    ),
    "call": (
        "event_id",
        "contest",
    ),
    "result": (
        "event_id",
        "contest",
    ),
    "mark": (
        "event_id",
        "heat",
        "entry_id",
    ),
    "lot": (
        "event_id",
        "scope",
    ),
    "confirmation": ("event_id",),
    "bye": (
        "event_id",
        "entry_id",
        "round",
    ),
    "withdrawal": ("entry_id",),
    "pinned_sides": (
        "event_id",
        "contest",
    ),
    "ball_draw": ("event_id",),
    "person": ("name",),
    "wrong_pin": ("who",),
}
"""The columns no two rows of a table have the same."""
