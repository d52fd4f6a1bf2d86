"""What is told of findings, and where: claims, then conditions, each once, then what is open."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.results import whole

Finding = Mapping[str, Any]
_WEIGHTY = 2
_BEFORE_REASON = re.compile("[:;] ")


def sentence(text: str) -> str:
    """Return a finding as a sentence of running text, with its full stop."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def condition(text: str) -> str:
    """Return a condition as a sentence of its own."""
    return sentence(text[:1].upper() + text[1:])


@dataclass
class Conditions:
    """The conditions of a document, each with the number by which its findings name it."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _told: int = 0

    def marks(self, finding: Finding) -> str:
        """Return the numbers of a finding's conditions as they stand behind it: *[1, 3–6]*."""
        found = [
            self._numbers.setdefault(condition(text), len(self._numbers) + 1)
            for text in finding["conditions"]
        ]
        return f"[{', '.join(_in_ranges(found))}]" if found else ""

    def untold(self) -> list[tuple[int, str]]:
        """Return those that were named since this was asked last, with their numbers."""
        told, self._told = self._told, len(self._numbers)
        return [(number, text) for text, number in self._numbers.items() if number > told]


@dataclass(frozen=True)
class Point:
    """A finding of a page with the numbers of its conditions and the charts that show it."""

    finding: Finding
    marks: str
    charts: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Arranged:
    """A run's findings as a page tells them.

    Attributes
    ----------
    points : list of Point
        Headlines and what supports them, each with its charts; then conditions, then methods.
    charts : list
        Charts that no finding heads.
    conditions : list of (int, str)
    unanswered : list of str
        What the data hold no answer to, each as a sentence, once.
    """

    points: list[Point]
    charts: list[Mapping[str, Any]]
    conditions: list[tuple[int, str]]
    unanswered: list[str]


def arranged(findings: Iterable[Finding], charts: Sequence[Mapping[str, Any]]) -> Arranged:
    """Return the findings and charts of a run in the order in which a page tells them."""
    every = list(findings)
    left, conditions = list(charts), Conditions()
    points = []
    for finding in sorted((f for f in every if f["answered"]), key=_weight):
        own = [chart for chart in left if chart["title"] in (finding["title"], finding["text"])]
        left = [chart for chart in left if chart not in own]
        points.append(Point(finding, conditions.marks(finding), own))
    return Arranged(points, left, conditions.untold(), unanswered(every))


def _in_ranges(numbers: Iterable[int]) -> list[str]:
    """Return numbers in their order, three or more in a row as a range."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run) for run in runs)
    return [each for run in told for each in run]


def unanswered(findings: Iterable[Finding]) -> list[str]:
    """Return what the data hold no answer to, a sentence for each reason, which is told once."""
    of_reason: dict[str, list[str]] = {}
    for text in dict.fromkeys(whole(finding) for finding in findings if not finding["answered"]):
        question, *reason = _BEFORE_REASON.split(text, maxsplit=1)
        of_reason.setdefault(reason[0] if reason else text, []).append(question)
    return [sentence(_together(each, reason)) for reason, each in of_reason.items()]


def _together(questions: Sequence[str], reason: str) -> str:
    first, *others = dict.fromkeys(questions)
    asked = "; ".join([first, *(each[:1].lower() + each[1:] for each in others)])
    return asked if reason == first else f"{asked}: {reason}"


def _weight(finding: Finding) -> int:
    # Headlines and their support stay in the order of the notebook.
    return max(int(finding["rank"]), _WEIGHTY)
