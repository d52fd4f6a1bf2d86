"""A plain table of evaluations, taken as a population: for counts alone."""

from dataclasses import replace

import pandas as pd

from analysis.counts.history import empty_history
from analysis.counts.population import Population


def as_population(people: Population | pd.DataFrame) -> Population:
    """Return a population; a plain table of evaluations is one whose outside is not known.

    It tells no women of whole rows of a return: counts of a row may have been taken out of it.
    """
    if isinstance(people, Population):
        return people
    rows = people if "withheld" in people else people.assign(withheld=False)
    rows = rows.drop(columns="women", errors="ignore")
    years = tuple(sorted(int(year) for year in rows["year"].dropna().unique()))
    return Population(replace(empty_history(), evaluations=rows), years, whole=False)
