"""The schema SQLAlchemy and Alembic make a tournament by, from the columns of ``columns``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

from tournament_app.store.columns import COLUMNS, SCHEMA, UNIQUE

if TYPE_CHECKING:
    from tournament_app.store import columns

__all__ = ["SCHEMA", "audit", "metadata"]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _column(of: str, column: columns.Column) -> Column[Any]:
    kind = Integer if column.kind is int else Text
    info = {"json": True} if column.json else {}
    if not column.refers:
        return Column(column.name, kind, nullable=column.optional, info=info)
    later = {} if column.refers == of else {"deferrable": True, "initially": "DEFERRED"}
    key = ForeignKey(f"{column.refers}.id", **later)  # type: ignore[arg-type]
    return Column(column.name, kind, key, nullable=column.optional, index=True)


for _name, _columns in COLUMNS.items():
    Table(
        _name,
        metadata,
        Column("id", Integer, primary_key=True),
        *(_column(_name, column) for column in _columns),
        *([UniqueConstraint(*UNIQUE[_name])] if _name in UNIQUE else []),
        sqlite_autoincrement=True,
    )
audit = metadata.tables["audit"]
