"""What an organiser writes down before play: the rules of an event and of a tournament, as validated data.

They are read from TOML (``db/catalogue``) or from the tournament's own copy, which is the same shape as JSON.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from functools import cache
from typing import Any, Literal, Self

from tournament_app.errors import refuse
from tournament_app.words import Text

Sex = Literal["M", "F"]
SecondLook = Literal["none", "final", "all"]
Play = Literal["matches", "measured", "judged", "list"]
"""What an event consists of: matches between two sides, or heats of many that are measured, judged or listed."""
STAGES = ("group", "knockout", "final")


class _Data:
    """Reading from and writing to the plain dict that TOML and JSON know."""

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """The rule *data* stands for; refuses a key it does not know or one that is missing."""
        if odd := sorted(data.keys() - _names(cls)):  # type: ignore[arg-type]
            raise refuse("unknown_key", Text("{keys} is not a key of {rule}", keys=", ".join(odd), rule=cls.__name__))
        try:
            return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in data.items()})
        except TypeError as error:
            raise refuse("missing_key", Text("{rule}: {why}", rule=cls.__name__, why=str(error))) from error

    def data(self) -> dict[str, Any]:
        """The same rule as a plain dict."""
        return asdict(self)  # type: ignore[call-overload, no-any-return]


@cache
def _names(rule: type) -> frozenset[str]:
    """The keys of a rule."""
    return frozenset(each.name for each in fields(rule))


@dataclass(frozen=True, slots=True)
class Rubber(_Data):
    """A match within a team tie (trận thành phần): its name, the *scoring* it is played by, who plays on each side.

    *rules* are those of *scoring*, joined when the tie is read; they are not written down here.
    """

    name: str
    scoring: str
    men: int = 1
    women: int = 0
    rules: Scoring | None = None


@dataclass(frozen=True, slots=True)
class Scoring(_Data):
    """How a match is scored.

    ``games``: *best_of* games (*play_all*: each is played), each to *target* points, won by *lead*, the *cap*-th point
    winning in any case (*golden_point*: the *target*-th); the last possible game may have its own *decider_target* and
    *decider_cap*. A set of tennis is a game whose points are games: to 6 by 2, cap 7, with a *tie_break* to 7 points
    before the last of them; *tie_break_cap* is its deciding point. *serve* tells who can score: either side, or
    only the one serving. ``board``: 1 / ½ / 0, kept in half points. ``goals``: one score, then *extra_time* and
    *kicks* each (0: none) where a winner is needed; who gives up loses 0-*forfeit* or by what stood. With *rubbers* it
    is a team tie: its games are matches of their own, won by the majority.
    """

    code: str
    name: str
    kind: Literal["games", "board", "goals"] = "games"
    best_of: int = 1
    target: int = 0
    lead: int = 2
    cap: int | None = None
    decider_target: int | None = None
    decider_cap: int | None = None
    play_all: bool = False
    golden_point: bool = False
    serve: Literal["rally", "side_out"] = "rally"
    tie_break: int | None = None
    tie_break_cap: int | None = None
    extra_time: bool = False
    kicks: int = 0
    forfeit: int = 3
    rubbers: tuple[Rubber, ...] = ()

    def __post_init__(self) -> None:
        if self.rubbers:
            rubbers = tuple(Rubber.of(each) if isinstance(each, dict) else each for each in self.rubbers)
            fixed = {"rubbers": rubbers, "best_of": len(rubbers), "target": 1, "lead": 1}
            for name, value in fixed.items():
                object.__setattr__(self, name, value)
        if self.golden_point:
            object.__setattr__(self, "cap", self.target)
            object.__setattr__(self, "decider_cap", self.decider_target)


def joined(rules: dict[str, Scoring]) -> dict[str, Scoring]:
    """The same scoring rules by code, the rubbers of team ties with the rules they are played by."""

    def rules_of(tie: Scoring, rubber: Rubber) -> Scoring:
        found = rules.get(rubber.scoring)
        if found is None or found.rubbers:
            text = Text("{tie}: a rubber cannot be scored by {code}.", tie=tie.name, code=rubber.scoring)
            raise refuse("unknown_rubber", text, "rubbers")
        return found

    return {
        code: replace(rule, rubbers=tuple(replace(rubber, rules=rules_of(rule, rubber)) for rubber in rule.rubbers))
        for code, rule in rules.items()
    }


@dataclass(frozen=True, slots=True)
class Format(_Data):
    """How an event is played out; which fields hold for which *kind* is said by ``formats.OPTIONS``.

    ``auto``: round robin up to 5 entries, else groups then a knockout. *group_size* is the smallest size of a group
    (sizes differ by at most one) unless the number of *groups* or their *sizes* are given; *qualifiers* of each go on,
    and the *best_next* of those ranked just behind them, compared by *compare*: sums divided by the matches played, or
    results against the last-placed of larger groups dropped. Each pair of a group meets *legs* times.

    *crossing*: the lines of the knockout from top to bottom, such as ``A#1 B#2``, ``-`` for a bye, in as many texts as
    one likes; *allocation*: for each set of groups whose *best_next* go on, the groups whose entry meets the winner of
    each slot (``#3@B``) of the crossing, slots in order of letters: ``ABCD ADBC``.

    *third_place*: a match for third, else two thirds. *losers* of the knockout are out, play a consolation among the
    losers of the first round, or play for every place. *reset*: a second final if the entry from the losers' bracket
    wins the first. *rounds*: of a Swiss, 0 for as many as a knockout would take; its *pairing*
    is FIDE's (Dutch) system or the house's, which also keeps delegations apart.

    After the first groups there may be *second_groups* (or as many as *second_size*, their smallest size, allows), of
    which *second_qualifiers* each go to the knockout; with *carry* results of the first groups between members
    count there. ``zones``: the groups are qualifying zones, played on earlier days; *direct* entries, last edition's
    champions, are in the final stage without them; *zone_of* says the zone of a delegation (all others by lot).
    """

    kind: Literal["auto", "round_robin", "groups", "knockout", "double_elimination", "zones", "swiss"] = "auto"
    group_size: int = 3
    qualifiers: int = 2
    third_place: bool = False
    seeds: int | None = None
    separation: Literal["none", "first_round", "quarters", "full"] = "full"
    seeding: Literal["standard", "bwf", "ittf", "itf", "snake", "pots"] = "standard"
    legs: int = 1
    groups: int | None = None
    sizes: tuple[int, ...] = ()
    best_next: int = 0
    compare: Literal["normalised", "drop_last"] = "normalised"
    crossing: tuple[str, ...] = ()
    allocation: tuple[str, ...] = ()
    losers: Literal["out", "consolation", "all_places"] = "out"
    reset: bool = True
    rounds: int = 0
    second_groups: int = 0
    second_size: int = 0
    second_qualifiers: int = 2
    carry: bool = False
    direct: int = 0
    zone_of: dict[str, str] = field(default_factory=dict)
    pairing: Literal["dutch", "house"] = "dutch"


@dataclass(frozen=True, slots=True)
class Prizes(_Data):
    """How many first, second, third and consolation (khuyến khích, -1: all others) prizes an event gives."""

    first: int = 1
    second: int = 1
    third: int = 2
    consolation: int = 0


@dataclass(frozen=True, slots=True)
class EventRules(_Data):
    """An event (nội dung): who may enter, how it is played, scored, ranked and rewarded.

    *men* and *women* are the numbers in one entry; *squad* (fewest, most) replaces them for a team. *age* is an
    inclusive band in years, ``None`` for an open end. *scoring* names a scoring rule for each stage of ``STAGES``
    (a missing stage takes the one before it); *minutes* likewise. An event that is not *play*ed in matches has a rule
    for its *marks* instead of scoring and ranking (``mark_rules``).
    *withdrawal*: what becomes of the matches of an entry that leaves a group early (``withdrawal.POLICIES``).
    *second_look*: whose results count only after a second person typed the same: nobody's, the finals', all.
    """

    code: str
    sport: str
    name: str
    men: int = 0
    women: int = 0
    squad: tuple[int, int] | None = None
    age_min: int | None = None
    age_max: int | None = None
    leaders_only: bool = False
    format: Format = field(default_factory=Format)
    scoring: dict[str, str] = field(default_factory=dict)
    minutes: dict[str, int] = field(default_factory=dict)
    ranking: str = ""
    prizes: Prizes = field(default_factory=Prizes)
    withdrawal: Literal["walkover", "stand", "delete"] = "walkover"
    play: Play = "matches"
    marks: dict[str, Any] = field(default_factory=dict)
    second_look: SecondLook = "none"

    def __post_init__(self) -> None:
        if isinstance(self.format, dict):
            object.__setattr__(self, "format", Format.of(self.format))
        if isinstance(self.prizes, dict):
            object.__setattr__(self, "prizes", Prizes.of(self.prizes))

    @property
    def members(self) -> tuple[int, int]:
        """Fewest and most athletes of one entry."""
        return self.squad or (self.men + self.women, self.men + self.women)

    @property
    def is_team(self) -> bool:
        """Whether an entry is a team (đội) rather than a single or a pair."""
        return self.squad is not None or self.men + self.women > 2

    def at(self, table: dict[str, Any], stage: str) -> Any:
        """The value of *table* (``scoring`` or ``minutes``) that holds at *stage*, falling back to earlier stages."""
        for name in reversed(STAGES[: STAGES.index(stage) + 1]):
            if name in table:
                return table[name]
        return next(iter(table.values()), None)


@dataclass(frozen=True, slots=True)
class Sport(_Data):
    """A sport: its names, the words for where (*court*: sân, bàn) and in what parts (*game*: ván, hiệp) it is played.

    *format*, *scoring*, *minutes*, *ranking* and *withdrawal* hold for each of its events that does not say otherwise,
    *play* and *marks* likewise; *disciplines* are its kinds of event (chạy 100 m, nhảy xa), each with a name and what
    differs.
    """

    code: str
    name: str
    short_name: str
    court: str
    game: str
    ranking: str
    scoring: dict[str, str]
    minutes: dict[str, int]
    format: Format = field(default_factory=Format)
    play: Play = "matches"
    marks: dict[str, Any] = field(default_factory=dict)
    disciplines: dict[str, dict[str, Any]] = field(default_factory=dict)
    withdrawal: Literal["walkover", "stand", "delete"] = "walkover"

    def __post_init__(self) -> None:
        if isinstance(self.format, dict):
            object.__setattr__(self, "format", Format.of(self.format))


@dataclass(frozen=True, slots=True)
class EntryLimits(_Data):
    """What holds for every entry of a tournament (2.2 and 2.3 of the domain notes).

    *age_rule*: ``year`` counts year of the event minus year of birth. *play_down*: an older athlete may enter a younger
    band (off by default: a band is a band). *rest*: fewest minutes between two matches of one athlete.
    """

    year: int
    age_rule: Literal["year"] = "year"
    max_events_per_athlete: int | None = 3
    max_entries_per_delegation: int | None = 2
    play_down: bool = False
    rest: int = 20
