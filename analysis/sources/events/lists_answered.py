"""What the office says that a list of events covers: it goes before what stands on the list."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from analysis import vocabulary
from analysis.sources.mapping.asks import Ask
from analysis.sources.mapping.model import EVERY_UNIT, Covers
from analysis.sources.reading import Record
from analysis.vocabulary import fold


def covers_of(row: Record, covers: Iterable[Covers]) -> list[Covers]:
    """Return what is said of the list on which a row stands."""
    table = f"{row['file']}, {row['sheet']}" if row.get("sheet") else str(row["file"])
    return [each for each in covers if each.of in (table, row["file"])]


def years_said(covers: Iterable[Covers], on_list: Collection[str]) -> dict[str, list[int]]:
    """Return the years of each kind of which it is said, whether it is on the list or not."""
    told: dict[str, set[int]] = defaultdict(set)
    for each in covers:
        for kind in _kinds(each, on_list) if each.years else ():
            told[kind] |= set(each.years)
    return {kind: sorted(years) for kind, years in told.items()}


def units_said(
    covers: Iterable[Covers], kind: str, spelling: Mapping[str, str]
) -> set[str | None] | None:
    """Return the units of which a kind is said to be covered, None among them for all of them.

    Returns
    -------
    set or None
        None where nothing is said.
    """
    named = [unit for each in covers if kind in _kinds(each, (kind,)) for unit in each.units or ()]
    if not named:
        return None
    return {None if unit == EVERY_UNIT else spelling.get(fold(unit), unit) for unit in named}


def ask_units(row: Record, count: int) -> Ask:
    """Return the question which units the list of a row covers."""
    return Ask(("outcomes_recorded", "units"), "list_units", count=count, item=_item(row))


def ask_years(row: Record, kinds: Iterable[str], last: int) -> Ask:
    """Return the question from which year on the list of a row covers some kinds."""
    item = (*_item(row), ("kinds", sorted(kinds)), ("to", last))
    return Ask(("outcomes_recorded", "from"), "list_from", item=item)


def _item(row: Record) -> tuple[tuple[str, object], ...]:
    table = f"{row['file']}, {row['sheet']}" if row.get("sheet") else str(row["file"])
    return (("list", table),)


def _kinds(each: Covers, on_list: Collection[str]) -> set[str]:
    if each.kinds is None:
        return set(on_list)
    return {kind for wide in each.kinds if wide for kind in vocabulary.kinds_within(wide)}
