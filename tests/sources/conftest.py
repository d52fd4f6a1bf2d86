from collections.abc import Callable
from pathlib import Path

import pytest
from workbook_made import write_workbook

from analysis.sources.workbook import workbook

Rows = list[list[object]]


@pytest.fixture(autouse=True)
def _every_row_is_accounted_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whichever test reads a sheet of which a row that holds anything is not told."""
    read_sheet = workbook._read_sheet

    def read_and_check(sheet, *given):
        reading = read_sheet(sheet, *given)
        held = {
            number
            for number, row in enumerate(sheet.rows)
            if any(value is not None and str(value).strip() for value in row)
        }
        told = reading.rows.get((sheet.file, sheet.name), {})
        assert set(told) == held, (sheet.name, sorted(held ^ set(told)))
        return reading

    monkeypatch.setattr(workbook, "_read_sheet", read_and_check)


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., Path]:
    """Lay out a workbook: one list of rows per sheet; returns its folder."""
    folder = tmp_path / "source"
    folder.mkdir()

    def make(file: str = "book.xlsx", **sheets: Rows) -> Path:
        write_workbook(folder / file, sheets)
        return folder

    return make
