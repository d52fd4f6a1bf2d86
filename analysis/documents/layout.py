"""A result table as a printed page takes it: chosen columns, or one category across."""

import string

import pandas as pd

from analysis import vocabulary
from analysis.documents.cards import Layout
from analysis.documents.result_tables import cell, head, is_number, kind_of
from analysis.words import Words

Printed = tuple[list[str], list[list[tuple[str, bool]]]]


def nothing_told(table: pd.DataFrame, layout: Layout) -> bool:
    """Return whether a table has no row, or none of which is known what it is of."""
    by = [*layout.rows, layout.across] if layout.across else layout.columns[:1]
    return any(bool((table[name] == "").all()) for name in by)


def laid_out(table: pd.DataFrame, layout: Layout, words: Words) -> Printed:
    """Return heads and rows of a table, each cell with whether it is a number.

    Parameters
    ----------
    table
        A bundle's table, all as text.
    """
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
    named = layout.heads[words.language] if layout.heads else "{}"
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
