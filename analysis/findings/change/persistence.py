"""The sentence on whether the same people are at a level year after year."""

import pandas as pd

from analysis.findings.finding import Finding, finding, phrase_of, say
from analysis.measures.change.persistence import verdict
from analysis.words import OF_REVIEW, Words

_VARIANTS = {1: "more", -1: "fewer", 0: "no_clear_difference"}


def persistence(table: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say how many people were at a level in every year and in none, beside what chance gives.

    Parameters
    ----------
    table : DataFrame
        `measures.persistence`.
    """
    if table.empty or not table["total"].iloc[0]:
        variant = "one_year_only" if table.empty else "cannot_be_said"
        return finding("persistence", variant, words, table["origin"])
    none, every = table.iloc[0], table.iloc[-1]
    judged = bool(every["judged"])
    whole = {"n": every["n"], "never": none["n"], "total": every["total"]}
    whole |= {"expected": every["expected"], "expected_never": none["expected"]}
    whole |= {"low": every["expected_low"], "high": every["expected_high"]}
    return finding(
        "persistence",
        _VARIANTS[verdict(table)] if judged else "too_few",
        words,
        table["origin"],
        (every["n"], None, None, "people"),
        level=phrase_of("level_phrase", every["level"], words),
        years=every["of_years"],
        first=every["first_year"],
        last=every["last_year"],
        why="" if judged else say(f"described_only.{every['not_judged']}", words),
        **{name: words.number(value) for name, value in whole.items()},
    )
