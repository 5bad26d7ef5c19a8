"""What the fields of the tournament's rows are called, for people."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from tournament_app.domain.outcome import Kind
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS = {
    "name": Text("name"),
    "edition": Text("edition"),
    "organiser": Text("organiser"),
    "place": Text("place"),
    "first_day": Text("first day"),
    "days": Text("days"),
    "day": Text("day"),
    "start": Text("start"),
    "end": Text("end"),
    "minutes": Text("minutes"),
    "code": Text("code"),
    "state": Text("state"),
    "position": Text("position"),
    "number": Text("number"),
    "seed": Text("seed"),
    "short_name": Text("short name"),
    "sex": Text("sex"),
    "birth_year": Text("born"),
    "birth_date": Text("date of birth"),
    "post": Text("post"),
    "note": Text("note"),
    "attempts": Text("attempts"),
    "heat": Text("heat"),
    "round": Text("round"),
    "sport": Text("sport"),
    "boards": Text("boards"),
    "delegation_id": Text("delegation"),
    "athlete_id": Text("athlete"),
    "entry_id": Text("entry"),
    "court_id": Text("court"),
    "kind": Text("kind"),
    "games": Text("score"),
    "a": Text("first side"),
    "b": Text("second side"),
    "winner": Text("winner"),
    "override": Text("exception because"),
    "times": Text("calls"),
    "who": Text("by"),
    "order": Text("order drawn"),
    "locked": Text("locked"),
    "pinned": Text("pinned"),
    "leader": Text("leader"),
    "guest": Text("guest"),
    "tentative": Text("dates may move"),
    "file": Text("file"),
    "rules": Text("rules"),
    "body": Text("rules"),
    "limits": Text("limits"),
    "settings": Text("settings"),
    "plan": Text("plan"),
    "record": Text("record of the draw"),
    "detail": Text("detail"),
    "reason": Text("reason"),
    "how": Text("settled by"),
    "ground": Text("ground"),
    "deposit": Text("deposit"),
    "decision": Text("decision"),
    "decided_by": Text("decided by"),
    "document": Text("document"),
    "revision": Text("copy"),
    "role": Text("role"),
    "venues": Text("venues"),
    "sports": Text("sports"),
    "active": Text("may sign in"),
}


KIND_WORDS = {
    Kind.PLAYING: Text("now playing"),
    Kind.PLAYED: Text("played"),
    Kind.WALKOVER: Text("walkover"),
    Kind.RETIRED: Text("retired"),
    Kind.DISQUALIFIED: Text("disqualified"),
    Kind.BOTH_ABSENT: Text("both absent"),
}
"""How a match ended, for people."""


def field_words(name: str) -> Text | str:
    """What the field *name* is called."""
    return FIELDS.get(name, name)


def listed(parts: Iterable[Text | str]) -> Text | str:
    """*parts* in one line with commas, each still to be said in whatever language."""
    found = list(parts)
    return reduce(lambda first, rest: Text("{first}, {rest}", first=first, rest=rest), found) if found else ""
