"""One file after another, each answered with its sheets or the reason why it is not read."""

import os
import pickle
import struct
import sys
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from analysis.sources.files.cell_values import Marks
from analysis.sources.files.limits import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_SHEETS,
    Refused,
    check_size,
    opened_archive,
)
from analysis.sources.files.xlsx import Extras, is_simulated

LENGTH = struct.Struct("<Q")
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Told = dict[str, object]


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer each path that is asked, until none is."""
    while len(head := asked.read(LENGTH.size)) == LENGTH.size:
        path = asked.read(LENGTH.unpack(head)[0])
        answer = pickle.dumps(_told(path), protocol=5)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _told(path: bytes) -> Told:
    try:
        return read(path)
    except Refused as refused:
        return {"refused": refused.key, "values": refused.values}
    except OSError as error:
        return {"refused": "unreadable_file", "values": {"why": error.strerror or "?"}}
    except MemoryError:
        return {"refused": "too_costly_file", "values": {}}
    # A panic of calamine is no Exception; whatever it is, it is of this file.
    except BaseException:
        return {"refused": "damaged_file", "values": {}}


def read(path: bytes) -> Told:
    """Return the sheets of a file by the kind that its name tells, and the SHA-256 of its bytes.

    Raises
    ------
    Refused
        It is larger than a file may be, or cannot be understood.
    """
    with open(path, "rb") as file:  # noqa: PTH123 - the name may be no text
        # To make room for the largest file takes longer than to read most.
        content = file.read(min(os.fstat(file.fileno()).st_size, MOST_BYTES) + 1)
    if len(content) > MOST_BYTES:
        raise Refused("too_large_file", most=MOST_BYTES // 1_000_000)
    if path.lower().endswith(b".csv"):
        from analysis.sources.files.separated import rows_of

        sheets: list[Told] = [_sheet("", rows_of(content))]
        return {"sheets": sheets, "simulated": False, "sha256": sha256(content).hexdigest()}
    if content.startswith(_OLE_MAGIC) and _ENCRYPTED in content:
        raise Refused("encrypted_file")
    return {**_workbook(content), "sha256": sha256(content).hexdigest()}


def _workbook(content: bytes) -> Told:
    simulated, extras, ods = False, None, None
    if content.startswith(b"PK"):
        archive = _archive(content)
        if "content.xml" in archive.namelist():
            from analysis.sources.files.ods import check_ods

            ods = check_ods(archive)
        else:
            extras, simulated = Extras(archive), is_simulated(archive)
    sheets = _sheets(content)
    rows = {str(sheet["name"]): sheet["rows"] for sheet in sheets}
    marks = extras.marks(rows) if extras else {}  # type: ignore[arg-type]
    if ods is not None:
        from analysis.sources.files.ods import Spans

        spans = Spans(ods, rows)  # type: ignore[arg-type]
        marks = spans.marks
        for sheet in sheets:
            sheet["merges"] = spans.merges.get(str(sheet["name"]), [])
    if content.startswith(_OLE_MAGIC):
        from analysis.sources.files.xls import marks_of

        # An .xls has whole numbers where the others have numbers.
        for each in rows.values():
            each[:] = [[float(v) if type(v) is int else v for v in row] for row in each]  # type: ignore
        marks = marks_of(content, rows)  # type: ignore[arg-type]
    for sheet in sheets:
        sheet["marks"] = {k: v for k, v in marks.get(str(sheet["name"]), {}).items() if v}
    return {"sheets": sheets, "simulated": simulated}


def _archive(content: bytes) -> zipfile.ZipFile:
    try:
        return opened_archive(content)
    except zipfile.BadZipFile as error:
        raise Refused("damaged_file") from error


def _sheets(content: bytes) -> list[Told]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as error:
        raise Refused("encrypted_file") from error
    except CalamineError as error:
        raise Refused("damaged_file") from error
    listed = workbook.sheets_metadata
    if len(listed) > MOST_SHEETS:
        raise Refused("too_many_sheets", found=len(listed), most=MOST_SHEETS)
    sheets, cells = [], 0
    for number, told in enumerate(listed):
        if told.typ != SheetTypeEnum.WorkSheet:
            sheets.append(_sheet(told.name, []))
            continue
        sheet = workbook.get_sheet_by_index(number)
        check_size(sheet.total_height, sheet.total_width)
        cells += sheet.total_height * sheet.total_width
        if cells > MOST_CELLS:
            raise Refused("too_far_cells", rows=sheet.total_height, columns=sheet.total_width)
        rows: list[list[object]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
        hidden = told.visible != Visible.Visible
        sheets.append(_sheet(told.name, rows, sheet.merged_cell_ranges or (), hidden))
    return sheets


def _sheet(
    name: str, rows: list[list[object]], merges: Sequence[object] = (), hidden: bool = False
) -> Told:
    marks: Marks = {}
    return {"name": name, "rows": rows, "merges": list(merges), "hidden": hidden, "marks": marks}


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
