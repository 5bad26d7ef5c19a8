"""What all papers of a tournament share: their head and foot, how a side, a match and its score are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tournament_app.domain.formats import side_label
from tournament_app.domain.outcome import NO_DETAIL, Detail, Kind
from tournament_app.domain.scoring import score_words
from tournament_app.queries.event_state import EventState, event_state
from tournament_app.queries.matches import MatchRow, matches_by_key
from tournament_app.queries.prints import DocumentHead, Edition, Side, Signatory
from tournament_app.queries.tournament import TournamentRow, tournament_row

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.domain.outcome import Games
    from tournament_app.queries.entries import EntryRow
    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Reading

NOBODY = Side(source="(không có)")
ENDINGS = {
    Kind.PLAYING: "đang đấu",
    Kind.WALKOVER: "vắng mặt",
    Kind.RETIRED: "bỏ cuộc",
    Kind.DISQUALIFIED: "bị truất quyền",
}


def print_head(db: Reading, options: PrintOptions, now: datetime, *, number: str | None = "") -> DocumentHead:
    """The head by the chosen standard, dated at the venue; its number is left to be written (``None``: no number).

    The superior body is the organiser, the issuer its committee for these games. The tournament's settings may say
    otherwise: ``issuer`` (one line or several), ``superior``, ``behalf``, ``post``, ``signer``, ``recipients``.
    """
    tournament = tournament_row(db)
    own = tournament.settings
    issuer = own.get("issuer") or f"Ban Tổ chức {_games(tournament)}"
    return DocumentHead(
        (issuer,) if isinstance(issuer, str) else tuple(issuer),
        tournament.title,
        options.standard,
        own.get("superior") or tournament.organiser,
        number,
        tournament.place,
        venue_time(db, now).date(),
        Signatory(own.get("behalf", "Ban Tổ chức"), own.get("post", "Trưởng ban"), own.get("signer", "")),
        tuple(own.get("recipients", ())),
    )


def _games(tournament: TournamentRow) -> str:
    """The name of the games without the body that holds them, which the line above has said."""
    name, body = tournament.name.split(), tournament.organiser.split()
    while len(name) > 2 and body and name[-1].casefold() == body[-1].casefold():
        name.pop()
        body.pop()
    if not body or len(name) <= 2:
        return tournament.title
    return " ".join(name) + (f" lần thứ {tournament.edition}" if tournament.edition else "")


def venue_time(db: Reading, now: datetime) -> datetime:
    """*now* as the clock on the wall of the venue shows it, without a zone."""
    if now.tzinfo is None:
        return now
    try:
        zone = ZoneInfo(str(tournament_row(db).settings.get("zone", "")))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # Windows has no zones of its own
        return now.astimezone().replace(tzinfo=None)
    return now.astimezone(zone).replace(tzinfo=None)


def print_edition(db: Reading, now: datetime) -> Edition:
    """When this is printed; whoever prints it for use counts it."""
    return Edition(venue_time(db, now), 0)


def chosen_day(db: Reading, options: PrintOptions, now: datetime) -> int:
    """The day to print, from 0: the one chosen, else today, else the first."""
    if options.day is not None:
        return options.day
    tournament = tournament_row(db)
    today = (venue_time(db, now).date() - tournament.first_day).days
    return today if 0 <= today < tournament.days else 0


# ----------------------------------------------------------------------------------------------------- sides and stages
def entry_side(entry: EntryRow) -> Side:
    """An entry as it is printed: the names and the unit; a team by its name alone."""
    if 0 < len(entry.members) <= 2:
        return Side(entry.members, entry.unit, seed=entry.seed)
    return Side(unit=f"{entry.unit} {entry.number}" if entry.twin else entry.unit, seed=entry.seed)


def ref_side(db: Reading, state: EventState, ref: str) -> Side:
    """Who stands for a reference of the plan, or where it will come from: ``Thắng trận 12``, ``Nhất bảng A``."""
    from tournament_app.queries.entries import entry_rows

    assert state.plan is not None  # only drawn events have references
    assert state.resolved is not None
    coming = state.resolved.known.get(ref)
    if coming is not None:
        return NOBODY if coming.entry is None else entry_side(entry_rows(db)[coming.entry])
    which, _, contest = ref.partition(":")
    if contest:
        number = matches_by_key(db)[state.id, contest].number
        return Side(source=f"{'Thắng' if which == 'W' else 'Thua'} trận {number}")
    if "#" in ref and len(state.plan.tables) == 1:
        return Side(source=f"Hạng {ref.partition('#')[2]}")
    return Side(source=side_label(state.plan, ref).say("vi"))


def match_sides(db: Reading, match: MatchRow) -> tuple[Side, Side]:
    """Both sides of a match as they are printed."""
    if match.heat is not None:
        return Side(source=match.wait_a.say("vi")), Side(source=match.wait_b.say("vi"))
    state = event_state(db, match.event_id)
    assert state.plan is not None  # a match has a plan
    contest = next(c for c in state.plan.contests if c.ref == match.contest)
    known = tuple(None if entry is None else entry_side(entry) for entry in (match.side_a, match.side_b))
    return known[0] or ref_side(db, state, contest.a), known[1] or ref_side(db, state, contest.b)


def stage_words(db: Reading, match: MatchRow) -> str:
    """``Bảng A``, ``Vòng tròn``, ``Tứ kết 1``."""
    if not match.group:
        return match.label.say("vi")
    plan = event_state(db, match.event_id).plan
    if plan is not None and match.group in plan.rounds:
        return match.label.say("vi")
    return f"Bảng {match.group}" if plan is not None and len(plan.tables) > 1 else "Vòng tròn"


# --------------------------------------------------------------------------------------------------------------- scores
def games_of(match: MatchRow) -> Games:
    """The games with the points of side a first, whichever way they were written down."""
    if match.outcome is None or match.status == "stale":
        return ()
    games = match.outcome.games
    turned = match.side_a is not None and match.side_a.id != match.outcome.a
    return tuple((b, a) for a, b in games) if turned else games


def detail_of(match: MatchRow) -> Detail:
    """What the games cannot say, seen as :func:`games_of` shows them."""
    if match.outcome is None or match.status == "stale":
        return NO_DETAIL
    turned = match.side_a is not None and match.side_a.id != match.outcome.a
    return match.outcome.detail.turned() if turned else match.outcome.detail


def score_text(db: Reading, match: MatchRow) -> str:
    """``21-17, 19-21, 21-15``, with what ended the match otherwise: ``bên B bỏ cuộc``."""
    outcome = match.outcome
    if outcome is None or match.status == "stale":
        return ""
    state = event_state(db, match.event_id)
    score = score_words(games_of(match), state.scoring[match.stage], detail_of(match))
    return "; ".join(filter(None, (score, ending_text(match))))


def ending_text(match: MatchRow) -> str:
    """How a match ended that was not played to its end, or that it is still played; empty for any other."""
    outcome = match.outcome
    if outcome is None or outcome.kind is Kind.PLAYED:
        return ""
    if outcome.kind is Kind.BOTH_ABSENT:
        return "cả hai bên vắng mặt"
    words = ENDINGS[outcome.kind]
    if outcome.kind is Kind.PLAYING or outcome.loser is None:
        return words
    return f"bên {'A' if match.side_a is not None and outcome.loser == match.side_a.id else 'B'} {words}"


def winner_of(match: MatchRow) -> Literal["", "a", "b"]:
    """``a``, ``b`` or ``""``."""
    outcome = match.outcome
    if outcome is None or not outcome.over or outcome.winner is None or match.status == "stale":
        return ""
    return "a" if match.side_a is not None and outcome.winner == match.side_a.id else "b"
