"""From which rating to which, who came and who left, and did more rise than fall?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import connected_components
from scipy.stats import binomtest, chi2
from statsmodels.stats.contingency_tables import SquareTable

from analysis.counts import By, Population
from analysis.counts.states.states import ABSENT, ELSEWHERE, NOT_REPORTED, STATE, STATES
from analysis.measures.change.pairs import RATINGS, counts_alone, moves_between
from analysis.measures.comparison import errors_to_show
from analysis.measures.shares import columns_of, not_judged
from analysis.records import single_origin
from analysis.spoken import Message


@dataclass(frozen=True)
class Symmetry:
    """Whether as many went one way as the other, on the people rated in both years.

    Attributes
    ----------
    rose, fell : int
        People rated better, and worse, than before, by however many levels.
    direction_p_value : float
        Exact two-sided binomial test that a move is a rise as often as a fall.
    detectable : float
        How many more rises than falls, or fewer, would have shown 4 times in 5, were as many to
        move; missing where nobody moved.
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
    not_judged : str or None
        Why no direction is judged: ``few`` (under 20 people), ``one_unit``; None where one is.
    origin : str or None
    """

    rose: int
    fell: int
    direction_p_value: float
    detectable: float
    statistic: float
    df: int
    p_value: float
    marginal_statistic: float
    marginal_df: int
    marginal_p_value: float
    pairs: int
    not_judged: str | None
    origin: str | None


def rating_transitions(people: Population, year: int, next_year: int, by: By = ()) -> pd.DataFrame:
    """Return how many went from each state in one year to each state in another.

    Needs persons; those who are counted without telling who they are stand in no row.

    Parameters
    ----------
    people : Population
        Of one origin.
    year, next_year : int
        The earlier and the later year.
    by : str or sequence of str
        Columns that make groups, as in the first of the two years in which a person belongs.

    Returns
    -------
    DataFrame
        One row per group and pair of states: by…, ``year``, ``next_year``, ``from``, ``to``
        (ordered, best first: the ratings, then see `states.STATES`), ``n`` (people; zeros
        between ratings, ``absent`` and what else occurs), ``share_of_rated`` (of those with that
        ``from`` who are rated in both years; missing for other moves), ``share_of_all`` (of
        everybody with that ``from``), ``unnamed_before``, ``unnamed_after`` (people rated in each
        year who are counted without telling who they are), ``of``, ``origin``. ``from`` absent are
        new, ``to`` absent have left. No row at all where one of the years has no list of persons,
        as nobody came or left a list that is not known, nor where the two years are one.

    Raises
    ------
    ValueError
        As `Population.moves`; or the people are of several origins.
    """
    by = columns_of(by)
    moves = moves_between(people, year, next_year, by)
    listed = [moves.loc[~moves[end].isin(_OUTSIDE), "n"].sum() for end in ("from", "to")]
    if not all(listed):
        moves = moves[:0]
    groups = moves[by].drop_duplicates()
    grid = groups.merge(_pairs(moves), how="cross") if by else _pairs(moves)
    counted = moves[[*by, "from", "to", "n"]]
    table = grid.merge(counted, how="left", on=[*by, "from", "to"]).fillna({"n": 0})
    table = table.astype({"from": STATE, "to": STATE, "n": "Int64"})
    table = _with_shares(table, [*by, "from"])
    unnamed = counts_alone(people, year, next_year, moves)
    table = table.assign(year=year, next_year=next_year)
    table = table.assign(unnamed_before=unnamed[0], unnamed_after=unnamed[1])
    table = table.astype({"year": "Int64", "next_year": "Int64"})[[*by, *_COLUMNS]]
    return table.assign(of=people.of_whom, origin=people.origin)


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
        raise ValueError(Message("refused.moves_twice"))
    moves = _square(transitions)
    of = "" if transitions.empty else str(transitions["of"].iloc[0])
    why = not_judged(of, moves.sum())
    if moves.sum() == 0:
        return Symmetry(0, 0, np.nan, np.nan, np.nan, 0, np.nan, np.nan, 0, np.nan, 0, why, origin)
    # Levels run from the best down: a rise ends in an earlier one.
    rose, fell = int(np.tril(moves, -1).sum()), int(np.triu(moves, 1).sum())
    statistic, df = _bowker(moves)
    marginal_statistic, marginal_df = _stuart_maxwell(moves)
    return Symmetry(
        rose=rose,
        fell=fell,
        direction_p_value=float(binomtest(rose, rose + fell).pvalue) if rose + fell else 1.0,
        detectable=errors_to_show() * float(np.sqrt(rose + fell)) if rose + fell else np.nan,
        statistic=statistic,
        df=df,
        p_value=_p_value(statistic, df),
        marginal_statistic=marginal_statistic,
        marginal_df=marginal_df,
        marginal_p_value=_p_value(marginal_statistic, marginal_df),
        pairs=int(moves.sum()),
        not_judged=why,
        origin=origin,
    )


_OUTSIDE = (ELSEWHERE, NOT_REPORTED, ABSENT)
_COLUMNS = [
    *("year", "next_year", "from", "to", "n", "share_of_rated", "share_of_all"),
    *("unnamed_before", "unnamed_after"),
]


def _pairs(moves: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of states that are told: nobody goes from outside to outside."""
    met = {*moves["from"], *moves["to"]}
    told = [state for state in STATES if state in {*RATINGS, ABSENT, *met}] if len(moves) else []
    pairs = [(a, b) for a in told for b in told if not {a, b} <= set(_OUTSIDE)]
    return pd.DataFrame(pairs, columns=["from", "to"]).astype(STATE)


def _with_shares(table: pd.DataFrame, row: list[str]) -> pd.DataFrame:
    rated = table["from"].isin(RATINGS) & table["to"].isin(RATINGS)
    bases = {"share_of_rated": table["n"].where(rated), "share_of_all": table["n"]}
    for name, n in bases.items():
        whole = n.groupby([table[key] for key in row], dropna=False, observed=True).transform("sum")
        share = (n / whole.where(whole > 0)).astype("Float64")
        table[name] = share.to_numpy("float64", na_value=np.nan)
    return table


def _square(transitions: pd.DataFrame) -> np.ndarray:
    levels = list(RATINGS)
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
