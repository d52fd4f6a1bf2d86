"""A finding: one sentence and the figure it stands on."""

import html
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd

from analysis import vocabulary, wording
from analysis.formats.catalogue import read_catalogue
from analysis.wording import sentences
from analysis.words import Words

SENTENCES = Path(__file__).with_name("sentences")
RANKS = Path(__file__).with_name("ranks.yml")
# They stand in a sentence of the catalogue where its title ends, and before each of the
# conditions at its end; neither is ever shown.
TITLE_END, CONDITION = "¦", "‖"


@dataclass(frozen=True)
class Finding:
    """A sentence in one language with the figure behind it.

    Attributes
    ----------
    id : str
        What the sentence is about (``rating_change``).
    text : str
        The sentence, without a full stop, its conditions and any mark of simulated data.
    title : str
        Its claim: the beginning, which can stand alone over a chart.
    value, low, high : float or None
        The figure and its interval, in `unit`; of 95% where the sentence names no other.
    unit : str or None
        ``share`` (0-1), ``points`` (percentage points), ``people``, ``events``, ``votes``,
        ``units``, ``problems``, ``claims``, ``odds_ratio`` or ``probability``.
    rank : int
        1 headline, 2 supporting, 3 condition of the others, 4 method.
    conditions : tuple of str
        What has to be known to read the sentence rightly; a document tells each once.
    answered : bool
        Whether the data answer the question; what they do not answer is listed in one place.
    origin : str
        The origins of the rows behind it, joined by a comma: where it is shown on a page without
        the mark of simulated data, that is added.
    """

    id: str
    text: str
    title: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    rank: int = 2
    conditions: tuple[str, ...] = ()
    answered: bool = True
    origin: str = ""

    @property
    def whole(self) -> str:
        """The sentence with its conditions."""
        return "; ".join([self.text, *self.conditions])

    def _repr_html_(self) -> str:
        """Show the sentence where a notebook shows a finding."""
        mark = " <em>(mô phỏng · simulated)</em>" if "simulated" in self.origin.split(",") else ""
        return f"<p>{html.escape(self.whole)}{mark}</p>"


def say(key: str, words: Words, **values: object) -> str:
    """Return a sentence of the findings' catalogue."""
    return words.say(catalogue()[key.split(".")[0]], key, **values)


def phrase_of(key: str, code: str, words: Words) -> str:
    """Return the phrase of a code; of one that an office has added, made of what it is called."""
    known = wording.sentences(catalogue()[key])[key]
    if code in known:
        return say(f"{key}.{code}", words)
    label = words.label(vocabulary.PHRASES[key], code)
    return say(f"{key}.other", words, label=label[:1].lower() + label[1:])


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
    words: Words,
    origins: Iterable[object],
    figure: tuple[float | None, float | None, float | None, str] | None = None,
    **values: object,
) -> Finding:
    """Return the finding `id` in its variant, with its conditions, its rank and its origins.

    What is said to be of too few people to judge keeps its value and has no interval.
    """
    title, text, conditions = parts_of(say(f"{id}.{variant}", words, **values))
    value, low, high, unit = figure or (None, None, None, None)
    if variant == "too_few":
        low = high = None
    return Finding(
        *(id, capital(text), capital(title), _known(value), _known(low), _known(high), unit),
        rank=rank_of(id),
        conditions=conditions,
        answered=variant not in ranks()["unanswered"],
        origin=",".join(sorted({str(each) for each in origins if isinstance(each, str)})),
    )


def capital(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def parts_of(told: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the title, the text and the conditions of a sentence as the catalogue has it.

    Examples
    --------
    >>> parts_of("It rose¦ by two‖of whom five are unknown")
    ('It rose', 'It rose by two', ('of whom five are unknown',))
    """
    text, *conditions = told.split(CONDITION)
    title, _, details = text.partition(TITLE_END)
    kept = dict.fromkeys(each.replace(TITLE_END, "").strip(" ;") for each in conditions)
    return title, title + details.replace(TITLE_END, ""), tuple(filter(None, kept))


def with_conditions(said: Finding, told: str) -> Finding:
    """Return a finding with further conditions, as they stand in a sentence."""
    _, _, more = parts_of(told)
    return replace(said, conditions=tuple(dict.fromkeys([*said.conditions, *more])))


def renamed(said: Finding, id: str) -> Finding:
    """Return a finding that is told with the sentence of another under its own id."""
    return replace(said, id=id, rank=rank_of(id))


def rank_of(id: str) -> int:
    """Return how weighty a finding is: 1 headline, 2 supporting, 3 condition, 4 method."""
    ranked = {"headline": 1, "condition": 3, "method": 4}
    return next((rank for name, rank in ranked.items() if id in ranks()[name]), 2)


@cache
def ranks() -> dict[str, list[str]]:
    """Return which findings are of which rank, and which variants answer nothing."""
    return dict(read_catalogue(RANKS))


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
