"""The columns of a tidy table: of a code known, of one misspelt, or of no use."""

from collections.abc import Iterable, Mapping

import pandas as pd
from rapidfuzz import fuzz, process

from analysis.sources.mapping.asks import asking, of_heading
from analysis.sources.problems import problem
from analysis.sources.reading import Record
from analysis.sources.words.cells import cell_name, text
from analysis.sources.words.headers import field_of
from analysis.sources.words.quoting import heading, headings, quoted
from analysis.vocabulary import code_of, fold, is_not_rated

SECTIONS = {
    "tier": "tiers",
    "rank": "ranks",
    "post_group": "post_groups",
    "staff_class": "staff_classes",
    "sex": "sexes",
    "rating": "ratings",
    "origin": "origins",
}
_SHARES = frozenset({"percent", "percentage", "share", "pct"})
# Of 100: what is so alike is a slip ("ratng", "tire").
_MISSPELT = 75


def odd_columns(
    frame: pd.DataFrame, known: list[str], sections: Mapping[str, str], file: str
) -> list[Record]:
    """Return a problem for each column of a tidy table that is none of those known.

    It is an error where the column may be one that the table lacks, by its name or by what its
    cells hold: left out, it would change what the others count. Else it is a note.

    Parameters
    ----------
    frame : DataFrame
        The table.
    known : list of str
        The codes of columns that it may have.
    sections : mapping
        The section of the vocabulary from which the cells of some of them are.
    file : str
        The name by which problems call it.
    """
    columns = list(frame.columns)
    lacking = [name for name in known if name not in columns]
    return [
        _odd(name, at, _meant(name, frame.iloc[:, at], lacking, sections), known, file)
        for at, name in enumerate(columns)
        if name not in known
    ]


def share_without_base(columns: list[str], file: str) -> Record | None:
    """Return the problem of a column of percentages, if one of the columns is."""
    at = next((at for at, name in enumerate(columns) if _is_share(name)), None)
    if at is None:
        return None
    told = heading(columns[at], at, _SHARES)
    return problem("error", "percentage_without_base", file, None, cell_name(0, at), column=told)


def _odd(name: str, at: int, meant: str | None, known: list[str], file: str) -> Record:
    told = quoted(name, [*headings(), *map(fold, known)])
    place = (file, None, cell_name(0, at))
    if meant is None:
        return problem("note", "unknown_column", *place, column=told, known=", ".join(known))
    found = problem("error", "misnamed_column", *place, column=told, near=meant)
    return asking(found, of_heading(name, meant))


def _meant(
    name: str, cells: "pd.Series[object]", lacking: list[str], sections: Mapping[str, str]
) -> str | None:
    """Return which column that the table lacks another may be, None where it is of none."""
    if (field := field_of(name.replace("_", " "))) in lacking:
        return field
    near = process.extractOne(name, lacking, scorer=fuzz.ratio, score_cutoff=_MISSPELT)
    if near:
        return str(near[0])
    words = {text(value) for value in cells} - {""}
    held = (code for code in lacking if code in sections and _all_in(sections[code], words))
    return next(held, None)


def _all_in(section: str, words: Iterable[str]) -> bool:
    """Say whether there are words and all of them are of a section."""
    listed = list(words)
    unrated = section == "ratings"
    return bool(listed) and all(
        code_of(section, word) or (unrated and is_not_rated(word)) for word in listed
    )


def _is_share(column: str) -> bool:
    words = column.replace("_", " ")
    share = fold(words).startswith((fold("tỷ lệ"), fold("tỉ lệ"))) or "%" in words
    return share or column in _SHARES or field_of(words) == "share"
