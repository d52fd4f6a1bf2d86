"""What a single file says of itself: the unit, the notebook and the run that it is from.

A chart that was pasted elsewhere, renamed or sent on keeps its stamp: a PNG file in a text chunk
(``iTXt``, PNG specification, 11.3.4.5), an SVG file in its metadata, a document in its properties.
"""

import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from defusedxml import ElementTree

_KEYWORD = "cadre-review"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SVG_END = b"</svg>"
_SVG_STAMP = re.compile(rb'<metadata id="cadre-review">(.*?)</metadata>', re.DOTALL)
_IDENTIFIER = re.compile(r"cadre-review:(?P<review>[^:]+):(?P<fingerprint>[0-9a-f]+)")
Stamp = dict[str, str]


def stamp(path: Path, provenance: Mapping[str, str]) -> None:
    """Write where a PNG or SVG file is from into it; the picture stays as it is.

    Parameters
    ----------
    path
        A file without a stamp.
    provenance
        Names and texts, such as ``unit`` and ``fingerprint``.
    """
    text = json.dumps(dict(provenance), ensure_ascii=False, sort_keys=True)
    content = path.read_bytes()
    if path.suffix == ".png":
        first, *_ = _chunks(content)
        stamped = content[: first[1]] + _text_chunk(text) + content[first[1] :]
    else:
        before, end, after = content.rpartition(_SVG_END)
        told = f'<metadata id="{_KEYWORD}">{escape(text)}</metadata>\n'
        stamped = before + told.encode() + end + after
    path.write_bytes(stamped)


def read_stamp(path: Path) -> Stamp | None:
    """Return where a PNG, SVG, Word, PowerPoint or Excel file says that it is from, if it does."""
    try:
        if path.suffix == ".png":
            return _of_png(path.read_bytes())
        if path.suffix == ".svg":
            found = _SVG_STAMP.search(path.read_bytes())
            return json.loads(unescape(found[1].decode())) if found else None
        return _of_document(path)
    except (
        OSError,
        ValueError,
        struct.error,
        zipfile.BadZipFile,
        ElementTree.ParseError,
        KeyError,
    ):
        # A file that is broken, or no such file at all, says nothing of itself.
        return None


def _chunks(png: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield where each chunk of a PNG file begins and ends, and its type."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("no PNG file")
    at = len(_SIGNATURE)
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        yield at, at + 12 + length, kind
        at += 12 + length


def _text_chunk(text: str) -> bytes:
    # Keyword, not compressed, no language, no translated keyword, UTF-8.
    data = _KEYWORD.encode() + b"\0\0\0\0\0" + text.encode()
    body = b"iTXt" + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def _of_png(png: bytes) -> Stamp | None:
    mark = _KEYWORD.encode() + b"\0\0\0\0\0"
    for start, end, kind in _chunks(png):
        data = png[start + 8 : end - 4]
        if kind == b"iTXt" and data.startswith(mark):
            told: Stamp = json.loads(data[len(mark) :].decode())
            return told
    return None


def _of_document(path: Path) -> Stamp | None:
    with zipfile.ZipFile(path) as package:
        properties = ElementTree.fromstring(package.read("docProps/core.xml"))
    texts = (element.text or "" for element in properties.iter())
    found = next(filter(None, map(_IDENTIFIER.fullmatch, texts)), None)
    return found.groupdict() if found else None
