"""What stays of a refused row of evaluations: somebody is on a list, and what is surely known."""

from collections.abc import Collection, Iterable

from analysis.sources.reading import Record

# Without these nobody can say where a row belongs.
_PLACE = frozenset({"year", "origin"})


def withheld(row: Record, wrong: Collection[str] = ()) -> Record | None:
    """Return what stays of a refused row; None where that cannot be placed or counted.

    Parameters
    ----------
    row : dict
        The record as far as it could be read.
    wrong : collection of str
        The columns of the record table that are wrong; they are left missing. A wrong birth year
        is of a wrong birth date, by which the person of a list without staff numbers is not known.

    Returns
    -------
    dict or None
        The row with `withheld` true and no rating. Somebody who is known is one person whatever
        the count says; of others a wrong count tells no number of people.
    """
    lost = set(wrong)
    if lost & _PLACE or ("count" in lost and not row.get("person")):
        return None
    if "birth_year" in lost and "name" in row and not row.get("staff_number"):
        lost.add("person")
    stays = {**row, **dict.fromkeys(lost), "rating": None, "withheld": True}
    return {**stays, "count": 1 if "count" in lost else row["count"]}


def in_place_of(rows: Iterable[Record], columns: Iterable[str]) -> Record:
    """Return the one withheld row that stands for differing rows of one person and year.

    What all of them say stays, and the place of the last.
    """
    *others, last = rows
    differing = {name for name in columns if any(row.get(name) != last.get(name) for row in others)}
    return {**last, **dict.fromkeys(differing), "rating": None, "withheld": True, "count": 1}
