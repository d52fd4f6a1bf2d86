"""What is asked of people in two years: their moves, and on which lists the years compare."""

from dataclasses import dataclass

import pandas as pd

from analysis import vocabulary
from analysis.counts import By, Population
from analysis.counts.engine import RATED
from analysis.measures.change.scope import posts_of_one_year

RATINGS = vocabulary.codes("ratings")


def moves_between(people: Population, year: int, next_year: int, by: By = ()) -> pd.DataFrame:
    """Return `Population.moves`; of a year and itself there are none."""
    if year == next_year:
        return people.moves(year - 1, next_year, by)[:0]
    return people.moves(year, next_year, by)


def counts_alone(
    people: Population, year: int, next_year: int, moves: pd.DataFrame
) -> tuple[int, int]:
    """Return how many rated in each year are counted without telling who they are."""
    if year == next_year:
        return 0, 0
    told = people.of_years([year, next_year]).count("year")
    rated = told[told["state"] == RATED].set_index("year")["n"]
    before, after = (
        int(rated.get(y, 0)) - int(moves.loc[moves[end].isin(RATINGS), "n"].sum())
        for y, end in ((year, "from"), (next_year, "to"))
    )
    return before, after


@dataclass(frozen=True)
class LikeForLike:
    """The part of the people that two years can be compared on.

    Attributes
    ----------
    people : Population
        Of units whose lists of both years are there, in posts of which both years have holders.
    units, units_before, units_after, units_both : int
        Units with people in either year; those none of whose lists of the earlier, the later,
        either year is missing.
    set_aside : tuple of str
        Post groups that 20 people or more hold in one of the years and nobody in the other.
    """

    people: Population
    units: int
    units_before: int
    units_after: int
    units_both: int
    set_aside: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing had to be left out."""
        return self.units_both == self.units and not self.set_aside


def like_for_like(people: Population, year: int, next_year: int) -> LikeForLike:
    """Return the part of the people that two years can be compared on.

    Parameters
    ----------
    people : Population
    year, next_year : int
        Where one of them has no list at all, nothing is like it, and the whole is returned.

    Returns
    -------
    LikeForLike
    """
    lists = people.of_years([year, next_year]).lists()
    lists = lists.assign(unit=lists["unit"].astype(object).where(lists["unit"].notna(), None))
    short = lists[~lists["reported"]]
    sent = lists[lists["listed"] > 0]
    expected = {*sent["unit"], *short["unit"]}
    missed = [set(short.loc[short["year"] == y, "unit"]) for y in (year, next_year)]
    before, after = (len(expected - units) for units in missed)
    if not {year, next_year} <= set(sent["year"]):
        return LikeForLike(people, len(expected), before, after, len(expected), ())
    both = len(expected - set(short["unit"]))
    part = people.reporting(year, next_year)
    aside = posts_of_one_year(part, year, next_year)
    if aside:
        held = part.of_years([year, next_year]).count("post_group")["post_group"].unique()
        kept = [None if pd.isna(each) else each for each in held if each not in aside]
        part = part.where(post_group=kept)
    return LikeForLike(part, len(expected), before, after, both, aside)
