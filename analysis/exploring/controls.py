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
    untold : dict
        Year → how many entries of lists do not say whose tier they are.
    """

    years: list[int]
    units: list[str]
    values: dict[str, list[str]]
    untold: dict[int, int]


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
    every = list(range(years[0], years[-1] + 1))
    return Choices(every, sorted(map(str, met["unit"])), values, _untold(history))


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
        self._first, self._last = (
            widgets.Dropdown(options=choices.years, value=choices.years[end], **_look())
            for end in (0, -1)
        )
        self._without_tier = widgets.HTML()
        self._reset_all = widgets.Button(icon="undo")
        self._reset_all.on_click(lambda _: self._reset())
        self.speak(words)
        if "district" in choices.values["tier"]:
            self._lists["tier"].value = "district"
        self._at_first = {name: each.value for name, each in self._lists.items()}
        tier, others = self._lists["tier"], [self._lists["post_group"], self._lists["sex"]]
        years = widgets.HBox([self._first, self._last], layout=widgets.Layout(width="98%"))
        lists = [tier, self._unit, *others, years]
        self.box = widgets.VBox([*lists, self._without_tier, self._reset_all])
        for year, other in ((self._first, self._last), (self._last, self._first)):
            year.observe(lambda _, year=year, other=other: self._take_along(year, other), "value")
        for each in (*self._lists.values(), self._unit):
            each.observe(lambda _: self._told(), names="value")
        self._tell_without_tier()

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
        self._unit.description, self._first.description, self._last.description = (
            say(each, words) for each in ("unit", "first_year", "last_year")
        )
        self._reset_all.description, self._reset_all.tooltip = (
            say(each, words) for each in ("reset", "reset_hint")
        )
        self._reset_all.layout = widgets.Layout(width="auto", align_self="flex-end")
        self._quiet = False
        self._tell_without_tier()

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
        return int(self._first.value), int(self._last.value)

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
        self._unit.value = ""
        self._first.value, self._last.value = self._choices.years[0], self._choices.years[-1]
        self._quiet = False
        self._told()

    def _take_along(self, year: widgets.Dropdown, other: widgets.Dropdown) -> None:
        """Take the other end along where the first year would come after the last."""
        if self._quiet:
            return
        if self._first.value > self._last.value:
            self._quiet, other.value = True, year.value
            self._quiet = False
        self._told()

    def _told(self) -> None:
        # A long name is cut in its box.
        self._unit.tooltip = self._unit.value
        if not self._quiet:
            self._tell_without_tier()
            self._on_change()

    def _tell_without_tier(self) -> None:
        """Say how many are not here for want of a tier: an empty year is else taken for a gap."""
        first, last = self.years
        n = sum(n for year, n in self._choices.untold.items() if first <= year <= last)
        told = say("without_tier", self._words, n=self._words.number(n))
        self._without_tier.value = f"<em>{told}</em>" if n and self._lists["tier"].value else ""


def _look() -> dict[str, Any]:
    # Never at import: a layout is a widget too, and a warm kernel was another process then.
    return {"style": _STYLE, "layout": widgets.Layout(width="98%")}


def _met(history: History, column: str) -> list[Any]:
    return list(history.answer(Question("values", {}, by=(column,)))[column].dropna())


def _untold(history: History) -> dict[int, int]:
    counted = history.people().count(["year", "tier"])
    without = counted[counted["tier"].isna()].groupby("year")["n"].sum()
    return {int(year): int(n) for year, n in without.items()}


def _in_order(met: list[Any], section: str) -> list[str]:
    known = [code for code in vocabulary.codes(section) if code in met]
    return [*known, *sorted(str(each) for each in met if each not in known)]
