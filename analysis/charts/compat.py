"""Private names of matplotlib: the only place that uses them, and whether this version has them.

Where one is gone, charts go the public way: `outlines` sets a line as one outline, `paper` has
matplotlib draw a figure once for each format. Both take longer and mean the same.
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

SETS_GLYPHS = hasattr(FT2Font, "_layout")
DRAWS_ONCE = hasattr(RendererSVG, "_update_glyph_map_defs") and hasattr(
    RendererSVG, "_get_clip_attrs"
)


class LineHeights(RendererBase):
    """A renderer that tells the height of lines itself."""

    def height_of_lines(self, prop: FontProperties) -> tuple[float, float, float]:
        """Return ascent, descent and gap of a font's lines."""
        raise NotImplementedError

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        return self.height_of_lines(prop)


def glyphs_set(font: FT2Font, text: str) -> Iterator[tuple[FT2Font, Any, float, float]]:
    """Set a line unhinted: each glyph's font, its index there, how far right and up it stands."""
    for item in cast(Any, font)._layout(text, LoadFlags.NO_HINTING):
        yield item.ft_object, item.glyph_index, item.x, item.y


def define_glyphs(svg: RendererSVG, glyphs: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> None:
    """Write the outlines of glyphs, by their names, into an SVG file for later use."""
    cast(Any, svg)._update_glyph_map_defs(dict(glyphs))


def clip_of(svg: RendererSVG, gc: GraphicsContextBase) -> str | None:
    """Return what an SVG file clips a shape by, None where it is drawn whole."""
    clip: str | None = cast(Any, svg)._get_clip_attrs(gc).get("clip-path")
    return clip
