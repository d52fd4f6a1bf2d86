"""Who had been trained before a rating?"""

import numpy as np
import pandas as pd

from analysis.measures.followed import common_origin, events_of, require_persons


def earlier_training(
    evaluations: pd.DataFrame, outcomes: pd.DataFrame, since: int | None = None
) -> pd.DataFrame:
    """Return the evaluations with what is on record of each person's training up to that year.

    Needs persons. A column more to group `outcome_rate` by; it tells who had been trained, not
    that training made the difference: who is sent to a course was chosen.

    Parameters
    ----------
    evaluations, outcomes : DataFrame
        The record tables, of one origin.
    since : int, optional
        The first year in which courses are recorded; None where that is before all evaluations.

    Returns
    -------
    DataFrame
        `evaluations` and ``earlier_training``: ``trained`` where a course of any level is on
        record in that year or before it, else ``not_trained``; missing in the years before
        `since`. Courses before that year are not known of.

    Raises
    ------
    ValueError
        The rows are counted cells or of several origins.
    """
    common_origin(evaluations, outcomes)
    require_persons(evaluations, "evaluations")
    first = events_of(outcomes, "training").groupby("person")["event_year"].min()
    year = evaluations["person"].map(first).astype("Float64")
    trained = (year <= evaluations["year"].astype("int64")).fillna(False).to_numpy(dtype=bool)
    told = pd.Series(np.where(trained, "trained", "not_trained"), evaluations.index, dtype="str")
    if since is not None:
        told = told.where(evaluations["year"].astype("int64") >= since)
    return evaluations.assign(earlier_training=told)
