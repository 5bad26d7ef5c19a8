"""The screens, one module each; this is the list the side bar is made of."""

from __future__ import annotations

from dataclasses import dataclass

from tournament_app.words import Text


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One screen: its key, its words in the side bar and in the header, its icon and where its class is found."""

    key: str
    label: Text
    title: Text
    icon: str
    factory: str
    """``module:Class``, imported when the screen is first shown."""


_HERE = "tournament_app.gui.pages."

PAGES: tuple[PageSpec, ...] = (
    PageSpec("overview", Text("Overview"), Text("Overview"), "overview", _HERE + "overview:OverviewPage"),
    PageSpec("people", Text("Delegations"), Text("Delegations & athletes"), "people", _HERE + "people:PeoplePage"),
    PageSpec("events", Text("Events"), Text("Events"), "events", _HERE + "events:EventsPage"),
    PageSpec("draw", Text("Draw"), Text("Draw & brackets"), "draw", _HERE + "draw:DrawPage"),
    PageSpec("schedule", Text("Schedule"), Text("Schedule"), "schedule", _HERE + "schedule:SchedulePage"),
    PageSpec("score", Text("Score desk"), Text("Score desk"), "score", _HERE + "score:ScorePage"),
    PageSpec("results", Text("Results"), Text("Results & rankings"), "results", _HERE + "results:ResultsPage"),
    PageSpec("medals", Text("Medals"), Text("Medals"), "medals", _HERE + "medals:MedalsPage"),
    PageSpec("documents", Text("Printing"), Text("Printing"), "documents", _HERE + "documents:DocumentsPage"),
    PageSpec("journal", Text("Journal"), Text("Journal & backups"), "journal", _HERE + "journal:JournalPage"),
)
