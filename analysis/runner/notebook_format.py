"""`nbformat` and `papermill`, imported without what takes long and is of no use to them.

nbformat imports jsonschema, which imports every optional check of formats that it finds installed.
One of them (rfc3987-syntax, which JupyterLab's events ask for) compiles a grammar of international
web addresses each time: near a second in the command and in each worker, for a check that the
notebook format does not make. In such a process jsonschema does not check that format at all.

nbformat holds each output of a cell against its schema with jsonschema, a tenth of what a worker
does. One that is plainly sound is passed without it here.

papermill imports pyarrow, and numpy with it, for notebooks on a Hadoop cluster: a tenth of a
worker's start, and 40 MB of each.
"""

import hashlib
import json
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_LONGEST_REASON = 200


@contextmanager
def without(module: str) -> Iterator[None]:
    """Import as if a module were not installed, unless it is imported already."""
    known = sys.modules.get(module)
    sys.modules[module] = known  # type: ignore[assignment]
    try:
        yield
    finally:
        if known is None:
            del sys.modules[module]


with without("rfc3987_syntax"):
    import nbformat as nbformat
    from nbformat.v4 import nbbase

_validate = nbbase.validate
_PARTS = {
    "stream": {"output_type", "name", "text"},
    "display_data": {"output_type", "data", "metadata"},
}


def _validate_unless_sound(node: Any, ref: str | None = None) -> None:
    """Validate a node, unless it is an output whose parts are all there, and texts."""
    if not _sound(node, ref):
        _validate(node, ref)


def _sound(node: Any, kind: str | None) -> bool:
    if kind not in _PARTS or node.keys() != _PARTS[kind] or node["output_type"] != kind:
        return False
    if kind == "stream":
        return isinstance(node["name"], str) and isinstance(node["text"], str)
    data, about = node["data"], node["metadata"]
    texts = isinstance(data, dict) and all(isinstance(each, str) for each in data.values())
    return texts and isinstance(about, dict)


nbbase.validate = _validate_unless_sound


class BrokenNotebook(ValueError):
    """A file is no notebook that can be run; the message says which, why, and what to do."""


def read_notebook(path: Path) -> Any:
    """Return a notebook as nbformat holds it, in the format's version 4.

    Raises
    ------
    BrokenNotebook
        The file cannot be read, is no JSON, or no notebook of a version that is known.
    """
    try:
        with warnings.catch_warnings():
            # Cells without an id are given one.
            warnings.simplefilter("ignore")
            # As `nbformat.read`, which reports what is invalid as an error of its own, and goes on.
            told = nbformat.reader.reads(path.read_text(encoding="utf-8"))
            content = nbformat.convert(told, to_version=4)
            nbformat.validate(content)
    # nbformat tells such files by errors of a dozen types.
    except Exception as error:
        why = " ".join(str(error).split())[:_LONGEST_REASON] or type(error).__name__
        raise BrokenNotebook(
            f"{path.name} is no notebook ({why}); put back a copy that opens in JupyterLab"
        ) from error
    return content


def stripped_sha256(path: Path) -> str:
    """Return the SHA-256, in hex, of what of a notebook runs or is read: kinds, texts and tags.

    What JupyterLab saves with it (outputs, numbers of runs, which cells are folded) does not count.
    A file that is no notebook is told by its bytes.

    Raises
    ------
    OSError
        It cannot be read.
    """
    content = path.read_bytes()
    try:
        told = told_of(json.loads(content))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def told_of(content: Any) -> list[Any]:
    """Return what of a notebook's cells runs or is read: kinds, texts and tags."""
    return [_told(cell) for cell in content["cells"]]


def _told(cell: Any) -> list[Any]:
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    return [cell["cell_type"], text, cell["metadata"].get("tags", [])]
