"""Were those who had been trained before a rating appointed more often?"""

import pandas as pd

from analysis.counts import Population
from analysis.counts.states.recorded import latest_stretch
from analysis.measures.outcomes.incidence import incidence


def training_before(people: Population, kind: str, start: int) -> pd.DataFrame:
    """Return the incidence of an event among those trained before a rating, and those not.

    Only those on the list and rated in the year `start` are compared, from that year on. It tells
    who had been trained, not that training made the difference: who is sent to a course is chosen.

    Parameters
    ----------
    people : Population
    kind : str
        A code of the outcome kinds.
    start : int
        The year from which on everybody is followed.

    Returns
    -------
    DataFrame
        `incidence` by ``earlier_training``: ``trained`` where a course of any level is on record
        in that year or before it, whatever years are asked about; else ``not_trained``; missing
        where none could be on record. ``since``: the year from which on courses of all units are
        recorded, without a gap.

    Raises
    ------
    ValueError
        As `incidence`.
    """
    table = incidence(people, kind, start=start, before="training")
    words = table["had_training"].map({True: "trained", False: "not_trained"}).astype("str")
    recorded = people.recorded(anywhere=True)
    courses = recorded.loc[recorded["kind"] == "training", "year"]
    since = min(latest_stretch(courses[courses <= start].tolist()), default=None)
    told = table.drop(columns="had_training").assign(since=pd.array([since], "Int64")[0])
    told.insert(0, "earlier_training", words)
    return told.astype({"since": "Int64"})
