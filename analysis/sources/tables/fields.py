"""What one column of a table holds, by its heading and those above it."""

import re
from functools import lru_cache

from analysis.sources.words.headers import (
    Column,
    Part,
    field_of,
    folded,
    header_words,
    role_of,
    without_remarks,
    year_in,
)
from analysis.sources.words.levels import level_of
from analysis.sources.words.tier_words import tier_in
from analysis.vocabulary import code_of, fold

_SEXES = ("female", "male")
# None is of a heading that is not known.
_FIGURES = (None, "count", "total", "rated", "share", "rating")

_LONGEST_HEADING = 10
# "HTXSNV (không quá 20%)" is of people.
_CAP = re.compile(r"\([^()]*\d\s*%[^()]*\)")
# A quarter's rating stands beside that of the year.
_OF_A_PART = re.compile(r"quý\b|tháng\b|\d{1,2}\s+tháng\b|học kỳ\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def is_of_somebody(text: str) -> bool:
    """Say whether a heading is of ratings that somebody named gave."""
    # "Cá nhân tự xếp loại" beside "Cấp có thẩm quyền xếp loại": ratings, each of somebody.
    speaks = any(word in fold(text) for word in folded("evaluation_words"))
    return speaks and role_of(text) is not None and len(text.split()) <= _LONGEST_HEADING


def is_sub_header(text: str) -> bool:
    """Say whether a heading stands below another and names a year or who rated."""
    return year_in(text) is not None or role_of(text) is not None


@lru_cache(maxsize=8192)
def column_of(index: int, path: tuple[str, ...]) -> Column | None:
    """Return the column that its headings tell, from the top; None where they tell none."""
    if _is_below_members(path) and _counts_or_rates(path):
        # Beside the cadres of a return its party members are counted.
        return None
    fields = [field_of(text) for text in path]
    leaf, header = fields[-1], path[-1]
    if leaf == "skip":
        return Column(index, leaf, header)
    if leaf == "share" or any(_speaks_of_share(text) for text in path):
        return Column(index, "share", header)
    levels = [(level, text) for text in path if (level := level_of(text))]
    if levels:
        return _of_level(index, leaf, *levels[-1])
    if leaf in _SEXES:
        return Column(index, f"birth_{leaf}" if "birth" in fields[:-1] else leaf, header)
    if leaf == "birth" and (of := next((each for each in fields if each in _SEXES), None)):
        return Column(index, f"birth_{of}", header)
    if leaf == "unit" and any(fold(text) in folded("not_used") for text in path[:-1]):
        # "Quê quán" over "Xã" is where somebody was born.
        return None
    if leaf == "count" or leaf is None:
        return _under_parent(index, path, fields)
    return Column(index, leaf, header)


def beside_stronger(columns: list[Column], paths: dict[int, tuple[str, ...]]) -> set[int]:
    """Return the columns whose lone heading is a weak one of a field that another column holds.

    Parameters
    ----------
    columns : list of Column
        The columns of a table.
    paths : dict
        The headings above each, from the top.
    """
    weak = {each.index for each in columns if _is_weak(paths[each.index])}
    # A cadre's own rating is none beside which the official one is left out.
    strong = {
        "rating" if each.field == "rating_mark" else each.field
        for each in columns
        if each.index not in weak and each.role in (None, "competent")
    }
    return {each.index for each in columns if each.index in weak and each.field in strong}


def sexes_of_members(columns: list[Column], paths: dict[int, tuple[str, ...]]) -> set[int]:
    """Return the columns of a sex below *Đảng viên* that do not tell the sex of the cadres.

    Those of a return count party members; a lone one of a list leaves open who else is of that sex.
    """
    below = [
        each for each in columns if each.field in _SEXES and _is_below_members(paths[each.index])
    ]
    of_people = any(each.field == "name" for each in columns)
    both = {each.field for each in below} == {*_SEXES}
    return set() if of_people and both else {each.index for each in below}


def _is_below_members(path: tuple[str, ...]) -> bool:
    return any(fold(text) in folded("words_of_party_members") for text in path[:-1])


def _counts_or_rates(path: tuple[str, ...]) -> bool:
    return field_of(path[-1]) in _FIGURES or any(map(level_of, path))


# Hundreds of sheets share their headings.
@lru_cache(maxsize=8192)
def _is_weak(path: tuple[str, ...]) -> bool:
    return len(path) == 1 and fold(without_remarks(path[0])) in folded("weak_headings")


def _speaks_of_share(header: str) -> bool:
    return "%" in _CAP.sub("", header) or fold(header).startswith((fold("tỷ lệ"), fold("tỉ lệ")))


@lru_cache(maxsize=8192)
def part_named(text: str) -> Part | None:
    """Return the class of staff, the tier or the rank that a heading is of, None for another.

    Examples
    --------
    >>> part_named("Công chức"), part_named("Cấp phó"), part_named("Đơn vị")
    (('staff_class', 'civil_servant'), ('rank', 'deputy'), None)
    """
    if code := code_of("staff_classes", text):
        return "staff_class", code
    if tier := tier_in(text, whole_title=True):
        return "tier", tier
    ranks = header_words()["ranks"].items()
    found = (rank for rank, wordings in ranks if fold(text) in map(fold, wordings))
    rank = next(found, None)
    return ("rank", rank) if rank else None


def _of_level(index: int, leaf: str | None, level: str, header: str) -> Column | None:
    if leaf in _SEXES:
        part = {"female": "women_mark", "male": "men_mark"}[leaf]
        return None if level == "not_rated" else Column(index, part, header, level)
    if level == "not_rated":
        return Column(index, "not_rated", header)
    return Column(index, "rating_mark", header, level)


def _under_parent(index: int, path: tuple[str, ...], fields: list[str | None]) -> Column | None:
    header = path[-1]
    parent = next((field for field in reversed(fields[:-1]) if field), None)
    if fields[-1] == "count":
        # "TS" alone, or below a year, is of all levels.
        own = all(year_in(text) is not None for text in path[:-1])
        lone = "total" if own and fold(header) in folded("lone_totals") else None
        found = lone or parent
        return Column(index, found, header) if found else None
    if parent in ("total", "rated") and part_named(header):
        return Column(index, parent, header)
    if parent == "rating":
        if _OF_A_PART.match(header):
            return None
        if fold(header) in folded("words_of_party_members"):
            return None
        whole = is_sub_header(header) or fold(header) in folded("words_of_cadres")
        return Column(index, "rating" if whole else "rating_mark", header)
    return Column(index, "rating", header) if is_of_somebody(header) else None
