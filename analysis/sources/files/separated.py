"""A table of separated values: its letters and its separator are found, and its rows read."""

import csv
import io
import re
import unicodedata

from analysis.sources.files.limits import Refused, check_size

_SEPARATORS = ",;\t"
_LOOKED_AT = 20
_LOOKED_INTO = 100_000
_LONGEST_FIELD = 131_072


def decoded(content: bytes) -> str:
    """Return a file's text: UTF-8, UTF-16 by its mark or its zeros, else a Windows code page.

    Raises
    ------
    Refused
        It is none of these.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(content, "utf-16")
    # Plain letters in UTF-16 have a zero beside them.
    head = content[:1000]
    if len(head) > 3 and head[1::2].count(0) > len(head) / 4:
        return _as(content, "utf-16-le")
    if len(head) > 3 and head[0::2].count(0) > len(head) / 4:
        return _as(content, "utf-16-be")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _by_words(content)


def rows_of(content: bytes) -> list[list[object]]:
    """Return the rows of a file of separated values, all of equal length.

    Raises
    ------
    Refused
        Its letters are not known, or it is too large.
    csv.Error
        A field is too long, or a quotation is never closed.
    """
    text = decoded(content)
    if "\0" in text:
        raise Refused("unknown_letters")
    csv.field_size_limit(_LONGEST_FIELD)
    rows: list[list[object]] = []
    wide = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)):
        wide = max(wide, len(row))
        rows.append(list(row))
        check_size(len(rows), wide)
    for each in rows:
        each.extend([""] * (wide - len(each)))
    return rows


def _by_words(content: bytes) -> str:
    """Return a text in Windows-1258; where its words are none, what an old font made of 1252."""
    from analysis.sources.words.old_fonts import is_syllable

    text = _as(content, "cp1258")
    words = set(re.findall(r"\w+", unicodedata.normalize("NFC", text[:_LOOKED_INTO])))
    strange = [word for word in words if not word.isascii()]
    if 2 * sum(map(is_syllable, strange)) >= len(strange):
        return text
    return content.decode("cp1252", "replace")


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Refused("unknown_letters") from error


def _separator(text: str) -> str:
    # Titles above a table have commas in their sentences: the sign met in most lines counts.
    lines = re.split(r"\r\n|\n|\r", text[:50_000])
    first = [line for line in lines if line.strip()][:_LOOKED_AT]
    if first and first[0].lower().startswith("sep=") and len(first[0]) == 5:
        return first[0][4]
    counts = {sign: sorted(line.count(sign) for line in first) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: (counts[sign][len(first) // 2], sum(counts[sign])))
