"""Lists of people with their ratings, in the layouts of many offices."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from offices.heads import begin, finish, heading, numbered, title
from offices.paper import Cell, Paper
from offices.plan import Plan
from offices.world import LEVELS, WORDS, Fact, Person

TIERS = {
    "district": "Ban Thường vụ Huyện ủy quản lý",
    "unit": "Diện cơ quan, đơn vị quản lý",
    "city": "Diện Ban Thường vụ Thành ủy quản lý",
}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
DOUBTFUL = ("HTTNV/HTNV", "Loại A", "Khá", "chờ kết luận")
Rated = list[tuple[Person, str | None]]


@dataclass
class Column:
    """A column of a list: its path of headings and what it says of somebody."""

    path: tuple[str, ...]
    key: str
    level: str | None = None
    year: int | None = None


@dataclass
class Listed:
    """What was written: the facts, those of each row, and where words and ratings stand."""

    facts: list[Fact] = field(default_factory=list)
    rows: dict[int, list[int]] = field(default_factory=dict)
    rated_cells: list[tuple[int, int]] = field(default_factory=list)
    text_columns: set[int] = field(default_factory=set)

    def add(self, row: int, fact: Fact) -> None:
        self.rows.setdefault(row, []).append(len(self.facts))
        self.facts.append(fact)


def write_list(
    paper: Paper, plan: Plan, years: tuple[int, ...], rated: dict[int, Rated], unit: str | None
) -> Listed:
    """Write a sheet with a list of some years; return what is right for it."""
    return _Writing(paper, plan, years, rated, unit).done()


class _Writing:
    def __init__(
        self, paper: Paper, plan: Plan, years: tuple[int, ...], rated: dict[int, Rated],
        unit: str | None,
    ) -> None:  # fmt: skip
        self.paper, self.plan, self.years, self.rated = paper, plan, years, rated
        self.unit, self.chance = unit, plan.chance
        self.listed = Listed()
        self.doubted: set[tuple[int, str]] = set()
        self.tier = self.chance.choice(("district", "unit"))

    def done(self) -> Listed:
        begin(self.paper, self.plan)
        for year in self.years if self.plan["year"] == "second table" else (self.years[0],):
            self._titles(year)
            self._table(year)
        if self.plan["rating"] == "codes":
            self.paper.line("", "Ghi chú: A: HTXSNV; B: HTTNV; C: HTNV; D: KHTNV")
        finish(self.paper, self.plan)
        return self.listed

    def _titles(self, year: int) -> None:
        what = self.chance.choice(
            ("DANH SÁCH CÁN BỘ ĐƯỢC ĐÁNH GIÁ, XẾP LOẠI", "KẾT QUẢ ĐÁNH GIÁ CÁN BỘ, CÔNG CHỨC",
             "Danh sách kết quả đánh giá, phân loại cán bộ lãnh đạo, quản lý")
        )  # fmt: skip
        how = self.plan["year"]
        told = {"title": f" NĂM {year}", "second table": f" NĂM {year}", "as of": f" năm {year}"}
        lines = [what + told.get(how, "")]
        lines += [f"Năm {year}"] if how == "own line" else []
        lines += [f"(Tính đến ngày 31 tháng 12 năm {year})"] if how == "as of" else []
        lines += [f"Năm học {year}-{year + 1}"] if how == "school year" else []
        if self.plan["tier"] == "title":
            lines.append(
                f"(Cán bộ {TIERS[self.tier][0].lower()}{TIERS[self.tier][1:]})"
                if self.tier == "unit"
                else f"(Diện {TIERS[self.tier]})"
            )
        if self.plan["unit"] == "title":
            lines.append(f"Đơn vị: {self.unit}")
        self.top = title(self.paper, self.plan, *lines)
        self.lines = lines

    def _columns(self) -> list[Column]:
        plan, found = self.plan, []
        if plan["ordinal"] != "none":
            found.append(Column((self.chance.choice(("TT", "STT")),), "ordinal"))
        if plan["number"] != "none":
            found.append(Column((self.chance.choice(("Số hiệu cán bộ", "Mã cán bộ")),), "number"))
        found += {
            "two columns": [Column(("Họ và tên",), "before"), Column(("Họ và tên",), "given")],
            "two loose columns": [Column(("Họ và tên",), "before"), Column(("",), "given")],
        }.get(plan["name"], [Column(("Họ và tên",), "name")])
        found += self._of_birth()
        found += [Column(("Chức vụ",), "post")]
        if plan["unit"] in ("column", "merged cells", "first only"):
            found.append(Column((self.chance.choice(("Đơn vị", "Đơn vị công tác")),), "unit"))
        if plan["tier"] == "column":
            found.append(Column(("Diện quản lý",), "tier"))
        if plan["year"] == "column":
            found.append(Column(("Năm",), "year"))
        found += self._more() + self._of_rating()
        if plan["place"] == "spacer column":
            found.insert(self.chance.randint(2, len(found) - 1), Column(("",), "spacer"))
        return [*found, Column(("Ghi chú",), "note")]

    def _of_birth(self) -> list[Column]:
        born = [Column(("Ngày, tháng, năm sinh",), "birth")] if self.plan["birth"] != "none" else []
        return {
            "word": [*born, Column(("Giới tính",), "sex")],
            "woman marked": [*born, Column(("Nữ",), "woman")],
            "both marked": [*born, Column(("Nam",), "man"), Column(("Nữ",), "woman")],
            "birth columns": [
                Column(("Ngày, tháng, năm sinh", "Nam"), "born man"),
                Column(("Ngày, tháng, năm sinh", "Nữ"), "born woman"),
            ],
            "woman or blank": [*born, Column(("Giới tính",), "woman word")],
        }.get(self.plan["sex"], born)

    def _more(self) -> list[Column]:
        return {
            "education": [
                *(Column(("Trình độ chuyên môn", name), "x") for name in ("Đại học", "Cao đẳng")),
                *(Column(("Lý luận chính trị", name), "x") for name in ("Cao cấp", "Trung cấp")),
            ],
            "home": [Column(("Quê quán",), "home"), Column(("Dân tộc",), "people")],
            "party": [Column(("Ngày vào Đảng",), "joined"), Column(("Năm bổ nhiệm",), "appointed")],
            "remarks": [Column(("Danh hiệu thi đua",), "honour"), Column(("Nhận xét",), "said")],
        }.get(self.plan["more"], [])

    def _of_rating(self) -> list[Column]:
        kind, words = self.plan["rating"], self._words()
        if self.plan["year"] == "side by side":
            if kind == "marks":
                return [
                    Column((f"Năm {year}", words[at]), "mark", level, year)
                    for year in self.years
                    for at, level in enumerate(LEVELS)
                ]
            return [
                Column(("Kết quả xếp loại", f"Năm {year}"), "rating", None, year)
                for year in self.years
            ]
        if kind in ("marks", "unrated column"):
            marks = [
                Column(("Kết quả xếp loại", word), "mark", level)
                for word, level in zip(words, LEVELS, strict=True)
            ]
            return marks + [Column(("Kết quả xếp loại", "Chưa đánh giá"), "mark", "none")] * (
                kind != "marks"
            )
        own = [Column(("Cá nhân tự xếp loại",), "own")]
        both = [Column(("Tập thể đề nghị xếp loại",), "own")]
        competent = [Column(("Cấp có thẩm quyền xếp loại",), "rating")]
        return {
            "sections": [],
            "own and competent": own + competent,
            "three levels": own + both + competent,
        }.get(
            kind,
            [
                Column(
                    (self.chance.choice(("Xếp loại", "Kết quả đánh giá", "Mức xếp loại")),),
                    "rating",
                )
            ],
        )

    def _words(self) -> tuple[str, ...]:
        return WORDS.get(self.plan["words"], WORDS["short"])

    def _table(self, year: int) -> None:
        self.columns = self._columns()
        self._header()
        numbered(self.paper, self.plan, len(self.columns))
        self.number, self.first = 0, self.paper.at
        people = self.rated[year]
        if self.plan["year"] == "column":
            everybody = [(y, each) for y in self.years for each in self.rated[y]]
        else:
            everybody = [(year, each) for each in people]
        for group, members in self._groups(everybody):
            self._group(group, members)
            for at, (in_year, (person, level)) in enumerate(members):
                self._person(in_year, person, level, at)
        self._merge_units()
        # A list by sections has none for those who are not rated.
        listed = [each for _, each in everybody if each[1] or self.plan["rating"] != "sections"]
        self._sum(listed)

    def _header(self) -> None:
        deep = max(len(column.path) for column in self.columns)
        self.header = self.paper.at
        for at, column in enumerate(self.columns):
            for depth, text in enumerate(column.path):
                same = at and self.columns[at - 1].path[: depth + 1] == column.path[: depth + 1]
                if not same:
                    self.paper.put(self.header + depth, at, heading(text, self.plan))
                    end = at
                    while (
                        end + 1 < len(self.columns)
                        and (self.columns[end + 1].path[: depth + 1] == column.path[: depth + 1])
                        and text
                    ):
                        end += 1
                    low = self.header + (deep - 1 if len(column.path) == 1 else depth)
                    if text and (end > at or low > self.header + depth):
                        self.paper.merge(self.header + depth, at, low, end)
        self.deep = deep
        self.paper.at += deep

    def _groups(self, everybody: list) -> list[tuple[str | None, list]]:
        plan = self.plan
        if plan["rating"] == "sections":
            rated = [each for each in everybody if each[1][1]]
            return [
                (level, [each for each in rated if each[1][1] == level])
                for level in LEVELS
                if any(each[1][1] == level for each in rated)
            ]
        if "groups" in plan["unit"]:
            units = list(dict.fromkeys(each[1][0].unit for each in everybody))
            return [
                (unit, [each for each in everybody if each[1][0].unit == unit]) for unit in units
            ]
        if plan["tier"] == "groups":
            half = len(everybody) // 2 or 1
            return [("city", everybody[:half]), ("district", everybody[half:])]
        return [(None, everybody)]

    def _group(self, group: str | None, members: list) -> None:
        self.group = group
        if group is None:
            return
        self.groups = getattr(self, "groups", 0) + 1
        plan, number = self.plan, ROMAN[(self.groups - 1) % 8]
        if self.plan["rating"] == "sections":
            name = dict(zip(LEVELS, self._words(), strict=True))[group]
            name = f"{name}: {len(members)} đồng chí" if self.chance.random() < 0.4 else name
        elif plan["tier"] == "groups" and "groups" not in plan["unit"]:
            name, number = (
                f"Cán bộ diện {TIERS[group].removeprefix('Diện ')}",
                "AB"[(self.groups - 1) % 2],
            )
        else:
            name = group
        if plan["unit"] == "bare groups":
            row = self.paper.line(name)
        elif plan["unit"] == "merged groups":
            row = self.paper.line(f"{number}. {name}")
            self.paper.merge(row, 0, row, len(self.columns) - 1)
        elif plan["unit"] == "counted groups":
            bare = plan["ordinal"] == "none"
            row = self.paper.line(*([f"{number}. {name}"] if bare else [number, name]))
            self.paper.put(row, len(self.columns) - 1, f"{len(members)} người")
        else:
            at = next(
                at for at, column in enumerate(self.columns) if column.key in ("name", "before")
            )
            row = self.paper.at
            self.paper.at += 1
            self.paper.put(row, 0, number if at else f"{number}. {name}")
            if at:
                self.paper.put(row, at, name)

    def _person(self, year: int, person: Person, level: str | None, at: int) -> None:
        self.number += 1
        row = self.paper.at
        self.paper.at += 1
        years = self.years if self.plan["year"] == "side by side" else (year,)
        levels = {
            y: {each[0].name: each[1] for each in self.rated[y]}.get(person.name) for y in years
        }
        for column, told in enumerate(self.columns):
            cell = self._cell(told, person, levels, year, at, row)
            if isinstance(cell, Cell):
                self.paper.cells[row, column + self.paper.left] = cell
            else:
                self.paper.put(row, column, cell)
            place = (row, column + self.paper.left)
            if told.key == "rating" and place in self.paper.cells:
                self.listed.rated_cells.append(place)
            if told.key in ("name", "before", "given", "unit"):
                self.listed.text_columns.add(column + self.paper.left)
        unit = self._unit_told(person)
        for y in years:
            self._note(y, person, levels[y], unit, row)
        if self.plan["pages"] != "one" and self.number == 6:
            self._next_page()

    def _next_page(self) -> None:
        if self.plan["pages"] == "title again":
            for line in self.lines:
                self.paper.line(line)
        self._header()
        numbered(self.paper, self.plan, len(self.columns))

    def _cell(
        self, column: Column, person: Person, levels: dict, year: int, at: int, row: int
    ) -> object:
        level = levels[column.year or year]
        before, _, given = person.name.rpartition(" ")
        woman = person.sex == "female"
        born = self._born(person)
        told = {
            "number": lambda: (
                int(person.number)
                if self.plan["number"] == "lost zeros" and year % 2
                else person.number
            ),
            "name": lambda: self._name(person),
            "before": lambda: self._titled(person, before),
            "given": lambda: given,
            "birth": lambda: born,
            "sex": lambda: "Nữ" if woman else "Nam",
            "woman": lambda: "x" if woman else "",
            "man": lambda: "" if woman else "x",
            "born man": lambda: "" if woman else born,
            "born woman": lambda: born if woman else "",
            "woman word": lambda: "Nữ" if woman else "",
            "post": lambda: person.post,
            "unit": lambda: (
                "" if self.plan["unit"] != "column" and self._same_unit(person, at) else person.unit
            ),
            "tier": lambda: (
                "BTV Huyện ủy quản lý" if self._tier_of(person) == "district" else "Đảng ủy quản lý"
            ),
            "year": lambda: year,
            "rating": lambda: self._word(level, person, column.year or year),
            "mark": lambda: (
                "x" if level == column.level or (level is None and column.level == "none") else ""
            ),
            "own": lambda: self._own(level),
            "x": lambda: "x" if self.chance.random() < 0.5 else "",
            "home": lambda: "Mẫu Sơn, Hải Phòng",
            "people": lambda: "Kinh",
            "joined": lambda: "19/5/1995",
            "appointed": lambda: 2010,
            "honour": lambda: self.chance.choice(("CSTĐ cơ sở", "LĐTT", "")),
            "said": lambda: self.chance.choice(("Hoàn thành nhiệm vụ được giao", "Có uy tín", "")),
            "ordinal": lambda: self._ordinal(at, row),
        }.get(column.key)
        return told() if told else ""

    def _ordinal(self, at: int, row: int) -> object:
        number = at + 1 if self.plan["ordinal"] == "restarting" else self.number
        if self.plan["ordinal"] == "formulas" and self.number > 1:
            return Cell(number, formula=f"=MAX(A$1:A{row})+1")
        return {"dotted": f"{number}.", "texts": f"{number:02d}"}.get(self.plan["ordinal"], number)

    def _own(self, level: str | None) -> str:
        words = dict(zip(LEVELS, self._words(), strict=True))
        return words[self.chance.choice(LEVELS[:2])] if level else ""

    def _name(self, person: Person) -> str:
        return {
            "upper": person.name.upper(),
            "post behind": f"{person.name} ({person.post})",
            "spaces": person.name.replace(" ", "  ") + " ",
        }.get(self.plan["name"], self._titled(person, person.name))

    def _titled(self, person: Person, name: str) -> str:
        title = (
            "" if self.plan["sex"] != "titles" else ("Bà " if person.sex == "female" else "Ông ")
        )
        return title + name

    def _born(self, person: Person) -> object:
        day, kind = person.born, self.plan["birth"]
        kind = self.chance.choice(("text", "year", "month", "dots")) if kind == "mixed" else kind
        if kind == "date":
            return Cell(datetime(day.year, day.month, day.day), date_format=True)
        return {
            "year": day.year, "month": f"{day.month:02d}/{day.year}",
            "dots": f"{day.day:02d}.{day.month:02d}.{day.year}",
            "words": f"ngày {day.day} tháng {day.month} năm {day.year}",
        }.get(kind, f"{day.day:02d}/{day.month:02d}/{day.year}")  # fmt: skip

    def _same_unit(self, person: Person, at: int) -> bool:
        before, self.before = getattr(self, "before", None), person.unit
        return at > 0 and before == person.unit

    def _tier_of(self, person: Person) -> str:
        return "district" if sum(map(ord, person.name)) % 3 else "unit"

    def _word(self, level: str | None, person: Person, year: int) -> str:
        kind = self.plan["words"]
        if level is None:
            return self.chance.choice(("", "Không đánh giá", "Chưa xếp loại"))
        at = LEVELS.index(level)
        if self.plan["rating"] == "codes":
            return "ABCD"[at]
        if kind == "doubtful" and self.number == 3:
            self.doubted.add((year, person.name))
            return self.chance.choice(DOUBTFUL)
        if kind == "mixed":
            return WORDS[self.chance.choice(("full", "short", "shorter", "plain", "half"))][at]
        if kind == "remarked":
            return WORDS["short"][at] + self.chance.choice(("", " (đạt)", " (có QĐ)", " "))
        return self._words()[at]

    def _unit_told(self, person: Person) -> str | None:
        plan, before = self.plan["unit"], getattr(self, "last_unit", None)
        self.last_unit = person.unit
        if plan == "not told" or (plan == "first only" and before == person.unit):
            return None
        return person.unit

    def _note(
        self, year: int, person: Person, level: str | None, unit: str | None, row: int
    ) -> None:
        plan = self.plan
        tiers = {"title": self.tier, "column": self._tier_of(person), "groups": self.group}
        sex = None if plan["sex"] == "none" else person.sex
        sex = (
            None
            if plan["sex"] == "titles" and plan["name"] in ("upper", "post behind", "spaces")
            else sex
        )
        sex = None if plan["sex"] == "woman or blank" and sex == "male" else sex
        told = "?" if (year, person.name) in self.doubted else level
        tier = tiers.get(plan["tier"])
        self.listed.add(row, Fact(self.paper.name, year, unit, told, tier, sex, 1, person.name))

    def _merge_units(self) -> None:
        if self.plan["unit"] != "merged cells":
            return
        column = next(at for at, each in enumerate(self.columns) if each.key == "unit")
        rows = list(range(self.first, self.paper.at))
        starts = [
            row
            for row in rows
            if (row, column + self.paper.left) in self.paper.cells and row in self.listed.rows
        ]
        for start, end in zip(starts, [*starts[1:], self.paper.at], strict=True):
            low = max(row for row in range(start, end) if row in self.listed.rows)
            if self.plan["pages"] == "one":
                self.paper.merge(start, column, low, column)

    def _sum(self, people: Rated) -> None:
        kind = self.plan["total"]
        if kind == "sum":
            at = next(at for at, each in enumerate(self.columns) if each.key in ("name", "before"))
            row = self.paper.at
            self.paper.at += 1
            self.paper.put(row, at, f"Tổng cộng: {len(people)} người")
        elif kind == "words":
            self.paper.line(f"Danh sách này có {len(people)} đồng chí./.")
        elif kind == "by level":
            self.paper.at += 1
            for level, count in Counter(level for _, level in people if level).items():
                word = dict(zip(LEVELS, WORDS["full"], strict=True))[level]
                self.paper.line("", f"- {word}: {count} đồng chí")
