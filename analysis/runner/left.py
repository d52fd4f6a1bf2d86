"""What a notebook left of its run, checked and stamped before it is kept.

Pages and documents rely on it: what is odd in one run must not end the build of all others.
"""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.runner.stamp import stamp


class _Entry(BaseModel):
    # A bundle tells more of each than documents cannot do without.
    model_config = ConfigDict(extra="allow", strict=True, frozen=True)


class _Finding(_Entry):
    id: str
    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None


class _Chart(_Entry):
    id: str
    png: str
    svg: str
    title: str
    caption: str
    alt: str
    table: str


class _Table(_Entry):
    id: str
    csv: str
    columns: list[str]


class Left(_Entry):
    """The content of a ``results.json``, as `analysis.bundle` writes it."""

    schema_version: Literal[1]
    notebook: str
    parameters: dict[str, Any]
    language: str
    findings: list[_Finding]
    charts: list[_Chart]
    tables: list[_Table]
    origin: list[str]


def read_left(folder: Path) -> Left:
    """Return what a finished run's folder says that it holds, and see that it does.

    Raises
    ------
    ValueError
        ``results.json`` is not as a bundle writes it, or names a file that is not in the folder.
    """
    try:
        left = Left.model_validate(json.loads((folder / "results.json").read_bytes()))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "its content"
        raise ValueError(_told(f"{place}: {first['msg']}")) from None
    except (ValueError, RecursionError):
        raise ValueError(_told("it is no JSON")) from None
    for name in (*_pictures(left), *(table.csv for table in left.tables)):
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            raise ValueError(_told(f"it names {name!r}, which the run did not leave"))
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
    for name in _pictures(left):
        stamp(folder / name, provenance)


def _pictures(left: Left) -> list[str]:
    return [name for chart in left.charts for name in (chart.png, chart.svg)]


def _told(why: str) -> str:
    return f"results.json is not as a bundle leaves it ({why}); change nothing after bundle.close()"
