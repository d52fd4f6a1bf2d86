"""Sentences on who had an outcome after which rating: within some years, and by the end."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.findings.finding import Finding, finding, phrase_of, renamed, say
from analysis.findings.rate_parts import (
    counted,
    group_name,
    missing_days,
    share_of,
    years_long,
)
from analysis.words import OF_REVIEW, Words


def outcome_rates(
    table: pd.DataFrame,
    difference: pd.DataFrame,
    *,
    kind: str,
    by: str,
    words: Words = OF_REVIEW,
    start: int | str | None = None,
    id: str = "outcome_rates",
) -> Finding:
    """Say which groups had an outcome most and least often, and whether they differ clearly.

    Parameters
    ----------
    table : DataFrame
        `measures.incidence`, or `measures.training_before`, by the column `by`.
    difference : DataFrame
        `measures.incidence_difference` of it; its horizon is the years told.
    kind : str
    by : str
        ``rating``, ``sex`` or another column of the table.
    start : int, str or None
        The year from which on everybody is followed, or ``every`` for each rating of each; None
        where it is the first rating of each.
    id : str
        Of the finding, where one notebook says this of several kinds or groups.
    """
    compared = difference.iloc[0].to_dict()
    horizon = int(compared["horizon"])
    rows = _at(table, by, horizon)
    # What is the reason for comparing nothing is told there.
    aside = [part for part in _ASIDE if part != compared["not_judged"]]
    values = {
        **_about(table, kind, start, words),
        "within": years_long(horizon, words),
        # Who is sent on a course is chosen, so the groups were not alike before it either.
        "chosen": say("training_is_chosen", words) if by == "earlier_training" else "",
        "beside": _beside(rows, horizon, words, aside, each=start == "every"),
        "since_year": _since_year(rows, words),
        "grouped": say(f"groups_by.{by}", words),
    }
    if not compared["judged"]:
        variant = _DESCRIBED.get(compared["not_judged"], "described")
        variant = variant if rows["incidence"].notna().any() else _why_nothing(table)
        told = rows[rows["incidence"].notna()].to_dict("records")
        groups = "; ".join(counted(row, by, words) for row in told)
        return _called("outcome_rates", id, variant, table, words, None, groups=groups, **values)
    low, high = compared["difference_low"], compared["difference_high"]
    return _called(
        "outcome_rates",
        id,
        "clear" if low > 0 else "no_clear_difference",
        table,
        words,
        (100 * compared["difference"], 100 * low, 100 * high, "points"),
        **values | _compared(compared, rows, by, words),
    )


def incidence(
    table: pd.DataFrame,
    *,
    kind: str,
    by: str,
    words: Words = OF_REVIEW,
    start: int | str | None = None,
    id: str = "outcome_incidence",
) -> Finding:
    """Say what share of each group had had an outcome when it was last known of enough people.

    The time told is the last year in which two groups, or the only one, are judged; the others
    are passed over. No chance of "never" is told.

    Parameters
    ----------
    table : DataFrame
        `measures.incidence` by the column `by`.
    kind, by, start, id
        As `outcome_rates`.
    """
    judged = table[table["judged"] & table["incidence"].notna()]
    sizes = judged.groupby("time").size()
    wanted = min(2, int(sizes.max())) if len(sizes) else 0
    time = int(sizes[sizes >= wanted].index.max()) if wanted else 0
    rows = _best_first(judged[judged["time"] == time], by)
    few = "not_sent" if table["not_sent"].any() else "too_few"
    few = few if table["incidence"].notna().any() else _why_nothing(table)
    told_time, estimated = years_long(time, words), rows["not_followed"].any()
    return _called(
        "outcome_incidence",
        id,
        "some" if time else few,
        table,
        words,
        None,
        **_about(table, kind, start, words),
        time=say("estimated", words, time=told_time) if estimated else told_time,
        groups=", ".join(_with_share(row, by, words) for row in rows.to_dict("records")),
        still="; ".join(words.number(n) for n in rows["at_risk"]),
        within=years_long(1, words),
        beside=_beside(rows, time, words, ("not_sent",)),
    )


def _with_share(row: dict[str, Any], by: str, words: Words) -> str:
    return f"{_short_name(row, by, words)} {words.percent(row['incidence'])}"


def _short_name(row: dict[str, Any], by: str, words: Words) -> str:
    """Return a group in as few words as a claim has room for: one for a rating."""
    if by == "rating" and not pd.isna(row[by]):
        return words.label("ratings", row[by], short=True).lower()
    return group_name(row[by], by, words)


def _at(table: pd.DataFrame, by: str, horizon: int) -> pd.DataFrame:
    return _best_first(table[table["time"] == horizon], by)


def _best_first(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    return rows.sort_values(by, ascending=by != "rating")


def _about(table: pd.DataFrame, kind: str, start: int | str | None, words: Words) -> dict[str, str]:
    once = table[table["time"] == 1]
    since = "first_rating" if start is None else "each_rating" if start == "every" else "year"
    rated = once[["people", "not_covered", "not_sent"]].sum().sum()
    record = once.iloc[0] if len(once) else {"on_record": 0, "on_lists": 0}
    return {
        "kind": phrase_of("kind_phrase", kind, words),
        "since": say(f"followed_since.{since}", words, year=start),
        "rated": words.number(int(rated)),
        "not_sent": words.number(int(once["not_sent"].sum())),
        "that_year": words.number(int(once["that_year"].sum())),
        **{n: words.number(int(record[n])) for n in ("on_record", "on_lists")},
        **missing_days(once, words),
    }


# Why a comparison is not made though there are shares; otherwise the groups are too small.
_DESCRIBED = {name: name for name in ("one_unit", "not_sent", "that_year")}


def _why_nothing(table: pd.DataFrame) -> str:
    """Return why nothing can be said: nobody, no list of what followed, or too short a record."""
    if table.empty:
        return "nobody_rated"
    if table["had"].isna().any():
        return "unmatched"
    if table["people"].any():
        return "too_short"
    return "days_missing" if table["days_missing"].any() else "not_covered"


def _called(
    told: str,
    id: str,
    variant: str,
    table: pd.DataFrame,
    words: Words,
    figure: tuple[float, float, float, str] | None,
    **values: object,
) -> Finding:
    return renamed(finding(told, variant, words, table["origin"], figure, **values), id)


def _compared(
    compared: dict[str, Any], rows: pd.DataFrame, by: str, words: Words
) -> dict[str, Any]:
    ends = {
        end: rows[rows[by] == compared[f"{end}_group"]].iloc[0].to_dict() for end in ("high", "low")
    }
    not_judged = rows[(~rows["judged"] | rows[by].isna()) & (rows["people"] > 0)]
    few = [counted(row, by, words) for row in not_judged.to_dict("records")]
    points = ("difference", "difference_low", "difference_high")
    difference, low, high = (words.points(float(compared[name])) for name in points)
    detectable = words.number(100 * float(compared["detectable"]), 1)
    higher, lower = (_short_name(ends[end], by, words) for end in ("high", "low"))
    return {
        **{"higher": higher, "lower": lower},
        "highest": share_of(ends["high"], words),
        "lowest": share_of(ends["low"], words),
        **{"points": difference, "low": low, "high": high, "detectable": detectable},
        "several": say("among_several", words) if compared["groups"] > 2 else "",
        "confidence": _confidence(float(compared["interval_level"]), words),
        "few": say("few_described", words, groups="; ".join(few)) if few else "",
    }


def _since_year(rows: pd.DataFrame, words: Words) -> str:
    """Return since when a course would be on record, where those without one are told."""
    if "since" not in rows:
        return ""
    years = rows.loc[rows["earlier_training"] == "not_trained", "since"].dropna()
    return say("none_since", words, year=int(years.iloc[0])) if len(years) else ""


def _confidence(level: float, words: Words) -> str:
    whole = abs(100 * level - round(100 * level)) < 1e-9
    return words.percent(level, 0 if whole else 1)


_ASIDE = ("not_followed", "not_covered", "not_sent", "that_year", "came")


def _beside(
    rows: pd.DataFrame, horizon: int, words: Words, parts: Sequence[str], each: bool = False
) -> str:
    """Return who is not counted, after `each` rating or one; and what is not known of the lists."""
    if rows.empty:
        return ""
    counts = {name: int(rows[name].sum()) for name in parts}
    if "not_covered" in counts:
        counts["days_missing"] = int(rows["days_missing"].sum())
        counts["not_covered"] -= counts["days_missing"]
    counts["unmatched"] = int((rows["on_record"] - rows["on_lists"]).iloc[0])
    unstated = "" if rows["period_stated"].all() else say("unstated", words)
    told = {
        "within": years_long(horizon, words),
        "kind": phrase_of("kind_phrase", rows["kind"].iloc[0], words),
        "on_record": words.number(int(rows["on_record"].iloc[0])),
        **missing_days(rows, words),
    }
    # An event in the year of one rating follows the one before it.
    forms = {"that_year": "that_year_of_each"} if each else {}
    return unstated + "".join(
        say(forms.get(key, key), words, n=words.number(n), **told) for key, n in counts.items() if n
    )
