"""Any document as PDF: the one door for the window and the command line. Each layout is loaded when first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tournament_app.queries import print_heats, prints, prints_draw, prints_swiss

if TYPE_CHECKING:
    Document = (
        prints.SchedulePrint
        | prints.EntryListPrint
        | prints.BracketPrint
        | prints.MatchSheetPrint
        | prints.ResultsPrint
        | prints.CertificatePrint
        | prints.MedalTablePrint
        | prints_draw.DrawRecordPrint
        | print_heats.StartListPrint
        | prints_swiss.SwissPrint
    )

LAYOUTS = {
    prints.SchedulePrint: ("schedule", "schedule"),
    prints.EntryListPrint: ("entry_list", "entry_list"),
    prints.BracketPrint: ("bracket", "bracket"),
    prints.MatchSheetPrint: ("match_sheet", "match_sheets"),
    prints.ResultsPrint: ("results", "results"),
    prints.CertificatePrint: ("certificates", "certificates"),
    prints.MedalTablePrint: ("medals", "medal_table"),
    prints_draw.DrawRecordPrint: ("draw_record", "draw_record"),
    print_heats.StartListPrint: ("heats", "start_lists"),
    prints_swiss.SwissPrint: ("swiss", "swiss"),
}


def pdf(given: Document) -> bytes:
    """*given* as PDF; the same print gives the same bytes. Raises ``Unavailable`` if a font or template is missing."""
    module, function = LAYOUTS[type(given)]
    made: bytes = getattr(import_module(f"tournament_app.documents.{module}"), function)(given)
    return made
