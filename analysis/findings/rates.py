"""Sentences on who had an outcome after which rating: rates within years, and incidence."""

from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, say
from analysis.measures import SMALLEST_TESTED_UNIT


def outcome_rates(
    table: pd.DataFrame,
    difference: pd.DataFrame | None,
    *,
    kind: str,
    by: str,
    within_years: int,
    language: str,
    cohort: int | None = None,
    id: str = "outcome_rates",
) -> Finding:
    """Say which groups had an outcome most and least often, and whether they differ clearly.

    Parameters
    ----------
    table : DataFrame
        `measures.outcome_rate` by the column `by`; rows of other windows are passed over.
    difference : DataFrame or None
        `measures.rate_difference` of the rows of this window.
    kind : str
    by : str
        ``rating``, ``sex`` or another column of evaluations.
    within_years : int
    cohort : int or None
        The year whose rated people the table is of; None where each is followed from the first
        rated year of the period.
    id : str
        Of the finding, where one notebook says this of several kinds, groups or windows.
    """
    rows = table[(table["within_years"] == within_years) & (table["kind"] == kind)]
    rows = _best_first(rows, by)
    followed = rows[rows["at_risk"] > 0]
    compared = _difference(difference, followed, by)
    values: dict[str, Any] = {
        "kind": say(f"kind_phrase.{kind}", language),
        "within": _years(within_years, language),
        "since": _since(cohort, language),
        # Who is sent on a course is chosen, so the groups were not alike before it either.
        "chosen": say("training_is_chosen", language) if by == "earlier_training" else "",
        "not_followed": _not_followed(rows["not_followed"].sum(), within_years, language),
    }
    if compared is None:
        variant = "cannot_be_said" if followed.empty else "described"
        groups = [_counted(row, by, language) for row in followed.to_dict("records")]
        values["groups"] = "; ".join(groups)
        return _called(id, variant, language, rows["origin"], None, values)
    low, high = compared["difference_low"], compared["difference_high"]
    return _called(
        id,
        "clear" if low > 0 else "no_clear_difference",
        language,
        rows["origin"],
        (100 * compared["difference"], 100 * low, 100 * high, "points"),
        values | _compared(compared, followed, by, language),
    )


def _since(cohort: int | None, language: str) -> str:
    if cohort is None:
        return say("followed_since.first_rating", language)
    return say("followed_since.year", language, year=cohort)


def _best_first(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    return rows.sort_values(by, ascending=by != "rating")


def _called(
    id: str, variant: str, language: str, origins: Any, figure: Any, values: dict[str, Any]
) -> Finding:
    said = finding("outcome_rates", variant, language, origins, figure, **values)
    return replace(said, id=id)


def _difference(
    difference: pd.DataFrame | None, followed: pd.DataFrame, by: str
) -> dict[str, Any] | None:
    if difference is None or difference.empty or pd.isna(difference["difference"].iloc[0]):
        return None
    row = difference.iloc[0].to_dict()
    known = [_same(followed[by], row[end]).any() for end in ("high_group", "low_group")]
    return row if all(known) else None


def _same(groups: pd.Series, group: Any) -> pd.Series:
    return groups.isna() if pd.isna(group) else groups == group


def _compared(
    compared: dict[str, Any], followed: pd.DataFrame, by: str, language: str
) -> dict[str, Any]:
    ends = {end: _of_group(followed, by, compared[f"{end}_group"]) for end in ("high", "low")}
    judged = (followed["at_risk"] >= SMALLEST_TESTED_UNIT) & followed[by].notna()
    several = say("among_several", language) if compared["groups"] > 2 else ""
    few = [_counted(row, by, language) for row in followed[~judged].to_dict("records")]
    return {
        "highest_group": group_name(compared["high_group"], by, language),
        "lowest_group": group_name(compared["low_group"], by, language),
        "highest": _share(ends["high"], language),
        "lowest": _share(ends["low"], language),
        "points": wording.points(float(compared["difference"]), language),
        "low": wording.points(float(compared["difference_low"]), language),
        "high": wording.points(float(compared["difference_high"]), language),
        "several": several,
        "confidence": _confidence(float(compared["level"]), language),
        "few": say("few_described", language, groups="; ".join(few)) if few else "",
    }


def _confidence(level: float, language: str) -> str:
    whole = abs(100 * level - round(100 * level)) < 1e-9
    return wording.percent(level, language, 0 if whole else 1)


def _of_group(followed: pd.DataFrame, by: str, group: Any) -> dict[str, Any]:
    return followed[_same(followed[by], group)].iloc[0].to_dict()


def _share(row: dict[str, Any], language: str) -> str:
    share = wording.percent(row["share"], language)
    return f"{share}, {_of(row, language)}"


def _of(row: dict[str, Any], language: str) -> str:
    return "/".join(wording.number(row[part], language) for part in ("people", "at_risk"))


def _counted(row: dict[str, Any], by: str, language: str) -> str:
    return f"{group_name(row[by], by, language)} {_of(row, language)}"


def _not_followed(people: float, within_years: int, language: str) -> str:
    if not people:
        return ""
    n = wording.number(people, language)
    return say("not_followed", language, n=n, within=_years(within_years, language))


def _years(years: int, language: str) -> str:
    return say("years_long.one" if years == 1 else "years_long.many", language, n=years)


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


def incidence(
    table: pd.DataFrame, *, by: str, language: str, id: str = "outcome_incidence"
) -> Finding:
    """Say what share of each group has had an outcome some years after the first rating.

    The time told is the last whole year at which two groups (or the only one) still have at
    least 20 people under observation; smaller groups are passed over. Leaving the list is a
    competing event, and no chance of "never" is told.

    Parameters
    ----------
    table : DataFrame
        `measures.time_to_event` by the column `by`, of one kind.
    by : str
    id : str
    """
    observed = table[(table["at_risk"] >= SMALLEST_TESTED_UNIT) & (table["time"] > 0)]
    sizes = observed.groupby("time").size()
    wanted = min(2, int(sizes.max())) if len(sizes) else 0
    rows = observed[observed["time"] == sizes[sizes >= wanted].index.max()] if wanted else observed
    rows = _best_first(rows, by)
    kinds = table["kind"].dropna().unique()
    kind = say(f"kind_phrase.{kinds[0]}" if len(kinds) else "kind_phrase.any", language)
    groups = [_incidence(row, by, language) for row in rows.to_dict("records")]
    told = finding(
        "outcome_incidence",
        "some" if groups else "too_few" if len(table) else "cannot_be_said",
        language,
        table["origin"],
        None,
        kind=kind,
        time=_years(int(rows["time"].iloc[0]), language) if groups else "",
        groups="; ".join(groups),
        followed="; ".join(wording.number(n, language) for n in rows["at_risk"]),
        untested=say("groups_not_tested", language) if len(groups) > 1 else "",
    )
    return replace(told, id=id)


def _incidence(row: dict[str, Any], by: str, language: str) -> str:
    share = wording.percent(row["incidence"], language)
    return say("incidence_of_group", language, group=group_name(row[by], by, language), share=share)
