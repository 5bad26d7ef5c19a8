"""The address of a tournament on a PostgreSQL server, asked for piece by piece; its password is never kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from tournament_app.errors import refuse
from tournament_app.gui.form import NumberField, TextField
from tournament_app.gui.sign_in import SecretField, SecretForm
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PORT = 5432


@dataclass(frozen=True, slots=True)
class Address:
    """Where on which server a tournament is, and as whom one goes there."""

    host: str = ""
    port: int = PORT
    name: str = ""
    user: str = ""

    @classmethod
    def of(cls, url: str) -> Address:
        """From ``postgresql://user@host:port/name``."""
        parts = urlsplit(url)
        return cls(parts.hostname or "", parts.port or PORT, unquote(parts.path[1:]), unquote(parts.username or ""))

    def url(self, password: str = "") -> str:
        """The address; without a password the server's own ways of knowing somebody are tried (.pgpass, trust)."""
        who = quote(self.user, safe="") + (f":{quote(password, safe='')}" if password else "")
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"postgresql://{who + '@' if who else ''}{host}:{self.port}/{quote(self.name, safe='')}"


def ask_server(parent: QWidget, last: str = "") -> SecretForm:
    """Ask for the address, the one used *last* filled in; ``done_with(url)``, which has the password in it."""
    known = Address.of(last)

    def act(values: dict[str, Any]) -> str:
        for key in ("host", "name"):
            if not values[key]:
                raise refuse("missing", Text("This is needed to find the tournament."), key)
        return Address(values["host"], values["port"], values["name"], values["user"]).url(values["password"])

    form = SecretForm(
        tr("A tournament on a server"),
        (
            TextField("host", tr("Server"), known.host, tr("Name or number of the computer: 192.168.1.10, say.")),
            NumberField("port", tr("Port"), known.port, least=1, most=65_535),
            TextField("name", tr("Database"), known.name),
            TextField("user", tr("User"), known.user),
            SecretField("password", tr("Password"), "", tr("It is not kept: it is asked for each time.")),
        ),
        act,
        confirm=tr("Open"),
        intro=tr(
            "A PostgreSQL server lets several computers work on one tournament. A file is taken there with: "
            "giai-dau move FILE postgresql://…"
        ),
        parent=parent,
    )
    form.opened()
    form.widgets["password" if known.host else "host"].setFocus()
    return form
