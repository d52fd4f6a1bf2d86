"""Sentences on women and men in like posts and over the whole scale, and on mixed scales."""

from collections.abc import Sequence

import pandas as pd

from analysis import rules, vocabulary, wording
from analysis.findings.finding import Finding, finding, say
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.measures.adjusted import AdjustedRatingGap, Superiority


def adjusted_gap(result: AdjustedRatingGap, *, year: int, language: str) -> Finding:
    """Say whether women and men in the same stratum were at a level alike.

    Parameters
    ----------
    result : AdjustedRatingGap
        `measures.adjusted_rating_gap` of the year's evaluations.
    """
    known = not (pd.isna(result.low) or pd.isna(result.high))
    variant = _side(result.low, result.high, 1) if known else "cannot_be_said"
    few = result.women + result.men < SMALLEST_TESTED_UNIT
    strata = [say(f"strata.{column}", language) for column in result.strata]
    figure = (result.odds_ratio, result.low, result.high, "odds_ratio")
    return finding(
        "adjusted_gap",
        "too_few" if few and known else variant,
        language,
        [result.origin],
        figure if known else None,
        year=year,
        level=say(f"level_phrase.{result.level}", language),
        strata=wording.listing(strata, language),
        odds_ratio=wording.number(result.odds_ratio, language, 2),
        low=wording.number(result.low, language, 2),
        high=wording.number(result.high, language, 2),
        unadjusted=wording.number(result.unadjusted_odds_ratio, language, 2),
        reversed=_reversed(result, language),
        women=wording.number(result.women, language),
        men=wording.number(result.men, language),
    )


def _reversed(result: AdjustedRatingGap, language: str) -> str:
    if not result.reversed:
        return ""
    unadjusted = wording.number(result.unadjusted_odds_ratio, language, 2)
    return say("gap_reversed", language, unadjusted=unadjusted)


def _side(low: float, high: float, neutral: float) -> str:
    if low > neutral:
        return "women_higher"
    return "men_higher" if high < neutral else "no_clear_difference"


def superiority(
    result: Superiority,
    *,
    year: int,
    women: Sequence[int],
    men: Sequence[int],
    origin: str | None,
    language: str,
) -> Finding:
    """Say how often a woman drawn by chance is rated above a man, over the whole scale.

    Parameters
    ----------
    result : Superiority
        `measures.superiority` of the two counts.
    women, men : sequence of int
        The counts that the measure took.
    origin : str or None
        Of the rows that the counts come from.
    """
    sizes = {"women": sum(int(n) for n in women), "men": sum(int(n) for n in men)}
    known = not pd.isna(result.probability)
    judged = known and not (pd.isna(result.low) or pd.isna(result.high))
    variant = _side(result.low, result.high, 0.5) if judged else "no_interval"
    few = sum(sizes.values()) < SMALLEST_TESTED_UNIT
    return finding(
        "superiority",
        ("too_few" if few else variant) if known else "cannot_be_said",
        language,
        [origin],
        (result.probability, result.low, result.high, "probability") if known else None,
        year=year,
        probability=wording.percent(result.probability, language),
        low=wording.percent(result.low, language),
        high=wording.percent(result.high, language),
        **{sex: wording.number(n, language) for sex, n in sizes.items()},
    )


def scales_mixed(distribution: pd.DataFrame, *, language: str) -> Finding:
    """Say whether the third level mixes the wordings of two legal scales.

    Parameters
    ----------
    distribution : DataFrame
        `measures.rating_distribution` by ``year`` and ``staff_class``.
    """
    rated = distribution[distribution["total"] > 0].drop_duplicates(["year", "staff_class"])
    told = rated.dropna(subset=["staff_class"])
    levels = told.assign(wording=[_third(row, language) for row in told.to_dict("records")])
    wordings = levels.dropna(subset=["wording"]).groupby("year")["wording"].nunique()
    mixed = levels[levels["year"].isin(wordings[wordings > 1].index)].dropna(subset=["wording"])
    variant = "cannot_be_said" if told.empty else "one_scale" if mixed.empty else "mixed"
    return finding(
        "scales_mixed",
        variant,
        language,
        rated["origin"],
        label=vocabulary.label("ratings", "completed", language),
        years=wording.listing(sorted(mixed["year"].unique()), language),
        wordings="; ".join(
            _worded(name, sorted(rows["staff_class"].unique()), language)
            for name, rows in mixed.groupby("wording")
        ),
    )


def _third(row: dict, language: str) -> str | None:
    scale = rules.rating_scale(int(row["year"]), row["staff_class"])
    return scale["completed"][language] if scale else None


def _worded(name: str, classes: Sequence[str], language: str) -> str:
    labels = [vocabulary.label("staff_classes", c, language).lower() for c in classes]
    return say("scale_worded", language, name=name, classes=wording.listing(labels, language))
