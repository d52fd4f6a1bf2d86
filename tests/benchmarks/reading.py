"""What reading an office's folder costs: 255 workbooks, against `pandas.read_excel` in a loop."""

import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook

from analysis.sources.folder import read_folder

UNITS, YEARS, PEOPLE = 51, range(2011, 2016), 33
# As the forms of those years: a header of two rows, marks under degrees and under levels.
HEAD = [
    *("TT", "Họ và tên", "Ngày, tháng, năm sinh", None, "Chức vụ", "Đơn vị"),
    *("Trình độ chuyên môn", None, None, None, "Lý luận chính trị", None, None),
    *("Kết quả xếp loại", None, None, None, "Ghi chú"),
]
BELOW = [
    *(None, None, "Nam", "Nữ", None, None, "Thạc sĩ", "Đại học", "Cao đẳng", "Còn lại"),
    *("Cao cấp", "Trung cấp", "Sơ cấp", "HTXSNV", "HTTNV", "HTNV", "KHTNV", None),
]
MERGED = ("C4:D4", "G4:J4", "K4:M4", "N4:Q4", "A4:A5", "B4:B5", "E4:E5", "F4:F5", "R4:R5")
_NAMES = ("An", "Bách", "Cúc", "Dung", "Giang", "Hải", "Khoa", "Lan", "Minh", "Nga", "Oanh")


def reading(folder: Path, times: int = 3) -> dict[str, Any]:
    """CPU of reading and checking 255 workbooks, the child included, against pandas in a loop.

    Both take turns, since other tenants of a machine change what its second is worth; the median
    of the pairs' ratios is told.
    """
    paths = [_workbook(folder, unit, year) for unit in range(UNITS) for year in YEARS]
    _read(folder)
    pairs = [
        (_cpu_of(lambda: _in_loop(paths)), _cpu_of(lambda: _read(folder))) for _ in range(times)
    ]
    loop_s, read_s = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    return {"workbooks": len(paths), "pandas_s": loop_s, "read_s": read_s, "ratio": ratio}


def _workbook(folder: Path, unit: int, year: int) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append([f"DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM {year}"])
    sheet.append(["(Diện Ban Thường vụ Huyện ủy quản lý)"])
    for row in ([], HEAD, BELOW):
        sheet.append(row)
    for area in MERGED:
        sheet.merge_cells(area)
    for number in range(PEOPLE):
        sheet.append(_person(unit, year, number))
    path = folder / f"xa-mau-{unit + 1:02d}-{year}.xlsx"
    book.save(path)
    return path


def _person(unit: int, year: int, number: int) -> list[object]:
    name = f"Lò {_NAMES[unit % 11]} {_NAMES[number % 11]} {_NAMES[unit // 11]}"
    born = f"{1 + number % 28}/{1 + unit % 12}/{1950 + number}"
    births = [born, None] if number % 2 else [None, born]
    marks = [
        *("x" if number % 4 == at else None for at in range(4)),
        *("x" if number % 3 == at else None for at in range(3)),
        *("x" if (number + year) % 3 == at else None for at in range(4)),
    ]
    return [number + 1, name, *births, "Trưởng phòng", f"Xã Mẫu {unit + 1}", *marks, None]


def _in_loop(paths: list[Path]) -> None:
    rows = sum(len(pd.read_excel(path, header=[3, 4], engine="openpyxl")) for path in paths)
    assert rows == UNITS * len(YEARS) * PEOPLE


def _read(folder: Path) -> None:
    # As a command reads it: nothing kept of an earlier reading.
    history = read_folder(folder)
    assert history.sound.evaluations["count"].sum() == UNITS * len(YEARS) * PEOPLE


def _cpu_of(call: Callable[[], None]) -> float:
    before = time.process_time() + _of_children()
    call()
    return time.process_time() + _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
