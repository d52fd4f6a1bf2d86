"""One verdict on a published figure, said in both languages from ``reconcile.yml``."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.claims import Claim, is_share, one_year
from analysis.measures.compatible import compatible_counts
from analysis.measures.reconcile.tally import problems_at, sources
from analysis.measures.reconcile.testable import Held
from analysis.words import Words

_SENTENCES = Path(__file__).with_name("reconcile.yml")
_LANGUAGES = {"en": "", "vi": "_vi"}
_SIGNS = {
    **{"lower_bound": "> ", "at_least": "≥ ", "upper_bound": "< ", "at_most": "≤ "},
    "about": "≈ ",
}

# A sentence: its key, and what fills its fields; whole numbers are written as the language does,
# and what differs between languages is given as a function of the language.
Sentence = tuple[str, dict[str, Any]]
Row = dict[str, str | None]


def verdict(
    claim: str,
    stated: str,
    decided: str,
    sentences: Sequence[Sentence],
    computed: str | None = None,
    origin: str | None = None,
    places: Sequence[str | Sentence] = (),
    not_compared: str | None = None,
) -> Row:
    """Return one row of `reconcile`: the verdict and why, in English and Vietnamese.

    `not_compared` is the code of why nothing was compared (``claim_reasons`` of the vocabulary).

    Raises
    ------
    KeyError
        ``reconcile.yml`` has no such sentence, or a field has no value.
    """
    row = {"claim": claim, "stated": stated, "computed": computed, "verdict": decided}
    said = {
        f"explanation{ending}": " ".join(
            speak(key, Words(language), **fields) for key, fields in sentences
        )
        for language, ending in _LANGUAGES.items()
    }
    where = {
        f"place{ending}": "; ".join(_place(place, Words(language)) for place in places) or None
        for language, ending in _LANGUAGES.items()
    }
    return {**row, "not_compared": not_compared, **said, **where, "origin": origin}


def speak(key: str, words: Words, **fields: Any) -> str:
    """Return the sentence in the language, its numbers and parts written as the language does."""
    filled = {name: _said(value, words) for name, value in fields.items()}
    # A quantity of no tier or unit leaves a gap where they would stand.
    return " ".join(words.say(_SENTENCES, key, **filled).split())


def _said(value: Any, words: Words) -> str:
    if callable(value):
        return str(value(words))
    return words.number(value) if isinstance(value, int) else str(value)


def _place(place: str | Sentence, words: Words) -> str:
    return place if isinstance(place, str) else speak(place[0], words, **place[1])


def stated_text(claim: Claim) -> str:
    """Return what was stated, with its sign: *62%*, *> 7200*, *≈ 60%*, *610*."""
    return _SIGNS.get(claim["kind"], "") + str(claim["value"]) + ("%" if is_share(claim) else "")


def as_stated(claim: Claim) -> Callable[[Words], str]:
    """Return what was stated in words: *more than 400*, *at least 60%*, *610*."""

    def said(words: Words) -> str:
        value = percentage(claim)(words) if is_share(claim) else _whole(claim, words)
        if claim["kind"] not in _SIGNS:
            return value
        return f"{words.label('stated_as', claim['kind'])} {value}"

    return said


def _whole(claim: Claim, words: Words) -> str:
    return words.number(int(claim["value"]))


def percentage(claim: Claim) -> Callable[[Words], str]:
    """Return the percentage stated with the decimal sign of the language."""
    return lambda words: (
        claim["value"].replace(*((".", ",") if words.language == "vi" else (",", "."))) + "%"
    )


def when(first: int, last: int) -> Callable[[Words], str]:
    """Return a year or a period in words."""
    if first == last:
        return lambda words: speak("when.year", words, year=str(first))
    return lambda words: speak("when.period", words, first=str(first), last=str(last))


def quantity(claim: Claim, measure: str) -> Callable[[Words], str]:
    """Return what is counted in words: *district-managed cadres rated “Excellent”*."""
    section = {"rating": "ratings", "post_group": "post_groups"}.get(measure, "outcome_kinds")
    return lambda words: speak(
        f"quantities.{measure}",
        words,
        scope=scope(claim, words),
        # The English labels are sentences, which do not stand inside one; the short ones do.
        level=words.label(section, claim["level"], short=words.language == "en"),
    )


def scope(claim: Claim, words: Words) -> str:
    """Return the tier and unit that a claim is about, in words; empty where it names neither."""
    told = {"unit": claim["unit"]}
    if claim["tier"]:
        label = words.label("tiers", claim["tier"], short=True)
        told = {"tier": label[:1].lower() + label[1:], **told}
    return " ".join(
        speak(f"scope.{part}", words, **{part: name}) for part, name in told.items() if name
    )


def people(claim: Claim, total: int, rounding: str) -> Callable[[Words], str]:
    """Return in words the whole numbers of a total that a percentage can stand for."""
    counts = compatible_counts(claim["value"], total, int(claim["decimals"]), rounding)
    if not counts:
        return lambda words: speak("base.none", words)
    low, high = counts[0], counts[-1]
    key = "base.one" if low == high else "base.range"
    return lambda words: speak(key, words, low=low, high=high)


def difference(found: int, stated: int) -> str:
    """Return a difference of counts with its sign."""
    return f"{found - stated:+d}".replace("-", "−")


def assumption(claim: Claim) -> list[Sentence]:
    """Return the sentence that owns up to comparing a claim with another year, if it is."""
    if claim["tested_on"] in (None, claim["first_year"]):
        return []
    return [("assumption", {"own": str(claim["first_year"]), "tested": str(claim["tested_on"])})]


def setting(claim: Claim, origin: str | None) -> dict[str, Any]:
    """Return what every sentence may name: the year or period, and whose data these are."""
    first, last = claim["first_year"], claim["last_year"]
    if claim["measure"] != "outcome" and one_year(claim) is not None:
        first = last = int(claim["tested_on"] or first)
    return {
        "when": when(first, last),
        "origin": lambda words: words.label("origins", origin),
    }


def column_word(column: str | None) -> Callable[[Words], str] | str:
    """Return what a column of the record tables holds, in words."""
    return (lambda words: speak(f"columns.{column}", words)) if column else ""


def placed(
    claim: Claim,
    decided: str,
    sentences: list[Sentence],
    computed: str,
    held: Held,
    origin: str | None,
    year: int | None,
) -> Row:
    """Return a verdict with the sheets compared with, and their problems where it is not agreed.

    `year` is None where the claim was compared with events of a period.
    """
    found = sources(held.sheets, claim, year)
    places: list[str | Sentence] = [" › ".join(filter(None, place)) for place in found]
    if decided != "agrees":
        places += _troubles(held, found)
    return verdict(claim["id"], stated_text(claim), decided, sentences, computed, origin, places)


def _troubles(held: Held, found: list[tuple[str, str | None]]) -> list[Sentence]:
    problems, more = problems_at(held.problems, found)
    said: list[Sentence] = []
    for problem in problems:
        # A place goes on after the reason, with a semicolon.
        reasons = {
            Words(lang): problem[f"reason{end}"].rstrip(".") for lang, end in _LANGUAGES.items()
        }
        key: str = "place.sheet" if pd.isna(problem["cell"]) else "place.cell"
        said.append((key, {"cell": problem["cell"], "reason": reasons.__getitem__}))
    return said + ([("place.more", {"count": more})] if more else [])
