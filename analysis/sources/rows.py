"""What each row under a header is: a person or unit, a group, a subtotal, the foot, or astray."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from analysis.sources.cells import cell_name, text
from analysis.sources.grid import Sheet, with_vertical_merges
from analysis.sources.headers import Header, folded, is_numbering
from analysis.sources.persons import begins
from analysis.vocabulary import code_of, fold, words

_NUMERAL = re.compile(r"([IVXLC]+|[A-ZĐa-zđ])\s*[.)/:\-]*")
_NUMERAL_AND_NAME = re.compile(r"(?:[IVXLC]+|[A-ZĐ])\s*[.)/:\-]\s*(\S.*)")
# Between the words stand figures, dots or nothing; without a bound a long cell takes minutes.
_PLACE_AND_DATE = re.compile(r"\bngày\b[^,;]{0,30}?\btháng\b[^,;]{0,30}?\bnăm\b", re.IGNORECASE)
# A signature block has up to three cells in a row; a row with more has data.
_MOST_CELLS_IN_FOOT = 3


@dataclass(frozen=True)
class Line:
    """One row of data: where it stands, its cells as they are and as text, and its groups."""

    row: int
    cells: list[object]
    texts: list[str]
    unit: str | None
    unit_cell: str | None
    tier: str | None

    def text(self, column: int | None) -> str:
        """Return a cell's text; a column that the sheet lacks is empty."""
        return "" if column is None else self.texts[column]


@dataclass(frozen=True)
class Subtotal:
    """A subtotal row: where it stands, its label and cells, and where its spans begin."""

    row: int
    label: str
    cells: list[object]
    group_start: int
    tier_start: int
    table_start: int


@dataclass
class Body:
    """The rows of a table by what they are; rows are counted from 0 in the sheet."""

    lines: list[Line] = field(default_factory=list)
    subtotals: list[Subtotal] = field(default_factory=list)
    astray: list[int] = field(default_factory=list)


def tier_in(wording: object, whole_title: bool = False) -> str | None:
    """Return the tier named inside a text, None where none or several are.

    In a title (`whole_title`) the wording must speak of management (*diện …, … quản lý*): the
    issuing body at the head of every form is a *Huyện ủy* too.
    """
    # "Huyện ủy Mẫu Sơn quản lý": the name of the place says no tier.
    padded = f" {_named_place().sub(_manages(), fold(wording))} "
    found = {
        code
        for known, code, speaks in _tier_wordings()
        if known in padded and (speaks or not whole_title)
    }
    return found.pop() if len(found) == 1 else None


@cache
def _named_place() -> re.Pattern[str]:
    committee, manages = (re.escape(fold(word)) for word in ("ủy", "quản lý"))
    place = rf"(?:(?!\S*{committee} )\S+ ){{1,5}}?"
    return re.compile(rf"{committee} {place}{manages}")


@cache
def _manages() -> str:
    return f"{fold('ủy')} {fold('quản lý')}"


@cache
def _tier_wordings() -> tuple[tuple[str, str, bool], ...]:
    """Return each wording between spaces, its tier, and whether it speaks of management."""
    manages = (f" {fold('diện')} ", f" {fold('ủy quản lý')} ")
    return tuple(
        (known, code, known.startswith(manages[0]) or known.endswith(manages[1]))
        for code, entry in words()["tiers"].items()
        for wording in (entry["vi"], entry["short"]["vi"], *entry["also"])
        for known in [f" {fold(wording)} "]
    )


def sort_rows(sheet: Sheet, header: Header, key: str) -> Body:
    """Return the rows under the header by what they are.

    Parameters
    ----------
    key : str
        The field without which a row is no row of data: ``name`` in a list of people,
        ``unit`` in a return.
    """
    body, column = Body(), header.index(key)
    headings = [tuple(sheet.texts(row)) for row in range(header.first, header.last + 1)]
    start = header.last + 1
    spans = {"unit": start, "tier": start}
    group: dict[str, str | None] = {"unit": None, "unit_cell": None, "tier": None}
    in_foot = False
    for row, cells in enumerate(with_vertical_merges(sheet, start), start=start):
        texts = [text(value) for value in cells]
        filled = [value for value in texts if value]
        # Forms repeat their header, and the row that numbers the columns, on every page.
        if not filled or tuple(texts) in headings or is_numbering(texts):
            continue
        in_foot = in_foot or _begins_foot(filled)
        label = None if in_foot else _subtotal_label(texts, header)
        named = None if in_foot or label else _group_name(texts, header)
        if in_foot or _is_remark(filled):
            if len(filled) > _MOST_CELLS_IN_FOOT:
                body.astray.append(row)
        elif label:
            body.subtotals.append(Subtotal(row, label, cells, spans["unit"], spans["tier"], start))
        elif named:
            _enter(*named, row, group, spans)
        elif column is not None and _may_name(texts[column]):
            body.lines.append(Line(row, cells, texts, **group))
        else:
            body.astray.append(row)
    return body


def _may_name(value: str) -> bool:
    # A number or a date in place of a name: the row was pasted one column off.
    letters = any(sign.isalpha() for sign in value)
    return letters and not (" " not in value and re.search(r"\d{4}", value))


def _enter(
    column: int, name: str, row: int, group: dict[str, str | None], spans: dict[str, int]
) -> None:
    tier = _tier_of_head(name)
    group["unit"] = None if tier else name
    group["unit_cell"] = None if tier else cell_name(row, column)
    spans["unit"] = row
    if tier:
        group["tier"] = tier
        spans["tier"] = row


def _begins_foot(filled: list[str]) -> bool:
    if len(filled) > _MOST_CELLS_IN_FOOT:
        return False
    return any(_PLACE_AND_DATE.search(value) or begins(value, "signatures") for value in filled)


def _is_remark(filled: list[str]) -> bool:
    return len(filled) == 1 and begins(filled[0], "remarks")


def _subtotal_label(texts: list[str], header: Header) -> str | None:
    if any(texts[column] for column in _identifying(header)):
        return None
    labels = [value for value in texts if value and not value[0].isdigit()]
    # "Tổng" alone may begin a name; with a figure behind it ("Cộng: 12 người") it does not.
    plain = [re.sub(r"[:\d].*", "", value).strip() for value in labels[:2]]
    return next((value for value in plain if fold(value) in folded("subtotals")), None)


def _identifying(header: Header) -> Iterable[int]:
    # The birth columns of a subtotal may hold the number of men and women: not identifying.
    found = (header.index(name) for name in ("staff_number", "birth"))
    return (index for index in found if index is not None)


def _group_name(texts: list[str], header: Header) -> tuple[int, str] | None:
    """Return the column and the name of a group, without its numeral; None for another row."""
    filled = [(index, value) for index, value in enumerate(texts) if value]
    if len(filled) == 2 and filled[0][0] == header.index("ordinal"):
        return filled[1] if _NUMERAL.fullmatch(filled[0][1]) else None
    if len(filled) != 1:
        return None
    column, alone = filled[0]
    numbered = _NUMERAL_AND_NAME.fullmatch(alone)
    # "P. Tài chính" is a department and "X. An Hưng" a commune, but "X. Phòng Y tế" the tenth head.
    tenth = numbered and alone.startswith("X") and _is_head(numbered[1])
    if numbered and (tenth or not begins(alone, "unit_beginnings")):
        return column, numbered[1]
    # Without a numeral it might be a person whose other cells were forgotten.
    return filled[0] if _is_head(alone) else None


def _tier_of_head(name: str) -> str | None:
    # "Ban Tổ chức Huyện ủy" is a unit; "Cán bộ diện Huyện ủy" is a tier, and so is "Huyện ủy".
    manages = any(f" {word} " in f" {fold(name)} " for word in folded("words_of_management"))
    return tier_in(name) if manages else code_of("tiers", name)


def _is_head(name: str) -> bool:
    return _tier_of_head(name) is not None or begins(name, "unit_beginnings")
