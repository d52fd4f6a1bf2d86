"""Sentences that compare groups, units, and women with men."""

from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, say
from analysis.findings.rates import group_name
from analysis.measures import SMALLEST_TESTED_UNIT


def range_by_group(
    distribution: pd.DataFrame, *, by: str, language: str, level: str = "excellent"
) -> Finding:
    """Say between which groups the share at a level ranged in the last year with data.

    Parameters
    ----------
    distribution : DataFrame
        `measures.rating_distribution` by ``year`` and the column `by`.
    by : {"tier", "post_group"}
    """
    rows = distribution[(distribution["rating"] == level) & (distribution["total"] > 0)]
    phrase = say(f"level_phrase.{level}", language)
    return _range(f"range_by_{by}", _last_year(rows.dropna(subset=[by])), by, language, phrase)


def women_by_group(women: pd.DataFrame, *, by: str, language: str) -> Finding:
    """Say in which groups the share of women was highest and lowest in the last year with data.

    Parameters
    ----------
    women : DataFrame
        `measures.women_share` by ``year`` and the column `by`.
    """
    known = women[women["total"] > 0].dropna(subset=[by])
    return _range("women_by_group", _last_year(known), by, language, "")


def _last_year(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["year"] == rows["year"].max()]


def _range(id: str, rows: pd.DataFrame, by: str, language: str, phrase: str) -> Finding:
    if rows.empty:
        return finding(id, "cannot_be_said", language, [], level=phrase)
    ordered = rows.sort_values(["share", by])
    # A share of a handful is no lowest and no highest.
    small = ordered["total"] < SMALLEST_TESTED_UNIT
    values = {"year": ordered["year"].iloc[0], "level": phrase}
    if small.all():
        groups = "; ".join(_counted(row, by, language) for _, row in ordered.iterrows())
        return finding(id, "too_few", language, rows["origin"], groups=groups, **values)
    large, few = ordered[~small], ordered[small]
    low, high = large.iloc[0], large.iloc[-1]
    equal = len(large) > 1 and low["share"] == high["share"]
    aside = "; ".join(_counted(row, by, language) for _, row in few.iterrows())
    return finding(
        id,
        "equal" if equal else "some" if len(large) > 1 else "one",
        language,
        rows["origin"],
        (high["share"], high["low"], high["high"], "share"),
        **values,
        **_named("lowest", low, by, language),
        **_named("highest", high, by, language),
        few=say("few_aside", language, groups=aside) if aside else "",
        not_tested=say("not_tested", language),
    )


def _named(end: str, row: pd.Series, by: str, language: str) -> dict[str, Any]:
    return {
        end: wording.percent(row["share"], language),
        f"{end}_group": group_name(row[by], by, language),
        f"{end}_n": _of(row, language),
    }


def _counted(row: pd.Series, by: str, language: str) -> str:
    return say(
        "group_counted", language, group=group_name(row[by], by, language), n=_of(row, language)
    )


def _of(row: pd.Series, language: str) -> str:
    numerator = row["n"] if "n" in row else row["women"]
    return "/".join(wording.number(n, language) for n in (numerator, row["total"]))


def rating_gap(gaps: pd.DataFrame, *, language: str, level: str = "excellent") -> Finding:
    """Say whether women and men were at a level alike in the last year with data.

    Parameters
    ----------
    gaps : DataFrame
        `measures.rating_gap` by ``year``.
    """
    phrase = say(f"level_phrase.{level}", language)
    known = gaps.dropna(subset=["difference"])
    if known.empty:
        return _no_gap(gaps, phrase, language)
    row = known.sort_values("year").iloc[-1]
    low, high = row["difference_low"], row["difference_high"]
    return finding(
        "rating_gap",
        _gap_variant(row, low, high),
        language,
        gaps["origin"],
        (100 * row["difference"], 100 * low, 100 * high, "points"),
        year=row["year"],
        level=phrase,
        **{
            sex: say(
                "share_of",
                language,
                share=wording.percent(row[f"share_{sex}"], language),
                n=wording.number(row[sex], language),
                total=wording.number(row[f"total_{sex}"], language),
            )
            for sex in ("women", "men")
        },
    )


def _gap_variant(row: pd.Series, low: float, high: float) -> str:
    if row["total_women"] + row["total_men"] < SMALLEST_TESTED_UNIT:
        return "too_few"
    if low > 0:
        return "women_higher"
    return "men_higher" if high < 0 else "no_clear_difference"


def _no_gap(gaps: pd.DataFrame, phrase: str, language: str) -> Finding:
    rated = {"female": gaps["total_women"].sum(), "male": gaps["total_men"].sum()}
    only = [sex for sex, people in rated.items() if people]
    return finding(
        "rating_gap",
        "one_sex" if only else "cannot_be_said",
        language,
        gaps["origin"],
        level=phrase,
        sex=vocabulary.label("sexes", only[0], language).lower() if only else "",
    )


def units_apart(funnel: pd.DataFrame, *, language: str) -> Finding:
    """Say which units differ from the district's share by more than chance explains.

    Parameters
    ----------
    funnel : DataFrame
        `measures.unit_funnel`.
    """
    rows = funnel.dropna(subset=["unit"])
    if rows.empty:
        return finding("units_apart", "cannot_be_said", language, funnel["origin"])
    tested = rows[rows["apart"].notna()]
    apart = tested[tested["apart"].astype(bool)]
    none = "none_of_all" if len(tested) == len(rows) else "none"
    untested = "one_untested" if len(rows) == 1 else "untested"
    variant = untested if tested.empty else none if apart.empty else "some"
    return finding(
        "units_apart",
        variant,
        language,
        rows["origin"],
        (float(len(apart)), None, None, "units"),
        units=len(rows),
        tested=len(tested),
        described=len(rows) - len(tested),
        apart=len(apart),
        names=wording.listing(list(apart["unit"]), language),
        district=wording.percent(rows["district"].iloc[0], language),
    )
