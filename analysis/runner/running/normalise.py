"""An executed notebook without what differs from run to run: times, ids, places, addresses."""

import os
import re
import tempfile
from pathlib import Path
from typing import Any

from analysis.runner.notebook_format import nbformat

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_VARYING = (
    (re.compile(r" at 0x[0-9a-fA-F]+"), " at 0x0"),
    (re.compile(r"ipykernel_\d+[/\\]\d+\.py"), "cell"),
)


def normalise(notebook: Path, folder: Path, root: Path) -> None:
    """Rewrite an executed notebook so that the same run gives the same bytes.

    Parameters
    ----------
    notebook
        The executed notebook, rewritten in place.
    folder
        The job's output folder, which becomes ``""``, so that a reader's own run does not
        write into the build.
    root
        The project's folder; paths below it become relative.
    """
    content = steady_notebook(nbformat.read(notebook, as_version=4), folder, root)
    notebook.write_text(nbformat.writes(content), encoding="utf-8", newline="\n")


def steady_notebook(content: Any, folder: Path, root: Path) -> Any:
    """Return an executed notebook, as nbformat holds it, without what varies; see `normalise`."""
    content.metadata.pop("papermill", None)
    for place, cell in enumerate(content.cells, start=1):
        cell["id"] = f"cell-{place}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        cell.metadata["tags"] = sorted(cell.metadata.get("tags", []))
    return nbformat.from_dict(_steady(content, folder, root))


def steady_text(text: str, folder: Path, root: Path) -> str:
    """Return a text without the places of this machine and the addresses of one process."""
    for quote in "\"'":
        text = text.replace(f"{quote}{folder}{quote}", quote * 2)
    temporary = f"{tempfile.gettempdir()}{os.sep}"
    places = ((f"{folder}", "."), (f"{root}{os.sep}", ""), (f"{root}", "."), (temporary, ""))
    for path, short in places:
        text = text.replace(path, short)
    for varying, fixed in _VARYING:
        text = varying.sub(fixed, text)
    return text


def without_colours(text: str) -> str:
    """Return a terminal's text without its colour codes."""
    return _ANSI.sub("", text)


def _steady(value: Any, folder: Path, root: Path) -> Any:
    if isinstance(value, dict):
        # A picture is a long text too, and holds no words.
        return {
            key: item if key.startswith("image/") else _steady(item, folder, root)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_steady(item, folder, root) for item in value]
    return steady_text(value, folder, root) if isinstance(value, str) else value
