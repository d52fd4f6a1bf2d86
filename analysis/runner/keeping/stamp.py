"""What a single file says of itself: the unit, the notebook and the run that it is from.

A chart that was pasted elsewhere, renamed or sent on keeps its stamp: a PNG file in a text chunk
(``iTXt``, PNG specification, 11.3.4.5), an SVG file in its metadata, a document in its properties.
"""

import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BufferedReader, BytesIO, FileIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, unescape

from defusedxml import ElementTree

from analysis.runner.keeping.files import opened, read_file

# No file of a build is larger, and no more of any is read at a time, in bytes.
LARGEST, PIECE = 256 * 2**20, 2 * 2**20
# Under which a chart that an analyst saved by hand tells its question.
SAVED_BY_HAND = "explored"
_LONGEST = 2**18
_MOST_CHUNKS = 100_000
# Of a chunk: its length, kind and checksum.
_AROUND = 12
_KEYWORD = "cadre-review"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SVG_END = b"</svg>"
_SVG_STAMP = re.compile(rb'<metadata id="cadre-review">([^<]*)</metadata>')
_IDENTIFIER = re.compile(r"cadre-review:(?P<review>[^:]+):(?P<fingerprint>[0-9a-f]+)")
Stamp = dict[str, str]
# All that a broken PNG, zip or XML file makes its reader say.
_BROKEN = (
    OSError,
    ValueError,
    EOFError,
    KeyError,
    RuntimeError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
)


def stamp(path: Path, provenance: Mapping[str, str]) -> None:
    """Write where a PNG or SVG file is from into it; the picture stays as it is.

    Parameters
    ----------
    path
        A file without a stamp.
    provenance
        Names and texts, such as ``unit`` and ``fingerprint``.

    Raises
    ------
    OSError
        It is no file of its own but a link or a pipe, or larger than `LARGEST`.
    ValueError
        It is no picture, or half one.
    """
    text = json.dumps(dict(provenance), ensure_ascii=False, sort_keys=True)
    content = read_file(path, LARGEST)
    if path.suffix == ".png":
        _check_png(content)
        end = _first_chunk_ends(content)
        stamped = content[:end] + _text_chunk(text) + content[end:]
    else:
        before, end_tag, after = content.rpartition(_SVG_END)
        if not end_tag:
            raise ValueError("no SVG file, or half one")
        told = f'<metadata id="{_KEYWORD}">{escape(text)}</metadata>\n'
        stamped = before + told.encode() + end_tag + after
    # A new file: what else may have the old one's name is not written to.
    path.unlink()
    with path.open("xb") as file:
        file.write(stamped)


def unstamped(path: Path) -> bytes:
    """Return what a stamped PNG or SVG file was before it was stamped.

    Raises
    ------
    OSError
        As `stamp`.
    ValueError
        It has no stamp where `stamp` writes one.
    """
    content = read_file(path, LARGEST, follow=True)
    if path.suffix == ".png":
        end = _first_chunk_ends(content)
        if content[end + 4 :].startswith(b"iTXt" + _KEYWORD.encode()):
            (length,) = struct.unpack_from(">I", content, end)
            return content[:end] + content[end + _AROUND + length :]
    elif (found := _SVG_STAMP.search(content)) and content[found.end() :].strip() == _SVG_END:
        return content[: found.start()] + content[found.end() + 1 :]
    raise ValueError("there is no stamp of this suite in it")


def read_stamp(path: Path) -> Stamp | None:
    """Return where a PNG, SVG, Word, PowerPoint or Excel file says that it is from, if it does.

    The file may be anything: no more of it is in memory at a time than `PIECE`.
    """
    readers = {".png": _of_png, ".svg": _of_svg}
    try:
        with opened(path, follow=True) as file:
            told = readers.get(path.suffix, _of_document)(file)
    except _BROKEN:
        # A file that is broken, or no such file at all, says nothing of itself.
        return None
    plain = isinstance(told, dict) and all(isinstance(text, str) for text in told.values())
    return told if plain else None


def _check_png(content: bytes) -> None:
    # Not at the top: most of what imports this stamps nothing.
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            picture.verify()
    except (*_BROKEN, SyntaxError, Image.DecompressionBombError):
        raise ValueError("no PNG file, or half one") from None


def _first_chunk_ends(png: bytes) -> int:
    (length,) = struct.unpack_from(">I", png, len(_SIGNATURE))
    return len(_SIGNATURE) + _AROUND + length


def _text_chunk(text: str) -> bytes:
    # Keyword, not compressed, no language, no translated keyword, UTF-8.
    data = _KEYWORD.encode() + b"\0\0\0\0\0" + text.encode()
    body = b"iTXt" + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def _of_png(file: BufferedReader) -> Any:
    mark = _KEYWORD.encode() + b"\0\0\0\0\0"
    if file.read(len(_SIGNATURE)) != _SIGNATURE:
        return None
    for _ in range(_MOST_CHUNKS):
        length, kind = struct.unpack(">I4s", file.read(8))
        # What a chunk says of its length may be a lie: it is passed over, not believed.
        data = file.read(length) if kind == b"iTXt" and length <= _LONGEST else b""
        if data.startswith(mark):
            return json.loads(data[len(mark) :].decode())
        file.seek(length - len(data) + 4, os.SEEK_CUR)
    return None


def _of_svg(file: BufferedReader) -> Any:
    before = b""
    while piece := file.read(PIECE // 2):
        if found := _SVG_STAMP.search(before + piece):
            return json.loads(unescape(found[1].decode()))
        before = (before + piece)[-2 * _LONGEST :]
    return None


class _InPieces(FileIO):
    """A file of which nobody reads more than `PIECE` at a time: zipfile reads what a zip says."""

    def read(self, size: int | None = -1, /) -> bytes:
        size = PIECE if size is None or size < 0 else size
        if size > PIECE:
            raise ValueError(f"{size} bytes at a time, which no document of ours needs")
        return super().read(size) or b""


def _of_document(file: BufferedReader) -> Any:
    with _InPieces(os.dup(file.fileno())) as pieces, zipfile.ZipFile(pieces) as package:
        info = package.getinfo("docProps/core.xml")
        # Other methods unpack as much as there is, whatever is asked of them.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            return None
        with package.open(info) as stream:
            content = stream.read(_LONGEST + 1)
    if len(content) > _LONGEST:
        return None
    texts = (element.text or "" for element in ElementTree.fromstring(content).iter())
    found = next(filter(None, map(_IDENTIFIER.fullmatch, texts)), None)
    return found.groupdict() if found else None
