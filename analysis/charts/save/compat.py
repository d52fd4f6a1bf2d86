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
from matplotlib.path import Path

SETS_GLYPHS = hasattr(FT2Font, "_layout")
DRAWS_ONCE = hasattr(RendererSVG, "_convert_path") and hasattr(RendererSVG, "_get_clip_attrs")
# FreeType's units of a pixel, in which matplotlib writes outlines.
_UNITS = 64
_outlines: dict[str, str] = {}


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
    """Write the outlines of glyphs, by their names, into an SVG file for later use.

    As matplotlib does, which works an outline out again for each file.
    """
    if not glyphs:
        return
    svg.writer.start("defs")
    for name, (vertices, codes) in glyphs.items():
        if name not in _outlines:
            scaled = Path(vertices * _UNITS, codes)
            _outlines[name] = cast(Any, svg)._convert_path(scaled, simplify=False)
        svg.writer.element(
            "path", id=name, d=_outlines[name], transform=f"scale({1 / _UNITS})"
        )  # fmt: skip
    svg.writer.end("defs")


def clip_of(svg: RendererSVG, gc: GraphicsContextBase) -> str | None:
    """Return what an SVG file clips a shape by, None where it is drawn whole."""
    clip: str | None = cast(Any, svg)._get_clip_attrs(gc).get("clip-path")
    return clip
