"""What titles say of a table: its year, its unit, its tier; else the names of sheet and file."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import PurePath

from analysis.sources.rows.row_kinds import NUMERAL_AND_NAME, unit_stated
from analysis.sources.tables.layout import Table
from analysis.sources.words.cells import text
from analysis.sources.words.headers import folded
from analysis.sources.words.persons import begins
from analysis.sources.words.tier_words import tier_in
from analysis.sources.workbook.grid import Sheet
from analysis.vocabulary import fold

# "năm 2014, 2015" and "năm 2014 - 2015" name two.
_NAMED_YEARS = re.compile(
    r"\bnăm\s*:?\s*(\d{4}\b(?:\s*(?:[,;&+/–—-]|và|đến)\s*(?:năm\s+)?(?:19|20)\d{2}\b)*)",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
# No part of a date, a period or the number of a document.
_LONE_YEAR = re.compile(r"(?<![\d/.–-])((?:19|20)\d{2})(?!\s*[\d/–-])")
_LONGEST_UNIT = 8
_NUMBER = re.compile(r"\d{1,2}\s*[.)/]\s*(?=[^\W\d_])")
_OF_COMMUNE = re.compile(
    r"(?:cán bộ|công chức|viên chức|CBCC|CBCCVC)\s+(?:(?:của|tại|thuộc)\s+)?"
    r"((?:xã|thị trấn|phường)((?:\s+[^\W\d_]+){1,3}))\s*$",
    re.IGNORECASE,
)
_COMMUNE = re.compile(
    r"(?:(?:Đảng ủy|Đảng uỷ|Đảng bộ|UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+)?"
    r"((?:xã|thị trấn|phường)((?:\s+[^\W\d_]+){1,3}))",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"(?:trường\s+)?(?:mầm non|mẫu giáo|tiểu học|trung học cơ sở|trung học phổ thông|THCS|THPT)"
    r"((?:\s+[^\W\d_]+){1,4})",
    re.IGNORECASE,
)
_COMMUNES = ("xã", "thị trấn", "phường")
_YEAR_BEHIND = re.compile(r"[\s_-]*(?:năm\s*)?(?<!\d)(?:19|20)\d{2}\W*$", re.IGNORECASE)
# Neither the day on which a form was written nor a birth is the year of an evaluation.
_DATE_LINE = re.compile(
    r"ngày[^,;]{0,30}?tháng[^,;]{0,30}?năm\s{0,3}\d{4}|sinh\s+năm\s+\d{4}", re.IGNORECASE
)
# Behind the year of the results stands what is meant for the next, or the one before beside it.
_NEXT_YEAR = re.compile(
    r"(?<=\d{4})[\s,;:.–-]+(?:và\s+)?(?:phương hướng|nhiệm vụ|kế hoạch)\b.*$"
    r"|\bso (?:với|sánh với)\b.*$",
    re.IGNORECASE,
)


def years_of(own: list[str], sheets: tuple[str, ...], sheet: Sheet) -> tuple[int, ...]:
    """Return the years that a table is of: by its own titles, its sheet's, or the two names.

    Parameters
    ----------
    own, sheets : iterable of str
        The titles and headings of the table, and the titles of its sheet's first table.
    """
    candidates = filter(None, _years_told(own, sheets, sheet))
    return tuple(sorted(int(year) for year in next(candidates, set())))


def _years_told(own: list[str], sheets: tuple[str, ...], sheet: Sheet) -> Iterator[set[str]]:
    yield from _years_named(own)
    yield from _years_named([*sheets])
    yield set(_BARE_YEAR.findall(text(sheet.name)))
    yield set(_BARE_YEAR.findall(PurePath(sheet.file).stem))
    yield from _years_of_folders(sheet.file)


def _years_of_folders(file: str) -> Iterator[set[str]]:
    """Yield the year of each folder that names one, the innermost first."""
    for folder in reversed(PurePath(file).parts[:-1]):
        found = set(_BARE_YEAR.findall(folder))
        # "2011-2015" is a period.
        yield found if len(found) == 1 else set()


def _years_named(texts: list[str]) -> Iterator[set[str]]:
    """Yield the years that titles name, the surest first: of an evaluation, any, bare ones."""
    plain = [*map(_of_this_year, texts)]
    of_evaluation = [value for value in plain if _is_of_evaluation(value)]
    yield set(_named_in(of_evaluation))
    yield set(_named_in(plain))
    yield {year for value in of_evaluation for year in _LONE_YEAR.findall(value)}


@lru_cache(maxsize=8192)
def _of_this_year(title: str) -> str:
    return _NEXT_YEAR.sub("", _DATE_LINE.sub("", title))


@lru_cache(maxsize=8192)
def _is_of_evaluation(title: str) -> bool:
    return any(word in fold(title) for word in folded("evaluation_words"))


def _named_in(texts: Iterable[str]) -> Iterator[str]:
    return chain.from_iterable(map(_years_in, texts))


@lru_cache(maxsize=8192)
def _years_in(title: str) -> tuple[str, ...]:
    named = _NAMED_YEARS.findall(title)
    return tuple(year for found in named for year in re.findall(r"\d{4}", found))


def unit_named(table: Table, sheet: Sheet) -> str | None:
    """Return the unit that a table's titles name, or those of its sheet, or the sheet's name."""
    if table.unit:
        return table.unit
    stated = map(unit_stated, (*table.titles, *table.sheet_titles))
    if found := next(filter(None, stated), None):
        return found
    # Who issues a sheet stands above its first table too, but without a number.
    own = table.titles != table.sheet_titles
    heads = (named_unit(title) for title in table.titles if own or _NUMBER.match(title))
    if found_head := next(filter(None, heads), None):
        return found_head
    by_sheet = named_unit(_YEAR_BEHIND.sub("", sheet.name))
    return by_sheet or _commune_of_title(table, sheet) or _sender(table, sheet)


def _sender(table: Table, sheet: Sheet) -> str | None:
    """Return the one commune, or school, that issues a list which names no units itself.

    By the line above its title, else the name of the file, or of a folder: such a unit lists its
    own people. An office of the district may list those of others.
    """
    if table.header.has("unit", "post_and_unit"):
        return None
    path = PurePath(sheet.file)
    for names in (table.sheet_titles, [path.stem.replace("_", " ")], path.parts[-2::-1]):
        found = {unit for name in names if (unit := _commune_or_school(name))}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _commune_or_school(name: str) -> str | None:
    bare = _YEAR_BEHIND.sub("", name).strip()
    commune, school = _COMMUNE.fullmatch(bare), _SCHOOL.fullmatch(bare)
    if school:
        return bare if bare.isupper() or _is_written_as_name(school[1], bare) else None
    if not commune or {*fold(commune[2]).split()} & folded("words_of_titles"):
        return None
    return commune[1] if bare.isupper() or _is_written_as_name(commune[2], bare) else None


def _commune_of_title(table: Table, sheet: Sheet) -> str | None:
    """Return the one commune whose cadres a title lists: *Danh sách cán bộ xã An Hưng năm 2014*.

    *Cán bộ xã trẻ* and *CÁN BỘ XÃ BIỆT PHÁI* are of no commune: only capitals tell a name, and
    where all letters are capitals, that the sheet names the commune elsewhere.
    """
    titles = table.titles or table.sheet_titles
    matches = (_OF_COMMUNE.search(_YEAR_BEHIND.sub("", title)) for title in titles)
    found = {match[1]: match for match in matches if match}
    if len(found) != 1:
        return None
    ((name, match),) = found.items()
    if {*fold(match[2]).split()} & folded("words_of_titles"):
        return None
    known = _is_written_as_name(match[2], match.string) or _is_named_on(sheet, name)
    return name if known else None


def _is_written_as_name(words: str, whole: str) -> bool:
    return not whole.isupper() and all(word[0].isupper() for word in words.split())


def _is_named_on(sheet: Sheet, commune: str) -> bool:
    """Say whether a cell names a commune as a unit: in capitals of its own, or by itself."""
    named = re.compile(rf"\b{re.escape(commune)}\b", re.IGNORECASE)
    kind = next(each for each in _COMMUNES if commune.casefold().startswith(each))
    for row in range(len(sheet.rows)):
        for told in filter(None, sheet.texts(row)):
            if not (found := named.search(told)):
                continue
            own = _is_written_as_name(found[0][len(kind) :], told)
            if own or (named_unit(told) and told.endswith(found[0])):
                return True
    return False


def named_unit(title: str) -> str | None:
    """Return the unit that a title is the name of, without its numeral; None for another title."""
    title = _NUMBER.sub("", title)
    numbered = NUMERAL_AND_NAME.fullmatch(title)
    name = title if numbered is None or begins(title, "unit_beginnings") else numbered[1]
    _, _, rest = name.partition(" ")
    # "TH" is short for a primary school and for "tổng hợp"; "Tổ chức" is no unit.
    named = begins(name, "unit_beginnings") and not begins(name, "doubtful_beginnings")
    is_unit = named and any(sign.isalpha() for sign in rest) and len(name.split()) <= _LONGEST_UNIT
    return name if is_unit and tier_in(name, whole_title=True) is None else None


def only_tier(titles: Iterable[str]) -> str | None:
    """Return the tier that titles name, None where they name none or several."""
    tiers = {tier_in(title, whole_title=True) for title in titles} - {None}
    return tiers.pop() if len(tiers) == 1 else None
