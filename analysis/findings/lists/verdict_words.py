"""Verdicts on published figures in words: why, and the places compared with."""

from pathlib import Path

import pandas as pd

from analysis import wording
from analysis.measures.reconcile.said import (
    Label,
    Met,
    Percent,
    Sentence,
    Share,
    Stated,
    Value,
    Years,
)
from analysis.problem_words import reason
from analysis.words import Words

_TEXTS = Path(__file__).with_name("verdicts.yml")
# What stands between the texts of a column.
_BETWEEN = {"figure": "; ", "claims": "; ", "explanation": " ", "place": "; "}


def worded(verdicts: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return `measures.reconcile`, or its account, with what is said as texts; others as is."""
    texts = {
        column: pd.Series(
            [between.join(told(each, words) for each in said) or None for said in verdicts[column]],
            verdicts.index,
        ).astype("str")
        for column, between in _BETWEEN.items()
        if column in verdicts and verdicts[column].map(type).eq(tuple).all()
    }
    return verdicts.assign(**texts)


def told(value: Value, words: Words) -> str:
    """Return a sentence of a verdict, or what fills a field of one, as the language writes it.

    Raises
    ------
    NotTold
        ``verdicts.yml`` has no such sentence, or a field has no value.
    """
    match value:
        case Sentence(key, fields):
            filled = {name: told(each, words) for name, each in fields.items()}
            # A quantity of no tier or unit leaves a gap where they would stand.
            return " ".join(words.say(_TEXTS, key, **filled).split())
        case tuple():
            return " ".join(told(each, words) for each in value)
        case Met(cause, named):
            # A place goes on after the reason, with a semicolon.
            return reason(cause, named, words).rstrip(".")
        case Stated(kind, figure):
            return f"{words.label('stated_as', kind)} {told(figure, words)}"
    return _figure(value, words)


def _figure(value: Value, words: Words) -> str:
    match value:
        case Label():
            return _label(value, words)
        case Percent(stated):
            return words.decimal(stated) + "%"
        case Share(share, places):
            return words.percent(share, places)
        case Years(years):
            return wording.years(years) or ""
        case int():
            return words.number(value)
    return str(value)


def _label(label: Label, words: Words) -> str:
    if label.inside and label.section == "tiers":
        name = words.label("tiers", label.code, short=True)
        return name[:1].lower() + name[1:]
    # The English labels are sentences, which do not stand inside one; the short ones do.
    short = label.inside and words.language == "en"
    return words.label(label.section, label.code, short=short)
