"""What is printed or exported for use is counted, so that every page says which copy it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tournament_app.errors import refuse
from tournament_app.queries.printed import DOCUMENT_WORDS, options_data, same_paper
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True)
class Paper:
    """A document with its options; *digest* of what stands on it, *act* the last act it knows of."""

    document: str
    options: PrintOptions
    digest: str
    act: int


@dataclass(frozen=True)
class RecordPrints:
    """Count *papers* that go to the printer or into files now."""

    papers: tuple[Paper, ...]

    def words(self) -> Text:
        """What history shows."""
        if len(self.papers) == 1:
            return Text("Printed: {document}", document=DOCUMENT_WORDS.get(self.papers[0].document, ""))
        return Text("Printed: {n} documents", n=len(self.papers))

    def apply(self, rows: Rows) -> tuple[int, ...]:
        """Which copy each of them is, from 1."""
        if not self.papers:
            raise refuse("nothing_to_print", Text("There is nothing to print."))
        copies: dict[tuple[Any, ...], int] = {}
        for row in rows.find("print"):
            copies[same_paper(row["document"], row["options"])] = row["revision"]
        made = []
        for paper in self.papers:
            options = options_data(paper.options)
            key = same_paper(paper.document, options)
            copies[key] = copies.get(key, 0) + 1
            rows.add(
                "print",
                document=paper.document,
                options=options,
                revision=copies[key],
                digest=paper.digest,
                act=paper.act,
                who=rows.actor,
                at=rows.now,
            )
            made.append(copies[key])
        return tuple(made)
