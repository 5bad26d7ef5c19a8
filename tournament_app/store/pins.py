"""PINs and the recovery code: kept as Argon2id hashes only, made and compared here and nowhere else."""

from __future__ import annotations

import secrets

from tournament_app.errors import refuse
from tournament_app.words import Text

LEAST, MOST = 4, 64
"""Characters of a PIN; letters are welcome."""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What nobody mistakes for something else on paper."""


def hashed(pin: str) -> str:
    """The hash of a new PIN; refuses one that is too short, or the first one anybody would try."""
    if not LEAST <= len(pin) <= MOST:
        raise refuse("short_pin", Text("A PIN has at least {n} figures or letters.", n=LEAST), "pin")
    if len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
        raise refuse("easy_pin", Text("Everybody would try this PIN first. Choose another one."), "pin")
    from argon2 import PasswordHasher

    return PasswordHasher().hash(pin)


def fits(kept: str, pin: str) -> bool:
    """Whether *pin* is the one whose hash was *kept*; never, where none was."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(kept, pin)
    except (InvalidHashError, VerificationError):
        return False


def is_hash(kept: str) -> bool:
    """Whether *kept* is what :func:`hashed` makes, and not a PIN itself."""
    return kept.startswith("$argon2id$")


def new_code() -> str:
    """A recovery code to be written down: four groups of five, 100 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def code_as_kept(code: str) -> str:
    """A recovery code as typed, without what people put between the letters."""
    return "".join(code.upper().split()).replace("-", "")
