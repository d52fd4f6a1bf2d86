"""The texts of the controls, from ``texts.yml``."""

from pathlib import Path

from analysis import wording

TEXTS = Path(__file__).with_name("texts.yml")


def say(key: str, language: str, **values: object) -> str:
    """Return a text of the controls."""
    return wording.say(TEXTS, key, language, **values)
