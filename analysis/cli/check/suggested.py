"""What the office is asked, written beside its source, and told in its language."""

import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

from analysis.sources.mapping.asks import asked_causes
from analysis.sources.mapping.suggest import suggest
from analysis.sources.state import place_of_source
from analysis.wording import say

_SENTENCES = Path(__file__).with_name("suggested.yml")


def invite(causes: Iterable[str], source: str, language: str) -> None:
    """Say with which command questions are written, where problems could be settled by answers."""
    answerable = {*asked_causes()} & {*causes}
    if answerable:
        print(say(_SENTENCES, "invite", language, source=shlex.quote(source)))


def write_suggested(source: str, language: str, *, aside: bool = False) -> None:
    """Write what is open about a source, and print where it stands: aside, on standard error."""
    out = sys.stderr if aside else sys.stdout
    made = suggest(place_of_source(source), language)
    if made.questions:
        values = {"count": made.questions, "place": made.mapping}
        print(say(_SENTENCES, "questions", language, **values), file=out)
    if made.pairs:
        values = {"count": made.pairs, "place": made.doubtful}
        print(say(_SENTENCES, "pairs", language, **values), file=out)
    if not made.questions and not made.pairs:
        print(say(_SENTENCES, "nothing", language), file=out)
