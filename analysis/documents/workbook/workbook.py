"""All result tables of a review in one Excel workbook; numbers stay numbers, text stays text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from analysis.charts.draw.style import SIMULATED
from analysis.documents.briefing.report import sources_named
from analysis.documents.packages import repack
from analysis.documents.printable import printable
from analysis.documents.result_tables import TEMPLATES, head, kind_of, table_name
from analysis.documents.sheets import (
    SETTINGS,
    Looks,
    cell_looks,
    for_print,
    set_widths,
    sheet_names,
    write_line,
    write_table,
    write_text,
)
from analysis.formats.csv_tables import read_table
from analysis.results import BundleRecord, read_bundle
from analysis.words import Words


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
    words: Words,
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
    tables = _tables(bundles, words)
    about = _about(bundles, years, identifier, words)
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), SETTINGS) as book:
        # xlsxwriter has no dc:identifier; its comments are the description.
        subject = f"{years[0]}–{years[1]}"
        book.set_properties(
            {"title": printable(title)[:255], "subject": subject, "comments": identifier}
        )
        looks = cell_looks(book)
        own = [_say("contents", words), _say("notes", words)]
        contents, notes, *names = sheet_names([*own, *(table.name for table in tables)])
        _write_contents(book.add_worksheet(contents), title, about, tables, names, looks, words)
        for name, table in zip(names, tables, strict=True):
            _write_table(book.add_worksheet(name), table, looks, words)
        _write_notes(book.add_worksheet(notes), bundles, looks, words)
    repack(path)


def _about(
    bundles: Sequence[_Bundle], years: tuple[int, int], identifier: str, words: Words
) -> dict[str, str]:
    texts = TEMPLATES / "texts.yml"
    origins = sorted({origin for _, bundle in bundles for origin in bundle["origin"]})
    warning = words.say(TEMPLATES / "briefing.yml", "simulated_why")
    mark = words.say(texts, "simulated")
    told = {
        "period": f"{years[0]}–{years[1]}",
        "source": sources_named(origins, words),
        "warning": f"{mark}. {warning}" if "simulated" in origins else "",
        "review": identifier,
    }
    return {words.say(texts, f"about.{key}"): text for key, text in told.items() if text}


@dataclass(frozen=True)
class _Table:
    id: str
    name: str
    rows: pd.DataFrame


def _tables(bundles: Sequence[_Bundle], words: Words) -> list[_Table]:
    parts: dict[str, list[pd.DataFrame]] = {}
    titles: dict[str, str] = {}
    for run, bundle in bundles:
        titles.update({chart["table"]: chart["title"] for chart in bundle["charts"]})
        for kept in bundle["tables"]:
            rows = read_table(run.folder / kept["csv"])
            rows.insert(0, "_unit", run.unit)
            known = parts.setdefault(kept["id"], [])
            if not any(rows.equals(other) for other in known):
                known.append(rows)
    return [
        _Table(id, table_name(id, titles.get(id), words), pd.concat(each).fillna(""))
        for id, each in parts.items()
    ]


def _write_contents(
    sheet: Worksheet,
    title: str,
    about: Mapping[str, str],
    tables: Sequence[_Table],
    names: Sequence[str],
    looks: Looks,
    words: Words,
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
        write_text(sheet, (row, at), _say(key, words), looks["head"])
    for name, table in zip(names, tables, strict=True):
        row += 1
        place = name.replace("'", "''")
        to = f"internal:'{place}'!A1"
        sheet.write_url(row, 0, to, looks["link"], string=printable(table.name)[:255])
        sheet.write_number(row, 1, len(table.rows), looks["whole_left"])
    for_print(sheet)


def _write_table(sheet: Worksheet, table: _Table, looks: Looks, words: Words) -> None:
    named = [name for name in table.rows.columns if name != "_unit"]
    columns = [(head("unit", words), "text")]
    columns += [(head(name, words, named), kind_of(name, named)) for name in named]
    rows = table.rows[["_unit", *named]].to_numpy().tolist()
    mark = ""
    if (table.rows.get("origin", pd.Series()) == "simulated").any():
        mark = words.say(TEMPLATES / "texts.yml", "simulated")
        sheet.set_tab_color(SIMULATED)
    write_table(sheet, table.name, rows, columns, looks, words, mark)


def _write_notes(sheet: Worksheet, bundles: Sequence[_Bundle], looks: Looks, words: Words) -> None:
    heads = ("unit", "question", "chart", "reading", "source")
    widths = (24, 40, 60, 60, 60)
    set_widths(sheet, widths)
    for at, key in enumerate(heads):
        write_text(sheet, (0, at), _say(key, words), looks["head"])
    rows = ((run, chart) for run, bundle in bundles for chart in bundle["charts"])
    for row, (run, chart) in enumerate(rows, 1):
        told = (run.unit, run.question, chart["caption"], chart["alt"], chart["source_note"])
        write_line(sheet, row, told, widths, [looks["wrapped"]] * len(told))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    for_print(sheet)


def _say(key: str, words: Words) -> str:
    return words.say(TEMPLATES / "texts.yml", f"workbook.{key}")
