"""Sentences on the share of women, and on whether women are rated as men are."""

from collections.abc import Mapping

import pandas as pd

from analysis.findings.finding import Finding, direction, finding, of_one_unit, phrase_of, say
from analysis.findings.groups import years_after
from analysis.findings.likewise import headed
from analysis.findings.women.women_parts import listed, missing_years, units_alike, unknown_sex
from analysis.measures.comparison import SIGNIFICANCE
from analysis.measures.shares import FEWEST_JUDGED
from analysis.wording import years as in_years
from analysis.words import OF_REVIEW, Words

Figure = tuple[float, float | None, float | None, str]


def women_change(
    changes: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    words: Words = OF_REVIEW,
    published: pd.DataFrame | None = None,
    by_year: pd.DataFrame | None = None,
) -> Finding:
    """Say how the share of women changed from the first to the last year.

    Parameters
    ----------
    changes : DataFrame
        `measures.women_change` of the two years.
    published : DataFrame, optional
        `measures.published_shares`; used where the data tell no sex and one share is published.
    by_year : DataFrame, optional
        `measures.women_share` by ``year``: where nothing can be said of the two years, those are
        named that tell women and men.
    """
    women = None if published is None else published[published["measure"] == "women"]
    if not (changes["total"] > 0).any() and women is not None and len(women) == 1:
        return _published_once(women.iloc[0], words)
    alike, whole = (changes[changes["like_for_like"] == part] for part in (True, False))
    for rows in (alike, whole):
        before, after = listed(rows, first_year), listed(rows, last_year)
        if before and after and before["total"] and after["total"]:
            others = whole if rows is alike else whole[:0]
            if first_year == last_year:
                return _one_year(after, words)
            return _two_years(before, after, others, words)
    rows = whole if len(whole) else alike
    known = [] if by_year is None else by_year.loc[by_year["total"] > 0, "year"].tolist()
    return _unsaid(rows, first_year, last_year, known, words)


def _two_years(before: dict, after: dict, whole: pd.DataFrame, words: Words) -> Finding:
    variant = _change_variant(before, after)
    judged = variant in ("rose", "fell", "no_clear_change")
    low, high = (after["points_low"], after["points_high"]) if judged else (None, None)
    said = finding(
        "women_change",
        variant,
        words,
        [before["origin"], after["origin"]],
        (after["change_points"], low, high, "points"),
        first=before["year"],
        last=after["year"],
        before=words.percent(before["share"]),
        after=words.percent(after["share"]),
        n_before=_counted(before, words),
        n_after=_counted(after, words),
        base=_base(after, words),
        whole=_whole(whole, words),
        unknown="".join(unknown_sex(row, words) for row in (before, after)),
        not_clear=_not_clear(
            after["points_low"] / 100, after["points_high"] / 100, after["detectable"], words
        ),
    )
    parts = units_alike(after, words) if len(whole) else []
    return headed(said, "like_for_like", parts, words) if parts else said


def _change_variant(before: Mapping, after: Mapping) -> str:
    if min(before["total"], after["total"]) < FEWEST_JUDGED:
        return "too_few"
    if after["judged"]:
        return direction(after["points_low"], after["points_high"])
    if of_one_unit(after["of"]):
        return "described"
    return "open" if after["like_for_like"] else "other_units"


def _one_year(row: dict, words: Words) -> Finding:
    return finding(
        "women_change",
        "one_year",
        words,
        [row["origin"]],
        (row["share"], row["low"], row["high"], "share"),
        last=row["year"],
        after=words.percent(row["share"]),
        n_after=_counted(row, words),
        unknown=unknown_sex(row, words),
    )


def _published_once(claim: pd.Series, words: Words) -> Finding:
    return finding(
        "women_change",
        "published_once",
        words,
        [claim["origin"]],
        (claim["share"], None, None, "share"),
        after=words.percent(claim["share"]),
        n_after=_counted(claim, words, "n"),
        year=claim["year"],
    )


def _unsaid(rows: pd.DataFrame, first: int, last: int, known: list[int], words: Words) -> Finding:
    return finding(
        "women_change",
        "cannot_be_said",
        words,
        rows["origin"],
        first=first,
        last=last,
        missing=missing_years(rows, first, last, words),
        # Of one year alone nothing changes.
        known=say("women_known", words, years=in_years(known)) if len(known) > 1 else "",
    )


def _counted(row: Mapping, words: Words, numerator: str = "women") -> str:
    return "/".join(words.number(row[name]) for name in (numerator, "total"))


def _base(row: Mapping, words: Words) -> str:
    if not row["base_moved"]:
        return ""
    moved = float(row["base_change"])
    size = words.percent(abs(moved))
    return say(f"women_base_clause.{'rose' if moved > 0 else 'fell'}", words, size=size)


def _whole(rows: pd.DataFrame, words: Words) -> str:
    told = rows[rows["total"] > 0].to_dict("records")
    if not told:
        return ""
    years = [
        say(
            "whole_year",
            words,
            year=row["year"],
            share=words.percent(row["share"]),
            units=words.number(row["units"]),
        )
        for row in told
    ]
    return say("units_whole", words, years=words.listing(years))


def _not_clear(low: float, high: float, detectable: float, words: Words) -> str:
    """Say an interval that holds zero, and the difference that these numbers would have shown."""
    return say(
        "not_clear",
        words,
        low=words.points(low),
        high=words.points(high),
        detectable=words.number(100 * detectable, 1),
    )


def rating_gap(
    gaps: pd.DataFrame, *, words: Words = OF_REVIEW, level: str = "excellent"
) -> Finding:
    """Say whether women and men were at a level alike in the last year with data.

    Parameters
    ----------
    gaps : DataFrame
        `measures.rating_gap` by ``year``.
    """
    phrase = phrase_of("level_phrase", level, words)
    if gaps.empty:
        return finding("rating_gap", "cannot_be_said", words, [], level=phrase)
    told = gaps[gaps["total_women"] + gaps["total_men"] > 0]
    row = (gaps if told.empty else told).sort_values("year").iloc[-1]
    variant = _gap_variant(row)
    return finding(
        "rating_gap",
        variant,
        words,
        [row["origin"]],
        _gap_figure(row, variant),
        year=row["year"],
        level=phrase,
        sex=_only_sex(row, words),
        unknown=_not_known(row, words) + _later(gaps, row["year"], words),
        n=words.number(row["unknown"] + row["withheld"]),
        not_clear=_not_clear(
            row["difference_low"], row["difference_high"], row["detectable"], words
        ),
        **{sex: words.percent(row[f"share_{sex}"]) for sex in ("women", "men")},
        **{f"n_{sex}": _rated(row, sex, words) for sex in ("women", "men")},
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


def _rated(row: pd.Series, sex: str, words: Words) -> str:
    return "/".join(words.number(row[name]) for name in (sex, f"total_{sex}"))


def _only_sex(row: pd.Series, words: Words) -> str:
    only = "female" if row["total_women"] else "male"
    return words.label("sexes", only).lower()


def _not_known(row: pd.Series, words: Words) -> str:
    return "".join(
        say(f"{name}_aside", words, n=words.number(row[name]))
        for name in ("unknown", "withheld")
        if row[name]
    )


def _later(gaps: pd.DataFrame, year: int, words: Words) -> str:
    years = years_after(gaps, year)
    return say("later_unknown.sexes", words, years=words.listing(years)) if years else ""
