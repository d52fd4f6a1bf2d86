"""The list of doubtful pairs beside the data, in which the office answers who is who.

It holds names, as the files beside it do, and is read and written nowhere else.
"""

import csv
import io
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.formats.csv_tables import bare, write_table
from analysis.sources.mapping.replaced import replace_file
from analysis.sources.mapping.written import MappingError
from analysis.sources.people.doubtful import Doubt
from analysis.sources.people.who import pair_code
from analysis.sources.problems import problem, where
from analysis.sources.reading import Record
from analysis.sources.walk import DOUBTFUL
from analysis.vocabulary import fold
from analysis.words import Words

PAIR, SAME = "pair", "same"
_SENTENCES = Path(__file__).with_name("asks.yml")
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


def write_doubtful(
    folder: Path, doubts: Iterable[Doubt], answered: Answered | None, words: Words
) -> tuple[int, Path]:
    """Add the pairs that are open to the list in a folder, for this user alone where it is new.

    Its rows stay as they are, answered or not.

    Returns
    -------
    tuple of int and Path
        How many pairs are new, and where the list lies.
    """
    place = folder / DOUBTFUL
    rows = list(answered.rows) if answered else []
    known = {row[PAIR] for row in rows}
    new = {
        code: _row(code, doubt, row, other, words)
        for doubt in doubts
        for row, other in doubt.pairs()
        if (code := pair_code(row, other)) not in known
    }
    if not new:
        return 0, place
    before = place.read_bytes() if answered else b""
    frame = pd.DataFrame([*rows, *new.values()]).fillna("")
    handle, draft = tempfile.mkstemp(dir=folder, prefix=".doubtful-")
    os.close(handle)
    try:
        write_table(frame, Path(draft))
        replace_file(place, Path(draft).read_bytes(), before)
    finally:
        Path(draft).unlink(missing_ok=True)
    return len(new), place


def _row(code: str, doubt: Doubt, row: Record, other: Record, words: Words) -> dict[str, str]:
    told = {PAIR: code, SAME: ""}
    told[_heading("reason", words)] = words.say(_SENTENCES, f"reason_{doubt.cause}")
    for number, each in enumerate((row, other), start=1):
        values = {
            "place": where(each),
            "name": each.get("name"),
            "birth": each.get("birth"),
            "number": each.get("staff_number"),
            "unit": each.get("unit"),
            "year": each.get("year") or str(each.get("date") or "")[:4],
        }
        for name, value in values.items():
            told[f"{_heading(name, words)} {number}"] = str(value or "")
    return told


def _heading(name: str, words: Words) -> str:
    return words.say(_SENTENCES, f"columns.{name}")
