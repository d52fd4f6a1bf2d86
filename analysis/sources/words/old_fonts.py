"""Texts typed in the fonts of before Unicode: TCVN3 (*.VnTime*) and VNI, to Vietnamese letters.

A cell's font tells which it is; without one, a text is decoded where some of its words are no
Vietnamese as they stand, and all of them are when decoded.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from analysis.sources.files.formulas import Cell

TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# In VNI a letter is followed by its signs; these stand for the tone, or for the hat with its tone.
_VNI_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_TONED = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_VNI_HATS = dict(zip("âàáåãä", ("\u0302" + tone for tone in _TONED), strict=True))
_VNI_BREVES = dict(zip("êèéúüë", ("\u0306" + tone for tone in _TONED), strict=True))
_VNI_ALONE = dict(zip("ìíæóòôöñî", "ìíỉĩịơưđỵ", strict=True))
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Letters that stand in no text of an old font, and those that stand in no other.
_UNICODE = re.compile("[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]")
_SIGNS = re.compile("[\xa1-\xff]")
# A mark such as × or » has no letter beside it.
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\s.,;:/()\"'+&\-–]+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|g|kh|k|ch|c|th|tr|t|ph|p|qu|b|d|đ|h|l|m|n|r|s|v|x)?"
    r"(?:(?:uyê|iê|yê|uô|ươ|uâ|oă|oa|oe|uê|uy|[aăâeêioôơuưy]|oo)(?P<closed>ch|nh|ng|[cmnpt])"
    r"|[iuy]?ay|[uo]ai|oay|uây|uôi|ươi|ươu|iêu|yêu|oeo|uyu|uya|oao"
    r"|ai|ao|au|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi|ua|uê|ui|uy|uơ|ưa|ưi|ưu|ya|y|[aeêioôơuư])"
)
# "chÕ" is no word: in TCVN3 it is "chế".
_ODD_CAPITAL = re.compile("[a-zà-þ][À-ÖØ-Þ]")
_STOPPED = ("c", "ch", "p", "t")


def encoding_of_font(font: str) -> str:
    """Return which encoding an old font has: ``tcvn3``, its capitals ``tcvn3h``, or ``vni``."""
    if font.startswith("VNI"):
        return "vni"
    return "tcvn3h" if font.rstrip("0123456789 ").endswith("H") else "tcvn3"


def decoded(text: str, encoding: str) -> str:
    r"""Return a text in Vietnamese letters.

    Examples
    --------
    >>> decoded("X· Th\xadîng §«ng", "tcvn3"), decoded("Nguyeãn Thò Höôøng", "vni")
    ('Xã Thượng Đông', 'Nguyễn Thị Hường')
    """
    if encoding == "vni":
        return unicodedata.normalize("NFC", "".join(_of_vni(text)))
    letters = "".join(TCVN3.get(letter, letter) for letter in text)
    return letters.upper() if encoding == "tcvn3h" else letters


# The same words stand in hundreds of rows.
@lru_cache(maxsize=8192)
def encoding_by_evidence(text: str) -> str | None:
    r"""Return the encoding of a text by its words; None where it is Unicode, or may be.

    Examples
    --------
    >>> encoding_by_evidence("Lª ThÞ H\xadêng"), encoding_by_evidence("Xuân Hoà")
    ('tcvn3', None)
    """
    if not _SIGNS.search(text) or _UNICODE.search(text) or not _LATIN.search(text):
        return None
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if all(is_syllable(word) and not _ODD_CAPITAL.search(word) for word in words):
        return None
    for encoding in ("tcvn3", "vni"):
        if all(is_syllable(decoded(word, encoding)) for word in words):
            return encoding
    return None


def may_be_old(text: str) -> bool:
    """Say whether a text holds a sign of an old font, and none of Unicode's own letters."""
    return not text.isascii() and not _UNICODE.search(text) and bool(_SIGNS.search(text))


def decode_cells(
    rows: list[list[object]], cells: Iterable[Cell], fonts: dict[Cell, str]
) -> list[Cell]:
    """Decode a sheet's cells in place; return those that were.

    Parameters
    ----------
    rows : list of list
        The cells of the sheet, counted from A1.
    cells : iterable of (int, int)
        Those that may be in an old font.
    fonts : dict
        The cells in an old font, with its name.
    """
    found: dict[Cell, str] = {}
    open_cells = []
    for cell in cells:
        text = str(rows[cell[0]][cell[1]])
        if cell in fonts:
            found[cell] = encoding_of_font(fonts[cell])
        elif encoding := encoding_by_evidence(text):
            found[cell] = encoding
        else:
            open_cells.append((cell, text))
    # "Vò" alone may be Vò or, in TCVN3, Vũ: the other cells of its row tell, unless it is their
    # font that does; then its own font says that it is not.
    of_row = {cell[0]: encoding for cell, encoding in found.items() if cell not in fonts}
    for cell, text in open_cells:
        encoding = of_row.get(cell[0])
        if encoding and all(is_syllable(decoded(w, encoding)) for w in _WORD.findall(text)):
            found[cell] = encoding
    for (row, column), encoding in found.items():
        rows[row][column] = decoded(str(rows[row][column]), encoding)
    return sorted(found)


@cache
def is_syllable(word: str) -> bool:
    """Say whether a word may be a Vietnamese syllable, by its letters and its tone.

    Examples
    --------
    >>> is_syllable("Thượng"), is_syllable("Thîng"), is_syllable("Võ"), is_syllable("Vâ")
    (True, False, True, False)
    """
    letters = unicodedata.normalize("NFD", word.casefold())
    tones = [letter for letter in letters if letter in _TONES]
    plain = "".join(letter for letter in letters if letter not in _TONES)
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain))
    if found is None or len(tones) > 1:
        return False
    return found["closed"] not in _STOPPED or bool(set(tones) & {"\u0301", "\u0323"})


def _of_vni(text: str) -> Iterator[str]:
    before = ""
    for letter in text:
        low = letter.casefold()
        marks = _VNI_TONES.get(low) if before in "aeoôöuy" else None
        if marks is None and before in "aeo":
            marks = _VNI_HATS.get(low)
        if marks is None and before == "a":
            marks = _VNI_BREVES.get(low)
        if marks is not None and before:
            yield marks
            before = ""
            continue
        alone = _VNI_ALONE.get(low, low)
        yield alone.upper() if letter != low else (alone if low in _VNI_ALONE else letter)
        before = low
