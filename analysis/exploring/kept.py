"""What is kept by hand: cells of a notebook that the next build of the same source runs."""

import hashlib
from pathlib import Path
from typing import Any

from analysis.exploring.questions import Asked, steps_of
from analysis.exploring.written import NotWritten, notebook, place_of, with_cells, write
from analysis.places import KEPT, resolve
from analysis.runner.asking.parameters import source_of
from analysis.runner.notebook_format import nbformat, read_notebook
from analysis.spoken import Message

_TITLE = {"vi": "Biểu đồ giữ lại khi xem số liệu", "en": "Kept by hand"}
_WHOM = (
    "Do `explore` ghi; xóa ô nào không cần nữa.\n\n"
    "*Written by `explore`; delete the cells that are no longer wanted.*"
)


def keep(asked: Asked, source: str | None) -> Path:
    """Keep a question, so that the next build of a review of this source answers it.

    It is asked again of the data as they are then; the briefing tells it under *Kept by hand*.

    Parameters
    ----------
    asked
        What was asked, and of whom; told in the languages of the review.
    source
        What the history was loaded from.

    Returns
    -------
    Path
        The notebook, with the question once.

    Raises
    ------
    NotWritten
        Where the history is from is not known, or what is kept already is of another source.
    """
    if source is None:
        raise NotWritten(Message("own.of_what"))
    path = place_of(KEPT)
    if not path.exists():
        first, last = asked.years
        own = {"source": source, "first_year": first, "last_year": last}
        write(path, notebook(KEPT, _TITLE, _WHOM, _cells(asked), **own))
        return path
    if resolve(source_of(path) or "") != resolve(source):
        raise NotWritten(Message("own.of_another", path=path, source=source_of(path)))
    kept = [cell.metadata["kept"] for cell in read_notebook(path).cells if "kept" in cell.metadata]
    if _digest(asked) not in kept:
        write(path, with_cells(path, _cells(asked)))
    return path


def _cells(asked: Asked) -> list[Any]:
    digest, name = _digest(asked), steps_of(asked.question).name
    id = f"kept_{digest}"
    lines = [
        *asked.lines,
        f'bundle.table("{id}", table)',
        f'bundle.finding(told, id="{id}")',
        f'bundle.chart("{id}", drawn)',
    ]
    v4 = nbformat.v4
    return [
        v4.new_markdown_cell(f"## {name['vi']}\n\n*{name['en']}*"),
        v4.new_code_cell("\n".join([*asked.names, asked.people])),
        v4.new_code_cell("\n".join(lines), metadata={"kept": digest}),
    ]


def _digest(asked: Asked) -> str:
    """Return what a question is known by, whatever language it is told in."""
    told = "\n".join([*asked.names, asked.people, *asked.lines])
    return hashlib.sha256(told.encode()).hexdigest()[:8]
