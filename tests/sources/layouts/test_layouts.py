"""Returns and lists laid out at random, each with what is right: read right, or told."""

import random
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis import load
from analysis.sources import NothingReadable

LEVELS = ("excellent", "good", "completed", "not_completed")
SHORT = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
UNITS = [f"{kind} {name}" for kind in ("Xã", "Phòng", "Trường") for name in ("An", "Bình", "Cao")]
LEAST_RIGHT = 0.9
TRIES = 100


class Layout:
    """One sheet of one or two tables, with some peculiarities out of those that offices have."""

    def __init__(self, seed: int, kind: str, most: int) -> None:
        self.random, self.kind = random.Random(seed), kind
        known = RETURN_FEATURES if kind == "return" else LIST_FEATURES
        self.features = set(self.random.sample(known, min(most, len(known))))
        self.truth: Counter[tuple[int, str, str]] = Counter()
        self.rows: list[list[object]] = []
        for year in (2013, 2014)[: 1 + ("second table" in self.features)]:
            self._table(year)

    def has(self, feature: str) -> bool:
        return feature in self.features

    def _table(self, year: int) -> None:
        self.rows += [["UBND HUYỆN MẪU"], [f"KẾT QUẢ ĐÁNH GIÁ CÁN BỘ NĂM {year}"], []]
        (self._return if self.kind == "return" else self._list)(year)
        if self.has("foot"):
            self.rows += [[], ["", "Mẫu, ngày 5 tháng 1 năm 2015"], ["", "NGƯỜI LẬP BIỂU"]]
            self.rows += [["", "Nguyễn Văn Ký"]]
        self.rows += [[], []]

    def _return(self, year: int) -> None:
        head = ["TT", "Đơn vị", "Tổng số", *self._heads()]
        head += ["Số được đánh giá"] if self.has("roster") else []
        self.rows += [head, *([list(range(1, len(head) + 1))] if self.has("numbering") else [])]
        chosen = self.random.sample(UNITS, 5)
        figures = {unit: [self.random.randint(0, 9) for _ in LEVELS] for unit in chosen}
        for unit, counts in figures.items():
            counts[0] += 1
            for level, count in zip(LEVELS, counts, strict=True):
                self.truth[year, unit, level] += count
        whole = [sum(each) for each in zip(*figures.values(), strict=True)]
        if self.has("total first"):
            self.rows.append(self._counts("", self.random.choice(TOTALS), whole))
        for first, last in ((0, 3), (3, 5)):
            part = chosen[first:last]
            sums = [sum(each) for each in zip(*(figures[unit] for unit in part), strict=True)]
            if self.has("group figures"):
                name = ("Khối xã", "Cụm trường")[first > 0]
                self.rows.append(self._counts("II" if first else "I", name, sums))
            for number, unit in enumerate(
                part, start=1 if self.has("group figures") else first + 1
            ):
                self.rows.append(self._counts(number, unit, figures[unit]))
                if self.has("women row"):
                    women = [count // 2 for count in figures[unit]]
                    self.rows.append(self._counts("", "Trong đó: nữ", women))
        if self.has("total"):
            self.rows.append(self._counts("", self.random.choice(TOTALS), whole))

    def _heads(self) -> list[str]:
        return [f"{word} (người)" if self.has("remark in head") else word for word in SHORT]

    def _counts(self, number: object, name: str, counts: list[int]) -> list[object]:
        dash = [count or ("-" if self.has("dashes") else 0) for count in counts]
        return [number, name, sum(counts), *dash, *([sum(counts)] if self.has("roster") else [])]

    def _list(self, year: int) -> None:
        head = ["STT", "Họ và tên", "Chức vụ"] + ([] if self.has("groups") else ["Đơn vị"])
        rating = SHORT if self.has("marks") else ("Xếp loại",)
        self.rows.append([*head, *rating])
        people = [(self.random.choice(UNITS), self.random.choice(range(4))) for _ in range(9)]
        people = sorted(people) if self.has("groups") else people
        before = None
        for number, (unit, level) in enumerate(people, start=1):
            if self.has("groups") and unit != before:
                counts = Counter(each[1] for each in people if each[0] == unit)
                figures = [counts[at] or "" for at in range(4)]
                shown = figures if self.has("marks") and self.has("group figures") else []
                self.rows.append([ROMAN[len({each[0] for each in people[:number]}) - 1], unit, ""])
                self.rows[-1] += shown
            before = unit
            post = "Kế toán" if self.has("accountant") and number % 3 == 0 else "Trưởng phòng"
            marks = ["x" if level == at else "" for at in range(4)]
            told = marks if self.has("marks") else [SHORT[level]]
            own = [] if self.has("groups") else [unit]
            name = f"{GIVEN[number % 3]} {MIDDLE[number % 2]} {LAST[number - 1]}"
            self.rows.append(
                [number, f"{name} {year % 10}".rstrip(" 0123456789"), post, *own, *told]
            )
            self.truth[year, unit, LEVELS[level]] += 1
            if self.has("next page") and number == 5:
                self.rows.append([*head, *rating])
        if self.has("total"):
            self.rows.append(["", f"Tổng cộng: {len(people)} người"])
        if self.has("blank rows"):
            self.rows += [[10, "………", "…"], [11]]


TOTALS = ("Tổng cộng", "TOÀN HUYỆN", "Tổng cộng (I+II)", "Cộng", "Huyện Mẫu Sơn")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
GIVEN, MIDDLE = ("Lò", "Vi", "Hà"), ("Văn", "Thị")
LAST = ("An", "Bách", "Cúc", "Dung", "Giang", "Hải", "Khoa", "Lan", "Minh")
RETURN_FEATURES = [
    "second table", "foot", "numbering", "roster", "total first", "group figures", "women row",
    "total", "remark in head", "dashes",
]  # fmt: skip
LIST_FEATURES = [
    "second table", "foot", "groups", "marks", "group figures", "accountant", "next page", "total",
    "blank rows",
]  # fmt: skip


def outcome(layout: Layout, folder: Path) -> str:
    book = Workbook()
    for row in layout.rows:
        book.active.append(row)
    book.save(folder / "book.xlsx")
    try:
        history = load(folder)
    except NothingReadable:
        return "told"
    rows = history.sound.evaluations.astype({"rating": object})
    found: Counter[object] = Counter()
    for row in rows.itertuples():
        found[row.year, row.unit, row.rating] += rows.at[row.Index, "count"]
    if +found == +layout.truth:
        return "right"
    severe = history.problems["severity"].isin(["error", "warning"]).any()
    return "told" if severe else "silent"


@pytest.mark.parametrize("most", [3, 6])
@pytest.mark.parametrize("kind", ["return", "list"])
def test_layouts_are_read_right_and_never_silently_wrong(kind: str, most: int, tmp_path) -> None:
    found: Counter[str] = Counter()
    for seed in range(TRIES):
        folder = tmp_path / str(seed)
        folder.mkdir()
        layout = Layout(seed, kind, most)
        result = outcome(layout, folder)
        assert result != "silent", (seed, sorted(layout.features))
        found[result] += 1
    assert found["right"] >= LEAST_RIGHT * TRIES, found
