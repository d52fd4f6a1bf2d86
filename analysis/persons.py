"""What a Vietnamese report calls those whom it counts: an administrative one, a party's."""

import re
from functools import cache, lru_cache

from analysis import vocabulary


# A few hundred texts, each told many times.
@lru_cache(maxsize=4096)
def with_persons(text: str, called: str) -> str:
    """Return a text that calls those it counts otherwise; who is not counted stays as he is."""
    return _counted().sub(lambda found: found["kept"] or _called(found["counted"], called), text)


@cache
def _counted() -> re.Pattern[str]:
    phrases = vocabulary.words()["persons_not_counted"]
    kept = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(
        rf"\b(?:(?P<kept>{kept})|(?P<counted>{vocabulary.PERSONS[0]}))\b", re.IGNORECASE
    )


def _called(word: str, called: str) -> str:
    if word.isupper():
        return called.upper()
    return called.capitalize() if word[0].isupper() else called
