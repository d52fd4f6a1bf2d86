"""What titles and the sheet's name say of a ballot: its day, rule, body, round and counts."""

import re
from collections.abc import Iterable
from datetime import date

from analysis.rules import vote_rule
from analysis.sources.words.cells import partial_date
from analysis.sources.workbook.context import Context

_FULL_DATE = re.compile(
    r"\b\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}\b"
    r"|\bngày\s+\d{1,2},?\s+tháng\s+\d{1,2},?\s+năm\s+\d{4}\b",
    re.IGNORECASE,
)
# Nor is the day of the rule, behind its number.
_DATED_RULE = re.compile(
    r"\b\d{1,4}[-/](?:\d{4}/)?(?:QĐ/TW|QH\d+|[^\W\d_-]{2,5}(?:[-/][^\W\d_]{2,5})?),?\s+"
    r"ngày\s+(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})",
    re.IGNORECASE,
)
# The day on which a form was written is none of a ballot: "Mẫu Sơn, ngày … tháng … năm …".
_SIGNED = re.compile(r"^[^\d,(]{2,40},\s*ngày\b", re.IGNORECASE)
_RULE = re.compile(r"\b\d{1,4}[-/](?:\d{4}/)?(?:QĐ/TW|QH\d+)", re.IGNORECASE)
_COUNCIL = re.compile(r"\bHĐND\b|\bhội đồng nhân dân\b", re.IGNORECASE)
_PARTY = re.compile(
    r"\b(?:huyện|quận|thị|thành|tỉnh|đảng)\s+(?:ủy|uỷ)\b|\bchấp hành\b|\bđảng cộng sản\b",
    re.IGNORECASE,
)
_NAMED_PARTY = re.compile(r"\b(?:cấp (?:ủy|uỷ)|đảng bộ|BCH)\b", re.IGNORECASE)
_LONGEST = 500
# What a title counts of all rows: "Tổng số đại biểu: 32; số phiếu phát ra: 29".
_COUNTED = {
    "summoned": re.compile(r"(?:tổng số đại biểu|triệu tập)\s*:?\s*(\d{1,4})\b", re.IGNORECASE),
    "issued": re.compile(r"phát ra\s*:?\s*(\d{1,4})\b", re.IGNORECASE),
    "returned": re.compile(r"thu về\s*:?\s*(\d{1,4})\b", re.IGNORECASE),
}
_BALLOT = re.compile(r"lấy phiếu|bỏ phiếu|kiểm phiếu", re.IGNORECASE)
_CONFIDENCE = re.compile(r"\bphiếu\s+tín nhiệm\b", re.IGNORECASE)
# A meeting is numbered too: "Hội nghị lần thứ 15".
_MEETING = re.compile(r"(?:hội nghị|kỳ họp|đại hội|khóa|khoá)[^,;.)]{0,40}", re.IGNORECASE)
_ROUND = re.compile(
    r"\b(?:lần|vòng|đợt)\s+(?:thứ\s+)?(\d|nhất|hai|ba|I{1,3})(?![\d/.\w])", re.IGNORECASE
)
_NUMBERS = {"nhất": 1, "hai": 2, "ba": 3, "i": 1, "ii": 2, "iii": 3}


def of_confidence(titles: Iterable[str]) -> bool:
    """Say whether titles speak of a vote of confidence."""
    return any(map(_CONFIDENCE.search, titles))


def held(context: Context) -> date | None:
    """Return the day of the ballot that the titles name: one that speaks of it before others."""
    own = context.table.titles if context.table else ()
    for titles in (own, context.titles):
        of_ballot = [title for title in titles if _BALLOT.search(title)]
        unsigned = [title for title in titles if not _SIGNED.search(title)]
        for group in (of_ballot, unsigned):
            bare = (_DATED_RULE.sub(" ", title[:_LONGEST]) for title in group)
            written = (found[0] for title in bare for found in _FULL_DATE.finditer(title))
            days = {when for when in map(partial_date, written) if when}
            if days:
                return date.fromisoformat(days.pop()) if len(days) == 1 else None
    return None


def rule_named(titles: Iterable[str]) -> str | None:
    """Return the number of the rule that titles name."""
    return next((found[0].upper() for found in map(_RULE.search, titles) if found), None)


def body_named(context: Context, rule: str | None) -> str | None:
    """Return whose vote it was: by the rule, else the titles of the vote, others, the sheet."""
    if rule:
        known = vote_rule(rule, date.max)
        return _body(known["party"] if known else "TW" in rule)
    of_ballot = [title for title in context.table_titles if _BALLOT.search(title)]
    for texts in (of_ballot, context.titles, [context.sheet.name]):
        party, council = (any(map(sign.search, texts)) for sign in (_PARTY, _COUNCIL))
        if party or council:
            return _body(party) if party != council else None
    return None


def body_in(text: str) -> str | None:
    """Return whose vote a cell says it was, None where it says neither or both."""
    party = bool(_PARTY.search(text) or _NAMED_PARTY.search(text))
    return None if party == bool(_COUNCIL.search(text)) else _body(party)


def _body(party: bool) -> str:
    return "party" if party else "council"


def round_named(context: Context) -> int | None:
    """Return which round of the vote the titles that speak of it name, else the sheet's name."""
    of_ballot = [title[:_LONGEST] for title in context.table_titles if _BALLOT.search(title)]
    for texts in (of_ballot, [context.sheet.name]):
        rounds = {found for text in texts if (found := round_in(_MEETING.sub(" ", text)))}
        if rounds:
            return rounds.pop() if len(rounds) == 1 else None
    return None


def round_in(text: str) -> int | None:
    """Return the round that a text names.

    Examples
    --------
    >>> round_in("Kết quả lấy phiếu tín nhiệm lần thứ hai"), round_in("Vòng 1"), round_in("Lần 10")
    (2, 1, None)
    """
    found = _ROUND.search(text)
    return _NUMBERS.get(found[1].lower()) or int(found[1]) if found else None


def counted(context: Context) -> dict[str, int]:
    """Return the counts that one title each tells of all rows."""
    found = {
        name: {int(n) for title in context.titles for n in pattern.findall(title[:_LONGEST])}
        for name, pattern in _COUNTED.items()
    }
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
