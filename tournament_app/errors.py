"""The two errors a user can meet. Everything else that is raised is a bug and is reported as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tournament_app.words import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the rules say no to: a machine's *code*, a sentence for people, and the *field* it stands beside."""

    code: str
    text: Text
    field: str = ""

    def __str__(self) -> str:
        return str(self.text)


class TournamentError(Exception):
    """What a user can meet: it knows how to say what happened in the language of the interface."""


class Refused(TournamentError):
    """The rules say no. Nothing was changed. *problems* say which rule and what would be valid."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class Unavailable(TournamentError):
    """The disk, the file or the server cannot do it now. *reason* says what happened, what was kept and what to do."""

    def __init__(self, reason: Text, code: str = "unavailable") -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code

    def __str__(self) -> str:
        return str(self.reason)


def refuse(code: str, text: Text, field: str = "") -> Refused:
    """A refusal for a single reason, ready to be raised."""
    return Refused(Problem(code, text, field))
