"""A whole folder of one office, with what is right for it."""

from dataclasses import dataclass, replace
from pathlib import Path

from offices.lists import Listed, write_list
from offices.paper import Paper, in_old_letters, save
from offices.plan import Plan
from offices.returns import write_return
from offices.world import UNITS, Fact, people, rating

YEARS = (2013, 2014)


@dataclass
class Made:
    """A folder's files and what is right: the facts by sheet, and what has to be told of which."""

    plan: Plan
    facts: list[Fact]
    files: list[Path]
    gone: list[Fact]


def make(folder: Path, seed: int, kind: str, most: int | None = None) -> Made:
    """Lay out a folder; .xls and .ods are written as .xlsx, with their kind in the plan."""
    plan = Plan(seed, kind, most)
    books = (_lists if kind == "list" else _returns)(plan)
    found = Made(plan, [], [], [])
    ending = ".csv" if plan["format"] == "csv" else ".xlsx"
    for stem, sheets in books.items():
        for paper, listed in sheets:
            _spoil(paper, listed, plan, found)
            found.facts += [replace(fact, sheet=f"{stem}/{fact.sheet}") for fact in listed.facts]
        papers = [paper for paper, _ in sheets]
        _beside(papers, plan)
        if plan["letters"] == "nfd":
            _in_parts(papers)
        path = folder / f"{stem}{ending}"
        save(papers, path)
        found.files.append(path)
    return found


Books = dict[str, list[tuple[Paper, Listed]]]


def _stems(plan: Plan) -> list[tuple[str, tuple[int, ...]]]:
    both = plan["year"] in ("column", "side by side", "second table", "second sheet")
    if plan["year"] == "second file":
        return [(f"ket-qua-{year}", (year,)) for year in YEARS]
    name = f"bieu {YEARS[0]}" if plan["year"] == "file name" else "bieu tong hop"
    return [(name, YEARS if both else YEARS[:1])]


def _lists(plan: Plan) -> Books:
    # A sheet's name has 31 letters at most, a year included.
    short = [unit for unit in UNITS if len(unit) < 27]
    units = plan.chance.sample(short, plan.chance.randint(2, 4))
    known = people(plan.chance, units, (2, 5))
    rated = {
        year: [(each, rating(plan.chance)) for each in known if plan.chance.random() < 0.92]
        for year in YEARS
    }
    if plan["year"] == "side by side":
        rated = {year: [(each, rating(plan.chance)) for each in known] for year in YEARS}
    books: Books = {}
    for stem, years in _stems(plan):
        told_of = (
            [(None, None)]
            if plan["unit"] not in ("title", "sheet name")
            else [(u, u) for u in units]
        )
        if plan["format"] == "csv":
            told_of = told_of[:1]
        sheets = []
        for unit, _ in told_of:
            for of in [(y,) for y in years] if plan["year"] == "second sheet" else [years]:
                some = {
                    y: [each for each in rated[y] if unit in (None, each[0].unit)] for y in YEARS
                }
                if not all(some[y] for y in of):
                    continue
                paper = Paper(_sheet_name(plan, unit, of, len(sheets)))
                sub = _As(plan, year="title") if plan["year"] == "second sheet" else plan
                if plan["year"] == "second file":
                    sub = _As(plan, year="title")
                sheets.append((paper, write_list(paper, sub, of, some, unit)))
        books[stem] = sheets
    return books


def _sheet_name(plan: Plan, unit: str | None, years: tuple[int, ...], number: int) -> str:
    parts = [
        unit if plan["unit"] == "sheet name" else None,
        str(years[0]) if plan["year"] in ("sheet name", "second sheet") else None,
    ]
    name = " ".join(filter(None, parts)) or f"Sheet{number + 1}"
    return (
        f"{name} ({number})"
        if plan["unit"] == "title" and plan["year"] in ("sheet name", "second sheet")
        else name[:31]
    )


def _returns(plan: Plan) -> Books:
    units = plan.chance.sample(UNITS, plan.chance.randint(4, 7))
    books: Books = {}
    for stem, years in _stems(plan):
        sheets = []
        for of in [(y,) for y in years] if plan["year"] == "second sheet" else [years]:
            paper = Paper(_sheet_name(_As(plan, unit=""), None, of, len(sheets)))
            sub = (
                _As(plan, year="title") if plan["year"] in ("second sheet", "second file") else plan
            )
            sheets.append((paper, write_return(paper, sub, of, units)))
        books[stem] = sheets
    return books


class _As:
    """A plan with one option written as another."""

    def __init__(self, plan: Plan, **changed: str) -> None:
        self.plan, self.changed, self.chance = plan, changed, plan.chance

    def __getitem__(self, name: str) -> str:
        return self.changed.get(name, None) or (
            self.plan.options.get(name, "") if isinstance(self.plan, Plan) else self.plan[name]
        )


def _spoil(paper: Paper, listed: Listed, plan: Plan, found: Made) -> None:
    """Hide or strike out a row, and type texts in an old font."""
    if plan["hidden"] in ("hidden row", "struck row") and (some := sorted(listed.rows)):
        row = plan.chance.choice(some[1:-1] or some)
        if plan["hidden"] == "hidden row":
            paper.hidden_rows.add(row)
        else:
            for (at, _), cell in paper.cells.items():
                cell.struck = cell.struck or at == row
        gone = listed.rows[row]
        found.gone += [listed.facts[at] for at in gone]
        listed.facts = [fact for at, fact in enumerate(listed.facts) if at not in gone]
    if plan["hidden"] == "struck part" and listed.rated_cells:
        place = plan.chance.choice(listed.rated_cells)
        cell = paper.cells[place]
        cell.struck_part = "HTNV"
    if plan["hidden"] == "hidden column":
        wide = max(column for _, column in paper.cells)
        paper.put(max(listed.rows or {0: 0}), wide + 1 - paper.left, "nháp")
        paper.hidden_columns.add(wide + 1)
    if plan["letters"] in ("tcvn3", "vni") and listed.rows:
        in_old_letters(
            paper,
            plan["letters"],
            None if plan.chance.random() < 0.3 else set(listed.text_columns),
            min(listed.rows),
        )


def _in_parts(papers: list[Paper]) -> None:
    import unicodedata

    for paper in papers:
        for cell in paper.cells.values():
            if isinstance(cell.value, str):
                cell.value = unicodedata.normalize("NFD", cell.value)


def _beside(papers: list[Paper], plan: Plan) -> None:
    """Add the sheets that stand beside the data in the workbooks of offices."""
    kind, more = plan["beside"], Paper("Khac")
    if kind == "empty sheet":
        papers.append(Paper("Sheet99"))
    elif kind == "blank form":
        more.line("MẪU DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM ……")
        more.line("TT", "Họ và tên", "Chức vụ", "Đơn vị", "Xếp loại")
        more.line(1, "………", "…", "…", "…")
        more.line(2, "", "", "", "")
    elif kind == "hidden draft":
        more.hidden = True
        more.line("DANH SÁCH ĐÁNH GIÁ NĂM 2013 (nháp)")
        more.line("TT", "Họ và tên", "Xếp loại")
        more.line(1, "Lê Văn Nháp", "HTNV")
    elif kind == "party members":
        more.line("TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN NĂM 2013")
        more.line("TT", "Đơn vị", "Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV")
        more.line(1, "Xã An Hưng", 120, 20, 80, 19, 1)
    elif kind == "other table":
        more.line("LỊCH TRỰC CƠ QUAN THÁNG 2")
        more.line("Ngày", "Sáng", "Chiều")
        more.line("02/02", "Tổ 1", "Tổ 2")
    if more.cells:
        papers.append(more)
