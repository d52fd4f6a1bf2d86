"""Which unit a sheet is of: by its titles, its name, who issues it; and which one it may be of."""

import re
from pathlib import PurePath

from analysis.sources.rows.row_kinds import NUMERAL_AND_NAME, unit_stated
from analysis.sources.tables.layout import Table
from analysis.sources.words.headers import folded
from analysis.sources.words.persons import begins, is_no_unit
from analysis.sources.words.tier_words import tier_in
from analysis.sources.workbook.grid import Sheet
from analysis.vocabulary import fold

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


def unit_perhaps(table: Table, sheet: Sheet) -> str | None:
    """Return the unit of which a table that names none may be, for the office to say so.

    Its title may name a commune in capitals; above the title stands who issues it.
    """
    if table.header.has("unit", "post_and_unit"):
        return None
    found = next(iter(_communes_in(table)), None) or _issuer(table)
    return None if found is None or is_no_unit(found) else found


def _issuer(table: Table) -> str | None:
    """Return who issues a sheet: the body below that which stands over it."""
    heads = [_YEAR_BEHIND.sub("", title) for title in table.sheet_titles]
    own = [each for each in heads if named_unit(each) and not begins(each, "over_units")]
    return own[-1] if own else None


def _sender(table: Table, sheet: Sheet) -> str | None:
    """Return the one commune, or school, that issues a list which names no units itself.

    By the line above its title, else the name of the file, or of a folder: such a unit lists its
    own people. An office of the district may list those of others, even on a sheet called as it is.
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
    where all letters are capitals, that the sheet names the commune elsewhere. *CÁN BỘ XÃ VÙNG CAO*
    may stand beside one of another kind, and in a file called so.
    """
    found = _communes_in(table)
    if len(found) != 1:
        return None
    ((name, match),) = found.items()
    known = _is_written_as_name(match[2], match.string) or _is_named_on(sheet, name)
    return name if known else None


def _communes_in(table: Table) -> dict[str, re.Match[str]]:
    """Return the communes whose cadres a table's titles list, as far as words tell."""
    found = filter(None, map(_of_commune, table.titles or table.sheet_titles))
    return {match[1]: match for match in found}


def _of_commune(title: str) -> re.Match[str] | None:
    match = _OF_COMMUNE.search(_YEAR_BEHIND.sub("", title))
    return None if not match or {*fold(match[2]).split()} & folded("words_of_titles") else match


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
