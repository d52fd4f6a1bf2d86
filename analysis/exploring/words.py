"""The texts of the controls, from ``texts.yml``."""

from pathlib import Path

from analysis.words import Words

TEXTS = Path(__file__).with_name("texts.yml")


def say(key: str, words: Words, **values: object) -> str:
    """Return a text of the controls."""
    return words.say(TEXTS, key, **values)
