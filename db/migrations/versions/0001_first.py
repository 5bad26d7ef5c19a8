"""The first tables of a tournament, as they were at revision 0001. Never changed: a later revision changes them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

revision = "0001"
down_revision = None

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *columns: Column[int] | Column[str] | UniqueConstraint) -> Table:
    return Table(name, metadata, Column("id", Integer, primary_key=True), *columns, sqlite_autoincrement=True)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


def _json(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, info={"json": True})


def _int(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=optional)


def _ref(table: str, *, optional: bool = False) -> Column[int]:
    key = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return Column(f"{table}_id", Integer, key, nullable=optional, index=True)


tournament = _table(
    "tournament",
    _text("name"),
    _text("edition"),
    _text("organiser"),
    _text("place"),
    _text("first_day"),
    _int("days"),
    _int("tentative"),
    _json("limits"),
    _json("settings"),
)
rule = _table("rule", _text("kind"), _text("code"), _json("body"), UniqueConstraint("kind", "code"))
session = _table("session", _text("name"), _int("day"), _int("start"), _int("end"))
venue = _table("venue", _text("name"), _int("position"))
court = _table("court", _ref("venue"), _text("name"), _text("sport"), _int("boards"), _int("position"))
event = _table(
    "event",
    _text("code"),
    _int("position"),
    _text("state"),
    _json("rules"),
    UniqueConstraint("code"),
)
delegation = _table(
    "delegation", _text("name"), _text("short_name"), _text("key"), _int("guest"), UniqueConstraint("key")
)
athlete = _table(
    "athlete",
    _ref("delegation"),
    _text("name"),
    _text("key"),
    _text("sex"),
    _int("birth_year", optional=True),
    _text("birth_date", optional=True),
    _int("leader"),
    _text("post"),
    _text("note"),
)
entry = _table(
    "entry",
    _ref("event"),
    _ref("delegation"),
    _int("number"),
    _int("seed", optional=True),
    _text("state"),
    UniqueConstraint("event_id", "delegation_id", "number"),
)
member = _table("member", _ref("entry"), _ref("athlete"), _int("position"), UniqueConstraint("entry_id", "athlete_id"))
form = _table(
    "form", _ref("delegation", optional=True), _text("file"), _text("digest"), _text("layout"), _text("imported_at")
)
form_problem = _table(
    "form_problem", _ref("form"), _text("kind"), _text("who"), _text("sheet"), _text("cell"), _text("detail")
)
draw = _table(
    "draw", _ref("event"), _json("plan"), _text("seed"), _json("record"), _int("locked"), UniqueConstraint("event_id")
)
draw_place = _table("draw_place", _ref("draw"), _int("number"), _ref("entry"), UniqueConstraint("draw_id", "number"))
slot = _table(
    "slot",
    _ref("event"),
    _text("contest"),
    _ref("court"),
    _int("start"),
    _int("minutes"),
    _int("pinned"),
    UniqueConstraint("event_id", "contest"),
)
call = _table(
    "call", _ref("event"), _text("contest"), _int("times"), _text("at"), UniqueConstraint("event_id", "contest")
)
result = _table(
    "result",
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
    UniqueConstraint("event_id", "contest"),
)
mark = _table(
    "mark",
    _ref("event"),
    _text("heat"),
    _ref("entry"),
    _json("attempts"),
    _text("status"),
    _text("note"),
    _text("at"),
    UniqueConstraint("event_id", "heat", "entry_id"),
)
lot = _table(
    "lot",
    _ref("event"),
    _text("scope"),
    _json("order"),
    _text("note"),
    _text("how"),
    _text("reason"),
    _text("who"),
    _text("at"),
    UniqueConstraint("event_id", "scope"),
)
look = _table(
    "look",
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
)
confirmation = _table(
    "confirmation",
    _ref("event"),
    _text("state"),
    _text("digest"),
    _int("act"),
    _text("who"),
    _text("at"),
    UniqueConstraint("event_id"),
)
protest = _table(
    "protest",
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
)
print_ = _table(
    "print",
    _text("document"),
    _json("options"),
    _int("revision"),
    _text("digest"),
    _int("act"),
    _text("who"),
    _text("at"),
)
bye = _table(
    "bye",
    _ref("event"),
    _ref("entry"),
    _int("round"),
    _text("kind"),
    UniqueConstraint("event_id", "entry_id", "round"),
)
withdrawal = _table(
    "withdrawal",
    _ref("event"),
    _ref("entry"),
    _text("contest"),
    _text("reason"),
    _text("at"),
    UniqueConstraint("entry_id"),
)
special_award = _table("special_award", _text("name"), _text("winner"), _text("note"), _text("at"))
adjustment = _table(
    "adjustment", _ref("event"), _ref("entry"), _text("kind"), _text("value"), _text("reason"), _text("at")
)
pinned_sides = _table(
    "pinned_sides",
    _ref("event"),
    _text("contest"),
    _int("a"),
    _int("b"),
    _text("reason"),
    _text("at"),
    UniqueConstraint("event_id", "contest"),
)
ball_draw = _table(
    "ball_draw",
    _ref("event"),
    _json("format"),
    _text("digest"),
    _text("shown"),
    _json("balls"),
    UniqueConstraint("event_id"),
)
person = _table(
    "person",
    _text("name"),
    _text("role"),
    _json("venues"),
    _json("sports"),
    _text("pin"),
    _int("active"),
    UniqueConstraint("name"),
)
access = _table("access", _text("recovery"))
wrong_pin = _table("wrong_pin", _text("who"), _int("times"), _text("at"), UniqueConstraint("who"))

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("at"),
    _text("actor"),
    _text("role"),
    _text("station"),
    _text("command"),
    _json("arguments"),
    _json("changes"),
    Column("undoes", Integer, ForeignKey("audit.id"), nullable=True, index=True),
    _text("previous"),
    _text("hash"),
    sqlite_autoincrement=True,
)


def upgrade() -> None:
    """From nothing to 0001."""
    metadata.create_all(op.get_bind(), checkfirst=False)
