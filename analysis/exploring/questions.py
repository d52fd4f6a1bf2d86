"""A question of a card, asked of some people: the lines that answer it, and what they give."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from analysis import charts, findings, measures, vocabulary
from analysis.charts.draw.frame import figure_of
from analysis.counts import History, Population, of_whom
from analysis.documents.cards import Steps, cards
from analysis.documents.story import story
from analysis.exploring.words import say
from analysis.findings import Finding
from analysis.refused import refuse_unknown
from analysis.spoken import spoken_in
from analysis.wording import years as in_years
from analysis.words import Words

# What the lines of cards may name; everything else is a name of Python.
ROOMS = {
    "charts": charts,
    "findings": findings,
    "measures": measures,
    "vocabulary": vocabulary,
}
_IMPORTS = "from analysis import Words, charts, findings, load, measures, vocabulary"


class Unanswered(ValueError):
    """A question cannot be answered of these people; the message says why."""


@dataclass(frozen=True)
class Asked:
    """What is asked, of whom, and in which language it is told.

    Attributes
    ----------
    question : str
        The id of a card that says how it is had.
    years : tuple of int
        The first year and the last.
    words : Words
    of : mapping
        Column → the value that belongs; without one, all.
    """

    question: str
    years: tuple[int, int]
    words: Words
    of: Mapping[str, Any] = field(default_factory=dict)

    @property
    def people(self) -> str:
        """The line that says who is meant."""
        conditions = "".join(f", {name}={_literal(value)}" for name, value in self.of.items())
        return f"people = history.people(years{conditions})"

    @property
    def names(self) -> list[str]:
        """The lines that name the years, for whoever has the history."""
        first, last = self.years
        return [
            f"first_year, last_year = {first}, {last}",
            "years = range(first_year, last_year + 1)",
            'period = {"first_year": first_year, "last_year": last_year}',
        ]

    @property
    def lines(self) -> list[str]:
        """The three lines that make the chart: its table, its finding, the drawing."""
        steps = steps_of(self.question)
        return [f"table = {steps.table}", f"told = {steps.told}", f"drawn = {steps.chart}"]

    def code(self, source: str | None) -> str:
        """Return all that makes the chart in a notebook of one's own.

        Parameters
        ----------
        source
            What the history was loaded from; None where that is not known.
        """
        place = "…" if source is None else source
        spoken = f"{_made(self.words)}.speak()"
        head = [_IMPORTS, "", spoken, f"history = load({_literal(place)})"]
        return "\n".join([*head, *self.names, self.people, "", *self.lines, ""])


@dataclass(frozen=True)
class Answer:
    """What the lines gave: the result table, the finding and the drawing."""

    table: pd.DataFrame
    told: Finding
    figure: Figure


def questions() -> list[str]:
    """Return the ids of the cards that can be asked, in the order in which they are told."""
    known = [id for id, card in cards().items() if card.explore]
    annexes = [id for annex in story().sections.values() for id in annex.charts]
    return sorted(known, key=lambda id: (annexes.index(id) if id in annexes else len(annexes), id))


def steps_of(question: str) -> Steps:
    """Return how a question is answered.

    Raises
    ------
    ValueError
        No card of this id can be asked; the message names the nearest.
    """
    refuse_unknown("question", question, questions())
    return cast(Steps, cards()[question].explore)


def answer(asked: Asked, history: History) -> Answer:
    """Return the answer to a question, by the very lines that `Asked.code` shows.

    Raises
    ------
    Unanswered
        What is asked cannot be told of these people: nobody can be followed, for one.
    """
    names: dict[str, Any] = {**ROOMS, "history": history}
    lines = "\n".join([*asked.names, asked.people, *asked.lines])
    with asked.words.spoken(), spoken_in(asked.words.language):
        try:
            # The project's own cards, with the names of years and values as literals.
            exec(compile(lines, f"<{asked.question}>", "exec"), names)
        except (ValueError, LookupError, TypeError) as error:
            raise Unanswered(str(error) or type(error).__name__) from error
    drawn = names["drawn"]
    figure = drawn if isinstance(drawn, Figure) else figure_of(drawn)
    # Shown by whoever asked; a notebook would show what pyplot holds open once more.
    plt.close(figure)
    if names["table"].empty and names["people"].count().empty:
        raise Unanswered(_nobody(names["people"], asked.words))
    return Answer(names["table"], names["told"], figure)


def _nobody(people: Population, words: Words) -> str:
    told = {"whom": of_whom(people.of_whom, words), "years": in_years(people.years)}
    return say("nobody", words, **told)


def _made(words: Words) -> str:
    """Return the call that makes words; what is said of persons only where it is another word."""
    told = [words.language]
    if words.persons_as != vocabulary.PERSONS[0]:
        told.append(words.persons_as)
    return f"Words({', '.join(map(_literal, told))})"


def _literal(value: Any) -> str:
    """Return a value as Python's own formatters would write it."""
    if isinstance(value, str) and '"' not in value and "\\" not in repr(value):
        return f'"{value}"'
    told = repr(value)
    # Whatever comes from a list of units is data, never a line of its own.
    ast.literal_eval(told)
    return told
