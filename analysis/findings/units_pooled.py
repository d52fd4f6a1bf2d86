"""The sentence on how far units differ beyond chance, all years together."""

import pandas as pd

from analysis import wording
from analysis.findings.finding import Finding, finding, say
from analysis.measures.comparison import SIGNIFICANCE


def units_pooled(table: pd.DataFrame, *, language: str, level: str = "excellent") -> Finding:
    """Say how far the units' shares at a level lie apart beyond chance, naming none.

    Parameters
    ----------
    table : DataFrame
        `measures.units_pooled`.
    """
    phrase = say(f"level_phrase.{level}", language)
    if len(table) < 2:
        return finding("units_pooled", "cannot_be_said", language, table["origin"], level=phrase)
    row = table.iloc[0]
    spread = 100 * float(row["spread"])
    years = dict.fromkeys((int(row["first_year"]), int(row["last_year"])))
    return finding(
        "units_pooled",
        "spread" if row["p_value"] < SIGNIFICANCE else "no_clear_spread",
        language,
        table["origin"],
        (spread, None, None, "points"),
        level=phrase,
        spread=wording.number(spread, language),
        common=wording.percent(row["common"], language),
        units=wording.number(len(table), language),
        period="–".join(str(year) for year in years),
    )
