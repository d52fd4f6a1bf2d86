"""From which rating to which, who came and who left, and did more rise than fall?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import connected_components
from scipy.stats import binomtest, chi2
from statsmodels.stats.contingency_tables import SquareTable

from analysis import vocabulary
from analysis.tables import single_origin


@dataclass(frozen=True)
class Symmetry:
    """Whether as many went one way as the other, on the people rated in both years.

    Attributes
    ----------
    rose, fell : int
        People rated better, and worse, than before, by however many levels.
    direction_p_value : float
        Exact two-sided binomial test that a move is a rise as often as a fall.
    statistic, p_value : float
        Bowker's test that each move is as frequent as its opposite; it tells that the moves are
        lopsided somewhere, not which way.
    df : int
        Pairs of levels between which anybody moved.
    marginal_statistic, marginal_p_value : float
        Stuart-Maxwell's test that the levels are as frequent after as before.
    marginal_df : int
    pairs : int
        People rated in both years; with none the statistics are missing.
    origin : str or None
    """

    rose: int
    fell: int
    direction_p_value: float
    statistic: float
    df: int
    p_value: float
    marginal_statistic: float
    marginal_df: int
    marginal_p_value: float
    pairs: int
    origin: str | None


def rating_transitions(evaluations: pd.DataFrame, year: int, next_year: int) -> pd.DataFrame:
    """Return how many went from each state in one year to each state in another.

    Needs persons.

    Parameters
    ----------
    evaluations : DataFrame
        The record table, of one origin; other years are left aside.
    year, next_year : int
        The earlier and the later year.

    Returns
    -------
    DataFrame
        One row per pair of states, zeros included: ``year``, ``next_year``, ``from``, ``to``
        (ordered, best first: the ratings, ``not_rated``, ``absent``), ``n`` (people), ``share``
        of all with that ``from`` (missing where there are none), ``origin``. ``from`` absent are
        entrants, ``to`` absent are leavers; absent in both is no row. No row at all where one of
        the years has no list, as nobody entered or left a list that is not known, nor where the
        two years are one.

    Raises
    ------
    ValueError
        Rows of the two years are counted cells, or the table is of several origins.
    """
    origin = single_origin(evaluations)
    compared = [year, next_year] if year != next_year else []
    listed = evaluations[evaluations["year"].isin(compared)]
    if listed["person"].isna().any():
        raise ValueError("rating_transitions needs persons; these evaluations are counted cells")
    before, after = (_states(listed, y) for y in (year, next_year))
    people = pd.concat({"from": before, "to": after}, axis=1).fillna("absent")
    counts = people.value_counts(["from", "to"])
    pairs = _pairs() if len(before) and len(after) else _pairs()[:0]
    n = counts.reindex(pairs, fill_value=0).astype("Int64").rename("n")
    table = n.reset_index().astype({"from": _STATE, "to": _STATE})
    whole = table.groupby("from", observed=True)["n"].transform("sum")
    share = (
        (table["n"] / whole.where(whole > 0)).astype("Float64").to_numpy("float64", na_value=np.nan)
    )
    years = pd.DataFrame({"year": year, "next_year": next_year}, index=table.index, dtype="Int64")
    return pd.concat([years, table], axis=1).assign(share=share, origin=origin)


def symmetry(transitions: pd.DataFrame) -> Symmetry:
    """Return whether those rated in both years rose as often as they fell.

    Parameters
    ----------
    transitions : DataFrame
        A result of `rating_transitions` for one pair of years.

    Returns
    -------
    Symmetry
        Levels used in neither year are left out; where nobody moved the p values are 1.

    Raises
    ------
    ValueError
        The table holds several pairs of years, or several origins.

    Notes
    -----
    Rises against falls is the sign test: Dixon and Mood (1946), Journal of the American
    Statistical Association 41, 557-566. The others: Bowker (1948), Journal of the American
    Statistical Association 43, 572-574; Stuart (1955), Biometrika 42, 412-416; Maxwell (1970),
    British Journal of Psychiatry 116, 651-655; as in statsmodels ``SquareTable``. Levels between
    which nobody moves, directly or by others, are tested apart and the statistics added: their
    matrix as a whole has no inverse.
    """
    origin = single_origin(transitions)
    if transitions.duplicated(["from", "to"]).any():
        raise ValueError("a move has several rows; give the transitions of one pair of years")
    moves = _square(transitions)
    if moves.sum() == 0:
        return Symmetry(0, 0, np.nan, np.nan, 0, np.nan, np.nan, 0, np.nan, 0, origin)
    # Levels run from the best down: a rise ends in an earlier one.
    rose, fell = int(np.tril(moves, -1).sum()), int(np.triu(moves, 1).sum())
    statistic, df = _bowker(moves)
    marginal_statistic, marginal_df = _stuart_maxwell(moves)
    return Symmetry(
        rose=rose,
        fell=fell,
        direction_p_value=float(binomtest(rose, rose + fell).pvalue) if rose + fell else 1.0,
        statistic=statistic,
        df=df,
        p_value=_p_value(statistic, df),
        marginal_statistic=marginal_statistic,
        marginal_df=marginal_df,
        marginal_p_value=_p_value(marginal_statistic, marginal_df),
        pairs=int(moves.sum()),
        origin=origin,
    )


_ORDER = (*vocabulary.codes("ratings"), *vocabulary.codes("movement_states"))
_STATE = pd.CategoricalDtype(list(_ORDER), ordered=True)


def _states(listed: pd.DataFrame, year: int) -> pd.Series:
    rows = listed[(listed["year"] == year).fillna(False)].set_index("person")
    return rows["rating"].astype("str").fillna("not_rated")


def _pairs() -> pd.MultiIndex:
    every = pd.MultiIndex.from_product([_ORDER, _ORDER], names=["from", "to"])
    return every.drop([("absent", "absent")])


def _square(transitions: pd.DataFrame) -> np.ndarray:
    levels = list(vocabulary.codes("ratings"))
    moves = transitions.set_index(["from", "to"])["n"]
    square = moves.reindex(pd.MultiIndex.from_product([levels, levels]), fill_value=0)
    return square.to_numpy(dtype=float).reshape(len(levels), len(levels))


def _bowker(moves: np.ndarray) -> tuple[float, int]:
    df = int(np.triu(moves + moves.T, 1).astype(bool).sum())
    return float(SquareTable(moves, shift_zeros=False).symmetry().statistic), df


def _stuart_maxwell(moves: np.ndarray) -> tuple[float, int]:
    _, parts = connected_components(moves, directed=False)
    linked = [np.flatnonzero(parts == part) for part in set(parts)]
    tests = [
        SquareTable(moves[np.ix_(levels, levels)], shift_zeros=False).homogeneity()
        for levels in linked
        if len(levels) > 1
    ]
    return float(sum(test.statistic for test in tests)), sum(test.df for test in tests)


def _p_value(statistic: float, df: int) -> float:
    return float(chi2.sf(statistic, df)) if df else 1.0
