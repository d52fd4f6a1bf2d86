"""One problem met while reading: where it is, why it is one, and what to do about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis import problem_words, records, spoken
from analysis.formats.signs import without_signs
from analysis.sources.reading import Record, as_records
from analysis.words import Words

_MOST_CELLS = 8
_KINDS = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xls"), "Excel"),
    **{".ods": "OpenDocument", ".csv": "CSV", ".parquet": "Parquet"},
}
_PLACE = ("file", "sheet", "cell")
_MOST_PLACES = 8


def problem(
    severity: str,
    key: str,
    file: str | None = None,
    sheet: str | None = None,
    cell: str | None = None,
    **values: object,
) -> dict[str, object]:
    """Return one record of the problems table: its key and values (see `problem_words`).

    Parameters
    ----------
    severity : str
        ``error`` (rows are withheld), ``warning`` (rows are kept) or ``note``.
    key : str
        The sentences in ``problem_words.yml``.
    file, sheet, cell : str, optional
        The place; `file` is relative to the source folder, `cell` as in ``J57``.
    **values : object
        What the sentence has to name; None where it might be a person's name, birth date or staff
        number (see `quoting`): the sentence is then the one under ``unquoted``.

    Raises
    ------
    KeyError
        There is no such sentence, or it names something that was not given.
    """
    place = {"severity": severity, "cause": key, "file": file, "sheet": sheet, "cell": cell}
    place = {name: value and without_signs(value) for name, value in place.items()}
    values = {
        name: without_signs(value) if isinstance(value, str) else value
        for name, value in values.items()
    }
    return {**place, "named": problem_words.named(key, values)}


def signs_met(cells: Sequence[str], file: str, sheet: str | None = None) -> dict[str, object]:
    """Return the problem of cells whose control signs were taken out; "" is the name itself."""
    named = [cell for cell in cells if cell]
    told = ", ".join(named[:_MOST_CELLS]) + (", …" if len(named) > _MOST_CELLS else "")
    first = named[0] if named else None
    key = "control_signs" if named else "control_signs_in_name"
    return problem("warning", key, file, sheet, first, count=len(named), cells=told)


def unreadable(error: Exception, file: str) -> dict[str, object]:
    """Return why a file cannot be read, without the message of the library, which may quote it."""
    if isinstance(error, UnicodeError):
        return problem("error", "not_utf8_file", file)
    if isinstance(error, OSError) and error.strerror:
        return problem("error", "unreadable_file", file, why=error.strerror)
    return problem("error", "damaged_file", file, kind=kind_of_file(file))


def kind_of_file(file: str) -> str:
    """Return what a file is by its name, for example ``Excel``."""
    return _KINDS.get(Path(file).suffix.lower(), "")


def where(row: Mapping[str, object]) -> str:
    """Return the place of a problem or record as one text: *file, sheet, cell*."""
    return ", ".join(str(row[part]) for part in _PLACE if row.get(part))


def place_of(row: Mapping[str, object]) -> tuple[str | None, str | None, str | None]:
    """Return file, sheet and cell of a problem or record, None where it has none."""
    file, sheet, cell = (None if row.get(part) is None else str(row[part]) for part in _PLACE)
    return file, sheet, cell


def places(rows: Iterable[Mapping[str, object]]) -> str:
    """Return the places of several records as one text, the first of them where there are many."""
    told = list(dict.fromkeys(map(where, rows)))
    more = len(told) - _MOST_PLACES
    return "; ".join(told[:_MOST_PLACES]) + (f"; … (+{more})" if more > 0 else "")


class NothingReadable(ValueError):
    """The source gives no row of data, or the request asks for what it does not hold.

    Attributes
    ----------
    met : pandas.DataFrame
        What was met on the way (see `records.PROBLEMS`).
    """

    def __init__(self, found: Iterable[Record], place: object) -> None:
        self.met = records.frame(records.PROBLEMS, found)
        self._place = without_signs(str(place))
        super().__init__(self.told(spoken.ENGLISH))

    @property
    def problems(self) -> pd.DataFrame:
        """What was met on the way, in words (as `History.problems`)."""
        return problem_words.worded(self.met, Words.now())

    def __str__(self) -> str:
        return self.told(spoken.language())

    def told(self, language: str) -> str:
        """Return the place and the problems, a line for all of one text, in a language."""
        met = defaultdict[str, list[Record]](list)
        for row in as_records(problem_words.worded(self.met, Words(language))):
            met[f"{row['reason']} {row['remedy']}"].append(row)
        lines = [": ".join(filter(None, (places(rows), text))) for text, rows in met.items()]
        return "\n".join(filter(None, [self._place, *lines]))
