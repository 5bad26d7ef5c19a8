"""The kinds of problems of forms and entries, in a word or two for a badge."""

from __future__ import annotations

from tournament_app.words import Text

KINDS = {
    "age_out_of_band": Text("Age"),
    "wrong_gender": Text("Men / women"),
    "not_a_leader": Text("Not a leader"),
    "pair_incomplete": Text("Incomplete"),
    "pair_too_many": Text("Too many members"),
    "birth_date_missing": Text("No birth date"),
    "too_many_events": Text("Too many events"),
    "twice_in_event": Text("Twice in an event"),
    "too_many_entries": Text("Too many entries"),
    "same_person_two_units": Text("In two delegations"),
    "duplicate_row": Text("Row twice"),
    "unknown_event": Text("Unknown event"),
    "birth_unreadable": Text("Birth unclear"),
    "sex_missing": Text("No sex"),
    "unread_row": Text("Row not read"),
    "unread_cell": Text("Cell not read"),
    "unread_sheet": Text("Sheet not read"),
    "other_file": Text("Not a table"),
    "unreadable_file": Text("Unreadable"),
}


def kind_words(kind: str) -> str:
    """The words of a kind of problem; one this version does not know says its own name."""
    return str(KINDS.get(kind, kind.replace("_", " ")))
