from collections.abc import Callable
from pathlib import Path

import pytest
from workbook_made import write_workbook

Rows = list[list[object]]


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., Path]:
    """Lay out a workbook: one list of rows per sheet; returns its folder."""
    folder = tmp_path / "source"
    folder.mkdir()

    def make(file: str = "book.xlsx", **sheets: Rows) -> Path:
        write_workbook(folder / file, sheets)
        return folder

    return make
