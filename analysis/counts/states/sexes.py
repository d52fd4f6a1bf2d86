"""Women and men of whom a return tells how many they are, and not how they were rated."""

import pandas as pd

from analysis.counts.question import Question

_ROW = ["year", "unit", "tier", "post_group", "rank", "staff_class", "origin"]


def rows_asked(question: Question, evaluations: pd.DataFrame) -> pd.DataFrame:
    """Return the evaluations as a question counts them, with whether the state of each is known.

    Who asks by sex and not by rating is told of the women of whole rows too.
    """
    asked = {*question.by, *question.of}
    by_sex = "sex" in asked and "rating" not in asked
    return with_women_of_rows(evaluations) if by_sex else evaluations.assign(state_known=True)


def with_women_of_rows(evaluations: pd.DataFrame) -> pd.DataFrame:
    """Return the evaluations, the counts whose row tells its women parted into women and men.

    Of these rows only sums without a rating mean anything: a count may be below zero where the
    women of its row are more, so all have one rating, or none where nobody of the row was rated.
    Where some were and some were not, ``state_known`` is false: it is not told by sex.
    """
    told = evaluations["women"].notna() if "women" in evaluations else None
    if told is None or not told.any():
        return evaluations.assign(state_known=True)
    counted = evaluations[told]
    keys = [counted[name].astype("object").fillna("") for name in _ROW]
    some = counted["count"] > 0
    rating = counted["rating"].where(some).groupby(keys).transform("first")
    aside = (counted["rating"].isna() & some).groupby(keys).transform("any")
    counted = counted.assign(rating=rating, state_known=~(rating.notna() & aside))
    return pd.concat(
        [
            evaluations[~told].assign(state_known=True),
            counted.assign(sex="female", count=counted["women"]),
            counted.assign(sex="male", count=counted["count"] - counted["women"]),
        ],
        ignore_index=True,
    )
