"""All result tables of a review in one Excel workbook; numbers stay numbers, text stays text."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from analysis.charts.draw.style import SIMULATED
from analysis.documents.briefing.report import sources_named
from analysis.documents.packages import repack
from analysis.documents.printable import printable
from analysis.documents.result_tables import TEMPLATES, cell, head, kind_of
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
from analysis.documents.workbook.tables import Kept, Table, printed_once, tables_of
from analysis.results import BundleRecord, read_bundle
from analysis.words import Words

_Bundle = tuple[Kept, BundleRecord]


def write_workbook(
    path: Path,
    title: str,
    runs: Sequence[Kept],
    years: tuple[int, int],
    identifier: str,
    words: Words,
) -> None:
    """Write every result table of the runs, by question, and a sheet of notes.

    A table without rows has no sheet, nor has one whose rows all stand in another of its columns.

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
    tables = tables_of(bundles, words)
    about = _about(bundles, years, identifier, words)
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), SETTINGS) as book:
        # xlsxwriter has no dc:identifier; its comments are the description.
        subject = f"{years[0]}–{years[1]}"
        book.set_properties(
            {"title": printable(title)[:255], "subject": subject, "comments": identifier}
        )
        looks = cell_looks(book)
        printed = printed_once(tables)
        own = [_say("contents", words), _say("notes", words)]
        contents, notes, *names = sheet_names([*own, *(table.sheet for table in printed)])
        places = dict(zip((table.id for table in printed), names, strict=True))
        first = book.add_worksheet(contents)
        below = _write_contents(first, title, about, tables, places, looks, words)
        _link(first, below, notes, notes, looks)
        for name, table in zip(names, printed, strict=True):
            _write_table(book.add_worksheet(name), table, contents, looks, words)
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


def _write_contents(
    sheet: Worksheet,
    title: str,
    about: Mapping[str, str],
    tables: Sequence[Table],
    places: Mapping[str, str],
    looks: Looks,
    words: Words,
) -> int:
    """Write what there is and where, and return the row below it."""
    widths = (78, 60)
    set_widths(sheet, widths)
    write_text(sheet, (0, 0), title, looks["title"])
    row = 2
    for name, value in about.items():
        write_line(sheet, row, (name, value), widths, (looks["strong"], looks["wrapped"]))
        row += 1
    for question, listed in groupby(tables, key=lambda table: table.question):
        heads = (question, _say("rows", words))
        write_line(sheet, row + 1, heads, widths, (looks["head"], looks["head"]))
        row += 2
        for table in listed:
            _link(sheet, row, table.name, places.get(table.home, ""), looks)
            sheet.write_number(row, 1, len(table.rows), looks["whole_left"])
            row += 1
    for_print(sheet)
    return row + 1


def _link(sheet: Worksheet, row: int, text: str, place: str, looks: Looks) -> None:
    """Write words that lead to a sheet, plain ones where there is none."""
    if not place:
        write_text(sheet, (row, 0), text, looks["text"])
        return
    quoted = place.replace("'", "''")
    to = f"internal:'{quoted}'!A1"
    sheet.write_url(row, 0, to, looks["link"], string=printable(text)[:255])


def _write_table(sheet: Worksheet, table: Table, contents: str, looks: Looks, words: Words) -> None:
    named = [name for name in table.rows.columns if name != "_unit"]
    columns = [(_head(name, named, words), kind_of(name, named)) for name in table.rows.columns]
    simulated = "simulated" in {table.shared.get("origin"), *table.rows.get("origin", [])}
    mark = words.say(TEMPLATES / "texts.yml", "simulated") if simulated else ""
    if simulated:
        sheet.set_tab_color(SIMULATED)
    write_text(sheet, (0, 0), table.name, looks["title"])
    told = [
        f"{_head(name, named, words)}: {cell(value, kind_of(name, named), words)}"
        for name, value in table.shared.items()
    ]
    write_text(sheet, (1, 0), ". ".join([mark, *told] if mark else told), looks["plain"])
    _link(sheet, 2, contents, contents, looks)
    write_table(sheet, "", table.rows.to_numpy().tolist(), columns, looks, words, mark, top=3)


def _head(name: str, named: Sequence[str], words: Words) -> str:
    return _say("report_of", words) if name == "_unit" else head(name, words, named)


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
