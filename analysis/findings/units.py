"""Sentences on which units stand apart from the others."""

import pandas as pd

from analysis import wording
from analysis.findings.finding import Finding, finding, of_one_unit, phrase_of, say
from analysis.measures.lists.coverage import UNTOLD
from analysis.measures.shares import FEWEST_JUDGED


def units_apart(
    table: pd.DataFrame, lists: pd.DataFrame | None = None, *, language: str
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
        return _nobody(table, lists, language)
    if of_one_unit(rows["of"].iloc[0]):
        shares = [_share(row, language) for row in rows.to_dict("records")]
        unit, told = rows["unit"].iloc[0], "; ".join(shares)
        return finding("units_apart", "one_unit", language, rows["origin"], unit=unit, shares=told)
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
        language,
        rows["origin"],
        (float(apart["unit"].nunique()), None, None, "units") if len(judged) else None,
        **{name: wording.number(units.nunique(), language) for name, units in number.items()},
        questions=_questions(asked, language),
        open=say("apart_open", language, questions=_questions(left_open, language))
        if left_open
        else "",
        named="; ".join(_named(row, language) for row in apart.to_dict("records")),
        small=_small(rows, language),
        unknown=_unknown(tested, language),
    )


def _nobody(table: pd.DataFrame, lists: pd.DataFrame | None, language: str) -> Finding:
    """Say why no unit is compared: none is named, none has a list, or nobody on one is counted."""
    named = None if lists is None else lists[lists["unit"].notna()]
    if named is None or named.empty:
        return finding("units_apart", "cannot_be_said", language, table["origin"])
    listed, untold = int(named["listed"].sum()), (named["list"] == UNTOLD).any()
    return finding(
        "units_apart",
        "nobody_rated" if listed else "untold" if untold else "no_list",
        language,
        named["origin"],
        year=named["year"].iloc[0],
        n=wording.number(listed, language),
    )


def _questions(asked: list[str], language: str) -> str:
    return wording.listing([phrase_of("apart_in", each, language) for each in asked], language)


def _variant(tested: pd.DataFrame, judged: pd.DataFrame, apart: pd.DataFrame) -> str:
    if tested.empty:
        return "untested"
    if judged.empty:
        return "open"
    return "none" if apart.empty else "some"


def _named(row: dict, language: str) -> str:
    side = "higher" if row["difference"] > 0 else "lower"
    return say(
        f"apart_unit.{side}",
        language,
        unit=row["unit"],
        question=phrase_of("apart_in", row["question"], language),
        share=_counted(row, "", language),
        others=_counted(row, "others_", language),
    )


def _share(row: dict, language: str) -> str:
    question = phrase_of("apart_in", row["question"], language)
    return say("apart_share", language, question=question, share=_counted(row, "", language))


def _counted(row: dict, whose: str, language: str) -> str:
    return say(
        "share_of",
        language,
        share=wording.percent(row[f"{whose}share"], language),
        n=wording.number(row[f"{whose}n"], language),
        total=wording.number(row[f"{whose}total"], language),
    )


def _small(rows: pd.DataFrame, language: str) -> str:
    few = rows.loc[rows["total"] < FEWEST_JUDGED, "unit"].nunique()
    return say("apart_small", language, n=wording.number(few, language)) if few else ""


def _unknown(tested: pd.DataFrame, language: str) -> str:
    """Say that people are unknown, and of how many units something is left open for that."""
    if not (tested["unknown"] > 0).any():
        return ""
    undecided = tested.loc[~tested["judged"], "unit"].nunique()
    variant = "turned" if undecided else "told"
    n = wording.number(tested["unknown"].max(), language)
    units = wording.number(undecided, language)
    return say(f"apart_unknown.{variant}", language, n=n, units=units)
