"""The dialogs of the people page: a delegation, an athlete, an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from tournament_app.commands.delegation import RemoveDelegation
from tournament_app.commands.entry import (
    AddAthlete,
    AddDelegation,
    AddEntry,
    ChangeAthlete,
    ChangeDelegation,
    ChangeMembers,
)
from tournament_app.errors import refuse
from tournament_app.gui.form import CheckField, ChoiceField, Field, Form, TextField
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.entries import AthleteRow, DelegationRow, EntryRow

_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")


@dataclass(frozen=True)
class MembersField(Field):
    """Who plays in an entry: the athletes of the delegation, a tick beside each member."""

    value: tuple[int, ...] = ()
    athletes: tuple[tuple[int, str], ...] = ()

    def widget(self) -> QWidget:
        field = QListWidget()
        field.setMinimumHeight(208)
        field.setProperty("kind", "ticks")
        words = dict(self.athletes)
        order = [*(id_ for id_ in self.value if id_ in words), *(id_ for id_ in words if id_ not in self.value)]
        for id_ in order:
            item = QListWidgetItem(words[id_])
            item.setSizeHint(QSize(0, 27))
            item.setData(Qt.ItemDataRole.UserRole, id_)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if id_ in self.value else Qt.CheckState.Unchecked)
            field.addItem(item)
        return field

    def read(self, widget: Any) -> tuple[int, ...]:
        items = (widget.item(at) for at in range(widget.count()))
        return tuple(
            int(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        )


def read_birth(text: str) -> tuple[int | None, str | None]:
    """Year and ISO date of ``26/10/1978``, the year alone of ``1978``, nothing of nothing; refuses anything else."""
    text = text.strip()
    if not text:
        return None, None
    whole = _DAY.fullmatch(text)
    try:
        if whole:
            day = date(int(whole[3]), int(whole[2]), int(whole[1]))
            return day.year, day.isoformat()
        if re.fullmatch(r"\d{4}", text):
            return date(int(text), 1, 1).year, None
    except ValueError:
        pass
    raise refuse("birth_unreadable", Text("Write a date like 26/10/1978, or the year alone."), "birth")


def birth_words(row: AthleteRow) -> str:
    """The birth as forms have it: a date, a year, or nothing."""
    if row.birth_date:
        return f"{date.fromisoformat(row.birth_date):%d/%m/%Y}"
    return str(row.birth_year or "")


def sex_words(sex: str) -> str:
    """Nam or nữ."""
    return {"M": tr("Male"), "F": tr("Female")}.get(sex, "")


def delegation_form(desk: Desk, row: DelegationRow | None, parent: QWidget) -> Form:
    """Enter a delegation, or change one."""

    def act(values: dict[str, Any]) -> Any:
        if row is None:
            return desk.try_run(AddDelegation(**values))
        return desk.try_run(ChangeDelegation(row.id, {**values, "guest": int(values["guest"])}))

    fields = (
        TextField("name", tr("Name"), row.name if row else ""),
        TextField("short_name", tr("Short name"), row.short_name if row else "", tr("Stands in brackets and tables.")),
        CheckField("guest", tr("Guest from outside the bloc"), row.guest if row else False),
    )
    return _opened(Form(tr("Change the delegation") if row else tr("New delegation"), fields, act, parent=parent))


def remove_delegation_form(desk: Desk, row: DelegationRow, parent: QWidget) -> Form:
    """Say what goes with a delegation before it goes."""
    what = tr(
        "{name} leaves with {athletes} athletes and {entries} entries. Ctrl+Z brings all of it back.",
        name=row.name,
        athletes=row.athletes,
        entries=row.entries,
    )
    title, words = tr("Remove the delegation"), tr("Remove")
    act = lambda _: desk.try_run(RemoveDelegation(row.id))  # noqa: E731
    return _opened(Form(title, (), act, confirm=words, intro=what, parent=parent))


def athlete_form(desk: Desk, delegation_id: int, row: AthleteRow | None, parent: QWidget) -> Form:
    """Enter an athlete, or correct one."""

    def act(values: dict[str, Any]) -> Any:
        birth_year, birth_date = read_birth(values.pop("birth"))
        values |= {"birth_year": birth_year, "birth_date": birth_date}
        if row is None:
            return desk.try_run(AddAthlete(delegation_id, **values))
        return desk.try_run(ChangeAthlete(row.id, {**values, "leader": int(values["leader"])}))

    fields = (
        TextField("name", tr("Full name"), row.name if row else ""),
        ChoiceField("sex", tr("Sex"), row.sex if row else "M", choices=(("M", tr("Male")), ("F", tr("Female")))),
        TextField("birth", tr("Born"), birth_words(row) if row else "", tr("26/10/1978, or the year alone")),
        CheckField("leader", tr("Leader (may enter the leaders’ events)"), row.leader if row else False),
        TextField("post", tr("Post"), row.post if row else ""),
    )
    return _opened(Form(tr("Change the athlete") if row else tr("New athlete"), fields, act, parent=parent))


def entry_form(
    desk: Desk,
    delegation_id: int,
    athletes: Sequence[AthleteRow],
    events: Sequence[tuple[int, str]],
    row: EntryRow | None,
    parent: QWidget,
) -> Form:
    """Enter a single, pair or team in an event, or change who plays in it."""

    def act(values: dict[str, Any]) -> Any:
        if not values["members"]:
            raise refuse("no_members", Text("An entry needs at least one athlete."), "members")
        if row is None:
            return desk.try_run(AddEntry(values["event"], delegation_id, values["members"]))
        return desk.try_run(ChangeMembers(row.id, values["members"]))

    people = tuple((a.id, " · ".join(filter(None, (a.name, sex_words(a.sex), birth_words(a))))) for a in athletes)
    chosen = tuple(pair for pair in events if row is None or pair[0] == row.event_id)
    fields = (
        ChoiceField("event", tr("Event"), row.event_id if row else None, choices=chosen),
        MembersField("members", tr("Members"), row.member_ids if row else (), tr("Space ticks a member."), people),
    )
    return _opened(Form(tr("Change the entry") if row else tr("New entry"), fields, act, parent=parent))


def _opened(form: Form) -> Form:
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    form.opened()
    return form
