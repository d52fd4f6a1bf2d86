"""What a review says of itself where it is shown: of whom, from what, in which language."""

from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from analysis.counts import Population, of_whom
from analysis.counts.summary import Block, missing, say
from analysis.documents.cards import TEMPLATES
from analysis.findings.finding import capital
from analysis.wording import years as in_years
from analysis.words import Words


def about(people: Population, asked: Mapping[str, Any], words: Words) -> list[Block]:
    """Return the summary of a review.

    Parameters
    ----------
    people : Population
        Of whom it speaks.
    asked : mapping
        The parameters of its notebook: ``source``, ``published`` and others.
    words : Words
        What it is written in.

    Examples
    --------
    >>> from analysis.counts import empty_history
    >>> asked = {"source": "/home/an/data/raw", "published": ""}
    >>> people = empty_history().people([2011, 2012], tier="district")
    >>> _, rows = about(people, asked, Words("en"))[0]
    >>> dict(rows)["Source"], dict(rows)["Language"]
    ('raw', 'English')
    """
    told = {
        "source": _place(asked["source"]),
        "published": _place(asked["published"]),
        "language": words.say(TEMPLATES / "texts.yml", "language_name"),
        "missing": missing(people, words),
    }
    head = f"{capital(of_whom(people.of_whom, words))}, {in_years(people.years)}"
    return [(head, [(say(name, words), each) for name, each in told.items() if each])]


def _place(source: str) -> str:
    """Return a source as the review file has it; of a whole path the last part alone."""
    path = PureWindowsPath(source) if "\\" in source else PurePosixPath(source)
    return path.name if path.is_absolute() or path.anchor else source
