"""Names of units as folder names: reversible, plain ASCII, safe on every system.

A capital is ``_`` and its small letter, a space is ``-``, other ASCII signs are ``=`` and two
hex digits. Tone marks are taken off and told after ``~`` in Punycode (RFC 3492), so that the
letters stay readable: *Trường mẫu* is ``_truong-mau~`` and a few letters.
"""

import hashlib
import re
import unicodedata
from functools import cache

DISTRICT = "district"
LONGEST = 100
# Names that Windows keeps for devices, whatever their capitals or suffix.
DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
_TAKEN = (DISTRICT, "all")


@cache
def unit_slug(unit: str) -> str:
    """Return the folder name of a unit; the whole district (``all``) is ``district``.

    Two units never share a name, not even where capitals do not count. Beyond 100 characters
    the name is cut and ends in ``.`` and a hash; only such a name cannot be turned back.

    Examples
    --------
    >>> unit_slug("all"), unit_slug("Don vi 7"), unit_slug("../x")
    ('district', '_don-vi-7', '=2e=2e=2fx')
    """
    if unit == "all":
        return DISTRICT
    slug = _encoded(unit)
    if len(slug) <= LONGEST:
        return slug or "="
    digest = hashlib.sha256(unit.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{slug[: LONGEST - 17]}.{digest}"


def _encoded(unit: str) -> str:
    apart = unicodedata.normalize("NFD", unit)
    # A name that is not in composed form would come back changed: it is told letter by letter.
    composed = unicodedata.normalize("NFC", apart) == unit
    escaped = "".join(_escaped(letter) for letter in (apart if composed else unit))
    if DEVICE.fullmatch(escaped) or escaped in _TAKEN:
        escaped = f"={ord(escaped[0]):02x}{escaped[1:]}"
    # Commands would take a name that begins with - for an option.
    escaped = re.sub(r"^([^\x00-\x7f]*)-", r"\1=20", escaped)
    if escaped.isascii():
        return escaped
    basic, _, deltas = escaped.encode("punycode").decode("ascii").rpartition("-")
    return f"{basic}~{deltas}" if composed else f"{basic}~~{deltas}"


def _escaped(letter: str) -> str:
    if not letter.isascii() or letter.islower() or letter.isdigit():
        return letter
    if letter.isupper():
        return "_" + letter.lower()
    return "-" if letter == " " else f"={ord(letter):02x}"
