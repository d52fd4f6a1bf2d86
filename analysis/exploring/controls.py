"""The controls that choose of whom a question is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from analysis import spoken, vocabulary
from analysis.counts import History
from analysis.counts.question import Question
from analysis.exploring.words import say
from analysis.formats.shape import meant, nearest
from analysis.words import Words

# Column → the section of the vocabulary that words its values.
_CHOSEN = {"tier": "tiers", "post_group": "post_groups", "sex": "sexes"}
_STYLE = {"description_width": "9em"}
# Stands for all values; a list shows nothing for what is None.
_EVERY = ""


@dataclass(frozen=True)
class Choices:
    """What there is to choose from in a history.

    Attributes
    ----------
    years, units : list
    values : dict
        Column → its values, in the order of the vocabulary.
    """

    years: list[int]
    units: list[str]
    values: dict[str, list[str]]


def choices_in(history: History) -> Choices:
    """Return what a history lets choose.

    Raises
    ------
    ValueError
        It holds no year of evaluations.
    """
    met = {name: _met(history, name) for name in ("year", "unit", *_CHOSEN)}
    if not met["year"]:
        raise ValueError(spoken.say("own.no_years"))
    values = {name: _in_order(met[name], section) for name, section in _CHOSEN.items()}
    years = sorted(int(year) for year in met["year"])
    return Choices(list(range(years[0], years[-1] + 1)), sorted(map(str, met["unit"])), values)


class Whom:
    """Tier, unit, post group, sex and years, as widgets in one box.

    Parameters
    ----------
    choices
        What there is to choose from.
    words
        In which it is told.
    on_change
        Called when something else is chosen.
    """

    def __init__(self, choices: Choices, words: Words, on_change: Callable[[], None]) -> None:
        self._choices, self._on_change, self._words = choices, on_change, words
        self._lists = {name: widgets.Dropdown(**_look()) for name in _CHOSEN}
        self._unit = widgets.Combobox(options=choices.units, continuous_update=False, **_look())
        self._years = widgets.SelectionRangeSlider(
            options=choices.years, index=(0, len(choices.years) - 1), continuous_update=False,
            **_look(),
        )  # fmt: skip
        self._reset_all = widgets.Button(icon="undo")
        self._reset_all.on_click(lambda _: self._reset())
        self.speak(words)
        if "district" in choices.values["tier"]:
            self._lists["tier"].value = "district"
        self._at_first = {name: each.value for name, each in self._lists.items()}
        tier, others = self._lists["tier"], [self._lists["post_group"], self._lists["sex"]]
        self.box = widgets.VBox([tier, self._unit, *others, self._years, self._reset_all])
        for each in (*self._lists.values(), self._unit, self._years):
            each.observe(lambda _: self._told(), names="value")

    def speak(self, words: Words) -> None:
        """Tell the controls in another language; what is chosen stays chosen."""
        self._words, self._quiet = words, True
        every = say("every", words)
        for name, each in self._lists.items():
            kept, section = each.value, _CHOSEN[name]
            values = self._choices.values[name]
            labels = [(words.label(section, v, short=True), v) for v in values]
            each.options = [(every, _EVERY), *labels]
            each.value, each.description = kept or _EVERY, say(name, words)
        self._unit.placeholder = say("search_unit", words)
        self._unit.description, self._years.description = (
            say(each, words) for each in ("unit", "years")
        )
        self._reset_all.description, self._reset_all.tooltip = (
            say(each, words) for each in ("reset", "reset_hint")
        )
        self._reset_all.layout = widgets.Layout(width="auto", align_self="flex-end")
        self._quiet = False

    @property
    def of(self) -> dict[str, Any]:
        """Column → the value that belongs.

        Raises
        ------
        ValueError
            The unit typed is none; the message is in the language of the controls.
        """
        chosen = {name: each.value for name, each in self._lists.items() if each.value != _EVERY}
        if unit := self._unit.value.strip():
            chosen["unit"] = self._known(unit)
        return chosen

    @property
    def years(self) -> tuple[int, int]:
        """The first year and the last."""
        first, last = self._years.value
        return int(first), int(last)

    def _known(self, unit: str) -> str:
        """Return a unit as the lists write it, however it was typed."""
        units = self._choices.units
        same = [each for each in units if vocabulary.fold(each) == vocabulary.fold(unit)]
        if unit in units or len(same) == 1:
            return unit if unit in units else same[0]
        with spoken.spoken_in(self._words.language):
            near = meant(found) if (found := nearest(unit, units)) else ""
        near = near or say("no_unit_near", self._words)
        raise ValueError(say("no_unit", self._words, unit=unit, near=near))

    def _reset(self) -> None:
        """Choose what was chosen at first, and ask once."""
        self._quiet = True
        for name, each in self._lists.items():
            each.value = self._at_first[name]
        self._unit.value, self._years.index = "", (0, len(self._choices.years) - 1)
        self._quiet = False
        self._on_change()

    def _told(self) -> None:
        if not self._quiet:
            self._on_change()


def _look() -> dict[str, Any]:
    # Never at import: a layout is a widget too, and a warm kernel was another process then.
    return {"style": _STYLE, "layout": widgets.Layout(width="98%")}


def _met(history: History, column: str) -> list[Any]:
    return list(history.answer(Question("values", {}, by=(column,)))[column].dropna())


def _in_order(met: list[Any], section: str) -> list[str]:
    known = [code for code in vocabulary.codes(section) if code in met]
    return [*known, *sorted(str(each) for each in met if each not in known)]
