"""The public draw: the list everybody can hash beforehand, and the seed made of that hash and of what the hall gives.

Nobody can choose the draw: the list is hashed before the hall speaks, and the hall does not know what its number does.

* The list is UTF-8 text, letters composed (NFC), lines ended by a line feed: ``draw 1``, the code of the event, the
  format as JSON (keys in order, no spaces, letters as they are), then a line per entry: its number in the list,
  delegation, number within the delegation, members, seed or ``-``, between tabs.
* The hash is SHA-256 of that text, 64 hexadecimal digits, shown in groups of four.
* The seed is SHA-256 of the hash, then for each thing the hall gave a line feed and the text, spaces around it cut.
* The lots are those of :class:`~tournament_app.domain.dice.Dice` with these 64 digits as its text.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ListedEntry = tuple[int, str, int, str, "int | None"]
"""Number in the list, delegation, number within the delegation, members, seed."""


def canonical_list(event: str, form: Mapping[str, Any], entries: Iterable[Sequence[Any]]) -> str:
    """The text that is hashed: the event's code, its format, and its entries as :data:`ListedEntry` in order."""
    rule = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    rows = ["\t".join(str("-" if value is None else value) for value in entry) for entry in entries]
    return normalize("NFC", "".join(f"{line}\n" for line in ("draw 1", event, rule, *rows)))


def list_hash(text: str) -> str:
    """SHA-256 of the list, 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def public_seed(digest: str, hall: Iterable[str]) -> str:
    """The seed of a public draw from the hash of the list and what the hall gave, in the order it was given."""
    return sha256("\n".join([digest, *(normalize("NFC", given.strip()) for given in hall)]).encode()).hexdigest()


def in_fours(digest: str) -> str:
    """``A1B2 C3D4 …``: a hash as it is read aloud."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4)).upper()
