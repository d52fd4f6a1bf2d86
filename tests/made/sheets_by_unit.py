"""The demo as units send it: a workbook a year, or a unit and year, with a sheet for each unit."""

from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook

YEARS = (2011, 2012, 2013, 2014, 2015)
Row = tuple[object, ...]
# By year and unit, the rows of its people; a unit under another name, or none, is another list.
Lists = dict[tuple[int, str], list[Row]]

_TOP = 9


def lists_of_demo(units: int | None = None) -> tuple[list[Row], Lists]:
    """Return the header of the demo's lists and the lists of its first units, the larger ones."""
    found: Lists = {}
    header: list[Row] = []
    for year in YEARS:
        book = load_workbook(f"data/demo/danh-gia-can-bo-{year}.xlsx", read_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        header = rows[6:8]
        for unit, people in _groups(rows[_TOP:]):
            found[year, unit] = people
    names = list(dict.fromkeys(unit for _, unit in found))[:units]
    return header, {key: people for key, people in found.items() if key[1] in names}


def _groups(rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    unit, people = None, []
    for row in rows:
        if isinstance(row[0], str) and row[1] is None and row[2] and not row[3]:
            if unit:
                yield unit, people
            unit, people = str(row[2]), []
        elif isinstance(row[0], int):
            people.append(row)
    if unit:
        yield unit, people


def write(
    folder: Path, header: list[Row], lists: Lists, file: Callable[[int, str], str] | None = None
) -> Path:
    """Write the lists into workbooks: by default one a year; returns the folder."""
    folder.mkdir(exist_ok=True)
    books: dict[str, Workbook] = {}
    for (year, unit), people in lists.items():
        name = file(year, unit) if file else f"danh-gia-{year}.xlsx"
        if name not in books:
            books[name] = Workbook()
            books[name].remove(books[name].active)
        sheet = books[name].create_sheet(unit[:31])
        for title in (
            "SỐ LIỆU MÔ PHỎNG",
            f"DANH SÁCH KẾT QUẢ ĐÁNH GIÁ, PHÂN LOẠI CÁN BỘ NĂM {year}",
            "(Diện Ban Thường vụ Huyện ủy quản lý)",
            f"Đơn vị: {unit}",
        ):
            sheet.append([title])
        for row in [*header, *people]:
            sheet.append(row)
        sheet.merge_cells("D5:E5")
        sheet.merge_cells("I5:L5")
    for name, book in books.items():
        book.save(folder / name)
    return folder
