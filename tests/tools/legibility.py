"""What is wrong with the text of a drawn figure: overlap, clipping, glyphs, contrast, lines."""

from functools import cache
from itertools import combinations

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.font_manager import findfont, get_font
from matplotlib.text import Text

PRINT_DPI = 300
# Two pixels at print resolution: the rounding of a box, not something a reader sees.
TOLERANCE = 2.0
# WCAG 2.2, 1.4.3: text of the size of a page's.
LEAST_CONTRAST = 4.5
# A finding that is read in five seconds.
MOST_TITLE_LINES = 3
# Gridlines and bands of uncertainty are paler than this against the paper; marks are not.
MARK_CONTRAST = 1.4
# The part of a text's box that may differ: the rounding of an edge beside it.
CROSSED = 0.02
LINE_ROOM = 0.18


def faults(figure):
    """Return a sentence for each fault of the figure's text at print size."""
    figure.set_dpi(PRINT_DPI)
    figure.draw_without_rendering()
    shown = [text for text in _texts(figure) if text.get_visible() and text.get_text().strip()]
    boxes = {text: text.get_window_extent().padded(-TOLERANCE) for text in shown}
    return [
        *_outside(figure, boxes),
        *_overlaps(boxes),
        *_rotated(shown),
        *_glyphs(shown),
        *_long_titles(figure),
    ]


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
        known = _letters(findfont(text.get_fontproperties()))
        absent = {
            letter for letter in text.get_text() if letter != "\n" and ord(letter) not in known
        }
        missing += [f"no glyph for {letter!r} in {text.get_text()!r}" for letter in sorted(absent)]
    return missing


@cache
def _letters(path):
    return frozenset(get_font(path).get_charmap())


def _long_titles(figure):
    return [
        f"{text.get_text().count(chr(10)) + 1} lines of title: {text.get_text()!r}"
        for text in figure.texts
        if text.get_weight() == "bold"
        and text.get_size() >= 9.5
        and text.get_text().count("\n") >= MOST_TITLE_LINES
    ]


def faint(figure):
    """Return a sentence for each text that what is behind it makes hard to read, in grey too.

    Contrast is WCAG's, of relative luminances: it is what a grey print keeps.
    """
    return _faint(_behind(figure))


def crossed(figure):
    """Return a sentence for each text that a line or the edge of a mark runs through.

    A white box behind the text is no help: it hides the mark instead.
    """
    return _crossed(_behind(figure))


def faint_or_crossed(figure):
    """Return what `faint` and `crossed` do, drawn once."""
    behind = _behind(figure)
    return [*_faint(behind), *_crossed(behind)]


def _faint(texts):
    told = []
    for text, behind in texts:
        contrast = _contrast(to_rgb(text.get_color()), np.median(behind, axis=0))
        if contrast < LEAST_CONTRAST:
            told.append(f"contrast {contrast:.1f} of {text.get_text()!r}")
    return told


def _crossed(texts):
    told = []
    for text, behind in texts:
        ground = _luminances(np.median(behind, axis=0))
        contrasts = (np.maximum(_luminances(behind), ground) + 0.05) / (
            np.minimum(_luminances(behind), ground) + 0.05
        )
        part = float(np.mean(contrasts > MARK_CONTRAST))
        if part > CROSSED:
            told.append(f"crossed over {100 * part:.0f}%: {text.get_text()!r}")
    return told


def _behind(figure):
    """Return each text with the pixels that stand behind it, as rows of red, green and blue."""
    figure.set_dpi(100)
    figure.draw_without_rendering()
    shown = [text for text in _texts(figure) if text.get_visible() and text.get_text().strip()]
    # An annotation's own box takes in its arrow, which may cross what it likes.
    boxes = [Text.get_window_extent(text) for text in shown]
    for text in shown:
        text.set_visible(False)
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3] / 255
    found = []
    for text, box in zip(shown, boxes, strict=True):
        text.set_visible(True)
        # A line of text is higher than its letters: what is above and beneath them is free.
        free = LINE_ROOM * text.get_size() * figure.dpi / 72
        low, high = round(box.y0 + free), round(box.y1 - free)
        left, right = round(box.x0), round(box.x1)
        behind = pixels[max(low, 0) : high, max(left, 0) : right].reshape(-1, 3)
        if len(behind):
            found.append((text, behind))
    return found


def _contrast(one, other):
    dark, light = sorted(float(_luminances(np.asarray(colour))) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminances(colours):
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]
