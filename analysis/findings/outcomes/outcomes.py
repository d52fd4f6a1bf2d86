"""Sentences on how often training, appointment and movement happened, as counted and published."""

from collections.abc import Callable, Sequence

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, renamed, say
from analysis.findings.outcomes.amounts import is_sum, period_name, told, years_name
from analysis.words import OF_REVIEW, Words

_PARAMETERS = """
Parameters
----------
counts : DataFrame
    `measures.outcome_counts` of the period by ``kind``; the years told are those covered.
published : DataFrame
    `measures.published_outcomes`; empty where nothing was published. Its figures are given
    as the source counts them, each alone: neither added up nor divided by a year's list.
"""


def _of_kinds(id: str, about: str) -> Callable[..., Finding]:
    """Return the finding `id`, of the kinds of event that the vocabulary tells with it."""

    def tell(
        counts: pd.DataFrame,
        published: pd.DataFrame,
        *,
        first_year: int,
        last_year: int,
        words: Words = OF_REVIEW,
    ) -> Finding:
        return _counts(id, counts, published, (first_year, last_year), words)

    tell.__name__ = tell.__qualname__ = id
    tell.__doc__ = f"Say how often and of how many people {about}.\n{_PARAMETERS}"
    return tell


training_counts = _of_kinds(
    "training_counts", "training is on record, and what was published of it"
)
appointment_counts = _of_kinds(
    "appointment_counts", "appointments and reappointments are on record, and what was published"
)
movement_counts = _of_kinds(
    "movement_counts",
    "planning, moves, nomination and dismissal are on record, and what was published",
)
city_post_counts = _of_kinds(
    "city_post_counts", "posts managed by the city were filled, and what was published of it"
)


def _counts(
    id: str,
    counts: pd.DataFrame,
    published: pd.DataFrame,
    period: tuple[int, int],
    words: Words,
) -> Finding:
    kinds = vocabulary.kinds_told_with(id)
    # A ledger read as the source is what was published: its figures are not events on record, and
    # their sums are of no period that it states.
    if set(counts["origin"].dropna()) == {"published"}:
        counts = counts.iloc[:0]
    counted, years, short = _covered(counts[counts["kind"].isin(kinds)], period)
    stated = published[published["kind"].isin(kinds)]
    heading = say(f"outcome_heading.{id}.heading", words)
    text, beside = told(kinds, heading, counted, stated, years, words)
    variant = ("both" if len(stated) else "counted") if len(counted) else "published"
    top = counted.loc[counted["kind"] == kinds[0], "events"]
    said = finding(
        "outcome_counts",
        variant if text else "no_figures",
        words,
        [*counted["origin"], *stated["origin"]],
        (top.iloc[0], None, None, "events") if len(top) else None,
        heading=say(f"outcome_heading.{id}.inside", words),
        period=years_name(years, words),
        short=_short(short, period, words) + _as_far(counted, kinds, words),
        kinds=text,
        beside=beside,
    )
    return renamed(said, id)


def _covered(
    counted: pd.DataFrame, period: tuple[int, int]
) -> tuple[pd.DataFrame, str, str | None]:
    """Return the counts, the years that they are of, and which sentence says what is missing.

    Where the kinds are not recorded in the same years, each count has its own in ``years``.
    """
    asked = wording.years(range(period[0], period[1] + 1)) or ""
    covered = counted["covered"] if "covered" in counted else counted["kind"].map(lambda _: asked)
    known = covered.fillna(asked)
    if known.nunique() < 2:
        years = known.iloc[0] if len(known) else asked
        forms = ("seen_all", "seen") if _unstated(counted) else (None, "rest")
        return counted.assign(years=None), years, forms[years != asked]
    short = "each_seen" if _unstated(counted) else "each"
    return counted.assign(years=known.where(known != asked)), asked, short


def _unstated(counted: pd.DataFrame) -> bool:
    """Say whether lists do not say themselves which years they cover."""
    return "period_stated" in counted and counted["period_stated"].eq(False).any()


def _as_far(counted: pd.DataFrame, kinds: Sequence[str], words: Words) -> str:
    """Return of how many units there are lists, of whom the events are, and what is not counted."""
    if counted.empty or "on_lists" not in counted:
        return ""
    # The sum that heads the kinds, or each kind where there is none.
    own = counted[counted["kind"] == kinds[0]] if is_sum(kinds[0]) else counted
    told = []
    short = own[(own["units_sent"] < own["of_units"]).fillna(False)]
    if len(short):
        few = short.sort_values("units_sent").iloc[0]
        told.append(("units", few["units_sent"], few["of_units"]))
    events, joined = own["events"].sum(), own["on_lists"].sum()
    if own["on_lists"].notna().all() and joined < events:
        told.append(("on_lists", joined, events))
    for column in ("tier_untold", "withdrawn"):
        if aside := int(own[column].fillna(0).sum()):
            told.append((column, aside, aside))
    return "".join(
        say(
            f"outcomes_known.{part}",
            words,
            n=words.number(int(n)),
            of=words.number(int(of)),
        )
        for part, n, of in told
    )


def _short(short: str | None, period: tuple[int, int], words: Words) -> str:
    if short is None:
        return ""
    return say(f"other_years.{short}", words, period=period_name(*period, words))
