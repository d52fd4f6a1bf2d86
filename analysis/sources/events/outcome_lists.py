"""What each list of events covers: what its titles say, held against what stands on it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from analysis import vocabulary, wording
from analysis.counts.states.recorded import Recorded
from analysis.sources.events.list_periods import Period, whole_years, within
from analysis.sources.events.lists_answered import (
    ask_units,
    ask_years,
    covers_of,
    units_said,
    years_said,
)
from analysis.sources.mapping.asks import asking
from analysis.sources.mapping.model import Covers
from analysis.sources.problems import place_of, problem
from analysis.sources.reading import Record
from analysis.vocabulary import fold
from analysis.words import Words

# Of fewer events than this a year, or units, may have had none.
FEWEST_EXPECTED = 5
# A list of a period holds some slips; where more lie outside, its title is of something else.
_MOST_OUTSIDE = 0.1
# An office may begin with a kind a year later; two empty years were not entered.
_LEAST_LEADING = 2

ListId = tuple[object, ...]


@dataclass(frozen=True)
class _List:
    """The rows of a list with a kind and a year, the period that it states, what is said of it."""

    rows: list[Record]
    period: Period | None
    said: list[Covers]

    @property
    def years(self) -> Counter[int]:
        return Counter(_year(row) for row in self.rows)

    @property
    def units(self) -> set[str]:
        """The units that the rows name, and of a list of several those of their people."""
        told = {str(row["unit"]) for row in self.rows if row.get("unit") and row.get("unit_told")}
        others = {str(row["unit_that_year"]) for row in self.rows if row.get("unit_that_year")}
        return told | others if len(told) > 1 else told

    @property
    def of_one_unit(self) -> bool:
        """Whether the list's title names the one unit of which it is."""
        return len(self.units) == 1 and all(row.get("unit_of_list") for row in self.rows)


def list_of(row: Record) -> ListId:
    """Return what tells a list from another: its file, sheet, header and origin."""
    return row["file"], row.get("sheet"), row.get("list"), row["origin"]


def recorded(
    outcomes: Iterable[Record],
    periods: dict[ListId, Period],
    evaluations: Iterable[Record],
    covers: Iterable[Covers] = (),
) -> tuple[frozenset[Recorded], list[Record]]:
    """Return what the lists of events cover, and where that is not what they say.

    A list that states its period covers the kinds on it in the whole years of that, but for years
    at either end that were not entered: empty, beside a year with 5 events or more of the kind or
    its family. Another covers each kind from its first event to its last, unstated. A list that
    tells units covers those that it names; the others too, unless 5 events or more would have been
    expected of them together, on it or on all lists. What the office says goes before all that.
    """
    told: set[Recorded] = set()
    problems: list[Record] = []
    people = [row for row in evaluations if row.get("unit")]
    spelling = {fold(row["unit"]): str(row["unit"]) for row in people}
    lists = list(_lists(outcomes, periods, list(covers)))
    silent = _silent_together(lists, people, problems)
    for each in lists:
        judged = _units(each, people, silent)
        for kind, years in _kinds(each, problems).items():
            units = units_said(each.said, kind, spelling) or judged
            told |= _covered(kind, years, units, each)
    return frozenset(told), problems


def _covered(kind: str, years: list[int], units: set[str | None], each: _List) -> set[Recorded]:
    own = [row for row in each.rows if row["kind"] == kind] or each.rows
    stated = each.period is not None or kind in years_said(each.said, (kind,))
    return {
        Recorded(tier, kind, year, unit, stated)
        for tier in {_text(row.get("tier")) for row in own}
        for year in years
        for unit in units
    }


def _lists(
    outcomes: Iterable[Record], periods: dict[ListId, Period], covers: list[Covers]
) -> Iterator[_List]:
    groups: dict[ListId, list[Record]] = defaultdict(list)
    for row in outcomes:
        if row.get("kind") and row.get("first_year"):
            groups[list_of(row)].append(row)
    for key, rows in groups.items():
        period = periods.get(key)
        if period and within(map(_year, rows), period) < (1 - _MOST_OUTSIDE) * len(rows):
            period = None
        yield _List(rows, period, covers_of(rows[0], covers))


def _kinds(each: _List, problems: list[Record]) -> dict[str, list[int]]:
    """Return the years in which each kind on a list is covered."""
    met = {str(row["kind"]) for row in each.rows}
    said = years_said(each.said, met)
    return _kinds_judged(each, sorted(met - {*said}), problems) | said


def _kinds_judged(each: _List, kinds: list[str], problems: list[Record]) -> dict[str, list[int]]:
    if each.period is None:
        of = {kind: [_year(row) for row in each.rows if row["kind"] == kind] for kind in kinds}
        return {kind: list(range(min(years), max(years) + 1)) for kind, years in of.items()}
    years = list(whole_years(each.period))
    entered = {kind: _entered(kind, each, years) for kind in kinds}
    missing: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for kind in kinds:
        missing[tuple(year for year in years if year not in entered[kind])].append(kind)
    for gone, of_them in missing.items():
        if gone:
            problems.append(_not_entered(gone, of_them, each))
    return entered


def _entered(kind: str, each: _List, years: list[int]) -> list[int]:
    family = vocabulary.kinds_within(vocabulary.lineage(kind)[-1])
    wholes = (
        Counter(_year(row) for row in each.rows if row["kind"] == kind),
        Counter(_year(row) for row in each.rows if row["kind"] in family),
        each.years,
    )
    kept = years
    for counts in wholes:
        kept = [year for year in kept if year in _filled(counts, years)]
    return kept


def _filled(counts: Counter[int], years: list[int]) -> list[int]:
    met = [year for year in years if counts[year]]
    if not met:
        return years
    first, last = met[0], met[-1]
    late = counts[first] >= FEWEST_EXPECTED and first - years[0] >= _LEAST_LEADING
    early = counts[last] >= FEWEST_EXPECTED and last < years[-1]
    return [y for y in years if not (late and y < first) and not (early and y > last)]


def _not_entered(years: tuple[int, ...], kinds: list[str], each: _List) -> Record:
    # As the list itself calls them.
    named = "; ".join(Words("vi").label("outcome_kinds", kind) for kind in kinds)
    values = {"years": wording.years(years), "kinds": named}
    found = problem("warning", "not_entered", *place_of(each.rows[0]), **values)
    last = max(whole_years(each.period)) if each.period else max(years)
    return asking(found, ask_years(each.rows[0], kinds, last))


def _units(each: _List, people: list[Record], silent: bool) -> set[str | None]:
    """Return the units that a list covers; None is all of them."""
    told = each.units
    if not told:
        return {None}
    missing, _ = _missing(told, each.rows, people)
    return {*told} if each.of_one_unit or silent or missing else {None}


def _silent_together(lists: list[_List], people: list[Record], problems: list[Record]) -> bool:
    """Say whether events would be expected of units that no list names, and tell how many."""
    wide = [each for each in lists if each.units and not any(one.units for one in each.said)]
    if not wide:
        return False
    named = set().union(*(each.units for each in wide))
    # What two lists tell was to be expected once.
    rows = [row for each in wide for row in each.rows if row.get("account") != "repeated"]
    missing, units = _missing(named, rows, people)
    if missing:
        values: dict[str, Any] = {"count": missing, "units": units}
        place = place_of(wide[0].rows[0])
        found = problem("warning", "silent_units", *place, **values)
        problems.append(asking(found, *(ask_units(each.rows[0], missing) for each in wide)))
    return bool(missing)


def _missing(named: set[str], rows: list[Record], people: list[Record]) -> tuple[int, int]:
    """Return of how many units rows were to be expected and are not, and how many there are."""
    tiers = {row.get("tier") for row in rows} - {None}
    listed = Counter(
        str(row["unit"]) for row in people if not tiers or row.get("tier") in {*tiers, None}
    )
    silent = {unit for unit in listed if unit not in named}
    share = sum(listed[unit] for unit in silent) / max(sum(listed.values()), 1)
    return (len(silent) if share * len(rows) >= FEWEST_EXPECTED else 0), len(listed)


def _year(row: Record) -> int:
    return int(str(row["first_year"]))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
