"""What the office is asked, written beside its source, and told in its language."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.sources import NothingReadable
from analysis.sources.mapping.suggest import suggest
from analysis.sources.state import place_of_source
from analysis.wording import say

_SENTENCES = Path(__file__).with_name("suggested.yml")


@contextmanager
def told_in(language: str) -> Iterator[None]:
    """Word what cannot be read in a language."""
    try:
        yield
    except NothingReadable as error:
        error.args = (error.told(language),)
        raise


def write_suggested(source: str, language: str) -> None:
    """Write what is open about a source, and print where it stands."""
    with told_in(language):
        made = suggest(place_of_source(source), language)
    if made.questions:
        values = {"count": made.questions, "place": made.mapping}
        print(say(_SENTENCES, "questions", language, **values))
    if made.pairs:
        values = {"count": made.pairs, "place": made.doubtful}
        print(say(_SENTENCES, "pairs", language, **values))
    if not made.questions and not made.pairs:
        print(say(_SENTENCES, "nothing", language))
