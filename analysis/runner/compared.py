"""A comparison of two builds in words."""

from collections.abc import Iterator
from itertools import groupby

from analysis import wording
from analysis.briefing.rendering import page_text, unit_name
from analysis.briefing.result_tables import head
from analysis.runner.compare import Comparison, Figure

# Of each notebook; the rest are counted.
_MOST = 20


def lines(comparison: Comparison, language: str) -> list[str]:
    """Return a comparison as lines: what made the builds, then the figures by unit and notebook."""

    def say(key: str, **values: object) -> str:
        return page_text(f"compare.{key}", language, **values)

    made = [
        *(say(kind, file=file) for kind, file in comparison.inputs),
        *(say("parameter", name=k, old=a, new=b) for k, a, b in comparison.parameters),
        *(say("made_of", what=what) for what in comparison.made_of),
        *(say("status", run=run, old=a, new=b) for run, a, b in comparison.statuses),
    ]
    figures = [
        say("figures", moved=len(comparison.moved), gone=len(comparison.gone),
            added=len(comparison.added)),
        *_moved(comparison, language),
    ]  # fmt: skip
    return [*(made or [say("same")]), *figures, say("chance")]


def _moved(comparison: Comparison, language: str) -> Iterator[str]:
    def run(each: tuple[Figure, float, float]) -> tuple[str, str]:
        return each[0].unit, each[0].notebook

    for (unit, notebook), group in groupby(sorted(comparison.moved, key=run), key=run):
        each = list(group)
        yield f"{unit_name(unit, language)} · {notebook}"
        for figure, old, new in each[:_MOST]:
            yield f"  {_place(figure, language)}: {_change(figure.kind, old, new, language)}"
        if len(each) > _MOST:
            yield "  " + page_text("compare.more", language, number=len(each) - _MOST)


def _place(figure: Figure, language: str) -> str:
    *words, last = figure.place
    return ", ".join([*words, head(last, language)])


def _change(kind: str, old: float, new: float, language: str) -> str:
    if kind == "percent":
        told = page_text("compare.points", language, points=wording.points(new - old, language))
        return f"{wording.percent(old, language)} → {wording.percent(new, language)} ({told})"
    if kind == "points":
        return f"{wording.points(old, language)} → {wording.points(new, language)}"
    decimals = {"whole": 0, "number": 1, "p_value": 3}.get(kind, 2)
    before, after = (wording.number(each, language, decimals) for each in (old, new))
    moved = wording.number(new - old, language, decimals)
    return f"{before} → {after} ({'+' if new > old else ''}{moved})"
