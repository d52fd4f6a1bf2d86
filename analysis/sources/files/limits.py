"""What a file may be at most, seen before it is parsed."""

import io
import re
import zipfile

MOST_BYTES = 100_000_000
MOST_ENTRIES = 2_000
MOST_UNPACKED = 300_000_000
MOST_RATIO = 200
MOST_CELLS = 2_000_000
# One column of cells costs as much a row as a table does.
MOST_ROWS = 100_000
MOST_SHEETS = 500
MOST_LETTERS = 500
# A small part of one repeated letter packs better than any ratio.
_SMALL = 1_000_000
# A reference outside A1:Z9999 and A1:ZZ999: only then need the extent be worked out.
_FAR = re.compile(rb'r="(?:[A-Za-z]{3}\d|[A-Za-z]{2}\d{4}|[A-Za-z]?\d{5})')
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,4})(\d{1,9})["']""")


class Refused(Exception):
    """A file is not read; the key is a sentence of ``problems.yml``, with what it names."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def opened_archive(content: bytes) -> zipfile.ZipFile:
    """Return an office file's archive.

    Raises
    ------
    Refused
        It has too many parts, or they would be too large.
    zipfile.BadZipFile
        It is no archive.
    """
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = archive.infolist()
    if len(parts) > MOST_ENTRIES:
        raise Refused("too_many_parts", found=len(parts), most=MOST_ENTRIES)
    unpacked = sum(part.file_size for part in parts)
    dense = any(
        part.file_size > _SMALL and part.file_size > MOST_RATIO * part.compress_size
        for part in parts
    )
    if unpacked > MOST_UNPACKED or dense:
        raise Refused("too_large_unpacked", found=unpacked // 1_000_000)
    return archive


def check_extent(xml: bytes) -> None:
    """Refuse a sheet that reaches so far that its empty cells would fill the memory.

    Raises
    ------
    Refused
        The rectangle from A1 to its last cell is larger than `check_size` lets pass.
    """
    if not _FAR.search(xml):
        return
    columns = rows = 1
    for letters, digits in set(_REFERENCE.findall(xml)):
        rows = max(rows, int(digits))
        columns = max(columns, column_of(letters) + 1)
    check_size(rows, columns)


def check_size(rows: int, columns: int) -> None:
    """Refuse a sheet of so many cells or rows.

    Raises
    ------
    Refused
        There are more than `MOST_CELLS`, or `MOST_ROWS`.
    """
    if rows * columns > MOST_CELLS or rows > MOST_ROWS:
        raise Refused("too_far_cells", rows=rows, columns=columns)


def column_of(letters: bytes) -> int:
    """Return the column, from 0, that letters name; -1 for none."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number - 1
