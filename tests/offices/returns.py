"""Aggregated returns, in the layouts of many offices."""

from offices.heads import begin, finish, heading, numbered, title
from offices.lists import ROMAN, Column, Listed
from offices.paper import Cell, Paper
from offices.plan import Plan
from offices.world import LEVELS, WORDS, Fact

POSTS = ("Cấp trưởng", "Cấp phó", "Cán bộ cấp xã")
TIERS = {
    "district": "CÁN BỘ DIỆN BAN THƯỜNG VỤ HUYỆN ỦY QUẢN LÝ",
    "unit": "CÁN BỘ DIỆN ĐẢNG ỦY QUẢN LÝ",
}
Counts = dict[str | None, int]
FIVE = "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực"


def write_return(
    paper: Paper, plan: Plan, years: tuple[int, ...], units: list[str]
) -> Listed:
    """Write a sheet with a return of some years; return what is right for it."""
    return _Writing(paper, plan, years, units).done()


class _Writing:
    def __init__(self, paper: Paper, plan: Plan, years: tuple[int, ...], units: list[str]) -> None:
        self.paper, self.plan, self.years, self.units = paper, plan, years, units
        self.chance, self.listed = plan.chance, Listed()
        self.tier = "district" if plan["tier"] != "none" else None
        self.offset = 0

    def done(self) -> Listed:
        plan = self.plan
        begin(self.paper, plan)
        tables = [(year, self.tier) for year in self.years] if plan["year"] == "second table" else [
            (self.years[0], self.tier)]
        if plan["tier"] == "second table":
            tables = [(year, tier) for year, _ in tables for tier in ("district", "unit")]
        for year, self.tier in tables:
            self._titles(year)
            self._tables(year)
            self.paper.at += 1
        finish(self.paper, plan)
        return self.listed

    def _titles(self, year: int) -> None:
        how = self.plan["year"]
        what = self.chance.choice(("TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CÁN BỘ", "Biểu tổng hợp kết quả phân loại cán bộ, công chức"))
        told = f" NĂM {year}" if how in ("title", "second table") and self.plan["rows"] != "years" else ""
        lines = [what + told]
        lines += [f"(Năm {year})"] if how == "own line" else []
        lines += [TIERS[self.tier]] if self.tier else []
        if self.plan["rows"] in ("levels", "no key", "years", "posts"):
            lines.append(f"Đơn vị: {self.units[0]}")
        title(self.paper, self.plan, *lines)

    def _tables(self, year: int) -> None:
        kind = self.plan["rows"]
        if kind == "levels":
            self._levels(year)
        elif kind == "no key":
            self._one_row(year)
        else:
            self._rows(year)

    # --- figures ---

    def _counts(self) -> Counts:
        some = {level: self.chance.randint(0, 9) for level in LEVELS[:3]}
        counts: Counts = {**some, "not_completed": self.chance.randint(0, 2)}
        counts["excellent"] += 1
        if self.plan["scale"] == "five":
            counts["limited"] = self.chance.randint(0, 3)
        if self.plan["scale"] == "not rated" or self.plan["total"] == "roster":
            counts[None] = self.chance.randint(0, 3)
        return counts

    def _scale(self) -> list[str | None]:
        found: list[str | None] = [*LEVELS]
        if self.plan["scale"] == "five":
            found.insert(3, "limited")
        if self.plan["scale"] == "reversed":
            found.reverse()
        return [*found, None] if self.plan["scale"] == "not rated" else found

    def _word(self, level: str | None) -> str:
        words = dict(zip(LEVELS, WORDS[self.plan["words"]], strict=True))
        return {"limited": FIVE, None: "Không xếp loại"}.get(level) or words[str(level)]

    def _figure(self, count: int) -> object:
        kind = self.plan["figures"]
        if not count:
            return {"0": "0" if kind == "texts" else 0, "blank": "", "dash": "-"}[self.plan["zeros"]]
        return {"texts": str(count), "leading zeros": f"{count:02d}", "with word": f"{count} người"
                }.get(kind, count)

    def _share(self, count: int, total: int) -> str:
        return f"{100 * count / total:.1f}".replace(".", ",") if total else "0"

    # --- one row for each unit, year or group of posts ---

    def _rows(self, year: int) -> None:
        years = self.years if self.plan["year"] in ("side by side", "column") else (year,)
        self.columns = self._columns(years)
        self._header()
        numbered(self.paper, self.plan, len(self.columns))
        self.figures: dict[tuple[str, int], Counts] = {}
        self.lines: list[int] = []
        if self.plan["rows"] == "years":
            keys = [(str(each), each) for each in (2012, 2013, 2014)]
        else:
            names = self.units if self.plan["rows"] == "units" else [*POSTS]
            keys = [(name, each) for each in (years if self.plan["year"] == "column" else (year,)) for name in names]
        for name, each in keys:
            for y in years if self.plan["year"] == "side by side" else (each,):
                self.figures[name, y] = self._counts()
        everything = [*self.figures]
        split = len(keys) // 2
        if self.plan["sum"] in ("first", "both"):
            self._total(everything, year)
        parts = [keys] if self.plan["groups"] == "none" else [keys[:split], keys[split:]]
        number = 0
        for at, part in enumerate(parts):
            if len(parts) > 1:
                self._group(at, part)
                number = 0
            for name, each in part:
                number += 1
                self._line(number, name, each)
        if self.plan["sum"] not in ("none", "first"):
            self._total(everything, year)
        if self.plan["others"] == "cells below":
            self.paper.line("Tổng số chi bộ: 12; trong sạch vững mạnh: 8")

    def _columns(self, years: tuple[int, ...]) -> list[Column]:
        plan, found = self.plan, [Column((self.chance.choice(("TT", "STT")),), "ordinal")]
        key = {"units": self.chance.choice(("Đơn vị", "Tên đơn vị", "Cơ quan, đơn vị")), "years": "Năm",
               "posts": "Nhóm chức danh"}[plan["rows"]]
        found.append(Column((key,), "key"))
        if plan["year"] == "column" and plan["rows"] != "years":
            found.append(Column(("Năm",), "year"))
        if plan["others"] == "members beside":
            found.append(Column(("Số đảng viên",), "members"))
        before = {"before": ["Tổng số"], "roster": ["Tổng số cán bộ", "Số được đánh giá"],
                  "rated only": ["Số được đánh giá"]}.get(plan["total"], [])
        behind = ["Tổng số"] if plan["total"] == "behind" else []
        for year in years if plan["year"] == "side by side" else (0,):
            top = (f"Năm {year}",) if year else ()
            found += [Column((*top, text), "total", "roster" if text == "Tổng số cán bộ" else None, year) for text in before]
            if plan["women"] == "column":
                found.append(Column(("Trong đó nữ",), "women"))
            for level in self._scale():
                found += self._level(top, level, year)
            found += [Column((*top, text), "total", None, year) for text in behind]
        if plan["others"] == "quarters":
            found += [Column((f"Quý {each} HTXSNV",), "quarter") for each in ("I", "II")]
        return [*found, Column(("Ghi chú",), "note")]

    def _level(self, top: tuple[str, ...], level: str | None, year: int) -> list[Column]:
        path = top if top or self.plan["heads"] == "one row" else ("Kết quả xếp loại",)
        path = (*path, self._word(level))
        first = Column(path, "count", level, year)
        parts = {"total and women": ("Tổng số", "Nữ"), "number and share": ("SL", "TL"),
                 "shares": ("", "Tỷ lệ %")}.get(self.plan["parts"])
        if parts is None:
            return [first]
        second = "women count" if self.plan["parts"] == "total and women" else "share"
        if not parts[0]:
            return [first, Column((*path[:-1], "Tỷ lệ %"), second, level, year)]
        return [Column((*path, parts[0]), "count", level, year), Column((*path, parts[1]), second, level, year)]

    def _header(self) -> None:
        deep = max(len(column.path) for column in self.columns)
        top = self.paper.at
        merged = self.plan["heads"] != "no merges"
        for at, column in enumerate(self.columns):
            for depth, text in enumerate(column.path):
                start = column.path[: depth + 1]
                same = at and self.columns[at - 1].path[: depth + 1] == start and depth < len(column.path) - 1
                if same:
                    continue
                self.paper.put(top + depth, at, heading(text, self.plan))
                end = at
                while depth < len(column.path) - 1 and end + 1 < len(self.columns) and (
                    self.columns[end + 1].path[: depth + 1] == start
                ):
                    end += 1
                low = top + (deep - 1 if depth == len(column.path) - 1 else depth)
                if merged:
                    self.paper.merge(top + depth, at, low, end)
        self.paper.at += deep

    def _cells(self, number: object, name: str, counts: dict[int, Counts], women: dict[int, Counts] | None,
               year: int, keys: list | None = None) -> int:  # fmt: skip
        row, plan = self.paper.at, self.plan
        self.paper.at += 1
        for at, column in enumerate(self.columns):
            told = counts.get(column.year or year) or next(iter(counts.values()))
            total = sum(told.values())
            parts = [told] if keys is None else [
                self.figures[key] for key in keys if key[1] == column.year or not column.year]
            rated = total - told.get(None, 0)
            value: object = ""
            if column.key == "ordinal":
                value = number
            elif column.key == "key":
                value = int(name) if self.plan["rows"] == "years" and name.isdigit() else name
                self.listed.text_columns.add(at + self.paper.left)
            elif column.key == "year":
                value = year
            elif column.key == "total":
                whole = column.level == "roster" or plan["total"] not in ("roster", "rated only")
                value = self._figure(total if whole else rated)
                if plan["figures"] in ("formulas", "not calculated") and women is None and value not in ("", "-"):
                    places = [at for at, each in enumerate(self.columns) if each.key == "count"
                              and each.year == column.year and (whole or each.level is not None)]
                    cells = "+".join(_name(row, each + self.paper.left) for each in places)
                    known = value if plan["figures"] == "formulas" else None
                    self.paper.cells[row, at + self.paper.left] = Cell(known, formula=f"={cells}")
                    continue
            elif column.key == "count":
                value = self._figure(told.get(column.level, 0))
            elif column.key == "women count":
                value = self._figure(sum(each.get(column.level, 0) // 2 for each in parts))
            elif column.key == "women":
                value = self._figure(sum((sum(each.values()) - each.get(None, 0)) // 3 for each in parts))
            elif column.key == "share":
                value = self._share(told.get(column.level, 0), rated or 1)
            elif column.key == "members":
                value = 7 * total + 3
            elif column.key == "quarter":
                value = 1
            self.paper.put(row, at, value)
        return row

    def _line(self, number: int, name: str, year: int) -> None:
        years = [y for n, y in self.figures if n == name and (
            self.plan["year"] == "side by side" or y == year)]
        counts = {y: self.figures[name, y] for y in years}
        row = self._cells(number, name, counts, None, year)
        by_rows = self.plan["women"] == "rows"
        if by_rows:
            part = {y: {level: count // 2 for level, count in told.items()} for y, told in counts.items()}
            self._cells("", self.chance.choice(("Trong đó: nữ", "- Trong đó nữ", "Trong đó: Nữ")), part, part, year)
        for y, told in counts.items():
            for level, count in told.items():
                sexes = by_rows or self.plan["parts"] == "total and women"
                self._fact(row, y, name, level, count, (sexes and level is not None) or by_rows)

    def _fact(self, row: int, year: int, name: str, level: str | None, count: int, sexes: bool) -> None:
        unit = name if self.plan["rows"] == "units" else self.units[0]
        rating = "completed" if level == "limited" else level
        parts = {"female": count // 2, "male": count - count // 2} if sexes else {None: count}
        for sex, part in parts.items():
            if part:
                self.listed.add(row, Fact(self.paper.name, year, unit, rating, self.tier, sex, part))

    def _sums(self, keys: list) -> dict[int, Counts]:
        found: dict[int, Counts] = {}
        for name, year in keys:
            into = found.setdefault(year, {})
            for level, count in self.figures[name, year].items():
                into[level] = into.get(level, 0) + count
        return found

    def _total(self, keys: list, year: int) -> None:
        told = self._sums(keys)
        if self.plan["year"] == "column" and self.plan["rows"] == "units":
            whole: Counts = {}
            for each in told.values():
                for level, count in each.items():
                    whole[level] = whole.get(level, 0) + count
            told = {0: whole}
        kind = self.plan["sum"]
        name = {"whole": "Toàn huyện", "nameless": "", "place": "Huyện Mẫu Sơn"}.get(kind, "Tổng cộng")
        row = self._cells("", name, told, {}, year, keys)
        column = next((at for at, each in enumerate(self.columns) if each.key == "year"), None)
        if column is not None:
            self.paper.cells.pop((row, column + self.paper.left), None)

    def _group(self, at: int, part: list) -> None:
        names = ("Khối xã, thị trấn", "Khối cơ quan, đơn vị")
        number = {"letters": "AB"[at]}.get(self.plan["groups"], ROMAN[at])
        if self.plan["groups"] == "figures":
            keys = [key for key in self.figures if key[0] in dict(part) and key[1] in {each[1] for each in part}
                    or (self.plan["year"] == "side by side" and key[0] in dict(part))]
            told = self._sums(keys)
            if self.plan["year"] != "column":
                self._cells(number, names[at], told, {}, part[0][1], keys)
                return
        self.paper.line(number, names[at])

    # --- the levels below one another ---

    def _levels(self, year: int) -> None:
        side = self.plan["side"] == "two tables"
        years = self.years if self.plan["year"] == "side by side" and not side else (year,)
        top = self.paper.at
        wide = 0
        for number in range(2 if side else 1):
            tier = ("district", "unit")[number] if side else self.tier
            self.paper.at = top
            self._block(tier, years, wide, side)
            wide += 2 + len(years) * (2 if self.plan["parts"] == "shares" else 1) + 1

    def _block(self, tier: str | None, years: tuple[int, ...], at: int, side: bool) -> None:
        row = self.paper.at
        if side:
            self.paper.put(row, at, TIERS[str(tier)])
            row += 1
        heads = ["TT", "Mức xếp loại"]
        for year in years:
            heads.append(f"Năm {year}" if len(years) > 1 else "Số lượng")
            heads += ["Tỷ lệ %"] if self.plan["parts"] == "shares" else []
        for column, text in enumerate(heads):
            self.paper.put(row, at + column, heading(text, self.plan))
        told = {year: self._counts() for year in years}
        rows = [*self._scale()]
        for number, level in enumerate(rows, start=1):
            row += 1
            self.paper.put(row, at, number)
            self.paper.put(row, at + 1, self._word(level))
            for each, year in enumerate(years):
                step = 2 if self.plan["parts"] == "shares" else 1
                count = told[year][level]
                self.paper.put(row, at + 2 + each * step, self._figure(count))
                if step > 1:
                    self.paper.put(row, at + 3 + each * step, self._share(count, sum(told[year].values())))
                before, self.tier = self.tier, tier
                self._fact(row, year, "", level, count, False)
                self.tier = before
        if self.plan["total"] != "none":
            row += 1
            self.paper.put(row, at + 1, "Tổng cộng")
            for each, year in enumerate(years):
                step = 2 if self.plan["parts"] == "shares" else 1
                self.paper.put(row, at + 2 + each * step, sum(told[year].values()))
        self.paper.at = row + 1

    # --- one row of figures and no column of units ---

    def _one_row(self, year: int) -> None:
        years = self.years if self.plan["year"] == "side by side" else (year,)
        self.columns = self._key_less(years)
        self._header()
        numbered(self.paper, self.plan, len(self.columns))
        counts = {y: self._counts() for y in years}
        row = self._cells("", "", counts, None, year)
        for y, told in counts.items():
            for level, count in told.items():
                women = self.plan["parts"] == "total and women" and level is not None
                self._fact(row, y, "", level, count, women)

    def _key_less(self, years: tuple[int, ...]) -> list[Column]:
        plan, self.plan = self.plan, _With(self.plan, rows="units", others="none")
        try:
            columns = self._columns(years)
        finally:
            self.plan = plan
        return [each for each in columns if each.key not in ("ordinal", "key")]


class _With:
    """A plan with some options changed."""

    def __init__(self, plan: Plan, **changed: str) -> None:
        self.plan, self.changed, self.chance = plan, changed, plan.chance

    def __getitem__(self, name: str) -> str:
        return self.changed.get(name) or self.plan[name]


def _name(row: int, column: int) -> str:
    return f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column] if column < 26 else 'A' + chr(39 + column + 26)}{row + 1}"
