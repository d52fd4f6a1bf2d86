"""What a sheet says of all its rows: year, tier, origin; and the records' common columns."""

import re
import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.utils import get_column_letter

from analysis.sources.mapping.asks import ASKED_WORDS, Ask, asking, nearest_in, of_word
from analysis.sources.problems import place_of, problem
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Line
from analysis.sources.tables.layout import Table
from analysis.sources.words.cells import cell_name, whole_number
from analysis.sources.words.head_words import is_part_of_unit
from analysis.sources.words.headers import Header, Part, folded
from analysis.sources.words.persons import without_accents
from analysis.sources.words.quoting import accepted, name_of, quoted
from analysis.sources.words.tier_words import tier_in
from analysis.sources.workbook.grid import Sheet
from analysis.sources.workbook.school_years import (
    SUGGESTED,
    counts_for,
    school_year_of,
    years_meant,
)
from analysis.sources.workbook.titles import only_tier, years_of
from analysis.sources.workbook.unit_titles import unit_named, unit_perhaps
from analysis.vocabulary import code_of, fold, wordings

_YEARS_OF_A_LIST = 25
_SPEAKS_OF_POST = re.compile(r"chức (?:vụ|danh)", re.IGNORECASE)


@dataclass(frozen=True)
class Context:
    """A sheet being read: its header, titles, tier, origin, the years named, key and legend.

    `school_years` are the years in which those begin of which nobody has said when they count;
    `part` is the class, tier or rank of the columns read, where several stand side by side;
    `unit_perhaps` a unit that nothing surely names.
    """

    sheet: Sheet
    header: Header
    titles: tuple[str, ...]
    tier: str | None
    years: tuple[int, ...]
    origin: str
    key: bytes
    unit: str | None = None
    table: Table | None = None
    legend: Mapping[str, str] = field(default_factory=dict)
    school_years: tuple[int, ...] = ()
    part: Part | None = None
    unit_perhaps: str | None = None

    @cached_property
    def of_schools(self) -> bool:
        """Whether titles, headings, or the name of sheet or file, say that units are schools."""
        heads = (column.header for column in self.header.columns)
        told = (*self.titles, *self.table_titles, *heads, self.sheet.name, self.sheet.file)
        plain = f" {' '.join(without_accents(fold(each)) for each in told)} "
        return any(f" {without_accents(word)} " in plain for word in folded("words_of_schools"))

    @cached_property
    def posts_behind_names(self) -> bool:
        """Whether the heading of the names speaks of posts: both stand in one cell."""
        return any(_SPEAKS_OF_POST.search(each.header) for each in self.header.of("name"))

    @property
    def table_titles(self) -> tuple[str, ...]:
        """The table's own titles, where it has any, else the sheet's."""
        own = self.table.titles if self.table else ()
        return own or self.titles

    def problem(
        self, severity: str, key: str, row: int, at: int | None, **values: object
    ) -> Record:
        """Return a problem at a cell of this sheet."""
        place = cell_name(row, at or 0)
        return problem(severity, key, self.sheet.file, self.sheet.name, place, **values)

    def heading(self, at: int | None) -> str:
        """Return what the office calls a column, or its letter."""
        names = (name_of(column) for column in self.header.columns if column.index == at)
        return next(names, get_column_letter((at or 0) + 1))

    def place(self, row: int, column: int | None = None) -> Record:
        """Return the place of a record in this sheet."""
        cell = cell_name(row, column or 0)
        return {"file": self.sheet.file, "sheet": self.sheet.name, "cell": cell}


def context_of(sheet: Sheet, table: Table, simulated: bool, key: bytes) -> Context:
    """Return what a table's titles, or else the sheet's, say of all its rows."""
    own, sheets = table.titles, table.sheet_titles
    named = (value for row in _header_rows(table.header) for value in sheet.texts(row))
    said = sheet.answers
    years, school_years = years_meant(years_of, [*own, *named], sheets, sheet)
    return Context(
        sheet,
        table.header,
        tuple(dict.fromkeys((*own, *sheets))),
        said.tier or only_tier(own) or only_tier((*sheets, sheet.name)) or said.tier_else,
        (said.year,) if said.year else years,
        "simulated" if simulated else "recorded",
        key,
        said.unit or unit_named(table, sheet),
        table,
        school_years=school_years,
        unit_perhaps=unit_perhaps(table, sheet),
    )


def year_of(line: Line, context: Context, reading: Reading) -> int | None:
    """Return the year of a row, from its column or else the sheet; a missing one is a problem."""
    column = context.header.index("year")
    if written := line.text(column):
        if begun := school_year_of(written):
            return _counted_for(begun, line.row, column, context, reading)
        return number(line, column, context, reading)
    if line.year is not None:
        return line.year
    if len(context.years) == 1:
        return context.years[0]
    place = context.header.index("date") if column is None else column
    reading.problems.append(context.problem("error", "missing_year", line.row, place))
    return None


def _counted_for(
    begun: int, row: int, column: int | None, context: Context, reading: Reading
) -> int | None:
    """Return the year for which a school year of a column counts; one problem asks for a sheet."""
    year = counts_for(begun, context.sheet.answers.school_year)
    found = context.problem("error", "school_year", row, column, begun=begun, ended=begun + 1)
    asked = [(each["cause"], each["named"]) for each in reading.problems]
    if year is None and (found["cause"], found["named"]) not in asked:
        ask = Ask(("school_year",), "school_year", SUGGESTED)
        reading.problems.append(asking(found, ask))
    return year


def number(line: Line, column: int | None, context: Context, reading: Reading) -> int | None:
    """Return a whole number of a row; another value is an error and gives None."""
    try:
        return whole_number(line.cells[column]) if column is not None else None
    except ValueError:
        told = context.heading(column)
        found = context.problem("error", "not_a_whole_number", line.row, column, column=told)
        reading.problems.append(found)
        return None


def unit_of(line: Line, context: Context) -> Record:
    """Return what names the unit of a row: its column, its group, or its table's or sheet's name.

    `unit_cell` is the cell; `unit_headed` says that it heads a group. Whether it is a unit at all
    is known when the whole source is read (see `free_words`).
    """
    column = context.header.index("unit")
    if column is not None and line.text(column):
        cell = cell_name(line.row, column)
        return {"unit": line.text(column), "unit_cell": cell, "of_schools": context.of_schools}
    if context.unit is not None and (line.unit is None or is_part_of_unit(line.unit)):
        return {"unit": context.unit, "unit_cell": cell_name(context.header.first, 0)}
    with_post = context.header.index("post_and_unit")
    if line.unit is None and with_post is not None:
        return {"unit": None, "unit_cell": cell_name(line.row, with_post)}
    headed: Record = {"unit_headed": True, "of_schools": context.of_schools}
    headed |= {"unit_perhaps": context.unit_perhaps} if line.unit is None else {}
    return {"unit": line.unit, "unit_cell": line.unit_cell, **headed}


def tier_of(line: Line, context: Context, reading: Reading) -> str | None:
    """Return the tier of a row: its column, else its group, else the title or sheet name."""
    column = context.header.index("tier")
    word = line.text(column)
    if context.part and context.part[0] == "tier":
        return context.part[1]
    if not word:
        return line.tier or context.tier
    tier = context.sheet.answers.code("tiers", word) or code_of("tiers", word) or tier_in(word)
    if tier is None:
        reading.problems.append(unknown_word("tiers", line, column, context))
    return tier


def word_code(
    section: str, field: str, line: Line, context: Context, reading: Reading
) -> str | None:
    """Return the vocabulary code of a cell's word; an unknown one is a warning, and missing."""
    column = context.header.index(field)
    word = line.text(column)
    code = (context.sheet.answers.code(section, word) or code_of(section, word)) if word else None
    if word and code is None:
        reading.problems.append(unknown_word(section, line, column, context))
    return code


def unknown_word(section: str, line: Line, column: int | None, context: Context) -> Record:
    """Return the problem of a word that a section of the vocabulary does not know."""
    header = context.heading(column)
    written = line.text(column)
    word = quoted(written, wordings(section))
    asked = section in ASKED_WORDS
    key = "unknown_word" if asked else "unlisted_word"
    told = {"word": word, "column": header, **accepted(section)}
    found = context.problem("warning", key, line.row, column, **told)
    return asking(found, of_word(section, written, nearest_in(section, written)) if asked else None)


def implausible_dates(records: list[Record], field: str, context: Context) -> list[Record]:
    """Return the problems of records far from the middle of their list, which loses them.

    A birth date in the column of dates is one.
    """
    years = [int(str(record[field])[:4]) for record in records]
    middle = statistics.median(years) if len(years) > 2 else None
    far = [
        record
        for record, year in zip(records, years, strict=True)
        if middle is not None and abs(year - middle) > _YEARS_OF_A_LIST
    ]
    records[:] = [record for record in records if record not in far]
    bound = _YEARS_OF_A_LIST
    return [problem("error", "implausible_date", *place_of(each), years=bound) for each in far]


def is_marked(value: str) -> bool:
    """Say whether a cell is marked; a plain *không* is not."""
    return bool(value) and (fold(value) or value) not in folded("no_words")


def _header_rows(header: Header) -> range:
    return range(header.first, header.last + 1)
