"""The card of each result: what it is called, and how documents head, draw and lay it out."""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, model_validator

from analysis import vocabulary
from analysis.formats.shape import Strict, shaped, suggestion
from analysis.languages import LANGUAGES
from analysis.places import own_notebooks
from analysis.words import AsWritten

TEMPLATES = Path(__file__).resolve().parents[2] / "reports" / "templates"
RESULTS = TEMPLATES.with_name("results")
# A difference of shares is told in `points`, one of percentages as it stands, `in_points`.
NUMBERS = ("percent", "points", "in_points", "whole", "decimal", "p_value")
WORDS = ("year", "date", "yes_no", "text", "unit", "digest", "vote_rule", "of_whom")


def _in_languages(told: dict[str, str]) -> dict[str, str]:
    if not told.keys() & {*LANGUAGES}:
        raise ValueError(f"should be told in {', '.join(LANGUAGES)}")
    return told


def _heading(told: dict[str, str]) -> dict[str, str]:
    known = [*NUMBERS, *WORDS, *vocabulary.words()]
    for kind in told.get("as", "").split():
        if kind not in known:
            raise ValueError(f"is written as {kind!r}; {suggestion(kind, known)}")
    if not told.get("as"):
        raise ValueError("should say under `as` how it is written")
    return _in_languages(told)


def _expression(told: str) -> str:
    try:
        ast.parse(told, mode="eval")
    except SyntaxError as error:
        raise ValueError(f"is no expression of Python: {error.msg}") from None
    return told


Name = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")]
Expression = Annotated[str, AfterValidator(_expression)]
Told = Annotated[dict[str, str], AfterValidator(_in_languages)]
Heading = Annotated[dict[str, str], AfterValidator(_heading)]


class SlideChart(Strict):
    """How PowerPoint draws a chart anew, with its data, so that it can be edited there.

    Attributes
    ----------
    category, series, value
        Columns of the table: `series` is one whose codes are spread over `value`, or a list of
        columns of numbers.
    latest
        The last year alone is drawn.
    of
        Beside the category, how many people it is of.
    interval, ends
        The ends of an interval: columns that bars have drawn over them, or series of a line that
        are drawn thin.
    people
        A category of few of them is described only, has no interval, and stands last.
    judged
        Where a row is of few people in one of these, the slide has the picture, which marks it.
    """

    form: Literal["stacked", "line", "bars"]
    category: Name
    series: Name | list[Name]
    value: str = ""
    latest: bool = False
    of: Told | None = None
    interval: Annotated[list[Name], Field(min_length=2, max_length=2)] | None = None
    ends: list[Name] = Field([])
    people: Name | None = None
    judged: list[Name] = Field([])

    @model_validator(mode="after")
    def _drawable(self) -> "SlideChart":
        if isinstance(self.series, str) != (self.form == "stacked" and bool(self.value)):
            raise ValueError(
                "stacked bars have one `series` spread over `value`, others a list of series"
            )
        return self


class Chart(Strict):
    """A chart of a result: whose table it shows, if another's, its caption, its slide.

    `caption` is for a chart whose subtitle does not tell it apart from others.
    """

    table: Name | None = None
    caption: Told | None = None
    slide: SlideChart | None = None


class Layout(Strict):
    """How Word lays a table out: its `columns`, or `rows`, `across`, `heads`, `cell` and `then`.

    A row stands for each value of `rows`, a column for each of `across`, headed by `heads` (a
    template in each language); `cell` is a template over the columns of the table; `then` are
    columns at the end that are the same in every cell of a row.

    `unit` says above the table what its numbers are, and of what; `total` is the result that holds
    the rows of the whole, the last row here. Where `latest_as` names the table with a *{year}*, its
    last year alone is laid out.
    """

    columns: list[Name] = Field([])
    rows: list[Name] = Field([])
    across: Name | None = None
    heads: Told | None = None
    cell: str = ""
    then: list[Name] = Field([])
    unit: Told | None = None
    total: Name | None = None
    latest_as: Told | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Layout":
        if bool(self.columns) == bool(self.rows and self.across and self.cell):
            raise ValueError("should have `columns`, or else `rows`, `across` and `cell`")
        return self


class Steps(Strict):
    """How a result is had of whatever people by the public API: an expression a step.

    They may name ``history``, ``people``, ``years``, ``first_year``, ``last_year`` and
    ``period`` (both by name), a step those before it; `explore` runs and shows them.

    Attributes
    ----------
    name
        What is asked, as it stands in the list of questions.
    table, told, chart
        The result table, the finding that is the chart's title, and the drawing.
    """

    name: Told
    table: Expression
    told: Expression
    chart: Expression


class Card(Strict):
    """What documents know of a result; its id is the file's name.

    Attributes
    ----------
    name
        What its table is called; one without a name is only drawn.
    sheet
        What its sheet in the workbook is called, where the name is longer than Excel takes.
    method
        The anchor of its measure in ``reports/README.md``.
    columns, marked_by
        Headings that mean another thing here than in ``columns.yml``: in this table and in every
        other that has the column `marked_by`.
    chart, word
        Its chart, if it has one; how Word lays out its table, if it does.
    explore
        How it is asked of other people in `explore`, if it can be.
    """

    name: Told | None = None
    sheet: Told | None = None
    method: Name | None = None
    marked_by: Name | None = None
    columns: dict[Name, Heading] = Field({})
    chart: Chart | None = None
    word: Layout | None = None
    explore: Steps | None = None

    @model_validator(mode="after")
    def _of_something(self) -> "Card":
        if self.name is None and (self.chart is None or self.chart.table is None):
            raise ValueError("should have a `name`, or a chart of another's `table`")
        if bool(self.columns) != bool(self.marked_by):
            raise ValueError("`columns` and `marked_by` stand together")
        return self


@cache
def cards() -> Mapping[str, Card]:
    """Return the cards by id, those of the analyst's own notebooks among them.

    Raises
    ------
    CatalogueError
        A card has a key that is not known, or lacks one.
    """
    own = sorted(own_notebooks().glob("*.yml"))
    written = {path.stem: _as_written(shaped(path, Card)) for path in own}
    return written | {path.stem: shaped(path, Card) for path in sorted(RESULTS.glob("*.yml"))}


def _as_written(part: Any) -> Any:
    """Return a card, or a part of one, whose texts are told as its office wrote them."""
    if isinstance(part, BaseModel):
        told = {name: _as_written(getattr(part, name)) for name in part.model_fields_set}
        return part.model_copy(update=told)
    if isinstance(part, dict):
        written = {key: _as_written(value) for key, value in part.items()}
        return AsWritten(written) if written.keys() & {*LANGUAGES} else written
    return part


def card(id: str) -> Card:
    """Return the card of a result; that of a result without one says nothing."""
    return cards().get(id) or Card.model_construct()
