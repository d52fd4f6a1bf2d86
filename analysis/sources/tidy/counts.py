"""A counts file: a tidy table with the columns of `evaluations`."""

import pandas as pd

from analysis import records, vocabulary
from analysis.sources.mapping.asks import asking, nearest_in, of_word
from analysis.sources.people.pseudonym import key_for, pseudonym
from analysis.sources.problems import problem
from analysis.sources.reading import Reading, Record, as_records
from analysis.sources.rows.row_kinds import subtotal_in
from analysis.sources.tidy.code_columns import SECTIONS, odd_columns, share_without_base
from analysis.sources.withheld import withheld
from analysis.sources.words.cells import cell_name, text, whole_number
from analysis.sources.words.persons import is_no_unit, is_post
from analysis.sources.words.quoting import quoted, rating_words
from analysis.vocabulary import code_of, fold, rank_of

_NEEDED = ("year", "count")
_WHOLE = ("year", "birth_year", "count")
_BOOLEAN = ("committee_member", "withheld")
_YES = frozenset({"true", "1", "x", "yes", "có"})


def read_counts(frame: pd.DataFrame, file: str) -> Reading:
    """Return the counted cells of a tidy table, and what is wrong with it.

    Parameters
    ----------
    frame : DataFrame
        Its cells as they are under column codes; columns that it lacks are missing. Categories
        may be codes or labels in either language; units and groups of posts are free text.
    file : str
        The name by which records and problems call it.
    """
    reading = Reading(problems=_column_problems(frame, file))
    if any(found["severity"] == "error" for found in reading.problems):
        return reading
    rows = {0: "header"}
    for number, row in enumerate(as_records(frame), start=1):
        if not any(text(value) for value in row.values()):
            continue
        if subtotal_in([text(row.get("unit"))]):
            rows[number] = "total"
            continue
        rows[number] = "line"
        _read_row(number, row, list(frame.columns), file, reading)
    reading.note_rows(file, None, rows)
    return reading


def _column_problems(frame: pd.DataFrame, file: str) -> list[Record]:
    columns = list(frame.columns)
    missing = [name for name in _NEEDED if name not in columns]
    if "count" in missing and (share := share_without_base(columns, file)):
        return [share]
    return [
        *(problem("error", "missing_column", file, column=name) for name in missing),
        *odd_columns(frame, list(records.EVALUATIONS.columns), SECTIONS, file),
    ]


def _read_row(number: int, row: Record, columns: list[str], file: str, reading: Reading) -> None:
    record: Record = {
        "file": file,
        "sheet": None,
        "cell": cell_name(number, columns.index("count")),
    }
    wrong = []
    for column in columns:
        if column not in records.EVALUATIONS.columns:
            continue
        try:
            record[column] = _value(column, row[column])
        except ValueError:
            place = cell_name(number, columns.index(column))
            reading.problems.append(_unreadable_value(column, text(row[column]), file, place))
            wrong.append(column)
    _complete(record, number, columns, reading)
    stays = withheld(record, wrong) if wrong else record
    if stays is not None:
        reading.evaluations.append(stays)


def _complete(record: Record, number: int, columns: list[str], reading: Reading) -> None:
    """Add what a row does not say itself, and take away what must not leave the reader."""
    if "unit" in columns:
        record["unit_cell"] = cell_name(number, columns.index("unit"))
    record["origin"] = record.get("origin") or "recorded"
    if title := text(record.get("post")):
        record["rank"] = record.get("rank") or rank_of(title)
        if not is_post(title):
            place = (text(record["file"]), None, cell_name(number, columns.index("post")))
            reading.problems.append(problem("warning", "no_post", *place))
            record["post"] = None
    if record.get("person"):
        simulated = record["origin"] == "simulated"
        # Whatever stands for a person in a file may be a staff number: it is keyed like one.
        number_text = str(record["person"])
        record["person"] = pseudonym(number_text, None, None, key=key_for(simulated))


def _value(column: str, value: object) -> object:
    """Return a cell as the column holds it.

    Raises
    ------
    ValueError
        It is no whole number in a column of numbers, no known rating, or no unit.
    """
    written = text(value)
    if column in _WHOLE:
        return whole_number(value)
    if not written:
        return None
    if column in _BOOLEAN:
        return written.casefold() in _YES
    if column == "rating":
        return _rating(written)
    if column in ("unit", "post_group") and is_no_unit(written):
        raise ValueError(column)
    if column in SECTIONS:
        # An unknown word of a closed category stays, and fails the schema with its place.
        return code_of(SECTIONS[column], written) or written
    return written


def _rating(written: str) -> str | None:
    if vocabulary.is_not_rated(written) or fold(written) in ("not rated", "nan"):
        return None
    rating = code_of("ratings", written)
    if rating is None:
        raise ValueError("no rating")
    return rating


def _unreadable_value(column: str, word: str, file: str, place: str) -> Record:
    if column == "rating":
        told = quoted(word, rating_words())
        ask = of_word("ratings", word, nearest_in("ratings", word))
        return asking(problem("error", "unknown_rating", file, None, place, word=told), ask)
    key = "not_a_whole_number" if column in _WHOLE else "person_in_column"
    return problem("error", key, file, None, place, column=column)
