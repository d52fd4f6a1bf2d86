"""Office packages (.docx, .pptx, .xlsx) whose bytes depend on their content alone."""

import io
import re
import zipfile
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"
_PROPERTIES = "docProps/core.xml"
_EMBEDDED = (".docx", ".pptx", ".xlsx")
# What tells when, how often and by whom a file was saved.
_SAVED = re.compile(
    rb"<(dcterms:created|dcterms:modified|cp:lastModifiedBy|cp:revision)\b[^>]*?"
    rb"(?:/>|>.*?</\1>)",
    re.DOTALL,
)


def repack(path: Path) -> None:
    """Rewrite a package, in one step, so that the same content gives the same bytes.

    Parts are put in the order of their names with one date; the times, the author and the
    number of its savings are removed, in packages inside of it too.

    Raises
    ------
    zipfile.BadZipFile
        The file is no package.
    """
    unfinished = path.with_name(f".{path.name}.tmp")
    unfinished.write_bytes(_repacked(path.read_bytes()))
    unfinished.replace(path)


def _repacked(package: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(packed, "w") as new:
        # The first part is how programs tell what kind of package it is.
        for name in sorted(old.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            new.writestr(part, _without_times(name, old.read(name)))
    return packed.getvalue()


def _without_times(name: str, content: bytes) -> bytes:
    if name == _PROPERTIES:
        return _SAVED.sub(b"", content)
    return _repacked(content) if name.endswith(_EMBEDDED) else content
