"""The demo's list of outcomes, changed as offices would send it; all other files as they are."""

import shutil
from pathlib import Path

from openpyxl import load_workbook

from analysis.places import resolve

NUMBER, NAME, UNIT, TIER, KIND, DAY, NOTE = 1, 2, 4, 5, 6, 7, 8
APPOINTMENTS = ("Bổ nhiệm", "Bổ nhiệm lại")
COURSES = ("Đào tạo thạc sĩ", "Cao cấp lý luận chính trị", "Trung cấp lý luận chính trị")


def changed(folder: Path, alter=lambda rows: rows, title=None, lists=()):
    """Write the demo into a folder, its list of outcomes altered: rows in, rows out.

    With `title` the title row that states the period becomes another. `lists` are (name, alter)
    of further copies of the list.
    """
    folder.mkdir()
    for path in resolve("data/demo").glob("*.xlsx"):
        if not path.name.startswith("ket-qua"):
            shutil.copy(path, folder)
    (path,) = resolve("data/demo").glob("ket-qua*.xlsx")
    for name, change in [(path.name, alter), *lists]:
        book = load_workbook(path)
        sheet = book.active
        head = next(row for row in range(1, 12) if sheet.cell(row, 1).value == "STT")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]
        told = [row for row in rows if isinstance(row[NAME], str)]
        sheet.delete_rows(head + 1, sheet.max_row)
        for row in change([[*row] for row in told]):
            sheet.append(row)
        if title is not None:
            for row in sheet.iter_rows(max_row=head - 1):
                for cell in row:
                    if "GIAI ĐOẠN" in str(cell.value):
                        cell.value = title
            sheet.title = "Công tác cán bộ"
        book.save(folder / (name if title is None else f"{name[:7]}.xlsx"))
    return folder


def year(row):
    return int(str(row[DAY])[-4:])


def blanked(column, where=lambda row: True):
    """Return a change that blanks a column of some rows."""

    def alter(rows):
        for row in rows:
            if where(row):
                row[column] = None
        return rows

    return alter


def kept(where):
    """Return a change that keeps some rows."""
    return lambda rows: [row for row in rows if where(row)]
