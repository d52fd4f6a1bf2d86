"""Notebooks that are written by the contract, so that a review file can list them at once."""

import re
from pathlib import Path
from typing import Any

from analysis.places import own_notebooks, project_root
from analysis.runner.notebook_format import nbformat, read_notebook
from analysis.spoken import Message

_TITLE = "# {vi}\n\n*{en}*\n\n{whom}"
_IMPORTS = "from analysis import charts, findings, measures, open_review"
# As in the notebooks of the suite; the kernel of a run is given others.
_PARAMETERS = """\
# Folder, file or ledger to read; a relative path is taken from the project's folder.
source: str = "{source}"
unit: str = "all"  # one unit's name, or "all" for the district
tier: str = "district"  # managing tier: city, district or unit
first_year: int = {first_year}
last_year: int = {last_year}
language: str = "vi"  # vi or en
persons_as: str = "người"  # whom Vietnamese texts count: "người" or "đồng chí"
audience: str = "internal"
min_cell: int = 5  # counts below this are small; takes effect once small cells are protected
output_dir: str = ""  # "" is a new folder in the temporary directory"""
_OPEN = """\
review = open_review(
    "{name}",
    source=source,
    unit=unit,
    tier=tier,
    first_year=first_year,
    last_year=last_year,
    language=language,
    persons_as=persons_as,
    audience=audience,
    min_cell=min_cell,
    output_dir=output_dir,
)
history, people, years = review.history, review.people, review.years
review"""
_CLOSE = "folder = review.close()"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


class NotWritten(ValueError):
    """A notebook cannot be written as it was asked for; the message says what to do."""


def notebook(
    name: str, title: dict[str, str], whom: str, cells: list[Any], **parameters: Any
) -> Any:
    """Return a notebook by the contract: title, imports, parameters, open, cells, close.

    Parameters
    ----------
    name
        Its name, which its results tell.
    title
        Its question, in Vietnamese and English.
    whom
        For whom it is.
    cells
        What it does with ``people`` and ``review``.
    **parameters
        ``source``, ``first_year`` and ``last_year``, the defaults of its parameters.
    """
    v4 = nbformat.v4
    tagged = v4.new_code_cell(_PARAMETERS.format(**parameters), metadata={"tags": ["parameters"]})
    head = [v4.new_markdown_cell(_TITLE.format(**title, whom=whom)), v4.new_code_cell(_IMPORTS)]
    opened = v4.new_code_cell(_OPEN.format(name=name))
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    every = [*head, tagged, opened, *cells, v4.new_code_cell(_CLOSE)]
    return v4.new_notebook(cells=_numbered(every), metadata={"kernelspec": kernel})


def place_of(name: str) -> Path:
    """Return where an own notebook lies, or will.

    Raises
    ------
    NotWritten
        The name cannot be a notebook's, or is that of one of the suite's.
    """
    if not _NAME.fullmatch(name):
        raise NotWritten(Message("own.name", name=name))
    if (project_root() / f"notebooks/{name}.ipynb").exists():
        raise NotWritten(Message("own.of_the_suite", name=name))
    return own_notebooks() / f"{name}.ipynb"


def write(path: Path, content: Any) -> None:
    """Write a notebook whole or not at all, and the folder of own notebooks if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.tmp")
    unfinished.write_text(nbformat.writes(content) + "\n", encoding="utf-8", newline="\n")
    unfinished.replace(path)


def with_cells(path: Path, cells: list[Any]) -> Any:
    """Return a notebook of ours with further cells before its last, which closes its review.

    Raises
    ------
    NotWritten
        Its last cell is another.
    """
    content = read_notebook(path)
    if not content.cells or content.cells[-1].source.strip() != _CLOSE:
        raise NotWritten(Message("own.last_cell", path=path, cell=_CLOSE))
    content.cells[-1:-1] = cells
    _numbered(content.cells)
    return content


def _numbered(cells: list[Any]) -> list[Any]:
    """Give cells ids that are the same each time."""
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return cells
