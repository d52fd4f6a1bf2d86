"""The sentence on how far units differ beyond chance, all years together."""

import pandas as pd

from analysis.findings.finding import Finding, finding, say
from analysis.measures.comparison import SIGNIFICANCE
from analysis.measures.units_pooled import FEWEST_UNITS
from analysis.words import OF_REVIEW, Words


def units_pooled(
    table: pd.DataFrame, *, words: Words = OF_REVIEW, level: str = "excellent"
) -> Finding:
    """Say how far the units' shares at a level lie apart beyond chance, naming none.

    Parameters
    ----------
    table : DataFrame
        `measures.units_pooled`.
    """
    phrase = say(f"level_phrase.{level}", words)
    if len(table) < 2:
        return finding("units_pooled", "cannot_be_said", words, table["origin"], level=phrase)
    if len(table) < FEWEST_UNITS:
        few, fewest = words.number(len(table)), words.number(FEWEST_UNITS)
        return finding(
            "units_pooled", "too_few", words, table["origin"],
            level=phrase, units=few, fewest=fewest,
        )  # fmt: skip
    row = table.iloc[0]
    spread = 100 * float(row["spread"])
    years = dict.fromkeys((int(row["first_year"]), int(row["last_year"])))
    return finding(
        "units_pooled",
        "spread" if row["p_value"] < SIGNIFICANCE else "no_clear_spread",
        words,
        table["origin"],
        (spread, None, None, "points"),
        level=phrase,
        spread=words.number(spread),
        common=words.percent(row["common"]),
        units=words.number(len(table)),
        period="–".join(str(year) for year in years),
    )
