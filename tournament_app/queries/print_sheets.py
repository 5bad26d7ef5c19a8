"""Match sheets as they are printed: with the names, with the result, or blank."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.outcome import Kind
from tournament_app.domain.rubbers import rubber_winner, rules_of, tie_words
from tournament_app.domain.scoring import HALVES, score_words
from tournament_app.queries.event_state import EventState, event_states
from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.print_head import (
    chosen_day,
    detail_of,
    games_of,
    match_sides,
    print_edition,
    print_head,
    stage_words,
    winner_of,
)
from tournament_app.queries.print_schedule import day_matches
from tournament_app.queries.prints import MatchSheet, MatchSheetPrint
from tournament_app.queries.tournament import SportRow, clock, sport_rows, tournament_row

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.domain.outcome import Detail
    from tournament_app.domain.rules import Scoring
    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Reading

ENDINGS: dict[Kind, Literal["", "walkover", "retired", "disqualified"]] = {
    Kind.WALKOVER: "walkover",
    Kind.BOTH_ABSENT: "walkover",
    Kind.RETIRED: "retired",
    Kind.DISQUALIFIED: "disqualified",
}
BEYOND = 4
"""Points a game without a cap is given on the strip above its target."""


def sheets_print(db: Reading, options: PrintOptions, now: datetime) -> MatchSheetPrint:
    """The sheets of one match, of an event, or of a day and venue, in playing order; blank ones one for each sport."""
    if options.fill == "blank":
        sheets = _blanks(db, options)
    else:
        chosen = (match for match in _chosen(db, options, now) if match.heat is None)  # heats have start lists
        sheets = tuple(_sheet(db, match, options) for match in chosen)
    return MatchSheetPrint(print_head(db, options, now, number=None), print_edition(db, now), sheets, options.per_page)


def _chosen(db: Reading, options: PrintOptions, now: datetime) -> tuple[MatchRow, ...]:
    if options.contest:
        return tuple(m for m in match_rows(db) if m.key == (options.event, options.contest))
    if options.event is not None and options.day is None:
        return tuple(m for m in match_rows(db) if m.event_id == options.event)
    day = day_matches(db, chosen_day(db, options, now), options.venue)
    return tuple(m for m in day if options.event in (None, m.event_id))


def _blanks(db: Reading, options: PrintOptions) -> tuple[MatchSheet, ...]:
    """For the sport of each event once: the longest match it may play."""
    found: dict[str, MatchSheet] = {}
    for state in event_states(db).values():
        if state.scoring and options.event in (None, state.id):
            scoring = max(state.scoring.values(), key=lambda rule: rule.best_of)
            found.setdefault(state.rules.sport, _form(sport_rows(db)[state.rules.sport], scoring))
    return tuple(found.values())


def _form(sport: SportRow, scoring: Scoring) -> MatchSheet:
    """A blank sheet of a sport."""
    game = str(sport.body.get("game", "ván")).capitalize()
    form: Literal["racket", "volleyball", "board", "goals", "tie"] = "racket"
    if scoring.rubbers:
        form = "tie"
    elif scoring.kind != "games":
        form = scoring.kind
    elif game == "Hiệp" and scoring.target > 1 and not scoring.tie_break:
        form = "volleyball"
    counted = scoring.kind == "games" and scoring.target > 1 and not scoring.tie_break
    periods = ("Hiệp 1", "Hiệp 2", *(["Hiệp phụ"] if scoring.extra_time else []), TOTAL)
    lines = (*periods, *([KICKS] if scoring.kicks else [])) if form == "goals" else ()
    return MatchSheet(
        sport=sport.name,
        form=form,
        periods=tuple(rubber.name for rubber in scoring.rubbers) or lines,
        game=game,
        best_of=scoring.best_of,
        points=(scoring.cap or scoring.target + BEYOND) if counted else 0,
    )


TOTAL, KICKS = "Cả trận", "Luân lưu"


def _sheet(db: Reading, match: MatchRow, options: PrintOptions) -> MatchSheet:
    state: EventState = event_states(db)[match.event_id]
    scoring = state.scoring[match.stage]
    a, b = match_sides(db, match)
    day = None if match.start is None else tournament_row(db).first_day + timedelta(days=match.start // (24 * 60))
    sheet = replace(
        _form(sport_rows(db)[match.sport], scoring),
        number=str(match.number),
        event=match.event_name,
        stage=stage_words(db, match),
        day=day,
        time="" if match.start is None else clock(match.start),
        court=match.court.name if match.court else "",
        venue=match.court.venue if match.court else "",
        a=a,
        b=b,
    )
    return _played(sheet, match, scoring) if options.fill == "results" else sheet


def _rubbers(tie: Scoring, detail: Detail) -> tuple[tuple[str, str], ...]:
    """What happened in each rubber of a tie, and which side won it."""
    said = tie_words(tie, detail).split("; ")
    won = (rubber_winner(rules_of(tie, n), score) for n, score in enumerate(detail.rubbers))
    return tuple((words, "" if side is None else "AB"[side]) for words, side in zip(said, won, strict=False))


def _played(sheet: MatchSheet, match: MatchRow, scoring: Scoring) -> MatchSheet:
    """The same sheet with what is known of the result."""
    outcome, games = match.outcome, games_of(match)
    if outcome is None:
        return sheet
    board = scoring.kind == "board"
    words = tuple((str(HALVES.get(a, a)), str(HALVES.get(b, b))) if board else (str(a), str(b)) for a, b in games)
    won = (sum(a > b for a, b in games), sum(a < b for a, b in games))
    single = words[0] if len(words) == 1 and sheet.best_of == 1 else tuple(map(str, won))
    result = " - ".join(single) if words else ""
    if sheet.form == "goals" and words:
        kicks = detail_of(match).kicks
        lines = {TOTAL: words[0], KICKS: (str(kicks[0]), str(kicks[1])) if kicks else ("", "")}
        words = tuple(lines.get(period, ("", "")) for period in sheet.periods)
        result += f" ({kicks[0]} - {kicks[1]})" if kicks else ""
    rubbers: tuple[tuple[str, str], ...] = ()
    if sheet.form == "tie":
        result = score_words(games, scoring).replace("-", " - ")
        rubbers = _rubbers(scoring, detail_of(match))
    winner = winner_of(match)
    return replace(
        sheet,
        games=words,
        rubbers=rubbers,
        result=result if outcome.over else "",
        winner=f"{winner.upper()} - {(sheet.a if winner == 'a' else sheet.b).who}" if winner else "",
        ending=ENDINGS.get(outcome.kind, ""),
        note=outcome.override,
    )
