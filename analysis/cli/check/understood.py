"""What each sheet was taken for, printed: sheets that were understood alike stand together."""

from collections.abc import Iterator

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from analysis.cli.check.asked import Asked, say
from analysis.documents.result_tables import head
from analysis.measures.lists.understood import alike
from analysis.vocabulary import fold
from analysis.words import Words

# Of one layout and year more sheets, with nothing odd about them, stand in one line.
_MOST_SHEETS = 6
_MOST_NAMED = 3
# Of the rows of one account; the table of accounts has all of them.
_MOST_SPANS = 4
_NUMBERS = ("rows", "read", "refused", "skipped")
# Where these rows stand says nothing that anybody has to look at.
_PLAIN = ("title", "header", "foot")
_SHEET = ["file", "sheet"]


def print_understood(asked: Asked, console: Console) -> None:
    """Print a table for each layout: its sheets with their rows, then its headings."""
    sheets = asked.sheets.merge(asked.skips, how="left", on=_SHEET)
    layouts = alike(asked.history.headings).rename("layout").reset_index()
    sheets = sheets.merge(layouts, how="left", on=_SHEET)
    for layout, group in sheets.groupby("layout", dropna=False, sort=False):
        _print_layout(group, layout, asked, console)


def _print_layout(group: pd.DataFrame, layout: object, asked: Asked, console: Console) -> None:
    kind = group["table_kind"].iloc[0]
    named = asked.say("no_table") if pd.isna(kind) else asked.words.label("table_kinds", kind)
    variant = "one" if len(group) == 1 else "several"
    title = asked.say(f"alike.{variant}", kind=named, n=asked.number(len(group)))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    console.print(Text(title, style="bold"))
    table.add_column(asked.say("where"), overflow="fold", ratio=1)
    for name in _NUMBERS:
        table.add_column(_short(name, asked.words), justify="right")
    for told, numbers in _lines(group, asked):
        table.add_row(told, *numbers)
    if len(group) > 1:
        sums = [asked.number(group[name].sum()) for name in _NUMBERS]
        table.add_section()
        table.add_row(asked.say("sum"), *sums)
    console.print(table)
    _print_headings(group.iloc[0], asked, console)


def _short(name: str, words: Words) -> str:
    # The reasons stand beside; the head need not say that they were by design.
    return head(name, words).partition(" có chủ")[0].partition(" by design")[0]


def _lines(group: pd.DataFrame, asked: Asked) -> Iterator[tuple[Group, list[str]]]:
    """Yield what is told of each sheet, and its numbers; sheets with nothing odd as one."""
    odd = (group[["refused", "no_unit", "no_tier"]] > 0).any(axis=1) | group["read"].eq(0)
    for _, row in group[odd].iterrows():
        yield _line(row, asked)
    by = ["first_year", "last_year", "tier"]
    for _, part in group[~odd].groupby(by, dropna=False, sort=False):
        if len(part) <= _MOST_SHEETS:
            yield from (_line(row, asked) for _, row in part.iterrows())
        else:
            yield _together(part, asked)


def _line(row: pd.Series, asked: Asked) -> tuple[Group, list[str]]:
    details = [Text(" · ".join(_scope(row, asked)))]
    for key, name in (("refused_rows", "refused_at"), ("skipped_as", "skipped_as")):
        if isinstance(row[name], str):
            said = asked.say(key, places=row[name], what=row[name])
            details.append(Text(said, style="bold red" if key == "refused_rows" else "dim"))
    told = _indented(_place(row), details)
    return told, [asked.number(row[name]) for name in _NUMBERS]


def _together(part: pd.DataFrame, asked: Asked) -> tuple[Group, list[str]]:
    files = list(dict.fromkeys(part["file"]))
    names = [*files[:_MOST_NAMED], *["…"] * (len(files) > _MOST_NAMED)]
    said = asked.say("alike_sheets", n=asked.number(len(part)), names=", ".join(names))
    units = part["unit"].nunique() or part["units_named"].max()
    row = part.iloc[0].copy()
    row["unit"], row["units_named"] = None, units
    told = _indented(said, [Text(" · ".join(_scope(row, asked)))])
    return told, [asked.number(part[name].sum()) for name in _NUMBERS]


def _indented(head: str, details: list[Text]) -> Group:
    return Group(Text(head), *(Padding(each, (0, 0, 0, 2)) for each in details))


def _place(row: pd.Series) -> str:
    return " › ".join(str(row[name]) for name in _SHEET if pd.notna(row[name]) and row[name])


def _scope(row: pd.Series, asked: Asked) -> Iterator[str]:
    years = {int(row[name]) for name in ("first_year", "last_year") if pd.notna(row[name])}
    yield "–".join(map(str, sorted(years))) or asked.say("no_year")
    if pd.notna(row["unit"]):
        yield str(row["unit"])
    elif row["units_named"]:
        yield asked.say("units_named", n=asked.number(row["units_named"]))
    if pd.notna(row["tier"]):
        yield asked.words.label("tiers", row["tier"])
    for name in ("no_unit", "no_tier"):
        if row[name]:
            yield asked.say(name, n=asked.number(row[name]))


def _print_headings(sheet: pd.Series, asked: Asked, console: Console) -> None:
    told = asked.history.headings
    same = told["sheet"].isna() if pd.isna(sheet["sheet"]) else told["sheet"] == sheet["sheet"]
    told = told[(told["file"] == sheet["file"]) & same]
    used, unused = told[told["field"].notna()], told[told["field"].isna()]
    for key, part in (("columns", used), ("unused", unused)):
        if len(part):
            names = "; ".join(_heading(row, asked.words) for _, row in part.iterrows())
            line = Text(f"  {asked.say(key)} ", style="bold")
            console.print(line.append(names, style="not bold"))


def _heading(row: pd.Series, words: Words) -> str:
    letter = "".join(sign for sign in str(row["cell"]) if sign.isalpha())
    column = say("a_column", words, letter=letter)
    name = column if pd.isna(row["heading"]) else str(row["heading"])
    if pd.isna(row["field"]):
        return name if name == column else f"{name} ({letter})"
    field = words.label("fields", row["field"])
    if pd.notna(row["level"]):
        level = words.label("ratings", row["level"], short=True)
        field = level if row["field"] == "rating_mark" else f"{field} {level}"
    return name if fold(name) == fold(field) else f"{name} → {field}"


def skips(accounts: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return for what the rows of each sheet were skipped, and where those refused stand.

    Returns
    -------
    DataFrame
        ``file``, ``sheet``, ``skipped_as`` and ``refused_at``, missing where there are none.
    """
    rows = []
    for (file, sheet), part in accounts.groupby(_SHEET, dropna=False, sort=False):
        by = {row["account"]: row for row in part.to_dict("records")}
        refused = by.pop("refused", None)
        by.pop("read", None)
        told = "; ".join(_skip(row, words) for row in by.values())
        at = _first(refused["places"]) if refused else None
        rows.append({"file": file, "sheet": sheet, "skipped_as": told or None, "refused_at": at})
    names = [*_SHEET, "skipped_as", "refused_at"]
    return pd.DataFrame(rows, columns=names).astype("str")


def _skip(row: dict, words: Words) -> str:
    name = words.label("accounts", row["account"]).lower()
    told = f"{name} {words.number(row['rows'])}"
    return told if row["account"] in _PLAIN else f"{told} ({_first(row['places'])})"


def _first(places: str) -> str:
    told = places.split(", ")
    return places if len(told) <= _MOST_SPANS else ", ".join([*told[:_MOST_SPANS], "…"])
