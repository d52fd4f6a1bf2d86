"""People of whom it is known, by counts alone, when and how their following ended."""

from types import SimpleNamespace

import pandas as pd

from analysis import measures, vocabulary
from analysis.counts.states.following import END


def incidence(groups, by="rating", origin="recorded", kind="appointed"):
    """Return `measures.incidence` of groups: name → (years, how it ended) → people.

    The group "unknown" is of those whose value is not known.
    """
    rows = [
        {by: None if name == "unknown" else name, "start_year": 2011, "that_year": "none"}
        | {"after": after, "ended": end, "n": n, "of": "tier=district"}
        for name, ends in groups.items()
        for (after, end), n in ends.items()
        if n
    ]
    columns = [by, "start_year", "that_year", "after", "ended", "n", "of"]
    answer = pd.DataFrame(rows, columns=columns).astype({"ended": END})
    if by == "rating":
        levels = vocabulary.rating_order()
        answer[by] = pd.Categorical(answer[by], levels, ordered=True)
    ask = {"followed": lambda *_: answer, "of_whom": "tier=district", "origin": origin}
    ask |= lists_of(kind)
    return measures.incidence(SimpleNamespace(**ask), kind, by=by)


def lists_of(kind):
    """Return what lists answer that cover all years and say so, of people on lists alone."""
    joined = pd.DataFrame({"kind": [kind], "events": [9], "on_lists": [9]})
    covered = pd.DataFrame({"kind": [kind], "year": [2011], "stated": [True]})
    ask = {"joined": lambda *_: joined, "recorded": lambda *_, **__: covered}
    return {**ask, "years": (2011,), "evaluated_on": None}


def within(windows, by="rating", origin="recorded", years=3):
    """Return the incidence of groups in which everybody is followed for some years.

    A group is (people with the event in the first year, people).
    """
    ends = {
        name: {(1, "event"): had, (years, "end_known"): people - had}
        for name, (had, people) in windows.items()
    }
    return incidence(ends, by, origin)
