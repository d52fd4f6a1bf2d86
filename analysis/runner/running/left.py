"""What a notebook left of its run, checked and stamped before it is kept.

Pages and documents rely on it: what is odd in one run must not end the build of all others.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from analysis.formats.csv_tables import bare
from analysis.formats.shape import called, should
from analysis.runner.keeping.stamp import stamp
from analysis.spoken import Message, NotSo, say

_LONGEST_CELL = 131_072


class Odd(ValueError):
    """A run left what no bundle leaves; the message says where and quotes nothing of it."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True, frozen=True)


_Id = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,79}$")]


class _Finding(_Entry):
    id: _Id
    text: str
    title: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    rank: int = Field(ge=1, le=4)
    conditions: list[str]
    answered: bool
    origin: str


class _Chart(_Entry):
    id: _Id
    png: str
    svg: str
    title: str
    subtitle: str
    caption: str
    alt: str
    source_note: str
    origin: str
    # More than the whole picture cannot be cut off.
    title_share: float = Field(ge=0, lt=1)
    empty: bool
    table: str


class _Table(_Entry):
    id: _Id
    csv: str
    columns: list[str] = Field(min_length=1)


def _each_once(entries: list[Any]) -> list[Any]:
    if len({entry.id for entry in entries}) < len(entries):
        raise NotSo(Message("left.repeated"))
    return entries


_Once = AfterValidator(_each_once)


class Left(_Entry):
    """The content of a ``results.json``, as `analysis.bundle` writes it."""

    schema_version: Literal[1]
    notebook: str
    parameters: dict[str, Any]
    language: str
    findings: Annotated[list[_Finding], _Once]
    charts: Annotated[list[_Chart], _Once]
    tables: Annotated[list[_Table], _Once]
    origin: list[str]


def read_left(folder: Path) -> Left:
    """Return what a finished run's folder says that it holds, and see that it does.

    Raises
    ------
    Odd
        ``results.json`` is not as a bundle writes it, or names a file that is not in the folder,
        or a table does not read as it says.
    """
    try:
        left = Left.model_validate(_content(folder))
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise Odd(_told(should(first), called(first["loc"]))) from None
    for place, why in _wrong(folder, left):
        raise Odd(_told(say(f"left.{why}"), place))
    return left


def stamp_charts(folder: Path, fingerprint: str) -> None:
    """Write into each chart of a finished run which run it is from; raises as `read_left`."""
    left = read_left(folder)
    provenance = {
        "unit": str(left.parameters.get("unit", "")),
        "notebook": left.notebook,
        "language": left.language,
        "parameters": json.dumps(left.parameters, ensure_ascii=False, sort_keys=True),
        "fingerprint": fingerprint,
    }
    for at, chart in enumerate(left.charts):
        for name in (chart.png, chart.svg):
            try:
                stamp(folder / name, provenance)
            except ValueError:
                raise Odd(_told(say("left.no_picture"), called(("charts", at)))) from None


def _content(folder: Path) -> Any:
    try:
        content = json.loads((folder / "results.json").read_bytes())
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
        unshown = any("\0" in text for text in _texts(content))
    except (ValueError, RecursionError):
        raise Odd(_told(say("left.no_json"))) from None
    if unshown:
        raise Odd(_told(say("left.nul")))
    return content


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for each in [*content, *content.values()] if isinstance(content, dict) else content:
            yield from _texts(each)


def _wrong(folder: Path, left: Left) -> Iterator[tuple[str, str]]:
    for at, chart in enumerate(left.charts):
        files = (chart.png, chart.svg)
        if files != (f"charts/{chart.id}.png", f"charts/{chart.id}.svg"):
            yield called(("charts", at)), "files"
        elif chart.table not in {table.id for table in left.tables}:
            yield called(("charts", at)), "no_table"
        elif not all(_is_left(folder, name) for name in files):
            yield called(("charts", at)), "no_file"
    for at, table in enumerate(left.tables):
        if table.csv != f"tables/{table.id}.csv":
            yield called(("tables", at)), "files"
        elif not _is_left(folder, table.csv):
            yield called(("tables", at)), "no_file"
        elif not _reads(folder / table.csv, table.columns):
            yield called(("tables", at)), "no_csv"


def _is_left(folder: Path, name: str) -> bool:
    path = (folder / name).resolve()
    return path.is_relative_to(folder.resolve()) and path.is_file()


def _reads(path: Path, columns: list[str]) -> bool:
    if "" in columns or len({*columns}) < len(columns):
        return False
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            named = [bare(name) for name in next(rows, [])] == columns
            return named and all(
                len(row) == len(columns) and all(map(_is_cell, row)) for row in rows
            )
    except (ValueError, csv.Error):
        # No UTF-8, or a quotation without an end.
        return False


def _is_cell(text: str) -> bool:
    # The limit of module csv is the whole process's: a library may have raised it.
    return len(text) <= _LONGEST_CELL and "\0" not in text


def _told(why: str, place: str = "") -> str:
    return say("left.odd", why=f"{place}: {why}" if place else why)
