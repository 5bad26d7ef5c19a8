"""Event names as delegations spell them, matched to the events of the tournament.

Nothing here knows an event by heart: what an event's own rules say (sport, singles or pair or team, sexes, ages,
leaders) and the words its name has left over are compared with what the spelling says. What a spelling leaves open is
settled only if one event fits; otherwise the candidates are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tournament_app.domain.people import clean_text, search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tournament_app.domain.rules import EventRules

Band = tuple[int | None, int | None]

_NUMBER = r"(?:cặp|đội|đôi|cap|doi|c|đ|vđv|lượt)"
_ENTRY = re.compile(
    rf"[\s,:–-]*(?:\(\s*{_NUMBER}?\s*(?:số|so|thứ|thu)?\s*[:.]?\s*(\d{{1,2}}|[a-d]|i{{1,3}})\s*\)"
    rf"|\b(?:{_NUMBER}\s*(?:số|so|thứ|thu)|cặp|đội|cap)\s*[:.]?\s*(\d{{1,2}}|[a-d]|i{{1,3}})|[#/]\s*(\d{{1,2}}))\s*\.?\s*$",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(rf"^{_NUMBER}?\s*(?:số|so|thứ|thu)?\s*[:.]?\s*", re.IGNORECASE)
_LETTERS = {"a": 1, "b": 2, "c": 3, "d": 4, "i": 1, "ii": 2, "iii": 3}
_BULLET = re.compile(r"^\s*(?:[-–•*+▪]|\d{1,2}\s*[.)](?!\d))\s*")
_AGES: tuple[tuple[re.Pattern[str], int | None, int | None], ...] = tuple(
    (re.compile(pattern), low, high)
    for pattern, low, high in (
        # pattern, what to add to its first and second number for the lower and upper end; None: the end is open
        (r"(?:tu |do |lua )*\b(\d{2})(?: tuoi)?\s*(?:-|den|toi|~|duoi)\s*(\d{2})\b", 0, 0),
        (r"(?:>=|≥|it nhat)\s*(\d{2})\b", 0, None),
        (r"(?:<=|≤|khong qua|toi da|den het|\bu)\s*(\d{2})\b", None, 0),
        (r"(?:>|\btren|\bhon|\bqua)\s*(\d{2})\b", 1, None),
        (r"(?:<|\bduoi|\bchua den|\bchua du|\bnho hon|\bkem)\s*(\d{2})\b", None, -1),
        (r"\b(\d{2})(?: tuoi)?\s*(?:\+|(?:tro )?len|tro di)", 0, None),
        (r"\b(\d{2})(?: tuoi)?\s*(?:(?:tro )?xuong|tro lai|-(?= |$))", None, 0),
        (r"(?:tu|du)\s*(\d{2})\b", 0, None),
        (r"\bden\s*(\d{2})\b", None, 0),
    )
)
_LEADER = re.compile(r"\b(?:can bo )?(?:lanh dao(?: quan ly)?|ld|quan ly)\b")
_MIXED = re.compile(r"\bnam\s*(?:[-/,+&]|va|phoi hop|\s)\s*nu\b|\bnu\s*[-/+&]?\s*nam\b|\b(?:hon hop|phoi hop|mixed)\b")
_SINGLE = re.compile(r"\b(?:don|ca nhan|cn)\b")
_PAIR = re.compile(r"\b(?:doi|cap)\b")
_TEAM = re.compile(r"\b(?:dong doi|tap the|doi tuyen|team)\b")
_MEN = re.compile(r"\b(?:nam|men)\b")
_WOMEN = re.compile(r"\b(?:nu|women)\b")
_IDLE = re.compile(
    r"\b(?:mon|noi dung|thi dau|nd|lua tuoi|do tuoi|nhom|tuoi|tu|den|cac|giai|vdv|nam sinh|the loai|hang|can bo|"
    r"cong chuc|vien chuc|dang vien|phong trao)\b"
)
_WORD = re.compile(r"[^\W_]+")


def split_wishes(text: str) -> Iterator[str]:
    """The events one cell names: parts between semicolons, line ends and bullets."""
    for part in re.split(r"[;\n\r•▪|]+", text):
        if bare := _BULLET.sub("", part).strip(" ,.-–"):
            yield bare


def take_number(text: str) -> tuple[str, int | None]:
    """*text* without the number of its pair or team ("(cặp 2)", "đội 1"), and that number."""
    found = _ENTRY.search(text)
    if not found:
        return text, None
    return text[: found.start()].strip(), entry_number(next(group for group in found.groups() if group))


@lru_cache(maxsize=1024)
def entry_number(text: str) -> int | None:
    """The number of a pair or team written as a number, a letter or a Roman one; ``None`` for anything else."""
    bare = _BEFORE_NUMBER.sub("", text.strip()).casefold()
    return int(bare) if bare.isdecimal() and 0 < int(bare) < 100 else _LETTERS.get(bare)


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a spelling says of an event. *form*: of singles, pair and team ("s", "p", "t") what it can be."""

    form: str
    sexes: str
    leaders: bool
    band: Band | None
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """The *code* a spelling stands for, or none and the *candidates* it could stand for."""

    code: str = ""
    candidates: tuple[str, ...] = ()


Named = tuple[Match, str, int | None]
"""What a wording stands for, the wording, and the number of the pair or team."""


class EventNames:
    """The events of a tournament, found by any usual spelling of their names."""

    def __init__(self, events: Sequence[EventRules]) -> None:
        self.events = tuple(events)
        self._sports = _sport_spellings(events)
        spellings = "|".join(re.escape(name) for name in sorted(self._sports, key=len, reverse=True))
        self._any_sport = re.compile(rf"\b(?:{spellings or '(?!)'})\b")  # without events no text names a sport
        self._codes = {_code_key(event.code): event.code for event in events}
        self._traits = {event.code: self._of_event(event) for event in events}
        self.match = cache(self._match)
        self.named = cache(self._named)
        self.sport = cache(self._sport)

    def _sport(self, text: str) -> str:
        """The sport *text* names and nothing else, else empty."""
        return self._sports.get(_IDLE.sub("", _plain(text)).strip(" :.-"), "")

    def _named(self, cell: str, section: str = "") -> tuple[Named, ...]:
        """Each event one cell names; a sport ("Cầu lông: đôi nam; đôi nữ") holds until another is named."""
        found: list[Named] = []
        for part in split_wishes(cell):
            wording, number = take_number(clean_text(part))
            match = self.match(wording, section)
            pieces = re.split(r"\s*(?:,|\+|&| và )\s*", wording) if not match.code else []
            several = [(self.match(piece, section), piece, number) for piece in pieces]
            whole = len(several) > 1 and all(one.code for one, *_ in several)
            found += several if whole else [(match, wording, number)]
            head = wording.split(":")[0]
            section = head if self.sport(head) else section
        return tuple(found)

    def _match(self, text: str, section: str = "") -> Match:
        """The event that *text* names, under the heading or in the sport *section*."""
        for token in (text, *re.findall(r"[a-z]+[-. ]?\d+", search_key(text))):
            if code := self._codes.get(_code_key(token)):
                return Match(code)
        sport, rest = self._take_sport(text)
        if not sport and section:
            sport, before = self._take_sport(section)
            rest = f"{before} {rest}".strip()
        traits = _traits(rest)
        if not sport and not _says_something(traits):
            return Match()
        return self._fitting([e for e in self.events if not sport or e.sport == sport], traits)

    def _take_sport(self, text: str) -> tuple[str, str]:
        plain = _plain(text)
        found = self._any_sport.search(plain)
        if not found:
            return "", clean_text(text)
        kept = _PUNCTUATION.sub(" ", clean_text(text).casefold())  # as long as the plain text, with its accents
        whole = kept if len(kept) == len(plain) else plain
        return self._sports[found[0]], (whole[: found.start()] + " " + whole[found.end() :]).strip()

    def _fitting(self, events: Iterable[EventRules], said: _Traits) -> Match:
        """Narrow the events down by each trait; a silent trait prefers the event that is silent too."""
        left = [e for e in events if self._traits[e.code].words == said.words]
        left = [e for e in left if not said.form or self._traits[e.code].form in said.form]
        left = [e for e in left if not said.sexes or self._traits[e.code].sexes == said.sexes]
        left = _of_ages(left, said.band)
        if any(e.leaders_only == said.leaders for e in left):
            left = [e for e in left if e.leaders_only == said.leaders]
        elif said.leaders:
            left = []
        if said.band is None and len({e.sport for e in left}) == 1 and any(_band(e) == (None, None) for e in left):
            left = [e for e in left if _band(e) == (None, None)]
        if len(left) == 1:
            return Match(left[0].code)
        return Match(candidates=tuple(e.code for e in left))

    def _of_event(self, event: EventRules) -> _Traits:
        _, rest = self._take_sport(event.name)
        form = "t" if event.is_team else "sp"[event.members[1] - 1]
        sexes = ("M" if event.men else "") + ("F" if event.women else "")
        return _Traits(form, sexes, event.leaders_only, _band(event), _traits(rest).words)


_LAST: list[tuple[object, EventNames]] = []


def names_of(events: Sequence[EventRules]) -> EventNames:
    """The names of these events; those asked for last are kept, with every spelling they have met."""
    key = [(e.code, e.sport, e.name, e.men, e.women, e.squad, e.age_min, e.age_max, e.leaders_only) for e in events]
    if not _LAST or _LAST[0][0] != key:
        _LAST[:] = [(key, EventNames(events))]
    return _LAST[0][1]


_PUNCTUATION = re.compile(r"[:()\[\]\".,;'’“”]")


def _plain(text: str) -> str:
    return _PUNCTUATION.sub(" ", search_key(text)).replace("–", "-")


def _code_key(text: str) -> str:
    found = re.fullmatch(r"\W*([^\W\d_]+)[-. ]*0*(\d+)\W*", text.casefold())
    return f"{found[1]}{found[2]}" if found else search_key(text)


def _sport_spellings(events: Sequence[EventRules]) -> dict[str, str]:
    """How each sport may be written: its name, its initials, the letters of its events' codes."""
    spellings: dict[str, str] = {}
    for event in events:
        plain = _plain(event.sport)
        initials = "".join(word[0] for word in plain.split())
        for name in (plain, plain.replace(" ", ""), initials, re.sub(r"[\W\d_]+$", "", event.code).casefold()):
            if len(name) > 1:
                spellings.setdefault(name, event.sport)
    short: dict[str, set[str]] = {}
    for sport in set(spellings.values()):  # "bóng chuyền" for "bóng chuyền hơi", if no other sport begins so
        words = _plain(sport).split()
        for n in range(2, len(words)):
            short.setdefault(" ".join(words[:n]), set()).add(sport)
    for name, sports in short.items():
        if len(sports) == 1:
            spellings.setdefault(name, *sports)
    return spellings


def _band(event: EventRules) -> Band:
    return event.age_min, event.age_max


def _of_ages(events: list[EventRules], band: Band | None) -> list[EventRules]:
    """The events of that age band, else the only event that is near it.

    Near is first: ends at most a year off ("46-51"); then: one end shared, the other open ("46-50" for 46 and over).
    """
    if band is None:
        return events
    for fits in (_equal, _off_by_one, _open_beyond):
        if found := [e for e in events if fits(_band(e), band)]:
            return found if len(found) == 1 or _band(found[0]) == band else []
    return []


def _equal(event: Band, said: Band) -> bool:
    return event == said


def _off_by_one(one: Band, other: Band) -> bool:
    return all(
        (a is None and b is None) or (a is not None and b is not None and abs(a - b) <= 1)
        for a, b in zip(one, other, strict=True)
    )


def _open_beyond(event: Band, said: Band) -> bool:
    return None not in said and (event == (said[0], None) or event == (None, said[1]))


def _says_something(traits: _Traits) -> bool:
    return bool(traits.form or traits.sexes or traits.band or traits.leaders or traits.words)


@cache
def _traits(text: str) -> _Traits:
    accented = clean_text(text).casefold()
    # "đôi" is a pair and "đội" a team, "nam" men and "năm" a year: told apart where accents are written at all
    marked = accented.replace("đội", "tap the").replace("năm", "tuoi")
    plain = _plain(marked)
    band, plain = _take_ages(plain)
    plain, leaders = _LEADER.subn(" ", plain)
    sexes, plain = _take_sexes(plain)
    form, plain = _take_form(plain, loose=accented == search_key(accented))
    words = frozenset(_WORD.findall(_IDLE.sub(" ", plain)))
    return _Traits(form, sexes, bool(leaders), band, words)


def _take_ages(plain: str) -> tuple[Band | None, str]:
    for pattern, low, high in _AGES:
        if found := pattern.search(plain):
            first, last = int(found[1]), int(found[found.lastindex or 1])
            band = (None if low is None else first + low, None if high is None else last + high)
            return band, f"{plain[: found.start()]} {plain[found.end() :]}"
    return None, plain


def _take_sexes(plain: str) -> tuple[str, str]:
    for pattern, sexes in ((_MIXED, "MF"), (_WOMEN, "F"), (_MEN, "M")):
        rest, n = pattern.subn(" ", plain)
        if n:
            return sexes, _MEN.sub(" ", _WOMEN.sub(" ", rest)) if sexes == "MF" else rest
    return "", plain


def _take_form(plain: str, *, loose: bool) -> tuple[str, str]:
    for pattern, form in ((_TEAM, "t"), (_SINGLE, "s"), (_PAIR, "pt" if loose else "p")):
        rest, n = pattern.subn(" ", plain)
        if n:
            return form, rest
    return "", plain
