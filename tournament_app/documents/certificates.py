"""Certificates (giấy chứng nhận): A4 landscape, a border drawn by hand of the program, room for signature and seal."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib import colors
from reportlab.lib.units import mm

from tournament_app.documents import fonts
from tournament_app.documents.head import official_date, standard, template
from tournament_app.documents.page import PAPERS, Pages

if TYPE_CHECKING:
    from tournament_app.queries.prints import Certificate, CertificatePrint

PAPER = "A4-landscape"
WIDTH, HEIGHT = PAPERS[PAPER]
MIDDLE = WIDTH / 2
ROOM = WIDTH - 64 * mm
GREEN = colors.HexColor("#0B6B57")
GOLD = colors.HexColor("#A87F12")
RED = colors.HexColor("#B3261E")


def certificates(given: CertificatePrint) -> bytes:
    """One page for each certificate, in the order given, as PDF."""
    words = template("certificate")
    target = BytesIO()
    canvas = Pages(target, given.head, given.edition, "Giấy chứng nhận", PAPER)
    canvas.footed = False
    for certificate in given.certificates:
        if given.border:
            _border(canvas)
        _head(canvas, given)
        _text(canvas, given, certificate, words)
        _foot(canvas, given, certificate, words)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _border(canvas: Pages) -> None:
    """Two frames, a row of lozenges between them, and a rosette in each corner."""
    outer, inner, pitch = 9 * mm, 15 * mm, 6 * mm
    canvas.setStrokeColor(GREEN)
    for inset, weight in ((outer, 1.6), (outer + 1.2 * mm, 0.4), (inner - 1.2 * mm, 0.4), (inner, 1.0)):
        canvas.setLineWidth(weight)
        canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)
    band = (outer + inner) / 2
    canvas.setFillColor(GOLD)
    for length, along in ((WIDTH, True), (HEIGHT, False)):
        count = int((length - 4 * inner) // pitch)
        start = (length - (count - 1) * pitch) / 2
        for n in range(count):
            at = start + n * pitch
            for across in (band, (HEIGHT if along else WIDTH) - band):
                _lozenge(canvas, *((at, across) if along else (across, at)), 1.3 * mm)
    for x in (band, WIDTH - band):
        for y in (band, HEIGHT - band):
            _rosette(canvas, x, y)


def _lozenge(canvas: Pages, x: float, y: float, radius: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x - 1.6 * radius, y)
    for dx, dy in ((0, radius), (1.6 * radius, 0), (0, -radius)):
        path.lineTo(x + dx, y + dy)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _rosette(canvas: Pages, x: float, y: float) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setFillColor(colors.white)
    canvas.setLineWidth(0.8)
    canvas.circle(0, 0, 6.5 * mm, fill=1)
    canvas.setFillColor(GOLD)
    for _ in range(8):
        canvas.rotate(45)
        canvas.ellipse(1.2 * mm, -1.1 * mm, 5.4 * mm, 1.1 * mm, stroke=0, fill=1)
    canvas.setFillColor(GREEN)
    canvas.circle(0, 0, 1.3 * mm, stroke=0, fill=1)
    canvas.restoreState()


def _centred(canvas: Pages, text: str, y: float, font: str, size: float, colour: Any = colors.black) -> float:
    """*text* in the middle, smaller or on two lines if it is long; returns the baseline of its last line."""
    size = min(fonts.fitting(part, font, ROOM, size, size * 0.7) for part in text.split("\n"))
    canvas.setFillColor(colour)
    canvas.setFont(font, size)
    lines = [part for given in text.split("\n") for part in fonts.balanced(given, font, size, ROOM)]
    for number, line in enumerate(lines):
        canvas.drawCentredString(MIDDLE, y - number * size * 1.15, line)
    return y - (len(lines) - 1) * size * 1.15


def _head(canvas: Pages, given: CertificatePrint) -> None:
    rules = standard(given.head.standard)
    y = HEIGHT - 25 * mm
    for text, size in zip(rules.motto, rules.motto_sizes, strict=True):
        _centred(canvas, text, y, fonts.BOLD, size)
        y -= size * 1.25
    if rules.motto_rule:
        half = fonts.width(rules.motto[-1], fonts.BOLD, rules.motto_sizes[-1]) / 2
        canvas.setStrokeColor(colors.black)
        canvas.setLineWidth(0.7)
        canvas.line(MIDDLE - half, y + 11, MIDDLE + half, y + 11)
    _centred(canvas, " ".join(given.head.issuer).upper(), HEIGHT - 43 * mm, fonts.BOLD, 16)


def _text(canvas: Pages, given: CertificatePrint, certificate: Certificate, words: dict[str, Any]) -> None:
    size = float(words["text_size"])
    values = {
        "tournament": given.head.tournament,
        "year": given.year,
        "prize": certificate.prize,
        "event": certificate.event,
        "sport": certificate.sport,
        "unit": certificate.unit,
    }
    _centred(canvas, words["title"], HEIGHT - 60 * mm, fonts.BOLD, float(words["title_size"]), RED)
    _centred(canvas, words["intro"], HEIGHT - 69 * mm, fonts.ITALIC, size)
    pair = " - ".join(certificate.names)
    if fonts.width(pair, fonts.BOLD, float(words["name_size"])) > ROOM:
        pair = "\n".join(certificate.names)
    y = _centred(canvas, pair, HEIGHT - 83 * mm, fonts.BOLD, float(words["name_size"]), GREEN)
    if certificate.unit:
        y = _centred(canvas, words["unit"].format(**values), y - 9 * mm, fonts.REGULAR, size)
    y = _centred(canvas, words["prize"].format(**values), y - 12 * mm, fonts.BOLD, float(words["prize_size"]), RED)
    y = _centred(canvas, words["event"].format(**values), y - 9 * mm, fonts.REGULAR, size)
    _centred(canvas, words["where"].format(**values), y - 8 * mm, fonts.REGULAR, size)


def _foot(canvas: Pages, given: CertificatePrint, certificate: Certificate, words: dict[str, Any]) -> None:
    """The book of certificates at the left; place, date, post and name at the right with room between them."""
    head, who, rules = given.head, given.head.signatory, standard(given.head.standard)
    right, bottom = WIDTH - 80 * mm, 20 * mm
    space = float(words["signature_space"]) * mm
    canvas.setFillColor(colors.black)
    canvas.setFont(fonts.ITALIC, 12)
    number = words["register"].format(number=certificate.number or words["register_blank"])
    canvas.drawString(30 * mm, bottom + 2, fonts.plain(number))
    name = (who.name if who else "") or " "
    y = bottom + 2 + space
    canvas.setFont(fonts.BOLD, fonts.fitting(name, fonts.BOLD, 100 * mm, 14))
    canvas.drawCentredString(right, bottom + 2, fonts.plain(name))
    if who and who.post:
        canvas.setFont(fonts.BOLD if rules.post_bold else fonts.REGULAR, 13)
        canvas.drawCentredString(right, y, fonts.plain(who.post.upper()))
        y += 15
    if who and who.behalf:
        behalf = f"{rules.capacities.get(who.capacity, '')} {who.behalf.upper()}".strip()
        canvas.setFont(fonts.BOLD, fonts.fitting(behalf, fonts.BOLD, 100 * mm, 13))
        canvas.drawCentredString(right, y, fonts.plain(behalf))
        y += 16
    canvas.setFont(fonts.ITALIC, 13)
    canvas.drawCentredString(right, y, fonts.plain(", ".join(filter(None, (head.place, official_date(head.dated))))))
