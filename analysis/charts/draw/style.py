"""Palette, sizes and fonts of every chart; readable in grey and by colour-blind readers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import font_source_sans_pro
import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.colors import to_hex, to_rgb

from analysis import vocabulary

# One hue, dark is best; neighbours differ by more than 15 in L*, so grey printing keeps the order.
# A scale of more or fewer levels than these has its colours at the same distances between them.
_SCALE = ("#0b3560", "#3877ad", "#96c1e2", "#dcebf6")
# Lighter than this (relative luminance) dark letters have more contrast than white ones.
_LIGHT = 0.22
SEX_COLOURS = {"female": "#6a2c70", "male": "#e39f4b"}
EARLIER, LATER = "#8fb3d3", "#0b3560"
# Signs that the first has not, such as arrows, are of the second, which matplotlib brings along.
FAMILY = ["Source Sans Pro", "DejaVu Sans"]
for _weight in ("Regular", "Bold"):
    _file = Path(font_source_sans_pro.__file__).parent / f"files/SourceSansPro-{_weight}.ttf"
    font_manager.fontManager.addfont(_file)
INK, MUTED, RULE = "#1a1a1a", "#5c5c5c", "#c9c9c9"
SIMULATED = "#9c2a10"

# The text width of an A4 page with the margins of a party document (30 mm left, 20 mm right).
PAGE_WIDTH_CM = 16.0
CM = 1 / 2.54


def by_place(levels: Sequence[str]) -> dict[str, str]:
    """Return the colour of each level of a scale, best first, by its place on the scale."""
    anchors = np.array([to_rgb(colour) for colour in _SCALE])
    at = np.linspace(0, len(_SCALE) - 1, len(levels))
    mixed = [np.interp(at, range(len(_SCALE)), channel) for channel in anchors.T]
    return {level: to_hex(rgb) for level, rgb in zip(levels, zip(*mixed, strict=True), strict=True)}


def ink_on(colour: str) -> str:
    """Return the colour of letters on a colour: white or dark, whichever can be read better."""
    channels = np.array(to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return INK if linear @ [0.2126, 0.7152, 0.0722] > _LIGHT else "white"


RATING_COLOURS = by_place(vocabulary.codes("ratings"))
RATING_INK = {level: ink_on(colour) for level, colour in RATING_COLOURS.items()}

_SETTINGS: dict[str, Any] = {
    "font.family": FAMILY,
    "font.size": 8.5,
    "text.color": INK,
    # Hinting makes the same text narrower or wider with the resolution, and takes time.
    "text.hinting": "no_hinting",
    "axes.edgecolor": RULE,
    "axes.labelcolor": INK,
    "axes.labelsize": 8.5,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.unicode_minus": True,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8.5,
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
