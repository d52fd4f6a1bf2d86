"""Signs that nobody sees and that break a file, a terminal or the order of what is read."""

import re

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


def holds_signs(text: str) -> bool:
    """Say whether a text holds such a sign."""
    return bool(_CONTROLS.search(text) or _UNSEEN.search(text))


def without_signs(text: str) -> str:
    r"""Return a text with a space for each control sign and without the signs of no width.

    Examples
    --------
    >>> without_signs("Xã\x0bMẫu\u200b \x1b[31mMột")
    'Xã Mẫu  [31mMột'
    """
    return _UNSEEN.sub("", _CONTROLS.sub(" ", text))
