"""What is told of an error: short, plain, and of recorded data only what kind it is and where.

The message of an error may quote a cell, and so may a line of code that was made of one.
"""

import builtins
import errno
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.formats.signs import without_signs
from analysis.runner.notebook_format import nbformat
from analysis.runner.running.normalise import steady_text, without_colours
from analysis.spoken import say

LONGEST = 500
_LONGEST_TRACEBACK = 20_000
LEFT_OUT = "run_error.left_out"

# Ours, which say what to do and quote no cell.
_OURS = frozenset({"BundleError", "NothingReadable", "SourceChanged"})
# A kernel that cannot even begin is one that the machine does not bear.
NOT_BEGUN = "KernelNotBegun"
_FOR_WANT_OF_MEMORY = ("MemoryError", NOT_BEGUN)
_REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOMEM)
_NUMBER = re.compile(r"\[Errno (\d{1,3})\] ", re.ASCII)
_NAME = r"[A-Za-z_]\w*"
_HEADS = (
    re.compile(r"-{3,}"),
    re.compile(rf"{_NAME}(?:\.{_NAME})*\s+Traceback \(most recent call last\)", re.ASCII),
    re.compile(r"Traceback \(most recent call last\):"),
    re.compile(r"The above exception was the direct cause of the following exception:"),
    re.compile(r"During handling of the above exception, another exception occurred:"),
)
_CELL = re.compile(rf"\s*Cell In\[\d+\], line \d+(?:, in {_NAME})?", re.ASCII)
_FILE = re.compile(rf"\s*File (?P<file>\S.*?\.py):\d+(?:,? in {_NAME})?", re.ASCII)
_LINE_OF_CODE = re.compile(r"(?:-+>)?\s*\d+ (?P<code>.*)")


def told(
    ename: str,
    evalue: str,
    cell: int | None = None,
    traceback: str = "",
    recorded: bool = False,
    number: int | None = None,
) -> dict[str, Any]:
    """Return an error as results, pages and logs tell it.

    Parameters
    ----------
    ename, evalue
        The exception's type, and its message, of which 500 signs are told.
    cell, traceback
        Where a notebook failed, if it did.
    recorded
        The message may quote recorded data and is left out; `traceback` is of `places`.
    number
        The system's own (errno), where it was the system that refused.
    """
    message = say(LEFT_OUT) if recorded else _cut(" ".join(without_signs(evalue).split()), LONGEST)
    if len(evalue) > LONGEST:
        traceback = traceback.replace(evalue, message)
    traceback = "\n".join(map(without_signs, traceback.split("\n")))
    traceback = _cut(traceback, _LONGEST_TRACEBACK)
    error = {"ename": ename, "evalue": message, "cell": cell, "traceback": traceback}
    return error if number is None else {**error, "errno": number}


def told_cell(error: Any, folder: Path, root: Path, recorded: bool) -> dict[str, Any]:
    """Return papermill's error of a cell that raised, whose notebook is saved in `folder`."""
    text = steady_text(without_colours("\n".join(error.traceback)), folder, root)
    evalue = steady_text(without_colours(error.evalue), folder, root)
    number = _number(error.ename, evalue)
    quoting = recorded and error.ename not in _OURS
    if quoting:
        executed = nbformat.read(folder / "notebook.ipynb", as_version=4)
        text = places(text, lines_of_code(executed), root)
    if quoting and number is not None:
        evalue, quoting = os.strerror(number), False
    return told(error.ename, evalue, error.exec_count, text, recorded=quoting, number=number)


def told_raised(error: Exception, folder: Path, root: Path, recorded: bool) -> dict[str, Any]:
    """Return what failed outside of the cells; of recorded data only what the system says."""
    system = error.strerror if isinstance(error, OSError) else None
    ours = type(error).__module__.startswith("analysis.")
    text = system if recorded and system else steady_text(str(error), folder, root)
    left_out = recorded and not (ours or system)
    number = error.errno if isinstance(error, OSError) else None
    return told(type(error).__name__, text, recorded=left_out, number=number)


def of_the_machine(error: Mapping[str, Any] | None) -> bool:
    """Say whether an error, as `told`, is of the machine: no room, no right, no memory."""
    if error is None:
        return False
    return error["ename"] in _FOR_WANT_OF_MEMORY or error.get("errno") in _REFUSALS


def places(traceback: str, code: Collection[str], root: Path) -> str:
    """Return a traceback with its places and the notebook's own code alone.

    Parameters
    ----------
    traceback
        As IPython writes it, without colours.
    code
        The lines of code of the notebook, without the spaces around them.
    root
        The folder from which its relative places count.
    """
    return "\n".join(_places(traceback.split("\n"), code, root))


def hush(executed: Path, root: Path) -> None:
    """Rewrite an executed notebook so that its errors tell types and places, and nothing else."""
    notebook = nbformat.read(executed, as_version=4)
    code = lines_of_code(notebook)
    for cell in notebook.cells:
        outputs = [each for each in cell.get("outputs", ()) if each.get("name") != "stderr"]
        for output in outputs:
            if output.output_type == "error":
                output.evalue = say(LEFT_OUT)
                text = without_colours("\n".join(output.traceback))
                output.traceback = places(text, code, root).split("\n")
        if cell.cell_type == "code":
            cell.outputs = outputs
    executed.write_text(nbformat.writes(notebook), encoding="utf-8", newline="\n")


def lines_of_code(notebook: Any) -> frozenset[str]:
    """Return the lines of code of a notebook, without the spaces around them."""
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return frozenset(line.strip() for source in cells for line in source.split("\n"))


def _number(ename: str, evalue: str) -> int | None:
    """Return the system's number of the error of a cell, if the system raised it."""
    kind = getattr(builtins, ename, None)
    found = _NUMBER.match(evalue)
    of_the_system = isinstance(kind, type) and issubclass(kind, OSError)
    return int(found[1]) if found and of_the_system else None


def _places(lines: Sequence[str], code: Collection[str], root: Path) -> Iterator[str]:
    in_cell = False
    for line in lines:
        if any(head.fullmatch(line.strip()) for head in _HEADS):
            yield line.strip()
        elif found := _CELL.match(line) or _FILE.match(line):
            file = found.groupdict().get("file")
            in_cell = file is None
            # A message can be written like a place; a file is there or not.
            if file is None or (root / Path(file).expanduser()).is_file():
                yield found[0].strip()
        elif in_cell and (shown := _LINE_OF_CODE.fullmatch(line)) and shown["code"].strip() in code:
            yield line


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
