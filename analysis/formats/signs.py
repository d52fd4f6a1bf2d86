"""Signs that nobody sees and that break a file, a terminal or the order of what is read."""

import re
import unicodedata

# Controls other than tab and line breaks, halves of a pair, and what Unicode calls no character.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
# Without width, or turning the direction of what follows. The soft hyphen is not among them:
# older Vietnamese fonts have a letter in its place.
_UNSEEN = re.compile(
    "[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f]"
)

# Control signs, halves of signs, ends of lines; and what turns the direction of writing.
_STEERING = ("Cc", "Cs", "Zl", "Zp")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def holds_signs(text: str) -> bool:
    """Say whether a text holds such a sign."""
    return not _is_plain(text) and bool(_CONTROLS.search(text) or _UNSEEN.search(text))


def without_signs(text: str) -> str:
    r"""Return a text with a space for each control sign and without the signs of no width.

    Examples
    --------
    >>> without_signs("Xã\x0bMẫu\u200b \x1b[31mMột")
    'Xã Mẫu  [31mMột'
    """
    return text if _is_plain(text) else _UNSEEN.sub("", _CONTROLS.sub(" ", text))


def _is_plain(text: str) -> bool:
    # None of the signs counts as printable, and Python tells that fifty times as fast.
    return text.isprintable()


def legible(text: str) -> str:
    """Return a text that can be printed in a line: signs that steer a terminal are written out."""
    return "".join(ascii(sign)[1:-1] if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    return unicodedata.category(sign) in _STEERING or sign in _TURNING
