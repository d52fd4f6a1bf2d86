"""What the office has answered about one sheet, and its cells as the answers make them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from analysis.sources.words.cells import cell_name
from analysis.sources.words.headers import header_words, year_in
from analysis.sources.words.levels import known_in
from analysis.vocabulary import codes, fold, words
from analysis.words import Words

if TYPE_CHECKING:
    from analysis.sources.files.formulas import Cell
    from analysis.sources.mapping.model import Mapping as Said
    from analysis.sources.mapping.model import Whole
    from analysis.sources.workbook.grid import Sheet

# A row with so many headings is one of a header.
_FEWEST_HEADINGS = 2
# And one with more levels: a row of data has them of years side by side.
_MOST_LEVELS = 2


@dataclass(frozen=True)
class Answers:
    """What holds for all rows of a sheet, and what words of its cells stand for.

    `words` holds, by section, the code for each folded word; `unit`, `tier` and `year` hold where
    the rows themselves say none; `school_year` is ``begins``, ``ends`` or None; `tier_else` holds
    where not even a title says one.
    """

    skip: bool | None = None
    year: int | None = None
    unit: str | None = None
    tier: str | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    school_year: str | None = None
    tier_else: str | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    met: frozenset[str] = frozenset()

    def heading(self, text: str) -> str | None:
        """Return the field that the office says a heading of this file means, or None."""
        return self.headings.get(_key(text))

    def code(self, section: str, word: str) -> str | None:
        """Return the code that the office gives a word of a section, or None."""
        found = self.words.get(section)
        return found.get(_key(word)) if found else None


NO_ANSWERS = Answers()


def answered(
    sheets: "Iterable[Sheet]", said: "Said | None", tier: str | None = None
) -> "list[Sheet]":
    """Return the sheets of a file with what a mapping file, and a review for all files, say."""
    if said is None:
        answers = Answers(tier_else=tier)
        return [replace(each, answers=answers) for each in sheets] if tier else list(sheets)
    headings, cells = _headings(said), _cells(said)
    made = []
    for sheet in sheets:
        named = dict(_named(sheet, headings)) if headings else {}
        given = dict(_given(sheet, cells)) if cells else {}
        rows = [list(row) for row in sheet.rows] if named or given else sheet.rows
        for (row, at), to in {**named, **given}.items():
            rows[row][at] = _heading(to, sheet.texts(row)[at])
        met = frozenset(_key(sheet.texts(row)[at]) for row, at in named)
        answers = answers_for(said, sheet.file, sheet.name, tier)
        made.append(replace(sheet, rows=rows, answers=replace(answers, met=met)))
    return made


def wholes(said: "Said", file: str, sheet: str | None) -> "tuple[Whole, ...]":
    """Return what is said of a sheet, then what is said of its file."""
    of_file = said.files.get(file)
    if of_file is None:
        return ()
    of_sheet = of_file.sheets.get(sheet) if sheet else None
    return (of_sheet, of_file) if of_sheet else (of_file,)


def answers_for(
    said: "Said | None", file: str, sheet: str | None, tier: str | None = None
) -> Answers:
    """Return what is said of a sheet, or of the whole of a file."""
    if said is None:
        return Answers(tier_else=tier)
    told: dict[str, Any] = {}
    for whole in wholes(said, file, sheet):
        for name in ("skip", "year", "unit", "tier"):
            if told.get(name) is None:
                told[name] = getattr(whole, name)
    told |= {"words": _words(said), "headings": _headings(said)}
    return Answers(**told, school_year=said.school_year, tier_else=tier)


def _words(said: "Said") -> dict[str, dict[str, str]]:
    return {
        section: {_key(word): code for word, code in listed.items() if code is not None}
        for section, listed in said.words
    }


def _headings(said: "Said") -> dict[str, str]:
    return {_key(name): to for name, to in said.headings.items() if to is not None}


def _cells(said: "Said") -> dict[str, str]:
    return {name: to for name, to in said.headings.items() if to is not None and ", " in name}


def _named(sheet: "Sheet", headings: dict[str, str]) -> "Iterator[tuple[Cell, str]]":
    """Yield the cells of headers whose text the office explains, with what it means."""
    for row in range(len(sheet.rows)):
        texts = sheet.texts(row)
        named = {at: to for at, told in enumerate(texts) if (to := headings.get(_key(told)))}
        rest = [told for at, told in enumerate(texts) if at not in named]
        if named and _is_header(len(named), rest):
            yield from (((row, at), to) for at, to in named.items())


def _given(sheet: "Sheet", cells: dict[str, str]) -> "Iterator[tuple[Cell, str]]":
    """Yield the cells that the office itself names, with what their columns hold.

    A heading that is merged downwards stands in its uppermost cell.
    """
    over = {
        (row, at): top
        for (top, left), (bottom, right) in sheet.merges
        for row in range(top, bottom + 1)
        for at in range(left, right + 1)
    }
    for row, texts in enumerate(map(sheet.texts, range(len(sheet.rows)))):
        for at in range(len(texts)):
            if to := cells.get(f"{sheet.file}, {sheet.name}, {cell_name(row, at)}"):
                yield (over.get((row, at), row), at), to


def _key(text: str) -> str:
    return fold(text) or text


def _is_header(named: int, rest: list[str]) -> bool:
    # A row of data holds a level, "Nữ", and perhaps a name that is a heading elsewhere.
    known = known_in(rest) - {"female", "male"}
    levels = known & {"not_rated", *codes("ratings")}
    return named + len(known - levels) >= _FEWEST_HEADINGS or len(levels) > _MOST_LEVELS


def _heading(to: str, told: str) -> str:
    # "KQ 2013" beside "KQ 2014": years stand side by side.
    year = year_in(told)
    return f"{_known(to)} năm {year}" if year else _known(to)


@cache
def _known(to: str) -> str:
    """Return a known heading of a field, of what is not used, or of a rating."""
    fields: dict[str, list[str]] = header_words()["fields"]
    if to in fields:
        return fields[to][0]
    return str(words()["not_rated"][0]) if to == "not_rated" else Words("vi").label("ratings", to)
