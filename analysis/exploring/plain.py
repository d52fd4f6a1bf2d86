"""The first question without controls, and the lines to change by hand."""

import html

from analysis import spoken
from analysis.counts import History
from analysis.counts.question import Question
from analysis.exploring.questions import Asked, answer, questions
from analysis.exploring.tables import told
from analysis.exploring.words import say
from analysis.words import Words


class Plain:
    """A chart, its finding, its table and the lines that make them, as HTML.

    Parameters
    ----------
    history
        What is asked.
    source
        What it was loaded from.
    words
        In which it is told.
    """

    def __init__(self, history: History, source: str | None, words: Words) -> None:
        years = history.answer(Question("values", {}, by=("year",)))["year"].dropna()
        if years.empty:
            raise ValueError(spoken.say("own.no_years"))
        self.asked = Asked(questions()[0], (int(years.min()), int(years.max())), words)
        self.answer = answer(self.asked, history)
        self._source, self._words = source, words

    def _repr_html_(self) -> str:
        from analysis.exploring.picture import picture

        code = html.escape(self.asked.code(self._source))
        hint = html.escape(say("no_widgets", self._words))
        shown = told(self.answer.table, self._words)
        parts = [f"<p>{hint}</p>", picture(self.answer), self.answer.told._repr_html_(), shown]
        return "".join([*parts, f"<pre>{code}</pre>"])
