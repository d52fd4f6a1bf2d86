"""The charts of a published build on one page, to look at or to pass on."""

import errno
import os
from pathlib import Path
from typing import Any

from analysis import records
from analysis.cli.published.verify import check_run
from analysis.documents.pages.chart_sheet import write_chart_sheet
from analysis.documents.pages.pages import Described, Run
from analysis.runner.asking.review import RequestError
from analysis.runner.publishing.manifest import manifest_of
from analysis.spoken import Message
from analysis.vocabulary import PERSONS


def write_gallery(build: Path, out: Path, unit: str | None = None) -> int:
    """Write every chart of a unit of a build on one page and return how many there are.

    Parameters
    ----------
    build
        A published review's folder.
    out
        The page to write.
    unit
        Whose charts; by default the build's first unit, which is the district where it has one.

    Raises
    ------
    RequestError
        The folder holds no build, or the build no such unit, or a run is not as published.
    FileNotFoundError
        There is no folder for the page.
    """
    if not out.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(out))
    manifest = manifest_of(build)
    units = list(dict.fromkeys(job["unit"] for job in manifest["jobs"]))
    if unit is not None and unit not in units:
        told = Message("no_unit_built", build=build, unit=unit, units=", ".join(units))
        raise RequestError(told)
    runs = [_run(job) for job in manifest["jobs"] if job["unit"] == (unit or units[0])]
    for run in runs:
        check_run(build, manifest, run.folder)
    return write_chart_sheet(out, build, _described(manifest), runs)


def _described(manifest: dict[str, Any]) -> Described:
    review = manifest["review"]
    return Described(
        title=review["title"],
        years=tuple(review["years"]),
        languages=tuple(dict.fromkeys(job["language"] for job in manifest["jobs"])),
        problems=records.frame(records.PROBLEMS, []),
        # A build that was made before there was a choice.
        persons_as=review.get("persons_as", PERSONS[0]),
    )


def _run(job: dict[str, Any]) -> Run:
    return Run(
        folder=job["folder"],
        notebook=job["notebook"],
        unit=job["unit"],
        language=job["language"],
        question=job["notebook"],
        status=job["status"],
        fingerprint=job["fingerprint"],
    )
