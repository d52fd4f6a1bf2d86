"""Rows of a list that only say more of the person above: a second post, another unit."""

from dataclasses import dataclass
from functools import cached_property

from analysis.sources.words.headers import Header
from analysis.sources.workbook.grid import Sheet

# What a second line about somebody never repeats: with one of these it is a row of its own.
_ONCE = (
    *("ordinal", "staff_number", "birth", "birth_male", "birth_female", "year", "date"),
    *("rating", "rating_mark", "not_rated", "kind", "high", "confident", "low"),
)


@dataclass(frozen=True)
class GoingOn:
    """Which rows of a list go on with the row above; `key` is the column of its names."""

    sheet: Sheet
    header: Header
    key: int | None

    def has(self, row: int, texts: list[str]) -> bool:
        """Say whether a row goes on: the name above is merged into it, or it holds a post alone.

        Parameters
        ----------
        row : int
            The row in its sheet.
        texts : list of str
            Its cells, with what is merged into them.
        """
        own = self.sheet.texts(row)
        if any(own[column.index] for name in _ONCE for column in self.header.of(name)):
            return False
        if self.key is not None and texts[self.key]:
            return row in self._merged
        post = self.header.index("post")
        return post is not None and bool(texts[post])

    @cached_property
    def _merged(self) -> frozenset[int]:
        merges = self.sheet.merges
        spans = ((top, end) for (top, left), (end, right) in merges if left == right == self.key)
        return frozenset(row for top, end in spans for row in range(top + 1, end + 1))
