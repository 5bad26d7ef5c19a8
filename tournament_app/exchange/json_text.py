"""JSON as it comes from elsewhere: any Unicode with or without its mark, and told where it is none."""

from __future__ import annotations

import codecs
import json
import unicodedata
from typing import Any, NoReturn

from tournament_app.errors import refuse
from tournament_app.words import Text

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_json(content: bytes, file: str) -> Any:
    """What *content* says, names composed (NFC) and without spaces about them; refuses what is no JSON."""
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refuse("bad_json", Text("{file} is not text in UTF-8.", file=file)) from error
    if not text.strip():
        raise refuse("bad_json", Text("{file} is empty: there is nothing to rank.", file=file))
    try:
        return _tidy(json.loads(text, parse_constant=_no_number, object_pairs_hook=_once))
    except json.JSONDecodeError as error:
        raise refuse(
            "bad_json",
            Text(
                "This is no JSON: line {line}, column {column}: {why}",
                line=error.lineno,
                column=error.colno,
                why=error.msg,
            ),
        ) from error
    except RecursionError as error:
        raise refuse("bad_json", Text("This is no table: its brackets are too many, one within the other.")) from error
    except ValueError as error:  # whole numbers of more than 4,300 figures
        raise refuse("bad_json", Text("This is no table: a number in it is too long.")) from error


def _no_number(said: str) -> NoReturn:
    raise refuse("bad_json", Text("{said} is no number.", said=said))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise refuse("bad_json", Text("The key “{key}” stands twice in one object.", key=key))
        found[key] = value
    return found


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    if isinstance(value, dict):
        return {_tidy(key): _tidy(one) for key, one in value.items()}
    return value
