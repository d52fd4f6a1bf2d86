"""What was understood of a source: each sheet, its headings, its rows, and what was wrong."""

from collections.abc import Hashable

import pandas as pd

_SHEET = ["file", "sheet"]
_MOST_PLACES = 8


def sheets_understood(
    contents: pd.DataFrame, headings: pd.DataFrame, accounts: pd.DataFrame
) -> pd.DataFrame:
    """Return what each sheet was taken for, and what became of its rows.

    Parameters
    ----------
    contents, headings, accounts : DataFrame
        Those of a history.

    Returns
    -------
    DataFrame
        One row per sheet, those first to which somebody has to look (a row is refused, none is
        read, people are of no unit or tier): ``file``, ``sheet``, ``rows`` (that hold anything)
        = ``read`` + ``refused`` + ``skipped``, ``table_kind`` (missing where no table was found),
        ``first_year``, ``last_year``, ``unit`` and ``tier`` (where there is one alone),
        ``units_named`` (how many), ``no_unit`` and ``no_tier`` (people of whom none is stated).
    """
    places = pd.concat([table[_SHEET] for table in (accounts, headings, contents)])
    sheets = places.drop_duplicates().reset_index(drop=True)
    parts = [_kinds(headings), _scope(contents), _rows(accounts)]
    for part in parts:
        sheets = sheets.merge(part, how="left", on=_SHEET)
    whole = ["units_named", "no_unit", "no_tier", "rows", "read", "refused", "skipped"]
    years = ["first_year", "last_year"]
    texts = dict.fromkeys([*_SHEET, "table_kind", "unit", "tier"], "str")
    sheets = sheets.astype(dict.fromkeys([*whole, *years], "Int64") | texts)
    sheets[whole] = sheets[whole].fillna(0)
    told = ["table_kind", *years, "unit", "units_named", "tier", "no_unit", "no_tier"]
    odd = (sheets[["refused", "no_unit", "no_tier"]] > 0).any(axis=1) | sheets["read"].eq(0)
    order = odd.sort_values(ascending=False, kind="stable").index
    return sheets.loc[order, [*_SHEET, *whole[3:], *told]].reset_index(drop=True)


def headings_understood(headings: pd.DataFrame) -> pd.DataFrame:
    """Return which heading was taken for which field, and on how many sheets.

    Parameters
    ----------
    headings : DataFrame
        That of a history.

    Returns
    -------
    DataFrame
        One row per kind of table, heading, field and level: ``table_kind``, ``heading`` (missing
        where it may not be repeated), ``field`` (missing: the column is not used), ``level``,
        ``on_sheets``, ``example`` (file, sheet and cell of the first).
    """
    by = ["table_kind", "heading", "field", "level"]
    told = headings.rename(columns={"kind": "table_kind"}).assign(
        example=headings.apply(_place, axis=1) if len(headings) else ""
    )
    groups = told.groupby(by, dropna=False, sort=False)
    table = groups.agg(on_sheets=("cell", "size"), example=("example", "first")).reset_index()
    types = {**dict.fromkeys([*by, "example"], "str"), "on_sheets": "Int64"}
    return table.astype(types)[[*by, "on_sheets", "example"]]


def alike(headings: pd.DataFrame) -> pd.Series:
    """Return which sheets were understood alike: the same headings taken for the same fields.

    Returns
    -------
    Series
        By file and sheet, the number of its group: 0 for the group of the first sheet, ….
    """
    columns = ["kind", "heading", "field", "level"]
    told = headings[columns].astype("str").fillna("").agg(tuple, axis=1)
    sheets = told.groupby([headings[name] for name in _SHEET], dropna=False, sort=False)
    known: dict[Hashable, int] = {}
    return sheets.agg(frozenset).map(lambda layout: known.setdefault(layout, len(known)))


def problems_by_cause(problems: pd.DataFrame) -> pd.DataFrame:
    """Return the problems met, one row per cause, the most severe and the most frequent first.

    Parameters
    ----------
    problems : DataFrame
        That of a history, in words.

    Returns
    -------
    DataFrame
        ``severity``, ``problems`` (how many), ``files`` (in how many), ``places`` (the first of
        them), ``reason`` and ``remedy`` of the first.
    """
    order = {"error": 0, "warning": 1, "note": 2}
    told = problems.assign(place=problems.apply(_place, axis=1) if len(problems) else "")
    groups = told.groupby(["severity", "cause"], sort=False)
    table = groups.agg(
        problems=("place", "size"),
        files=("file", "nunique"),
        places=("place", _first_places),
        reason=("reason", "first"),
        remedy=("remedy", "first"),
    ).reset_index()
    rank = table["severity"].map(order)
    table = table.assign(rank=rank).sort_values(["rank", "problems"], ascending=[True, False])
    types = {"problems": "Int64", "files": "Int64", "places": "str"}
    columns = ["severity", "problems", "files", "reason", "places", "remedy"]
    return table[columns].astype(types).reset_index(drop=True)


def _kinds(headings: pd.DataFrame) -> pd.DataFrame:
    kinds = headings.groupby(_SHEET, dropna=False)["kind"].agg(
        lambda kinds: kinds.iloc[0] if len(set(kinds)) == 1 else "several"
    )
    return kinds.reset_index(name="table_kind")


def _scope(contents: pd.DataFrame) -> pd.DataFrame:
    people = contents["n"].where(contents["table"] == "evaluations", 0)
    told = contents.assign(
        no_unit=people.where(contents["unit"].isna(), 0),
        no_tier=people.where(contents["tier"].isna(), 0),
    )
    groups = told.groupby(_SHEET, dropna=False)
    return groups.agg(
        first_year=("year", "min"),
        last_year=("year", "max"),
        unit=("unit", _only),
        units_named=("unit", "nunique"),
        no_unit=("no_unit", "sum"),
        tier=("tier", _only),
        no_tier=("no_tier", "sum"),
    ).reset_index()


def _rows(accounts: pd.DataFrame) -> pd.DataFrame:
    what = accounts["account"].where(accounts["account"].isin(["read", "refused"]), "skipped")
    kinds = ["read", "refused", "skipped"]
    counts = accounts.assign(**{kind: accounts["rows"].where(what == kind, 0) for kind in kinds})
    # A table of a CSV file may be on a sheet without a name, or on none.
    table = counts.groupby(_SHEET, dropna=False)[[*kinds, "rows"]].sum()
    return table.reset_index().astype({"sheet": "str"})


def _only(values: pd.Series) -> object:
    known = values.dropna().unique()
    return known[0] if len(known) == 1 else None


def _place(row: pd.Series) -> str:
    return ", ".join(str(row[part]) for part in (*_SHEET, "cell") if pd.notna(row[part]))


def _first_places(places: pd.Series) -> str:
    told = list(dict.fromkeys(filter(None, places)))
    more = len(told) - _MOST_PLACES
    return "; ".join(told[:_MOST_PLACES]) + (f"; … (+{more})" if more > 0 else "")
