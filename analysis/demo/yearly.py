"""The yearly workbook: the list of ratings of a year, a sheet for each tier."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.demo.forms import Sheet, columns, identity, records, text, workbook
from analysis.demo.posts import bodies, city_posts, units
from analysis.words import Words

_NUMERALS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_COUNTED = (
    "born_male",
    "born_female",
    "committee_member",
    *vocabulary.codes("ratings"),
    "not_rated",
)


def write_year(history: pd.DataFrame, year: int, path: Path) -> None:
    """Write the ratings of one year, one row per person, in the form of an office's list."""
    listed = history[history["year"] == year]
    with workbook(path, text("ratings.title", year=year)) as (book, formats):
        for tier, fill in (("district", _by_unit), ("city", _flat)):
            name = text(f"ratings.sheet.{tier}")
            sheet = Sheet(book.add_worksheet(name), formats, columns(tier))
            sheet.letterhead(
                text("ratings.title", year=year),
                text(f"ratings.scope.{tier}"),
                text(f"ratings.note.{tier}.{year}"),
            )
            sheet.headings()
            people = [_row(person) for person in _in_order(listed[listed["tier"] == tier])]
            fill(sheet, people)
            sheet.heading_row({"name": text("text.total"), **_counts(people)})
            sheet.signatures(date(year, 12, 25))


def _by_unit(sheet: Sheet, people: list[dict[str, Any]]) -> None:
    present = {person["unit"] for person in people}
    for place, unit in enumerate((unit for unit in units() if unit in present), start=1):
        own = [person for person in people if person["unit"] == unit]
        sheet.heading_row({"place": roman(place), "name": unit})
        sheet.rows({**person, "place": at} for at, person in enumerate(own, start=1))
        sheet.heading_row({"name": text("text.subtotal"), **_counts(own)})


def _flat(sheet: Sheet, people: list[dict[str, Any]]) -> None:
    sheet.rows({**person, "place": at} for at, person in enumerate(people, start=1))


def _in_order(people: pd.DataFrame) -> list[dict[str, Any]]:
    """Order people as a list does: by body, its head first, then by staff number."""
    known = [post.body for post in city_posts()] + [body.head.body for body in bodies()]
    place = {body: at for at, body in reversed(list(enumerate(known)))}
    ordered = people.assign(at=people["body"].map(place), deputy=people["rank"] == "deputy")
    return records(ordered.sort_values(["at", "deputy", "number"]))


def _row(person: dict[str, Any]) -> dict[str, Any]:
    tick, rating, reason = text("text.tick"), person["rating"], person["reason"]
    unrated = pd.isna(rating)
    return {
        **identity(person["number"]),
        f"born_{person['sex']}": person["birth_text"],
        "title": person["title"],
        "unit": person["unit"],
        "staff_class": Words("vi").label("staff_classes", person["staff_class"]),
        "committee_member": tick if person["committee_member"] else None,
        "not_rated" if unrated else rating: tick,
        "note": text(f"text.reason.{reason}") if unrated else None,
    }


def _counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(row.get(name) is not None for row in rows) for name in _COUNTED}


def roman(number: int) -> str:
    """Return a number from 1 to 89 in Roman numerals.

    Examples
    --------
    >>> roman(4), roman(49), roman(51)
    ('IV', 'XLIX', 'LI')
    """
    written = ""
    for value, sign in _NUMERALS:
        written += sign * (number // value)
        number %= value
    return written
