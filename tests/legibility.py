"""What is wrong with the text of a drawn figure: overlap, clipping, rotation, glyphs, contrast."""

from itertools import combinations

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.font_manager import findfont, get_font

PRINT_DPI = 300
# Two pixels at print resolution: the rounding of a box, not something a reader sees.
TOLERANCE = 2.0
# WCAG 2.2, 1.4.3: text of the size of a page's.
LEAST_CONTRAST = 4.5


def faults(figure):
    """Return a sentence for each fault of the figure's text at print size."""
    figure.set_dpi(PRINT_DPI)
    figure.canvas.draw()
    shown = [text for text in _texts(figure) if text.get_visible() and text.get_text().strip()]
    boxes = {text: text.get_window_extent().padded(-TOLERANCE) for text in shown}
    return [*_outside(figure, boxes), *_overlaps(boxes), *_rotated(shown), *_glyphs(shown)]


def _texts(figure):
    yield from figure.texts
    for legend in [*figure.legends, *(ax.get_legend() for ax in figure.axes)]:
        yield from legend.get_texts() if legend else ()
    for ax in figure.axes:
        yield from [*ax.texts, ax.title, ax._left_title]
        for axis in (ax.xaxis, ax.yaxis) if ax.axison else ():
            yield axis.label
            yield from _tick_labels(axis)


def _tick_labels(axis):
    # Ticks beyond the limits exist as objects and are never drawn.
    low, high = sorted(axis.get_view_interval())
    for tick in axis.get_major_ticks():
        if low <= tick.get_loc() <= high and tick.label1.get_visible():
            yield tick.label1


def _outside(figure, boxes):
    canvas = figure.bbox.padded(TOLERANCE)
    return [
        f"outside the canvas: {text.get_text()!r}"
        for text, box in boxes.items()
        if box.x0 < canvas.x0 or box.y0 < canvas.y0 or box.x1 > canvas.x1 or box.y1 > canvas.y1
    ]


def _overlaps(boxes):
    return [
        f"overlap: {one.get_text()!r} and {other.get_text()!r}"
        for one, other in combinations(boxes, 2)
        if boxes[one].overlaps(boxes[other])
    ]


def _rotated(texts):
    return [f"rotated: {text.get_text()!r}" for text in texts if text.get_rotation() % 360]


def _glyphs(texts):
    missing = []
    for text in texts:
        known = get_font(findfont(text.get_fontproperties())).get_charmap()
        absent = {
            letter for letter in text.get_text() if letter != "\n" and ord(letter) not in known
        }
        missing += [f"no glyph for {letter!r} in {text.get_text()!r}" for letter in sorted(absent)]
    return missing


def faint(figure):
    """Return a sentence for each text that what is behind it makes hard to read, in grey too.

    Contrast is WCAG's, of relative luminances: it is what a grey print keeps.
    """
    figure.set_dpi(100)
    figure.canvas.draw()
    shown = [text for text in _texts(figure) if text.get_visible() and text.get_text().strip()]
    boxes = [text.get_window_extent() for text in shown]
    for text in shown:
        text.set_visible(False)
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3] / 255
    told = []
    for text, box in zip(shown, boxes, strict=True):
        text.set_visible(True)
        low, left, high, right = (round(n) for n in (box.y0, box.x0, box.y1, box.x1))
        behind = pixels[max(low, 0) : high, max(left, 0) : right].reshape(-1, 3)
        contrast = _contrast(to_rgb(text.get_color()), np.median(behind, axis=0))
        if contrast < LEAST_CONTRAST:
            told.append(f"contrast {contrast:.1f} of {text.get_text()!r}")
    return told


def _contrast(one, other):
    dark, light = sorted(_luminance(np.asarray(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
