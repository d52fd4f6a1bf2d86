"""Parts of sentences: of whom, why nobody is judged, who came and went, parts that add up."""

import math
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from analysis import wording
from analysis.counts import of_whom
from analysis.counts.states.states import ABSENT, ELSEWHERE, NOT_RATED, NOT_REPORTED, WITHHELD
from analysis.findings.finding import say
from analysis.words import Words

# Who is on no list first, then who is on one, then of whom nothing is known.
_REASONS = (ABSENT, ELSEWHERE, NOT_RATED, WITHHELD, NOT_REPORTED)


def who(of: Iterable[object], words: Words) -> str:
    """Return who is spoken of (the column ``of``), the tier and units of the page left unsaid."""
    key = next((each for each in of if isinstance(each, str)), "")
    told = [pair for pair in parse_qsl(key, keep_blank_values=True) if pair[0] not in _OF_THE_PAGE]
    return of_whom(urlencode(told), words)


_OF_THE_PAGE = ("tier", "unit")


def why_not_judged(code: object, words: Words) -> str:
    """Return why a difference is described and not judged (`measures.shares.not_judged`)."""
    return say(f"not_judged.{code}", words)


def came_and_went(parts: pd.DataFrame, words: Words, *terms: str) -> str:
    """Return who came into those rated, and who went out of them, each reason by itself.

    Parameters
    ----------
    parts : DataFrame
        `measures.decomposition`.
    *terms : str
        ``went``, ``came``; by default both.
    """
    told = []
    for term in terms or ("went", "came"):
        rows = parts[parts["term"] == term].set_index("reason")
        named = [_reason(term, why, rows.loc[why], words) for why in _REASONS if why in rows.index]
        told += named or [say(f"nobody_{term}", words)]
    return "; ".join(told)


def unnamed_beside(counts: Mapping[int, int], words: Words) -> str:
    """Return how many people of each year are not followed, being counted without a name."""
    told = [
        say("withheld_in", words, n=words.number(n), year=year) for year, n in counts.items() if n
    ]
    return say("unnamed_beside", words, years=words.listing(told)) if told else ""


def unnamed_in(row: Mapping) -> dict[int, int]:
    """Return, of the two years of a row of a table, how many are counted alone."""
    return {row["year"]: row["unnamed_before"], row["next_year"]: row["unnamed_after"]}


def _reason(term: str, reason: str, row: pd.Series, words: Words) -> str:
    n, k = (words.number(row[name]) for name in ("n", "n_level"))
    return say("reason_counted", words, reason=reason_name(term, reason, words), n=n, k=k)


def reason_name(term: str, reason: str, words: Words) -> str:
    """Return why somebody rated in one year is not in the other, as it stands in a sentence."""
    return say(f"{term}_because.{reason}", words)


def adding_up(parts: Sequence[float], before: float, after: float) -> list[float]:
    """Return parts of a change, rounded so that they add up to the two shares as written.

    Parameters
    ----------
    parts : sequence of float
        Fractions that add up to `after` - `before`.
    before, after : float
        Shares, 0-1, which are written with one decimal.

    Examples
    --------
    >>> adding_up([0.0004, 0.0004, 0.0004], 0.5, 0.5012)
    [0.001, 0.0, 0.0]
    """
    tenths = [round(1000 * float(part), 6) for part in parts]
    low = [math.floor(part) for part in tenths]
    rest = _written(after) - _written(before) - sum(low)
    # Those that lose most by being cut off get one more; where the shares as written are nearer
    # than they are, the largest part bears it: one that is nothing stays nothing.
    losing = sorted(range(len(low)), key=lambda place: low[place] - tenths[place])
    for place in losing[: max(rest, 0)]:
        low[place] += 1 if low[place] < tenths[place] else 0
    missing = _written(after) - _written(before) - sum(low)
    if missing:
        low[max(range(len(low)), key=lambda place: abs(tenths[place]))] += missing
    return [part / 1000 for part in low]


def _written(share: float) -> int:
    """Return a share as it is written, in tenths of a percent."""
    return round(10 * float(wording.half_up(100 * share, 1)))


def of_units(row: Mapping, side: str, words: Words) -> str:
    """Return how many of the units sent lists for a year, or for both (*9 of 12 units*)."""
    n, units = (words.number(row[name]) for name in (f"units_{side}", "units"))
    return say("of_units", words, n=n, units=units)
