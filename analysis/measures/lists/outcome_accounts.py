"""What became of every event on the lists: used, or left out, and why?"""

import pandas as pd

from analysis import vocabulary
from analysis.counts import Population

_ACCOUNT = pd.CategoricalDtype(list(vocabulary.codes("outcome_accounts")), ordered=True)


def outcome_accounts(people: Population) -> pd.DataFrame:
    """Return what became of every event of each list, seen from a population.

    Parameters
    ----------
    people : Population
        Its years, tiers and units count.

    Returns
    -------
    DataFrame
        One row per list, kind and account: ``file``, ``sheet``, ``kind`` (missing where it could
        not be read), ``event_account``, ``events`` (rows of the list), ``of``, ``origin``. They are
        *used*, of people on a list of evaluations, in the years, tiers and units looked at;
        *outside_years*; *elsewhere*, of another tier or unit; *tier_untold*; *no_list*, of people
        on no list of evaluations; *doubtful*, of a name on one, but not surely that person;
        *withdrawn*; *repeated*, told by another row; *refused*, for an error. Their sum over a
        list is every row of it.
    """
    told = people.outcome_accounts().drop(columns="of")
    told = told.rename(columns={"n": "events", "account": "event_account"})
    told = told.astype({"event_account": _ACCOUNT, "events": "Int64"})
    told = told.sort_values(["file", "sheet", "kind", "event_account"], ignore_index=True)
    return told.assign(of=people.of_whom, origin=people.origin)
