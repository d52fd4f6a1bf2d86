"""Pictures on a slide: cut to the drawing, as large as the slide has room for."""

from pathlib import Path
from typing import Any

from PIL import Image

_TALLEST = 1.05


def too_tall(png: Path) -> bool:
    """Return whether a chart is a page of its own, which nobody could read on a slide."""
    across, down = _size(png)
    return down > _TALLEST * across


def _size(png: Path) -> tuple[int, int]:
    with Image.open(png) as image:
        return image.size


def put_picture(slide: Any, png: Path, cut: float, space: tuple[int, int, int, int]) -> Any:
    """Put a chart on a slide without the part of its height at the top that holds its title."""
    left, top, width, height = space
    across, down = _size(png)
    scale = min(width / across, height / (down * (1 - cut)))
    wide, high = int(across * scale), int(down * (1 - cut) * scale)
    picture = slide.shapes.add_picture(str(png), left + (width - wide) // 2, top, wide, high)
    picture.crop_top = cut
    return picture
