"""Sentences on women and men in like posts, and on mixed scales."""

from collections.abc import Sequence

import pandas as pd

from analysis import rules, wording
from analysis.findings.finding import Finding, finding, phrase_of, say
from analysis.measures.comparison import SIGNIFICANCE
from analysis.words import OF_REVIEW, Words


def adjusted_gap(table: pd.DataFrame, *, by: str, words: Words = OF_REVIEW) -> Finding:
    """Say whether women and men in the same stratum were at a level alike.

    Parameters
    ----------
    table : DataFrame
        `measures.adjusted_rating_gap` of one year.
    by : str
        The column that made its strata.
    """
    row = table.iloc[0]
    variant = _gap_variant(row)
    judged = bool(row["judged"])
    whole = ("women", "men", "total_women", "total_men", "unknown", "withheld", "not_stated")
    strata = say(f"strata.{by}", words)
    few = ("expected", "more", "more_low", "more_high", "detectable_people")
    figure = (row["more"], row["more_low"], row["more_high"], "people")
    return finding(
        "adjusted_gap",
        variant,
        words,
        [row["origin"]],
        figure if judged else None,
        year="–" if pd.isna(row["year"]) else row["year"],
        level=phrase_of("level_phrase", row["level"], words),
        strata=strata,
        turned_round=_clause("gap_turned_round", row["turned_round"], words),
        unequal=_clause("gap_unequal", row["equal_odds"] < SIGNIFICANCE, words),
        not_known=_not_known(row, strata, words),
        **{name: words.number(row[name]) for name in whole},
        **{name: words.number(row[name], 1) for name in few},
    )


def _gap_variant(row: pd.Series) -> str:
    if not row["judged"]:
        return str(row["why"])
    if not row["p_value"] < SIGNIFICANCE:
        return "no_clear_difference"
    return "women_higher" if row["more"] > 0 else "men_higher"


def _clause(key: str, holds: object, words: Words) -> str:
    return say(key, words) if not pd.isna(holds) and holds else ""


def _not_known(row: pd.Series, strata: str, words: Words) -> str:
    """Say who is not counted, being of unknown stratum, sex or rating."""
    return "".join(
        say(f"{name}_aside", words, n=words.number(row[name]), strata=strata)
        for name in ("not_stated", "unknown", "withheld")
        if row[name]
    )


def scales_mixed(distribution: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say whether the third level mixes the wordings of two legal scales.

    Parameters
    ----------
    distribution : DataFrame
        `measures.rating_distribution` by ``year`` and ``staff_class``.
    """
    rated = distribution[distribution["total"] > 0].drop_duplicates(["year", "staff_class"])
    told = rated.dropna(subset=["staff_class"])
    levels = told.assign(wording=[_third(row, words) for row in told.to_dict("records")])
    wordings = levels.dropna(subset=["wording"]).groupby("year")["wording"].nunique()
    mixed = levels[levels["year"].isin(wordings[wordings > 1].index)].dropna(subset=["wording"])
    variant = "cannot_be_said" if told.empty else "one_scale" if mixed.empty else "mixed"
    return finding(
        "scales_mixed",
        variant,
        words,
        rated["origin"],
        label=words.label("ratings", "completed"),
        years=wording.years(mixed["year"].unique()),
        wordings="; ".join(
            _worded(name, sorted(rows["staff_class"].unique()), words)
            for name, rows in mixed.groupby("wording")
        ),
    )


def _third(row: dict, words: Words) -> str | None:
    scale = rules.rating_scale(int(row["year"]), row["staff_class"])
    return scale["completed"][words.language] if scale else None


def _worded(name: str, classes: Sequence[str], words: Words) -> str:
    labels = [words.label("staff_classes", c).lower() for c in classes]
    return say("scale_worded", words, name=name, classes=words.listing(labels))
