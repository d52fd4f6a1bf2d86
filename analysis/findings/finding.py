"""A finding: one sentence and the figure it stands on."""

import html
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd

from analysis import vocabulary, wording
from analysis.wording import sentences

SENTENCES = Path(__file__).with_name("sentences")
# Stands in a sentence of the catalogue where its title ends; it is never shown.
TITLE_END = "¦"


@dataclass(frozen=True)
class Finding:
    """A sentence in one language with the figure behind it.

    Attributes
    ----------
    id : str
        What the sentence is about (``rating_change``).
    text : str
        The sentence, without a full stop; it says so where the data are simulated.
    title : str
        Its beginning, which can stand alone over a chart.
    value, low, high : float or None
        The figure and its interval, in `unit`; of 95% where the sentence names no other.
    unit : str or None
        ``share`` (0-1), ``points`` (percentage points), ``people``, ``events``, ``votes``,
        ``units``, ``problems``, ``claims``, ``odds_ratio`` or ``probability``.
    """

    id: str
    text: str
    title: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None

    def _repr_html_(self) -> str:
        """Show the sentence where a notebook shows a finding."""
        return f"<p>{html.escape(self.text)}</p>"


def say(key: str, language: str, **values: object) -> str:
    """Return a sentence of the findings' catalogue."""
    return wording.say(catalogue()[key.split(".")[0]], key, language, **values)


def phrase_of(key: str, code: str, language: str) -> str:
    """Return the phrase of a code; of one that an office has added, made of what it is called."""
    known = wording.sentences(catalogue()[key])[key]
    if code in known:
        return say(f"{key}.{code}", language)
    label = vocabulary.label(vocabulary.PHRASES[key], code, language)
    return say(f"{key}.other", language, label=label[:1].lower() + label[1:])


@cache
def catalogue() -> dict[str, Path]:
    """Return which file of the catalogue holds each sentence, by the first part of its key.

    Raises
    ------
    ValueError
        Two files hold the same key: one would stand for the other.
    """
    held = [(key, path) for path in sorted(SENTENCES.rglob("*.yml")) for key in sentences(path)]
    twice = sorted(key for key, times in Counter(key for key, _ in held).items() if times > 1)
    if twice:
        raise ValueError(f"the sentences {', '.join(twice)} stand in two files of {SENTENCES.name}")
    return dict(held)


def finding(
    id: str,
    variant: str,
    language: str,
    origins: Iterable[object],
    figure: tuple[float | None, float | None, float | None, str] | None = None,
    **values: object,
) -> Finding:
    """Return the finding `id` in its variant, marked where a row behind it is simulated.

    What is said to be of too few people to judge keeps its value and has no interval.
    """
    text = say(f"{id}.{variant}", language, **values)
    title, _, details = text.partition(TITLE_END)
    text = title + details.replace(TITLE_END, "")
    if "simulated" in set(origins):
        title, text = (say("simulated", language, text=part) for part in (title, text))
    value, low, high, unit = figure or (None, None, None, None)
    if variant == "too_few":
        low = high = None
    return Finding(id, text, title, _known(value), _known(low), _known(high), unit)


def _known(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def direction(low: float, high: float) -> str:
    """Return rose, fell or no_clear_change by whether an interval of a change excludes zero."""
    if low > 0:
        return "rose"
    return "fell" if high < 0 else "no_clear_change"


def of_one_unit(of: str) -> bool:
    """Return whether a table's `of` tells of a single unit: what is of one is not tested."""
    return len(parse_qs(of, keep_blank_values=True).get("unit", [])) == 1
