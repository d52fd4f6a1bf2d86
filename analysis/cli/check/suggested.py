"""What the office is asked, written beside its source, and told in its language."""

import shlex
import sys
from collections.abc import Iterable
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


def write_suggested(source: str, words: Words, *, aside: bool = False) -> None:
    """Write what is open about a source, and print where it stands: aside, on standard error."""
    out = sys.stderr if aside else sys.stdout
    made = suggest(place_of_source(source), words)
    if made.questions:
        values = {"count": made.questions, "place": made.mapping}
        print(words.say(_SENTENCES, "questions", **values), file=out)
    if made.pairs:
        values = {"count": made.pairs, "place": made.doubtful}
        print(words.say(_SENTENCES, "pairs", **values), file=out)
    if not made.questions and not made.pairs:
        print(words.say(_SENTENCES, "nothing"), file=out)
