"""What a row under a header looks like: a head, a subtotal, a part, the foot, a blank form."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from analysis.sources.words.cells import NOBODY, without_people
from analysis.sources.words.head_words import is_of_people
from analysis.sources.words.headers import Header, folded, header_words
from analysis.sources.words.heads import is_head, marked_head
from analysis.sources.words.levels import level_of
from analysis.sources.words.persons import begins, is_person
from analysis.sources.words.rating_words import UNKNOWN, said
from analysis.vocabulary import code_of, fold

NUMERAL = re.compile(r"([IVXLC]+|[A-ZĐa-zđ])\s*[.)/:\-]*")
# "Đ/c Lan" is somebody, and no fifth of a list by letters.
NUMERAL_AND_NAME = re.compile(r"(?!Đ\s*/\s*[cC]\b)(?:[IVXLC]+|[A-ZĐ])\s*[.)/:\-]\s*(\S.*)")
_DIGITS_AND_NAME = re.compile(r"\d{1,2}(?:\.\d{1,2})*\s*[.)/]\s*([^\W\d_].*)")
DIGITS = re.compile(r"\d{1,4}(?:\.\d{1,3})*\s*[.)]?")
# What a blank form has in place of an answer.
_PLACEHOLDER = re.compile(r"[.…_\s]*[…._][.…_\s]*")
_SAMPLE_NAME = re.compile(r"\S+ (?i:văn|thị) [A-Z]")
_COUNTED = re.compile(r"\d+\s*(?:người|đồng chí|đ/c|cán bộ)", re.IGNORECASE)
# How many a section holds, behind its level: "HTXSNV: 5 đồng chí", "HTTNV (12 người)".
_COUNT_BEHIND = re.compile(r"\s*[:(–-]\s*(?:có\s+)?\d.*$|\s*:\s*$")
_OF_UNIT = re.compile(
    r"\W*(?:tên\s+)?(?:cơ quan,\s*)?(?:đơn vị|cơ quan)(?:\s+công tác)?\s*:\s*([^\W\d_].*)",
    re.IGNORECASE,
)
# What only a row of somebody holds.
_OWN = ("post", "birth", "birth_male", "birth_female", "staff_number", "sex")


def unit_stated(text: str) -> str | None:
    """Return the unit that a line states (*Đơn vị: Xã An*), None for another line."""
    found = _OF_UNIT.match(text)
    return found[1].strip() if found else None


def section_of(text: str) -> str | None:
    """Return the level of the ratings that a heading gathers: a rating, ``not_rated``, or None.

    Examples
    --------
    >>> section_of("II. Hoàn thành tốt nhiệm vụ: 12 đồng chí"), section_of("Xã An")
    ('good', None)
    """
    bare = _COUNT_BEHIND.sub("", text.strip(" -–+*•"))
    level = said(bare).code if bare else UNKNOWN
    return None if level == UNKNOWN else level


@lru_cache(maxsize=8192)
def is_figure(value: str) -> bool:
    """Say whether a cell holds a whole number, or the dash that stands for none."""
    plain = without_people(value)
    if plain and plain.casefold() in NOBODY:
        return True
    return re.fullmatch(r"\d{1,3}(?:[. ]?\d{3})*", plain) is not None


def is_blank_form(texts: list[str], header: Header, key: int | None) -> bool:
    """Say whether a row is still to be filled in: number and dots, a sample name, a vacant post."""
    if key is not None and fold(texts[key]) in folded("vacant_posts"):
        return True
    ordinal = header.index("ordinal")
    if not any(map(_is_placeholder, filter(None, texts))):
        alone = ordinal is not None and texts.count("") == len(texts) - 1
        return alone and is_figure(texts[ordinal or 0])
    rest = [value for at, value in enumerate(texts) if value and at != ordinal]
    dots = [value for value in rest if _is_placeholder(value)]
    # "Nguyễn Văn A" beside dots shows how the form is filled in.
    name = texts[key] if key is not None else ""
    sample = dots != [] and _SAMPLE_NAME.fullmatch(name) is not None
    return sample or (rest != [] and len(dots) == len(rest))


# The same words stand in hundreds of rows.
@lru_cache(maxsize=8192)
def _is_placeholder(value: str) -> bool:
    return _PLACEHOLDER.fullmatch(value) is not None


def part_of(texts: list[str], header: Header, key: int | None) -> str | None:
    """Return which part of the row above a row is: ``women``, another ``part``, None for none."""
    if key is None or any(texts[column] for column in _identifying(header)):
        return None
    label = _label_of_part(texts[: key + 1])
    if _without_figure(label) in folded("of_women"):
        return "women"
    return "part" if begins(label, "of_a_part") or begins(label, "of_nobody") else None


def row_above(kinds: dict[int, str], texts: Sequence[list[str]], start: int) -> int:
    """Return the last row that is not of the men of another; -1 where there is none.

    `kinds` are those of the rows above, in order; `texts` begin at the row `start`.
    """
    of_men = folded("of_men")
    others = (
        row
        for row in reversed(kinds)
        if _without_figure(_label_of_part(texts[row - start])) not in of_men
    )
    return next(others, -1)


def _label_of_part(texts: list[str]) -> str:
    return next((value for value in texts if value), "").strip(" -–+*•:.")


def _without_figure(label: str) -> str:
    return fold(re.sub(r":?\s*\d.*", "", label))


def part_of_unit(texts: list[str], above: str, header: Header) -> str | None:
    """Return that a row without a number is of a sex, or class, of the unit that stands above."""
    numbered, at = header.index("ordinal"), header.index("unit")
    own, whole = (each.strip(" -–+*•:") for each in (texts[at or 0], above))
    if (numbered is not None and texts[numbered]) or is_of_people(whole):
        return None
    return "part" if is_of_people(own) else None


@lru_cache(maxsize=8192)
def may_name(value: str) -> bool:
    """Say whether a cell may name somebody or a unit."""
    # A number or a date in place of a name: the row was pasted one column off.
    letters = any(sign.isalpha() for sign in value)
    return letters and not (" " not in value and re.search(r"\d{4}", value))


def is_remark(filled: list[str]) -> bool:
    """Say whether a row only explains the table, its codes included."""
    if len(filled) != 1 or marked_head(filled[0]):
        return False
    return filled[0][0] in "(*" or begins(filled[0], "remarks")


def subtotal_label(texts: list[str], header: Header, counted: bool) -> str | None:
    """Return the label of a row that sums others and is of nobody, None for another row."""
    alone = len([value for value in texts if value]) == 1
    if not alone and any(texts[column] for column in _identifying(header)):
        return None
    return subtotal_in(texts, counted)


def subtotal_in(texts: list[str], counted: bool = True) -> str | None:
    """Return the label of a row that sums others, None for another row.

    In a return (`counted`) a name may follow: *Tổng cộng (I+II)*; in a list it may be a person's.
    """
    labels = [value for value in texts if value and not value[0].isdigit()]
    # "Tổng" alone may begin a name; with a figure behind it ("Cộng: 12 người") it does not.
    plain = [re.sub(r"[:\d].*", "", value).strip() for value in labels[:2]]
    said = (value for value in labels if _COUNTED.search(value))
    whole = next((value for value in said if begins(value, "counting_sentences")), None)
    return whole or next((value for value in plain if _sums(value, counted)), None)


def _sums(label: str, counted: bool) -> bool:
    return fold(label) in folded("subtotals") or (counted and begins(label, "subtotal_beginnings"))


def _identifying(header: Header) -> Iterable[int]:
    # The birth columns of a subtotal may hold the number of men and women: not identifying.
    found = (header.index(name) for name in ("staff_number", "birth"))
    return (index for index in found if index is not None)


def group_name(texts: list[str], header: Header) -> tuple[int, str] | None:
    """Return the column and the name of a group, without its numeral; None for another row."""
    filled = [(index, value) for index, value in enumerate(texts) if value]
    if len(filled) == 1 and (unit := unit_stated(filled[0][1])):
        return filled[0][0], unit
    # Where nobody is numbered, the numeral of a group stands in the column of staff numbers.
    before = "ordinal" if header.has("ordinal") else "staff_number"
    if len(filled) == 2 and filled[0][0] == header.index(before):
        return filled[1] if NUMERAL.fullmatch(filled[0][1]) else None
    if len(filled) != 1:
        return None
    column, alone = filled[0]
    if marked := marked_head(alone):
        return column, marked
    if (listed := _DIGITS_AND_NAME.fullmatch(alone)) and is_head(listed[1]):
        return column, listed[1]
    numbered = NUMERAL_AND_NAME.fullmatch(alone)
    # "P. Tài chính" is a department and "X. An Hưng" a commune, but "X. Phòng Y tế" the tenth head.
    tenth = numbered and alone.startswith("X") and is_head(numbered[1])
    if numbered and (tenth or not begins(alone, "unit_beginnings")):
        return column, numbered[1]
    # Without a numeral it might be a person whose other cells were forgotten.
    return filled[0] if is_head(alone) else None


def counted_group(texts: list[str], header: Header) -> tuple[int, str] | None:
    """Return column and name of a group in a list that says how many it holds, else None.

    Its numeral stands before the name, and all else are figures; none of them is a person's own.
    """
    ordinal = header.index("ordinal")
    filled = [(at, value) for at, value in enumerate(texts) if value and at != ordinal]
    words = list(islice((each for each in filled if not is_figure(each[1])), 2))
    if len(words) != 1 or len(filled) < 2:
        return None
    column, name = words[0]
    own = (header.index(each) for each in _OWN)
    if any(at is not None and texts[at] and at != column for at in own):
        return None
    if ordinal is not None and texts[ordinal] and column > ordinal:
        heads = NUMERAL.fullmatch(texts[ordinal]) or begins(name, "unit_beginnings")
        return words[0] if heads and not is_person(name) else None
    numbered = NUMERAL_AND_NAME.fullmatch(name)
    return (column, numbered[1]) if numbered and not is_person(numbered[1]) else None


def is_of_body(texts: list[str], header: Header, key: int | None) -> bool:
    """Say whether a unit stands where the name should, and nothing that only somebody has."""
    own = (header.index(each) for each in _OWN)
    if key is None or any(at is not None and texts[at] for at in own):
        return False
    return begins(texts[key], "unit_beginnings") and not is_person(texts[key])


def numbered_unit(texts: list[str], header: Header) -> tuple[int, str] | None:
    """Return column and name of a head with a number of its own, 1 or 1.2: of a unit, of a part.

    Nothing else stands in its row, and nobody is called as units and their parts are.
    """
    ordinal = header.index("ordinal")
    filled = [(at, value) for at, value in enumerate(texts) if value]
    if len(filled) != 2 or filled[0][0] != ordinal or not DIGITS.fullmatch(filled[0][1]):
        return None
    name = filled[1][1]
    return filled[1] if is_head(name) and not is_person(name) else None


def tells_of_somebody(field: str, value: str) -> bool:
    """Say whether a cell holds what only the row of somebody holds in its column."""
    if field == "high":
        return is_figure(value)
    if field == "kind":
        return code_of("outcome_kinds", value) is not None
    return level_of(value) is not None or value.casefold() in header_words()["marks"]
