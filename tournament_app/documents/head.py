"""The head and the signature of an official paper, by the Party's standard (HD 36) or the State's (NĐ 30).

What differs between them is data: ``resources/templates/party.toml`` and ``state.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from tournament_app import paths
from tournament_app.documents import fonts
from tournament_app.errors import Unavailable
from tournament_app.words import Text

if TYPE_CHECKING:
    from datetime import date

    from tournament_app.queries.prints import DocumentHead

BARE = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
]
TIGHT = [*BARE, ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]


@dataclass(frozen=True, slots=True)
class StandardRules:
    """A standard of official papers; sizes in points, margins in millimetres."""

    motto: list[str]
    motto_sizes: list[float]
    motto_rule: bool
    superior_size: float
    issuer_size: float
    issuer_rule: bool
    issuer_mark: str
    number: str
    number_blank: str
    number_size: float
    date_size: float
    title_size: float
    subtitle_size: float
    subtitle_rule: bool
    subtitle_mark: str
    body_size: float
    capacities: dict[str, str]
    post_bold: bool
    sign_size: float
    recipients_style: str
    recipients_size: float
    recipient_size: float
    recipient_end: str
    margins: dict[str, float]
    landscape_margins: dict[str, float]
    page_number_size: float


def template(name: str) -> dict[str, Any]:
    """What ``resources/templates/<name>.toml`` says; raises ``Unavailable`` when it is missing or no longer TOML."""
    path = paths.resource("templates", f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _spoilt(path.name, str(error)) from error


@cache
def standard(name: str) -> StandardRules:
    """The standard *name*: ``party`` or ``state``."""
    try:
        return StandardRules(**template(name))
    except TypeError as error:
        raise _spoilt(f"{name}.toml", str(error)) from error


def _spoilt(file: str, why: str) -> Unavailable:
    return Unavailable(
        Text(
            "The template {file} cannot be used: {why}. Nothing was printed; correct it or install again.",
            file=file,
            why=why,
        ),
        "template_unreadable",
    )


class Rule(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A solid line, *length* points long, in the middle of its column."""

    def __init__(self, length: float, gap: float = 2.0) -> None:
        super().__init__()
        self.length, self.gap = length, gap

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The line takes its column's width and twice its gap."""
        self.column = width
        return width, 2 * self.gap

    def draw(self) -> None:
        """The line itself."""
        self.canv.setLineWidth(0.7)
        self.canv.line((self.column - self.length) / 2, self.gap, (self.column + self.length) / 2, self.gap)


def line(
    text: str, size: float, font: str = fonts.REGULAR, align: int = TA_CENTER, *, raw: bool = False, **style: Any
) -> Paragraph:
    """A paragraph of *text*; ``raw`` when it is markup already."""
    fonts.register()
    style.setdefault("leading", size * 1.2)
    look = ParagraphStyle("line", fontName=font, fontSize=size, alignment=align, **style)
    return Paragraph(text if raw else fonts.markup(text), look)


def body(text: str, rules: StandardRules, *, raw: bool = False) -> Paragraph:
    """A paragraph of the body: justified, first line indented by 10 mm, 6 points apart."""
    style = {"firstLineIndent": 10 * mm, "spaceBefore": 6, "leading": rules.body_size * 1.3}
    return line(text, rules.body_size, align=TA_JUSTIFY, raw=raw, **style)


def official_date(day: date | None) -> str:
    """``ngày 05 tháng 01 năm 2020``: a zero before a day under 10 and before months 1 and 2; dots without a day."""
    if day is None:
        return "ngày …… tháng …… năm ………"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def official_head(head: DocumentHead, title: str, subtitle: str, width: float) -> list[Flowable]:
    """Issuer at the left, the State's or the Party's line at the right, then title and subtitle; *width* in points."""
    rules = standard(head.standard)
    motto_width = max(
        fonts.width(text, fonts.BOLD, size) for text, size in zip(rules.motto, rules.motto_sizes, strict=True)
    )
    dated = ", ".join(filter(None, (head.place, official_date(head.dated))))
    right = max(motto_width, fonts.width(dated, fonts.ITALIC, rules.date_size)) + 6
    left = min(width - right - 4 * mm, 110 * mm)
    issuer = _lines(head.superior, rules.superior_size, fonts.REGULAR, left)
    issuer += [part for text in head.issuer for part in _lines(text, rules.issuer_size, fonts.BOLD, left)]
    if rules.issuer_rule and head.issuer:
        issuer.append(Rule(0.4 * min(left, fonts.width(head.issuer[-1].upper(), fonts.BOLD, rules.issuer_size))))
    if rules.issuer_mark:
        issuer.append(line(rules.issuer_mark, rules.issuer_size))
    if head.number is not None:
        number = rules.number.format(number=head.number) if head.number else rules.number_blank
        issuer.append(line(number, rules.number_size))
    motto: list[Flowable] = [
        line(text, size, fonts.BOLD) for text, size in zip(rules.motto, rules.motto_sizes, strict=True)
    ]
    if rules.motto_rule:
        motto.append(Rule(fonts.width(rules.motto[-1], fonts.BOLD, rules.motto_sizes[-1])))
    motto += [Spacer(0, 6), line(dated, rules.date_size, fonts.ITALIC)]
    top = Table([[issuer, "", motto]], colWidths=[left, width - left - right, right], style=TIGHT)
    return [top, Spacer(0, 12), *_title(rules, title, subtitle, width), Spacer(0, 8)]


def _lines(text: str, size: float, font: str, room: float) -> list[Flowable]:
    """*text* in capitals, centred; a little smaller (down to 12 points) if it then fits on one line."""
    size = fonts.fitting(text.upper(), font, room - 1, size, min(12, size))
    return [line(part, size, font) for part in fonts.balanced(text.upper(), font, size, room - 1)]


def _title(rules: StandardRules, title: str, subtitle: str, width: float) -> list[Flowable]:
    parts: list[Flowable] = [line(title.upper(), rules.title_size, fonts.BOLD)]
    if subtitle:
        parts.append(line(subtitle, rules.subtitle_size, fonts.BOLD, spaceBefore=2))
        if rules.subtitle_mark:
            parts.append(line(rules.subtitle_mark, rules.subtitle_size))
        if rules.subtitle_rule:
            parts.append(Rule(0.4 * min(width, fonts.width(subtitle, fonts.BOLD, rules.subtitle_size))))
    return parts


def signature_block(head: DocumentHead) -> list[Flowable]:
    """On whose behalf, post, room for hand and seal, and name; empty without a signatory."""
    rules, who = standard(head.standard), head.signatory
    if who is None:
        return []
    behalf = " ".join(filter(None, (rules.capacities.get(who.capacity, ""), who.behalf.upper()))) if who.behalf else ""
    post = fonts.BOLD if rules.post_bold else fonts.REGULAR
    parts = [line(behalf, rules.sign_size, fonts.BOLD)] if behalf else []
    parts += [line(who.post.upper(), rules.sign_size, post)] if who.post else []
    return [*parts, Spacer(0, 28 * mm), line(who.name or " ", rules.sign_size, fonts.BOLD)]


def closing(head: DocumentHead, width: float) -> list[Flowable]:
    """The list "Nơi nhận" at the left, the signature at the right, never parted by a page break."""
    rules = standard(head.standard)
    left: list[Flowable] = []
    if head.recipients:
        look = {"underline": "<u>Nơi nhận:</u>", "bold-italic": "<b><i>Nơi nhận:</i></b>"}[rules.recipients_style]
        left.append(line(look, rules.recipients_size, align=TA_LEFT, raw=True))
        ends = [rules.recipient_end] * (len(head.recipients) - 1) + ["."]
        left += [
            line(f"- {name}{end}", rules.recipient_size, align=TA_LEFT)
            for name, end in zip(head.recipients, ends, strict=True)
        ]
    right = signature_block(head)
    if not left and not right:
        return []
    columns = [width * 0.45, width * 0.55] if width < 180 * mm else [width * 0.55, width * 0.45]
    return [Spacer(0, 12), Table([[left, right]], colWidths=columns, style=TIGHT)]
