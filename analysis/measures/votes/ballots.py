"""What did each ballot come to under its own rule, and does that depend on the base?"""

import pandas as pd

from analysis import vocabulary
from analysis.counts import Population
from analysis.measures.votes.votes import BALLOT, confidence

_CAME_TO = [*vocabulary.codes("consequences"), *vocabulary.codes("not_held_against")]
_BASES = list(vocabulary.codes("vote_bases"))
_KEYS = [*BALLOT, "base_of", "own_base", "came_to"]


def each_ballot(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the rows of each ballot of a table of votes, in order of time; one without any too.

    Parameters
    ----------
    table : DataFrame
        `confidence` or `thresholds_reached`.
    """
    keys = [table[key] for key in BALLOT]
    return [rows for _, rows in table.groupby(keys, dropna=False, sort=True)] or [table]


def thresholds_reached(people: Population) -> pd.DataFrame:
    """Return how many people each ballot brought to which threshold of low confidence.

    Every ballot is held against its own rule, on its own base (see `confidence`), and where that
    rule names no base on each of the others besides.

    Parameters
    ----------
    people : Population
        Its conditions on the tier leave no vote out: votes tell none.

    Returns
    -------
    DataFrame
        One row per ballot, base and what came of it: ``date``, ``body``, ``round``, ``rule``,
        ``base_of``, ``own_base``, ``came_to`` (a consequence; ``invalid_ballot``, too few took
        part; ``not_judged``, rule or figures missing), ``n`` (people), ``n_base_decides`` (those of
        them to whom something else would happen on another base), ``votes_to_threshold`` (further
        low votes to the next threshold, of the person nearest to it), ``of``, ``origin``. Of
        another base only where somebody is judged on it.
    """
    own = confidence(people, "post").assign(own_base=True)
    told = pd.concat([own, *(_on_another(people, base, own) for base in _BASES)])
    invalid = told["valid_ballot"].eq(False).fillna(False).astype(bool)
    came_to = told["consequence"].fillna("not_judged").mask(invalid, "invalid_ballot")
    told = told.assign(
        came_to=pd.Categorical(came_to, _CAME_TO, ordered=True),
        base_of=pd.Categorical(told["base_of"], _BASES, ordered=True),
        n_base_decides=told["n"].where(told["base_decides"].fillna(False).astype(bool), 0),
    )
    table = told.groupby(_KEYS, dropna=False, observed=True, sort=True).agg(
        n=("n", "sum"),
        n_base_decides=("n_base_decides", "sum"),
        votes_to_threshold=("votes_to_threshold", "min"),
        of=("of", "first"),
        origin=("origin", "first"),
    )
    return table.reset_index().astype({"came_to": "str", "base_of": "str"})


def _on_another(people: Population, base: str, own: pd.DataFrame) -> pd.DataFrame:
    """Return the votes on a base, of the ballots whose own it is not and that are judged on it."""
    table = confidence(people, "post", base).assign(own_base=False)
    is_own = own["base_of"].eq(base).groupby([own[key] for key in BALLOT], dropna=False).any()
    judged = table["consequence"].notna().groupby([table[key] for key in BALLOT], dropna=False)
    keys = pd.MultiIndex.from_frame(table[BALLOT])
    return table[judged.transform("any") & ~is_own.reindex(keys).to_numpy(dtype=bool)]
