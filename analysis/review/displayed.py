"""Results as a notebook shows them, one after the other."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.exploring.tables import told_in_short
from analysis.findings import Finding, in_language
from analysis.words import Words


def numbered(id: str, chart: Any) -> list[tuple[str, Any]]:
    """Return each drawing with the id that it is kept as; panels of one figure are one."""
    if chart is None:
        return []
    if isinstance(chart, Sequence) and len(chart) > 1 and len({each.figure for each in chart}) == 1:
        return [(id, chart[0])]
    if isinstance(chart, Sequence):
        return [(f"{id}_{n}", each) for n, each in enumerate(chart, 1)]
    return [(id, chart)]


def as_kept(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return a table with problems and verdicts in words, and no key of them."""
    told = in_language(table, words=words)
    return told.drop(columns="cause") if "named" in table else told


def display_told(
    told: Sequence[Finding], words: Words, table: pd.DataFrame | None = None, place: str = ""
) -> None:
    """Show findings as sentences and below them the first rows of a table, kept at a place."""
    lines, shown = [each.whole for each in told], [each._repr_html_() for each in told]
    if table is not None:
        lines.append(place)
        shown.append(told_in_short(table, words, place))
    if shown:
        display({"text/plain": "\n".join(lines), "text/html": "\n".join(shown)}, raw=True)


def display(shown: Any, **options: Any) -> None:
    """Show something in the notebook."""
    # IPython takes long to import, and who closes a bundle without a notebook has no need of it.
    from IPython.display import display as show

    show(shown, **options)
