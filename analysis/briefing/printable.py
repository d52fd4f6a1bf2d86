"""Text as an Office document can hold it."""

import re

# XML 1.0 has no form for these, escaped or not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("[\t\n\r\x07]+")


def printable(text: str) -> str:
    r"""Return a text in one line, without the characters that XML forbids.

    Examples
    --------
    >>> printable("Đảng ủy\tA & B\x00")
    'Đảng ủy A & B'
    """
    return _FORBIDDEN.sub("", _SPACES.sub(" ", text))
