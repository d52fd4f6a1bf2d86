"""The list of doubtful pairs beside the data, in which the office answers who is who.

It holds names, as the files beside it do, and is read and written nowhere else.
"""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.csv_tables import bare
from analysis.sources.mapping.written import MappingError
from analysis.sources.problems import problem
from analysis.sources.walk import DOUBTFUL
from analysis.vocabulary import fold

PAIR, SAME = "pair", "same"
_LARGEST = 20 * 1024 * 1024
_YES = frozenset(map(fold, ("yes", "y", "có", "true", "1", "x", "một người", "cùng")))
_NO = frozenset(map(fold, ("no", "n", "không", "false", "0", "khác", "hai người")))


@dataclass(frozen=True)
class Answered:
    """The list as it lies there: its answers by the codes of pairs, and its rows as they are."""

    name: str
    same: dict[str, bool] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)


def read_doubtful(source: Path) -> Answered | None:
    """Return the list of doubtful pairs of a source; None where there is none.

    Raises
    ------
    MappingError
        It is no such list, or an answer is neither yes nor no; with its line.
    """
    folder = source if source.is_dir() else source.parent
    place = folder / DOUBTFUL
    if place == source or not place.is_file() or place.is_symlink():
        return None
    rows = _rows(place)
    same: dict[str, bool] = {}
    for line, row in enumerate(rows, start=2):
        word = fold(row[SAME]) or row[SAME].strip()
        if not word:
            continue
        if word not in _YES | _NO:
            _refuse(place, "doubtful_answer", line=line)
        if same.setdefault(row[PAIR], word in _YES) != (word in _YES):
            _refuse(place, "doubtful_twice", line=line)
    return Answered(place.name, same, rows)


def _rows(place: Path) -> list[dict[str, str]]:
    """Return the rows of the list under its headings, as Excel saves it in any country."""
    try:
        if place.stat().st_size > _LARGEST:
            _refuse(place, "doubtful_no_list")
        text = place.read_bytes().decode("utf-8-sig")
        head = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=head.count)
        read = csv.DictReader(io.StringIO(text), delimiter=delimiter)
        rows = [
            {bare(name or ""): bare(value or "") for name, value in row.items() if name}
            for row in read
        ]
    except (UnicodeDecodeError, csv.Error):
        _refuse(place, "doubtful_no_list")
    if rows and not {PAIR, SAME} <= set(rows[0]):
        _refuse(place, "doubtful_no_list")
    return rows


def _refuse(place: Path, key: str, **values: Any) -> Any:
    raise MappingError([problem("error", key, place.name, **values)], place.parent)
