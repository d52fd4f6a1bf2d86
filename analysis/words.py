"""What a result is told with in one language: numbers, dates, lists, labels and sentences."""

import math
import string
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import localcontext
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol

from analysis import spoken, vocabulary
from analysis.formats.shape import suggestion
from analysis.languages import LANGUAGES
from analysis.persons import with_persons
from analysis.wording import half_up, sentences

# The largest number has 309 digits before the point.
_DIGITS = 330
_UNSAID = (LANGUAGES[0], vocabulary.PERSONS[0])
# Of the process, not of a context: a control that is used asks in another than its cell did.
# The last holds; None as long as no review is open.
_of_review: list[tuple[str, str] | None] = [None]


class UnknownLanguage(ValueError):
    """No text of the project is in this language; the message names those that there are."""


class NotTold(KeyError):
    """A catalogue lacks a text, a language of it or what fills a field; the message says which."""

    def __str__(self) -> str:
        return str(self.args[0])


class AsWritten(dict[str, str]):
    """Texts by language that an office wrote: whom it counts is called as it calls them."""


@dataclass(frozen=True)
class Words:
    """Numbers, dates, lists, labels and sentences as one language writes them.

    Attributes
    ----------
    language : str
        A code of `languages.LANGUAGES`.
    persons_as : str
        What Vietnamese texts call those whom they count, one of ``vocabulary.PERSONS``; the
        catalogues are written with the first.

    Raises
    ------
    UnknownLanguage
        There is no such language.
    """

    language: str
    persons_as: str = vocabulary.PERSONS[0]

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            near = suggestion(str(self.language), LANGUAGES)
            raise UnknownLanguage(f"there is no language {self.language!r}; {near}")

    @classmethod
    def of_review(cls) -> "Words":
        """Return the words that the review has now."""
        return cls(*_words_of_review())

    @classmethod
    def now(cls) -> "Words":
        """Return the words of the review that is open, else those of whoever is spoken to."""
        if _of_review[-1] is not None:
            return cls.of_review()
        return cls(spoken.language())

    def speak(self) -> None:
        """Make these the words of the review, from here on."""
        _of_review[-1] = self.language, self.persons_as

    @contextmanager
    def spoken(self) -> Iterator[None]:
        """Make these the words of the review within the block."""
        _of_review.append((self.language, self.persons_as))
        try:
            yield
        finally:
            _of_review.pop()

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Return a number as the language writes it; missing is an en dash.

        Halves are rounded away from zero, as in the reports that are compared with.

        Examples
        --------
        >>> Words("vi").number(1234.5, 1), Words("en").number(1234.5, 1), Words("vi").number(None)
        ('1.234,5', '1,234.5', '–')
        """
        if value is None or _missing(value):
            return "–"
        # Adding 0 turns a negative zero into zero: what rounds to nothing has no sign.
        rounded = half_up(float(value), decimals) + 0
        if math.isinf(rounded):
            return "∞" if rounded > 0 else "−∞"
        return _formatted(rounded, decimals, self.language)

    def percent(self, share: float | None, decimals: int = 1) -> str:
        """Return a share (0-1) as a percentage.

        Examples
        --------
        >>> Words("vi").percent(318 / 610)
        '52,1%'
        """
        if share is None or _missing(share):
            return "–"
        return self.number(share * 100, decimals) + "%"

    def points(self, change: float | None, decimals: int = 1) -> str:
        """Return a change in percentage points (a difference of shares, 0-1) with its sign."""
        if change is None or _missing(change):
            return "–"
        rounded = half_up(change * 100, decimals)
        return ("+" if rounded > 0 else "") + self.number(rounded, decimals)

    def date(self, value: Any) -> str:
        """Return a date as 28/9/2016 in Vietnamese and 28 September 2016 in English."""
        # Loaded where a date is told: it takes as long as all else here.
        from babel.dates import format_date

        pattern = vocabulary.words()["date_pattern"][self.language]
        return format_date(value, pattern, locale=self.language)

    def decimal(self, stated: str) -> str:
        """Return a number as it was stated, with the decimal sign of the language.

        Examples
        --------
        >>> Words("vi").decimal("62.5"), Words("en").decimal("62,5")
        ('62,5', '62.5')
        """
        sign = get_decimal_symbol(self.language)
        return stated.replace(".", sign).replace(",", sign)

    def listing(self, items: Sequence[object]) -> str:
        """Return items as a list in words: *2012, 2013 và 2014*."""
        return format_list([str(item) for item in items], locale=self.language)

    def label(self, section: str, code: object, short: bool = False) -> str:
        """Return the label of a code; a value that is no known code is its own label."""
        entry = vocabulary.words().get(section, {}).get(code)
        if entry is None:
            return str(code)
        texts = entry.get("short", entry) if short else entry
        if section in vocabulary.words()["named_by_offices"]:
            return str(texts[self.language])
        return self.of(texts)

    def of(self, texts: Mapping[str, object]) -> str:
        """Return of texts by language the one of these words, as an office says it.

        Examples
        --------
        >>> Words("vi", "đồng chí").of({"vi": "Lượt người; số người", "en": "People"})
        'Lượt người; số đồng chí'
        """
        if self.language not in texts:
            raise NotTold(f"{', '.join(map(str, texts.values()))}: not told in {self.language}")
        text = str(texts[self.language])
        return text if isinstance(texts, AsWritten) else self._said(text)

    def _said(self, text: str) -> str:
        if self.language != "vi" or self.persons_as == vocabulary.PERSONS[0]:
            return text
        return with_persons(text, self.persons_as)

    def say(self, path: Path, key: str, **values: object) -> str:
        """Return the sentence `key` (dotted for a variant) of a catalogue, its fields filled.

        Raises
        ------
        NotTold
            The catalogue has no such sentence, or not in this language, or a field has no value.
        """
        entry: Any = sentences(path)
        for part in (*key.split("."), self.language):
            if not isinstance(entry, dict) or part not in entry:
                raise NotTold(f"{path}: {key} has no {part!r} ({self.language})")
            entry = entry[part]
        try:
            # Before the fields are filled: what a unit is called is the office's own.
            return string.Formatter().vformat(self._said(entry.strip()), (), values)
        except KeyError as error:
            raise NotTold(f"{path}: {key} ({self.language}) is given no {error}") from None


# A notebook writes a few hundred numbers several times each: on charts, in tables, in sentences.
@lru_cache(maxsize=8192)
def _formatted(rounded: float, decimals: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=_DIGITS):
        return format_decimal(rounded, pattern, language).replace("-", "−")


class _Spoken(Words):
    """The words of the review, which may be set after a function took them as its default."""

    def __init__(self) -> None:
        """Hold no language: it is looked up whenever something is told."""

    @property
    def language(self) -> str:
        return _words_of_review()[0]

    @property
    def persons_as(self) -> str:
        return _words_of_review()[1]

    def __repr__(self) -> str:
        return "OF_REVIEW"


def _words_of_review() -> tuple[str, str]:
    return _of_review[-1] or _UNSAID


# Whoever is given no words tells in these.
OF_REVIEW: Words = _Spoken()


def _missing(value: float) -> bool:
    # Loaded where a number is told: `review --help` is told without it.
    from pandas import isna

    return bool(isna(value))
