"""The question and the language over one panel, or over two that are compared."""

import ipywidgets as widgets
from IPython.display import HTML, display

from analysis.counts import History
from analysis.documents.rendering import page_text
from analysis.exploring.controls import choices_in
from analysis.exploring.panel import Panel
from analysis.exploring.questions import questions, steps_of
from analysis.exploring.tables import library
from analysis.exploring.words import say
from analysis.languages import LANGUAGES
from analysis.words import Words


class Explorer:
    """Controls over a history; a notebook shows them, a test turns them.

    Attributes
    ----------
    question, language, compare
        What all panels share, as widgets.
    panels : list of Panel
        The population, and the one beside it.
    """

    def __init__(self, history: History, source: str | None, words: Words) -> None:
        self._persons_as = words.persons_as
        wide = widgets.Layout(width="42em", max_width="100%")
        self.question = widgets.Dropdown(layout=wide)
        self.language = widgets.ToggleButtons(
            options=[(page_text("language_name", Words(each)), each) for each in LANGUAGES],
            value=words.language,
        )
        self.language.style.button_width = "auto"
        self.compare = widgets.Checkbox(indent=False)
        choices = choices_in(history)
        self.panels = [
            Panel(history, choices, source, lambda: (self._question, self._words), words)
            for _ in range(2)
        ]
        self._side_by_side = widgets.HBox(layout=widgets.Layout(width="100%"))
        head = widgets.HBox([self.question, self.language, self.compare])
        head.layout = widgets.Layout(flex_flow="row wrap")
        self.box = widgets.VBox([head, self._side_by_side])
        self._question = questions()[0]
        self._speak()
        self.question.observe(lambda _: self._asked(), names="value")
        self.language.observe(lambda _: self._speak(), names="value")
        self.compare.observe(lambda _: self._show(), names="value")

    @property
    def shown(self) -> list[Panel]:
        """The panels that are shown: both where two populations are compared."""
        return self.panels if self.compare.value else self.panels[:1]

    def _ipython_display_(self) -> None:
        """Show the controls, and bring what sorts tables into the page."""
        # Done at the import of ipywidgets, which a warm kernel has behind it.
        widgets.register_comm_target()
        display(HTML(library()), self.box)

    @property
    def _words(self) -> Words:
        return Words(self.language.value, self._persons_as)

    def _asked(self) -> None:
        if not self._quiet:
            self._question = self.question.value
            self._refresh()

    def _speak(self) -> None:
        words = self._words
        # The list is written anew, and nothing is chosen meanwhile.
        self._quiet = True
        self.question.options = [
            (steps_of(each).name[words.language], each) for each in questions()
        ]
        self.question.value = self._question
        self._quiet = False
        self.question.description = say("question", words)
        self.compare.description = say("compare", words)
        for panel in self.panels:
            panel.speak(words)
        self._show()

    def _show(self) -> None:
        self._side_by_side.children = [panel.box for panel in self.shown]
        self._refresh()

    def _refresh(self) -> None:
        for panel in self.shown:
            panel.refresh()
