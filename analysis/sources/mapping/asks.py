"""Questions that the office could answer in its mapping file: each with the line it would write."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from analysis.sources.problems import where
from analysis.sources.reading import Record
from analysis.sources.words.headers import header_words, without_remarks
from analysis.sources.words.persons import is_number, is_person
from analysis.vocabulary import fold, wordings
from analysis.words import Words

if TYPE_CHECKING:
    from analysis.sources.workbook.grid import Sheet

_MOST_PLACES = 3
_LONGEST = 80
_PAIRS = ("number", "birth", "unit", "spelling", "name")
_ASKED = frozenset(
    [
        *("misnamed_column", "unknown_rating", "unknown_rating_near", "missing_rating_column"),
        *("missing_level_perhaps", "missing_vote_levels", "repeated_header"),
        *(
            "missing_year",
            "unclear_year",
            "school_year",
            "no_tier",
            "no_unit",
            "unit_perhaps",
            "ratings_not_used",
            "no_table",
            "some_alone",
        ),
        *(
            "other_in_commune",
            "unknown_title",
            "unknown_word",
            "unknown_code",
            "unknown_outcome_kind",
        ),
        *("unknown_unit_name", "group_of_units", "near_unit"),
        *("several_units", "several_units_counted"),
        *("rating_without_names", "rows_without_key"),
        *("told_twice", "same_totals", "list_and_return", "repeated_person_differing"),
        *("event_told_twice", "event_told_differently"),
        *("silent_units", "not_entered"),
        *("doubtful_staff_number", "doubtful_name", "numbers_missing"),
        *(f"doubtful_pair_{cause}" for cause in _PAIRS),
    ]
)
# The sections of words that the mapping file has, of which a cell's word may be asked.
ASKED_WORDS = ("ratings", "sexes", "outcome_kinds", "tiers")
# Of 100: below it a suggestion would only mislead.
_ALIKE = 70
_A_SLIP = 90
# Longer numbers may be a person's.
_DIGITS = 5


@dataclass(frozen=True)
class Ask:
    """One question: the keys down to the value that is blank, and what is known of it.

    Attributes
    ----------
    at : tuple of str
        Keys of the mapping file, the last left blank; of an item of a list the list's key and
        the key in the item.
    why : str
        The sentence of ``asks.yml`` that says what was found.
    near : str, optional
        What may be the answer.
    places : tuple of str
        Where it was met.
    count : int
        How many rows it concerns.
    item : tuple
        What else stands in the item of a list.
    """

    at: tuple[str, ...]
    why: str
    near: str | None = None
    places: tuple[str, ...] = ()
    count: int = 1
    item: tuple[tuple[str, object], ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two questions one: the same keys, whatever their spelling."""
        *before, last = self.at
        return (*before, fold(last) or last, *map(str, self.item))


def asking(found: Record, *asks: Ask | None) -> Record:
    """Return a problem with the questions whose answers would settle it."""
    placed = [
        each if each.places else replace(each, places=(where(found),))
        for each in asks
        if each is not None
    ]
    return {**found, "asks": placed} if placed else found


def asked_causes() -> frozenset[str]:
    """Return the problems that an answer in the mapping file can settle."""
    return _ASKED


def of_word(section: str, word: str, near: str | None = None, count: int = 1) -> Ask | None:
    """Return the question what a word stands for; none of what may be a person's."""
    if (asked := ask_for(word)) is None:
        return None
    return Ask(("words", section, asked), f"word_{section}", near, (), count)


def of_heading(heading: str, near: str | None = None, count: int = 1) -> Ask | None:
    """Return the question what a column holds; none of what may be a person's."""
    asked = ask_for(heading)
    return None if asked is None else Ask(("headings", asked), "heading", near, (), count)


def of_cell(sheet: "Sheet", cell: str) -> Ask:
    """Return the question what a column holds whose heading stands over several."""
    place = f"{sheet.file}, {sheet.name}, {cell}"
    return Ask(("headings", place), "heading_cell", None, (place,))


def of_sheet(found: Record, key: str, near: str | None = None, count: int = 1) -> Ask:
    """Return the question of what year, unit or tier a sheet is, or whether it counts at all."""
    file, sheet = str(found["file"]), found.get("sheet")
    at = ("files", file, "sheets", str(sheet), key) if sheet else ("files", file, key)
    return Ask(at, f"sheet_{key}", near, (), count)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return which of several words another is like, if one is."""
    plain = {fold(each): each for each in known}
    found = process.extractOne(fold(word), list(plain), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return plain[found[0]] if found else None


def nearest_in(section: str, word: str, alike: int = _ALIKE) -> str | None:
    """Return the label of the code of a section whose wording is nearest to a word, if one is."""
    known = wordings(section)
    found = process.extractOne(fold(word), list(known), scorer=fuzz.ratio, score_cutoff=alike)
    return Words("vi").label(section, known[found[0]]) if found else None


def nearest_post(title: str) -> str | None:
    """Return the label of the only group whose titles a title begins, or has a slip in.

    *Trưởng ban* is not *Trưởng phòng*, however like it is.
    """
    begun = f"{fold(title)} "
    groups = {code for known, code in wordings("post_groups").items() if known.startswith(begun)}
    if not groups:
        return nearest_in("post_groups", title, _A_SLIP)
    return Words("vi").label("post_groups", groups.pop()) if len(groups) == 1 else None


def nearest_heading(text: str) -> str | None:
    """Return the known heading that is nearest to a text, if one is.

    A column that is called as a year alone mostly holds that year's ratings.
    """
    fields = header_words()["fields"]
    if not fold(plain := without_remarks(text)):
        return str(fields["rating"][0]) if fold(text) else None
    return nearest(plain, (each for listed in fields.values() for each in listed))


def ask_for(word: str) -> str | None:
    """Return a word as far as it may stand in the mapping file, which others may get to see."""
    plain = " ".join(word.split())
    own = is_person(plain, 2) or is_number(plain, _DIGITS)
    return None if not plain or own or len(plain) > _LONGEST else plain


def merged(asks: Iterable[Ask]) -> list[Ask]:
    """Return each question once, with all that it concerns."""
    by_key: dict[tuple[object, ...], Ask] = {}
    for ask in asks:
        before = by_key.get(ask.key)
        if before is None:
            by_key[ask.key] = ask
            continue
        places = tuple(dict.fromkeys((*before.places, *ask.places)))[:_MOST_PLACES]
        count = before.count + ask.count
        near = before.near or ask.near
        by_key[ask.key] = replace(before, places=places, count=count, near=near)
    return list(by_key.values())
