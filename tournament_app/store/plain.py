"""The fields of a command as plain JSON values for the audit."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from typing import Any

LONGEST = 1_000
"""Bytes (of a file, say) beyond this length are kept as their length alone."""


def arguments(command: Any) -> dict[str, Any]:
    """The fields of *command* by name; one declared ``repr=False`` is too long for the audit, which has its rows."""
    return {field.name: plain(getattr(command, field.name)) for field in fields(command) if field.repr}


def plain(value: Any) -> Any:
    """*value* in the kinds JSON knows; sets are sorted, keys are text."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, AbstractSet):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, bytes):
        return b64encode(value).decode() if len(value) <= LONGEST else f"{len(value)} bytes"
    if is_dataclass(value) and not isinstance(value, type):
        return arguments(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
