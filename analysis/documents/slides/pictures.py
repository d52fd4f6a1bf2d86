"""Pictures on a slide: cut to the drawing, as large as the slide has room for."""

from pathlib import Path
from typing import Any

from PIL import Image
from pptx.util import Cm

from analysis.charts.draw import style

# Points of the smallest text of a chart at the width of a page, and on a slide at the least.
_PRINTED, _READABLE = 6.5, 12
_Space = tuple[int, int, int, int]


def readable(png: Path, cut: float, space: _Space) -> bool:
    """Return whether all text of a chart can be read at the size that it has in a space."""
    wide, _ = _fitted(png, cut, space)
    return _PRINTED * wide / Cm(style.PAGE_WIDTH_CM) >= _READABLE


def put_picture(slide: Any, png: Path, cut: float, space: _Space) -> Any:
    """Put a chart on a slide without the part of its height at the top that holds its title."""
    left, top, width, _ = space
    wide, high = _fitted(png, cut, space)
    picture = slide.shapes.add_picture(str(png), left + (width - wide) // 2, top, wide, high)
    picture.crop_top = cut
    return picture


def _fitted(png: Path, cut: float, space: _Space) -> tuple[int, int]:
    with Image.open(png) as image:
        across, down = image.size
    scale = min(space[2] / across, space[3] / (down * (1 - cut)))
    return int(across * scale), int(down * (1 - cut) * scale)
