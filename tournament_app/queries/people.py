"""What stands against the delegations' athletes and entries, with the place in their forms where it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.people import match_key
from tournament_app.queries.checks import findings

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading

CHECKED = frozenset(
    {
        "age_out_of_band",
        "wrong_gender",
        "not_a_leader",
        "pair_incomplete",
        "pair_too_many",
        "birth_date_missing",
        "too_many_events",
        "twice_in_event",
        "too_many_entries",
        "same_person_two_units",
    }
)
"""Kinds that the rules of entry find again in the tournament itself: where they no longer do, the matter is settled."""


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem of a delegation. *id* is that of the form's problem, 0 for what only the rules found.

    *file*, *sheet* and *cell* are empty for what did not come from a form; *event* is a code or empty.
    """

    id: int
    delegation_id: int
    unit: str
    kind: str
    who: str
    event: str
    detail: str
    file: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def where(self) -> str:
        """Sheet, cell and file in one line."""
        return " · ".join(filter(None, (self.sheet, self.cell, self.file)))


def problem_rows(db: Reading) -> tuple[ProblemRow, ...]:
    """All standing problems, delegation by delegation as they came: those of the rules first, then those of forms."""
    units = {match_key(row["name"]): row for row in db.find("delegation")}
    forms = {row["id"]: row for row in db.find("form")}
    of_forms: dict[tuple[int, str, str], list[dict[str, object]]] = {}
    for row in db.find("form_problem"):
        key = (forms[row["form_id"]]["delegation_id"], str(row["kind"]), match_key(row["who"]))
        of_forms.setdefault(key, []).append(row)
    rows = []
    for finding in findings(db):
        unit = units[match_key(finding.unit)]
        noted = of_forms.get((unit["id"], finding.kind, match_key(finding.who)), [])
        source = noted.pop(0) if noted else None
        rows.append(
            ProblemRow(
                int(source["id"]) if source else 0,  # type: ignore[call-overload]
                unit["id"],
                unit["name"],
                finding.kind,
                finding.who,
                finding.event,
                str(finding.detail),
                *_place(source, forms),
            )
        )
    names = {row["id"]: row["name"] for row in units.values()}
    for (unit_id, kind, _), noted in of_forms.items():
        if kind not in CHECKED:
            rows += [
                ProblemRow(n["id"], unit_id, names[unit_id], kind, n["who"], "", n["detail"], *_place(n, forms))  # type: ignore[arg-type]
                for n in noted
            ]
    return tuple(rows)


def _place(source: dict[str, object] | None, forms: dict[int, dict[str, object]]) -> tuple[str, str, str]:
    if source is None:
        return "", "", ""
    return str(forms[int(str(source["form_id"]))]["file"]), str(source["sheet"]), str(source["cell"])
