"""Result tables in a notebook: with their headings and percentages, and pandas underneath."""

import html
import warnings
from typing import Any

import pandas as pd

from analysis import spoken
from analysis.documents.result_tables import in_words
from analysis.exploring.words import say
from analysis.formats.csv_tables import as_text
from analysis.words import Words

# A notebook shows the beginning of a table; the whole is in its file.
_FIRST_ROWS = 10
# A result table says of whom it is; records and other tables are shown as pandas shows them.
_MARK = "of"
_LOOK = "text-align:{side};padding:.2em .6em;white-space:nowrap"


def show_result_tables(shell: Any) -> None:
    """Have a notebook show result tables in words; every other table as before.

    Parameters
    ----------
    shell
        The IPython of the notebook.
    """
    shown = shell.display_formatter.formatters["text/html"]
    shown.for_type(pd.DataFrame, _told)


def told(table: pd.DataFrame, words: Words | None = None) -> str:
    """Return a result table as HTML, as a page of a review shows it.

    Parameters
    ----------
    table
        As a measure gave it.
    words
        That of whoever sits at this machine by default.
    """
    shown = in_words(as_text(table), words or Words(spoken.of_user()))
    heads = "".join(_cell("th", *each) for each in zip(shown.heads, shown.numeric, strict=True))
    rows = "".join(
        f"<tr>{''.join(_cell('td', *each) for each in zip(row, shown.numeric, strict=True))}</tr>"
        for row in shown.cells
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def told_in_short(table: pd.DataFrame, words: Words, place: str) -> str:
    """Return the first rows of a table as `told` does, and where there are more, in which file."""
    shown = told(table.head(_FIRST_ROWS), words)
    if len(table) <= _FIRST_ROWS:
        return shown
    numbers = {"n": _FIRST_ROWS, "total": words.number(len(table))}
    return f"{shown}<p>{say('first_rows', words, place=place, **numbers)}</p>"


def sortable(table: pd.DataFrame, words: Words) -> str:
    """Return a result table as HTML that is sorted and searched in the browser (DataTables).

    A percentage is sorted by its number, a rating by its place: by hidden columns beside those
    that are shown. It needs `library` once in the page, and nothing from elsewhere.
    """
    from itables import to_html_datatable

    told_once = table.drop(columns=_MARK, errors="ignore")
    shown = in_words(as_text(told_once), words)
    frame = pd.DataFrame(shown.cells, columns=range(len(shown.heads)), dtype=str)
    keys = {at: _order(told_once[name]) for at, name in enumerate(told_once.columns)}
    ranked = {at: key for at, key in keys.items() if key is not None}
    hidden = pd.DataFrame({f"key {at}": key[: len(frame)] for at, key in ranked.items()})
    number = len(shown.heads)
    sorted_by = [{"targets": at, "orderData": number + n} for n, at in enumerate(ranked)]
    named = pd.concat([frame.set_axis(shown.heads, axis="columns"), hidden], axis="columns")
    right = [at for at, numeric in enumerate(shown.numeric) if numeric]
    left = [at for at, numeric in enumerate(shown.numeric) if not numeric]
    options: dict[str, Any] = {
        **{"connected": False, "showIndex": False, "order": [], "maxBytes": 0},
        **{"display_logo_when_loading": False, "lengthMenu": [10, 25, 100]},
        "columnDefs": [
            *sorted_by,
            {"targets": list(range(number, number + len(ranked))), "visible": False},
            {"targets": right, "className": "dt-right"},
            {"targets": left, "className": "dt-left"},
        ],
        "language": _words_of_table(words),
    }
    with warnings.catch_warnings():
        # DataTables takes words of buttons within words; itables knows of words alone.
        warnings.simplefilter("ignore", SyntaxWarning)
        return str(to_html_datatable(named, **options))


def library() -> str:
    """Return the HTML that brings DataTables into a page, from what is installed."""
    from itables.javascript import generate_init_offline_itables_html
    from itables.options import dt_bundle

    return str(generate_init_offline_itables_html(dt_bundle))


def _told(table: pd.DataFrame) -> str | None:
    if _MARK in table.columns and table.columns.is_unique:
        return told(table)
    return str(table._repr_html_())


def _cell(tag: str, text: str, numeric: bool) -> str:
    look = _LOOK.format(side="right" if numeric else "left")
    return f'<{tag} style="{look}">{html.escape(text)}</{tag}>'


def _order(column: pd.Series) -> list[float] | None:
    """Return numbers that have the order of a column; None where its texts have it."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return [float(code) for code in column.cat.codes]
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return [-1e300 if pd.isna(v) else float(v) for v in pd.to_numeric(column).tolist()]
    return None


def _words_of_table(words: Words) -> dict[str, Any]:
    pages = {name: say(f"pages.{name}", words) for name in ("first", "previous", "next", "last")}
    sorts = ("orderable", "orderableReverse", "orderableRemove")
    return {
        # What stands on buttons, and what is read out of them and of the heads.
        "paginate": pages,
        "aria": {"paginate": pages, **{name: f": {say(f'sort.{name}', words)}" for name in sorts}},
        "search": say("search", words),
        "info": say("rows", words),
        "infoEmpty": say("no_rows", words),
        "zeroRecords": say("no_rows", words),
        "emptyTable": say("no_rows", words),
        "lengthMenu": say("page_length", words),
    }
