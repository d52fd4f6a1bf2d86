"""What is wrong with the text of a drawn figure: overlap, clipping, rotation, missing glyphs."""

from itertools import combinations

from matplotlib.font_manager import findfont, get_font

PRINT_DPI = 300
# Two pixels at print resolution: the rounding of a box, not something a reader sees.
TOLERANCE = 2.0


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
