"""Palette, sizes and fonts of every chart; readable in grey and by colour-blind readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import matplotlib as mpl

# One hue, dark is best; neighbours differ by more than 15 in L*, so grey printing keeps the order.
RATING_COLOURS = {
    "excellent": "#0b3560",
    "good": "#3877ad",
    "completed": "#96c1e2",
    "not_completed": "#dcebf6",
}
RATING_INK = {
    "excellent": "white",
    "good": "white",
    "completed": "#1a1a1a",
    "not_completed": "#1a1a1a",
}
SEX_COLOURS = {"female": "#6a2c70", "male": "#e39f4b"}
EARLIER, LATER = "#8fb3d3", "#0b3560"
INK, MUTED, RULE = "#1a1a1a", "#5c5c5c", "#c9c9c9"
SIMULATED = "#9c2a10"

# The text width of an A4 page with the margins of a party document (30 mm left, 20 mm right).
PAGE_WIDTH_CM = 16.0
CM = 1 / 2.54

_SETTINGS: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "text.color": INK,
    # Hinting makes the same text narrower or wider with the resolution, and takes time.
    "text.hinting": "no_hinting",
    "axes.edgecolor": RULE,
    "axes.labelcolor": INK,
    "axes.labelsize": 8,
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.unicode_minus": True,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 8,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "grid.color": "#e3e3e3",
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.6,
    "lines.markersize": 5,
    "hatch.linewidth": 0.6,
    "figure.dpi": 110,
    "figure.facecolor": "white",
    # A unit may have two dollar signs in its name.
    "text.parse_math": False,
    "savefig.dpi": 300,
    "svg.hashsalt": "cadre-review",
    "svg.fonttype": "path",
}


@contextmanager
def page_style() -> Iterator[None]:
    """Draw with the suite's settings, whatever the caller's matplotlib settings are."""
    with mpl.rc_context(cast(Any, _SETTINGS)):
        yield
