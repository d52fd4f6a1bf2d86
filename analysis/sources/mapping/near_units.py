"""Names on the lists that may be one unit's: asked, and one only where the office says so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from analysis.sources.mapping.asks import Ask, ask_for
from analysis.sources.problems import where
from analysis.sources.reading import Record
from analysis.unit_names import may_be_one


def of_near_units(evaluations: Iterable[Record]) -> Iterator[Ask]:
    """Yield the question whether two names are one unit's, where no year has a list of both.

    The rarer name is asked about; whoever means two units answers with the name itself.
    """
    rows: dict[str, list[Record]] = defaultdict(list)
    for row in evaluations:
        if row.get("unit"):
            rows[str(row["unit"])].append(row)
    years = {unit: {row["year"] for row in found} for unit, found in rows.items()}
    for pair in combinations(rows, 2):
        if years[pair[0]] & years[pair[1]] or not may_be_one(*pair):
            continue
        rare, other = sorted(pair, key=lambda unit: (len(rows[unit]), unit))
        if word := ask_for(rare):
            count = len(rows[rare])
            places = (where({**rows[rare][0], "cell": None}),)
            yield Ask(("words", "units", word), "near_unit", other, places, count)
