"""What share are women, and are they rated as men are?"""

import numpy as np
import pandas as pd

from analysis.counts import By, Population, as_population
from analysis.counts.engine import RATED
from analysis.counts.states.states import WITHHELD
from analysis.measures.comparison import compare, detectable, one_unit, turned
from analysis.measures.shares import (
    FEWEST_JUDGED,
    check_level,
    columns_of,
    grouped,
    log_ratio,
    with_wilson,
)


def women_share(people: Population | pd.DataFrame, by: By) -> pd.DataFrame:
    """Return the number and share of women among the cadres on the lists, rated or not.

    Parameters
    ----------
    people, by
        As for `rating_distribution`: whom, and the columns that make the groups.

    Returns
    -------
    DataFrame
        One row per group: by…, ``women``, ``men``, ``total`` (people of known sex), ``unknown``
        (people of unknown sex), ``share`` of total with Wilson's 95% interval ``low``, ``high``;
        ``least`` and ``most``, the shares of all if nobody, and if everybody, of unknown sex is a
        woman; ``judged``, ``of``, ``origin``.
    """
    people, by = as_population(people), columns_of(by)
    told = people.count([*by, "sex"])
    sex, n = told["sex"], told["n"].astype("Int64")
    counts = told[by].assign(
        women=n.where((sex == "female").fillna(False), 0),
        total=n.where(sex.notna(), 0),
        unknown=n.where(sex.isna(), 0),
    )
    sizes = with_wilson(grouped(counts, by), "women", "total")
    sizes.insert(len(by) + 1, "men", sizes["total"] - sizes["women"])
    every = (sizes["total"] + sizes["unknown"]).replace(0, pd.NA)
    return sizes.assign(
        least=(sizes["women"] / every).astype("Float64"),
        most=((sizes["women"] + sizes["unknown"]) / every).astype("Float64"),
        judged=sizes["total"] >= FEWEST_JUDGED,
        of=people.of_whom,
        origin=people.origin,
    )


def rating_gap(people: Population | pd.DataFrame, by: By, level: str = "excellent") -> pd.DataFrame:
    """Return how the share at one level differs between women and men.

    Only people rated and of known sex count in the shares.

    Parameters
    ----------
    people : Population or DataFrame
        Of one origin; a plain table of evaluations will do.
    by : str or sequence of str
        Columns that make the groups.
    level : str
        The rating whose share is compared.

    Returns
    -------
    DataFrame
        One row per group with somebody rated or withheld: by…, ``women``, ``men`` (at the level),
        ``total_women``, ``total_men``, ``unknown`` (people rated, of unknown sex), ``withheld``
        (people with rows refused for an error), ``share_women``, ``share_men``, ``difference``
        with its 95% interval ``difference_low``, ``difference_high``, ``p_value`` (two-sided),
        ``method`` and ``interval`` (see `comparison.compare`), ``ratio`` = share_women /
        share_men with a log interval ``ratio_low``, ``ratio_high``, ``detectable`` (the
        difference that these numbers would have shown 4 times in 5; see
        `comparison.detectable`), ``judged``, ``of``, ``origin``. Where a group is empty the values
        are missing. Judged is a row of at least 20 women and 20 men whose ending those of unknown
        sex or rating could not turn; of a single unit none is, and none is tested.
    """
    people = as_population(people)
    sizes = women_and_men(people, by, level)
    compared = pd.DataFrame([_compared(row) for row in sizes.to_dict("records")], columns=_COMPARED)
    table = pd.concat([sizes[[*columns_of(by), *_SIZES]], compared], axis=1)
    if one_unit(people):
        table = table.assign(p_value=np.nan, judged=False)
    judged = table["judged"].astype(bool)
    return table.assign(judged=judged, of=people.of_whom, origin=people.origin)


def women_and_men(people: Population, by: By, level: str) -> pd.DataFrame:
    """Return the women and men of each group, those of them at a level, and who is unknown.

    One row per group with somebody rated or withheld: by…, and of ``women``, ``men`` and those of
    ``unknown`` sex how many are at the level (``women_at``), rated (``total_women``) and withheld
    (``withheld_women``); ``women`` and ``men`` are at the level; ``unknown`` and ``withheld`` are
    people in all. Missing values of `by` are a group of their own.
    """
    check_level(level)
    by = columns_of(by)
    told = people.count([*by, "sex", "rating"])
    rated, withheld = told["state"] == RATED, told["state"] == WITHHELD
    at_level = rated & told["rating"].eq(level).fillna(False)
    parts: dict[str, pd.Series] = {}
    for name, sex in _SEXES.items():
        own = told["sex"].isna() if sex is None else told["sex"].eq(sex).fillna(False)
        parts |= {f"{name}_at": own & at_level, f"total_{name}": own & rated}
        parts |= {f"withheld_{name}": own & withheld}
    counts = told[by].assign(**{each: told["n"].where(part, 0) for each, part in parts.items()})
    sizes = grouped(counts[rated | withheld].astype(dict.fromkeys(parts, "Int64")), by)
    held = sizes[[f"withheld_{name}" for name in _SEXES]].sum(axis=1)
    return sizes.assign(
        women=sizes["women_at"], men=sizes["men_at"], unknown=sizes["total_unknown"], withheld=held
    )


_SEXES = {"women": "female", "men": "male", "unknown": None}
_SIZES = ["women", "men", "total_women", "total_men", "unknown", "withheld"]
_COMPARED = [
    *("share_women", "share_men", "difference", "difference_low", "difference_high"),
    *("ratio", "ratio_low", "ratio_high", "p_value", "method", "interval", "detectable", "judged"),
]


def _compared(row: dict) -> dict[str, object]:
    counts = (row["women_at"], row["total_women"], row["men_at"], row["total_men"])
    women, total_women, men, total_men = counts
    share_women = women / total_women if total_women else np.nan
    share_men = men / total_men if total_men else np.nan
    ratio_low, ratio_high = log_ratio(*counts)
    large = min(total_women, total_men) >= FEWEST_JUDGED
    return {
        **{"share_women": share_women, "share_men": share_men, **compare(counts)},
        "ratio": share_women / share_men if men else np.nan,
        **{"ratio_low": ratio_low, "ratio_high": ratio_high},
        "detectable": detectable(total_women, total_men, share_men) if large else np.nan,
        "judged": large and not turned(counts, (for_women(row), for_men(row))),
    }


def for_women(row: dict) -> tuple[int, int, int, int]:
    """Return the counts where all that is not known speaks for women."""
    more = row["unknown_at"] + row["withheld_women"] + row["withheld_unknown"]
    others = row["total_unknown"] - row["unknown_at"] + row["withheld_men"]
    women, total_women = row["women_at"] + more, row["total_women"] + more
    return women, total_women, row["men_at"], row["total_men"] + others


def for_men(row: dict) -> tuple[int, int, int, int]:
    """Return the counts where all that is not known speaks for men."""
    exchanged = {"women": "men", "men": "women", "unknown": "unknown"}
    mirrored = {
        f"{start}{name}{end}": row[f"{start}{other}{end}"]
        for name, other in exchanged.items()
        for start, end in (("", "_at"), ("total_", ""), ("withheld_", ""))
    }
    men, total_men, women, total_women = for_women(mirrored)
    return women, total_women, men, total_men
