"""Evaluations that are no ratings of cadres for a year: of others, or of a quarter or a month."""

import re
from functools import lru_cache
from pathlib import PurePath

from analysis.sources.problems import problem
from analysis.sources.reading import Record
from analysis.sources.words.headers import folded
from analysis.sources.workbook.context import Context
from analysis.sources.workbook.sheet_problems import not_cadres
from analysis.vocabulary import fold

_QUARTER = r"\bqu[ýy][\s_.-]*(?:I{1,3}|IV|[1-4]|nhất|hai|ba|tư)\b"
_HALF = r"\b(?:0?[369]|ba|sáu|chín)\s+tháng(?!\s*tuổi)"
_MONTH = r"\btháng\s+(?:\d{1,2}|giêng|hai|ba|tư|năm(?!\s+\d)|sáu|bảy|tám|chín|mười)\b"
_QUARTERS = re.compile(_QUARTER, re.IGNORECASE)
_PARTS = re.compile(f"{_QUARTER}|{_HALF}|{_MONTH}", re.IGNORECASE)
# "ngày 15 tháng 1 năm 2015", "tính đến tháng 12", "từ tháng 1 đến tháng 12" are dates.
_DATES = re.compile(
    r"(?:ngày|đến|hết|từ|trước|sau|trong|thời điểm)[^,;()]{0,20}?\btháng\b", re.IGNORECASE
)

# "(Dự thảo lần 2)" stands alone above the title.
_LONGEST_MARK = 4

# Heads of ratings with such words are of an evaluation, whatever the title says.
_RESCUING = ("words_of_cadres", "words_of_evaluations")


def not_counted(context: Context, kind: str) -> tuple[str, list[Record]]:
    """Return what the rows of a table are that is not counted, with the problem that says why."""
    if others := not_cadres(context, kind):
        return "not_cadres", others
    if planned := not_decided(context):
        return "not_decided", planned
    if other := no_evaluation(context):
        return "no_evaluation", other
    return "part_of_year", part_of_year(context)


def not_decided(context: Context) -> list[Record]:
    """Return the warning of a table of ratings planned, registered or proposed, by its title."""
    decided = any(each.role == "competent" for each in context.header.columns)
    if decided or not any(map(_is_planned, context.table_titles)):
        return []
    return [problem("warning", "not_decided", context.sheet.file, context.sheet.name)]


def no_evaluation(context: Context) -> list[Record]:
    """Return the warning of a table that rates something else: emulation, a course, an exam."""
    header = context.header
    heads = [each.header for name in ("rating", "rating_mark") for each in header.of(name)]
    said = f" {fold(' '.join(context.table_titles))} "
    rates = _holds(said, "words_of_ratings") or any(
        _holds(f" {fold(head)} ", words) for head in heads for words in _RESCUING
    )
    if rates or not _holds(said, "other_ratings"):
        return []
    return [problem("warning", "no_evaluation", context.sheet.file, context.sheet.name)]


# Hundreds of sheets share their titles.
@lru_cache(maxsize=8192)
def _is_planned(title: str) -> bool:
    plain = fold(title)
    if plain.startswith(fold("dự thảo")) and len(plain.split()) <= _LONGEST_MARK:
        return True
    for word in folded("results_after_all") | folded("as_proposed"):
        plain = plain.replace(word, "")
    if not _holds(f" {plain} ", "evaluation_words") and _holds(f" {plain} ", "only_registered"):
        return not title.lstrip().startswith("(")
    sections = "no_results_yet", "words_of_ratings"
    planned, rates = ("|".join(sorted(folded(name))) for name in sections)
    found = re.search(rf"(?<!\S)(?:{planned}) (?:[^\d]* )?(?:{rates})(?!\S)", plain)
    return found is not None and not title.lstrip().startswith("(")


def _holds(padded: str, words: str) -> bool:
    return any(f" {word} " in padded for word in folded(words))


def part_of_year(context: Context) -> list[Record]:
    """Return the warning of a table that rates people for a part of a year only.

    A title of an evaluation says so, a line that begins with the quarter, or the name of the
    sheet or file.
    """
    names = (context.sheet.name, PurePath(context.sheet.file).stem.replace("_", " "))
    lines = any(_QUARTERS.match(title.strip("( ")) for title in context.table_titles)
    named = any(map(_QUARTERS.search, names)) or _PARTS.match(names[0]) is not None
    if not (lines or named or any(map(_is_of_part, context.table_titles))):
        return []
    return [problem("warning", "not_of_a_year", context.sheet.file, context.sheet.name)]


@lru_cache(maxsize=8192)
def _is_of_part(title: str) -> bool:
    rates = any(word in fold(title) for word in folded("evaluation_words"))
    return rates and _PARTS.search(_DATES.sub(" ", title)) is not None
