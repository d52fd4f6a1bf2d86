"""All result tables of a review in one Excel workbook; numbers stay numbers, text stays text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from analysis import wording
from analysis.briefing.packages import repack
from analysis.briefing.printable import printable
from analysis.briefing.report import sources_named
from analysis.briefing.result_tables import TEMPLATES, columns_in, head, kind_of, table_name
from analysis.briefing.sheets import (
    Looks,
    cell_looks,
    for_print,
    head_width,
    set_widths,
    sheet_names,
    write_cell,
    write_line,
    write_text,
)
from analysis.bundle import BundleRecord, read_bundle
from analysis.charts.style import SIMULATED

_WIDEST = 48
# Excel takes no formula, link or number from text then.
_SETTINGS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Kept:
    """A finished run: its unit as it is called, its notebook's question, its bundle."""

    unit: str
    question: str
    folder: Path


_Bundle = tuple[Kept, BundleRecord]


def write_workbook(
    path: Path,
    title: str,
    runs: Sequence[Kept],
    years: tuple[int, int],
    identifier: str,
    language: str,
) -> None:
    """Write every result table of the runs, a sheet for each, and a sheet of notes.

    Parameters
    ----------
    path
        The ``.xlsx`` file to write.
    title, years
        Of the review.
    runs
        Finished runs of one language. The same table of several units stands in one sheet, each
        row with its unit; where notebooks share a table of a unit it is there once.
    identifier
        ``cadre-review:<review>:<fingerprint>``, which stands in the workbook's properties.
    """
    bundles = [(run, read_bundle(run.folder)) for run in runs]
    tables = _tables(bundles, language)
    about = _about(bundles, years, identifier, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), _SETTINGS) as book:
        # xlsxwriter has no dc:identifier; its comments are the description.
        subject = f"{years[0]}–{years[1]}"
        book.set_properties(
            {"title": printable(title)[:255], "subject": subject, "comments": identifier}
        )
        looks = cell_looks(book)
        own = [_say("contents", language), _say("notes", language)]
        contents, notes, *names = sheet_names([*own, *(table.name for table in tables)])
        _write_contents(book.add_worksheet(contents), title, about, tables, names, looks, language)
        for name, table in zip(names, tables, strict=True):
            _write_table(book.add_worksheet(name), table, looks, language)
        _write_notes(book.add_worksheet(notes), bundles, looks, language)
    repack(path)


def _about(
    bundles: Sequence[_Bundle], years: tuple[int, int], identifier: str, language: str
) -> dict[str, str]:
    texts = TEMPLATES / "texts.yml"
    origins = sorted({origin for _, bundle in bundles for origin in bundle["origin"]})
    warning = wording.say(TEMPLATES / "briefing.yml", "simulated_why", language)
    mark = wording.say(texts, "simulated", language)
    told = {
        "period": f"{years[0]}–{years[1]}",
        "source": sources_named(origins, language),
        "warning": f"{mark}. {warning}" if "simulated" in origins else "",
        "review": identifier,
    }
    return {
        wording.say(texts, f"about.{key}", language): text for key, text in told.items() if text
    }


@dataclass(frozen=True)
class _Table:
    id: str
    name: str
    rows: pd.DataFrame


def _tables(bundles: Sequence[_Bundle], language: str) -> list[_Table]:
    parts: dict[str, list[pd.DataFrame]] = {}
    titles: dict[str, str] = {}
    for run, bundle in bundles:
        titles.update({chart["table"]: chart["title"] for chart in bundle["charts"]})
        for kept in bundle["tables"]:
            # All as text: a unit that is called 007 stays 007.
            rows = pd.read_csv(run.folder / kept["csv"], dtype=str, keep_default_na=False)
            rows.insert(0, "_unit", run.unit)
            known = parts.setdefault(kept["id"], [])
            if not any(rows.equals(other) for other in known):
                known.append(rows)
    return [
        _Table(id, table_name(id, titles.get(id), language), pd.concat(each).fillna(""))
        for id, each in parts.items()
    ]


def _write_contents(
    sheet: Worksheet,
    title: str,
    about: Mapping[str, str],
    tables: Sequence[_Table],
    names: Sequence[str],
    looks: Looks,
    language: str,
) -> None:
    widths = (60, 70)
    set_widths(sheet, widths)
    write_text(sheet, (0, 0), title, looks["title"])
    row = 2
    for name, value in about.items():
        write_line(sheet, row, (name, value), widths, (looks["strong"], looks["wrapped"]))
        row += 1
    row += 1
    for at, key in enumerate(("tables", "rows")):
        write_text(sheet, (row, at), _say(key, language), looks["head"])
    for name, table in zip(names, tables, strict=True):
        row += 1
        place = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{place}'!A1", string=printable(table.name)[:255])
        sheet.write_number(row, 1, len(table.rows), looks["whole_left"])
    for_print(sheet)


def _write_table(sheet: Worksheet, table: _Table, looks: Looks, language: str) -> None:
    named = [name for name in table.rows.columns if name != "_unit"]
    columns = columns_in(named, language)
    kinds = [kind_of(name, named) for name in columns]
    heads = [head("unit", language), *(head(name, language, named) for name in columns)]
    widths = [head_width(text) for text in heads]
    for row, record in enumerate(table.rows.to_dict("records"), 1):
        write_text(sheet, (row, 0), record["_unit"], looks["text"])
        widths[0] = max(widths[0], len(record["_unit"]))
        for at, (name, kind) in enumerate(zip(columns, kinds, strict=True), 1):
            shown = write_cell(sheet, (row, at), record[name], kind, looks, language)
            widths[at] = max(widths[at], len(shown))
    widths = [min(width, _WIDEST) + 2 for width in widths]
    set_widths(sheet, widths)
    write_line(sheet, 0, heads, widths, [looks["head"]] * len(heads))
    mark = ""
    if (table.rows.get("origin", pd.Series()) == "simulated").any():
        mark = wording.say(TEMPLATES / "texts.yml", "simulated", language)
        sheet.set_tab_color(SIMULATED)
    for_print(sheet, table.name, mark)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(columns))
    sheet.repeat_rows(0)


def _write_notes(sheet: Worksheet, bundles: Sequence[_Bundle], looks: Looks, language: str) -> None:
    heads = ("unit", "question", "chart", "reading", "source")
    widths = (24, 40, 60, 60, 60)
    set_widths(sheet, widths)
    for at, key in enumerate(heads):
        write_text(sheet, (0, at), _say(key, language), looks["head"])
    rows = ((run, chart) for run, bundle in bundles for chart in bundle["charts"])
    for row, (run, chart) in enumerate(rows, 1):
        told = (run.unit, run.question, chart["caption"], chart["alt"], chart["source_note"])
        write_line(sheet, row, told, widths, [looks["wrapped"]] * len(told))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    for_print(sheet)


def _say(key: str, language: str) -> str:
    return wording.say(TEMPLATES / "texts.yml", f"workbook.{key}", language)
