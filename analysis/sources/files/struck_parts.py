"""Texts of which a part is struck out: what an office crossed out and wrote anew in one cell."""

import re
from html import unescape

_TEXT = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?r>(.*?)</(?:\w+:)?r>", re.DOTALL)
_PIECE = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)</")
_STRIKE = re.compile(rb"""<(?:\w+:)?strike(?!\s+val\s*=\s*["'](?:0|false))""")


def without_struck(shared: bytes) -> dict[bytes, str]:
    """Return what is left of each shared text of which a part is struck out, by its number.

    Parameters
    ----------
    shared : bytes
        The part ``xl/sharedStrings.xml`` of an .xlsx.
    """
    if b"strike" not in shared:
        return {}
    texts = (found[1] or b"" for found in _TEXT.finditer(shared))
    rests = ((str(number).encode(), rest_of(text)) for number, text in enumerate(texts))
    return {number: rest for number, rest in rests if rest}


def rest_of(text: bytes) -> str | None:
    """Return what is left of a text of which a part is struck out, None for another text."""
    runs = _RUN.findall(text) if b"strike" in text else []
    kept = [_written(run) for run in runs if not _STRIKE.search(run)]
    rest = " ".join("".join(kept).split())
    return rest if len(kept) < len(runs) and rest else None


def _written(run: bytes) -> str:
    return unescape("".join(piece.decode("utf-8", "replace") for piece in _PIECE.findall(run)))
