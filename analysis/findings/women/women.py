"""Sentences on the share of women, and on whether women are rated as men are."""

from collections.abc import Mapping

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, direction, finding, of_one_unit, phrase_of, say
from analysis.findings.likewise import headed
from analysis.findings.women.women_parts import listed, missing_years, units_alike, unknown_sex
from analysis.measures.comparison import SIGNIFICANCE
from analysis.measures.shares import FEWEST_JUDGED

Figure = tuple[float, float | None, float | None, str]


def women_change(
    changes: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    language: str,
    published: pd.DataFrame | None = None,
) -> Finding:
    """Say how the share of women changed from the first to the last year.

    Parameters
    ----------
    changes : DataFrame
        `measures.women_change` of the two years.
    published : DataFrame, optional
        `measures.published_shares`; used where the data tell no sex and one share is published.
    """
    women = None if published is None else published[published["measure"] == "women"]
    if not (changes["total"] > 0).any() and women is not None and len(women) == 1:
        return _published_once(women.iloc[0], language)
    alike, whole = (changes[changes["like_for_like"] == part] for part in (True, False))
    for rows in (alike, whole):
        before, after = listed(rows, first_year), listed(rows, last_year)
        if before and after and before["total"] and after["total"]:
            others = whole if rows is alike else whole[:0]
            if first_year == last_year:
                return _one_year(after, language)
            return _two_years(before, after, others, language)
    return _unsaid(whole if len(whole) else alike, first_year, last_year, language)


def _two_years(before: dict, after: dict, whole: pd.DataFrame, language: str) -> Finding:
    variant = _change_variant(before, after)
    judged = variant in ("rose", "fell", "no_clear_change")
    low, high = (after["points_low"], after["points_high"]) if judged else (None, None)
    said = finding(
        "women_change",
        variant,
        language,
        [before["origin"], after["origin"]],
        (after["change_points"], low, high, "points"),
        first=before["year"],
        last=after["year"],
        before=wording.percent(before["share"], language),
        after=wording.percent(after["share"], language),
        n_before=_counted(before, language),
        n_after=_counted(after, language),
        base=_base(after, language),
        whole=_whole(whole, language),
        unknown="".join(unknown_sex(row, language) for row in (before, after)),
        not_clear=_not_clear(
            after["points_low"] / 100, after["points_high"] / 100, after["detectable"], language
        ),
    )
    parts = units_alike(after, language) if len(whole) else []
    return headed(said, "like_for_like", parts, language) if parts else said


def _change_variant(before: Mapping, after: Mapping) -> str:
    if min(before["total"], after["total"]) < FEWEST_JUDGED:
        return "too_few"
    if after["judged"]:
        return direction(after["points_low"], after["points_high"])
    if of_one_unit(after["of"]):
        return "described"
    return "open" if after["like_for_like"] else "other_units"


def _one_year(row: dict, language: str) -> Finding:
    return finding(
        "women_change",
        "one_year",
        language,
        [row["origin"]],
        (row["share"], row["low"], row["high"], "share"),
        last=row["year"],
        after=wording.percent(row["share"], language),
        n_after=_counted(row, language),
        unknown=unknown_sex(row, language),
    )


def _published_once(claim: pd.Series, language: str) -> Finding:
    return finding(
        "women_change",
        "published_once",
        language,
        [claim["origin"]],
        (claim["share"], None, None, "share"),
        after=wording.percent(claim["share"], language),
        n_after=_counted(claim, language, "n"),
        year=claim["year"],
    )


def _unsaid(rows: pd.DataFrame, first: int, last: int, language: str) -> Finding:
    return finding(
        "women_change",
        "cannot_be_said",
        language,
        rows["origin"],
        first=first,
        last=last,
        missing=missing_years(rows, first, last, language),
    )


def _counted(row: Mapping, language: str, numerator: str = "women") -> str:
    return "/".join(wording.number(row[name], language) for name in (numerator, "total"))


def _base(row: Mapping, language: str) -> str:
    if not row["base_moved"]:
        return ""
    moved = float(row["base_change"])
    size = wording.percent(abs(moved), language)
    return say(f"women_base_clause.{'rose' if moved > 0 else 'fell'}", language, size=size)


def _whole(rows: pd.DataFrame, language: str) -> str:
    told = rows[rows["total"] > 0].to_dict("records")
    if not told:
        return ""
    years = [
        say(
            "whole_year",
            language,
            year=row["year"],
            share=wording.percent(row["share"], language),
            units=wording.number(row["units"], language),
        )
        for row in told
    ]
    return say("units_whole", language, years=wording.listing(years, language))


def _not_clear(low: float, high: float, detectable: float, language: str) -> str:
    """Say an interval that holds zero, and the difference that these numbers would have shown."""
    return say(
        "not_clear",
        language,
        low=wording.points(low, language),
        high=wording.points(high, language),
        detectable=wording.number(100 * detectable, language, 1),
    )


def rating_gap(gaps: pd.DataFrame, *, language: str, level: str = "excellent") -> Finding:
    """Say whether women and men were at a level alike in the last year with data.

    Parameters
    ----------
    gaps : DataFrame
        `measures.rating_gap` by ``year``.
    """
    phrase = phrase_of("level_phrase", level, language)
    if gaps.empty:
        return finding("rating_gap", "cannot_be_said", language, [], level=phrase)
    row = gaps.sort_values("year").iloc[-1]
    variant = _gap_variant(row)
    return finding(
        "rating_gap",
        variant,
        language,
        [row["origin"]],
        _gap_figure(row, variant),
        year=row["year"],
        level=phrase,
        sex=_only_sex(row, language),
        unknown=_not_known(row, language),
        n=wording.number(row["unknown"] + row["withheld"], language),
        not_clear=_not_clear(
            row["difference_low"], row["difference_high"], row["detectable"], language
        ),
        **{sex: wording.percent(row[f"share_{sex}"], language) for sex in ("women", "men")},
        **{f"n_{sex}": _rated(row, sex, language) for sex in ("women", "men")},
    )


def _gap_variant(row: pd.Series) -> str:
    fewest, most = sorted([row["total_women"], row["total_men"]])
    if not fewest:
        return "one_sex" if most else "no_sex"
    if fewest < FEWEST_JUDGED:
        return "too_few"
    if not row["judged"]:
        return "described" if of_one_unit(row["of"]) else "open"
    if not row["p_value"] < SIGNIFICANCE:
        return "no_clear_difference"
    return "women_higher" if row["difference"] > 0 else "men_higher"


def _gap_figure(row: pd.Series, variant: str) -> Figure | None:
    if pd.isna(row["difference"]):
        return None
    judged = variant in ("women_higher", "men_higher", "no_clear_difference")
    ends = [100 * row[f"difference_{end}"] if judged else None for end in ("low", "high")]
    return 100 * row["difference"], ends[0], ends[1], "points"


def _rated(row: pd.Series, sex: str, language: str) -> str:
    return "/".join(wording.number(row[name], language) for name in (sex, f"total_{sex}"))


def _only_sex(row: pd.Series, language: str) -> str:
    only = "female" if row["total_women"] else "male"
    return vocabulary.label("sexes", only, language).lower()


def _not_known(row: pd.Series, language: str) -> str:
    return "".join(
        say(f"{name}_aside", language, n=wording.number(row[name], language))
        for name in ("unknown", "withheld")
        if row[name]
    )
