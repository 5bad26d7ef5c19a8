"""People's names as Vietnamese writes, sorts and finds them, and their age.

Sources: Nghị định 30/2020 appendix II (capitals of names), CLDR "vi" (order of letters and tones).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff]")
_NUMBERED = re.compile(r"^(?:\d{1,3}\s*[.)]|[-–•*+])\s*(?=\D)")
_REMARK = re.compile(r"\s*[(\[][^)\]]*[)\]]?\s*$")
_TITLE = re.compile(
    r"^(?:(?:đ\s*[/.]\s*c|đc|đồng\s+chí|bà|mr|mrs|ms|vđv|(?:pgs|gs|ts|th\.?s|bs|ks|cn|cử nhân|bác sĩ)(?=\.))\b[.:\s]*|"
    r"(?:ông\s*/\s*bà)[.:\s]*)(?=\S+\s+\S)",
    re.IGNORECASE,
)
_SIR = re.compile(r"^ông[.:\s]+(?=(\S+)\s+(\S+)(\s+\S+)?)", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—]\s*")
_PARTS = re.compile(r"([-'’.])")
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of CLDR "vi"
_LETTERS = {letter: at for at, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", 1000)}
SURNAMES = frozenset(
    """
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý lí đào đoàn đinh trịnh lương lưu mai tô tạ hà
    chu châu cao thái tăng quách lâm la ma nông triệu vương văn từ tống trương kiều khổng giang hứa hầu doãn diệp đàm
    chử cù bế bạch âu an thạch sơn phùng phó quan tôn thân thiều ninh nghiêm mạc lục lại khúc kim hạ đồng đậu cấn
    """.split()  # noqa: SIM905 - a list of words, read as one
)
_TITLES = frozenset("Ông Bà Đ Đc Đồng Mr Mrs Ms Vđv Ts Gs Bs Ks Cn".split())  # noqa: SIM905
_ACCENTLESS = {ord("đ"): "d"}
_TONELESS: dict[int, str] = {}
_TONE_ONLY: dict[int, str | None] = {}
for _letter in map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))):
    _marks = unicodedata.normalize("NFD", _letter)
    if len(_marks) > 1:
        _ACCENTLESS[ord(_letter)] = _marks[0]
    if _tone := next((mark for mark in _marks if mark in _TONES), ""):
        _TONELESS[ord(_letter)] = unicodedata.normalize("NFC", _marks.replace(_tone, ""))
        _TONE_ONLY[ord(_letter)] = _tone


class _OnlyTones(dict[int, "str | None"]):
    """For ``str.translate``: a letter with a tone becomes the tone, a space stays, all else goes."""

    def __missing__(self, code: int) -> None:
        self[code] = None


_ONLY_TONES = _OnlyTones(_TONE_ONLY | {ord(" "): " "})


def clean_text(text: str) -> str:
    """*text* composed (NFC), with single spaces and none at its ends."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join((composed if composed.isprintable() else _INVISIBLE.sub("", composed)).split())


@lru_cache(maxsize=8192)
def clean_name(text: str) -> str:
    """A person's name as names are written: no numbering, title or remark, each syllable with a capital.

    A syllable that mixes capitals and small letters is somebody's own way of writing ("H'Hen") and stays.
    """
    if text.istitle() and text.replace(" ", "").isalpha() and text.partition(" ")[0] not in _TITLES:
        return " ".join(text.split())  # as names should be written: composed, capitals, no title
    name = clean_text(text)
    name = _REMARK.sub("", _NUMBERED.sub("", name)).strip(" .,;:")
    while (bare := _TITLE.sub("", name)) != name:
        name = bare
    sir = _SIR.match(name)
    if sir and (sir[3] or sir[1].casefold() in SURNAMES):  # Ông is a surname too: Ông Ích Khiêm
        name = name[sir.end() :]
    return " ".join(_capitalised(syllable) for syllable in name.split(" "))


def _capitalised(syllable: str) -> str:
    if not (syllable.isupper() or syllable.islower()):
        return syllable
    return "".join(part[:1].upper() + part[1:].lower() for part in _PARTS.split(syllable))


@lru_cache(maxsize=8192)
def match_key(text: str) -> str:
    """What two spellings of one name share: case, composition, spaces and the place of the tone (oà, òa) do not count.

    The tones of its syllables follow behind the letters, so that both placements meet. Accents do count.
    """
    small = clean_text(text).casefold().replace("’", "'")
    if "-" in small or "–" in small:
        small = _DASH.sub("-", small)
    return f"{small.translate(_TONELESS)}|{small.translate(_ONLY_TONES)}"


@lru_cache(maxsize=8192)
def search_key(text: str) -> str:
    """*text* without any accent, in small letters: what somebody types who looks for it."""
    small = clean_text(text).casefold().translate(_ACCENTLESS)
    if small.isascii():
        return small
    marks = unicodedata.normalize("NFD", small)
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


@lru_cache(maxsize=8192)
def collation_key(text: str) -> tuple[Any, ...]:
    """The place of *text* among others (CLDR "vi"): letters, then tones (ngang huyền hỏi ngã sắc nặng), then case."""
    letters, tones, case = [], [], []
    for letter in clean_text(text):
        marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks if mark in _TONES), "")
        base = unicodedata.normalize("NFC", marks.replace(tone, "") if tone else marks)
        small = base.casefold()
        letters.append(_LETTERS.get(small, ord(small[0]) + 2000 * small[0].isalpha()))
        tones.append(_TONES.index(tone) + 1 if tone else 0)
        case.append(base != small)
    return tuple(letters), tuple(tones), tuple(case)


def person_key(name: str) -> tuple[Any, ...]:
    """The place of a person in a list: by given name (tên), then by the family and middle names as printed."""
    before, _, given = clean_text(name).rpartition(" ")
    return collation_key(given), collation_key(before)


def age(birth_year: int, year: int) -> int:
    """Age as these tournaments count it: year of the event minus year of birth."""
    return year - birth_year
