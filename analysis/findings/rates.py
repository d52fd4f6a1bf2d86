"""Sentences on who had an outcome after which rating: within some years, and by the end."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, say


def outcome_rates(
    table: pd.DataFrame,
    difference: pd.DataFrame,
    *,
    kind: str,
    by: str,
    language: str,
    start: int | None = None,
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
    start : int or None
        The year from which on everybody is followed; None where it is the first rating of each.
    id : str
        Of the finding, where one notebook says this of several kinds or groups.
    """
    compared = difference.iloc[0].to_dict()
    horizon = int(compared["horizon"])
    rows = _at(table, by, horizon)
    # What is the reason for comparing nothing is told there.
    aside = [part for part in _ASIDE if part != compared["not_judged"]]
    values = {
        **_about(table, kind, start, language),
        "within": _years(horizon, language),
        # Who is sent on a course is chosen, so the groups were not alike before it either.
        "chosen": say("training_is_chosen", language) if by == "earlier_training" else "",
        "beside": _beside(rows, horizon, language, aside),
    }
    if not compared["judged"]:
        variant = _DESCRIBED.get(compared["not_judged"], "described")
        variant = variant if rows["incidence"].notna().any() else _why_nothing(table)
        told = rows[rows["incidence"].notna()].to_dict("records")
        groups = "; ".join(_counted(row, by, language) for row in told)
        return _called("outcome_rates", id, variant, table, language, None, groups=groups, **values)
    low, high = compared["difference_low"], compared["difference_high"]
    return _called(
        "outcome_rates",
        id,
        "clear" if low > 0 else "no_clear_difference",
        table,
        language,
        (100 * compared["difference"], 100 * low, 100 * high, "points"),
        **values | _compared(compared, rows, by, language),
    )


def incidence(
    table: pd.DataFrame,
    *,
    kind: str,
    by: str,
    language: str,
    start: int | None = None,
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
    return _called(
        "outcome_incidence",
        id,
        "some" if time else few,
        table,
        language,
        None,
        **_about(table, kind, start, language),
        time=_years(time, language),
        groups="; ".join(_with_share(row, by, language) for row in rows.to_dict("records")),
        still="; ".join(wording.number(n, language) for n in rows["at_risk"]),
        within=_years(1, language),
        beside=_beside(rows, time, language, ("not_sent",)),
    )


def _at(table: pd.DataFrame, by: str, horizon: int) -> pd.DataFrame:
    return _best_first(table[table["time"] == horizon], by)


def _best_first(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    return rows.sort_values(by, ascending=by != "rating")


def _about(table: pd.DataFrame, kind: str, start: int | None, language: str) -> dict[str, str]:
    once = table[table["time"] == 1]
    from_rating = say("followed_since.first_rating", language)
    rated = once[["people", "not_covered", "not_sent"]].sum().sum()
    record = once.iloc[0] if len(once) else {"on_record": 0, "on_lists": 0}
    return {
        "kind": say(f"kind_phrase.{kind}", language),
        "since": say("followed_since.year", language, year=start) if start else from_rating,
        "rated": wording.number(int(rated), language),
        "not_sent": wording.number(int(once["not_sent"].sum()), language),
        "that_year": wording.number(int(once["that_year"].sum()), language),
        **{n: wording.number(int(record[n]), language) for n in ("on_record", "on_lists")},
    }


# Why a comparison is not made though there are shares; otherwise the groups are too small.
_DESCRIBED = {name: name for name in ("one_unit", "not_sent", "that_year")}


def _why_nothing(table: pd.DataFrame) -> str:
    """Return why nothing can be said: nobody, no list of what followed, or too short a record."""
    if table.empty:
        return "nobody_rated"
    if table["had"].isna().any():
        return "unmatched"
    return "too_short" if table["people"].any() else "not_covered"


def _called(
    told: str,
    id: str,
    variant: str,
    table: pd.DataFrame,
    language: str,
    figure: tuple[float, float, float, str] | None,
    **values: object,
) -> Finding:
    return replace(finding(told, variant, language, table["origin"], figure, **values), id=id)


def _compared(
    compared: dict[str, Any], rows: pd.DataFrame, by: str, language: str
) -> dict[str, Any]:
    ends = {
        end: rows[rows[by] == compared[f"{end}_group"]].iloc[0].to_dict() for end in ("high", "low")
    }
    not_judged = rows[(~rows["judged"] | rows[by].isna()) & (rows["people"] > 0)]
    few = [_counted(row, by, language) for row in not_judged.to_dict("records")]
    points = ("difference", "difference_low", "difference_high")
    difference, low, high = (wording.points(float(compared[name]), language) for name in points)
    detectable = wording.number(100 * float(compared["detectable"]), language, 1)
    return {
        "highest_group": _name(ends["high"], by, language),
        "lowest_group": _name(ends["low"], by, language),
        "highest": _share(ends["high"], language),
        "lowest": _share(ends["low"], language),
        **{"points": difference, "low": low, "high": high, "detectable": detectable},
        "several": say("among_several", language) if compared["groups"] > 2 else "",
        "confidence": _confidence(float(compared["level"]), language),
        "few": say("few_described", language, groups="; ".join(few)) if few else "",
    }


def _confidence(level: float, language: str) -> str:
    whole = abs(100 * level - round(100 * level)) < 1e-9
    return wording.percent(level, language, 0 if whole else 1)


def _share(row: dict[str, Any], language: str) -> str:
    """Return a share with its counts, which make it up where everybody was followed so long."""
    if not row["had"] and not row["stated"]:
        # The lists do not say that they cover those years: none on record is no zero.
        people = wording.number(row["people"], language)
        return say("none_on_record", language, people=people)
    share = wording.percent(row["incidence"], language)
    if row["not_followed"]:
        people = wording.number(row["people"], language)
        return say("share_of_people", language, share=share, people=people)
    return f"{share} ({_of(row, language)})"


def _of(row: dict[str, Any], language: str) -> str:
    return "/".join(wording.number(int(row[part]), language) for part in ("had", "people"))


def _counted(row: dict[str, Any], by: str, language: str) -> str:
    if not row["had"] and not row["stated"]:
        return _with_share(row, by, language)
    return f"{_name(row, by, language)} {_of(row, language)}"


def _with_share(row: dict[str, Any], by: str, language: str) -> str:
    return f"{_name(row, by, language)} {_share(row, language)}"


_ASIDE = ("not_followed", "not_covered", "not_sent", "that_year", "came")


def _beside(rows: pd.DataFrame, horizon: int, language: str, parts: Sequence[str]) -> str:
    """Return who is not counted, and what is not known of the lists."""
    if rows.empty:
        return ""
    counts = {name: int(rows[name].sum()) for name in parts}
    counts["unmatched"] = int((rows["on_record"] - rows["on_lists"]).iloc[0])
    unstated = "" if rows["stated"].all() else say("unstated", language)
    told = {
        "within": _years(horizon, language),
        "kind": say(f"kind_phrase.{rows['kind'].iloc[0]}", language),
        "on_record": wording.number(int(rows["on_record"].iloc[0]), language),
    }
    return unstated + "".join(
        say(key, language, n=wording.number(n, language), **told) for key, n in counts.items() if n
    )


def _years(years: int, language: str) -> str:
    return say("years_long.one" if years == 1 else "years_long.many", language, n=years)


def _name(row: dict[str, Any], by: str, language: str) -> str:
    group, since = row[by], row.get("since")
    if by == "earlier_training" and group == "not_trained" and not pd.isna(since):
        return say("group_trained.none_since", language, year=since)
    return group_name(group, by, language)


def group_name(group: Any, by: str, language: str) -> str:
    """Return the name of a group of cadres as it stands inside a sentence."""
    if pd.isna(group):
        return say("group_unknown", language)
    if by == "rating":
        return say("group_rated", language, level=say(f"level_phrase.{group}", language))
    if by == "sex":
        return vocabulary.label("sexes", group, language).lower()
    if by == "earlier_training":
        return say(f"group_trained.{group}", language)
    sections = {"post_group": "post_groups", "tier": "tiers", "staff_class": "staff_classes"}
    section = sections.get(by, by)
    name = vocabulary.label(section, group, language, short=True)
    # A name that an office gave keeps its letters.
    return name[:1].lower() + name[1:] if group in vocabulary.codes(section) else name
