"""Sentences on which units stand apart from the others."""

import pandas as pd

from analysis.findings.finding import Finding, finding, of_one_unit, phrase_of, say
from analysis.measures.lists.coverage import UNTOLD
from analysis.measures.shares import FEWEST_JUDGED
from analysis.words import OF_REVIEW, Words


def units_apart(
    table: pd.DataFrame, lists: pd.DataFrame | None = None, *, words: Words = OF_REVIEW
) -> Finding:
    """Say which units differ from the others by more than chance explains.

    Parameters
    ----------
    table : DataFrame
        `measures.units_apart`.
    lists : DataFrame, optional
        `measures.coverage` of the same year: where nobody is compared, it tells why.
    """
    rows = table[table["total"] > 0]
    if rows.empty:
        return _nobody(table, lists, words)
    if of_one_unit(rows["of"].iloc[0]):
        shares = [_share(row, words) for row in rows.to_dict("records")]
        unit, told = rows["unit"].iloc[0], "; ".join(shares)
        return finding("units_apart", "one_unit", words, rows["origin"], unit=unit, shares=told)
    tested, judged = rows[rows["p_value"].notna()], rows[rows["judged"]]
    apart = judged[judged["apart"].fillna(False).astype(bool)]
    # A question of which every unit is left open is not one in which no unit differs.
    spoken = judged if len(judged) else rows
    asked = list(dict.fromkeys(spoken["question"]))
    left_open = [each for each in dict.fromkeys(tested["question"]) if each not in asked]
    number = {"units": rows["unit"], "tested": spoken["unit"], "apart": apart["unit"]}
    return finding(
        "units_apart",
        _variant(tested, judged, apart),
        words,
        rows["origin"],
        (float(apart["unit"].nunique()), None, None, "units") if len(judged) else None,
        **{name: words.number(units.nunique()) for name, units in number.items()},
        questions=_questions(asked, words),
        open=say("apart_open", words, questions=_questions(left_open, words)) if left_open else "",
        named="; ".join(_named(row, words) for row in apart.to_dict("records")),
        small=_small(rows, words),
        unknown=_unknown(tested, words),
    )


def _nobody(table: pd.DataFrame, lists: pd.DataFrame | None, words: Words) -> Finding:
    """Say why no unit is compared: none is named, none has a list, or nobody on one is counted."""
    named = None if lists is None else lists[lists["unit"].notna()]
    if named is None or named.empty:
        return finding("units_apart", "cannot_be_said", words, table["origin"])
    listed, untold = int(named["listed"].sum()), (named["list"] == UNTOLD).any()
    return finding(
        "units_apart",
        "nobody_rated" if listed else "untold" if untold else "no_list",
        words,
        named["origin"],
        year=named["year"].iloc[0],
        n=words.number(listed),
    )


def _questions(asked: list[str], words: Words) -> str:
    return words.listing([phrase_of("apart_in", each, words) for each in asked])


def _variant(tested: pd.DataFrame, judged: pd.DataFrame, apart: pd.DataFrame) -> str:
    if tested.empty:
        return "untested"
    if judged.empty:
        return "open"
    return "none" if apart.empty else "some"


def _named(row: dict, words: Words) -> str:
    side = "higher" if row["difference"] > 0 else "lower"
    return say(
        f"apart_unit.{side}",
        words,
        unit=row["unit"],
        question=phrase_of("apart_in", row["question"], words),
        share=_counted(row, "", words),
        others=_counted(row, "others_", words),
    )


def _share(row: dict, words: Words) -> str:
    question = phrase_of("apart_in", row["question"], words)
    return say("apart_share", words, question=question, share=_counted(row, "", words))


def _counted(row: dict, whose: str, words: Words) -> str:
    return say(
        "share_of",
        words,
        share=words.percent(row[f"{whose}share"]),
        n=words.number(row[f"{whose}n"]),
        total=words.number(row[f"{whose}total"]),
    )


def _small(rows: pd.DataFrame, words: Words) -> str:
    few = rows.loc[rows["total"] < FEWEST_JUDGED, "unit"].nunique()
    return say("apart_small", words, n=words.number(few)) if few else ""


def _unknown(tested: pd.DataFrame, words: Words) -> str:
    """Say that people are unknown, and of how many units something is left open for that."""
    if not (tested["unknown"] > 0).any():
        return ""
    undecided = tested.loc[~tested["judged"], "unit"].nunique()
    variant = "turned" if undecided else "told"
    n = words.number(tested["unknown"].max())
    units = words.number(undecided)
    return say(f"apart_unknown.{variant}", words, n=n, units=units)
