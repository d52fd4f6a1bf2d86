"""CPU of the notebooks where answers have to be made first, and where they are kept.

The parent starts `_measure` in a process and a cache folder of their own for the district, and for
one unit of a review of all. What has to be made for one unit is made for all of them at once.
"""

import contextlib
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

import matplotlib
import nbformat
import review_notebooks

from analysis.formats.kept import state_folder
from analysis.places import ASKED, STATES, project_root
from analysis.sources.state import _READINGS, _answers_of_run, keys_of, read_state

_ANSWERS = "[0-9a-f]" * 64


def kept_answers(folder: Path, times: int = 3) -> dict[str, Any]:
    """CPU of all notebooks, of the district and of a unit, with answers made and with kept ones."""
    told = {}
    for who in ("district", "unit"):
        command = [sys.executable, __file__, who, str(folder), str(times)]
        env = {**os.environ, "XDG_CACHE_HOME": str(folder / who)}
        ran = subprocess.run(
            command, cwd=project_root(), env=env, check=True, text=True, stdout=subprocess.PIPE
        )
        told[who] = json.loads(ran.stdout)
    return told


def _measure(who: str, folder: str, times: str) -> dict[str, Any]:
    states = [read_state(source) for source in ("data/demo", "data/published")]
    units = sorted(states[0].history.evaluations["unit"].unique())
    notebooks = [_cells(path) for path in review_notebooks.PATHS]
    os.environ |= {STATES: keys_of(states, units), ASKED: os.devnull}

    def run() -> float:
        _answers_of_run.cache_clear()
        _READINGS.clear()
        given = {"unit": units[0] if who == "unit" else "all"}
        return sum(_cpu_of(lambda cells=cells: _run(cells, folder, given)) for cells in notebooks)

    run()  # Imports, fonts and the first drawing belong to neither.
    pairs = []
    for _ in range(int(times)):
        for state in states:
            for path in state_folder(state.key).glob(_ANSWERS):
                path.unlink()
        pairs.append((run(), run()))
    made = len([path for state in states for path in state_folder(state.key).glob(_ANSWERS)])
    cold, warm = (statistics.median(each) for each in zip(*pairs, strict=True))
    return {
        **{"notebooks": len(notebooks), "units": len(units), "questions": made},
        **{"made_s": cold, "kept_s": warm},
        "ratio": statistics.median(one / other for one, other in pairs),
    }


def _cells(path: Path) -> list[CodeType]:
    cells = nbformat.read(path, as_version=4).cells
    return [compile(cell.source, path.name, "exec") for cell in cells if cell.cell_type == "code"]


def _run(cells: list[CodeType], folder: str, given: dict[str, str]) -> None:
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for number, cell in enumerate(cells):
            exec(cell, names)
            if number == 1:
                names |= {**given, "output_dir": tempfile.mkdtemp(dir=folder)}


def _cpu_of(call: Callable[[], None]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before


if __name__ == "__main__":
    matplotlib.use("agg")
    print(json.dumps(_measure(*sys.argv[1:])))
