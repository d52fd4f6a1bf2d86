"""What each heading of a table was taken for: told, and quoted as far as a heading may be."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from analysis import vocabulary
from analysis.sources.reading import Record
from analysis.sources.words.cells import cell_name
from analysis.sources.words.headers import Header, without_remarks
from analysis.sources.words.quoting import heading_told
from analysis.sources.words.rating_words import told
from analysis.vocabulary import fold


def headings_of(header: Header, kind: str, file: str, sheet: str) -> Iterator[Record]:
    """Yield what each column of a table is taken for (see `tables.HEADINGS`).

    Parameters
    ----------
    header : Header
        Of the table.
    kind : str
        The table's kind: a code of `table_kinds`.
    """
    used = {column.index: column for column in header.columns}
    texts: dict[int, tuple[str, ...]] = dict(header.unused)
    for index in sorted({*used, *texts}):
        column = used.get(index)
        path = (column.header,) if column else texts[index]
        yield {
            "file": file,
            "sheet": sheet,
            "kind": kind,
            "cell": cell_name(header.last, index),
            "heading": " › ".join(filter(None, map(_told, path))) or None,
            "field": column.field if column else None,
            "level": column.level if column else None,
        }


def headings_of_codes(columns: Iterable[str], kind: str, file: str) -> Iterator[Record]:
    """Yield what each column of a tidy table is taken for: its head is the code of a field."""
    for index, name in enumerate(columns):
        known = name in vocabulary.codes("fields")
        yield {
            "file": file,
            "sheet": None,
            "kind": kind,
            "cell": cell_name(0, index),
            "heading": name if known else _told(name),
            "field": name if known else None,
        }


# The same few headings stand on every sheet.
@lru_cache(maxsize=8192)
def _told(text: str) -> str | None:
    codes = map(fold, vocabulary.codes("fields"))
    return heading_told(text, codes) or told(" ".join(without_remarks(text).split()))
