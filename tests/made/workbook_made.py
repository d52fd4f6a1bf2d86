"""A workbook as an office keeps one: sheets by name, each the rows that stand on it."""

from openpyxl import Workbook


def write_workbook(path, sheets, merged=None):
    """Write a workbook, and the folder in which it lies; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
    book.save(path)
    return path
