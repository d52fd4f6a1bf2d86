"""Lines of text as outlines: laid out once, then measured and drawn at any size and resolution.

Setting text is a large part of a chart's time, and matplotlib sets a line again for each format,
resolution and pass of the layout. An unhinted outline is the same at all of them.
"""

import functools
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from analysis.charts.save import compat

# The size in which outlines are kept, in points; at 72 dots an inch a point is a pixel.
KEPT_SIZE = 100
_DPI = 72
# FreeType counts in 64ths of a pixel, and an unscaled advance in 65536ths.
_PIXEL, _ADVANCE = 64, 65536
# Latin letters, whole ones, with digits and signs: a word looks the same whatever its neighbours.
_SIMPLE = re.compile("[ -~\u00a0-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u2190-\u22ff]*")
# The name of a glyph, and how far right and up it stands.
Place = tuple[str, float, float]


class Extent(NamedTuple):
    """Width, height and descent of a line of text."""

    width: float
    height: float
    descent: float


@dataclass(frozen=True)
class Glyph:
    """A glyph's outline, how far the next glyph stands, and how low and high the outline goes."""

    vertices: np.ndarray
    codes: np.ndarray
    advance: float
    low: float
    high: float

    def moved(self, right: float, up: float) -> np.ndarray:
        """Return the outline's vertices where the glyph stands."""
        return self.vertices + np.array((right, up))


@dataclass(frozen=True)
class Line:
    """A line of text of `KEPT_SIZE`: the name of each glyph, and how far right and up it stands."""

    places: tuple[Place, ...]
    glyphs: dict[str, Glyph]

    @functools.cached_property
    def extent(self) -> Extent:
        """Return width, height and descent as FreeType has them."""
        if not self.places:
            return Extent(0.0, 0.0, 0.0)
        name, right, _ = self.places[-1]
        low = min(up + self.glyphs[name].low for name, _, up in self.places)
        high = max(up + self.glyphs[name].high for name, _, up in self.places)
        return Extent(right + self.glyphs[name].advance, high - low, -low)

    @functools.cached_property
    def path(self) -> Path:
        """Return the outlines of all glyphs as one path."""
        if not self.places:
            return Path(np.empty((0, 2)))
        moved = [self.glyphs[name].moved(right, up) for name, right, up in self.places]
        codes = [self.glyphs[name].codes for name, _, _ in self.places]
        return Path(np.concatenate(moved), np.concatenate(codes))


class Look(NamedTuple):
    """What a font is found by."""

    family: tuple[str, ...]
    style: str
    variant: str
    weight: Any
    stretch: Any


def line(text: str, font: FontProperties) -> Line:
    """Return a line of text in a font, whatever the font's size."""
    return _line(text, _look(font))


def extent(text: str, font: FontProperties) -> Extent:
    """Return how large a line of text in a font is, in points."""
    return _scaled(line(text, font).extent, font)


def height_of_lines(font: FontProperties) -> Extent:
    """Return ascent, descent and gap of a font's lines in points, in place of an extent."""
    return _scaled(_height_of_lines(_look(font)), font)


def _scaled(kept: Extent, font: FontProperties) -> Extent:
    scale = font.get_size_in_points() / KEPT_SIZE
    return Extent(*(length * scale for length in kept))


def _look(font: FontProperties) -> Look:
    return Look(
        family=tuple(font.get_family()),
        style=font.get_style(),
        variant=font.get_variant(),
        weight=font.get_weight(),
        stretch=font.get_stretch(),
    )


@functools.cache
def _files(look: Look) -> tuple[Any, ...]:
    """Return the font and those to fall back on, one a family, as matplotlib finds them."""
    files = []
    for family in look.family:
        with suppress(ValueError):
            properties = FontProperties(**look._replace(family=(family,))._asdict())
            files.append(font_manager.findfont(properties, fallback_to_default=False))
    return tuple(files) or (font_manager.findfont(FontProperties(**look._asdict())),)


def _sized(look: Look) -> FT2Font:
    font = font_manager.get_font(_files(look))
    font.set_size(KEPT_SIZE, _DPI)
    return font


_known: dict[str, Glyph] = {}


@functools.lru_cache(4096)
def _line(text: str, look: Look) -> Line:
    if not compat.SETS_GLYPHS:
        return _whole(text, look)
    places = _by_words(text, look) if _SIMPLE.fullmatch(text) else _set(text, look)
    return Line(tuple(places), {name: _known[name] for name, _, _ in places})


def _by_words(text: str, look: Look) -> list[Place]:
    """Set a line word by word: lines share words, and wrapping measures each many times."""
    places: list[Place] = []
    start = 0.0
    for word in text.split(" "):
        set_word, next_word = _word(word, look)
        places += [(name, start + right, up) for name, right, up in set_word]
        start += next_word
    # No space stands behind the last word.
    return places[:-1]


@functools.lru_cache(8192)
def _word(text: str, look: Look) -> tuple[list[Place], float]:
    """Return the glyphs of a word and the space behind it, and where the next word begins."""
    *places, (_, next_word, _) = _set(text + "  ", look)
    return places, next_word


def _set(text: str, look: Look) -> list[Place]:
    places = []
    for font, index, right, up in compat.glyphs_set(_sized(look), text):
        name = f"{font.postscript_name}-{index:x}"
        if name not in _known:
            _known[name] = _glyph(font, index)
        places.append((name, right, up))
    return places


def _whole(text: str, look: Look) -> Line:
    """Return a line as one outline, which matplotlib's public names give: slower, and the same."""
    font = FontProperties(**look._asdict(), size=KEPT_SIZE)
    width, height, descent = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    vertices, codes = text_to_path.get_text_path(font, text)
    if not text:
        return Line((), {})
    ends = width, -descent, height - descent
    outline = Glyph(np.asarray(vertices), np.asarray(codes, dtype=Path.code_type), *ends)
    name = f"line-{hashlib.sha256(repr((text, look)).encode()).hexdigest()[:16]}"
    return Line(((name, 0.0, 0.0),), {name: outline})


def _glyph(font: FT2Font, index: Any) -> Glyph:
    loaded = font.load_glyph(index, flags=LoadFlags.NO_HINTING)
    vertices, codes = font.get_path()
    _, low, _, high = loaded.bbox
    return Glyph(vertices, codes, loaded.linearHoriAdvance / _ADVANCE, low / _PIXEL, high / _PIXEL)


@functools.cache
def _height_of_lines(look: Look) -> Extent:
    font = _sized(look)
    head: Any = font.get_sfnt_table("head")
    table: Any = font.get_sfnt_table("OS/2")
    unit = KEPT_SIZE / head["unitsPerEm"]
    lengths = table["sTypoAscender"], -table["sTypoDescender"], table["sTypoLineGap"]
    return Extent(*(length * unit for length in lengths))
