"""A result table as a printed page takes it: chosen columns, or one category across."""

import string

import pandas as pd

from analysis import vocabulary
from analysis.documents.cards import TEMPLATES, Layout
from analysis.documents.result_tables import cell, head, is_number, kind_of, sexes_known
from analysis.words import Words

Row = list[tuple[str, bool]]
Printed = tuple[list[str], list[Row]]


# Of whom nothing is told in the other columns.
_ASIDE = ("unknown", "not_rated", "withheld")


def nothing_told(table: pd.DataFrame, layout: Layout) -> bool:
    """Return whether a table has no row, none of which is known what it is of, or only gaps.

    A column of zeros tells something, but not beside one of shares of nobody.
    """
    by = [*layout.rows, layout.across] if layout.across else layout.columns[:1]
    if any(bool((table[name] == "").all()) for name in by):
        return True
    told = _telling(sexes_known(table), layout)
    return bool(told.isin(["", "0"]).all(axis=None) and (told == "").all().any())


def without_data(table: pd.DataFrame, layout: Layout, words: Words) -> list[str]:
    """Return the names of the rows that are left out, since all that they would tell is a gap."""
    table = _latest(table, layout)
    (by, *_), left_out = layout.rows or layout.columns, _gaps(sexes_known(table), layout)
    names = table.loc[left_out, by].unique()
    return [cell(name, kind_of(by, table.columns), words) for name in names]


def _telling(table: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """Return the columns that tell something of a row: what of whom is aside in `_ASIDE`."""
    cells = [name for _, name, _, _ in string.Formatter().parse(layout.cell) if name]
    names = [name for name in [*layout.columns[1:], *cells] if name in table]
    return table[[name for name in names if name not in _ASIDE]]


def _gaps(table: pd.DataFrame, layout: Layout) -> pd.Series:
    """Return which rows of a table belong to a row of the page that is all gaps."""
    told = _telling(table, layout)
    numbers = told[[name for name in told if is_number(kind_of(name, table.columns))]]
    gaps = (numbers == "").all(axis=1) & bool(len(numbers.columns))
    # People of unknown sex, or not rated, are there: a row that counts them is no gap.
    aside = [name for name in _ASIDE if name in table and name in (*layout.columns, *layout.then)]
    gaps &= table[aside].isin(["", "0"]).all(axis=1)
    return (
        gaps.groupby([table[name] for name in layout.rows]).transform("all")
        if layout.rows
        else gaps
    )


def laid_out(
    table: pd.DataFrame, layout: Layout, words: Words, whole: pd.DataFrame | None = None
) -> Printed:
    """Return heads and rows of a table as a form of a party report has them.

    Rows are numbered; a kind that is part of another stands indented under it and a total last,
    both without a number. A row of gaps alone is left out. Each cell is given with whether it is
    a number.

    Parameters
    ----------
    table
        A bundle's table, all as text.
    whole
        The table that holds the rows of the whole, where the layout has a total.
    """
    table = _latest(sexes_known(table), layout)
    table, whole = table[~_gaps(table, layout)], None if whole is None else _latest(whole, layout)
    heads, rows = _rows(table, layout, words)
    parts = [_is_part(kind, table) for kind in _kinds(table, layout)] or [False] * len(rows)
    numbered, number, inside = [], 0, False
    for row, part in zip(rows, parts, strict=True):
        number += not part
        own = _part(row, inside, words) if part else [(str(number), True), *row]
        numbered.append(own)
        inside = part
    if whole is not None and layout.across and len(whole):
        numbered.append(_total(whole, layout, layout.across, heads, words))
    return [_say("serial", words), *heads], numbered


def _latest(table: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    return table[table["year"] == table["year"].max()] if layout.latest_as else table


def _kinds(table: pd.DataFrame, layout: Layout) -> list[str]:
    """Return the kinds of outcome that the rows are of, where they are of any."""
    by = (layout.rows or layout.columns)[0]
    if kind_of(by, table.columns) != "outcome_kinds":
        return []
    return list(
        _in_order(table, [by])[by].unique() if layout.across else _in_order(table, [by])[by]
    )


def _is_part(kind: str, table: pd.DataFrame) -> bool:
    parent = vocabulary.parent_of(kind) if kind in vocabulary.codes("outcome_kinds") else None
    return parent is not None and bool((table["kind"] == parent).any())


def _part(row: Row, inside: bool, words: Words) -> Row:
    (name, number), *cells = row
    told = _say("part_of_these" if inside else "of_these", words, name=name)
    return [("", True), (told, number), *cells]


def _total(whole: pd.DataFrame, layout: Layout, spread: str, heads: list[str], words: Words) -> Row:
    """Return the row of the whole, its cells in the order of the heads."""
    one_row = layout.model_copy(update={"rows": ["_all"]})
    of_whole, (row,) = _across(whole.assign(_all=""), one_row, spread, words)
    told = dict(zip(of_whole, row, strict=True))
    named = [("", True), (_say("all_together", words), False)]
    return [*named, *(told.get(head, ("–", True)) for head in heads[len(layout.rows) :])]


def _rows(table: pd.DataFrame, layout: Layout, words: Words) -> Printed:
    if layout.across:
        return _across(table, layout, layout.across, words)
    columns = [name for name in layout.columns if name in table]
    table = _in_order(table, columns[:2])
    heads = [head(name, words, table.columns) for name in columns]
    rows = [_cells(table, row, columns, words) for row in table.to_dict("records")]
    return heads, rows


def _across(table: pd.DataFrame, layout: Layout, spread: str, words: Words) -> Printed:
    by, then = layout.rows, layout.then
    table = _in_order(table, [*by, spread])
    kind = kind_of(spread, table.columns)
    named = words.of(layout.heads) if layout.heads else "{}"
    values = list(_in_order(table, [spread])[spread].unique())
    heads = [
        *(head(name, words, table.columns) for name in by),
        *(named.format(cell(value, kind, words)) for value in values),
        *(head(name, words, table.columns) for name in then),
    ]
    rows = []
    for _, group in table.groupby(by, sort=False):
        records = {record[spread]: record for record in group.to_dict("records")}
        first = next(iter(records.values()))
        middle = [_filled(table, records.get(value), layout.cell, words) for value in values]
        rows.append(
            [
                *_cells(table, first, by, words),
                *((text, True) for text in middle),
                *_cells(table, first, then, words),
            ]
        )
    return heads, rows


def _in_order(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the table with its categories in their order, the best rating first."""
    places = {name: _places(table[name], kind_of(name, table.columns)) for name in columns}
    return table.iloc[pd.DataFrame(places).sort_values(columns, kind="stable").index]


def _places(values: pd.Series, kind: str) -> list[int]:
    # What has no order of its own stays as the measure gave it.
    order = [*vocabulary.words().get(kind, ()), *values.unique()]
    return [order.index(value) for value in values]


def _cells(
    table: pd.DataFrame, record: dict[str, str], columns: list[str], words: Words
) -> list[tuple[str, bool]]:
    kinds = {name: kind_of(name, table.columns) for name in columns}
    return [(cell(record[name], kinds[name], words), is_number(kinds[name])) for name in columns]


def _filled(table: pd.DataFrame, record: dict[str, str] | None, template: str, words: Words) -> str:
    names = [name for _, name, _, _ in string.Formatter().parse(template) if name]
    if record is None or not any(record[name] for name in names):
        return "–"
    written = {n: cell(record[n], kind_of(n, table.columns), words) for n in names}
    return template.format(**written)


def _say(key: str, words: Words, **values: object) -> str:
    return words.say(TEMPLATES / "texts.yml", key, **values)
