"""A drawing as a file of one's own."""

import tempfile
from pathlib import Path
from typing import cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.draw.frame import description
from analysis.charts.save import paper
from analysis.places import resolve
from analysis.spoken import Message

KINDS = (".png", ".svg")


def save(drawn: Axes | Figure, path: str | Path) -> list[Path]:
    """Save a chart as it stands in reports: a PNG file of 300 dots an inch, an SVG file, or both.

    The same chart gives the same bytes. It stays open, to be changed or shown.

    Parameters
    ----------
    drawn : Axes or Figure
        What a function of this package gave.
    path
        Where to, a relative path from the project's folder as in `load`: of one kind if it ends in
        ``.png`` or ``.svg``, of both if it ends in neither.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    ValueError
        The figure was not drawn by `analysis.charts`, or the name ends in another kind of file.
    """
    figure, place = cast(Figure, drawn.get_figure(root=True)), resolve(path)
    if place.suffix and place.suffix not in KINDS:
        kinds = f" {Message('near_or')} ".join(KINDS)
        raise ValueError(Message("refused.chart_suffix", kinds=kinds, name=place.name))
    wanted = [place] if place.suffix else [place.with_suffix(kind) for kind in KINDS]
    with tempfile.TemporaryDirectory() as folder:
        both = [Path(folder, f"chart{kind}") for kind in KINDS]
        paper.save(figure, *both, salt=description(figure).caption)
        for each in wanted:
            each.write_bytes(both[KINDS.index(each.suffix)].read_bytes())
    return wanted
