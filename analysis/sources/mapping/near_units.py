"""Names on the lists that may be one unit's: told, and one only where the office says so."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from itertools import combinations
from typing import Any

from analysis.counts.states.coverage import FEWEST_EXPECTED
from analysis.sources.mapping.asks import Ask, ask_for, asking
from analysis.sources.problems import place_of, problem, where
from analysis.sources.reading import Record
from analysis.unit_names import bare_name, may_be_one
from analysis.vocabulary import fold


def near_units(evaluations: Iterable[Record], said: Container[str]) -> Iterator[Record]:
    """Yield a warning of each two names that may be one unit's, where no year has a list of both.

    The series of such a unit would break. Of a unit whose list is expected its absence is told,
    with the names near to it (see `measures.reported`). The rarer name is asked about; whoever
    means two units answers with the name itself.

    Parameters
    ----------
    evaluations : iterable of dict
        All records of a source, each with its unit, where it is known.
    said : container of str
        What the office itself calls units, folded.
    """
    rows: dict[str, list[Record]] = defaultdict(list)
    for row in evaluations:
        if row.get("unit"):
            rows[str(row["unit"])].append(row)
    years = {unit: {row["year"] for row in found} for unit, found in rows.items()}
    for pair in combinations(rows, 2):
        rare, other = sorted(pair, key=lambda unit: (len(rows[unit]), unit))
        both = years[rare] & years[other]
        if both and bare_name(rare) == bare_name(other) and _counted_alike(rows, pair, both):
            yield problem("warning", "counted_under_two_names", *place_of(rows[other][0]))
            continue
        if both or fold(rare) in said or not may_be_one(rare, other):
            continue
        small = all(_most_in_a_year(rows[unit]) < FEWEST_EXPECTED for unit in pair)
        yield _told("warning" if small else "note", rare, other, rows[rare])


def _counted_alike(rows: dict[str, list[Record]], pair: tuple[str, str], both: set[object]) -> bool:
    """Say whether two units have the same counts of several ratings in a year of both."""
    first, second = (
        {
            year: sorted(
                (str(row.get("tier")), str(row.get("rating")), str(row.get("sex")), row["count"])
                for row in rows[unit]
                if row["year"] == year and row["count"] and not row.get("person")
            )
            for year in both
        }
        for unit in pair
    )
    return any(len(first[year]) > 1 and first[year] == second[year] for year in both)


def _most_in_a_year(rows: list[Record]) -> int:
    people: Counter[object] = Counter()
    for row in rows:
        # What is no number of people is refused for that.
        people[row["year"]] += row["count"] if isinstance(row["count"], int) else 0
    return max(people.values())


def _told(severity: str, rare: str, other: str, rows: list[Record]) -> Record:
    words = ask_for(rare), ask_for(other)
    names: dict[str, Any] = {
        "word": words[0] if all(words) else None,
        "near": words[1],
        "count": len(rows),
    }
    found = problem(severity, "near_unit", *place_of(rows[0]), **names)
    if words[0] is None:
        return found
    places = (where({**rows[0], "cell": None}),)
    return asking(found, Ask(("words", "units", words[0]), "near_unit", other, places, len(rows)))
