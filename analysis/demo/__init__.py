"""The demo history: workbooks of a district that does not exist, in the form that offices use."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile

import pandas as pd
from numpy.random import RandomState
from openpyxl import load_workbook

from analysis.demo.careers import careers
from analysis.demo.forms import ORIGIN_PROPERTY, SIMULATED
from analysis.demo.outcomes import outcomes
from analysis.demo.posts import read
from analysis.demo.ratings import rated
from analysis.demo.registers import write_outcomes, write_votes
from analysis.demo.votes import votes
from analysis.demo.yearly import write_year

__all__ = ["simulate"]


def simulate(out: Path) -> list[Path]:
    """Write the demo workbooks into a folder, the same bytes on every run.

    The margins of 2011 and 2015 equal the published figures; every person is simulated. The
    workbooks are made in a folder beside and moved into place, so none is ever half-written.

    Parameters
    ----------
    out : pathlib.Path
        The folder; it is made if there is none.

    Returns
    -------
    list of pathlib.Path
        The workbooks, in the order of their names.

    Raises
    ------
    FileExistsError
        The folder holds a file of the same name that is not simulated; nothing is written.
    """
    writers = _writers()
    for name in writers:
        _refuse_to_replace(out / name)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as beside:
        for name, write in writers.items():
            write(Path(beside) / name)
        return [(Path(beside) / name).replace(out / name) for name in sorted(writers)]


def _writers() -> dict[str, Callable[[Path], None]]:
    """Return for each workbook's name what writes it, all from one run of the simulation."""
    plan = read("plan.yml")
    # RandomState's stream is frozen: another numpy gives the same people.
    random = RandomState(plan["seed"])
    history = rated(careers(plan, random), plan, random)
    events, ballots = outcomes(history, plan, random), votes(history, plan, random)
    years = plan["years"]
    period = f"{years[0]}-{years[-1]}"
    held = list(plan["votes"]["ballots"])
    return {
        **{f"danh-gia-can-bo-{year}.xlsx": _year_writer(history, year) for year in years},
        f"ket-qua-cong-tac-can-bo-{period}.xlsx": lambda path: write_outcomes(events, plan, path),
        f"lay-phieu-tin-nhiem-{held[0]}-{held[-1]}.xlsx": lambda path: write_votes(ballots, path),
    }


def _year_writer(history: pd.DataFrame, year: int) -> Callable[[Path], None]:
    return lambda path: write_year(history, year, path)


def _refuse_to_replace(path: Path) -> None:
    if path.exists() and not _is_simulated(path):
        raise FileExistsError(
            f"{path}: this file is not simulated and would be replaced by demo data of the same "
            "name; move it, or simulate into another folder"
        )


def _is_simulated(path: Path) -> bool:
    try:
        properties = load_workbook(path, read_only=True).custom_doc_props
    except (BadZipFile, KeyError, ValueError, OSError):
        return False
    return any(p.name == ORIGIN_PROPERTY and p.value == SIMULATED for p in properties.props)
