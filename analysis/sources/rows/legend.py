"""The legend of a sheet: what its codes of ratings stand for ("A: HTXSNV; B: HTTNV; …")."""

import re
from itertools import pairwise

from analysis.sources.words.rating_words import NOT_RATED, UNKNOWN, said
from analysis.sources.workbook.grid import Sheet
from analysis.vocabulary import fold

_ENTRY = re.compile(
    r"^\W*(?:(?:ghi chú|chú thích|trong đó)\W*)?"
    r"((?:(?:xếp\s+loại|loại|mức)[\s(]*)?(?:[A-E]|[1-5]|I{1,3}|IV))"
    r"\s*(?:[:=]|\s[-–]|là\b)\s*(\S.*)$",
    re.IGNORECASE,
)
_LONGEST = 500
# One code might be anything.
_FEWEST = 2


def legend_rows(sheet: Sheet, start: int) -> frozenset[int]:
    """Return the rows from `start` on that say what codes stand for, each alone in a line.

    A single one may head a section: *A: HTXSNV*. Two that follow one another explain.
    """
    held = [row for row in range(start, len(sheet.rows)) if any(sheet.texts(row))]
    alone = [len(sheet.texts(row)) - sheet.texts(row).count("") == 1 for row in held]
    entries = [one and _says_code(sheet, row) for row, one in zip(held, alone, strict=True)]
    pairs = zip(pairwise(held), pairwise(entries), strict=True)
    return frozenset(row for both, said in pairs if all(said) for row in both)


def _says_code(sheet: Sheet, row: int) -> bool:
    text = next(filter(None, sheet.texts(row)))[:_LONGEST]
    entry = _ENTRY.match(text)
    return entry is not None and said(_bare(entry[2])).code != UNKNOWN


def legend_of(sheet: Sheet) -> dict[str, str]:
    """Return the rating that each code of a sheet's legend stands for, by `code_key`.

    A code that is explained in two ways stands for nothing, and neither does a single one.
    """
    found: dict[str, set[str]] = {}
    for row in range(len(sheet.rows)):
        for text in sheet.texts(row):
            for part in re.split(r"[;\n]|,\s", text[:_LONGEST]):
                entry = _ENTRY.match(part)
                level = said(_bare(entry[2])).code if entry else UNKNOWN
                if entry and level not in (UNKNOWN, NOT_RATED):
                    found.setdefault(code_key(entry[1]), set()).add(level)
    known = {code: levels.pop() for code, levels in found.items() if len(levels) == 1}
    told_apart = len(set(known.values())) == len(known) >= _FEWEST
    return known if told_apart and len(known) == len(found) else {}


def _bare(text: str) -> str:
    # The bracket may have been opened before the first code.
    return text.strip(" .,)") if "(" not in text else text.strip(" .,")


def code_key(word: str) -> str:
    """Return a code without what stands before it: *Loại A* and *A* are one."""
    *_, code = fold(word).split() or [""]
    before = fold(word).removesuffix(code).strip()
    return code if before in ("", *map(fold, ("loại", "mức", "xếp loại"))) else fold(word)
