"""Invented people and real shapes: long names, long units, full tables."""

from __future__ import annotations

from datetime import date, datetime

from tournament_app.queries import prints as p
from tournament_app.queries import prints_draw as drawn

LONG_NAME = "Nguyễn Phúc Tôn Nữ Huyền Trang Anh Thư"
LONG_UNIT = "Cục Dự trữ Nhà nước khu vực Bắc Thái"
UNITS = (
    "Sở Y tế",
    LONG_UNIT,
    "Tòa án nhân dân tỉnh",
    "Ban quản lý Khu du lịch vùng Hồ Núi Cốc",
    "Viễn thông Thái Nguyên",
)
NAMES = ("Hoàng Văn Ưng", LONG_NAME, "Vũ Thị Mỹ Duyên", "Đỗ Quyết Thắng", "Lý Ỷ Lan", "Nông Ngọc Ẩn", "Tạ Hữu Ước")
EDITION = p.Edition(datetime(2024, 10, 26, 10, 42), 3)


def head(standard: p.Standard = "party", number: str | None = None) -> p.DocumentHead:
    return p.DocumentHead(
        issuer=("Ban Tổ chức Giải thể thao truyền thống lần thứ XXV",),
        tournament="Giải thể thao truyền thống Khối các cơ quan tỉnh Thái Nguyên lần thứ XXV",
        standard=standard,
        superior="Đảng ủy Khối các cơ quan tỉnh",
        number=number,
        place="Thái Nguyên",
        dated=date(2024, 10, 5),
        signatory=p.Signatory("Ban Tổ chức", "Trưởng ban", "Trần Thị Hạnh Ẩn"),
        recipients=("Các đoàn", "Ban trọng tài", "Lưu BTC"),
    )


def side(n: int, *, seed: int | None = None) -> p.Side:
    return p.Side((NAMES[n % 7], NAMES[(n * 3 + 1) % 7]), UNITS[n % 5], seed=seed)


def schedule(per_court: int = 12, courts: int = 6, **options) -> p.SchedulePrint:
    groups = tuple(
        p.ScheduleGroup(
            f"Sân {court} - Nhà thi đấu thể thao tỉnh",
            tuple(
                p.ScheduleRow(
                    court * 100 + n,
                    f"{7 + n // 3:02}:{n % 3 * 20:02}",
                    f"Sân {court}",
                    "Cầu lông - Đôi nam lãnh đạo 51 tuổi trở lên",
                    "Bảng A" if n < 8 else "Bán kết",
                    side(n) if n < 8 else p.Side(source="Nhất bảng A"),
                    side(n + 1) if n < 8 else p.Side(source="Thắng trận 12"),
                )
                for n in range(per_court)
            ),
        )
        for court in range(1, courts + 1)
    )
    return p.SchedulePrint(head(), EDITION, date(2024, 10, 26), groups, "Nhà thi đấu thể thao tỉnh", **options)


def entry_list(groups: int = 45, **options) -> p.EntryListPrint:
    return p.EntryListPrint(
        head("state", ""),
        EDITION,
        tuple(
            p.EntryGroup(
                UNITS[g % 5],
                tuple(
                    p.EntryRow(
                        NAMES[n % 7],
                        "Nữ" if n % 2 else "Nam",
                        "05/01/1980" if n % 3 else "1979",
                        "Phó Trưởng phòng",
                        "Cầu lông: Đôi nam 46-50 tuổi, Đôi nam nữ 46-50 tuổi; Bóng bàn: Đơn nam"
                        if n % 2
                        else "Cờ tướng nam",
                    )
                    for n in range(3 + g % 14)
                ),
            )
            for g in range(groups)
        ),
        **options,
    )


def medal_table(rows: int = 60, *, points: bool = True) -> p.MedalTablePrint:
    return p.MedalTablePrint(
        head("party", ""),
        EDITION,
        tuple(
            p.MedalRow(str(n + 1), UNITS[n % 5], max(0, 9 - n), n % 4, n % 3, n % 2, 100 - n if points else None)
            for n in range(rows)
        ),
        "nhiều huy chương vàng hơn, rồi bạc, rồi đồng",
        "Giải thể thao truyền thống lần thứ XXV",
        "Tạm tính",
    )


def group(letter: str, size: int, *, played: bool = True) -> p.GroupTable:
    return p.GroupTable(
        f"Bảng {letter}",
        tuple(
            p.GroupRow(
                n + 1,
                side(n),
                tuple(None if m == n else ("21-17" if n < m else "17-21") if played else "" for m in range(size)),
                (str(size - 1 - n), f"{size - n}", "+12") if played else ("", "", ""),
                str(n + 1) if played else "",
                "bằng số trận thắng, hơn hiệu số ván" if played and n == 1 else "",
            )
            for n in range(size)
        ),
        ("Thắng", "HSV", "HSĐ"),
    )


def bracket(size: int, groups: int = 0, *, third: bool = True, **options) -> p.BracketPrint:
    boxes: list[p.BracketBox] = []
    edges: list[tuple[int, int]] = []
    below: list[int] = []
    column, count = 0, size // 2
    while count >= 1:
        here = []
        for n in range(count):
            first = column == 0
            here.append(len(boxes))
            boxes.append(
                p.BracketBox(
                    column,
                    (n + 0.5) * 2**column,
                    side(2 * n) if first or n == 0 else p.Side(source=f"Thắng trận {2 * n + 1}"),
                    side(2 * n + 1) if first else p.Side(source=f"Thắng trận {2 * n + 2}"),
                    f"Trận {len(boxes) + 1}",
                    "26/10 07:30 · Sân 1",
                    "21-17, 19-21, 21-15" if first and n % 2 == 0 else "",
                    "a" if first and n % 2 == 0 else "",
                    bye=False,
                )
            )
            edges += [(below[k], here[n]) for k in (2 * n, 2 * n + 1) if below]
        below, column, count = here, column + 1, count // 2
    if third and size >= 4:
        boxes.append(
            p.BracketBox(
                column - 1,
                boxes[-1].y + 1,
                p.Side(source="Thua bán kết 1"),
                p.Side(source="Thua bán kết 2"),
                "Tranh hạng ba",
            )
        )
    names = {1: "Chung kết", 2: "Bán kết", 4: "Tứ kết"}
    headings = tuple(names.get(2 ** (column - 1 - c), f"Vòng {c + 1}") for c in range(column))
    return p.BracketPrint(
        head(),
        EDITION,
        "Đôi nam 46-50 tuổi",
        "Cầu lông",
        tuple(group("ABCDEFGHIJKLMNOP"[g], 3 + g % 2) for g in range(groups)),
        tuple(boxes),
        tuple(edges),
        headings,
        **options,
    )


def results() -> p.ResultsPrint:
    event = p.EventResults(
        "Đôi nam 46-50 tuổi",
        "Cầu lông",
        "Chính thức",
        tuple(
            p.PlaceRow(str(place), side(n), prize)
            for n, (place, prize) in enumerate(((1, "Nhất"), (2, "Nhì"), (3, "Ba"), (3, "Ba"), ("5-8", "Khuyến khích")))
        ),
        (group("A", 4), group("B", 3)),
        tuple(
            p.ScoreRow(
                n + 1,
                "Bảng A",
                side(n),
                side(n + 1),
                "21-17, 19-21, 21-15",
                "a" if n % 2 else "b",
                "bỏ cuộc" if n == 4 else "",
            )
            for n in range(30)
        ),
    )
    return p.ResultsPrint(head("state"), EDITION, (event, event), "Ngày 26/10/2024")


def draw_record() -> drawn.DrawRecordPrint:
    rows = tuple(drawn.DrawnRow(n + 1, f"Bảng {'ABC'[n % 3]}", side(n)) for n in range(11))
    event = drawn.DrawnEvent(
        "Cầu lông - Đôi nam 46-50 tuổi",
        "Chia 3 bảng, đánh vòng tròn một lượt, chọn 2 cặp đầu mỗi bảng.",
        rows,
        "20241024",
        ("Hai cặp của Sở Y tế ở hai bảng khác nhau.",),
    )
    return drawn.DrawRecordPrint(
        head("party", ""),
        EDITION,
        (event, event),
        started=datetime(2024, 10, 24, 8, 0),
        venue="Hội trường Đảng ủy Khối",
        present=("Ban Tổ chức giải", "Trưởng đoàn của 45 đơn vị"),
        chair="Trần Thị Hạnh Ẩn",
        secretary="Đỗ Quyết Thắng",
        decisions=("Giữ nguyên lịch thi đấu đã gửi các đoàn.",),
    )


def match_sheets(per_page: int = 1) -> p.MatchSheetPrint:
    played = p.MatchSheet(
        "61",
        "Cầu lông",
        "Đôi nam lãnh đạo 51 tuổi trở lên",
        "Bảng A",
        date(2024, 10, 26),
        "07:30",
        "Sân 1",
        "Nhà thi đấu thể thao tỉnh",
        side(0),
        side(1),
        points=30,
        games=(("21", "17"), ("19", "21"), ("21", "15")),
        result="2 - 1",
        winner="A",
        ending="retired",
        referee="Đỗ Quyết Thắng",
    )
    team = p.MatchSheet(
        "7",
        "Bóng chuyền hơi",
        "Nam",
        "Bán kết",
        a=p.Side(unit=LONG_UNIT),
        b=p.Side(source="Thắng trận 12"),
        form="volleyball",
        game="Hiệp",
        points=25,
    )
    chess = p.MatchSheet(
        "9",
        "Cờ tướng",
        "Nam",
        "Vòng 1",
        a=p.Side(("Lý Ỷ Lan",), "Sở Y tế"),
        form="board",
        best_of=1,
        games=(("½", "½"),),
    )
    return p.MatchSheetPrint(
        head(), EDITION, (played, p.MatchSheet(sport="Bóng bàn", best_of=5, points=15), team, chess), per_page
    )


def certificates() -> p.CertificatePrint:
    made = (
        p.Certificate(
            (LONG_NAME, "Nguyễn Phúc Tôn Nữ Huyền Trang Anh Thơ"),
            LONG_UNIT,
            "Nhất",
            "Đôi nữ lãnh đạo 51 tuổi trở lên",
            "Cầu lông",
            "07/GCN-BTC",
        ),
        p.Certificate(("Lý Ỷ Lan",), "Sở Y tế", "Khuyến khích", "Đơn nữ", "Cờ tướng"),
        p.Certificate((LONG_NAME,), UNITS[3], "Ba", "Đôi nữ", "Bóng bàn", "08/GCN-BTC"),
    )
    return p.CertificatePrint(head("state"), EDITION, made, 2024)
