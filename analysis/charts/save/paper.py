"""Draw a figure once, into a PNG and an SVG file that show the same.

Matplotlib draws a figure anew for each format, and most of a drawing's time goes into its artists
and its text, not into the format. Here one renderer passes each shape on to both, as long as
matplotlib has the names that this takes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, cast

import matplotlib as mpl
import numpy as np
from matplotlib.backend_bases import FigureCanvasBase, GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Shape
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedPath

from analysis.charts.save import compat, outlines
from analysis.charts.save.png import encoded
from analysis.formats.signs import without_signs

PRINT_DPI = 300
_POINTS = 72
_NAMELESS = {"Date": None, "Creator": None}


def save(figure: Figure, png: Path, svg: Path, *, salt: str) -> None:
    """Save a figure as a PNG file of 300 dots an inch and as an SVG file, drawn once.

    Parameters
    ----------
    figure
        A figure on an opaque ground, of shapes and text.
    png, svg
        The files to write.
    salt
        What the ids in the SVG file are made from: the same figure and salt give the same bytes.

    Raises
    ------
    TypeError
        The figure holds a raster image or a formula.
    """
    with mpl.rc_context(cast(Any, {"svg.hashsalt": salt})):
        if compat.DRAWS_ONCE:
            _draw_once(figure, png, svg)
        else:
            _draw_twice(figure, png, svg)


def _draw_once(figure: Figure, png: Path, svg: Path) -> None:
    content = StringIO()
    with on_paper(figure):
        paper = _Paper(figure, content)
        figure.draw(paper)
        paper.finalize()
    svg.write_text(content.getvalue(), encoding="utf-8", newline="\n")
    png.write_bytes(encoded(paper.take_pixels(), PRINT_DPI))


def _draw_twice(figure: Figure, png: Path, svg: Path) -> None:
    for text in figure.findobj(Text):
        text.set_text(without_signs(text.get_text()))
    with on_paper(figure):
        figure.draw(_Refusal())
    with mpl.rc_context(cast(Any, {"text.hinting": "no_hinting", "svg.fonttype": "path"})):
        figure.savefig(svg, format="svg", metadata=_NAMELESS)
        figure.savefig(png, format="png", dpi=PRINT_DPI, metadata={"Software": None})


@contextmanager
def on_paper(figure: Figure) -> Iterator[None]:
    """Have the text of a figure measured as print will show it, whatever screen it is for."""
    screen, dpi = figure.canvas, figure.dpi
    _PaperCanvas(figure)
    figure.set_dpi(_POINTS)
    try:
        yield
    finally:
        figure.set_dpi(dpi)
        figure.set_canvas(screen)


class _Measure(compat.LineHeights):
    """Measures text in points, and refuses what is not of shapes; draws nothing."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> outlines.Extent:
        return outlines.extent(without_signs(s), prop)

    def height_of_lines(self, prop: FontProperties) -> outlines.Extent:
        return outlines.height_of_lines(prop)

    def draw_image(self, *args: Any, **kwargs: Any) -> None:
        raise TypeError("a chart is made of shapes and text, and this one holds a raster image")

    draw_gouraud_triangles = draw_image


class _Refusal(_Measure):
    """Draws nothing, and refuses what `_Paper` refuses."""

    def draw_path(self, *args: Any, **kwargs: Any) -> None:
        pass

    def draw_text(
        self, gc: GraphicsContextBase, x: float, y: float, s: str, prop: FontProperties,
        angle: float, ismath: Any = False, mtext: Any = None,
    ) -> None:  # fmt: skip
        _refuse_formula(s, ismath)


def _refuse_formula(text: str, ismath: Any) -> None:
    if ismath:
        raise TypeError(f"a chart holds no formula, and this one has {text!r}")


class _PaperCanvas(FigureCanvasBase):
    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        self._measure = _Measure()

    def get_renderer(self) -> RendererBase:
        return self._measure


class _Paper(_Measure, RendererSVG):
    """Draws in points as matplotlib's SVG renderer does, and the same in pixels."""

    def __init__(self, figure: Figure, file: StringIO) -> None:
        width, height = figure.get_size_inches()
        super().__init__(width * _POINTS, height * _POINTS, file, metadata=_NAMELESS)
        self._file = file
        self._defined: set[str] = set()
        self._zoom = Affine2D().scale(PRINT_DPI / _POINTS)
        self._pixels = RendererAgg(int(width * PRINT_DPI), int(height * PRINT_DPI), PRINT_DPI)

    def take_pixels(self) -> np.ndarray:
        # A text remembers on what it was drawn, and would hold 6 MB of each chart of a notebook.
        drawn = np.asarray(self._pixels.buffer_rgba())
        del self._pixels
        return drawn

    def draw_path(
        self, gc: GraphicsContextBase, path: Shape, transform: Transform, rgbFace: Any = None
    ) -> None:
        super().draw_path(gc, path, transform, rgbFace)
        self._pixels.draw_path(self._zoomed(gc), path, transform + self._zoom, rgbFace)

    def draw_markers(
        self, gc: GraphicsContextBase, marker_path: Shape, marker_trans: Transform, path: Shape,
        trans: Transform, rgbFace: Any = None,
    ) -> None:  # fmt: skip
        super().draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)
        marker_trans, trans = marker_trans + self._zoom, trans + self._zoom
        self._pixels.draw_markers(
            self._zoomed(gc), marker_path, marker_trans, path, trans, rgbFace
        )  # fmt: skip

    # Shape by shape, so that each comes by `draw_path`.
    draw_path_collection = RendererBase.draw_path_collection

    def draw_text(
        self, gc: GraphicsContextBase, x: float, y: float, s: str, prop: FontProperties,
        angle: float, ismath: Any = False, mtext: Any = None,
    ) -> None:  # fmt: skip
        _refuse_formula(s, ismath)
        # XML has no form for a control sign, and no font a shape.
        s = without_signs(s)
        line, size = outlines.line(s, prop), prop.get_size_in_points() / outlines.KEPT_SIZE
        # Closes the tag that is open, so that a group can be written as one; keeps the words.
        self.writer.comment(s)
        self._define(line)
        self._file.write(self._group(line, gc, f"{x:.3f} {y:.3f}", angle, size))
        place = Affine2D().scale(size).rotate_deg(angle).translate(x, self.height - y)
        filled = self._zoomed(gc)
        filled.set_linewidth(0)
        filled.set_snap(False)
        self._pixels.draw_path(filled, line.path, place + self._zoom, gc.get_rgb())

    def _define(self, line: outlines.Line) -> None:
        new = {name: glyph for name, glyph in line.glyphs.items() if name not in self._defined}
        compat.define_glyphs(self, {name: (g.vertices, g.codes) for name, g in new.items()})
        self._defined.update(new)

    def _group(
        self, line: outlines.Line, gc: GraphicsContextBase, at: str, angle: float, size: float
    ) -> str:
        """Return the glyphs of a line as SVG; the glyphs' own y goes up, the file's down."""
        uses = "".join(
            f'<use x="{right:g}" y="{up:g}" xlink:href="#{name}"/>'
            for name, right, up in line.places
        )
        look = f"fill: {to_hex(gc.get_rgb())}; fill-opacity: {gc.get_rgb()[3]:g}"
        turn = f" rotate({-angle:g})" if angle else ""
        place = f"translate({at}){turn} scale({size:g} {-size:g})"
        group = f'<g style="{look}" transform="{place}">{uses}</g>'
        clip = compat.clip_of(self, gc)
        # On a group of its own: the clip would be moved and turned with the text.
        return f'<g clip-path="{clip}">{group}</g>\n' if clip else f"{group}\n"

    def _zoomed(self, gc: GraphicsContextBase) -> GraphicsContextBase:
        zoomed = self.new_gc()
        zoomed.copy_properties(gc)
        if (clip := gc.get_clip_rectangle()) is not None:
            zoomed.set_clip_rectangle(Bbox(self._zoom.transform(clip.get_points())))
        path, transform = cast(Any, gc.get_clip_path())
        if path is not None:
            zoomed.set_clip_path(TransformedPath(path, transform + self._zoom))
        return zoomed
