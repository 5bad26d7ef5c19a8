"""The part of the event form for events that are no matches: what is measured or judged, and the heats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

from tournament_app.domain.heats import HeatEntry, draw_heats
from tournament_app.domain.mark_rules import mark_rule
from tournament_app.errors import Refused
from tournament_app.queries.heats import heats_in_words
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tournament_app.domain.rules import EventRules

HEATS = ("lanes", "final", "semifinals", "by_place", "semi_by_place", "order")
OF = {
    "measured": ("kind", "unit", "attempts", "best", "thousandths"),
    "judged": ("judges", "drop", "method", "most", "criteria"),
    "list": ("most",),
}
"""The fields each kind of play has, besides those of the heats."""
PLAIN: dict[str, Any] = {
    "kind": "time", "unit": "", "attempts": 1, "best": 0, "thousandths": True, "judges": 5, "drop": 1,
    "method": "average", "most": "", "criteria": "",
}  # fmt: skip
WITHOUT = {
    "time": ("attempts", "best", "unit"),
    "distance": ("thousandths",),
    "height": ("attempts", "best", "thousandths"),
}
"""The fields that say nothing of what is measured."""
MATCHES = ("format.", "scoring.", "ranking", "withdrawal", "second_look")
"""The fields only an event of matches has."""


def marks_flat(rules: EventRules) -> dict[str, Any]:
    """The rule for the marks as the fields show it."""
    marks = {**PLAIN, **rules.marks}
    listed = marks["criteria"] or ()
    if not isinstance(listed, str):
        marks["criteria"] = "; ".join(f"{each['name']} {each.get('most', '10')}" for each in listed)
    heats = {"order": "lots", **rules.marks.get("heats", {})}
    return {
        "play": rules.play,
        **{f"marks.{key}": marks[key] for key in PLAIN},
        **{f"heats.{key}": heats.get(key, 0) for key in HEATS},
    }


def marks_filled(before: EventRules, values: dict[str, Any]) -> dict[str, Any]:
    """The rule for the marks that the fields say; what no field shows stays as it was."""
    play = values["play"]
    if play == "matches":
        return dict(before.marks)
    kept = before.marks if before.play == play else {}
    said = {key: values[f"marks.{key}"] for key in OF[play]}
    if "criteria" in said:
        said["criteria"] = _criteria(said["criteria"], kept.get("criteria", ()))
        if not said["most"]:
            del said["most"]
    elif play == "list" and not said["most"]:
        said["most"] = ""
    heats = {**kept.get("heats", {}), **{key: values[f"heats.{key}"] for key in HEATS}}
    if heats["order"] == "swimming":
        heats["level"] = "swim_off"
    else:
        heats.pop("level", None)
    made = {**kept, **said, "heats": heats}
    return dict(before.marks) if before.play == play and _same(play, before.marks, made) else made


def _same(play: str, one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two rules for marks are the same, whatever they leave unsaid."""
    try:
        return mark_rule(play, one) == mark_rule(play, other)
    except Refused:
        return False


def _criteria(text: str, kept: Any) -> list[dict[str, str]]:
    """``Nội dung 4; Nghệ thuật 4`` as criteria; the weights stay."""
    weights = {each["name"]: each["weight"] for each in kept if "weight" in each}
    found = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        name, _, most = part.rpartition(" ")
        one = {"name": name or part, "most": most if name else "10"}
        found.append(one | ({"weight": weights[one["name"]]} if one["name"] in weights else {}))
    return found


def add_marks_fields(line: Callable[..., None], combo: Callable[..., Any], spin: Callable[..., Any]) -> None:
    """The fields, line by line, through the form's own *line*, *combo* and *spin*."""
    kinds = (("time", tr("A time")), ("distance", tr("Distance, weight, number")), ("height", tr("Height of a bar")))
    methods = (("average", tr("Average")), ("sum", tr("Sum")), ("ranks", tr("Sum of the judges' ranks")))
    orders = (
        ("lots", tr("By lot")),
        ("straight", tr("Track, straight (100 m)")),
        ("bend", tr("Track, bend (200 m)")),
        ("lap", tr("Track, from 400 m on")),
        ("swimming", tr("Pool")),
    )
    line(("marks.kind", tr("Measured"), combo(kinds)), ("marks.unit", tr("Unit"), QLineEdit()))
    line(
        ("marks.attempts", tr("Attempts"), spin(1, 20)),
        ("marks.best", tr("Best go on after 3"), spin(0, 20, tr("all of them"))),
    )
    line(("marks.thousandths", "", QCheckBox(tr("Equal times are told apart by 1/1000 s"))))
    line(("marks.judges", tr("Judges"), spin(1, 15)), ("marks.drop", tr("Left out, each end"), spin(0, 7)))
    line(("marks.method", tr("Counted by"), combo(methods)), ("marks.most", tr("Highest mark"), QLineEdit()))
    line(("marks.criteria", tr("Criteria (name most; …)"), QLineEdit()))
    line(
        ("heats.lanes", tr("Most in a heat"), spin(0, 100, tr("all at once"))),
        ("heats.order", tr("Lanes"), combo(orders)),
    )
    line(
        ("heats.final", tr("In the final"), spin(0, 100, tr("no final"))),
        ("heats.semifinals", tr("Semi-finals"), spin(0, 8, tr("none"))),
    )
    line(
        ("heats.by_place", tr("Q of a heat"), spin(0, 20)),
        ("heats.semi_by_place", tr("Q of a semi-final"), spin(0, 20)),
    )


def show_fitting(lines: dict[str, list[QWidget]], play: str, kind: str) -> None:
    """Show the fields this *play* has, and hide the others; *lines* has the widgets of each field."""
    wanted = {f"marks.{key}" for key in OF.get(play, ())}
    if play == "measured":
        wanted -= {f"marks.{key}" for key in WITHOUT[kind]}
    for key, widgets in lines.items():
        if key.startswith("marks."):
            shown = key in wanted
        elif key.startswith("heats."):
            shown = play in ("measured", "judged")
        else:
            shown = play == "matches" or not key.startswith(MATCHES)
        for widget in widgets:
            widget.setVisible(shown)


def heats_words(rules: EventRules, entries: int) -> tuple[str, ...]:
    """What an event of heats comes to with so many *entries*, and by which rule its places go."""
    try:
        rule = mark_rule(rules.play, rules.marks)
    except Refused as no:
        return (str(no),)
    plan = draw_heats(rule.heats, [HeatEntry(n, n) for n in range(1, entries + 1)], "")
    return tr("{n} entries: {format}", n=entries, format=heats_in_words(plan, entries)), str(rule.words())
