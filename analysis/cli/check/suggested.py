"""What the office is asked, written beside its source, and told in its language."""

import shlex
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from analysis.sources.mapping.asks import asked_causes
from analysis.sources.mapping.suggest import suggest
from analysis.sources.state import place_of_source
from analysis.words import Words

_SENTENCES = Path(__file__).with_name("suggested.yml")


def invite(causes: Iterable[str], source: str, words: Words) -> None:
    """Say with which command questions are written, where problems could be settled by answers."""
    answerable = {*asked_causes()} & {*causes}
    if answerable:
        print(words.say(_SENTENCES, "invite", source=shlex.quote(source)))


def write_suggested(source: str, words: Words, last: ExitStack, *, aside: bool = False) -> None:
    """Write what is open about a source, and in the end print where it stands.

    Parameters
    ----------
    source, words
        What is read, and in which language it is told.
    last
        What is done when everything else is told: the account of a source is long.
    aside
        On standard error.
    """
    made = suggest(place_of_source(source), words)
    asked = (("questions", made.questions, made.mapping), ("pairs", made.pairs, made.doubtful))
    said = [words.say(_SENTENCES, key, count=n, place=place) for key, n, place in asked if n]
    told = "\n".join(said or [words.say(_SENTENCES, "nothing")])
    last.callback(print, told, file=sys.stderr if aside else sys.stdout)
