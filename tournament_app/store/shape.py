"""Reading the catalogue's TOML so that whoever edits it is told the file, the key and what would be right."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin
from typing import get_type_hints as hints_of

from tournament_app.errors import Refused, refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


T = TypeVar("T")
_KINDS: dict[Any, Text] = {
    bool: Text("true or false"),
    int: Text("a whole number"),
    str: Text('text in "quotation marks"'),
    dict: Text("a table of names and values"),
}


def wrong(file: Path, key: str, why: Text) -> Refused:
    """The refusal of one key of one file."""
    return refuse("catalogue", Text("{file}, {key}: {why}", file=file.name, key=key or "-", why=why), key)


def read_toml(file: Path) -> dict[str, Any]:
    """What stands in *file*; a mark some editors put before the first letter is skipped."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise wrong(file, "", Text("this is not TOML: {why}", why=str(error))) from error
    except UnicodeDecodeError as error:
        raise wrong(file, "", Text("the file is not saved as UTF-8; save it again with that encoding")) from error


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a catalogue file: it knows its *file* and its *key* so that a refusal can name them."""

    file: Path
    data: dict[str, Any]
    key: str = ""

    def path(self, name: object) -> str:
        """The full key of *name* in this table, such as ``sessions[2].from``."""
        return ".".join(filter(None, (self.key, str(name))))

    def wrong(self, name: str, why: Text) -> Refused:
        """The refusal of the key *name* of this table."""
        return wrong(self.file, self.path(name), why)

    def known(self, *names: str) -> None:
        """Refuse a key that is none of *names*: a typing mistake would otherwise be a rule that never holds."""
        if odd := sorted(set(self.data) - set(names)):
            raise self.wrong(odd[0], Text("unknown here; known are: {names}", names=", ".join(names)))

    def take(self, name: str, hint: Any, default: Any = MISSING) -> Any:
        """The value of *name*, which must be of the type *hint*."""
        if name not in self.data:
            if default is MISSING:
                raise self.wrong(name, Text("is missing; it must be {wanted}", wanted=wanted(hint)))
            return default
        value = self.data[name]
        if not fits(value, hint):
            raise self.wrong(name, Text("{value} must be {wanted}", value=repr(value), wanted=wanted(hint)))
        return value

    def table(self, name: str, default: dict[str, Any] | None = None) -> Section:
        """The table *name* below this one."""
        value = self.take(name, dict[str, Any], MISSING if default is None else default)
        return Section(self.file, value, self.path(name))

    def tables(self, name: str) -> list[Section]:
        """The tables ``[[name]]`` below this one; none is fine."""
        rows = self.take(name, tuple[dict[str, Any], ...], [])
        return [Section(self.file, row, self.path(f"{name}[{i}]")) for i, row in enumerate(rows, 1)]

    def rule(self, cls: Any) -> Any:
        """This table as the rule *cls*, each key and value checked against its fields."""
        hints = hints_of(cls)
        self.known(*(field.name for field in fields(cls)))
        for field in fields(cls):
            hint, optional = hints[field.name], field.default is not MISSING or field.default_factory is not MISSING
            value = self.take(field.name, hint, None if optional else MISSING)
            if is_dataclass(hint) and value is not None:
                Section(self.file, value, self.path(field.name)).rule(hint)
        return self.made(cls.of)

    def made(self, make: Callable[[dict[str, Any]], T]) -> T:
        """What *make* makes of this table; its refusal names this file, and so does a value of a wrong type."""
        try:
            return make(self.data)
        except Refused as error:
            raise self.wrong("", error.problems[0].text) from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise self.wrong("", Text("a value is missing or of the wrong kind: {why}", why=str(error))) from error


def fits(value: object, hint: Any) -> bool:
    """Whether *value*, as TOML or a default gives it, is of the type *hint*."""
    origin, args = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if origin is Literal:
        return value in args
    if origin in (Union, UnionType):
        return any(fits(value, arg) for arg in args)
    if origin is dict:
        return isinstance(value, dict) and all(fits(each, args[1]) for each in value.values())
    if origin is tuple:
        if not isinstance(value, list | tuple):  # a list of TOML, or the tuple of a default
            return False
        kinds = args[:1] * len(value) if args[-1] is Ellipsis else args
        return len(value) == len(kinds) and all(map(fits, value, kinds))
    if is_dataclass(hint):
        return isinstance(value, dict)
    return isinstance(value, hint) and not (hint is int and isinstance(value, bool))


def wanted(hint: Any) -> Text:
    """The type *hint* in words for whoever edits the file."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return Text("one of {names}", names=", ".join(map(str, args)))
    if origin in (Union, UnionType):
        return wanted(next(arg for arg in args if arg is not NoneType))
    if origin is tuple:
        kind = Text("tables") if get_origin(args[0]) is dict else wanted(args[0])
        if args[-1] is Ellipsis:
            return Text("a list [ ] of: {kind}", kind=kind)
        return Text("a list [ ] of {n}: {kind}", n=len(args), kind=kind)
    return _KINDS.get(hint, _KINDS[dict] if is_dataclass(hint) or origin is dict else Text("a day as 2024-10-25"))
