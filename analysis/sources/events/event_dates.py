"""Where a list dates its events: under the name of their kind, behind a decision's number."""

import re
from collections.abc import Iterable
from dataclasses import replace

from analysis.sources.events.event_kinds import kinds_in
from analysis.sources.words.cells import partial_date, text
from analysis.sources.words.headers import Column, Header
from analysis.vocabulary import code_of

_DATE_OF = re.compile(
    r"(?:ngày(?:, tháng(?:, năm)?)?|tháng, năm|năm|thời điểm)\s+(?:được\s+)?(.+)", re.IGNORECASE
)
_NUMBER_AND_DATE = re.compile(
    r"[^,;]*\d[^,;]*?(?:[,;]|\s)\s*(?:ngày\s+)?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*\)?", re.IGNORECASE
)


def with_date_of_kind(header: Header, titles: Iterable[str]) -> Header:
    """Return the header of a list of one kind with the column of its dates (*Ngày bổ nhiệm*).

    Where its titles name another kind, that column dates something else.
    """
    kinds = kinds_in(titles)
    if header.has("date", "decided") or len(kinds) != 1:
        return header
    found = [(at, path[-1]) for at, path in header.unused if _kind_dated(path[-1]) in kinds]
    if len(found) != 1:
        return header
    ((column, name),) = found
    unused = tuple(each for each in header.unused if each[0] != column)
    return replace(header, columns=(*header.columns, Column(column, "date", name)), unused=unused)


def date_decided(value: object) -> str | None:
    """Return the date of a decision behind its number (*123-QĐ/HU ngày 12/3/2014*), else None."""
    found = _NUMBER_AND_DATE.fullmatch(text(value))
    return partial_date(found[1]) if found else None


def _kind_dated(heading: str) -> str | None:
    found = _DATE_OF.fullmatch(heading.strip())
    return code_of("outcome_kinds", found[1]) if found else None
