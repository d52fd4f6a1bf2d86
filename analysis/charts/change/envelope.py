"""The ranges that several counts leave together, at few enough numbers of stayers to draw."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_MOST_POINTS = 400
_OVER_COUNTS = {
    f"{part}_{end}": over
    for part in ("leavers", "entrants")
    for end, over in (("low", np.fmin), ("high", np.fmax))
}
_Numbers = NDArray[np.float64]


def envelope(table: pd.DataFrame) -> pd.DataFrame:
    """Return the widest ranges over all counts that fit, one row per number of stayers.

    The ranges of a count are linear in the stayers between corners. So a table of some stayers
    only is as good as the whole one if it has the corners, and some 400 rows are enough to draw.

    Parameters
    ----------
    table : DataFrame
        `measures.composition_bounds` of one or several counts, of all or of some stayers.

    Returns
    -------
    DataFrame
        ``stayers``, ``entrants``, ``leavers``, ``leavers_low``, ``leavers_high``,
        ``entrants_low``, ``entrants_high``: people, ordered by ``stayers``.
    """
    columns = ["stayers", "entrants", "leavers", *_OVER_COUNTS]
    rows = table.loc[table["feasible"].to_numpy(dtype=bool), columns].astype("int64")
    if rows.empty:
        return rows
    stayers, ranges = _widest(rows)
    kept = _drawn(stayers, ranges)
    first = rows.iloc[0]
    apart = {part: first[part] + first["stayers"] - stayers for part in ("entrants", "leavers")}
    whole = pd.DataFrame({"stayers": stayers, **apart, **ranges})[kept]
    return whole.astype("int64").reset_index(drop=True)


def _widest(rows: pd.DataFrame) -> tuple[NDArray[np.int64], dict[str, _Numbers]]:
    """Return all stayers met and the widest ranges at each, read between the rows of a count."""
    stayers = np.unique(rows["stayers"].to_numpy(dtype="int64"))
    ranges = {end: np.full(len(stayers), np.nan) for end in _OVER_COUNTS}
    # One more at the level is one more among the entrants for as many leavers.
    for _, count in rows.groupby(rows["entrants_low"] - rows["leavers_low"], sort=False):
        known = count.sort_values("stayers")
        places = known["stayers"].to_numpy()
        begin, end = np.searchsorted(stayers, [places[0], places[-1]])
        within = slice(begin, end + 1)
        for name, over in _OVER_COUNTS.items():
            read = np.rint(np.interp(stayers[within], places, known[name].to_numpy()))
            ranges[name][within] = over(ranges[name][within], read)
    fits = ~np.isnan(ranges["leavers_low"])
    return stayers[fits], {name: values[fits] for name, values in ranges.items()}


def _drawn(stayers: NDArray[np.int64], ranges: dict[str, _Numbers]) -> NDArray[np.bool_]:
    """Say which rows are drawn: the ends, the corners, and others evenly between them."""
    kept = np.zeros(len(stayers), dtype=bool)
    kept[[0, -1]] = True
    for values in ranges.values():
        slopes = np.diff(values) / np.diff(stayers)
        kept[1:-1] |= slopes[1:] != slopes[:-1]
    evenly = min(len(stayers), max(_MOST_POINTS - int(kept.sum()), 0))
    kept[np.linspace(0, len(stayers) - 1, evenly).astype(int)] = True
    return kept
