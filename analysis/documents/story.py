"""What a briefing tells, and in which order: the ids in ``reports/templates/briefing.yml``."""

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from analysis.documents.cards import TEMPLATES, Layout, Name, Told
from analysis.formats.shape import Strict, shaped

CATALOGUE = TEMPLATES / "briefing.yml"


class Part(Strict):
    """A section of the body: its heading, and the ids of its findings and charts in their order."""

    heading: Told
    findings: list[str]
    charts: list[str]


class Indicator(Strict):
    """A row of the table of indicators, from a result table that has a row for each year.

    Attributes
    ----------
    name
        What is measured, and of what.
    table, where
        The result, and the codes in its other columns that the row is of. Where the table has the
        column ``next_year`` a row tells of both years.
    of
        The column of how many people a row is of: with none of them there is nothing to tell.
    first, last
        Templates over the columns of the row of the first and of the last year.
    change, unit
        The column of the last year that tells the change, and how it is written.
    interval
        The ends of its interval, columns too: where zero is in it, no change is told.
    finding
        The finding that tells the change and its interval, where the table does not.
    stated
        The finding that tells what was published for the last year, where the table has no such.
    """

    name: Told
    table: Name
    where: dict[Name, str] = Field({})
    of: Name
    first: str
    last: str
    unit: Literal["points", "percent", "people"]
    change: Name | None = None
    interval: Annotated[list[Name], Field(min_length=2, max_length=2)] | None = None
    finding: Name | None = None
    stated: Name | None = None


class Changes(Strict):
    """How a change is written: a number of each unit, none that is clear, few people, not judged.

    `stated` is how a published share of the last year is written.
    """

    points: Told
    percent: Told
    people: Told
    not_clear: Told
    few: Told
    described: Told
    stated: Told


class Alike(Strict):
    """How an indicator is named whose years are compared on the same units, or post groups."""

    units: Told
    posts: Told


class Summary(Strict):
    """The first page: the findings whose claims it lists, at most so many, and the indicators."""

    findings: list[Name]
    most: int
    heads: list[Told]
    alike: Alike
    changes: Changes
    indicators: list[Indicator]


class Slide(Strict):
    """The slide of a finding: its charts, of which it shows the first that it can.

    `beside` are the findings that stand below it where it has no chart, `table` is the result that
    stands below those, laid out as in Word.
    """

    charts: list[Name] = Field([])
    beside: list[Name] = Field([])
    table: Name | None = None


class Sheet(Strict):
    """What is said of a unit of few people, in one page.

    Attributes
    ----------
    years
        How the table of its years is laid out.
    events
        The kinds of outcome that are told, with their parts.
    none
        The findings on those kinds, which are told where nobody had one.
    few
        Why there are no shares.
    below
        What the shares on pages, which stand below such a table, are good for.
    findings
        Those that stand below the tables.
    charts
        Those of the pages, which are in numbers of people; a page shows two of them at most.
    details
        What the findings of a page are folded under.
    """

    years: Layout
    events: list[Name]
    none: list[Name]
    few: Told
    below: Told
    findings: list[Name]
    charts: list[Name]
    details: Told


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

    title: Told
    blanks: Blanks
    leadership: list[Name]
    summary: Summary
    sheet: Sheet
    deck: dict[Name, Slide]
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
