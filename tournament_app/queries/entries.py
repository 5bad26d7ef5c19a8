"""Delegations, athletes and entries, and what the rules find wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.people import collation_key

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A delegation (đoàn) with how many athletes and entries it sends."""

    id: int
    name: str
    short_name: str
    guest: bool
    athletes: int
    entries: int


@dataclass(frozen=True, slots=True)
class AthleteRow:
    """An athlete of one delegation; *events* are the codes he or she is entered in."""

    id: int
    delegation_id: int
    unit: str
    name: str
    sex: str
    birth_year: int | None
    birth_date: str | None
    leader: bool
    post: str
    note: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry (single, pair or team) of a delegation in an event; *members* in the order of the form."""

    id: int
    event_id: int
    event: str
    delegation_id: int
    unit: str
    short: str
    number: int
    seed: int | None
    state: str
    member_ids: tuple[int, ...]
    members: tuple[str, ...]
    twin: bool
    """Whether the delegation has another entry in the same event, so that the unit alone does not name it."""

    @property
    def label(self) -> str:
        """What stands on a bracket line: the delegation, with the number where it has several entries."""
        return f"{self.short} {self.number}" if self.twin else self.short

    @property
    def people(self) -> str:
        """The members as documents print a pair: ``A - B``."""
        return " - ".join(self.members)

    @property
    def full(self) -> str:
        """Members and delegation: ``A - B (Sở Y tế)``; a team is its delegation."""
        return f"{self.people} ({self.unit})" if 0 < len(self.members) <= 2 else self.label


def short_unit(name: str) -> str:
    """A delegation's name as short as a bracket needs it; the organiser may set another one."""
    words = {
        "Văn phòng": "VP",
        "Nhà nước": "NN",
        "Ủy ban": "UB",
        "nhân dân": "ND",
        "chi nhánh tỉnh": "tỉnh",
        "khu vực": "KV",
        "Liên hiệp Phụ nữ": "LHPN",
        "Lao động - Thương binh và Xã hội": "LĐTBXH",
        "Văn hóa, Thể thao và Du lịch": "VHTTDL",
        "Phát thanh - Truyền hình": "PTTH",
        "Thông tin và Truyền thông": "TTTT",
        "Tài nguyên và Môi trường": "TNMT",
        "Kế hoạch và Đầu tư": "KHĐT",
        "Khoa học và Công nghệ": "KHCN",
        "Giáo dục và Đào tạo": "GDĐT",
        "Giao thông vận tải": "GTVT",
        "Nông nghiệp và PTNT": "NN&PTNT",
        "Thi hành án dân sự": "THADS",
        "Quản lý thị trường": "QLTT",
        "Đảng ủy Khối các cơ quan": "ĐU Khối CQ",
        "Đoàn ĐBQH và HĐND": "ĐĐBQH-HĐND",
        "Bảo hiểm xã hội": "BHXH",
        "Thái Nguyên": "TN",
    }
    for long, short in words.items():
        name = name.replace(long, short)
    return name


def delegation_rows(db: Reading) -> tuple[DelegationRow, ...]:
    """All delegations by Vietnamese alphabet."""
    athletes: dict[int, int] = {}
    entries: dict[int, int] = {}
    for row in db.find("athlete"):
        athletes[row["delegation_id"]] = athletes.get(row["delegation_id"], 0) + 1
    for row in db.find("entry"):
        entries[row["delegation_id"]] = entries.get(row["delegation_id"], 0) + 1
    rows = (
        DelegationRow(
            r["id"], r["name"], r["short_name"], bool(r["guest"]), athletes.get(r["id"], 0), entries.get(r["id"], 0)
        )
        for r in db.find("delegation")
    )
    return tuple(sorted(rows, key=lambda row: collation_key(row.name)))


def athlete_rows(db: Reading) -> tuple[AthleteRow, ...]:
    """All athletes, delegation by delegation, in the order of their forms."""
    units = {row["id"]: row["name"] for row in db.find("delegation")}
    codes = {row["id"]: row["code"] for row in db.find("event")}
    of_entry = {row["id"]: codes[row["event_id"]] for row in db.find("entry")}
    events: dict[int, list[str]] = {}
    for row in db.find("member"):
        events.setdefault(row["athlete_id"], []).append(of_entry[row["entry_id"]])
    return tuple(
        AthleteRow(
            r["id"],
            r["delegation_id"],
            units[r["delegation_id"]],
            r["name"],
            r["sex"],
            r["birth_year"],
            r["birth_date"],
            bool(r["leader"]),
            r["post"],
            r["note"],
            tuple(events.get(r["id"], ())),
        )
        for r in db.find("athlete")
    )


def entry_rows(db: Reading) -> dict[int, EntryRow]:
    """Every entry by id, ordered by event, delegation and number."""
    return db.memo("entries", _entry_rows)


def _entry_rows(db: Reading) -> dict[int, EntryRow]:
    units = {row["id"]: row for row in db.find("delegation")}
    events = {row["id"]: row for row in db.find("event")}
    names = {row["id"]: row["name"] for row in db.find("athlete")}
    members: dict[int, list[int]] = {}
    for row in sorted(db.find("member"), key=lambda m: (m["entry_id"], m["position"])):
        members.setdefault(row["entry_id"], []).append(row["athlete_id"])
    entries = db.find("entry")
    shares: dict[tuple[int, int], int] = {}
    for row in entries:
        pair = (row["event_id"], row["delegation_id"])
        shares[pair] = shares.get(pair, 0) + 1
    rows = []
    for row in entries:
        unit, people = units[row["delegation_id"]], tuple(members.get(row["id"], ()))
        rows.append(
            EntryRow(
                row["id"],
                row["event_id"],
                events[row["event_id"]]["code"],
                unit["id"],
                unit["name"],
                unit["short_name"] or unit["name"],
                row["number"],
                row["seed"],
                row["state"],
                people,
                tuple(names[i] for i in people),
                shares[row["event_id"], unit["id"]] > 1,
            )
        )
    order = {event_id: event["position"] for event_id, event in events.items()}
    rows.sort(key=lambda e: (order[e.event_id], e.delegation_id, e.number))
    return {row.id: row for row in rows}


def event_entries(db: Reading, event_id: int) -> tuple[EntryRow, ...]:
    """The entries of one event that take part, in a canonical order that does not depend on the database's ids."""
    rows = [row for row in entry_rows(db).values() if row.event_id == event_id and row.state != "withdrawn"]
    return tuple(sorted(rows, key=lambda row: (collation_key(row.unit), row.number)))
