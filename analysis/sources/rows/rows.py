"""What each row under a header is: a person or unit, a group, a subtotal, the foot, or astray."""

from collections.abc import Iterable

from analysis.sources.rows.body import Body, Line, Subtotal
from analysis.sources.rows.depths import depths_of
from analysis.sources.rows.dittos import without_dittos
from analysis.sources.rows.feet import MOST_CELLS_IN_FOOT, begins_foot, heads_group, may_be_signed
from analysis.sources.rows.going_on import GoingOn
from analysis.sources.rows.groups import Groups
from analysis.sources.rows.legend import legend_rows
from analysis.sources.rows.row_kinds import (
    counted_group,
    group_name,
    is_blank_form,
    is_figure,
    is_of_body,
    is_remark,
    may_name,
    numbered_unit,
    part_of,
    part_of_unit,
    row_above,
    section_of,
    subtotal_label,
    tells_of_somebody,
)
from analysis.sources.rows.summaries import of_a_summary
from analysis.sources.words.cells import text
from analysis.sources.words.headers import Header, is_numbering, year_in
from analysis.sources.words.heads import without_count
from analysis.sources.words.persons import begins, is_person
from analysis.sources.workbook.grid import Sheet, with_vertical_merges

# What only a row of somebody holds.
_OWN = ("post", "birth", "birth_male", "birth_female", "staff_number")
_RATED = ("rating", "rating_mark", "not_rated", "kind", "high")


def sort_rows(
    sheet: Sheet,
    header: Header,
    key: str | None,
    end: int | None = None,
    title_rows: Iterable[int] = (),
) -> Body:
    """Return the rows under the header by what they are.

    Parameters
    ----------
    key : str or None
        The field without which a row is no row of data: ``name`` in a list of people,
        ``unit`` in a return; None for a return of one unit, which has figures alone.
    end : int, optional
        The row behind the table's last; that behind the sheet's last by default.
    title_rows : iterable of int
        Rows of titles, which forms repeat on every page.
    """
    titles = {_filled(sheet.texts(row)) for row in title_rows}
    return _Sorting(sheet, header, key, titles).sorted(len(sheet.rows) if end is None else end)


class _Sorting:
    """One pass over the rows of a table, from above."""

    def __init__(
        self, sheet: Sheet, header: Header, key: str | None, titles: set[tuple[str, ...]]
    ) -> None:
        self.sheet, self.header = sheet, header
        self.key = header.index(key) if key else None
        self.titles = titles
        self.counted = key != "name"
        self.rated = [(name, each.index) for name in _RATED for each in header.of(name)]
        self.own = [at for name in _OWN if (at := header.index(name)) is not None]
        self.start = header.last + 1
        self.body = Body()
        self.legend = legend_rows(sheet, self.start)
        self.going_on = GoingOn(sheet, header, self.key)
        self.groups = Groups(self.start, self.body.kinds)
        self.heads: list[tuple[int, str, str]] = []
        self.in_foot, self.unsure, self.signing = False, False, MOST_CELLS_IN_FOOT
        self.headings = [sheet.texts(row) for row in range(header.first, self.start)]

    def sorted(self, end: int) -> Body:
        rows = with_vertical_merges(self.sheet, self.start)[: end - self.start]
        without_dittos(rows, self.header, lambda texts: self._printed(texts) is not None)
        texts = [self._texts(row, cells) for row, cells in enumerate(rows, start=self.start)]
        self.texts, self.depths = texts, depths_of(texts, self.header)
        for row, (cells, told) in enumerate(zip(rows, texts, strict=True), start=self.start):
            if any(told):
                self.body.kinds[row] = self._sort(row, cells, told)
        for at, (row, what, name) in enumerate([] if self.counted else self.heads):
            later = (each[0] for each in self.heads[at + 1 :] if each[1] in (what, "tier"))
            # A number in the name of a unit counts nobody.
            said = [
                "" if told.endswith(name) and what != "section" else value
                for told, value in zip(self.sheet.texts(row), self.sheet.rows[row], strict=True)
            ]
            self._sum(row, name, said, (row, next(later, end)))
        return self.body

    def _texts(self, row: int, cells: list[object]) -> list[str]:
        same = cells == self.sheet.rows[row]
        return self.sheet.texts(row) if same else [text(value) for value in cells]

    def _sort(self, row: int, cells: list[object], texts: list[str]) -> str:
        if printed := self._printed(texts):
            return printed
        if is_blank_form(texts, self.header, self.key):
            return "blank_form"
        data = self._is_data(texts)
        if data and not self.in_foot and self._is_numbered_person(row, texts):
            return self._add(row, cells, texts)
        filled = [value for value in texts if value]
        if not data:
            if not self.in_foot and (begins_foot(filled) or self._signs(row, texts)):
                self.in_foot, self.signing = True, max(self.signing, len(filled))
            if self.in_foot:
                return self._astray(row) if len(filled) > self.signing else "foot"
            if is_remark(filled) or row in self.legend:
                return "remark"
        elif self.in_foot:
            return self._astray(row)
        return self._sort_above_foot(row, cells, texts)

    def _signs(self, row: int, texts: list[str]) -> bool:
        """Say whether a row is who signs, without a date above: a post with only names below."""
        below = self.texts[row - self.start + 1 :]
        may_be = may_be_signed(texts, below) and not any(map(self._is_data, below))
        heads = (self.texts[head - self.start] for head, *_ in self.heads)
        self.unsure |= may_be and heads_group(texts, heads)
        return may_be and not self.unsure

    def _printed(self, texts: list[str]) -> str | None:
        """Return what of the form a row repeats: its header, with the numbers, or a title."""
        if texts in self.headings or is_numbering(texts):
            return "header"
        return "title" if _filled(texts) in self.titles else None

    def _sort_above_foot(self, row: int, cells: list[object], texts: list[str]) -> str:
        part = part_of(texts, self.header, self._label(texts)) or self._part_of_unit(row, texts)
        if part:
            return self._enter_part(part, self._line(row, cells, texts))
        if label := subtotal_label(texts, self.header, self.counted):
            self._sum(row, label, cells)
            return "total"
        listed = None if self.counted else self.key
        if listed is not None and (kind := of_a_summary(texts, self.header, listed)):
            return kind
        if named := self._head(texts):
            column, name = named
            what = self.groups.enter(row, column, without_count(name), texts)
            self.heads.append((row, what, named[1]))
            return "group"
        if self._goes_on(row, texts):
            return "part"
        if self._may_be_line(texts):
            return self._add(row, cells, texts)
        return self._astray(row)

    def _add(self, row: int, cells: list[object], texts: list[str]) -> str:
        self.body.lines.append(self._line(row, cells, texts))
        return "line"

    def _line(self, row: int, cells: list[object], texts: list[str]) -> Line:
        of, depth = self.groups, self.depths.get(row - self.start)
        named = of.unit, of.unit_cell, of.tier
        return Line(row, cells, texts, *named, depth, of.section, of.year, of.kind)

    def _is_numbered_person(self, row: int, texts: list[str]) -> bool:
        """Say whether a row has a number before a name, as most have: it is of nobody else."""
        at = self.header.index("ordinal")
        if self.counted or at is None or self.key is None:
            return False
        # A number that is merged into the row is of the one above.
        return self.sheet.texts(row)[at].isdigit() and is_person(texts[self.key], 3)

    def _sum(
        self, row: int, label: str, cells: list[object], covers: tuple[int, int] | None = None
    ) -> None:
        unit, tier = (self.groups.spans[each] for each in ("unit", "tier"))
        self.body.subtotals.append(Subtotal(row, label, cells, unit, tier, self.start, covers))

    def _astray(self, row: int) -> str:
        self.body.astray.append(row)
        return "refused"

    def _part_of_unit(self, row: int, texts: list[str]) -> str | None:
        """Return that a row is of a sex, or a class, of the unit above, which is counted whole."""
        follows = self.body.kinds.get(row - 1) in ("line", "part", "women") and self.body.lines
        if self.key is None or self.key != self.header.index("unit") or not follows:
            return None
        return part_of_unit(texts, self.body.lines[-1].text(self.key), self.header)

    def _enter_part(self, part: str, line: Line) -> str:
        last = row_above(self.body.kinds, self.texts, self.start)
        # Of a subtotal, or of another part than the men, it says nothing about a unit.
        if self.counted and part == "women" and self.body.kinds.get(last) == "line":
            self.body.women.append((line, last))
            return "women"
        return "part"

    def _head(self, texts: list[str]) -> tuple[int, str] | None:
        named = group_name(texts, self.header)
        if named or self.counted:
            return named
        # A group with figures: a person has a number where others have one.
        filled = [(at, value) for at, value in enumerate(texts) if value]
        if len(filled) == 1 and section_of(filled[0][1]):
            return filled[0]
        return numbered_unit(texts, self.header) or counted_group(texts, self.header)

    def _is_data(self, texts: list[str]) -> bool:
        """Say whether a row has somebody, or a unit, with a rating: no signature has one."""
        if self.key is None:
            return self._may_be_line(texts)
        if not may_name(texts[self.key]):
            return False
        if self.counted:
            return sum(map(is_figure, texts)) > 1
        if begins(texts[self.key], "signatures"):
            return False
        if any(texts[at] and tells_of_somebody(name, texts[at]) for name, at in self.rated):
            return True
        told = (texts[at] for at in self.own)
        return any(told) and not self.in_foot and is_person(texts[self.key])

    def _goes_on(self, row: int, texts: list[str]) -> bool:
        above = self.body.kinds.get(row - 1)
        return not self.counted and above in ("line", "part") and self.going_on.has(row, texts)

    def _label(self, texts: list[str]) -> int | None:
        """Return where the label of a row stands: in the key's column, else its first words."""
        words = (at for at, text in enumerate(texts) if text and not is_figure(text))
        return next(words, None) if self.key is None else self.key

    def _may_be_line(self, texts: list[str]) -> bool:
        if self.key is None:
            counts = [texts[each.index] for each in self.header.of("rating_mark")]
            return any(counts) and all(is_figure(count) for count in counts if count)
        of_foot = self.unsure and len(_filled(texts)) == 1
        if not self.counted and (of_foot or is_of_body(texts, self.header, self.key)):
            return False
        year = self.header.index("year") == self.key and year_in(texts[self.key]) is not None
        return year or may_name(texts[self.key])


def _filled(texts: list[str]) -> tuple[str, ...]:
    return tuple(filter(None, texts))
