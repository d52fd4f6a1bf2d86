"""Verdicts on published figures, worded in both languages beside each other."""

from analysis import findings
from analysis.words import Words


def in_both(verdicts):
    """Return verdicts in English, with columns of the same in Vietnamese (``_vi``)."""
    english, vietnamese = (findings.in_language(verdicts, words=Words(at)) for at in ("en", "vi"))
    return english.assign(**{f"{name}_vi": vietnamese[name] for name in ("explanation", "place")})
