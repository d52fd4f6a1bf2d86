"""The account of every row: how many of a sheet were read, refused, or skipped and for what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from analysis.sources.reading import Reading, Record
from analysis.sources.words.cells import row_of


def accounts(reading: Reading, sound: Iterable[Record]) -> list[Record]:
    """Return how many rows of each sheet are what (see `tables.ACCOUNTS`).

    Parameters
    ----------
    reading : Reading
        Its `rows` say of every row that holds anything what it is.
    sound : iterable of dict
        The records of all tables that are counted: a row of data without one was refused.
    """
    read = {(row["file"], row.get("sheet"), row_of(str(row["cell"]))) for row in sound}
    found: list[Record] = []
    for (file, sheet), kinds in reading.rows.items():
        by_account = defaultdict(list)
        for row, kind in sorted(kinds.items()):
            told = {"line": "refused", "women": "refused"}.get(kind, kind)
            is_read = kind == "women" or (file, sheet, row) in read
            by_account["read" if told == "refused" and is_read else told].append(row + 1)
        found += [
            {
                "file": file,
                "sheet": sheet,
                "account": account,
                "rows": len(rows),
                "places": ", ".join(_spans(rows)),
            }
            for account, rows in by_account.items()
        ]
    return found


def _spans(rows: list[int]) -> Iterator[str]:
    """Yield the rows as spans: 4, 6–9.

    Examples
    --------
    >>> list(_spans([4, 6, 7, 8]))
    ['4', '6–8']
    """
    first = rows[0]
    for row, following in pairwise([*rows, -1]):
        if following != row + 1:
            yield str(row) if row == first else f"{first}–{row}"
            first = following
