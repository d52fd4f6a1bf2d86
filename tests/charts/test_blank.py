"""Pages ruled ahead are those that matplotlib makes when it is asked."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from analysis.charts.draw import blank, style

WIDE = style.PAGE_WIDTH_CM * style.CM


@pytest.fixture(autouse=True)
def ahead():
    blank.rule_ahead()
    yield
    blank._ruled.clear()
    blank._ruled_under.clear()
    plt.close("all")


def drawn(axes):
    """Return the pixels of axes that were given bars, ticks more and fewer than six, and a grid."""
    for number, ax in enumerate(axes):
        ax.barh(range(3 + 5 * number), 0.3, left=0.2)
        ax.set_yticks(range(3 + 5 * number), [f"{row}" for row in range(3 + 5 * number)])
        ax.grid(axis="x")
        ax.tick_params(axis="y", length=0)
    canvas = axes[0].figure.canvas
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


@pytest.mark.parametrize(("rows", "columns"), [*blank._USUAL, (4, 2)])
def test_a_page_ruled_ahead_is_that_of_matplotlib(rows, columns):
    heights = [1.5 + row for row in range(rows)]
    with style.page_style():
        size = (WIDE, sum(heights) * style.CM)
        options = {"figsize": size, "height_ratios": heights, "squeeze": False, "sharex": True}
        _, wanted = plt.subplots(rows, columns, **options)
        got = blank.blank_axes(heights, columns)
        assert np.array_equal(drawn(got), drawn(list(wanted.flat)))


def test_each_page_is_given_once():
    with style.page_style():
        figures = [blank.blank_axes([3], 1)[0].figure for _ in range(blank._USUAL[1, 1] + 2)]
    assert len({*map(id, figures)}) == len(figures) == len(plt.get_fignums())


def test_whoever_draws_with_other_settings_gets_a_page_of_those():
    with style.page_style(), mpl.rc_context({"xtick.direction": "in", "axes.facecolor": "red"}):
        (ax,) = blank.blank_axes([3], 1)
    assert ax.get_facecolor() == (1, 0, 0, 1)
    assert len(blank._ruled[1, 1]) == blank._USUAL[1, 1]


def test_where_a_figure_is_shown_is_no_setting_of_its_looks():
    with style.page_style(), mpl.rc_context({"interactive": True}):
        blank.blank_axes([3], 1)
    assert len(blank._ruled[1, 1]) == blank._USUAL[1, 1] - 1
