"""Text as an Office document can hold it."""

import re

# XML 1.0 has no form for these, escaped or not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What turns the direction of the text after it, and what ends that.
_CLOSERS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_SPACES = re.compile("[\t\n\r\x07]+")


def printable(text: str) -> str:
    r"""Return a text in one line, without what XML forbids, turning no text after it.

    Examples
    --------
    >>> printable("Đảng ủy\tA & B\x00")
    'Đảng ủy A & B'
    """
    return _closed(_FORBIDDEN.sub("", _SPACES.sub(" ", text)))


def _closed(text: str) -> str:
    """Return a text without the marks of direction that it leaves open, or closes unopened.

    One in a unit's name would turn round the figures that follow it in a sentence.
    """
    opened: dict[str, list[int]] = {closer: [] for closer in _CLOSERS.values()}
    loose = set()
    for at, sign in enumerate(text):
        if sign in _CLOSERS:
            opened[_CLOSERS[sign]].append(at)
        elif sign in opened:
            if opened[sign]:
                opened[sign].pop()
            else:
                loose.add(at)
    loose |= {at for places in opened.values() for at in places}
    return "".join(sign for at, sign in enumerate(text) if at not in loose) if loose else text
