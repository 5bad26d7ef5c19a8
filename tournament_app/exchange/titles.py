"""What the title of a column means in a registration form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, get_args

from tournament_app.domain.people import clean_text, search_key

Meaning = Literal[
    "number", "family", "name", "sex", "male", "female", "birth", "birth_male", "birth_female", "age", "post",
    "leader", "sport", "event", "entry_number", "unit", "note", "tick", "other",
]  # fmt: skip
MEANINGS: tuple[str, ...] = get_args(Meaning)

_VOCABULARY: tuple[tuple[Meaning, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))  # type: ignore[misc]
    for meaning, pattern in (
        ("number", r"(?:s?\s*tt|so (?:tt|thu tu)|thu tu|no|#|st)"),
        ("family", r"(?:ho|ho (?:va )?(?:ten )?(?:dem|lot|chu lot))"),
        ("name", r"(?:(?:ho(?: va|,| &)?)?\s*(?:chu )?ten(?: (?:cua )?(?:vdv|van dong vien|can bo|nguoi).*)?)"),
        ("name", r"(?:ho (?:va )?ten\b.*|vdv|van dong vien|thanh vien|danh sach vdv|full ?name|name|athlete)"),
        ("sex", r"(?:gioi(?: tinh)?|phai|gt|nam ?[/,\-]? ?nu|sex|gender)\b.*"),
        ("birth", r"(?:(?:ngay|nam|thang|nam/ngay).*\bsinh|sinh(?: ngay| nam)?|n\.?s\.?|ngay,? thang,? nam)\b.*"),
        ("birth", r"(?:birth.*|date of birth|dob|year of birth)"),
        ("age", r"(?:tuoi|age|so tuoi)"),
        ("leader", r"(?:(?:la )?(?:can bo )?lanh dao(?: (?:quan ly|don vi|co quan))?|ld|leader)\b.*"),
        ("entry_number", r"(?:(?:ma |thu tu |so )?(?:cap|doi)(?: ?[/,\-]? ?(?:cap|doi))*(?: (?:so|thu))?|so|nhom)"),
        ("sport", r"(?:(?:bo )?mon(?: thi dau| the thao| thi| tham gia| dang ky)*|sport)"),
        ("event", r"(?:(?:mon|cac)?\W*(?:va )?noi dung\b.*|nd(?: .*)?|(?:cac )?mon\b.*|dang ky.*|event.*|hang muc.*)"),
        ("unit", r"(?:(?:ten )?(?:don vi|co quan|chi bo|dang bo|doan)\b(?!.*cong tac).*|unit|delegation|team)"),
        ("post", r"(?:chuc (?:vu|danh|vi)|vi tri|nghe nghiep|position|job).*"),
        ("note", r"(?:ghi chu|luu y|chu thich|note|remark).*"),
        ("other", r".*\b(?:dien thoai|sdt|so dt|dt|cccd|cmnd|can cuoc|email|co ao|size|dan toc|que quan|dia chi)\b.*"),
        ("other", r".*\b(?:don vi cong tac|phong|ky nhan|chu ky|anh 3|bhyt|suc khoe|ngach|dang vien)\b.*"),
    )
)  # fmt: skip
_MALE = re.compile(r"(?:^|[\s(:/])nam\)?$")
_FEMALE = re.compile(r"(?:^|[\s(:/])n[ữu]\)?$")
_EDGES = " .:*()[]?"


@lru_cache(maxsize=4096)
def meaning_of(titles: tuple[str, ...]) -> Meaning | None:
    """What a column under these *titles*, from the top one down, holds; ``None`` for a title nobody foresaw.

    "Năm sinh" over "Nam" and "Nữ" are births of men and of women; told apart from "năm" where accents are written.
    """
    whole = clean_text(" ".join(titles)).casefold()
    last = clean_text(titles[-1]).casefold().strip(_EDGES) if titles else ""
    above = titles[:-1] or titles
    upper = next((found for title in (" ".join(above), *reversed(above)) if (found := _simple(title))), None)
    for side, pattern in (("male", _MALE), ("female", _FEMALE)):
        if not pattern.search(whole.strip(" .:")) or last == "năm":
            continue
        if upper == "birth":
            return f"birth_{side}"  # type: ignore[return-value]
        if (len(titles) > 1 and upper == "sex") or last in ("nam", "nữ", "nu"):
            return side  # type: ignore[return-value]
    return _simple(" ".join(titles)) or _simple(titles[-1] if titles else "")


@lru_cache(maxsize=4096)
def _simple(title: str) -> Meaning | None:
    plain = re.sub(r"\s*\([^)]*\)?\s*$", "", search_key(title)).strip(_EDGES) or search_key(title).strip(_EDGES)
    return next((meaning for meaning, pattern in _VOCABULARY if pattern.fullmatch(plain)), None)
