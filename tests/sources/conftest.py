from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

Rows = list[list[object]]


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., Path]:
    """Lay out a workbook: one list of rows per sheet; returns its folder."""
    folder = tmp_path / "source"
    folder.mkdir()

    def make(file: str = "book.xlsx", **sheets: Rows) -> Path:
        workbook = Workbook()
        workbook.remove(workbook.active)
        for name, rows in sheets.items():
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(row)
        workbook.save(folder / file)
        return folder

    return make
