"""One population beside its chart, finding and table, with what can be done with them."""

import html
from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from analysis.counts import History
from analysis.exploring.controls import Choices, Whom
from analysis.exploring.kept import keep
from analysis.exploring.picture import picture
from analysis.exploring.questions import Answer, Asked, Unanswered, answer
from analysis.exploring.saved import save
from analysis.exploring.tables import sortable
from analysis.exploring.words import say
from analysis.exploring.written import NotWritten
from analysis.spoken import Message, spoken_in, system_says
from analysis.words import Words

# Copies what stands under it; a page of this machine may write to the clipboard.
_COPY = (
    '<button class="jupyter-button" onclick="navigator.clipboard.writeText('
    "this.parentElement.querySelector('pre').textContent);this.textContent='{copied}'\">"
    "{copy}</button>"
)


class Panel:
    """What is asked of one population, and the answer.

    Parameters
    ----------
    history
        What is asked.
    choices
        What there is to choose from.
    source
        What the history was loaded from, if that is known.
    asked
        Returns the question and the language, which all panels share.
    words
        At first.
    """

    def __init__(
        self,
        history: History,
        choices: Choices,
        source: str | None,
        asked: Callable[[], tuple[str, Words]],
        words: Words,
    ) -> None:
        self._history, self._source, self._shared = history, source, asked
        self.answer: Answer | None = None
        self.whom = Whom(choices, words, self.refresh)
        self._chart, self._said, self._code, self._done = (widgets.HTML() for _ in range(4))
        self._table = widgets.Output(layout=widgets.Layout(width="100%", overflow="auto"))
        self._save, self._keep = widgets.Button(icon="save"), widgets.Button(icon="bookmark")
        self._save.on_click(lambda _: self._do(self.save, "saved"))
        self._keep.on_click(lambda _: self._do(self.keep, "kept"))
        buttons = widgets.HBox([self._save, self._keep])
        parts = [self.whom.box, self._chart, self._said, buttons, self._done]
        self.box = widgets.VBox([*parts, self._table, self._code])
        self.box.layout = widgets.Layout(flex="1 1 0%", min_width="0", padding="0 .5em")
        for each in (self._chart, self._said, self._code):
            each.layout = widgets.Layout(width="100%")

    @property
    def asked(self) -> Asked:
        """What is chosen now; ValueError where a unit is none."""
        question, words = self._shared()
        return Asked(question, self.whom.years, words, self.whom.of)

    @property
    def code(self) -> str:
        """The lines that make the chart."""
        return self.asked.code(self._source)

    def refresh(self) -> None:
        """Ask again, and show the answer."""
        _, words = self._shared()
        self._done.value = ""
        try:
            asked = self.asked
            self.answer = answer(asked, self._history)
        except (Unanswered, ValueError) as error:
            self._say_why_not(str(error), unasked=not isinstance(error, Unanswered))
            return
        self._chart.value = picture(self.answer)
        self._said.value = self.answer.told._repr_html_()
        shown = sortable(self.answer.table, words)
        self._table.outputs = (
            {"output_type": "display_data", "data": {"text/html": shown}, "metadata": {}},
        )
        self._code.value = _code_box(asked.code(self._source), words)

    def speak(self, words: Words) -> None:
        """Tell the controls in another language; the answer is told by `refresh`."""
        self.whom.speak(words)
        for name, button in (("save", self._save), ("keep", self._keep)):
            button.description, button.tooltip = say(name, words), say(f"{name}_hint", words)
            button.layout = widgets.Layout(width="auto")

    def save(self) -> Path:
        """Save the chart as files (see `saved.save`).

        Raises
        ------
        NotWritten
            There is none.
        """
        return save(self.asked, self._answered(), self._source)

    def keep(self) -> Path:
        """Keep the question for the next briefing (see `kept.keep`).

        Raises
        ------
        NotWritten
            There is no answer, or it cannot be kept.
        """
        self._answered()
        return keep(self.asked, self._source)

    def _answered(self) -> Answer:
        if self.answer is None:
            raise NotWritten(Message("own.no_chart"))
        return self.answer

    def _do(self, act: Callable[[], Path], said: str) -> None:
        _, words = self._shared()
        try:
            told = say(said, words, place=act())
        except (NotWritten, OSError, ValueError) as error:
            with spoken_in(words):
                told = system_says(error) if isinstance(error, OSError) else str(error)
        self._done.value = f"<p>{html.escape(told)}</p>"

    def _say_why_not(self, why: str, *, unasked: bool) -> None:
        _, words = self._shared()
        told = why if unasked else say("unanswered", words, why=why)
        self.answer, self._table.outputs = None, ()
        self._chart.value = self._code.value = ""
        self._said.value = f"<p><em>{html.escape(told)}</em></p>"


def _code_box(code: str, words: Words) -> str:
    copy = _COPY.format(copy=say("copy", words), copied=say("copied", words))
    told = f"<summary>{say('code', words)}</summary>"
    look = "white-space:pre-wrap;line-height:1.4"
    return f'<details open>{told}{copy}<pre style="{look}">{html.escape(code)}</pre></details>'
