"""Is the same quantity the same wherever it is told?"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis.results import read_bundle, whole

# Figures are equal in every language, words within one.
_FIGURES = ("value", "low", "high", "unit")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


def differences(bundles: Sequence[tuple[str, Path]]) -> list[str]:
    """Return where bundles contradict each other, a line each.

    A finding or a table with the same id is the same quantity where the unit and all parameters
    that both notebooks have are the same; it must then have the same figures, and, within a
    language, the same words.

    Parameters
    ----------
    bundles
        The unit and the folder of each finished run.
    """
    told: dict[tuple[str, ...], list[tuple[Path, dict[str, Any], Any]]] = defaultdict(list)
    for unit, folder in bundles:
        bundle = read_bundle(folder)
        for place, content in _quantities(folder, bundle):
            told[(unit, *place)].append((folder, bundle["parameters"], content))
    found = []
    for (unit, *quantity), each in told.items():
        first, parameters, content = each[0]
        for folder, others, other in each[1:]:
            if content != other and _comparable(parameters, others):
                found.append(_line(unit, quantity, (first, content), (folder, other)))
    return found


def _quantities(folder: Path, bundle: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    language = bundle["language"]
    for finding in bundle["findings"]:
        yield ("finding", finding["id"]), {part: finding[part] for part in _FIGURES}
        yield ("finding", finding["id"], language), {"text": whole(finding)}
    for table in bundle["tables"]:
        with (folder / table["csv"]).open(encoding="utf-8-sig", newline="") as file:
            rows = dict(enumerate(csv.reader(file), 1))
        yield ("table", table["id"], language), rows
        yield ("table", table["id"]), {line: _numbers(row) for line, row in rows.items()}


def _numbers(row: list[str]) -> list[str]:
    """Return the cells that are numbers: those of words may be in the language of the run."""
    return [cell for cell in row if _NUMBER.fullmatch(cell)]


def _comparable(one: dict[str, Any], other: dict[str, Any]) -> bool:
    shared = one.keys() & other.keys() - {"language"}
    return all(one[name] == other[name] for name in shared)


def _line(unit: str, place: Sequence[str], one: tuple[Path, Any], other: tuple[Path, Any]) -> str:
    (here, content), (there, differs) = one, other
    part = next(p for p in [*content, *differs] if content.get(p) != differs.get(p))
    where = f"line {part}" if place[0] == "table" else part
    runs = ["/".join(folder.parts[-2:]) for folder in (here, there)]
    return (
        f"unit {unit}, {place[0]} {place[1]}, {where}: {content.get(part)!r} in {runs[0]}, "
        f"{differs.get(part)!r} in {runs[1]}"
    )
