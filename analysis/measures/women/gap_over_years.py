"""Over all years together, are women rated as men in like posts are?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.counts import Population
from analysis.counts.states.states import WITHHELD
from analysis.measures.change.pairs import RATINGS
from analysis.measures.comparison import SIGNIFICANCE, errors_to_show, one_unit
from analysis.measures.shares import FEWEST_JUDGED, check_level
from analysis.measures.women.clustered import Clustered, fitted


def gap_over_years(people: Population, level: str = "excellent") -> pd.DataFrame:
    """Return how far apart women and men of like posts are over all years, in points.

    Each person counts in each year in which they are rated, and whose ratings belong together
    is respected. For the district alone: of a single unit nothing is fitted.

    Parameters
    ----------
    people : Population
        Of one origin; who is counted without telling who they are is left aside.
    level : str
        The rating whose share is compared.

    Returns
    -------
    DataFrame
        One row: ``level``, ``first_year``, ``last_year``, ``of_years`` (years with ratings),
        ``ratings`` (person-years that are compared), ``total_women``, ``total_men`` (people),
        ``difference`` (average over the ratings of the share of a woman less that of a man in the
        same year and post group, 0-1)
        with its 95% interval ``difference_low``, ``difference_high``, ``p_value``, ``detectable``
        (the difference that would have shown 4 times in 5), ``widened`` (the difference in the
        last year less that in the first) with ``widened_low``, ``widened_high``; ``alike``
        (ratings of years and post groups in which all or none are at the level: they compare
        nobody), ``not_stated`` (ratings without a post group), ``unknown`` (of unknown sex),
        ``withheld`` (person-years), ``judged``, ``why`` (why it is not, as in
        `adjusted_rating_gap`), ``of``, ``origin``. Missing where nothing can be fitted.

    Notes
    -----
    The log odds are a sum of sex, year, sex by year (a straight line) and post group; estimated by
    generalized estimating equations clustered by person (`clustered.fitted`), and told as average
    differences with intervals by the delta method.
    """
    check_level(level)
    every = _person_years(people, level)
    told = every[~every["withheld"] & every["woman"].notna() & every["post_group"].notna()]
    compared = _not_alike(told)
    why = "one_unit" if one_unit(people) else _why(every, told, compared)
    gap = _gap(compared) if why in (None, "too_few") else None
    if gap is None:
        why = why or "alike"
    elif why is None and _turned(every, gap):
        why = "unknown"
    rated = every[~every["withheld"]]
    row = {
        **{"level": level, "first_year": told["year"].min(), "last_year": told["year"].max()},
        **{"of_years": told["year"].nunique()},
        **{"ratings": len(compared), **_people(compared), **_figures(gap)},
        **{"alike": len(told) - len(compared), "unknown": int(rated["woman"].isna().sum())},
        "not_stated": int((rated["woman"].notna() & rated["post_group"].isna()).sum()),
        **{"withheld": int(every["withheld"].sum()), "judged": why is None, "why": why},
        **{"of": people.of_whom, "origin": people.origin},
    }
    types = {"first_year": "Int64", "last_year": "Int64", "why": "str"}
    return pd.DataFrame([row], columns=_COLUMNS).astype(types)


_COLUMNS = [
    *(
        "level",
        "first_year",
        "last_year",
        "of_years",
        "ratings",
        "total_women",
        "total_men",
        "difference",
    ),
    *("difference_low", "difference_high", "p_value", "detectable", "widened", "widened_low"),
    *("widened_high", "alike", "not_stated", "unknown", "withheld", "judged", "why", "of"),
    "origin",
]


def _person_years(people: Population, level: str) -> pd.DataFrame:
    """Return a row for each year in which somebody is rated or withheld, one by one."""
    paths = people.paths(by=["sex"], each_year=["post_group"])
    # Ways with one number are as many people, each a cluster of their own.
    each = paths.loc[paths.index.repeat(paths["n"])].reset_index(drop=True)
    parts = []
    for year in people.years:
        state, group = each[f"state_{year}"].astype("str"), each[f"post_group_{year}"]
        rows = pd.DataFrame({"person": each.index, "year": year, "post_group": group.astype("str")})
        woman = each["sex"].map({"female": 1.0, "male": 0.0}).astype(float)
        rows = rows.assign(woman=woman, at=state == level, withheld=state == WITHHELD)
        parts.append(rows[state.isin([*RATINGS, WITHHELD])])
    return pd.concat(parts, ignore_index=True)


def _not_alike(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of years and groups in which some are at the level and some are not."""
    for _ in range(len(rows)):
        shares = [rows.groupby(name)["at"].transform("mean") for name in ("year", "post_group")]
        mixed = np.logical_and.reduce([share.between(0, 1, "neither") for share in shares])
        if mixed.all():
            break
        rows = rows[mixed]
    return rows


def _people(rows: pd.DataFrame) -> dict[str, int]:
    women = rows.groupby("woman")["person"].nunique()
    return {"total_women": int(women.get(1.0, 0)), "total_men": int(women.get(0.0, 0))}


def _why(every: pd.DataFrame, told: pd.DataFrame, compared: pd.DataFrame) -> str | None:
    rated = every[~every["withheld"]]
    if rated.empty:
        return "nobody"
    if rated["woman"].isna().all():
        return "no_sex"
    if told.empty:
        return "not_stated"
    if told["woman"].nunique() < 2:
        return "one_sex"
    if compared.groupby("woman")["at"].nunique().reindex([0.0, 1.0]).fillna(0).min() < 2:
        return "alike"
    return "too_few" if min(_people(compared).values()) < FEWEST_JUDGED else None


@dataclass(frozen=True)
class _Gap:
    difference: float
    error: float
    widened: float
    widened_error: float

    def direction(self) -> int:
        if abs(self.difference) <= norm.ppf(1 - SIGNIFICANCE / 2) * self.error:
            return 0
        return 1 if self.difference > 0 else -1


def _gap(rows: pd.DataFrame) -> _Gap | None:
    design = _Design(rows)
    found = fitted(rows["at"].to_numpy(), design.as_they_are(), rows["person"].to_numpy())
    if found is None:
        return None
    difference, gradient = found.difference(design.of(1.0), design.of(0.0))
    ends = [_in_year(found, design, year) for year in (design.years[0], design.years[-1])]
    moved = ends[1][1] - ends[0][1]
    widened = ends[1][0] - ends[0][0]
    return _Gap(difference, found.error(gradient), widened, found.error(moved))


def _in_year(found: Clustered, design: "_Design", year: int) -> tuple[float, np.ndarray]:
    return found.difference(design.of(1.0, year), design.of(0.0, year))


class _Design:
    """The columns of sex, year, sex by year and post group, as they are or as they might be."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.years, self._year = np.unique(rows["year"], return_inverse=True)
        groups, group = np.unique(rows["post_group"], return_inverse=True)
        self._groups = np.eye(len(groups))[group][:, 1:]
        self._woman = rows["woman"].to_numpy(dtype=float)

    def as_they_are(self) -> np.ndarray:
        return self._columns(self._woman, self._year)

    def of(self, woman: float, year: int | None = None) -> np.ndarray:
        """Return the design as if all were women (1) or men (0), and of one year."""
        told = (
            self._year if year is None else np.full(len(self._year), list(self.years).index(year))
        )
        return self._columns(np.full(len(self._woman), woman), told)

    def _columns(self, woman: np.ndarray, year: np.ndarray) -> np.ndarray:
        along = self.years[year] - self.years.mean()
        by_year = [woman * along] if len(self.years) > 1 else []
        years = np.eye(len(self.years))[year][:, 1:]
        return np.column_stack([np.ones(len(woman)), woman, *by_year, years, self._groups])


def _figures(gap: _Gap | None) -> dict[str, float]:
    names = ("difference", "difference_low", "difference_high", "p_value", "detectable")
    widened = ("widened", "widened_low", "widened_high")
    if gap is None:
        return dict.fromkeys((*names, *widened), np.nan)
    limit = norm.ppf(1 - SIGNIFICANCE / 2)
    p_value = float(2 * norm.sf(abs(gap.difference) / gap.error)) if gap.error > 0 else 1.0
    ends = [gap.difference + side * limit * gap.error for side in (-1, 1)]
    figures = (gap.difference, *ends, p_value, errors_to_show() * gap.error)
    ends = [gap.widened + side * limit * gap.widened_error for side in (-1, 1)]
    return dict(zip((*names, *widened), (*figures, gap.widened, *ends), strict=True))


def _turned(every: pd.DataFrame, gap: _Gap) -> bool:
    """Say whether those of unknown sex or rating could make it end otherwise."""
    open_ = every["withheld"] | every["woman"].isna()
    if not open_.any():
        return False
    for favoured in (1.0, 0.0):
        # All that is not known speaks for one sex: it has the levels, the other has not.
        at = every["at"].where(~every["withheld"], every["woman"].fillna(favoured) == favoured)
        woman = every["woman"].fillna(at.map({True: favoured, False: 1 - favoured}).astype(float))
        rows = every.assign(at=at, woman=woman).dropna(subset=["post_group"])
        other = _gap(_not_alike(rows))
        if other is None or other.direction() != gap.direction():
            return True
    return False
