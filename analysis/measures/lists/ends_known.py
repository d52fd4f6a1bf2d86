"""From which year to which can a quantity be told?"""

from analysis import vocabulary
from analysis.counts import Population
from analysis.refused import refuse_unknown

KNOWN_OF = ("person", "sex")


def ends_known(people: Population, of: str) -> tuple[int, int]:
    """Return the first and the last year in which something is known of those on the lists.

    What is told of persons, or of women and men, is compared between these years: a return of
    counts alone for the last year would leave nothing to compare.

    Parameters
    ----------
    people : Population
    of : {"person", "sex"}
        Who somebody rated is; whether those listed are women or men.

    Returns
    -------
    tuple of int
        The first and the last year of the population where fewer than two of them tell it.
    """
    refuse_unknown("of", of, KNOWN_OF)
    told = _of_persons(people) if of == "person" else _of_sexes(people)
    known = [year for year in people.years if year in told]
    ends = known if len(known) > 1 else people.years
    return ends[0], ends[-1]


def _of_persons(people: Population) -> set[int]:
    paths, ratings = people.paths(), vocabulary.codes("ratings")
    rated = {year: paths.get(f"state_{year}") for year in people.years}
    return {y for y, states in rated.items() if states is not None and states.isin(ratings).any()}


def _of_sexes(people: Population) -> set[int]:
    told = people.count(["year", "sex"])
    return {int(year) for year in told.loc[told["sex"].notna() & (told["n"] > 0), "year"]}
