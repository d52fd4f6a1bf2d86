"""How large text is on a slide, and how much of it a slide holds."""

from collections.abc import Iterator, Sequence

LARGEST_TITLE = 26
# A title of so many characters fits in its lines of these points.
_TITLES = ((120, LARGEST_TITLE), (190, 22), (260, 19), (460, 16), (10_000, 12))
# Findings without a chart of their own: so many to a slide, and so many characters of them, which
# stand in these points.
_MOST_FINDINGS = 5
_MOST_TEXT = 1_100
# So many lines of a list at the end, which is looked up in and not read out: so many characters.
LIST, LIST_SIZE = (14, 1_700), 14
_TEXTS = ((450, 24), (800, 20), (_MOST_TEXT, 18), (10_000, 12))


def title_size(characters: int) -> int:
    """Return the points of a title of so many characters."""
    return _size(characters, _TITLES)


def text_size(characters: int) -> int:
    """Return the points of a text of so many characters."""
    return _size(characters, _TEXTS)


def parts_of(
    findings: Sequence[str], most: int = _MOST_FINDINGS, characters: int = _MOST_TEXT
) -> Iterator[Sequence[str]]:
    """Give the findings in parts that a slide holds: so many, and so many characters of them.

    The parts are alike in number, so that none stands alone on the last slide.
    """
    slides = len(list(_filled(findings, most, characters)))
    yield from _filled(findings, -(-len(findings) // max(slides, 1)), characters)


def _filled(findings: Sequence[str], most: int, characters: int) -> Iterator[Sequence[str]]:
    part: list[str] = []
    for text in findings:
        long = sum(map(len, [*part, text])) > characters
        if part and (long or len(part) == most):
            yield part
            part = []
        part.append(text)
    if part:
        yield part


def _size(characters: int, sizes: Sequence[tuple[int, int]]) -> int:
    return next((points for most, points in sizes if characters <= most), sizes[-1][1])
