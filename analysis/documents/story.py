"""What a briefing tells, and in which order: the ids in ``reports/templates/briefing.yml``."""

from functools import cache

from analysis.documents.cards import TEMPLATES, Told
from analysis.formats.shape import Strict, shaped

CATALOGUE = TEMPLATES / "briefing.yml"


class Part(Strict):
    """A section of the body: its heading, and the ids of its findings and charts in their order."""

    heading: Told
    findings: list[str]
    charts: list[str]


class Annex(Strict):
    """A section of the details, of one notebook: its heading, and the ids of its charts."""

    heading: Told
    charts: list[str]


class Blanks(Strict):
    """What stands where an office leaves a part of the form out."""

    superior: Told
    issuing_body: Told
    number: Told
    place: Told
    date: Told
    signer_title: Told


class Methods(Strict):
    """The sentences on method at the end of the briefing."""

    census: Told
    clear: Told
    base: Told
    rules: Told
    problems: Told
    missing: Told
    provenance: Told


class Story(Strict):
    """What ``briefing.yml`` says; each field is a key of the file."""

    blanks: Blanks
    body: list[Part]
    sections: dict[str, Annex]
    most_rows: int
    simulated_why: Told
    methods: Methods


@cache
def story() -> Story:
    """Return what the briefing tells, in its order.

    Raises
    ------
    CatalogueError
        The file has a key that is not known, or lacks one.
    """
    return shaped(CATALOGUE, Story)
