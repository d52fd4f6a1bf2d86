"""Files that a folder of an office should not hold, each made in a few lines."""

import io
import os
import zipfile
import zlib
from pathlib import Path

from openpyxl import Workbook

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOT = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)


def people(*rows: list[object]) -> bytes:
    """A list of people as openpyxl writes it."""
    workbook = Workbook()
    for row in [["Năm", "Họ và tên", "Xếp loại"], *rows]:
        workbook.active.append(row)
    body = io.BytesIO()
    workbook.save(body)
    return body.getvalue()


def book(sheet: str | bytes, sheets: int = 1, more: dict[str, bytes] | None = None) -> bytes:
    """A workbook of one part of cells, listed as often as asked, with more parts."""
    one = f'<sheet name="S{{0}}" sheetId="{{0}}" xmlns:r="{OFFICE}" r:id="r1"/>'
    listed = "".join(one.format(number) for number in range(1, sheets + 1))
    relation = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    strings = f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relation}{strings}'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
        **(more or {}),
    }
    return packed(parts)


def packed(parts: dict[str, str | bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return body.getvalue()


def cells(*cells: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(cells)}</sheetData></worksheet>'


def at(*references: str) -> str:
    rows = (f'<row><c r="{reference}"><v>1</v></c></row>' for reference in references)
    return cells(*rows)


def repeated(start: bytes, unit: bytes, megabytes: int, end: bytes) -> bytes:
    """A deflated part of so many megabytes, made without holding them."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = unit * (1_000_000 // len(unit))
    parts = [deflate.compress(start)]
    parts += [deflate.compress(block) for _ in range(megabytes)]
    return b"".join([*parts, deflate.compress(end), deflate.flush()])


def custom(content: bytes, name: str) -> bytes:
    """A good list of one person whose own properties are these."""
    body = io.BytesIO(people([2013, name, "HTTNV"]))
    with zipfile.ZipFile(body, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/custom.xml", content)
    return body.getvalue()


GOOD = people([2013, "Trần Thị Lành", "HTXSNV"], [2013, "Lê Văn Lặng", "HTTNV"])
ROW = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
STRINGS = "xl/sharedStrings.xml"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
ENTITIES = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'


def _mutated(content: bytes, step: int) -> bytes:
    changed = bytearray(content)
    for place in range(step, len(changed), 97 + step * 13):
        changed[place] = (changed[place] + step + 1) % 256
    return bytes(changed)


def hostile_files() -> dict[str, bytes]:
    """Return some fifty files by their names."""
    far = ["XFD1048576", "XFD20000", "A1048576", "XFD1", "ZZ99999", "A99999999999", "XFE1", "A0",
           "ZZZZZZ1", "xfd1048576", "1A", "", "A-1", "AAA9999"]  # fmt: skip
    files = {f"far-{number}.xlsx": book(at("A1", place)) for number, place in enumerate(far)}
    files["row.xlsx"] = book(cells('<row r="1048576"><c><v>1</v></c></row>'))
    files["no-row.xlsx"] = book(cells("<c><v>1</v></c>"))
    for number, index in enumerate(["-1", "7", "99999999999999999999", "x", ""]):
        shared = f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>'
        one = f'<sst xmlns="{MAIN}"><si><t>a</t></si></sst>'.encode()
        files[f"index-{number}.xlsx"] = book(cells(shared), more={STRINGS: one})
    merges = ["A1:XFD1048576", "A1", "B2:A1", ":", "A1:A99999999999"]
    for number, merge in enumerate(merges):
        xml = cells(ROW.format("x")).replace(
            "</sheetData>", f'</sheetData><mergeCells><mergeCell ref="{merge}"/></mergeCells>'
        )
        files[f"merge-{number}.xlsx"] = book(xml)
    properties = b'<Properties><property name="origin"><vt:lpwstr>'
    files |= {
        "custom-large.xlsx": custom(properties + os.urandom(1 << 22).hex().encode(), "Lê Một"),
        "custom-malformed.xlsx": custom(properties + b"\xff\x00<<<", "Lê Thị Hai"),
        "custom-nested.xlsx": custom(b"<a>" * 100_000, "Lê Thị Ba"),
        "custom-laughs.xlsx": custom(ENTITIES.encode() + b"<Properties>&a8;", "Lê Thị Tư"),
        "laughs.xlsx": book(ENTITIES + cells(ROW.format("&a8;"))),
        "nested.xlsx": book("<a>" * 200_000),
        "sheets.xlsx": book(cells(ROW.format("x")), sheets=100_000),
        "parts.xlsx": book(cells(), more={f"x/{n}.xml": b"" for n in range(2_500)}),
        "zeros.xlsx": book(b"0" * 60_000_000),
        "strings.xlsx": _bomb(STRINGS, f'<sst xmlns="{MAIN}">'.encode(), b"</sst>"),
        "cells.xlsx": _bomb("xl/worksheets/sheet1.xml", cells()[:-24].encode(), b""),
        "long.xlsx": people([2013, "ngày " * 6_000, "HTTNV"]),
        "months.xlsx": people([2013, "ngày tháng " * 2_900, "HTTNV"]),
        "empty.xlsx": b"",
        "text.xlsx": b"no workbook at all",
        "zip.xlsx": packed({"a.txt": "a"}),
        "cut.xlsx": GOOD[: len(GOOD) // 2],
        "ole.xls": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5_000),
        "noise.xls": bytes.fromhex("d0cf11e0a1b11ae1") + os.urandom(50_000),
        "text.ods": b"no workbook",
        "laughs.ods": packed({"mimetype": "x", "content.xml": ENTITIES + "<a>&a8;</a>"}),
        "spans.ods": ods('<table:table-cell table:number-columns-spanned="99999" '
                         'table:number-rows-spanned="9999999" office:value-type="string"/>'),
        "repeated.ods": ods('<table:table-cell table:number-columns-repeated="999999999" '
                            'office:value-type="float" office:value="1"/>'),
        "zeros.csv": bytes(1_000_000),
        "quote.csv": b'a,b\n"' + b"x" * 3_000_000,
        "commas.csv": b"," * 5_000_000,
        "line.csv": b"x" * 5_000_000,
        "text.parquet": b"PAR1 no parquet PAR1",
    }  # fmt: skip
    return files | {f"mutated-{n}.xlsx": _mutated(GOOD, n) for n in range(8)}


def ods(cell: str) -> bytes:
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in names.items()
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="S"><table:table-row>{cell}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content})


def _bomb(name: str, start: bytes, end: bytes) -> bytes:
    """A workbook with a part of a gigabyte."""
    deflated = repeated(start, b"<si><t>aaaaaaaaaaaa</t></si>", 1_000, end)
    small = book(cells(), more={STRINGS: b""})
    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small)) as old, zipfile.ZipFile(body, "w") as archive:
        for each in old.namelist():
            if each != name:
                archive.writestr(each, old.read(each))
        info = zipfile.ZipInfo(name)
        archive.writestr(info, deflated)
        info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, 1_000_000_000
    return _as_deflated(body.getvalue(), name, len(deflated))


def _as_deflated(content: bytes, name: str, length: int) -> bytes:
    """Mark a stored part as deflated, in both of its heads, and keep its unpacked size a lie."""
    changed, start = bytearray(content), 0
    encoded = name.encode()
    for magic, at_method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = 0
        while (start := content.find(magic, start)) >= 0:
            head = 30 if magic == b"PK\x03\x04" else 46
            if content[start + head : start + head + len(encoded)] == encoded:
                changed[start + at_method : start + at_method + 2] = (8).to_bytes(2, "little")
            start += 4
    assert length
    return bytes(changed)


def lay_odd_entries(folder: Path, outside: Path) -> set[str]:
    """Lay what is no ordinary file into a folder; return the names that must be told."""
    os.mkfifo(folder / "pipe.xlsx")
    (folder / "gone.xlsx").symlink_to(folder / "absent.xlsx")
    (folder / "ring.xlsx").symlink_to(folder / "ring.xlsx")
    (folder / "out.xlsx").symlink_to(outside)
    (folder / "null.csv").symlink_to("/dev/null")
    (folder / "folder.xlsx").mkdir()
    (folder / "up").symlink_to(outside.parent, target_is_directory=True)
    return {"pipe.xlsx", "gone.xlsx", "ring.xlsx", "out.xlsx", "null.csv", "folder.xlsx", "up"}
