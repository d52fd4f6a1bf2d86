"""Of how many people is it not sure who they are, or what was said of them?"""

from collections.abc import Sequence

import pandas as pd

from analysis import vocabulary
from analysis.counts import Population
from analysis.counts.states.states import WITHHELD

SEX_CHANGED = "sex_changed"
_REASON = pd.CategoricalDtype(list(vocabulary.codes("doubts")), ordered=True)
_COLUMNS = ["year", "next_year", "reason", "n"]


def doubts(people: Population, years: Sequence[int] | None = None) -> pd.DataFrame:
    """Return how many people are doubtful between each two years, or withheld in one.

    Parameters
    ----------
    people : Population
        A whole one, of any filter; namesakes and merged people are told by tier and unit alone.
    years : sequence of int, optional
        Of which each two are compared; by default those of the population.

    Returns
    -------
    DataFrame
        One row per doubt that occurs: ``year``, ``next_year`` (missing for what concerns one year
        alone), ``reason``, ``n`` (people), ``of``, ``origin``. The reasons: *namesake*, on no list
        of the later year while somebody new has the same name and year of birth, or name and
        unit: one person, perhaps, told as left and as new; *merged*, one staff number with
        another name and birth in each year: perhaps two people told as one; *sex_changed*, in
        both years, under another sex; *withheld*, rows of a year refused for an error.
    """
    asked = people if years is None else people.of_years(years)
    held = asked.count("year")
    held = held[held["state"] == WITHHELD].assign(reason=WITHHELD, next_year=pd.NA)
    parts = [asked.doubts(), _sex_changed(asked), held]
    told = pd.concat([part.reindex(columns=_COLUMNS).astype(object) for part in parts])
    types = {"year": "Int64", "next_year": "Int64", "reason": _REASON, "n": "Int64"}
    told = told.astype(types).assign(of=people.of_whom, origin=people.origin)
    return told.sort_values(["year", "next_year", "reason"], ignore_index=True)


def could_turn(low: float, high: float, shift: float) -> bool:
    """Say whether doubtful people could turn what an interval of a change says.

    Parameters
    ----------
    low, high : float
        The interval of the change: it rose, fell, or did not clearly change.
    shift : float
        How far the doubtful people could move the change at most, in the same unit, either way:
        of `n` of whom it is not known how they count among `total`, n / total.

    Examples
    --------
    >>> could_turn(0.02, 0.10, shift=0.01), could_turn(0.02, 0.10, shift=0.03)
    (False, True)
    """
    return _says(low - shift, high - shift) != _says(low + shift, high + shift)


def doubtful(table: pd.DataFrame, reason: str, year: int, next_year: int | None = None) -> int:
    """Return how many people are doubtful for a reason between two years, or in one."""
    rows = table[(table["reason"] == reason) & (table["year"] == year)]
    told = rows["next_year"].isna() if next_year is None else rows["next_year"] == next_year
    return int(rows.loc[told.fillna(False), "n"].sum())


def _says(low: float, high: float) -> int:
    return int(low > 0) - int(high < 0)


def _sex_changed(people: Population) -> pd.DataFrame:
    """Return how many are of another sex in a later year, of each two years of the population."""
    ways = people.paths(each_year="sex")
    told = []
    for place, year in enumerate(people.years):
        for later in people.years[place + 1 :]:
            sexes = ways[[f"sex_{year}", f"sex_{later}"]].set_axis(["before", "after"], axis=1)
            changed = sexes.notna().all(axis=1) & (sexes["before"] != sexes["after"])
            told.append({"year": year, "next_year": later, "n": int(ways.loc[changed, "n"].sum())})
    table = pd.DataFrame(told, columns=["year", "next_year", "n"])
    return table[table["n"] > 0].assign(reason=SEX_CHANGED)
